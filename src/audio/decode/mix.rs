//! Mixes the channels of a file to one or two.

use symphonia::core::audio::Channels;

/// How much of a channel is heard left and right.
pub(super) type Sides = (f32, f32);

/// What is between the sides, or behind.
const PART: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// The sides of each channel, in the order of the file. Without positions the first two channels
/// are left and right.
pub(super) fn sides(channels: &Channels) -> Vec<Sides> {
    let count = channels.count();
    if count == 1 {
        return vec![(1.0, 1.0)];
    }
    let mut all: Vec<Sides> = match channels {
        Channels::Positioned(positions) => {
            let bits = positions.bits();
            (0..u64::BITS).filter(|bit| bits >> bit & 1 == 1).map(side).collect()
        }
        _ => (0..count).map(|at| side(u32::try_from(at).unwrap_or(u32::MAX))).collect(),
    };
    all.truncate(count);
    // Nothing is louder than it was.
    let sum = |of: fn(&Sides) -> f32| all.iter().map(of).sum::<f32>();
    let loudest = sum(|side| side.0).max(sum(|side| side.1)).max(1.0);
    for side in &mut all {
        *side = (side.0 / loudest, side.1 / loudest);
    }
    all
}

/// The sides of a position, by its bit in a WAVE mask.
fn side(bit: u32) -> Sides {
    match bit {
        0 | 6 => (1.0, 0.0),
        1 | 7 => (0.0, 1.0),
        2 => (PART, PART),
        // Low frequencies are left out, as everybody does.
        3 | 18 => (0.0, 0.0),
        4 | 9 => (PART, 0.0),
        5 | 10 => (0.0, PART),
        _ => (0.5, 0.5),
    }
}

/// Mixes interleaved samples. Returns them with their number of channels.
pub(super) fn mix(values: Vec<f32>, sides: &[Sides]) -> (Vec<f32>, usize) {
    let mut values = values;
    for value in &mut values {
        // The sound device would take it for anything.
        if !value.is_finite() {
            *value = 0.0;
        }
    }
    match sides {
        [] => (Vec::new(), 1),
        [_] => (values, 1),
        [(1.0, 0.0), (0.0, 1.0)] => (values, 2),
        sides => {
            let mixed = values.chunks_exact(sides.len()).flat_map(|frame| {
                let pairs = || frame.iter().zip(sides);
                let left = pairs().map(|(value, side)| value * side.0).sum();
                let right = pairs().map(|(value, side)| value * side.1).sum();
                [left, right]
            });
            (mixed.collect(), 2)
        }
    }
}

#[cfg(test)]
mod tests {
    use symphonia::core::audio::Position;

    use super::*;

    #[test]
    fn one_and_two_channels_stay_as_they_are() {
        let stereo = Channels::Positioned(Position::FRONT_LEFT | Position::FRONT_RIGHT);
        assert_eq!(mix(vec![0.5, -0.5], &sides(&stereo)), (vec![0.5, -0.5], 2));
        let mono = Channels::Positioned(Position::FRONT_CENTER);
        assert_eq!(mix(vec![0.5, f32::NAN], &sides(&mono)), (vec![0.5, 0.0], 1));
    }

    #[test]
    fn more_channels_are_heard_on_their_side_and_never_too_loud() {
        let all = Position::FRONT_LEFT
            | Position::FRONT_RIGHT
            | Position::FRONT_CENTER
            | Position::LFE1
            | Position::REAR_LEFT
            | Position::REAR_RIGHT;
        let sides = sides(&Channels::Positioned(all));
        let (left, channels) = mix(vec![1.0, 0.0, 0.0, 1.0, 0.0, 0.0], &sides);
        assert_eq!(channels, 2);
        assert!(left[0] > 0.3 && left[1] == 0.0, "{left:?}");
        let (loud, _) = mix(vec![1.0; 6], &sides);
        assert!(loud.iter().all(|value| *value <= 1.0), "{loud:?}");
    }
}
