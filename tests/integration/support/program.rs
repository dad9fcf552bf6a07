//! The real program, run by its command line in a profile of its own.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub struct Program {
    profile: TempDir,
}

/// What a run came to.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Program {
    pub fn new() -> Self {
        Self { profile: tempfile::tempdir().unwrap() }
    }

    pub fn profile(&self) -> &std::path::Path {
        self.profile.path()
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, "", &[])
    }

    /// With a text on standard input and an environment of its own.
    pub fn run_with(&self, arguments: &[&str], input: &str, environment: &[(&str, String)]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gleaner"));
        // The machine's proxy knows nothing of a server on the loopback, and its keyring is none of our business.
        for name in
            ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "no_proxy", "NO_PROXY", "GLEANER_PROFILE"]
        {
            command.env_remove(name);
        }
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").envs(environment.iter().map(|(name, value)| (name, value)));
        command.arg("--profile").arg(self.profile.path()).args(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A program that reads nothing closes its end.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { code: status.code().expect("an exit code"), stdout: text(stdout), stderr: text(stderr) }
    }

    /// Runs what must succeed.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
        run.stdout
    }

    /// Runs what must succeed and prints JSON.
    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(&[arguments, &["--json"]].concat())).unwrap()
    }
}
