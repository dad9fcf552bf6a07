//! No feed takes more than 300 MB of memory: the real program refreshes feeds of 32 MB, each as bad
//! as one kind of feed can be. `GLEANER_MEMORY=all` tries every kind and takes minutes; otherwise
//! only the worst ones are tried.
//!
//! The system records the peak memory of a process, so it is enough to look now and then. Only
//! Linux shows it.

mod shapes;

use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use self::shapes::{SHAPES, Shape};
use crate::support::program::Program;
use crate::support::server::{Reply, Server};
use crate::support::skip::skip;

const VARIABLE: &str = "GLEANER_MEMORY";
const MOST_MB: u64 = 300;
const LOOK_EVERY: Duration = Duration::from_millis(3);
/// No refresh takes longer unless it hangs.
const PATIENCE: Duration = Duration::from_mins(5);

/// The peak memory of a process in kilobytes. `None` after it has ended.
fn peak_kb(process: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).ok()?;
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?
        .trim()
        .trim_end_matches("kB")
        .trim()
        .parse()
        .ok()
}

/// The peak memory of a run in megabytes, and its duration.
fn measured(program: &Program, arguments: &[&str]) -> (u64, Duration) {
    let started = Instant::now();
    let mut process =
        program.command(arguments).stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    let mut peak = 0;
    while process.try_wait().unwrap().is_none() {
        peak = peak_kb(&process).unwrap_or(0).max(peak);
        if started.elapsed() > PATIENCE {
            process.kill().unwrap();
        }
        thread::sleep(LOOK_EVERY);
    }
    assert!(process.wait().unwrap().code().is_some(), "it ended by itself");
    (peak >> 10, started.elapsed())
}

/// Refreshes a feed after its content was replaced.
fn refresh(shape: &Shape, body: &Arc<Mutex<Reply>>, server: &Server) -> (u64, Duration) {
    *body.lock().unwrap() = Reply::ok(
        "<rss><channel><title>News</title><item><guid>first</guid></item></channel></rss>",
    );
    let program = Program::new();
    program.ok(&["add", server.url("/feed").as_str()]);
    *body.lock().unwrap() = shape.reply();
    measured(&program, &["refresh", "--feed", "News"])
}

#[test]
fn no_feed_takes_more_memory_than_the_limit() {
    if !Path::new("/proc/self/status").exists() {
        skip("this system does not show how much memory a process held");
        return;
    }
    let is_all = std::env::var_os(VARIABLE).is_some();
    let body = Arc::new(Mutex::new(Reply::status(404)));
    let shown = Arc::clone(&body);
    let server = Server::start(move |_| shown.lock().unwrap().clone());
    let mut beyond = Vec::new();
    for shape in SHAPES.iter().filter(|shape| is_all || shape.is_worst) {
        let (peak, duration) = refresh(shape, &body, &server);
        println!("{:32} {peak:4} MB {:6.1} s", shape.name, duration.as_secs_f64());
        assert!(peak > 0, "{}: nothing was measured", shape.name);
        if peak >= MOST_MB {
            beyond.push(shape.name);
        }
    }
    assert_eq!(beyond, [""; 0], "beyond {MOST_MB} MB");
}
