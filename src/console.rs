//! `gleaner.com` for Windows: the command line of `gleaner.exe`.
//!
//! A program of Windows is made for a window or for a console. `gleaner.exe` is made for a window,
//! since otherwise a black console would open with it; so a console gets nothing of what it
//! prints. Typing `gleaner` starts this program instead, because `.com` comes before `.exe`. It
//! passes everything on and waits.

use std::env;
use std::io::{self, Read, Write};
use std::process::{Command, ExitCode, Stdio};
use std::thread;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(err) => {
            let _ = writeln!(io::stderr(), "gleaner: {err}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> io::Result<ExitCode> {
    let program = env::current_exe()?.with_extension("exe");
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let mut command = Command::new(program);
    command.args(&arguments);
    if arguments.is_empty() {
        // The window; the console is not held up.
        command.spawn()?;
        return Ok(ExitCode::SUCCESS);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    // It may wait for the keyboard without end, so nobody waits for it.
    thread::spawn(move || input.map(|input| pass(io::stdin(), input)));
    let errors = thread::spawn(move || errors.map(|errors| pass(errors, io::stderr())));
    if let Some(output) = output {
        pass(output, io::stdout());
    }
    let _ = errors.join();
    let code = child.wait()?.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Passes bytes on as they come. If one side closes, so does the other.
fn pass(mut from: impl Read, mut to: impl Write) {
    let mut part = [0; 8192];
    while let Ok(count) = from.read(&mut part) {
        let Some(bytes) = part.get(..count).filter(|bytes| !bytes.is_empty()) else { return };
        if to.write_all(bytes).and_then(|()| to.flush()).is_err() {
            return;
        }
    }
}
