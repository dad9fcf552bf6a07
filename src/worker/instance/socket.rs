//! The door of an instance as a Unix socket.

use std::io::{self, ErrorKind};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::protocol;

/// How long the other side may take for a message.
const PATIENCE: Duration = Duration::from_secs(1);

/// Where others pass their targets in.
pub(super) struct Door {
    listener: UnixListener,
    path: PathBuf,
}

impl Door {
    /// Opens the door. Only the holder of the lock may: it removes the socket of a program that
    /// ended without doing so.
    pub(super) fn open(folder: &Path, name: &str) -> io::Result<Self> {
        let path = path(folder, name);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        Ok(Self { listener: UnixListener::bind(&path)?, path })
    }

    /// Takes targets until the program ends.
    pub(super) fn serve(self, mut receive: impl FnMut(Option<String>)) {
        for stream in self.listener.incoming() {
            match stream.and_then(|mut stream| hear(&mut stream)) {
                Ok(target) => receive(target),
                Err(error) => log::warn!("another start was not understood: {error}"),
            }
        }
    }

    /// Waits until another start knocks, and gives it no answer.
    pub(super) fn await_knock(&self) {
        if let Err(error) = self.listener.accept() {
            log::warn!("other starts cannot be heard: {error}");
        }
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

fn hear(stream: &mut UnixStream) -> io::Result<Option<String>> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    protocol::answer(stream)
}

/// Passes a target to the program behind the door.
pub(super) fn pass(folder: &Path, name: &str, target: Option<&str>) -> io::Result<()> {
    let mut stream = UnixStream::connect(path(folder, name))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    protocol::ask(&mut stream, target)
}

fn path(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.sock"))
}
