//! The vocabularies of other vendors than OpenAI: where each comes from, and how it is packed.

use anyhow::{Context, Result};
use tokenfare::tokenizer::pack;

use super::ctok;
use super::packages::{PackagedFile, Registry};

/// A vocabulary and the published file that it is packed from.
pub struct Vendored {
    /// The name of the encoding.
    pub name: &'static str,
    source: PackagedFile,
    pack: fn(&Vendored, &[u8]) -> Result<Vec<u8>>,
}

const CTOK: PackagedFile = PackagedFile {
    registry: Registry::PyPi,
    package: "ctok",
    version: "1.3.0",
    path: "ctok/data/pieces_v3.json",
    sha256: "4c6db216062ef01e70ba033ff52ad3b97f886e79877235f2c7bbbd40d09ffb9b",
};

/// All of them.
pub const VENDORED: &[Vendored] = &[
    Vendored {
        name: "claude_3",
        source: CTOK,
        pack: |vocabulary, file| vocabulary.tiles(file, true),
    },
    Vendored {
        name: "claude_4_7",
        source: PackagedFile {
            path: "ctok/data/pieces_v4_7.json",
            sha256: "a785fc240010c855f3d9a498fbd422ee389752dd151f1d5eef57ca8c85c19993",
            ..CTOK
        },
        // From Claude 4.8 on, the frame of a message does not end in a word's beginning.
        pack: |vocabulary, file| vocabulary.tiles(file, false),
    },
];

impl Vendored {
    /// The packed file.
    pub fn pack(&self) -> Result<Vec<u8>> {
        let file = self.source.read()?;
        (self.pack)(self, &file).context(self.name)
    }

    fn tiles(&self, file: &[u8], opens_word: bool) -> Result<Vec<u8>> {
        let tiles = ctok::read(file, opens_word)?;
        Ok(pack::pack_tiles(self.name, self.source.digest()?, &tiles)?)
    }
}
