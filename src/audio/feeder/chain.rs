//! From decoded sound to that of the device: its rate, the speed, two channels.

use crate::audio::decode::Samples;
use crate::audio::pipe::{Block, CHANNELS};
use crate::audio::resample::Resampler;
use crate::audio::stretch::{Stretch, StretchError, is_plain, stretch};
use crate::model::PlayProblem;

/// Sound for the device, and the part of the episode that it stands for, in seconds.
#[derive(Debug, PartialEq)]
pub(super) struct Made {
    start: f64,
    end: f64,
    channels: usize,
    values: Vec<f32>,
}

impl Made {
    pub(super) fn block(self, track: u32) -> Block {
        let Self { start, end, channels, values } = self;
        let values = if channels == CHANNELS {
            values
        } else {
            values.into_iter().flat_map(|value| [value; CHANNELS]).collect()
        };
        Block { track, start, end, values }
    }
}

pub(super) struct Chain {
    /// Of the device, in frames a second.
    rate: u32,
    /// The rate and the channels of the sound that the parts below are for.
    source: Option<(u32, usize)>,
    resampler: Option<Resampler>,
    stretching: Option<Stretching>,
    /// Where the sound is that was passed on, in seconds.
    at: f64,
}

struct Stretching {
    speed: f32,
    session: Box<dyn Stretch>,
    /// The place of its first frame, in seconds.
    base: f64,
}

impl Chain {
    pub(super) fn new(rate: u32) -> Self {
        Self { rate, source: None, resampler: None, stretching: None, at: 0.0 }
    }

    /// Forgets what is on its way, because other sound follows.
    pub(super) fn reset(&mut self) {
        *self = Self::new(self.rate);
    }

    pub(super) fn push(&mut self, samples: &Samples, speed: f32) -> Result<Vec<Made>, PlayProblem> {
        let mut made = Vec::new();
        let source = Some((samples.rate, samples.channels));
        if self.source != source {
            made.extend(self.finish()?);
            self.source = source;
            self.resampler = (samples.rate != self.rate)
                .then(|| Resampler::new(samples.rate, self.rate, samples.channels));
        }
        let kept = self.stretching.as_ref().is_none_or(|now| (now.speed - speed).abs() < 0.001);
        if !kept {
            made.extend(self.end_stretching()?);
        }
        let mut values = Vec::new();
        match &mut self.resampler {
            Some(resampler) => resampler.push(&samples.values, &mut values),
            None => values.extend_from_slice(&samples.values),
        }
        let end = samples.start + samples.frames() as f64 / f64::from(samples.rate);
        made.extend(self.passed(values, samples.start, end, speed)?);
        Ok(made)
    }

    /// Passes on sound at the speed.
    fn passed(
        &mut self,
        values: Vec<f32>,
        start: f64,
        end: f64,
        speed: f32,
    ) -> Result<Option<Made>, PlayProblem> {
        let channels = self.source.map_or(1, |source| source.1);
        if is_plain(speed) {
            self.at = end;
            return Ok(some(Made { start, end, channels, values }));
        }
        let (rate, at) = (self.rate, self.at);
        if self.stretching.is_none() {
            let session = stretch(speed, rate, channels).map_err(gave_up)?;
            self.stretching = Some(Stretching { speed, session, base: start });
            self.at = start;
        }
        let Some(stretching) = &mut self.stretching else { return Ok(None) };
        let start = if stretching.session.consumed() > 0.0 { at } else { stretching.base };
        let mut output = Vec::new();
        stretching.session.push(&values, &mut output).map_err(gave_up)?;
        let end = stretching.place(rate);
        self.at = end;
        Ok(some(Made { start, end, channels, values: output }))
    }

    fn end_stretching(&mut self) -> Result<Option<Made>, PlayProblem> {
        let Some(mut stretching) = self.stretching.take() else { return Ok(None) };
        let mut values = Vec::new();
        stretching.session.finish(&mut values).map_err(gave_up)?;
        let (start, end) = (self.at, stretching.place(self.rate));
        self.at = end;
        let channels = self.source.map_or(1, |source| source.1);
        Ok(some(Made { start, end, channels, values }))
    }

