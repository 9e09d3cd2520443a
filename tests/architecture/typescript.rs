//! What the modules of the npm package and of the page import.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::graph::{cycles, shortest_cycle};
use super::workspace::root;

#[derive(Debug, PartialEq)]
struct Import {
    from: String,
    /// Gone when types are stripped.
    of_types: bool,
}

/// The imports of a module: statements, re-exports and calls of `import`.
fn imports(text: &str) -> Vec<Import> {
    static STRING_OR_COMMENT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"(?s)"[^"\n]*"|'[^'\n]*'|//[^\n]*|/\*.*?\*/"#).unwrap());
    static STATEMENT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r#"(?m)^\s*(?:import|export)\s+(?:([\w\s,{}*$]+?)\s+from\s*)?["']([^"'\n]+)["']"#,
        )
        .unwrap()
    });
    static CALL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(typeof\s+)?\bimport\(\s*["']([^"'\n]+)["']\s*\)(\.[A-Z])?"#).unwrap()
    });

    let code = STRING_OR_COMMENT.replace_all(text, |found: &Captures<'_>| {
        let found = &found[0];
        let comment = found.starts_with('/');
        if comment {
            String::new()
        } else {
            found.to_owned()
        }
    });
    let statements = STATEMENT.captures_iter(&code).map(|found| Import {
        from: found[2].to_owned(),
        of_types: found.get(1).is_some_and(|names| only_types(names.as_str())),
    });
    let calls = CALL.captures_iter(&code).map(|found| Import {
        from: found[2].to_owned(),
        of_types: found.get(1).is_some() || found.get(3).is_some(),
    });
    statements.chain(calls).collect()
}

/// Whether `type X`, `type { X }` or `{ type X, type Y }` stands before `from`.
fn only_types(names: &str) -> bool {
    let is_type = |name: &str| name.starts_with("type ");
    let listed = names
        .strip_prefix('{')
        .and_then(|names| names.strip_suffix('}'));
    is_type(names)
        || listed.is_some_and(|names| {
            let mut names = names
                .split(',')
                .map(str::trim)
                .filter(|name| !name.is_empty());
            names.all(is_type)
        })
}

/// The TypeScript modules below a folder, by their path within it.
fn modules(folder: &str) -> BTreeMap<PathBuf, Vec<Import>> {
    let top = root().join(folder);
    let mut found = BTreeMap::new();
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "ts") {
                let text = fs::read_to_string(&path).unwrap();
                found.insert(path.strip_prefix(&top).unwrap().to_owned(), imports(&text));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has no modules");
    found
}

/// The file that a relative import names, within the folder of all modules; `None` outside of it.
fn target(module: &Path, from: &str) -> Option<PathBuf> {
    let from = from.split('?').next().unwrap_or(from);
    let mut path = module.parent().unwrap_or(Path::new("")).to_owned();
    for part in Path::new(from).components() {
        match part {
            Component::ParentDir if !path.pop() => return None,
            Component::Normal(name) => path.push(name),
            _ => {}
        }
    }
    if path.extension().is_some_and(|extension| extension == "js") {
        path.set_extension("ts");
    }
    Some(path)
}

/// The name of the package that is imported: `pdfjs-dist` for `pdfjs-dist/build/pdf.worker.mjs`.
fn package(from: &str) -> Option<&str> {
    let relative = from.starts_with('.') || from.starts_with('/');
    (!relative).then(|| from.split(['/', '?']).next().unwrap_or(from))
}

/// Checks the imports of the modules below `folder`. `generated` are folders that the build adds;
/// `packages` are those that are imported, with the beginning of the paths of those who may.
fn check(folder: &str, generated: &[&str], packages: &[(&str, &str)]) {
    let modules = modules(folder);
    let mut unused: BTreeSet<&str> = packages.iter().map(|(package, _)| *package).collect();
    for (module, imports) in &modules {
        let name = module.to_str().unwrap();
        for Import { from, .. } in imports {
            if let Some(package) = package(from) {
                let allowed = packages
                    .iter()
                    .any(|(known, by)| *known == package && name.starts_with(by));
                assert!(allowed, "{folder}/{name} imports {from:?}");
                unused.remove(package);
            } else {
                let target = target(module, from);
                let own = target.as_ref().is_some_and(|target| {
                    root().join(folder).join(target).exists()
                        || generated.iter().any(|folder| target.starts_with(folder))
                });
                assert!(
                    own,
                    "{folder}/{name} imports {from:?}, which is not in {folder}"
                );
            }
        }
    }
    assert!(
        unused.is_empty(),
        "no module of {folder} imports {unused:?}"
    );

    let mut edges = Vec::new();
    for (module, imports) in &modules {
        let values = imports.iter().filter(|import| !import.of_types);
        for import in values.filter(|import| package(&import.from).is_none()) {
            let target = target(module, &import.from).unwrap();
            if let Some((target, _)) = modules.get_key_value(&target) {
                edges.push((module.as_path(), target.as_path()));
            }
        }
    }
    let pairs = || edges.iter().copied();
    let ways = cycles(pairs())
        .into_iter()
        .map(|group| shortest_cycle(&group, pairs()));
    let ways: Vec<_> = ways.collect();
    assert!(
        ways.is_empty(),
        "modules of {folder} import one another: {ways:#?}"
    );
}

#[test]
fn the_package_imports_its_own_files_and_its_engine() {
    check(
        "npm/src",
        &["engine", "encodings"],
        &[
            ("#engine-module", ""),
            // Node alone has these, so the command line alone may use them.
            ("node:fs", "cli"),
            ("node:os", "cli"),
            ("node:path", "cli"),
            ("node:util", "cli"),
            ("tinyglobby", "cli"),
        ],
    );
}

#[test]
fn the_page_uses_the_public_package() {
    check(
        "www/src",
        &[],
        &[
            ("lit", ""),
            ("mediabunny", ""),
            ("papaparse", ""),
            ("pdfjs-dist", ""),
            ("tokenfare", ""),
            ("write-excel-file", ""),
        ],
    );
}

#[test]
fn imports_are_found_in_every_form() {
    let text = r#"
        import { a, type B } from "./a.js";
        import type { C } from "./c.js"; // import "./comment.js"
        import * as d from "d";
        import {
          type E,
          type F,
        } from '../e.js';
        import "./g.css";
        export { h } from "./h.js";
        export * from "./i.js";
        /** import { j } from "./j.js"; */
        const k = await import("./k.js"), pattern = "**/*.js";
        type L = import("./l.js").L | typeof import("./m.js");
        export const n = "./n.js";
    "#;
    let found: Vec<(String, bool)> = imports(text)
        .into_iter()
        .map(|import| (import.from, import.of_types))
        .collect();
    let expected = [
        ("./a.js", false),
        ("./c.js", true),
        ("d", false),
        ("../e.js", true),
        ("./g.css", false),
        ("./h.js", false),
        ("./i.js", false),
        ("./k.js", false),
        ("./l.js", true),
        ("./m.js", true),
    ];
    assert_eq!(
        found,
        expected.map(|(from, of_types)| (from.to_owned(), of_types))
    );
}
