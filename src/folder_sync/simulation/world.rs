//! A sequence: random events, then all files arrive, and the promises are checked.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::model::{Key, Model};
use super::number_from;
use super::service::View;
use crate::folder_sync::{
    Clock, DeviceId, Engine, EntryName, FORMAT_FILE, Limits, MarkKind, Memory, Presence, Record,
    Report, RowId, RowKey, Stamp, Table,
};

const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;
const EVENTS: u64 = 60;
const LIMITS: Limits =
    Limits { open_bytes: 700, segments_bytes: 2_500, base_every_millis: 30 * DAY };

/// A small generator of numbers (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.roll() % end
    }

    fn pick(&mut self, length: usize) -> usize {
        (self.roll() % length as u64) as usize
    }

    fn device(&mut self) -> DeviceId {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.roll().to_le_bytes());
        bytes[8..].copy_from_slice(&self.roll().to_le_bytes());
        DeviceId::from_random(bytes)
    }
}

struct Machine {
    model: Model,
    view: View,
    memory: Memory,
    number: u64,
    /// How wrong its clock is, in milliseconds.
    error: i64,
    /// An old copy of the library, and how many acts there were.
    backup: Option<(Model, usize)>,
}

/// An act of a user, and where it was made.
struct Act {
    key: Key,
    value: Value,
    stamp: Stamp,
    /// It was lost with a library that was replaced by an old copy before it was written.
    is_lost: bool,
}

pub(super) struct World {
    seed: u64,
    dice: Dice,
    now: u64,
    machines: Vec<Machine>,
    acts: Vec<Act>,
    /// Devices that went on under another name: who has their directories now.
    former: BTreeMap<DeviceId, usize>,
    /// A clock was so wrong that acts got other stamps when it was right again.
    is_restamped: bool,
}

impl World {
    pub(super) fn new(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let count = 2 + dice.below(4);
        let mut world = Self {
            seed,
            now: 1_790_000_000_000,
            machines: Vec::new(),
            acts: Vec::new(),
            former: BTreeMap::new(),
            is_restamped: false,
            dice,
        };
        for machine in 0..count {
            world.add_machine(machine + 1);
        }
        world
    }

    fn add_machine(&mut self, machine: u64) {
        let model = Model::new(self.dice.device(), machine);
        let view = View::default();
        view.put(FORMAT_FILE, b"{\"format\":1}\n");
        let error = match self.dice.below(8) {
            0 => (self.dice.below(72 * HOUR)).cast_signed() - 36 * HOUR.cast_signed(),
            1 if self.seed.is_multiple_of(7) => 4_000 * DAY.cast_signed(),
            2 if self.seed.is_multiple_of(7) => -(4_000 * DAY.cast_signed()),
            _ => self.dice.below(HOUR).cast_signed(),
        };
        let memory = Memory::default();
        self.machines.push(Machine { model, view, memory, number: machine, error, backup: None });
    }

    pub(super) fn run(&mut self) {
        for _ in 0..EVENTS {
            self.now += self.dice.below(2 * HOUR);
            self.event();
        }
        if number_from("GLEANER_FOLDER_SEED").is_some() {
            self.explain();
        }
        self.settle();
        self.check();
    }

    fn explain(&self) {
        for machine in &self.machines {
            eprintln!("{:?} {}", machine.model.progress, machine.error);
        }
        for act in &self.acts {
            eprintln!("{:?} {:?} {:?} {}", act.key, act.value, act.stamp, act.is_lost);
        }
        eprintln!("former {:?}", self.former);
    }

    fn event(&mut self) {
        let at = self.dice.pick(self.machines.len());
        match self.dice.below(40) {
            0..14 => self.act(at),
            14..22 => _ = self.pass(at),
            22..33 => self.deliver(at),
            33 => {
                let budget = self.dice.below(12) as u32;
                self.machines[at].view.budget.set(Some(budget));
                self.pass(at);
                self.machines[at].view.budget.set(None);
                self.machines[at].memory = Memory::default();
            }
            34 => {
                let backup = (self.machines[at].model.clone(), self.acts.len());
                self.machines[at].backup = Some(backup);
            }
            35 => self.restore(at),
            36 => self.clone_machine(at),
            37 => self.lose_directory(at),
            38 => self.machines[at].error = self.dice.below(HOUR).cast_signed(),
            _ => self.now += self.dice.below(40) * DAY,
        }
    }

    fn time_of(&self, at: usize) -> u64 {
        self.now.saturating_add_signed(self.machines[at].error)
    }

