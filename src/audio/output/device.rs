//! Sound on macOS and Windows, through the system's own interfaces.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use cpal::traits::{DeviceTrait as _, HostTrait as _, StreamTrait as _};
use cpal::{Device, Error, ErrorKind, OutputCallbackInfo, StreamConfig};

use super::{Lost, NoDevice, Output, Rates};
use crate::audio::pipe::{CHANNELS, Pipe};

#[derive(Default)]
pub(super) struct DeviceOutput(Option<Open>);

struct Open {
    stream: cpal::Stream,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    is_running: AtomicBool,
    /// Frames that the device has taken and not played.
    behind: AtomicU64,
}

fn config() -> Result<(Device, StreamConfig), NoDevice> {
    let device = cpal::default_host().default_output_device();
    let device = device.ok_or_else(|| NoDevice::because(&"no sound device"))?;
    let config = device.default_output_config().map_err(|err| NoDevice::because(&err))?;
    Ok((device, config.into()))
}

fn opened(pipe: Arc<Pipe>, lost: Lost) -> Result<Open, NoDevice> {
    let (device, config) = config()?;
    let (channels, rate) = (usize::from(config.channels), config.sample_rate);
    let shared = Arc::new(Shared::default());
    let own = Arc::clone(&shared);
    let mut values = Vec::new();
    let give = move |buffer: &mut [f32], info: &OutputCallbackInfo| {
        let times = info.timestamp();
        let late = times.playback.duration_since(times.callback).as_secs_f64();
        own.behind.store((late * f64::from(rate)) as u64, Ordering::Relaxed);
        buffer.fill(0.0);
        if !own.is_running.load(Ordering::Acquire) {
            return;
        }
        values.resize(buffer.len() / channels.max(1) * CHANNELS, 0.0);
        pipe.fill(&mut values);
        for (to, from) in buffer.chunks_exact_mut(channels.max(1)).zip(values.chunks(CHANNELS)) {
            spread(from, to);
        }
    };
    let failed = move |err: Error| match err.kind() {
        ErrorKind::DeviceNotAvailable | ErrorKind::StreamInvalidated => lost(),
        _ => log::info!("sound: {err}"),
    };
    let stream = device
        .build_output_stream::<f32, _, _>(config, give, failed, None)
        .map_err(|err| NoDevice::because(&err))?;
    Ok(Open { stream, shared })
}

/// Puts two channels into those of the device.
fn spread(from: &[f32], to: &mut [f32]) {
    if let ([one], [left, right]) = (&mut *to, from) {
        *one = (left + right) / 2.0;
        return;
    }
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from;
    }
}

impl Output for DeviceOutput {
    fn rates(&self) -> Rates {
        config().map_or(Rates::Any, |(_, config)| Rates::Only(config.sample_rate))
    }

    fn open(&mut self, _: u32, pipe: Arc<Pipe>, lost: Lost) -> Result<(), NoDevice> {
        self.0 = Some(opened(pipe, lost)?);
        Ok(())
    }

    fn run(&mut self, is_running: bool) {
        let Some(open) = &self.0 else { return };
        open.shared.is_running.store(is_running, Ordering::Release);
        let done = if is_running { open.stream.play() } else { open.stream.pause() };
        if let Err(err) = done {
            log::info!("sound: {err}");
        }
    }

    fn flush(&mut self) {
        // The device holds some hundredths of a second, which are soon over.
    }

    fn behind(&mut self) -> u64 {
        self.0.as_ref().map_or(0, |open| open.shared.behind.load(Ordering::Relaxed))
    }

    fn close(&mut self) {
        self.0 = None;
    }
}
