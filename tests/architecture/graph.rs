//! Cycles in a graph of modules.

use std::hash::Hash;

use petgraph::algo::{astar, tarjan_scc};
use petgraph::prelude::DiGraphMap;

/// Nodes of which each reaches each other: every group of more than one, sorted.
pub fn cycles<N: Copy + Ord + Hash>(edges: impl IntoIterator<Item = (N, N)>) -> Vec<Vec<N>> {
    let graph: DiGraphMap<N, ()> = edges.into_iter().collect();
    let mut groups = tarjan_scc(&graph);
    groups.retain(|group| group.len() > 1);
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable();
    groups
}

/// The shortest way round within a group of [`cycles`]; the first node stands at its end again.
pub fn shortest_cycle<N: Copy + Ord + Hash>(
    group: &[N],
    edges: impl IntoIterator<Item = (N, N)>,
) -> Vec<N> {
    let within = |node: &N| group.contains(node);
    let graph: DiGraphMap<N, ()> = edges
        .into_iter()
        .filter(|(from, to)| within(from) && within(to))
        .collect();
    let around = graph.all_edges().filter_map(|(from, to, ())| {
        let (_, mut way) = astar(&graph, to, |node| node == from, |_| 1, |_| 0)?;
        way.push(to);
        Some(way)
    });
    around.min_by_key(Vec::len).unwrap_or_default()
}

#[test]
fn a_cycle_is_found_and_named() {
    let edges = [(1, 2), (2, 3), (3, 4), (4, 2), (3, 2), (4, 5), (6, 6)];
    assert_eq!(cycles(edges), [vec![2, 3, 4]]);
    assert_eq!(shortest_cycle(&[2, 3, 4], edges), [3, 2, 3]);
    assert_eq!(cycles([(1, 2), (2, 3), (1, 3)]), Vec::<Vec<i32>>::new());
}
