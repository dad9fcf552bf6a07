//! Sound through the protocol of PulseAudio, which PipeWire speaks too. No library of the system is
//! linked or loaded, so a desktop without sound starts the program all the same.

use std::ffi::{CString, OsString};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use pulseaudio::protocol::stream::{BufferAttr, StreamFlags};
use pulseaudio::protocol::{
    ChannelMap, PlaybackLatency, PlaybackStreamParams, Prop, Props, SampleFormat, SampleSpec,
};
use pulseaudio::{Client, ClientError, PlaybackSource, PlaybackStream};
use tokio::runtime::Runtime;

use super::{Lost, NoDevice, Output, Rates};
use crate::audio::pipe::{CHANNELS, Pipe};

/// The longest wait for an answer of the server.
const PATIENCE: Duration = Duration::from_secs(2);
/// How much sound the server holds. More would delay changes of the volume, less would stutter on a
/// busy machine.
const BUFFER_MILLIS: u32 = 300;
/// The least that the server asks for at once.
const REQUEST_MILLIS: u32 = 50;
const FRAME_BYTES: u32 = 4 * CHANNELS as u32;

#[derive(Default)]
pub(super) struct PulseOutput(Option<Open>);

struct Open {
    runtime: Runtime,
    stream: PlaybackStream,
    client: Client,
    rate: u32,
    is_closing: Arc<AtomicBool>,
    lost: Lost,
}

/// Gives the sound to the server. Dropped when the connection ends.
struct Source {
    pipe: Arc<Pipe>,
    values: Vec<f32>,
    is_closing: Arc<AtomicBool>,
    lost: Lost,
}

impl PlaybackSource for Source {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<usize> {
        let source = self.get_mut();
        let frames = buffer.len() / FRAME_BYTES as usize;
        source.values.resize(frames * CHANNELS, 0.0);
        let count = source.pipe.take(&mut source.values, context.waker());
        if count == 0 {
            // Zero bytes would mean the end of the stream.
            return Poll::Pending;
        }
        for (bytes, value) in buffer.chunks_exact_mut(4).zip(source.values.iter().take(count)) {
            bytes.copy_from_slice(&value.to_le_bytes());
        }
        Poll::Ready(count * 4)
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        if !self.is_closing.load(Ordering::Acquire) {
            (self.lost)();
        }
    }
}

impl Open {
    fn new(rate: u32, pipe: Arc<Pipe>, lost: Lost) -> Result<Self, NoDevice> {
        let client = connect()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        let runtime = runtime.map_err(|err| NoDevice::because(&err))?;
        let is_closing = Arc::new(AtomicBool::new(false));
        let source = Source {
            pipe,
            values: Vec::new(),
            is_closing: Arc::clone(&is_closing),
            lost: Arc::clone(&lost),
        };
        let asked = client.create_playback_stream(params(rate), source);
        let stream = within(&runtime, asked).map_err(|err| {
            is_closing.store(true, Ordering::Release);
            err
        })?;
        Ok(Self { runtime, stream, client, rate, is_closing, lost })
    }

    /// How many frames the server has and did not play.
    fn behind(&self) -> Result<u64, NoDevice> {
        let timing: PlaybackLatency = within(&self.runtime, self.stream.timing_info())?;
        let bytes = timing.write_offset.saturating_sub(timing.read_offset);
        let buffered = u64::try_from(bytes).unwrap_or(0) / u64::from(FRAME_BYTES);
        let on_the_way = timing.sink_usec.saturating_mul(u64::from(self.rate)) / 1_000_000;
        // Once the buffer is empty, what is on the way runs out.
        let dry = timing.underrun_for / u64::from(FRAME_BYTES);
        Ok(buffered + on_the_way.saturating_sub(dry))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.is_closing.store(true, Ordering::Release);
    }
}

/// Connects to the server that the environment names.
fn connect() -> Result<Client, NoDevice> {
    let failed = |err: std::io::Error| NoDevice::because(&err);
    let none = Err(std::io::ErrorKind::NotFound.into());
    let paths = socket_paths(|name| std::env::var_os(name).filter(|value| !value.is_empty()));
    let socket =
        paths.into_iter().fold(none, |found, path| found.or_else(|_| UnixStream::connect(path)));
    let socket = socket.map_err(failed)?;
    // A server that hangs must not hang the player.
    socket.set_read_timeout(Some(PATIENCE)).map_err(failed)?;
    socket.set_write_timeout(Some(PATIENCE)).map_err(failed)?;
    let cookie = pulseaudio::cookie_path_from_env().and_then(|path| std::fs::read(path).ok());
    Client::new_unix(c"Gleaner", socket, cookie).map_err(|err| NoDevice::because(&err))
}

