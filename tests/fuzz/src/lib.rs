//! Fuzz targets. What they do is in [`targets`], which the normal tests share.

pub mod harmless;
pub mod targets;

use std::panic::{set_hook, take_hook};

/// Has the fuzzer go on after panics of libraries, which fences catch; where there is no fence, the
/// fuzzer ends all the same. Panics of our own end it, caught or not.
pub fn forgive_libraries() {
    let aborting = take_hook();
    set_hook(Box::new(move |panic| {
        if panic.location().is_none_or(|place| !place.file().contains("/registry/src/")) {
            aborting(panic);
        }
    }));
}