    /// Passes on all that is on its way.
    pub(super) fn finish(&mut self) -> Result<Vec<Made>, PlayProblem> {
        let mut made = Vec::new();
        if let Some(mut resampler) = self.resampler.take() {
            let mut values = Vec::new();
            resampler.finish(&mut values);
            let at = self.at;
            let speed = self.stretching.as_ref().map_or(1.0, |stretching| stretching.speed);
            made.extend(self.passed(values, at, at, speed)?);
        }
        made.extend(self.end_stretching()?);
        self.source = None;
        Ok(made)
    }
}

impl Stretching {
    /// The place in the episode of what came out so far, in seconds.
    fn place(&self, rate: u32) -> f64 {
        self.base + self.session.consumed() / f64::from(rate)
    }
}

fn some(made: Made) -> Option<Made> {
    (!made.values.is_empty()).then_some(made)
}

fn gave_up(error: StretchError) -> PlayProblem {
    log::error!("{error}");
    PlayProblem::Crash
}

/// Cuts sound at the end of what is to be played. `None` if it is all behind the end.
pub(super) fn until(mut samples: Samples, end: Option<f64>) -> Option<Samples> {
    let Some(end) = end else { return Some(samples) };
    let frames = ((end - samples.start) * f64::from(samples.rate)).round().max(0.0) as usize;
    samples.values.truncate(frames.saturating_mul(samples.channels));
    (!samples.values.is_empty()).then_some(samples)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(start: f64, frames: usize) -> Samples {
        Samples { start, rate: 44_100, channels: 1, values: vec![0.25; frames] }
    }

    fn frames(made: &[Made]) -> usize {
        made.iter().map(|made| made.values.len() / made.channels).sum()
    }

    #[test]
    fn sound_at_its_own_speed_and_rate_passes_unchanged() {
        let mut chain = Chain::new(44_100);
        let made = chain.push(&samples(2.0, 441), 1.0).unwrap();
        assert_eq!(made[0].values, vec![0.25; 441]);
        assert!((made[0].end - 2.01).abs() < 1e-9);
        assert_eq!(made.into_iter().next().unwrap().block(7).values.len(), 882, "two channels");
    }

    #[test]
    fn faster_sound_stands_for_the_same_time() {
        let mut chain = Chain::new(48_000);
        let mut made = Vec::new();
        for part in 0..40 {
            made.extend(chain.push(&samples(f64::from(part) * 0.1, 4410), 2.0).unwrap());
        }
        made.extend(chain.finish().unwrap());
        assert!(frames(&made).abs_diff(96_000) < 480, "{}", frames(&made));
        let whole = made.last().unwrap().end - made[0].start;
        assert!((whole - 4.0).abs() < 0.01, "{whole}");
        assert!(made.windows(2).all(|pair| pair[0].end <= pair[1].start + 1e-6));
    }

    #[test]
    fn a_change_of_speed_loses_nothing() {
        let mut chain = Chain::new(44_100);
        let mut made = Vec::new();
        for (part, speed) in [1.0, 2.0, 2.0, 1.0, 1.5].into_iter().enumerate() {
            made.extend(chain.push(&samples(part as f64, 44_100), speed).unwrap());
        }
        made.extend(chain.finish().unwrap());
        let expected = 44_100.0 * (1.0 + 1.0 + 1.0 + 1.0 / 1.5);
        assert!((frames(&made) as f64 - expected).abs() < 200.0, "{}", frames(&made));
    }

    #[test]
    fn sound_behind_the_end_is_cut() {
        assert_eq!(until(samples(1.0, 44_100), Some(1.5)).unwrap().values.len(), 22_050);
        assert_eq!(until(samples(2.0, 10), Some(1.5)), None);
        assert_eq!(until(samples(2.0, 10), None).unwrap().values.len(), 10);
    }
}
