//! Every file in `fuzz/corpus` through its fuzz target, without libFuzzer.

use std::fs;
use std::path::Path;

#[path = "../fuzz/src/lib.rs"]
mod targets;

fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let mut files = 0;
    for entry in fs::read_dir(folder.join(target)).unwrap() {
        let path = entry.unwrap().path();
        // Printed if the target fails.
        println!("{}", path.display());
        run(&fs::read(&path).unwrap());
        files += 1;
    }
    assert!(files > 0, "no corpus for {target}");
}

#[test]
fn catalogs() {
    replay("catalog", targets::catalog::run);
}

#[test]
fn image_sizes() {
    replay("image_size", targets::image_size::run);
}

#[test]
fn packed_vocabularies() {
    replay("packed", targets::packed::run);
}

#[test]
fn texts_against_the_reference() {
    replay("reference", targets::reference::run);
}

#[test]
fn responses() {
    replay("response", targets::response::run);
}

#[test]
fn scenarios() {
    replay("scenario", targets::scenario::run);
}

#[test]
fn usage_logs() {
    replay("usage_log", targets::usage_log::run);
}
