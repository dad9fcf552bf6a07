//! A day with five hundred feeds that change, fail, move and disappear, and a user who reads them,
//! with a clock that the test turns: nothing piles up, nothing is lost, and no server gets more
//! requests than it accepts.

mod account;
mod world;

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use gleaner::app::{Action, AppState, Effect};
use gleaner::config::{Paths, Session, Settings};
use gleaner::model::Clock;
use gleaner::net::{HttpClient, Vault};
use gleaner::query::{Expr, PlaceId, Query};
use gleaner::refresh::{REQUESTS_MAX, REQUESTS_PER_HOST_MAX};
use gleaner::store::{NewFeed, Reader, Store};
use gleaner::worker::{Event, Read, WorkerConfig, Workers};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use self::world::{FEEDS, Kind, START, World, address};
use crate::support::fake_keyring::FakeKeyring;

const HOURS: i64 = 24;
/// How often the window's timer looks for due feeds.
const STEP_SECS: i64 = 10 * 60;
/// The refresh interval of feeds without their own.
const MINUTES: u32 = 60;
/// At this hour the user refreshes everything by hand.
const ASKED_AT_HOUR: i64 = 12;
/// No answer takes longer unless the test fails.
const PATIENCE: Duration = Duration::from_mins(1);
/// Before this hour the program warms up: caches fill, and memory is returned late.
const WARM_AT_HOUR: i64 = 6;
/// Most additional memory for the rest of the day, in KB.
const RESIDENT_GROWTH_MAX: u64 = 40 << 10;
/// Most requests to the server of the account: ten for each of 144 syncs.
const ACCOUNT_REQUESTS_MAX: usize = 1440;
/// Set in the process that runs the day.
const ALONE: &str = "GLEANER_TEST_SOAK";
/// How much larger the state may be than after some hours: entries that came since the list was
/// last marked as read.
const GROWTH_MAX: f64 = 1.5;

struct Day {
    workers: Workers,
    state: AppState,
    clock: Arc<AtomicI64>,
    dir: tempfile::TempDir,
    paths: Paths,
}

impl Day {
    fn begin(world: &Arc<World>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let paths = Paths::new(dir.path().to_owned());
        let clock = Arc::clone(&world.clock);
        let feeds: Vec<_> =
            (0..FEEDS).map(|number| (NewFeed::at(address(number)), Vec::new())).collect();
        let vault = Vault::new(Arc::new(FakeKeyring::default()));
        let mut store = Store::open(&paths.library()).unwrap();
        store.import(&feeds, at(START)).unwrap();
        account::add(&mut store, &vault, &world.account);
        drop(store);
        let read_clock = Arc::clone(&clock);
        let config = WorkerConfig {
            paths: paths.clone(),
            client: Arc::clone(world) as Arc<dyn HttpClient>,
            vault,
            clock: Clock::new(move || at(read_clock.load(Ordering::SeqCst)), TimeZone::UTC),
            wake: Arc::new(|| ()),
        };
        let settings = Settings { refresh_minutes: MINUTES, ..Settings::default() };
        let mut day = Self {
            workers: Workers::spawn(config).unwrap(),
            state: AppState::new(settings, Session::default(), TimeZone::UTC),
            clock,
            dir,
            paths,
        };
        let effects = day.state.start(day.now());
        day.run(effects);
        day
    }

    fn now(&self) -> Timestamp {
        at(self.clock.load(Ordering::SeqCst))
    }

    fn run(&self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Job(job) = effect {
                self.workers.submit(job);
            }
        }
    }

    fn act(&mut self, action: Action) {
        let effects = self.state.apply(action, self.now());
        self.run(effects);
    }

    /// Receives answers until `is_it` accepts one.
    fn wait_for(&mut self, is_it: impl Fn(&Event) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            assert!(Instant::now() < deadline, "other answers came, but not this one");
            let event = self.workers.recv_timeout(PATIENCE).expect("an answer");
            let is_found = is_it(&event);
            let effects = self.state.receive(event, self.now());
            self.run(effects);
            if is_found {
                return;
            }
        }
    }

    fn refresh(&mut self, action: Action) {
        self.act(action);
        self.wait_for(|event| matches!(event, Event::RefreshFinished(_)));
        while !self.state.syncs.is_empty() {
            self.wait_for(|_| true);
        }
    }

    /// Waits until all requests about lists and the library are answered.
    fn settle(&mut self) {
        self.workers.submit(Read::Library);
        self.wait_for(|event| matches!(event, Event::Library(_)));
        while !self.state.list.is_complete() {
            self.wait_for(|_| true);
        }
    }

    /// The occasional actions of a user.
    fn read(&mut self, step: i64) {
        let place = if step % 2 == 0 { PlaceId::UNREAD } else { PlaceId::TODAY };
        self.act(Action::SelectPlace(place));
        self.settle();
        let ids: Vec<_> = self.state.list.entries().iter().take(12).map(|entry| entry.id).collect();
        self.act(Action::NeedRows(ids.clone()));
        for _ in 0..2 {
            self.act(Action::NextUnread);
        }
        if let Some(id) = ids.first() {
            self.act(Action::SetStarred(*id, step % 4 == 0));
        }
        if step % 12 == 5 {
            self.act(Action::MarkListRead);
        }
        if step % 36 == 7 {
            self.act(Action::Undo(None));
        }
        self.settle();
    }
}

