//! The door of an instance as a named pipe of Windows, which belongs to the session of its user.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind};
use std::path::Path;

use tokio::net::windows::named_pipe::{NamedPipeServer, ServerOptions};
use tokio::runtime;

use super::protocol::{self, MESSAGE_BYTES_MAX, OK};

/// Where others pass their targets in.
pub(super) struct Door {
    name: String,
}

impl Door {
    pub(super) fn open(_folder: &Path, name: &str) -> io::Result<Self> {
        Ok(Self { name: pipe(name) })
    }

    /// Takes targets until the program ends.
    pub(super) fn serve(self, mut receive: impl FnMut(Option<String>)) {
        let served =
            runtime::Builder::new_current_thread().enable_io().build().and_then(|runtime| {
                runtime.block_on(async {
                    loop {
                        let mut server =
                            ServerOptions::new().reject_remote_clients(true).create(&self.name)?;
                        server.connect().await?;
                        match hear(&mut server).await {
                            Ok(target) => receive(target),
                            Err(error) => log::warn!("another start was not understood: {error}"),
                        }
                    }
                })
            });
        let served: io::Result<()> = served;
        if let Err(error) = served {
            log::warn!("other starts cannot be heard: {error}");
        }
    }

    /// Waits until another start knocks, and gives it no answer.
    pub(super) fn await_knock(&self) {
        let knocked =
            runtime::Builder::new_current_thread().enable_io().build().and_then(|runtime| {
                runtime.block_on(async {
                    let server =
                        ServerOptions::new().reject_remote_clients(true).create(&self.name)?;
                    server.connect().await
                })
            });
        if let Err(error) = knocked {
            log::warn!("other starts cannot be heard: {error}");
        }
    }
}

async fn hear(server: &mut NamedPipeServer) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    let mut part = [0; 1024];
    while !line.contains(&b'\n') {
        server.readable().await?;
        match server.try_read(&mut part) {
            Ok(count) if count == 0 || line.len() + count > MESSAGE_BYTES_MAX => {
                return Err(ErrorKind::InvalidData.into());
            }
            Ok(count) => line.extend_from_slice(part.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
    }
    let target = protocol::target(&line)?;
    loop {
        server.writable().await?;
        match server.try_write(OK) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            written => return written.map(|_| target),
        }
    }
}

/// Passes a target to the program behind the door.
pub(super) fn pass(_folder: &Path, name: &str, target: Option<&str>) -> io::Result<()> {
    let mut stream = OpenOptions::new().read(true).write(true).open(pipe(name))?;
    protocol::ask(&mut stream, target)
}

fn pipe(name: &str) -> String {
    format!(r"\\.\pipe\{name}")
}
