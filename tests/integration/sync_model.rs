//! Random acts on two clients and the server, syncs between them, and a fault at any request: no
//! act is lost, nothing is marked that nobody marked, and all sides are equal in the end.
//!
//! `GLEANER_SYNC_MODEL=10000` runs that many sequences.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use gleaner::model::{Clock, MarkKind, RemoteId, Secret, ServiceKind};
use gleaner::refresh::CancelToken;
use gleaner::sync::{Access, Connection, Pass, open, sync_account};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::support::sync_double::client::DoubleClient;
use crate::support::sync_double::faults::Fault;
use crate::support::sync_double::memory::MemoryLedger;
use crate::support::sync_double::{Double, Quirks};

/// Sequences in the normal run, for each kind of server.
const SEQUENCES: u64 = 150;
const STEPS: u64 = 25;
const ITEMS: usize = 7;

/// A generator of numbers that anybody can repeat (an xorshift).
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// Who acted on a register, and the last word of each.
type Words = BTreeMap<(String, bool), BTreeMap<&'static str, bool>>;

struct World {
    server: DoubleClient,
    kind: ServiceKind,
    clients: [MemoryLedger; 2],
    secs: Arc<AtomicI64>,
    words: Words,
    runtime: tokio::runtime::Runtime,
}

impl World {
    fn new(quirks: Quirks, kind: ServiceKind) -> Self {
        let mut double = Double::new(quirks);
        let titles: Vec<String> = (0..ITEMS).map(|number| format!("t{number}")).collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let (few, rest) = titles.split_at(2);
        double.state.add_feed("sea", None, rest);
        double.state.add_feed("land", Some("News"), few);
        Self {
            server: DoubleClient::new(double),
            kind,
            clients: [MemoryLedger::new(), MemoryLedger::new()],
            secs: Arc::new(AtomicI64::new(1_796_000_000)),
            words: Words::new(),
            runtime: tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap(),
        }
    }

    fn sync(&mut self, client: usize) -> bool {
        // Longer than every pause that a server asks for.
        self.secs.fetch_add(4000, Ordering::SeqCst);
        let secs = Arc::clone(&self.secs);
        let now = move || Timestamp::from_second(secs.load(Ordering::SeqCst)).unwrap();
        let clock = Clock::new(now, TimeZone::UTC);
        let access = Access {
            address: self.server.address(),
            user: "ann".into(),
            secret: Secret::new("api-secret-1"),
            may_be_plain: false,
        };
        let connection = Connection::new(Arc::new(self.server.clone()), access, clock.clone());
        let mut service = open(self.kind, connection);
        let pass = Pass { clock, cancel: CancelToken::new(), progress: Arc::new(|_| {}) };
        let ledger = &mut self.clients[client];
        let report = self.runtime.block_on(sync_account(service.as_mut(), ledger, &pass)).unwrap();
        report.problem.is_none()
    }

    /// The next sync has one fault, or another device acts within it.
    fn disturb(&mut self, dice: &mut Dice) {
        let (mut countdown, which) = (dice.roll(9), dice.roll(14));
        let fault = Fault::ALL.get(which as usize).copied();
        self.server.before_each(move |_, _| {
            let is_now = countdown == 0;
            countdown = countdown.wrapping_sub(1);
            fault.filter(|_| is_now)
        });
    }

    fn act(&mut self, client: usize, dice: &mut Dice) {
        let ledger = &mut self.clients[client];
        let ids: Vec<RemoteId> = ledger.entries.keys().cloned().collect();
        if ids.is_empty() {
            return;
        }
        let id = &ids[dice.roll(ids.len() as u64) as usize];
        let (is_star, wanted) = (dice.roll(2) == 0, dice.roll(2) == 0);
        let kind = if is_star { MarkKind::Star } else { MarkKind::Read };
        if ledger.act(id, kind, wanted) {
            let title = ledger.entries[id].title.clone();
            let who = ["one", "two"][client];
            self.words.entry((title, is_star)).or_default().insert(who, wanted);
        }
    }

    /// Another program acts at the server.
    fn act_there(&mut self, dice: &mut Dice) {
        let title = format!("t{}", dice.roll(ITEMS as u64));
        let (is_star, wanted) = (dice.roll(2) == 0, dice.roll(2) == 0);
        self.server.with(|double| {
            let item = double.state.item(&title);
            let register = if is_star { &mut item.is_starred } else { &mut item.is_read };
            if std::mem::replace(register, wanted) != wanted {
                self.words.entry((title.clone(), is_star)).or_default().insert("other", wanted);
            }
        });
    }

    /// All is well again, everybody syncs, and the sides are compared.
    fn settle(&mut self, seed: u64) {
        self.server.all_is_well();
        for client in [0, 1, 0, 1] {
            assert!(self.sync(client), "sequence {seed}: a good sync has no problem");
        }
        for (client, ledger) in self.clients.iter().enumerate() {
            assert!(ledger.pending.is_empty(), "sequence {seed}: client {client} still waits");
            assert_eq!(ledger.parked, [], "sequence {seed}: client {client} gave up");
        }
        let items = self.server.with(|double| double.state.items.clone());
        for (id, item) in items {
            let (title, marks) = (&item.title, (item.is_read, item.is_starred));
            for (client, ledger) in self.clients.iter().enumerate() {
                let Some(kept) = ledger.entries.get(&RemoteId(id.to_string())) else {
                    // It was read before this client saw it, so it never came.
                    continue;
                };
                let here = (kept.is_read, kept.is_starred);
                assert_eq!(here, marks, "sequence {seed}: {title} of client {client}");
            }
            for (is_star, state) in [(false, item.is_read), (true, item.is_starred)] {
                let words = self.words.get(&(title.clone(), is_star));
                let words: Vec<bool> =
                    words.map(|words| words.values().copied().collect()).unwrap_or_default();
                match words[..] {
                    [] => assert!(!state, "sequence {seed}: {title} was marked by nobody"),
                    [word] => assert_eq!(state, word, "sequence {seed}: the word on {title}"),
                    [..] => {}
                }
            }
        }
    }
}

fn run(seed: u64, quirks: Quirks, kind: ServiceKind) {
    let mut dice = Dice::new(seed);
    let mut world = World::new(quirks, kind);
    for _ in 0..STEPS {
        let client = dice.roll(2) as usize;
        match dice.roll(8) {
            0..4 => world.act(client, &mut dice),
            4 => world.act_there(&mut dice),
            5 => _ = world.sync(client),
            _ => {
                world.disturb(&mut dice);
                world.sync(client);
                world.server.all_is_well();
            }
        }
    }
    world.settle(seed);
}

fn sequences() -> u64 {
    let asked = std::env::var("GLEANER_SYNC_MODEL").ok();
    asked.and_then(|count| count.parse().ok()).unwrap_or(SEQUENCES)
}

#[test]
fn no_act_is_lost_between_two_clients_and_freshrss() {
    (0..sequences()).for_each(|seed| run(seed, Quirks::freshrss(), ServiceKind::FreshRss));
}

#[test]
fn no_act_is_lost_between_two_clients_and_miniflux() {
    let quirks = || Quirks { page_max: 3, ..Quirks::miniflux() };
    (0..sequences()).for_each(|seed| run(seed, quirks(), ServiceKind::GoogleReader));
}