    fn act(&mut self, at: usize) {
        let now = self.time_of(at);
        let feed = RowId(1 + self.dice.below(3));
        let row = RowKey { table: Table::Feed, id: feed };
        let entry = EntryName(100 * feed.0 + self.dice.below(4));
        let value = self.dice.below(1000);
        let (key, value) = match self.dice.below(10) {
            0..4 => {
                let kind = MarkKind::ALL[self.dice.pick(3)];
                (Key::Mark(feed, entry, kind), json!(value.is_multiple_of(2)))
            }
            4 => (
                Key::Note(feed, entry, format!("tag:{}", value % 2)),
                json!(!value.is_multiple_of(3)),
            ),
            5 => (Key::Note(feed, entry, "position".into()), json!(value)),
            6 => (Key::Row(row, "title".into()), json!(format!("Title {value}"))),
            7 => {
                let model = &self.machines[at].model;
                let presence = if value.is_multiple_of(2) {
                    Presence::Removed(model.seen.clone())
                } else {
                    Presence::Present
                };
                (Key::Row(row, Record::IS_PRESENT.into()), presence.to_value())
            }
            _ => {
                let folder = RowId(50 + self.dice.below(3));
                let parent = 50 + self.dice.below(3);
                let row = RowKey { table: Table::Folder, id: folder };
                (Key::Row(row, "parent".into()), json!(parent))
            }
        };
        let known = self.machines[at].model.registers.get(&key).map(|(_, stamp)| *stamp);
        let stamp = self.machines[at].model.act(&key, value.clone(), now);
        // The act of somebody who knew the other one holds, however wrong the clock is.
        assert!(known.is_none_or(|known| known < stamp));
        self.acts.push(Act { key, value, stamp, is_lost: false });
    }

    fn pass(&mut self, at: usize) -> Option<Report> {
        let now = self.time_of(at);
        let machine = &mut self.machines[at];
        let dice = &mut self.dice;
        let was_ahead = machine.model.progress.clock.is_ahead(now);
        let mut random = || {
            let mut bytes = [0; 16];
            bytes[..8].copy_from_slice(&dice.roll().to_le_bytes());
            bytes[8..].copy_from_slice(&dice.roll().to_le_bytes());
            bytes
        };
        let mut engine = Engine {
            files: &machine.view,
            cipher: None,
            now,
            machine: machine.number,
            version: "1",
            random: &mut random,
            limits: LIMITS,
            writes: true,
        };
        let own = machine.model.progress.device;
        let was_clone = machine.model.progress.machine != machine.number;
        let before = machine.view.files.borrow().clone();
        let report = engine.run(&mut machine.model, &mut machine.memory).ok();
        self.is_restamped |= was_ahead;
        let after = machine.view.files.borrow();
        let renamed = machine.model.progress.device;
        for (path, file) in &before {
            let is_own = path.contains(own.as_str()) || path.contains(renamed.as_str());
            assert!(is_own || after.get(path) == Some(file), "a file of another device changed");
        }
        drop(after);
        if renamed != own && !was_clone {
            self.former.insert(own, at);
        }
        report
    }

    /// A file of one device reaches another one: whole, cut, or under another name.
    fn deliver(&mut self, to: usize) {
        let from = self.dice.pick(self.machines.len());
        let own = self.machines[from].model.progress.device;
        let directory = format!("devices/{own}");
        let theirs = self.machines[from].view.below(&directory);
        let ours = self.machines[to].view.below(&directory);
        // A clone that has not looked yet has old files of its origin.
        let is_owner = self.machines[from].model.progress.machine == self.machines[from].number;
        let is_own = self.machines[to].model.progress.device == own;
        if from == to || theirs.is_empty() || !is_owner || is_own {
            return;
        }
        let gone: Vec<String> =
            ours.keys().filter(|path| !theirs.contains_key(*path)).cloned().collect();
        for path in gone {
            if self.dice.below(3) == 0 {
                self.machines[to].view.take(&path);
            }
        }
        for (path, bytes) in &theirs {
            let view = &self.machines[to].view;
            match self.dice.below(8) {
                0..4 => view.put(path, bytes),
                4 => view.put(path, &bytes[..self.dice.pick(bytes.len())]),
                5 => view.put(&format!("{path}.conflict-{}", self.dice.below(2)), bytes),
                _ => {}
            }
        }
    }

    fn restore(&mut self, at: usize) {
        let Some((model, _)) = self.machines[at].backup.clone() else { return };
        let old = self.machines[at].model.progress.clone();
        // What was written comes back from the folder. The rest was never seen elsewhere.
        let is_same = model.progress.device == old.device;
        let written = self.machines[at].written_clock();
        for act in &mut self.acts {
            let is_own = act.stamp.device == old.device;
            let is_kept = model.registers.values().any(|(_, stamp)| *stamp == act.stamp);
            act.is_lost |= is_own && !is_kept && (!is_same || act.stamp.clock > written);
        }
        if is_same {
            self.machines[at].model = model;
            self.machines[at].memory = Memory::default();
        }
    }

    fn clone_machine(&mut self, at: usize) {
        if self.machines.len() > 6 {
            return;
        }
        let number = 100 + self.machines.len() as u64;
        let source = &self.machines[at];
        let (model, view, error) = (source.model.clone(), source.view.clone(), source.error);
        let memory = Memory::default();
        self.machines.push(Machine { model, view, memory, number, error, backup: None });
    }

