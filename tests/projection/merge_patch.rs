//! JSON Merge Patch: the examples of RFC 7396, and patches that lead from one document to another.

use serde_json::Value;
use tokenfare::input::parse;
use tokenfare::projection::{ProjectionError, merge_patch, patch_between};

fn json(text: &str) -> Value {
    parse(text).unwrap()
}

/// RFC 7396, appendix A: original, patch, result.
const EXAMPLES: [(&str, &str, &str); 15] = [
    (r#"{"a":"b"}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
    (r#"{"a":"b"}"#, r#"{"b":"c"}"#, r#"{"a":"b","b":"c"}"#),
    (r#"{"a":"b"}"#, r#"{"a":null}"#, "{}"),
    (r#"{"a":"b","b":"c"}"#, r#"{"a":null}"#, r#"{"b":"c"}"#),
    (r#"{"a":["b"]}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
    (r#"{"a":"c"}"#, r#"{"a":["b"]}"#, r#"{"a":["b"]}"#),
    (
        r#"{"a":{"b":"c"}}"#,
        r#"{"a":{"b":"d","c":null}}"#,
        r#"{"a":{"b":"d"}}"#,
    ),
    (r#"{"a":[{"b":"c"}]}"#, r#"{"a":[1]}"#, r#"{"a":[1]}"#),
    (r#"["a","b"]"#, r#"["c","d"]"#, r#"["c","d"]"#),
    (r#"{"a":"b"}"#, r#"["c"]"#, r#"["c"]"#),
    (r#"{"a":"foo"}"#, "null", "null"),
    (r#"{"a":"foo"}"#, r#""bar""#, r#""bar""#),
    (r#"{"e":null}"#, r#"{"a":1}"#, r#"{"e":null,"a":1}"#),
    ("[1,2]", r#"{"a":"b","c":null}"#, r#"{"a":"b"}"#),
    ("{}", r#"{"a":{"bb":{"ccc":null}}}"#, r#"{"a":{"bb":{}}}"#),
];

#[test]
fn the_examples_of_the_rfc_hold() {
    for (original, patch, result) in EXAMPLES {
        let merged = merge_patch(&json(original), &json(patch)).unwrap();
        assert_eq!(merged, json(result), "{original} and {patch}");
    }
}

#[test]
fn the_patch_between_two_documents_leads_from_one_to_the_other() {
    let documents = [
        "{}",
        r#"{"a":1}"#,
        r#"{"a":{"b":1,"c":[1,2]},"d":"x"}"#,
        r#"{"a":{"c":[2,1]},"d":{}}"#,
        r#"{"a":{"c":[2,1],"e":{"f":{"g":true}}}}"#,
        r#"{"a":[1],"d":"y","h":0}"#,
    ];
    for from in documents {
        for to in documents {
            let patch = patch_between(&json(from), &json(to)).unwrap();
            let merged = merge_patch(&json(from), &patch).unwrap();
            // Merging a patch puts changed members last; their order has no meaning.
            let left = patch_between(&merged, &json(to)).unwrap();
            assert_eq!(left, json("{}"), "from {from} to {to} by {patch:?}");
            let back = patch_between(&json(to), &merged).unwrap();
            assert_eq!(back, json("{}"), "from {from} to {to} by {patch:?}");
        }
    }
}

#[test]
fn a_patch_names_only_what_differs() {
    let from = json(r#"{"months":12,"markup":0.19,"budget":{"monthly":100,"hard":true}}"#);
    let to = json(r#"{"budget":{"hard":true,"monthly":200},"months":12}"#);
    let patch = json(r#"{"markup":null,"budget":{"monthly":200}}"#);
    assert_eq!(patch_between(&from, &to).unwrap(), patch);
}

#[test]
fn large_and_deep_patches_are_refused() {
    let fields: Vec<_> = (0..1001).map(|at| format!("\"f{at}\":{at}")).collect();
    let wide = json(&format!("{{{}}}", fields.join(",")));
    let deep = json(&format!("{}1{}", "{\"a\":".repeat(100), "}".repeat(100)));
    let empty = json("{}");
    for (patch, path) in [(&wide, "patch"), (&deep, "patch")] {
        let error = merge_patch(&empty, patch).unwrap_err();
        assert!(matches!(&error, ProjectionError::Limit { path: at, .. } if at == path));
    }
    for (from, to, path) in [(&wide, &empty, "from"), (&empty, &wide, "to")] {
        let error = patch_between(from, to).unwrap_err();
        assert!(matches!(&error, ProjectionError::Limit { path: at, .. } if at == path));
    }
}
