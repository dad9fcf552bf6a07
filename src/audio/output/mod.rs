//! The sound device.

#[cfg(any(target_os = "macos", target_os = "windows"))]
mod device;
#[cfg(target_os = "linux")]
mod pulse;
mod recording;

use std::sync::Arc;

pub use recording::Recording;

use super::pipe::Pipe;

/// Called, from any thread, when the device is gone.
pub type Lost = Arc<dyn Fn() + Send + Sync>;

/// There is no sound server, or no device.
#[derive(Debug, thiserror::Error)]
#[error("no sound device: {reason}")]
pub struct NoDevice {
    pub reason: String,
}

impl NoDevice {
    pub(super) fn because(reason: &dyn std::fmt::Display) -> Self {
        Self { reason: reason.to_string() }
    }
}

/// The rates that a device takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rates {
    Any,
    /// Only this one, in frames a second.
    Only(u32),
}

/// A sound device. It takes sound from a [`Pipe`] when it needs some.
pub trait Output {
    /// The rates that the device takes. It need not be open.
    fn rates(&self) -> Rates;
    /// Opens the device. It does not run yet.
    fn open(&mut self, rate: u32, pipe: Arc<Pipe>, lost: Lost) -> Result<(), NoDevice>;
    /// Lets the device run, or pauses it at once.
    fn run(&mut self, is_running: bool);
    /// Drops the sound that the device has taken and not played.
    fn flush(&mut self);
    /// How many of the frames that it took the device has not played yet.
    fn behind(&mut self) -> u64;
    fn close(&mut self);
}

/// The device of this system.
pub(super) fn system() -> Box<dyn Output> {
    #[cfg(target_os = "linux")]
    return Box::new(pulse::PulseOutput::default());
    #[cfg(any(target_os = "macos", target_os = "windows"))]
    return Box::new(device::DeviceOutput::default());
    #[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
    Box::new(Recording::absent())
}
