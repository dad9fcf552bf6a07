//! The model of a library: registers in maps. A clone of it is what is on the disk.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::folder_sync::{
    Clock, DeviceId, EntryName, Line, MarkKind, Marks, Presence, Progress, Record, Replica, RowId,
    RowKey, Seen, Stamp, Table, Whose, is_present, parents_without_cycles,
};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Row(RowKey, String),
    Note(RowId, EntryName, String),
    Mark(RowId, EntryName, MarkKind),
}

#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) registers: BTreeMap<Key, (Value, Stamp)>,
    pub(super) touched: BTreeMap<RowId, Seen>,
    /// Up to which clock the acts of each device are known.
    pub(super) seen: Seen,
    pub(super) progress: Progress,
    outbox: Vec<Line>,
}

impl Model {
    pub(super) fn new(device: DeviceId, machine: u64) -> Self {
        let progress = Progress {
            device,
            name: device.to_string(),
            machine,
            tokens: [0; 2],
            clock: Clock::default(),
            last: 0,
            sealed: 0,
            written: 0,
            compacted: 0,
            told: 0,
            owes_base: false,
            applied: BTreeMap::new(),
        };
        Self {
            registers: BTreeMap::new(),
            touched: BTreeMap::new(),
            seen: Seen::new(),
            progress,
            outbox: Vec::new(),
        }
    }

    /// An act of the user.
    pub(super) fn act(&mut self, key: &Key, value: Value, now: u64) -> Stamp {
        let clock = self.progress.clock.next(now);
        self.progress.clock = clock;
        let line = Line::from(record(key, value, clock));
        let device = self.progress.device;
        self.set(&line, device);
        self.outbox.push(line);
        self.progress.last += 1;
        Stamp { clock, device }
    }

    /// Returns the number of registers that the line set.
    fn set(&mut self, line: &Line, device: DeviceId) -> u64 {
        let mut count = 0;
        let device = line.by.unwrap_or(device);
        self.progress.clock = self.progress.clock.max(line.record.clock());
        for (key, value, clock) in settings(&line.record) {
            let stamp = Stamp { clock, device };
            if self.registers.get(&key).is_none_or(|(_, known)| *known < stamp) {
                self.registers.insert(key, (value, stamp));
                count += 1;
            }
        }
        if let Some((feed, clock)) = touches(&line.record) {
            let latest = self.touched.entry(feed).or_default().entry(device).or_default();
            *latest = (*latest).max(clock);
        }
        count
    }

    /// The clock of the latest own act that is in the folder.
    pub(super) fn written_clock(&self) -> Clock {
        let unwritten = self.progress.last - self.progress.written;
        let written = self.outbox.len() - usize::try_from(unwritten).unwrap();
        match self.outbox.get(written) {
            Some(line) => Clock(line.record.clock().0.saturating_sub(1)),
            None => self.progress.clock,
        }
    }

    /// What the user sees: the registers, the feeds that are there, and the tree of folders.
    pub(super) fn seen_by_user(
        &self,
    ) -> (BTreeMap<Key, Value>, Vec<RowId>, BTreeMap<RowId, RowId>) {
        let values = self.registers.iter().map(|(key, (value, _))| (key.clone(), value.clone()));
        let none = Seen::new();
        let mut present = Vec::new();
        let mut parents = BTreeMap::new();
        for (key, (value, stamp)) in &self.registers {
            let Key::Row(row, field) = key else { continue };
            if field == Record::IS_PRESENT {
                let touched = self.touched.get(&row.id).unwrap_or(&none);
                if is_present(&Presence::from_value(value), *stamp, touched) {
                    present.push(row.id);
                }
            } else if field == "parent"
                && let Some(parent) = value.as_u64()
            {
                parents.insert(row.id, (RowId(parent), *stamp));
            }
        }
        (values.collect(), present, parents_without_cycles(&parents))
    }
}

fn record(key: &Key, value: Value, clock: Clock) -> Record {
    match key.clone() {
        Key::Row(row, field) => Record::Row { row, field, value, clock },
        Key::Note(feed, entry, key) => Record::Note { feed, entry, key, value, clock },
        Key::Mark(feed, entry, kind) => {
            let groups = vec![(clock, vec![entry])];
            Record::Marks(Marks { feed, kind, is_on: value == Value::Bool(true), groups })
        }
    }
}

fn settings(record: &Record) -> Vec<(Key, Value, Clock)> {
    match record.clone() {
        Record::Row { row, field, value, clock } => vec![(Key::Row(row, field), value, clock)],
        Record::Note { feed, entry, key, value, clock } => {
            vec![(Key::Note(feed, entry, key), value, clock)]
        }
        Record::Marks(Marks { feed, kind, is_on, groups }) => groups
            .into_iter()
            .flat_map(|(clock, names)| names.into_iter().map(move |name| (clock, name)))
            .map(|(clock, name)| (Key::Mark(feed, name, kind), is_on.into(), clock))
            .collect(),
        Record::Touch { .. } => Vec::new(),
    }
}

