//! JSON Merge Patch (RFC 7396): how a variant or a lever changes a scenario.

use super::error::ProjectionError;
use serde_json::{Map, Value};

/// The most fields that an object may have.
const MAX_FIELDS: usize = 1_000;

/// The most levels that a patch may have. A scenario has five.
const MAX_DEPTH: u32 = 64;

/// Applies a merge patch: objects are merged, `null` removes a field, and any other value, arrays
/// included, replaces what was there.
///
/// ```
/// use serde_json::json;
/// use tokenfare::projection::merge_patch;
///
/// let scenario = json!({"months":12,"markup":0.19,"budget":{"monthly":100}});
/// let patch = json!({"markup":null,"budget":{"hard":true}});
/// let patched = json!({"months":12,"budget":{"monthly":100,"hard":true}});
/// assert_eq!(merge_patch(&scenario, &patch)?, patched);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ProjectionError::Limit`] for a patch with an object of more than 1,000 fields or with more
/// than 64 levels.
pub fn merge_patch(target: &Value, patch: &Value) -> Result<Value, ProjectionError> {
    let mut merged = target.clone();
    merge(&mut merged, patch, "patch", 0)?;
    Ok(merged)
}

/// The merge patch that turns `from` into `to`.
///
/// A merge patch cannot set a field to `null`, so a `null` in `to` counts as a missing field.
///
/// ```
/// use serde_json::json;
/// use tokenfare::projection::patch_between;
///
/// let from = json!({"months":12,"markup":0.19,"budget":{"monthly":100}});
/// let to = json!({"months":12,"budget":{"monthly":200}});
/// let patch = json!({"markup":null,"budget":{"monthly":200}});
/// assert_eq!(patch_between(&from, &to)?, patch);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ProjectionError::Limit`] for an object of more than 1,000 fields, or for objects in both that
/// are nested deeper than 64 levels.
pub fn patch_between(from: &Value, to: &Value) -> Result<Value, ProjectionError> {
    difference(from, to, 0)
}

/// Merges a patch within bounds. `path` is the field that holds the patch.
pub(super) fn merge(
    target: &mut Value,
    patch: &Value,
    path: &str,
    depth: u32,
) -> Result<(), ProjectionError> {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return Ok(());
    };
    check_size(patch, path, depth)?;
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(target) = target else {
        return Ok(());
    };
    for (name, value) in patch {
        if value.is_null() {
            target.shift_remove(name);
        } else {
            let field = target.entry(name).or_insert(Value::Null);
            merge(field, value, path, depth + 1)?;
        }
    }
    Ok(())
}

fn difference(from: &Value, to: &Value, depth: u32) -> Result<Value, ProjectionError> {
    let (Value::Object(from), Value::Object(to)) = (from, to) else {
        return Ok(to.clone());
    };
    check_size(from, "from", depth)?;
    check_size(to, "to", depth)?;
    let mut patch = Map::new();
    for (name, value) in from {
        if !value.is_null() && to.get(name).is_none_or(Value::is_null) {
            patch.insert(name.clone(), Value::Null);
        }
    }
    for (name, value) in to {
        let before = from.get(name).unwrap_or(&Value::Null);
        if value.is_null() || value == before {
            continue;
        }
        let change = difference(before, value, depth + 1)?;
        // Two objects with the same fields in another order do not differ.
        let is_empty = change.as_object().is_some_and(Map::is_empty);
        if !before.is_object() || !is_empty {
            patch.insert(name.clone(), change);
        }
    }
    Ok(Value::Object(patch))
}

fn check_size(object: &Map<String, Value>, path: &str, depth: u32) -> Result<(), ProjectionError> {
    if object.len() > MAX_FIELDS || depth > MAX_DEPTH {
        return Err(ProjectionError::limit(
            path,
            format!("a patch has at most {MAX_FIELDS} fields in an object and {MAX_DEPTH} levels"),
        ));
    }
    Ok(())
}
