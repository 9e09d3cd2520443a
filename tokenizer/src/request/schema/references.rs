//! Follows `$ref` inside one JSON Schema.

use serde_json::Value;

/// The most subschemas that are read of one schema. References may repeat a part so often that a small
/// schema would become an endless text.
const MAX_NODES: usize = 20_000;

/// The deepest nesting that is followed.
const MAX_DEPTH: usize = 24;

/// Resolves the references of a schema, and stops where they would not end.
pub struct References<'a> {
    root: &'a Value,
    nodes: usize,
    open: Vec<&'a str>,
}

impl<'a> References<'a> {
    pub fn new(root: &'a Value) -> Self {
        Self {
            root,
            nodes: 0,
            open: Vec::new(),
        }
    }

    /// Whether a part of the schema was left out because it is too large.
    pub fn is_cut(&self) -> bool {
        self.nodes > MAX_NODES
    }

    /// The schema that `schema` stands for, and the mark to [`leave`](Self::leave) it with. A reference
    /// that leads to itself, out of the schema, or too far gives `None`.
    pub fn enter(&mut self, schema: &'a Value) -> Option<(&'a Value, usize)> {
        self.nodes += 1;
        let mark = self.open.len();
        let mut schema = schema;
        while let Some(reference) = schema["$ref"].as_str() {
            let target = reference
                .strip_prefix('#')
                .and_then(|pointer| self.root.pointer(pointer));
            match target {
                Some(target) if !self.open.contains(&reference) => {
                    self.open.push(reference);
                    schema = target;
                }
                _ => {
                    self.open.truncate(mark);
                    return None;
                }
            }
        }
        if self.nodes > MAX_NODES || self.open.len() > MAX_DEPTH {
            self.open.truncate(mark);
            return None;
        }
        // Nesting counts too.
        self.open.push("");
        Some((schema, mark))
    }

    /// Leaves the schema that was entered last.
    pub fn leave(&mut self, mark: usize) {
        self.open.truncate(mark);
    }

    /// A member of a schema or, where it has none, of what it refers to.
    pub fn member(&self, schema: &'a Value, name: &str) -> &'a Value {
        let mut schema = schema;
        for _ in 0..MAX_DEPTH {
            if !schema[name].is_null() {
                return &schema[name];
            }
            let reference = schema["$ref"].as_str();
            let pointer = reference.and_then(|reference| reference.strip_prefix('#'));
            match pointer.and_then(|pointer| self.root.pointer(pointer)) {
                Some(target) => schema = target,
                None => break,
            }
        }
        &Value::Null
    }
}
