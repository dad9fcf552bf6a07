//! Kills the program at random moments. After each kill the library is sound, acknowledged acts are
//! in it, and no act is half done. `GLEANER_KILLS=500` makes the test long; then the window is
//! killed too, if there is a virtual display.

mod account;
mod library;
mod model;
mod random;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use gleaner::config::{Session, Settings, load_toml, save_toml};

use self::library::Seen;
use self::model::{Act, How, Model};
use self::random::Random;
use crate::real_window::{Display, display};
use crate::support::program::Program;
use crate::support::server::{Reply, Server};
use crate::support::skip::skip;

const SEED: u64 = 0x6c65_616e;
const KILLS: u32 = 25;
const KILLS_VARIABLE: &str = "GLEANER_KILLS";
/// More acts than this per kill would mean that the program is never caught in the middle.
const ACTS_A_KILL: u32 = 12;
/// Feeds of the server.
const FEEDS: usize = 10;
/// Entries that each feed always has. Their text names the revision.
pub const STABLE: usize = 12;
/// New entries per revision.
pub const FRESH: usize = 3;
/// Revisions whose new entries are still in the feed.
const REVISIONS_LISTED: u32 = 4;
/// The assumed duration of an act before it was measured.
const FIRST_GUESS: Duration = Duration::from_millis(150);

#[test]
fn whenever_the_program_is_killed_nothing_acknowledged_is_lost_and_nothing_is_done_by_half() {
    let long = std::env::var(KILLS_VARIABLE).ok().and_then(|text| text.parse().ok());
    let wanted = long.unwrap_or(KILLS);
    let mut trial = Trial::start(long.is_some());
    let mut kills = BTreeMap::new();
    for number in 0.. {
        let killed: u32 = kills.values().map(|(killed, _)| killed).sum();
        if killed == wanted {
            break;
        }
        assert!(number < wanted * ACTS_A_KILL, "{number} acts and only {killed} kills");
        let act = trial.choose();
        let (was_killed, was_done) = trial.try_act(&act, number);
        let (killed, done): &mut (u32, u32) = kills.entry(act.name()).or_default();
        *killed += u32::from(was_killed);
        *done += u32::from(was_killed && was_done);
    }
    println!("kills by act, and how many of them came after the act was on the disk: {kills:?}");
    trial.check_end();
}

struct Trial {
    program: Program,
    server: Server,
    random: Random,
    model: Model,
    durations: BTreeMap<&'static str, Duration>,
    display: Option<Display>,
    settings: Settings,
}

/// The output of a process, and whether it was killed.
struct Ended {
    stdout: String,
    was_killed: bool,
}

impl Trial {
    fn start(has_window: bool) -> Self {
        let program = Program::new();
        let settings = Settings { text_size: 20.0, refresh_minutes: 30, ..Settings::default() };
        save_toml(&program.profile().join("settings.toml"), &settings).unwrap();
        let server = server();
        for feed in 0..FEEDS / 2 {
            program.ok(&["add", server.url(&format!("/feed/{feed}")).as_str()]);
        }
        account::add(&program.library());
        let model = Model::starting_with(&Seen::read(&program.library()));
        let display =
            if has_window { display().filter(|display| can_open(&program, display)) } else { None };
        if has_window && display.is_none() {
            skip("no window can be drawn here, so that only the command line is killed");
        }
        Self {
            program,
            server,
            random: Random::seeded(SEED),
            model,
            durations: BTreeMap::new(),
            display,
            settings,
        }
    }

    fn url(&mut self) -> String {
        let feed = self.random.below(FEEDS);
        self.server.url(&format!("/feed/{feed}")).into()
    }

    fn choose(&mut self) -> Act {
        let how = [How::Read, How::Unread, How::Star, How::Unstar][self.random.below(4)];
        match self.random.below(12) {
            0..=3 => Act::Refresh,
            4 | 5 => {
                let ids = self.model.visible_ids();
                let chosen =
                    (0..=self.random.below(5)).map(|_| ids[self.random.below(ids.len())]).collect();
                Act::Mark(how, chosen)
            }
            6 => Act::MarkFeed(how, self.model.any_feed(&mut self.random)),
            7 | 8 => Act::Add(self.url()),
            9 => Act::Import((0..3).map(|_| self.url()).collect()),
            10 if self.display.is_some() => Act::Window,
            _ if self.model.can_undo() => Act::Undo,
            _ => Act::Refresh,
        }
    }

    /// Runs an act, perhaps kills the program, and checks the result. Returns whether it was
    /// killed, and whether the act was done.
    fn try_act(&mut self, act: &Act, number: u32) -> (bool, bool) {
        let guess = *self.durations.get(act.name()).unwrap_or(&FIRST_GUESS);
        let delay = guess.mul_f64(self.random.fraction() * 1.2);
        let started = Instant::now();
        let child = self.spawn(act);
        let ended = end(child, delay);
        if !ended.was_killed {
            self.durations.insert(act.name(), guess.mul_f64(0.7) + started.elapsed().mul_f64(0.3));
        }
        let seen = Seen::read(&self.program.library());
        let context = format!(
            "act {number} of seed {SEED:#x}: {act:?}, killed: {}, said {:?}",
            ended.was_killed, ended.stdout
        );
        let is_done = self
            .model
            .accept(act, &ended.stdout, ended.was_killed, &seen)
            .unwrap_or_else(|wrong| panic!("{wrong}\n{context}"));
        self.check_files(act, &ended, &seen, &context);
        (ended.was_killed, is_done)
    }

