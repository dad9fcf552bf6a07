//! Plays faster or slower at the same pitch.

use timestretch::{
    Backend, Parameters, PreparedSession, ProcessStatus, SessionConfig, SessionError,
    StreamSession, TempoRate,
};

use crate::model::{SPEED_MAX, SPEED_MIN};

/// Stages that are computed before output is collected.
const STAGES: usize = 32;
/// Frames that are collected at once.
const FRAMES: usize = 4096;

/// Changes how long sound lasts, part by part.
pub(super) trait Stretch: Send {
    /// Takes interleaved input, and appends the output that is ready.
    fn push(&mut self, input: &[f32], output: &mut Vec<f32>) -> Result<(), StretchError>;
    /// Appends the rest. Nothing may be pushed after it.
    fn finish(&mut self, output: &mut Vec<f32>) -> Result<(), StretchError>;
    /// The input frames that the output so far stands for.
    fn consumed(&self) -> f64;
}

/// The library gave up.
#[derive(Debug, thiserror::Error)]
#[error("stretching failed: {0}")]
pub(super) struct StretchError(#[from] SessionError);

/// Whether this is the speed as recorded, for which nothing need be stretched.
pub(super) fn is_plain(speed: f32) -> bool {
    (speed - 1.0).abs() < 0.005
}

/// Stretches to a speed. The rate is 32 kHz or more.
pub(super) fn stretch(
    speed: f32,
    rate: u32,
    channels: usize,
) -> Result<Box<dyn Stretch>, StretchError> {
    let tempo = TempoRate::new(f64::from(speed.clamp(SPEED_MIN, SPEED_MAX)))?;
    let config = SessionConfig {
        source_sample_rate: rate,
        output_sample_rate: rate,
        channels,
        backend: Backend::Portable,
        parameters: Parameters::keylock(tempo),
        max_inflight_frames: 65_536,
        ..SessionConfig::default()
    };
    let session = PreparedSession::new(config)?.activate();
    Ok(Box::new(Session { session, channels, block: vec![0.0; FRAMES * channels] }))
}

struct Session {
    session: StreamSession,
    channels: usize,
    block: Vec<f32>,
}

impl Session {
    /// Computes until more input is needed, or all is done.
    fn advance(&mut self, output: &mut Vec<f32>) -> Result<(), StretchError> {
        loop {
            let status = self.session.advance(STAGES).status;
            let stamp = self.session.read_output(&mut self.block)?;
            let ready = self.block.get(..stamp.frames * self.channels).unwrap_or_default();
            output.extend_from_slice(ready);
            self.session.acknowledge(stamp.consumed(stamp.frames)?)?;
            while self.session.next_applied().is_some() {}
            match status {
                ProcessStatus::Fault => {
                    let fault = self.session.fault();
                    return Err(fault.unwrap_or(SessionError::InvalidState).into());
                }
                ProcessStatus::Priming
                | ProcessStatus::Progress
                | ProcessStatus::NeedOutput
                | ProcessStatus::NeedAcknowledgement => {}
                ProcessStatus::NeedSource
                | ProcessStatus::Paused
                | ProcessStatus::Rendered
                | ProcessStatus::Finished => {
                    if self.session.output_ready() == 0 {
                        return Ok(());
                    }
                }
            }
        }
    }
}

impl Stretch for Session {
    fn push(&mut self, input: &[f32], output: &mut Vec<f32>) -> Result<(), StretchError> {
        let mut rest = input;
        while !rest.is_empty() {
            let Some(request) = self.session.source_request() else {
                self.advance(output)?;
                if self.session.source_request().is_none() {
                    return Err(SessionError::InvalidState.into());
                }
                continue;
            };
            let (part, after) = rest.split_at(rest.len().min(request.frames * self.channels));
            self.session.supply(request, part)?;
            rest = after;
        }
        self.advance(output)
    }

    fn finish(&mut self, output: &mut Vec<f32>) -> Result<(), StretchError> {
        self.session.finish_input()?;
        self.advance(output)
    }

    fn consumed(&self) -> f64 {
        self.session.position()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::tone::{pitch, sine};

    #[test]
    fn the_pitch_stays_and_the_length_is_right() {
        let rate = 44_100;
        let input = sine(440.0, rate, 6 * rate as usize);
        for speed in [0.8, 1.25, 1.5, 2.0, 3.0] {
            let mut output = Vec::new();
            let mut session = stretch(speed, rate, 1).unwrap();
            for part in input.chunks(1152) {
                session.push(part, &mut output).unwrap();
            }
            session.finish(&mut output).unwrap();
            let expected = input.len() as f64 / f64::from(speed);
            let length = output.len() as f64 / expected;
            assert!((length - 1.0).abs() < 0.005, "{speed}: length {length}");
            let heard = pitch(&output[output.len() / 4..output.len() / 4 + 8192], rate);
            assert!((heard / 440.0 - 1.0).abs() < 0.01, "{speed}: pitch {heard}");
            assert!((session.consumed() - input.len() as f64).abs() < 2.0, "{speed}");
        }
    }

    #[test]
    fn speeds_near_one_are_plain() {
        assert!(is_plain(1.0) && is_plain(1.001));
        assert!(!is_plain(0.99) && !is_plain(1.05));
    }
}
