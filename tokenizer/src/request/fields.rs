//! Fields of a body that are known and need no tokens. What is neither read nor listed is named in the
//! notes, so that nothing billed is dropped without a word.

use serde_json::Value;

use super::tally::Tally;

/// Notes the members of `object` that are neither `read` nor `free`.
pub fn check(tally: &mut Tally<'_>, place: &str, object: &Value, read: &[&str], free: &[&str]) {
    for (name, value) in object.as_object().into_iter().flatten() {
        if value.is_null() || read.contains(&name.as_str()) || free.contains(&name.as_str()) {
            continue;
        }
        let name = super::notes::shortened(name);
        let place = if place.is_empty() {
            name.clone()
        } else {
            format!("{place}.{name}")
        };
        tally.left_out(
            &format!("the field {name:?}"),
            "it is not known here".to_owned(),
            &place,
        );
    }
}
