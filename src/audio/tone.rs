//! Tones for tests, and their pitch.

use std::f64::consts::PI;

/// A tone of one channel.
pub(super) fn sine(hertz: f64, rate: u32, frames: usize) -> Vec<f32> {
    let value = |at: usize| (2.0 * PI * hertz * at as f64 / f64::from(rate)).sin() as f32 * 0.5;
    (0..frames).map(value).collect()
}

/// The pitch of a part of a tone, by autocorrelation: the shift at which it is most like itself.
pub(super) fn pitch(part: &[f32], rate: u32) -> f64 {
    let likeness = |shift: usize| -> f64 {
        let pairs = part.iter().zip(&part[shift..]);
        pairs.map(|(a, b)| f64::from(a * b)).sum::<f64>() / (part.len() - shift) as f64
    };
    let shifts = (rate as usize / 2000)..(rate as usize / 60).min(part.len() / 2);
    let best = shifts.clone().map(likeness).fold(f64::MIN, f64::max);
    // The first hill that is as high as the highest: others are multiples of it.
    let hill = |shift: &usize| {
        let here = likeness(*shift);
        here > 0.9 * best && here >= likeness(shift - 1) && here >= likeness(shift + 1)
    };
    let shift = shifts.clone().find(hill).unwrap_or(shifts.start);
    let (before, here, after) = (likeness(shift - 1), likeness(shift), likeness(shift + 1));
    // The top lies between samples.
    let aside = 0.5 * (before - after) / (before - 2.0 * here + after);
    f64::from(rate) / (shift as f64 + aside)
}

#[test]
fn the_pitch_of_a_tone_is_measured() {
    for hertz in [110.0, 440.0, 1000.0] {
        let heard = pitch(&sine(hertz, 44_100, 8192), 44_100);
        assert!((heard / hertz - 1.0).abs() < 0.002, "{hertz}: {heard}");
    }
}
