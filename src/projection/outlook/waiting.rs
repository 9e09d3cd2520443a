//! How long requests wait in the queue of a rate limit, by the Erlang C formula.
//!
//! A limit of μ requests a second, each of which takes `latency` seconds, is like c = μ·latency
//! servers. With Poisson arrivals of λ a second the offered load is a = λ·latency erlangs, and a
//! request has to wait with the probability
//!
//! `C = (a^c ÷ c!)·c ÷ (c − a) ÷ (Σ a^k ÷ k! for k < c, + (a^c ÷ c!)·c ÷ (c − a))`
//!
//! for `latency ÷ (c − a)` seconds on average; the tail is exponential.

use crate::projection::result::Wait;

/// With more servers than this, nobody waits unless all of them are busy all the time.
const MOST_SERVERS: f64 = 100_000.0;

/// The probability of waiting with `servers` servers and an offered load below that.
fn erlang_c(servers: u32, load: f64) -> f64 {
    // The recurrence of Erlang B, B(k) = a·B(k−1) ÷ (k + a·B(k−1)), which cannot overflow.
    let mut blocked = 1.0;
    for server in 1..=servers {
        blocked = load * blocked / (f64::from(server) + load * blocked);
    }
    let servers = f64::from(servers);
    blocked * servers / (servers - load * (1.0 - blocked))
}

/// The wait, in seconds, if `arrivals` requests a second come and `limit` a second are let through.
pub(super) fn waiting(arrivals: f64, limit: f64, latency: f64) -> Wait {
    let servers = libm::floor(limit * latency).max(1.0);
    let load = arrivals * latency;
    if load >= servers {
        return Wait {
            mean: None,
            p95: None,
        };
    }
    if servers > MOST_SERVERS {
        return Wait {
            mean: Some(0.0),
            p95: Some(0.0),
        };
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let waits = erlang_c(servers as u32, load);
    let served = latency / (servers - load);
    let p95 = if waits <= 0.05 {
        0.0
    } else {
        libm::log(waits / 0.05) * served
    };
    Wait {
        mean: Some(waits * served),
        p95: Some(p95),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn textbook_values() {
        // One server: the probability of waiting is the load.
        assert!((erlang_c(1, 0.7) - 0.7).abs() < 1e-12);
        // c = 2, a = 1: (1/2)·2 ÷ (1 + 1 + 1) = 1/3
        assert!((erlang_c(2, 1.0) - 1.0 / 3.0).abs() < 1e-12);
        // c = 3, a = 2: (8/6)·3 ÷ (1 + 2 + 2 + 4) = 4/9
        assert!((erlang_c(3, 2.0) - 4.0 / 9.0).abs() < 1e-12);
    }

    #[test]
    fn a_full_queue_has_no_end() {
        assert_eq!(waiting(2.0, 1.0, 1.0).mean, None);
        let wait = waiting(1.0, 2.0, 1.0);
        // 1/3 × 1 ÷ (2 − 1); ln((1/3) ÷ 0.05) = 1.897
        assert!((wait.mean.unwrap() - 1.0 / 3.0).abs() < 1e-12);
        assert!((wait.p95.unwrap() - 1.897_119_984_885_881).abs() < 1e-9);
    }
}