    fn spawn(&self, act: &Act) -> Child {
        let list = self.program.profile().join("import.opml");
        if let Act::Import(urls) = act {
            let outlines: String = urls
                .iter()
                .map(|url| format!("<outline type=\"rss\" xmlUrl=\"{url}\"/>"))
                .collect();
            std::fs::write(&list, format!("<opml version=\"2.0\"><body>{outlines}</body></opml>"))
                .unwrap();
        }
        let arguments = act.arguments(&list);
        let mut command =
            self.program.command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        if let Some(display) = &self.display {
            command.env("DISPLAY", display.name()).env_remove("WAYLAND_DISPLAY");
        }
        command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Checks that the files beside the library are complete.
    fn check_files(&self, act: &Act, ended: &Ended, seen: &Seen, context: &str) {
        let profile = self.program.profile();
        let (settings, note) = load_toml::<Settings>(&profile.join("settings.toml"));
        assert_eq!((settings, note), (self.settings.clone(), None), "{context}");
        assert_eq!(load_toml::<Session>(&profile.join("session.toml")).1, None, "{context}");
        let bytes = std::fs::read(profile.join("subscriptions.opml")).expect(context);
        let list = gleaner::opml::parse_opml(&bytes).expect(context);
        // The list is written before the act is acknowledged.
        if matches!(act, Act::Add(_) | Act::Import(_)) && !ended.stdout.is_empty() {
            let listed: Vec<String> =
                list.feeds.iter().map(|feed| feed.feed_url.to_string()).collect();
            let stored: Vec<&String> =
                seen.feeds.keys().filter(|url| *url != account::FEED).collect();
            assert!(
                listed.len() == stored.len() && stored.iter().all(|url| listed.contains(url)),
                "{listed:?}\n{context}"
            );
        }
    }

    /// Checks that the program works normally after all kills.
    fn check_end(&mut self) {
        self.program.ok(&["refresh"]);
        let seen = Seen::read(&self.program.library());
        self.model.accept(&Act::Refresh, "", false, &seen).unwrap();
        assert!(
            seen.feeds.iter().all(|(url, revision)| *revision > 0 || url == account::FEED),
            "every feed was read in the end"
        );
    }
}

/// Whether a window can be opened here.
fn can_open(program: &Program, display: &Display) -> bool {
    let mut command = program.command(&["--quit-when-ready"]);
    command
        .env("DISPLAY", display.name())
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap()
        .status
        .success()
}

/// Lets a process run for some time, then kills it if it still runs.
fn end(mut child: Child, delay: Duration) -> Ended {
    let mut out = child.stdout.take().unwrap();
    let (sender, receiver) = mpsc::channel();
    let reading = thread::spawn(move || {
        let mut text = String::new();
        let _ = out.read_to_string(&mut text);
        let _ = sender.send(());
        text
    });
    // This does not wait for an event: the moment of the kill is the subject of the test.
    let is_running = receiver.recv_timeout(delay).is_err();
    if is_running {
        child.kill().unwrap();
    }
    let status = child.wait().unwrap();
    let stdout = reading.join().unwrap();
    // The process may have ended by itself in the same moment.
    assert!(status.success() || (is_running && status.code().is_none()), "{status}: {stdout}");
    Ended { stdout, was_killed: !status.success() }
}

/// A server whose feeds have a new revision at each request.
fn server() -> Server {
    let revisions: Arc<Vec<AtomicU32>> = Arc::new((0..FEEDS).map(|_| AtomicU32::new(0)).collect());
    Server::start(move |request| {
        let Some(feed) =
            request.path.strip_prefix("/feed/").and_then(|number| number.parse::<usize>().ok())
        else {
            return Reply::status(404);
        };
        let revision = revisions[feed].fetch_add(1, Ordering::SeqCst) + 1;
        let item = |guid: &str, body: &str| {
            format!(
                "<item><guid isPermaLink=\"false\">{guid}</guid><title>{guid}</title>\
                 <description>{body}</description></item>"
            )
        };
        let stable = (0..STABLE)
            .map(|number| item(&format!("stable {number}"), &format!("revision {revision}")));
        let listed = revision.saturating_sub(REVISIONS_LISTED) + 1..=revision;
        let fresh = listed.flat_map(|revision| {
            (0..FRESH).map(move |number| item(&format!("fresh {revision} {number}"), "News"))
        });
        let items: String = stable.chain(fresh).collect();
        Reply::ok(format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel>\
             <title>Feed {feed}</title>{items}</channel></rss>"
        ))
    })
}
