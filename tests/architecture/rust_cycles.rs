//! No module depends on one that depends on it.

use std::fmt::Write;

use super::graph::{cycles, shortest_cycle};
use super::rust_modules::Crate;
use super::workspace::{crate_folders, root, root_file};

/// Modules that still have cycles: a crate's folder and the beginning of their paths. To be emptied.
const NOT_YET_UNTANGLED: &[(&str, &str)] = &[];

/// The cycles of one crate that [`NOT_YET_UNTANGLED`] does not excuse; prints all of them.
fn untolerated(folder: &str) -> Vec<String> {
    let krate = Crate::read(&root_file(folder));
    let edges = krate.dependencies();
    let pairs = || edges.iter().map(|edge| (edge.from, edge.to));
    let path = |module: usize| krate.modules[module].path.as_str();
    let mut failures = Vec::new();
    for group in cycles(pairs()) {
        let way = shortest_cycle(&group, pairs());
        let way: Vec<&str> = way.into_iter().map(path).collect();
        let names: Vec<&str> = group.iter().copied().map(path).collect();
        let mut message = format!(
            "{folder}/src: {} modules depend on one another: {}\nshortest cycle: {}\n",
            names.len(),
            names.join(", "),
            way.join(" -> ")
        );
        for edge in &edges {
            if group.contains(&edge.from) && group.contains(&edge.to) {
                let file = krate.modules[edge.from].file.strip_prefix(root()).unwrap();
                let (file, to) = (file.display(), path(edge.to));
                writeln!(message, "    {file}:{} names {to}", edge.line).unwrap();
            }
        }
        println!("{message}");
        let tolerated = NOT_YET_UNTANGLED.iter().any(|(krate, room)| {
            *krate == folder && names.iter().any(|name| name.starts_with(room))
        });
        if !tolerated {
            failures.push(message);
        }
    }
    failures
}

#[test]
fn modules_have_no_cycles() {
    let failures: Vec<String> = crate_folders()
        .iter()
        .flat_map(|k| untolerated(k))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
