//! The uncertain inputs of a scenario.
//!
//! Each input has a generator of its own, seeded with the scenario's seed and the input's name (its
//! workload's name and its field). The draws of an input therefore do not depend on the others:
//! adding an uncertain input or changing the order of workloads leaves them as they are, and
//! scenarios are compared side by side on the same draws. An input is drawn once per case, not once
//! per month. How single requests differ is no input: its mean is certain, and `single_requests` has
//! what is left of it over many.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

use super::distribution::Distribution;
use crate::projection::months::forecast::{Forecast, WorkloadForecast};
use crate::projection::volume::drivers::Drivers;

/// An uncertain input.
pub(super) struct Input {
    /// The field of the scenario, `"workloads[0].requests.perDay"`.
    pub path: String,
    /// The index of its workload.
    pub workload: usize,
    pub distribution: Distribution,
    generator: Xoshiro256PlusPlus,
}

/// Where the value of a driver comes from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    /// The base case, since the driver is certain.
    Base(f64),
    /// The input with this index.
    Input(usize),
}

/// The uncertain inputs of a scenario, and where each driver of each workload takes its value from.
pub(super) struct Inputs {
    pub list: Vec<Input>,
    pub sources: Vec<Drivers<Source>>,
}

impl Input {
    /// The next value.
    pub fn draw(&mut self) -> f64 {
        self.distribution.quantile(uniform(&mut self.generator))
    }
}

impl Source {
    /// The value, where the inputs have these values.
    pub fn value(self, inputs: &[f64]) -> f64 {
        match self {
            Self::Base(value) => value,
            Self::Input(index) => inputs[index],
        }
    }
}

impl Inputs {
    /// The uncertain inputs of a forecast, in the order of its workloads and their fields.
    pub fn new(forecast: &Forecast<'_>, seed: u64) -> Self {
        let mut list = Vec::new();
        let mut sources = Vec::with_capacity(forecast.workloads.len());
        for (index, WorkloadForecast { plan, .. }) in forecast.workloads.iter().enumerate() {
            sources.push(Drivers::of(plan.workload, &plan.path, |value, path| {
                if value.is_certain() || value.evens_out() {
                    return Source::Base(value.base().to_f64());
                }
                let path = path();
                let field = path.strip_prefix(&plan.path).unwrap_or(&path);
                let name = format!("{}{field}", plan.workload.name);
                list.push(Input {
                    distribution: Distribution::of(value),
                    generator: generator(seed, &name),
                    workload: index,
                    path,
                });
                Source::Input(list.len() - 1)
            }));
        }
        Self { list, sources }
    }
}

/// A generator of the scenario's seed for what has this name.
pub(super) fn generator(seed: u64, name: &str) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(seed ^ fnv_1a(name))
}

/// The FNV-1a hash of a name, to seed a generator.
fn fnv_1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A uniform number from 0 up to, but not including, 1, from the upper 53 bits.
#[allow(clippy::cast_precision_loss)]
pub(super) fn uniform(generator: &mut Xoshiro256PlusPlus) -> f64 {
    (generator.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_hashed_as_the_reference_of_fnv_does() {
        // From the test vectors of the FNV authors.
        assert_eq!(fnv_1a(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv_1a("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv_1a("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_seed_repeats_its_numbers() {
        let numbers = |name: &str| {
            let mut generator = generator(1, name);
            [(); 3].map(|()| uniform(&mut generator))
        };
        let drawn = numbers("w.requests.perDay");
        assert_eq!(drawn, numbers("w.requests.perDay"));
        assert_ne!(drawn, numbers("w.request.inputTokens"));
        assert!(drawn.iter().all(|number| (0.0..1.0).contains(number)));
    }
}
