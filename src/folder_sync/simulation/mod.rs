//! A deterministic simulation: devices, a file service that delays, reorders, cuts and copies,
//! clocks that are wrong, crashes, clones and restores. No threads, and a seed for each sequence.
//!
//! `GLEANER_FOLDER_SEQUENCES=N` runs N sequences, `GLEANER_FOLDER_SEED=N` one alone.

mod model;
mod service;
mod world;

use world::World;

/// Sequences of the normal run.
const SEQUENCES: u64 = 500;

/// Seeds that have failed once, and what was wrong.
const ONCE_FAILED: [(u64, &str); 4] = [
    (3336, "a crash before `about` was written, then an old copy that knew its token"),
    (13468, "a base with an act that is years ahead was applied and counted again in each pass"),
    (56987, "the same with two registers before that act"),
    (2604, "an act that is years ahead waits in the directory of a library that was replaced"),
];

fn number_from(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

fn run(seed: u64) {
    let failure = std::panic::catch_unwind(|| World::new(seed).run());
    assert!(failure.is_ok(), "the sequence failed: GLEANER_FOLDER_SEED={seed}");
}

#[test]
fn devices_agree_whatever_happens_to_their_files() {
    if let Some(seed) = number_from("GLEANER_FOLDER_SEED") {
        World::new(seed).run();
        return;
    }
    for (seed, _) in ONCE_FAILED {
        run(seed);
    }
    for seed in 0..number_from("GLEANER_FOLDER_SEQUENCES").unwrap_or(SEQUENCES) {
        run(seed);
    }
}
