//! Keeps a panic in one job from ending its thread.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::i18n::t;

/// Runs a job. A panic becomes an error with a sentence for the user.
pub(super) fn fenced<T>(job: impl FnOnce() -> T) -> Result<T, String> {
    // Unwinding leaves nothing half done: transactions roll back, and caches take only whole
    // values.
    catch_unwind(AssertUnwindSafe(job)).map_err(|cause| {
        let reason = reason(cause.as_ref());
        log::error!("a job panicked: {reason}");
        t!(error_program_crash, reason = reason)
    })
}

fn reason(cause: &(dyn Any + Send)) -> &str {
    cause
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| cause.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no reason given")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_sentence() {
        let message = fenced(|| -> u32 { panic!("number {}", 7) }).unwrap_err();
        assert!(message.ends_with("please report this: number 7"));
        assert_eq!(fenced(|| 7), Ok(7));
    }
}
