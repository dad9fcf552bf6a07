//! The program itself: a real window if there is a virtual display, and a plain message if there is
//! none.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::support::skip::skip;

/// Time limit for the program.
const PATIENCE: Duration = Duration::from_mins(1);

/// A display of our own that ends with the test.
pub struct Display(Child, String);

impl Display {
    /// Its name for the environment.
    pub fn name(&self) -> &str {
        &self.1
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a virtual X server on a free display number, which it prints to standard output.
pub fn display() -> Option<Display> {
    let mut server = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x960x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut out = BufReader::new(server.stdout.take()?);
    let (sender, receiver) = mpsc::channel();
    // A thread of its own, so that a server that writes nothing is not waited for without end.
    thread::spawn(move || {
        let mut number = String::new();
        let read = out.read_line(&mut number);
        sender.send(read.map(|_| number)).unwrap_or_default();
        // The pipe stays open as long as the server may write to it.
        let _ = out.read_to_end(&mut Vec::new());
    });
    let display = |number: String| Display(server, format!(":{}", number.trim()));
    receiver.recv_timeout(PATIENCE).ok()?.ok().filter(|number| !number.is_empty()).map(display)
}

fn gleaner(profile: &std::path::Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gleaner"));
    command.env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET").env_remove("DISPLAY");
    command.args(["--quit-when-ready", "--timings", "--profile"]).arg(profile);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The output of a program that must end in time.
fn ended(mut command: Command) -> std::process::Output {
    let mut child = command.spawn().unwrap();
    let deadline = Instant::now() + PATIENCE;
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > deadline {
            child.kill().unwrap();
            panic!("the program did not end: {:?}", child.wait_with_output().unwrap());
        }
        thread::sleep(Duration::from_millis(20));
    }
    child.wait_with_output().unwrap()
}

#[test]
fn a_real_window_shows_the_list_and_ends() {
    let Some(display) = display() else {
        skip("no virtual display server (Xvfb) is installed");
        return;
    };
    let profile = tempfile::tempdir().unwrap();
    let mut command = gleaner(profile.path());
    command.env("DISPLAY", &display.1);
    let output = ended(command);
    let errors = String::from_utf8_lossy(&output.stderr);
    if errors.contains("no OpenGL driver was found") {
        skip(&errors);
        return;
    }
    assert!(output.status.success(), "{errors}");
    let timings: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(timings["list_ready_ms"].as_f64().unwrap() > 0.0);
    assert!(profile.path().join("library.db").exists());
    assert!(profile.path().join("session.toml").exists(), "the window's place is kept");
}

/// The session is only written at the end, so its file shows that the window ended in order.
#[cfg(unix)]
#[test]
fn a_window_that_the_system_ends_saves_its_session() {
    let Some(display) = display() else {
        skip("no virtual display server (Xvfb) is installed");
        return;
    };
    let profile = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gleaner"));
    command.env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    command.env("DISPLAY", &display.1).arg("--profile").arg(profile.path());
    // Until the program catches the signal, the signal would end it at once.
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let id = child.id().to_string();
    let deadline = Instant::now() + PATIENCE;
    let handles_signals = || {
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
        caught.and_then(|set| u64::from_str_radix(set.trim(), 16).ok()).unwrap_or(0) >> 14 & 1 == 1
    };
    while !handles_signals() && child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < deadline, "the window never opened");
        thread::sleep(Duration::from_millis(20));
    }
    if child.try_wait().unwrap().is_none() {
        let kill = format!("kill -TERM {id}"); // built into every shell
        Command::new("sh").args(["-c", &kill]).status().unwrap();
    }
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > deadline {
            child.kill().unwrap();
            panic!("the program did not end: {:?}", child.wait_with_output().unwrap());
        }
        thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    if errors.contains("no OpenGL driver was found") {
        skip(&errors);
        return;
    }
    assert!(output.status.success(), "{:?} {errors}", output.status);
    assert!(profile.path().join("session.toml").exists());
}

#[test]
fn without_a_display_the_program_says_what_is_missing() {
    let profile = tempfile::tempdir().unwrap();
    let output = ended(gleaner(profile.path()));
    let errors = String::from_utf8_lossy(&output.stderr);
    // On other platforms windows need no variable, so the window simply opens.
    if cfg!(target_os = "linux") {
        assert_eq!(output.status.code(), Some(1), "{errors}");
        assert!(errors.contains("no display was found"), "{errors}");
        assert!(errors.contains("gleaner --help"), "{errors}");
    }
}
