//! The settings for episodes.

use serde::{Deserialize, Serialize};

/// The speeds, in percent.
pub const SPEED_PERCENTS: std::ops::RangeInclusive<u32> = 80..=300;
/// How far the buttons skip, in seconds.
pub const SKIP_SECS: std::ops::RangeInclusive<u32> = 5..=120;
/// The room for downloaded episodes, in megabytes.
pub const DOWNLOAD_MEGABYTES: std::ops::RangeInclusive<u32> = 100..=1_000_000;

/// How episodes are played and kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListenSettings {
    /// Within [`SPEED_PERCENTS`], for feeds without their own speed.
    pub speed_percent: u32,
    /// From 0 to 100.
    pub volume_percent: u32,
    /// Within [`SKIP_SECS`].
    pub back_secs: u32,
    pub forward_secs: u32,
    /// Whether an episode is marked as read when it ends.
    pub marks_read: bool,
    /// Within [`DOWNLOAD_MEGABYTES`]. Heard episodes go when there is more.
    pub download_megabytes: u32,
}

impl Default for ListenSettings {
    fn default() -> Self {
        Self {
            speed_percent: 100,
            volume_percent: 100,
            back_secs: 15,
            forward_secs: 30,
            marks_read: true,
            download_megabytes: 5000,
        }
    }
}

impl ListenSettings {
    /// The same with every number within its limits.
    #[must_use]
    pub fn clamped(mut self) -> Self {
        let within = |value: u32, range: std::ops::RangeInclusive<u32>| {
            value.clamp(*range.start(), *range.end())
        };
        self.speed_percent = within(self.speed_percent, SPEED_PERCENTS);
        self.volume_percent = self.volume_percent.min(100);
        self.back_secs = within(self.back_secs, SKIP_SECS);
        self.forward_secs = within(self.forward_secs, SKIP_SECS);
        self.download_megabytes = within(self.download_megabytes, DOWNLOAD_MEGABYTES);
        self
    }

    /// The room for downloaded episodes, in bytes.
    #[must_use]
    pub fn download_bytes(&self) -> u64 {
        u64::from(self.download_megabytes) * 1_000_000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_within_their_limits() {
        let wild = ListenSettings {
            speed_percent: 1,
            volume_percent: 900,
            back_secs: 0,
            forward_secs: 9999,
            marks_read: false,
            download_megabytes: 0,
        };
        let tame = ListenSettings {
            speed_percent: 80,
            volume_percent: 100,
            back_secs: 5,
            forward_secs: 120,
            marks_read: false,
            download_megabytes: 100,
        };
        assert_eq!(wild.clamped(), tame);
        assert_eq!(ListenSettings::default().clamped(), ListenSettings::default());
        assert_eq!(tame.download_bytes(), 100_000_000);
    }
}