/// Where the socket of the server may be, the likeliest first. `PULSE_SERVER` may list several.
/// Servers on other computers are not used.
fn socket_paths(variable: impl Fn(&str) -> Option<OsString>) -> Vec<PathBuf> {
    if let Some(servers) = variable("PULSE_SERVER") {
        return servers.to_string_lossy().split_whitespace().filter_map(socket_path).collect();
    }
    let own = variable("PULSE_RUNTIME_PATH").map(|path| PathBuf::from(path).join("native"));
    let usual = variable("XDG_RUNTIME_DIR").map(|path| PathBuf::from(path).join("pulse/native"));
    own.into_iter().chain(usual).collect()
}

/// The path of a server: `unix:/path` or `/path`, and before it the name of a machine in braces.
fn socket_path(server: &str) -> Option<PathBuf> {
    let server = server.rsplit_once('}').map_or(server, |(_, server)| server);
    let path = server.strip_prefix("unix:").unwrap_or(server);
    path.starts_with('/').then(|| path.into())
}

fn params(rate: u32) -> PlaybackStreamParams {
    let bytes = |millis: u32| rate / 1000 * millis * FRAME_BYTES;
    let mut props = Props::new();
    for (prop, value) in [
        (Prop::MediaName, "Gleaner"),
        (Prop::MediaRole, "music"),
        (Prop::ApplicationId, "gleaner"),
        (Prop::ApplicationIconName, "gleaner"),
    ] {
        if let Ok(value) = CString::new(value) {
            props.set(prop, value);
        }
    }
    PlaybackStreamParams {
        sample_spec: SampleSpec {
            format: SampleFormat::Float32Le,
            channels: CHANNELS as u8,
            sample_rate: rate,
        },
        channel_map: ChannelMap::stereo(),
        buffer_attr: BufferAttr {
            max_length: u32::MAX,
            target_length: bytes(BUFFER_MILLIS),
            pre_buffering: 0,
            minimum_request_length: bytes(REQUEST_MILLIS),
            ..BufferAttr::default()
        },
        flags: StreamFlags { start_corked: true, adjust_latency: true, ..StreamFlags::default() },
        props,
        ..PlaybackStreamParams::default()
    }
}

/// Waits for an answer of the server, but not long.
fn within<T>(
    runtime: &Runtime,
    asked: impl Future<Output = Result<T, ClientError>>,
) -> Result<T, NoDevice> {
    runtime
        .block_on(async { tokio::time::timeout(PATIENCE, asked).await })
        .map_err(|_| NoDevice::because(&"the sound server does not answer"))?
        .map_err(|err| NoDevice::because(&err))
}

impl PulseOutput {
    /// Asks the server. If it does not answer, the device is lost.
    fn ask<T>(&mut self, question: impl FnOnce(&Open) -> Result<T, NoDevice>) -> Option<T> {
        let open = self.0.as_ref()?;
        match question(open) {
            Ok(answer) => Some(answer),
            Err(err) => {
                log::info!("{err}");
                (open.lost)();
                None
            }
        }
    }
}

impl Output for PulseOutput {
    fn rates(&self) -> Rates {
        Rates::Any
    }

    fn open(&mut self, rate: u32, pipe: Arc<Pipe>, lost: Lost) -> Result<(), NoDevice> {
        self.0 = Some(Open::new(rate, pipe, lost)?);
        Ok(())
    }

    fn run(&mut self, is_running: bool) {
        self.ask(|open| {
            if is_running {
                within(&open.runtime, open.stream.uncork())
            } else {
                within(&open.runtime, open.stream.cork())
            }
        });
    }

    fn flush(&mut self) {
        self.ask(|open| within(&open.runtime, open.stream.flush()));
    }

    fn behind(&mut self) -> u64 {
        self.ask(Open::behind).unwrap_or(0)
    }

    fn close(&mut self) {
        if let Some(open) = self.0.take() {
            open.is_closing.store(true, Ordering::Release);
            let _ = within(&open.runtime, open.stream.clone().delete());
            drop(open.client.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(variables: &[(&str, &str)]) -> Vec<String> {
        let value = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
        };
        socket_paths(value).iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn the_socket_is_where_the_environment_says() {
        let home = ("XDG_RUNTIME_DIR", "/run/user/1");
        assert_eq!(paths(&[home]), ["/run/user/1/pulse/native"]);
        let own = ("PULSE_RUNTIME_PATH", "/own");
        assert_eq!(paths(&[home, own]), ["/own/native", "/run/user/1/pulse/native"]);
        let named = ("PULSE_SERVER", "unix:/run/flatpak/pulse/native");
        assert_eq!(paths(&[home, named]), ["/run/flatpak/pulse/native"]);
        let several = ("PULSE_SERVER", "{0123}unix:/a tcp:host:4713 /b");
        assert_eq!(paths(&[home, several]), ["/a", "/b"]);
        assert_eq!(paths(&[]), [""; 0]);
    }
}
