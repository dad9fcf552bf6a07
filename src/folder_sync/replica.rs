//! The library as the engine sees it.

use std::collections::BTreeMap;

use super::clock::Clock;
use super::device::DeviceId;
use super::record::Line;

/// How far a library is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub device: DeviceId,
    /// The name of this device for people.
    pub name: String,
    /// Stands for this machine and the place of the library on it; a copy of the library elsewhere
    /// finds another number.
    pub machine: u64,
    /// What `about` of this device says, or said before it was last written. If the folder has
    /// another, somebody else writes under this name: a copy of this library, or a library of which
    /// this is an old copy.
    pub tokens: [u64; 2],
    pub clock: Clock,
    /// The number of the latest own operation.
    pub last: u64,
    /// Own operations up to this one are in sealed segments or a base.
    pub sealed: u64,
    /// Own operations up to this one are in the folder.
    pub written: u64,
    /// When a base was written last, or the folder was joined, in milliseconds.
    pub compacted: u64,
    /// When `about` was written last, in milliseconds; 0 if never.
    pub told: u64,
    /// A base of everything is due, because the directory of this device was lost.
    pub owes_base: bool,
    /// Operations of other devices that are applied, by their numbers.
    pub applied: BTreeMap<DeviceId, u64>,
}

/// Which registers a base has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those that this device set.
    Own,
    /// All that are known: the directory of this device was lost, and others may be, too.
    Everybodys,
}

/// Each method is a transaction: done as a whole, and on the disk when it returns.
pub trait Replica {
    type Error;

    fn progress(&mut self) -> Result<Progress, Self::Error>;

    /// Own operations after `sealed`, in order.
    fn unsealed(&mut self) -> Result<Vec<Line>, Self::Error>;

    /// Notes that own operations up to `written` are in the folder, and those up to `sealed` in
    /// segments that never change.
    fn note_written(&mut self, written: u64, sealed: u64) -> Result<(), Self::Error>;

    /// Notes that a base was written.
    fn note_compacted(&mut self, now: u64) -> Result<(), Self::Error>;

    /// Notes the token that the next `about` will have, and the one that it has until then.
    fn note_tokens(&mut self, tokens: [u64; 2], now: u64) -> Result<(), Self::Error>;

    /// Applies operations of a device. `reached` is the number of the last one; it stays the same
    /// before the last part of a base. Returns the number of registers that they set.
    fn apply(&mut self, device: DeviceId, lines: &[Line], reached: u64)
    -> Result<u64, Self::Error>;

    /// The registers as lines. The last line says up to which clock the acts of this device are in
    /// them: a [`super::Record::Touch`] of the feed 0.
    fn registers(&mut self, whose: Whose) -> Result<Vec<Line>, Self::Error>;

    /// Goes on under another name. Unsealed operations get that name, and the numbers from 1; there
    /// is at least one, a [`super::Record::Touch`] of the feed 0. Feeds that they touch are touched
    /// under both names, and the operations say so. With [`Whose::Everybodys`], a
    /// base of everything is due.
    fn rename(&mut self, device: DeviceId, machine: u64, base: Whose) -> Result<(), Self::Error>;

    /// Registers whose clock is ahead of `now` become own operations of now, in the same order, and
    /// the own clock goes back: the clock of this machine was wrong and is right again.
    fn restamp(&mut self, now: u64) -> Result<(), Self::Error>;
}
