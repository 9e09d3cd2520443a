//! JSON Merge Patch (RFC 7396): how a variant or a lever changes a scenario.

use super::error::ProjectionError;
use crate::json::Json;

/// The most fields that an object may have.
const MAX_FIELDS: usize = 1_000;

/// The most levels that a patch may have. A scenario has five.
const MAX_DEPTH: u32 = 64;

/// Applies a merge patch: objects are merged, `null` removes a field, and any other value, arrays
/// included, replaces what was there.
///
/// ```
/// use tokenfare::json::parse;
/// use tokenfare::projection::merge_patch;
///
/// let scenario = parse(r#"{"months":12,"markup":0.19,"budget":{"monthly":100}}"#)?;
/// let patch = parse(r#"{"markup":null,"budget":{"hard":true}}"#)?;
/// let patched = parse(r#"{"months":12,"budget":{"monthly":100,"hard":true}}"#)?;
/// assert_eq!(merge_patch(&scenario, &patch)?, patched);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ProjectionError::Limit`] for a patch with an object of more than 1,000 fields or with more
/// than 64 levels.
pub fn merge_patch(target: &Json, patch: &Json) -> Result<Json, ProjectionError> {
    let mut merged = target.clone();
    merge(&mut merged, patch, "patch", 0)?;
    Ok(merged)
}

/// The merge patch that turns `from` into `to`.
///
/// A merge patch cannot set a field to `null`, so a `null` in `to` counts as a missing field.
///
/// ```
/// use tokenfare::json::parse;
/// use tokenfare::projection::patch_between;
///
/// let from = parse(r#"{"months":12,"markup":0.19,"budget":{"monthly":100}}"#)?;
/// let to = parse(r#"{"months":12,"budget":{"monthly":200}}"#)?;
/// let patch = parse(r#"{"markup":null,"budget":{"monthly":200}}"#)?;
/// assert_eq!(patch_between(&from, &to)?, patch);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ProjectionError::Limit`] for an object of more than 1,000 fields, or for objects in both that
/// are nested deeper than 64 levels.
pub fn patch_between(from: &Json, to: &Json) -> Result<Json, ProjectionError> {
    difference(from, to, 0)
}

/// Merges a patch within bounds. `path` is the field that holds the patch.
pub(super) fn merge(
    target: &mut Json,
    patch: &Json,
    path: &str,
    depth: u32,
) -> Result<(), ProjectionError> {
    if !patch.is_object() {
        *target = patch.clone();
        return Ok(());
    }
    check_size(patch, path, depth)?;
    if !target.is_object() {
        *target = Json::Object(Vec::new());
    }
    for (name, value) in patch.members() {
        if value.is_null() {
            target.remove(name);
        } else {
            let mut merged = target.remove(name).unwrap_or(Json::Null);
            merge(&mut merged, value, path, depth + 1)?;
            target.set(name, merged);
        }
    }
    Ok(())
}

fn difference(from: &Json, to: &Json, depth: u32) -> Result<Json, ProjectionError> {
    if !from.is_object() || !to.is_object() {
        return Ok(to.clone());
    }
    check_size(from, "from", depth)?;
    check_size(to, "to", depth)?;
    let mut patch = Json::Object(Vec::new());
    for (name, value) in from.members() {
        if !value.is_null() && to.get(name).is_null() {
            patch.set(name, Json::Null);
        }
    }
    for (name, value) in to.members() {
        let before = from.get(name);
        if value.is_null() || value == before {
            continue;
        }
        let change = difference(before, value, depth + 1)?;
        // Two objects with the same fields in another order do not differ.
        let differs = !before.is_object() || !change.is_object() || !change.members().is_empty();
        if differs {
            patch.set(name, change);
        }
    }
    Ok(patch)
}

fn check_size(object: &Json, path: &str, depth: u32) -> Result<(), ProjectionError> {
    if object.members().len() > MAX_FIELDS || depth > MAX_DEPTH {
        return Err(ProjectionError::limit(
            path,
            format!("a patch has at most {MAX_FIELDS} fields in an object and {MAX_DEPTH} levels"),
        ));
    }
    Ok(())
}
