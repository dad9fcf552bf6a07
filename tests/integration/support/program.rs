//! The real program on the command line, with its own profile.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub struct Program {
    profile: PathBuf,
    _dir: Option<TempDir>,
}

/// The result of a run.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    pub fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let Output { status, stdout, stderr } = output;
        Self {
            code: status.code().expect("an exit code"),
            stdout: text(stdout),
            stderr: text(stderr),
        }
    }
}

/// The program under test. `GLEANER_TEST_PROGRAM` may be another one, such as `wine gleaner.exe`.
fn program() -> Command {
    let words = std::env::var("GLEANER_TEST_PROGRAM").unwrap_or_default();
    let mut words = words.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or(env!("CARGO_BIN_EXE_gleaner")));
    command.args(words);
    command
}

impl Program {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self { profile: dir.path().to_owned(), _dir: Some(dir) }
    }

    /// In a directory that someone else deletes.
    pub fn in_profile(profile: &Path) -> Self {
        Self { profile: profile.to_owned(), _dir: None }
    }

    pub fn profile(&self) -> &Path {
        &self.profile
    }

    pub fn library(&self) -> PathBuf {
        self.profile.join("library.db")
    }

    /// The program, ready to be started in this profile.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program();
        // The machine's proxy cannot reach a server on the loopback, and its keyring is not ours.
        for name in [
            "http_proxy",
            "https_proxy",
            "all_proxy",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "ALL_PROXY",
            "no_proxy",
            "NO_PROXY",
            "GLEANER_PROFILE",
        ] {
            command.env_remove(name);
        }
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        command.arg("--profile").arg(&self.profile).args(arguments);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, "", &[])
    }

    /// Runs with a text on standard input and its own environment.
    pub fn run_with(&self, arguments: &[&str], input: &str, environment: &[(&str, String)]) -> Run {
        let mut command = self.command(arguments);
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that does not read its input closes the pipe.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        Run::of(child.wait_with_output().unwrap())
    }

    /// Runs and must succeed.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
        run.stdout
    }

    /// Runs, must succeed, and prints JSON.
    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(&[arguments, &["--json"]].concat())).unwrap()
    }
}
