//! Fuzz targets. The code is in [`targets`], which the normal tests share.

pub mod harmless;
pub mod targets;

use std::panic::{set_hook, take_hook};

/// Makes the fuzzer continue after panics in libraries, because the program catches those. Panics
/// in our own code end it, caught or not.
pub fn forgive_libraries() {
    let aborting = take_hook();
    set_hook(Box::new(move |panic| {
        if panic.location().is_none_or(|place| !place.file().contains("/registry/src/")) {
            aborting(panic);
        }
    }));
}
