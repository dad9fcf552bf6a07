//! A real sound server and a real session bus: `.ci/sound` starts both and runs this.
//!
//! The server plays into a sink that is no device, whose monitor is recorded.

use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use gleaner::audio::{Message, SystemParts, run};
use gleaner::model::{
    Episode, Phase, PlayProblem, PlayerCommand, PlayerNews, PlayerReport, PlayerRequest,
};
use gleaner::net::Client;

use crate::audio_support::{left, local};
use crate::support::skip::skip;
use crate::support::sound::{pitch, step, steps, wav};

/// How the server is started, as a line for the shell. Without it there is none.
const SERVER: &str = "GLEANER_SOUND";
const RATE: u32 = 44_100;
const PATIENCE: Duration = Duration::from_secs(20);

struct Real {
    sender: Sender<Message>,
    news: Receiver<PlayerNews>,
    last: Mutex<PlayerReport>,
    asked: Mutex<Vec<PlayerRequest>>,
    is_over: Arc<AtomicBool>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Real {
    fn new(cache: &std::path::Path) -> Self {
        let (sender, messages) = mpsc::channel();
        let (tell, news) = mpsc::channel();
        let is_over = Arc::new(AtomicBool::new(false));
        let (own, over, cache) = (sender.clone(), Arc::clone(&is_over), cache.to_owned());
        let thread = std::thread::spawn(move || {
            let parts = SystemParts {
                client: Arc::new(Client::new()),
                pictures: Arc::new(Client::new()),
                cache,
                tell: Box::new(move |told| drop(tell.send(told))),
            };
            run(parts, own, &messages, || over.load(Ordering::SeqCst));
        });
        let (last, asked) = (Mutex::default(), Mutex::default());
        Self { sender, news, last, asked, is_over, thread: Some(thread) }
    }

    fn send(&self, command: PlayerCommand) {
        self.sender.send(Message::Command(command)).unwrap();
    }

    /// Waits for a state.
    fn wait_for(&self, name: &str, what: impl Fn(&PlayerReport) -> bool) -> PlayerReport {
        let begun = Instant::now();
        loop {
            let last = self.last.lock().unwrap().clone();
            if what(&last) {
                return last;
            }
            assert!(begun.elapsed() < PATIENCE, "{name}: {last:?}");
            match self.news.recv_timeout(Duration::from_millis(100)) {
                Ok(PlayerNews::Report(report)) => *self.last.lock().unwrap() = (*report).clone(),
                Ok(PlayerNews::Asked(request)) => self.asked.lock().unwrap().push(request),
                Ok(PlayerNews::Ended(_)) | Err(_) => {}
            }
        }
    }

    fn wait_for_position(&self, secs: f64) -> PlayerReport {
        let is_there = |report: &PlayerReport| {
            report.phase == Phase::Playing && report.position.as_secs_f64() >= secs
        };
        self.wait_for(&format!("position {secs}"), is_there)
    }
}

impl Drop for Real {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        let _ = self.sender.send(Message::Command(PlayerCommand::Stop));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn output(program: &str, arguments: &[&str]) -> String {
    let done = Command::new(program).args(arguments).output().unwrap();
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}

fn playerctl(arguments: &[&str]) -> String {
    output("playerctl", &[&["-p", "gleaner"], arguments].concat())
}

/// Waits until the desktop sees something.
fn wait_until(name: &str, what: impl Fn() -> bool) {
    let begun = Instant::now();
    while !what() {
        assert!(begun.elapsed() < PATIENCE, "{name}");
        std::thread::yield_now();
    }
}

struct Recorder(Child, std::path::PathBuf);

impl Recorder {
    fn start(dir: &std::path::Path) -> Self {
        let path = dir.join("recorded");
        let file = std::fs::File::create(&path).unwrap();
        let child = Command::new("parec")
            .args(["--device=null.monitor", "--raw", "--format=float32le", "--channels=2"])
            .args(["--rate=44100", "--latency-msec=20"])
            .stdout(Stdio::from(file))
            .spawn()
            .unwrap();
        Self(child, path)
    }

    fn finish(mut self) -> Vec<f32> {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
        let bytes = std::fs::read(&self.1).unwrap();
        bytes.chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().unwrap())).collect()
    }
}

