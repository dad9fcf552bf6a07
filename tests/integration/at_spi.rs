//! The real program under a virtual display, read by a real client of the Linux accessibility bus.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::real_window::{Display, display};
use crate::support::program::Program;
use crate::support::skip::skip;

/// Debian's Python, which finds the bindings of AT-SPI. Another one in the path may not.
const PYTHON: &str = "/usr/bin/python3";
/// The program that starts the bus of AT-SPI, in the places where distributions put it.
const LAUNCHERS: [&str; 3] = [
    "/usr/libexec/at-spi-bus-launcher",
    "/usr/lib/at-spi2-core/at-spi-bus-launcher",
    "/usr/lib/at-spi-bus-launcher",
];
const SCRIPT: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/integration/at_spi/read_article.py");
/// Time limit for the script.
const PATIENCE: Duration = Duration::from_mins(3);

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What a desktop has: a display, a bus, and the bus of accessibility on it.
struct Desktop {
    display: Display,
    address: String,
    running: Vec<Running>,
}

impl Desktop {
    /// The reason why there is none on this machine as an error.
    fn start(directory: &Path) -> Result<Self, String> {
        let display = display().ok_or("no virtual display server (Xvfb) is installed")?;
        let launcher = LAUNCHERS.into_iter().find(|path| Path::new(path).exists());
        let launcher = launcher.ok_or("no accessibility bus (at-spi2-core) is installed")?;
        let has_bindings = Command::new(PYTHON)
            .args(["-c", "import gi; gi.require_version('Atspi', '2.0')"])
            .stderr(Stdio::null())
            .status();
        if !has_bindings.is_ok_and(|status| status.success()) {
            return Err("no AT-SPI for Python (python3-pyatspi) is installed".to_owned());
        }
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address"])
            .env("XDG_RUNTIME_DIR", directory)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|err| format!("no message bus (dbus) is installed: {err}"))?;
        let mut address = String::new();
        let out = bus.stdout.take().ok_or("the message bus says nothing")?;
        let bus = Running(bus);
        BufReader::new(out).read_line(&mut address).map_err(|err| err.to_string())?;
        let address = address.trim().to_owned();
        let mut desktop = Self { display, address, running: vec![bus] };
        // It says that a screen reader is there, for which the program builds its tree.
        let bus = desktop
            .command(launcher)
            .args(["--launch-immediately", "--a11y=1", "--screen-reader=1"])
            .env("XDG_RUNTIME_DIR", directory)
            .spawn()
            .map_err(|err| err.to_string())?;
        desktop.running.push(Running(bus));
        Ok(desktop)
    }

    /// A program on this desktop.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        self.prepare(&mut command);
        command
    }

    fn prepare(&self, command: &mut Command) {
        command.env_remove("WAYLAND_DISPLAY").env_remove("AT_SPI_BUS_ADDRESS");
        command.env("DISPLAY", self.display.name());
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.address);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
    }
}

/// Runs a program and returns its output; it fails if it takes too long.
fn output_of(command: &mut Command) -> (bool, String) {
    let mut child = command.spawn().unwrap();
    let deadline = Instant::now() + PATIENCE;
    while child.try_wait().unwrap().is_none() {
        if Instant::now() > deadline {
            child.kill().unwrap();
        }
        thread::sleep(Duration::from_millis(50));
    }
    let output = child.wait_with_output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&text).into_owned())
}

#[test]
fn a_screen_reader_reads_an_article_and_stars_it() {
    let directory = tempfile::tempdir().unwrap();
    let desktop = match Desktop::start(directory.path()) {
        Ok(desktop) => desktop,
        Err(why) => return skip(&why),
    };
    let program = Program::new();
    let mut command = program.command(&[]);
    desktop.prepare(&mut command);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut gleaner = Running(command.spawn().unwrap());
    let mut script = desktop.command(PYTHON);
    script.args([SCRIPT, "Welcome to Gleaner", "Gleaner"]);
    let (is_well, said) = output_of(&mut script);
    if gleaner.0.try_wait().unwrap().is_some() {
        return skip("the program opened no window here");
    }
    assert!(is_well, "{said}");
    assert!(said.contains("focus: Welcome to Gleaner, 1 of "), "{said}");
    drop(gleaner);
    let starred = program.ok(&["list", "is:starred"]);
    assert!(starred.contains("Welcome to Gleaner"), "{starred}");
}