/// The memory of this process in KB. `None` if the platform has no `/proc`.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?
        .trim()
        .trim_end_matches("kB")
        .trim()
        .parse()
        .ok()
}

fn assert_no_growth(hourly: &[u64]) {
    let Some((warm, last)) = hourly.get(WARM_AT_HOUR as usize - 1).zip(hourly.last()) else {
        println!(
            "this platform does not tell how much memory a process holds, so its growth is not \
             looked at"
        );
        return;
    };
    println!("memory after each hour, in KB: {hourly:?}");
    assert!(*last <= warm + RESIDENT_GROWTH_MAX, "the program grew: {hourly:?}");
}

/// Runs this very test again in its own process, because memory is measured per process.
fn run_alone() {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let name = "soak::a_day_with_five_hundred_feeds_piles_nothing_up_and_bothers_nobody";
    let run = command.args(["--exact", name, "--nocapture"]).env(ALONE, "1").output().unwrap();
    let told = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{told}{}", String::from_utf8_lossy(&run.stderr));
    println!("{told}");
}

fn at(secs: i64) -> Timestamp {
    Timestamp::from_second(secs).unwrap()
}

#[test]
fn a_day_with_five_hundred_feeds_piles_nothing_up_and_bothers_nobody() {
    if std::env::var_os(ALONE).is_none() {
        return run_alone();
    }
    let world = Arc::new(World::new());
    let mut day = Day::begin(&world);
    let holders = Arc::strong_count(&world);
    let (mut sizes, mut hourly) = (Vec::new(), Vec::new());
    for step in 0..HOURS * 3600 / STEP_SECS {
        day.clock.store(START + step * STEP_SECS, Ordering::SeqCst);
        let is_asked = step * STEP_SECS == ASKED_AT_HOUR * 3600 + STEP_SECS;
        world.is_asked.store(is_asked, Ordering::SeqCst);
        day.refresh(if is_asked { Action::RefreshAll } else { Action::RefreshDue });
        assert_eq!(Arc::strong_count(&world), holders, "a task of step {step} is still there");
        assert_eq!(world.active(), 0);
        if step % 3 == 0 {
            day.read(step);
        }
        if step * STEP_SECS % 3600 == 0 {
            account::pass_hour(&world.account, step * STEP_SECS / 3600);
        }
        if (step + 1) * STEP_SECS % 3600 == 0 {
            hourly.extend(resident());
        }
        if step % 36 == 35 {
            day.act(Action::SelectPlace(PlaceId::STARRED));
            day.settle();
            sizes.push(format!("{:?}", day.state).len());
        }
    }
    let (first, last) = (sizes[0], sizes[sizes.len() - 1]);
    assert!(last as f64 <= first as f64 * GROWTH_MAX, "the state grew: {sizes:?}");
    assert_no_growth(&hourly);

    // What the user did last is sent.
    day.refresh(Action::RefreshDue);
    account::check(&day.paths.library(), &world.account);
    let asked = world.account.with(|double| double.log.len());
    println!("{asked} requests to the account's server");
    assert!(asked <= ACCOUNT_REQUESTS_MAX, "{asked} requests to the account's server");

    let stored = |paths: &Paths| {
        let query = Query::new(Expr::All, Zoned::now());
        Reader::open(&paths.library()).unwrap().whole_list(&query).unwrap().len()
    };
    let sent = world.entries_served() + account::entries(&world.account);
    assert_eq!(stored(&day.paths), sent, "every entry once");
    let paths = day.paths.clone();
    let dir = day.dir;
    day.workers.shutdown();
    assert_eq!(Store::open(&paths.library()).unwrap().check().unwrap(), Vec::<String>::new());
    drop(dir);

    let log = world.log();
    println!(
        "{} requests for {FEEDS} feeds in {HOURS} hours; sizes of the state: {sizes:?}",
        log.len()
    );
    let (per_host, in_all) = world.most();
    assert!(
        per_host <= REQUESTS_PER_HOST_MAX && in_all <= REQUESTS_MAX,
        "{per_host} at one host, {in_all} at once"
    );
    for number in 0..FEEDS {
        let wrong = world::impolite(number, &log, MINUTES);
        assert_eq!(wrong, Vec::<String>::new(), "feed {number}, {:?}", Kind::of(number));
    }
}