/// Checks a second of what was recorded: its pitch, and that nothing is missing.
fn check(recorded: &[f32], second: usize) {
    let begin = recorded.iter().position(|value| value.abs() > 0.05).expect("sound");
    let from = begin + second * RATE as usize + RATE as usize / 4;
    let part = &recorded[from..from + RATE as usize / 2];
    let tone = pitch(&part[..8192], RATE);
    assert!((tone / step(second) - 1.0).abs() < 0.01, "second {second}: {tone}");
    let longest = part.split(|value| value.abs() > 1e-3).map(<[f32]>::len).max().unwrap();
    assert!(longest < 20, "second {second}: silence for {longest} frames");
}

#[test]
fn real_sound_is_played_and_controlled() {
    let Some(server) = std::env::var_os(SERVER) else {
        return skip("no sound server: .ci/sound starts one");
    };
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.wav");
    std::fs::write(&path, wav(RATE, 1, &steps(RATE, 60))).unwrap();
    let episode = Episode { title: "One tone".into(), ..local(42, path) };
    let recorder = Recorder::start(dir.path());
    let real = Real::new(dir.path());
    real.send(PlayerCommand::Load { episode: Box::new(episode), plays: true });
    real.wait_for_position(3.0);
    control(&real);
    // The server ends, and starts again.
    assert!(Command::new("pulseaudio").arg("--kill").status().unwrap().success());
    real.wait_for("lost", |report| report.phase == Phase::Failed(PlayProblem::DeviceLost));
    let heard = left(&recorder.finish());
    for second in 0..3 {
        check(&heard, second);
    }
    assert!(Command::new("sh").arg("-c").arg(&server).status().unwrap().success());
    let before = real.last.lock().unwrap().position.as_secs_f64();
    real.wait_for_position(before + 0.5);
    real.send(PlayerCommand::Stop);
    let names = || output("busctl", &["--user", "list", "--acquired", "--no-legend"]);
    wait_until("the name is off the bus", || !names().contains("MediaPlayer2.gleaner"));
}

/// What the desktop's player controls do.
fn control(real: &Real) {
    assert_eq!(playerctl(&["status"]), "Playing");
    let format = "{{title}}|{{artist}}|{{mpris:length}}";
    assert_eq!(playerctl(&["metadata", "--format", format]), "One tone|A feed|60000000");
    playerctl(&["pause"]);
    let paused = real.wait_for("paused", |report| report.phase == Phase::Paused);
    wait_until("paused on the bus", || playerctl(&["status"]) == "Paused");
    let position: f64 = playerctl(&["position"]).parse().unwrap();
    assert!((position - paused.position.as_secs_f64()).abs() < 0.01, "{position}");
    playerctl(&["position", "20"]);
    real.wait_for("moved", |report| report.position == Duration::from_secs(20));
    playerctl(&["position", "5-"]);
    real.wait_for("moved back", |report| report.position == Duration::from_secs(15));
    playerctl(&["play"]);
    real.wait_for_position(15.5);
    playerctl(&["volume", "0.5"]);
    real.wait_for("quieter", |report| (report.volume - 0.5).abs() < 0.01);
    let set = ["--user", "set-property", "org.mpris.MediaPlayer2.gleaner"];
    let rate = ["/org/mpris/MediaPlayer2", "org.mpris.MediaPlayer2.Player", "Rate", "d", "2.0"];
    output("busctl", &[&set[..], &rate].concat());
    real.wait_for("faster", |report| (report.speed - 2.0).abs() < 0.01);
    playerctl(&["next"]);
    playerctl(&["previous"]);
    let both = [PlayerRequest::Next, PlayerRequest::Previous];
    real.wait_for("next", |_| *real.asked.lock().unwrap() == both);
}

#[test]
fn a_busy_machine_does_not_stutter() {
    if std::env::var_os(SERVER).is_none() {
        return skip("no sound server: .ci/sound starts one");
    }
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.wav");
    std::fs::write(&path, wav(RATE, 1, &steps(RATE, 20))).unwrap();
    let is_over = Arc::new(AtomicBool::new(false));
    let busy: Vec<_> = (0..std::thread::available_parallelism().map_or(4, usize::from) * 2)
        .map(|_| {
            let is_over = Arc::clone(&is_over);
            std::thread::spawn(move || while !is_over.load(Ordering::Relaxed) {})
        })
        .collect();
    let recorder = Recorder::start(dir.path());
    let real = Real::new(dir.path());
    real.send(PlayerCommand::Load { episode: Box::new(local(1, path)), plays: true });
    real.wait_for_position(10.0);
    drop(real);
    is_over.store(true, Ordering::Relaxed);
    for thread in busy {
        thread.join().unwrap();
    }
    let heard = left(&recorder.finish());
    for second in 0..9 {
        check(&heard, second);
    }
}