    fn lose_directory(&mut self, at: usize) {
        let own = self.machines[at].model.progress.device;
        // Together with an old copy of the library that wrote it, it would be a loss that nobody
        // can make good.
        let is_risky = self.machines.iter().any(|machine| {
            machine.backup.is_some() || machine.number != machine.model.progress.machine
        });
        if self.dice.below(3) > 0 || is_risky {
            return;
        }
        for machine in &self.machines {
            for path in machine.view.below(&format!("devices/{own}")).keys() {
                machine.view.take(path);
            }
        }
    }

    /// Clocks are right, all files arrive, and everybody looks a few times.
    fn settle(&mut self) {
        for machine in &mut self.machines {
            machine.error = 0;
        }
        self.now += DAY;
        for _ in 0..6 {
            for at in 0..self.machines.len() {
                self.arrive(at);
                let report = self.pass(at).expect("no crash");
                assert_eq!(report.problem, None);
            }
            self.now += HOUR;
        }
        for at in 0..self.machines.len() {
            self.arrive(at);
        }
    }

    /// Each directory arrives as its own device has it.
    fn arrive(&mut self, to: usize) {
        let mut owners = self.former.clone();
        for (at, machine) in self.machines.iter().enumerate() {
            // A clone that has not looked yet has the name of its origin.
            if machine.model.progress.machine == machine.number {
                owners.insert(machine.model.progress.device, at);
            }
        }
        for from in 0..self.machines.len() {
            let all = self.machines[from].view.below("devices");
            for (path, bytes) in all {
                let device = DeviceId::parse(path.split('/').nth(1).unwrap()).unwrap();
                if from != to && owners.get(&device) == Some(&from) {
                    let same = self.machines[to]
                        .view
                        .files
                        .borrow()
                        .get(&path)
                        .is_some_and(|(known, _)| *known == bytes);
                    if !same {
                        self.machines[to].view.put(&path, &bytes);
                    }
                }
            }
        }
    }

    fn check(&mut self) {
        let first = self.machines[0].model.seen_by_user();
        for machine in &self.machines {
            let own = machine.model.progress.device;
            let found = machine.model.seen_by_user();
            for (key, value) in &first.0 {
                let known = found.0.get(key);
                assert_eq!(known, Some(value), "{own} does not agree on {key:?}");
            }
            assert_eq!(found, first, "{own} does not agree");
        }
        self.check_acts();
        // Nothing more happens, and everything applied again changes nothing.
        for at in 0..self.machines.len() {
            let report = self.pass(at).unwrap();
            assert_eq!((report.written, report.applied), (0, 0), "it does not come to rest");
            let own = self.machines[at].model.progress.device;
            self.machines[at].model.progress.applied.clear();
            self.machines[at].memory = Memory::default();
            assert_eq!(self.machines[at].model.progress.device, own);
            self.pass(at).unwrap();
            assert_eq!(self.machines[at].model.seen_by_user(), first, "applied twice");
        }
        // Somebody who comes last finds the same: the bases and what follows them are the whole.
        self.add_machine(1_000);
        let last = self.machines.len() - 1;
        self.machines[last].error = 0;
        self.arrive(last);
        self.pass(last).unwrap();
        assert_eq!(self.machines[last].model.seen_by_user(), first, "the newcomer");
        self.check_size();
    }

    /// The value of each register is of its last act, and nobody invented one.
    fn check_acts(&self) {
        let (values, _, _) = self.machines[0].model.seen_by_user();
        for (key, value) in &values {
            assert!(
                self.acts.iter().any(|act| act.key == *key && act.value == *value),
                "nobody set {key:?}"
            );
        }
        if self.is_restamped {
            return;
        }
        let mut last: BTreeMap<&Key, (Clock, Vec<&Value>)> = BTreeMap::new();
        // An act that is years ahead waits.
        let counts = |act: &&Act| !act.is_lost && !act.stamp.clock.is_ahead(self.now);
        for act in self.acts.iter().filter(counts) {
            let found = last.entry(&act.key).or_insert((act.stamp.clock, Vec::new()));
            if act.stamp.clock > found.0 {
                *found = (act.stamp.clock, Vec::new());
            }
            if act.stamp.clock == found.0 {
                found.1.push(&act.value);
            }
        }
        for (key, (_, candidates)) in last {
            let value = values.get(key);
            let is_right = value.is_some_and(|value| candidates.contains(&value))
                || self.acts.iter().any(|act| {
                    // An act that was counted as lost had reached somebody.
                    act.is_lost && act.key == *key && Some(&act.value) == value
                });
            assert!(is_right, "the last act on {key:?} is lost: {value:?} {candidates:?}");
        }
    }

    fn check_size(&self) {
        for machine in &self.machines {
            let own = machine.model.progress.device;
            let files = machine.view.below(&format!("devices/{own}"));
            let bytes: usize = files.values().map(Vec::len).sum();
            assert!(bytes < 9_000, "{bytes} bytes in {} files", files.len());
        }
    }
}

impl Machine {
    /// The clock of the latest act that is in the folder.
    fn written_clock(&self) -> Clock {
        self.model.written_clock()
    }
}
