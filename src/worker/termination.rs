//! Lets the window end in order when the system asks the program to: at logout, at shutdown, or
//! when its terminal is closed.

use std::time::Duration;

use tokio::runtime::Builder;

/// The longest wait for the window after the request. The system kills the program soon after.
const PATIENCE: Duration = Duration::from_secs(3);

/// The exit code of a program that was asked to end and could not do so in order.
const ENDED_BY_SIGNAL: i32 = 143;

/// Calls `close` once when the system asks the program to end. Ends the program itself if that
/// takes too long, or at the second request.
///
/// # Errors
/// If no thread can be started.
pub fn on_termination(close: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    super::workers::start("gleaner-signals", move || {
        let Ok(runtime) = Builder::new_current_thread().enable_all().build() else { return };
        runtime.block_on(async move {
            let mut requests = match Requests::new() {
                Ok(requests) => requests,
                Err(err) => return log::warn!("the program can't be asked to end: {err}"),
            };
            requests.next().await;
            close();
            let _ = tokio::time::timeout(PATIENCE, requests.next()).await;
            std::process::exit(ENDED_BY_SIGNAL);
        });
    })
}

#[cfg(unix)]
struct Requests {
    terminate: tokio::signal::unix::Signal,
    hang_up: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Requests {
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.hang_up.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Windows tells a window itself that it has to close. This is for its terminal.
#[cfg(not(unix))]
struct Requests;

#[cfg(not(unix))]
impl Requests {
    fn new() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        // An error means that nothing can be received, so this waits without end.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
