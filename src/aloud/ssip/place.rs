//! Where Speech Dispatcher listens, and how it is started when it does not.

use std::ffi::OsString;
use std::io;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::aloud::voice::VoiceError;

/// How long a service that was just started gets to listen.
const START_PATIENCE: Duration = Duration::from_secs(5);
/// Between two attempts meanwhile.
const ATTEMPT_INTERVAL: Duration = Duration::from_millis(40);

/// The socket of the service, and the program that starts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub socket: PathBuf,
    pub program: OsString,
}

impl Place {
    /// The place that the environment names, else the usual one, as for all clients of the service.
    #[must_use]
    pub fn of(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        let named = set("SPEECHD_ADDRESS").and_then(|address| {
            let address = address.into_string().ok()?;
            address.strip_prefix("unix_socket:").map(PathBuf::from)
        });
        let usual = || {
            let directory = set("XDG_RUNTIME_DIR").map(PathBuf::from);
            let home = || PathBuf::from(set("HOME").unwrap_or_default()).join(".cache");
            directory.unwrap_or_else(home).join("speech-dispatcher/speechd.sock")
        };
        let program = set("SPEECHD_CMD").unwrap_or_else(|| "speech-dispatcher".into());
        Self { socket: named.unwrap_or_else(usual), program }
    }

    /// Connects to the service, and starts it first if nobody listens.
    pub(super) fn connect(&self) -> Result<UnixStream, VoiceError> {
        let source = match UnixStream::connect(&self.socket) {
            Ok(stream) => return Ok(stream),
            Err(source) => source,
        };
        log::info!("{}: {source}; starting the service", self.socket.display());
        self.start().map_err(|source| VoiceError::NoService { source })?;
        let deadline = Instant::now() + START_PATIENCE;
        loop {
            match UnixStream::connect(&self.socket) {
                Ok(stream) => return Ok(stream),
                Err(source) if Instant::now() > deadline => {
                    return Err(VoiceError::NoService { source });
                }
                Err(_) => std::thread::sleep(ATTEMPT_INTERVAL),
            }
        }
    }

    /// Starts the service, which goes to the background by itself. It stays when this program ends,
    /// as other programs may use it by then.
    fn start(&self) -> io::Result<()> {
        let status = Command::new(&self.program)
            .args(["--spawn", "--communication-method", "unix_socket", "--socket-path"])
            .arg(&self.socket)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        if status.success() { Ok(()) } else { Err(io::Error::other(status.to_string())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(variables: &[(&str, &str)]) -> Place {
        Place::of(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
        })
    }

    #[test]
    fn the_environment_names_the_socket() {
        let usual = place(&[("XDG_RUNTIME_DIR", "/run/user/7"), ("HOME", "/home/ann")]);
        assert_eq!(usual.socket, PathBuf::from("/run/user/7/speech-dispatcher/speechd.sock"));
        assert_eq!(usual.program, "speech-dispatcher");
        let home = place(&[("HOME", "/home/ann"), ("XDG_RUNTIME_DIR", "")]);
        assert_eq!(home.socket, PathBuf::from("/home/ann/.cache/speech-dispatcher/speechd.sock"));
        let named = place(&[("SPEECHD_ADDRESS", "unix_socket:/tmp/s"), ("SPEECHD_CMD", "/bin/s")]);
        assert_eq!((named.socket, named.program), ("/tmp/s".into(), "/bin/s".into()));
    }

    #[test]
    fn without_a_service_there_are_words_and_no_wait() {
        let dir = tempfile::tempdir().unwrap();
        for program in ["no-such-program-at-all", "false"] {
            let place = Place { socket: dir.path().join("none"), program: program.into() };
            let error = place.connect().unwrap_err();
            assert!(error.user_message().contains("speech-dispatcher"), "{error}");
        }
    }
}
