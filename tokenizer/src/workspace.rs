//! Caches and buffers that encoding reuses from text to text.

use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, PoisonError};

use crate::encoder::BatchEncoder;
use crate::tiling::Scratch;

/// The caches and buffers of one thread. Each part is made when a model first needs it.
#[derive(Default)]
pub struct Workspace {
    encoder: Option<Box<BatchEncoder>>,
    scratch: Option<Box<Scratch>>,
}

impl Workspace {
    /// What merging needs.
    pub fn encoder(&mut self) -> &mut BatchEncoder {
        self.encoder.get_or_insert_default()
    }

    /// What tiling needs.
    pub fn scratch(&mut self) -> &mut Scratch {
        self.scratch.get_or_insert_default()
    }
}

/// Workspaces that no thread uses at the moment.
#[derive(Default)]
pub struct IdleWorkspaces(Mutex<Vec<Workspace>>);

impl IdleWorkspaces {
    /// A workspace to its user alone, who gives it back by dropping it.
    pub fn lend(&self) -> Lent<'_> {
        Lent {
            workspace: self.list().pop().unwrap_or_default(),
            owner: self,
        }
    }

    fn list(&self) -> std::sync::MutexGuard<'_, Vec<Workspace>> {
        // A panic while the lock is held leaves a valid list: it is only pushed to and popped from.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A workspace that was lent.
pub struct Lent<'a> {
    workspace: Workspace,
    owner: &'a IdleWorkspaces,
}

impl Deref for Lent<'_> {
    type Target = Workspace;

    fn deref(&self) -> &Workspace {
        &self.workspace
    }
}

impl DerefMut for Lent<'_> {
    fn deref_mut(&mut self) -> &mut Workspace {
        &mut self.workspace
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        // What a panic has interrupted may be half written.
        if !std::thread::panicking() {
            let workspace = std::mem::take(&mut self.workspace);
            self.owner.list().push(workspace);
        }
    }
}
