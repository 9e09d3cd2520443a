//! What a report says beyond its total: patterns, budget, levers, the bill, and the scenario.

mod causes;
mod levers;
mod made;
mod patterns;
mod scenario;