fn touches(record: &Record) -> Option<(RowId, Clock)> {
    match record {
        Record::Row { row, clock, field, .. } if row.table == Table::Feed => {
            (field != Record::IS_PRESENT || !is_removal(record)).then_some((row.id, *clock))
        }
        Record::Row { .. } => None,
        Record::Note { feed, clock, .. } | Record::Touch { feed, clock } => Some((*feed, *clock)),
        Record::Marks(marks) => Some((marks.feed, record.clock())),
    }
}

fn is_removal(record: &Record) -> bool {
    let Record::Row { value, .. } = record else { return false };
    Presence::from_value(value) != Presence::Present
}

impl Replica for Model {
    type Error = ();

    fn progress(&mut self) -> Result<Progress, ()> {
        Ok(self.progress.clone())
    }

    fn unsealed(&mut self) -> Result<Vec<Line>, ()> {
        Ok(self.outbox.clone())
    }

    fn note_written(&mut self, written: u64, sealed: u64) -> Result<(), ()> {
        let count = usize::try_from(sealed - self.progress.sealed).unwrap();
        self.outbox.drain(..count);
        self.progress.sealed = sealed;
        self.progress.written = written;
        Ok(())
    }

    fn note_compacted(&mut self, now: u64) -> Result<(), ()> {
        self.progress.compacted = now;
        self.progress.owes_base = false;
        Ok(())
    }

    fn note_tokens(&mut self, tokens: [u64; 2], now: u64) -> Result<(), ()> {
        self.progress.tokens = tokens;
        self.progress.told = now;
        Ok(())
    }

    fn apply(&mut self, device: DeviceId, lines: &[Line], reached: u64) -> Result<u64, ()> {
        let count = lines.iter().map(|line| self.set(line, device)).sum();
        let before = self.progress.applied.insert(device, reached).unwrap_or(0);
        assert!(before <= reached);
        if before < reached {
            let own = lines.iter().filter(|line| line.by.is_none());
            if let Some(latest) = own.map(|line| line.record.clock()).max() {
                let known = self.seen.entry(device).or_default();
                *known = (*known).max(latest);
            }
        }
        Ok(count)
    }

    fn registers(&mut self, whose: Whose) -> Result<Vec<Line>, ()> {
        let own = self.progress.device;
        let is_wanted = |device: DeviceId| whose == Whose::Everybodys || device == own;
        let by = |device: DeviceId| (device != own).then_some(device);
        let mut lines = Vec::new();
        for (key, (value, stamp)) in &self.registers {
            if is_wanted(stamp.device) {
                let record = record(key, value.clone(), stamp.clock);
                lines.push(Line { by: by(stamp.device), record });
            }
        }
        for (feed, touched) in &self.touched {
            for (device, clock) in touched.iter().filter(|(device, _)| is_wanted(**device)) {
                let record = Record::Touch { feed: *feed, clock: *clock };
                lines.push(Line { by: by(*device), record });
            }
        }
        let clock = self.progress.clock;
        lines.push(Record::Touch { feed: RowId(0), clock }.into());
        Ok(lines)
    }

    fn rename(&mut self, device: DeviceId, machine: u64, base: Whose) -> Result<(), ()> {
        let old = self.progress.device;
        if let Some(first) = self.outbox.iter().map(|line| line.record.clock()).min() {
            for (_, stamp) in self.registers.values_mut() {
                if stamp.device == old && stamp.clock >= first {
                    stamp.device = device;
                }
            }
            for (feed, touched) in &mut self.touched {
                if let Some(clock) = touched.get(&old).copied().filter(|clock| *clock >= first) {
                    touched.insert(device, clock);
                    // Others have not seen it under the old name.
                    let record = Record::Touch { feed: *feed, clock };
                    self.outbox.push(Line { by: Some(old), record });
                }
            }
        }
        let clock = self.progress.clock;
        if self.outbox.is_empty() {
            self.outbox.push(Record::Touch { feed: RowId(0), clock }.into());
        }
        let progress = &mut self.progress;
        progress.told = 0;
        progress.owes_base = base == Whose::Everybodys;
        progress.applied.insert(old, progress.sealed);
        progress.device = device;
        progress.machine = machine;
        progress.tokens = [0; 2];
        progress.last = self.outbox.len() as u64;
        progress.sealed = 0;
        progress.written = 0;
        Ok(())
    }

    fn restamp(&mut self, now: u64) -> Result<(), ()> {
        let mut ahead: Vec<(Key, Value, Stamp)> = Vec::new();
        for (key, (value, stamp)) in &self.registers {
            if stamp.clock.is_ahead(now) {
                ahead.push((key.clone(), value.clone(), *stamp));
            }
        }
        ahead.sort_by_key(|(_, _, stamp)| *stamp);
        self.outbox.retain(|line| !line.record.clock().is_ahead(now));
        let device = self.progress.device;
        self.progress.last = self.outbox.len() as u64;
        let kept = self.registers.values().map(|(_, stamp)| stamp.clock);
        self.progress.clock = kept.filter(|clock| !clock.is_ahead(now)).max().unwrap_or_default();
        for touched in self.touched.values_mut() {
            touched.retain(|_, clock| !clock.is_ahead(now));
        }
        for (key, value, _) in ahead {
            self.registers.remove(&key);
            let stamp = self.act(&key, value, now);
            assert_eq!(stamp.device, device);
        }
        Ok(())
    }
}
