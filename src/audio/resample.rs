//! Converts sound to the rate of the device: interpolation by a windowed sinc.

use std::f64::consts::PI;

/// Samples on each side that a new one is made from.
const REACH: usize = 16;
/// Positions between two samples for which the weights are computed once.
const PHASES: usize = 256;
/// The part of the band that is kept. The rest would come back as other tones.
const BAND: f64 = 0.95;

/// Converts interleaved sound, part by part.
pub(super) struct Resampler {
    channels: usize,
    /// Input frames for each output frame.
    step: f64,
    /// `PHASES + 1` rows of `2 * REACH` weights.
    weights: Vec<f32>,
    /// Interleaved frames that are still needed.
    held: Vec<f32>,
    /// The place of the next output frame in `held`.
    at: f64,
}

impl Resampler {
    pub(super) fn new(from: u32, to: u32, channels: usize) -> Self {
        let step = f64::from(from) / f64::from(to);
        // The first frame has silence before it.
        let held = vec![0.0; (REACH - 1) * channels];
        Self { channels, step, weights: weights(step), held, at: (REACH - 1) as f64 }
    }

    /// Takes input, and appends the output that can be made from it.
    pub(super) fn push(&mut self, input: &[f32], output: &mut Vec<f32>) {
        self.held.extend_from_slice(input);
        let frames = self.held.len() / self.channels;
        while self.at as usize + REACH < frames {
            self.make_frame(output);
            self.at += self.step;
        }
        let done = (self.at as usize + 1).saturating_sub(REACH).min(frames);
        self.held.drain(..done * self.channels);
        self.at -= done as f64;
    }

    /// Appends the last output: all that was still to come of the input.
    pub(super) fn finish(&mut self, output: &mut Vec<f32>) {
        self.push(&vec![0.0; REACH * self.channels], output);
    }

    fn make_frame(&self, output: &mut Vec<f32>) {
        let first = (self.at as usize + 1).saturating_sub(REACH);
        let exact = self.at.fract() * PHASES as f64;
        let (row, part) = (exact as usize, exact.fract() as f32);
        let taps = 2 * REACH;
        let (Some(low), Some(high), Some(frames)) = (
            self.weights.get(row * taps..(row + 1) * taps),
            self.weights.get((row + 1) * taps..(row + 2) * taps),
            self.held.get(first * self.channels..(first + taps) * self.channels),
        ) else {
            return;
        };
        let mut sums = [0.0_f32; 2];
        for (frame, (low, high)) in frames.chunks_exact(self.channels).zip(low.iter().zip(high)) {
            let weight = low + (high - low) * part;
            for (sum, value) in sums.iter_mut().zip(frame) {
                *sum += weight * value;
            }
        }
        output.extend(sums.iter().take(self.channels));
    }
}

/// The weights of the samples around a place, for each place between two samples.
fn weights(step: f64) -> Vec<f32> {
    let cutoff = BAND / step.max(1.0);
    let mut all = Vec::with_capacity((PHASES + 1) * 2 * REACH);
    for phase in 0..=PHASES {
        let fraction = phase as f64 / PHASES as f64;
        let row: Vec<f64> = (0..2 * REACH)
            .map(|tap| {
                let distance = tap as f64 - (REACH - 1) as f64 - fraction;
                sinc(distance * cutoff) * window(distance / REACH as f64)
            })
            .collect();
        // Silence stays silence, and a constant stays as loud as it was.
        let sum: f64 = row.iter().sum();
        all.extend(row.iter().map(|weight| (weight / sum) as f32));
    }
    all
}

fn sinc(x: f64) -> f64 {
    if x.abs() < 1e-9 { 1.0 } else { (PI * x).sin() / (PI * x) }
}

/// Blackman's window, from -1 to 1.
fn window(x: f64) -> f64 {
    if x.abs() >= 1.0 { 0.0 } else { 0.42 + 0.5 * (PI * x).cos() + 0.08 * (2.0 * PI * x).cos() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(hertz: f64, rate: u32, frames: usize) -> Vec<f32> {
        let value = |at: usize| (2.0 * PI * hertz * at as f64 / f64::from(rate)).sin() as f32;
        (0..frames).map(value).collect()
    }

    fn converted(input: &[f32], from: u32, to: u32, part: usize) -> Vec<f32> {
        let mut resampler = Resampler::new(from, to, 1);
        let mut output = Vec::new();
        for part in input.chunks(part) {
            resampler.push(part, &mut output);
        }
        resampler.finish(&mut output);
        output
    }

    #[test]
    fn a_tone_stays_the_same_tone() {
        for (from, to) in [(44_100, 48_000), (48_000, 44_100), (22_050, 44_100), (96_000, 48_000)] {
            let output = converted(&tone(1000.0, from, from as usize / 10), from, to, 777);
            let expected = tone(1000.0, to, to as usize / 10);
            assert!(output.len().abs_diff(expected.len()) <= 2, "{from} to {to}: {}", output.len());
            let middle = 100..expected.len() - 100;
            let difference = output[middle.clone()]
                .iter()
                .zip(&expected[middle])
                .map(|(a, b)| (a - b).abs())
                .fold(0.0, f32::max);
            assert!(difference < 0.003, "{from} to {to}: {difference}");
        }
    }

    #[test]
    fn tones_that_the_device_does_not_have_are_left_out() {
        let output = converted(&tone(30_000.0, 96_000, 9600), 96_000, 44_100, 1000);
        let loudest =
            output[200..output.len() - 200].iter().fold(0.0, |max: f32, x| max.max(x.abs()));
        assert!(loudest < 0.01, "{loudest}");
    }

    #[test]
    fn the_size_of_the_parts_does_not_matter() {
        let input = tone(440.0, 44_100, 5000);
        assert_eq!(converted(&input, 44_100, 48_000, 1), converted(&input, 44_100, 48_000, 5000));
    }
}
