//! The size at which a picture is shown: its own size, or smaller to fit, but never larger.

/// Most pixels of a picture.
pub const MAX_PIXELS: u64 = 40_000_000;

/// The room for a picture, in pixels of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fit {
    pub width: u32,
    pub height: u32,
}

/// Pictures higher than this many times their width are meant for scrolling.
pub const TALL_RATIO: f32 = 2.5;
/// Most rows of a picture that is meant for scrolling.
pub const MAX_TALL_PIXELS: u32 = 4096;

/// Whether a picture of this size is meant for scrolling.
#[must_use]
pub fn is_tall((width, height): (f32, f32)) -> bool {
    height > TALL_RATIO * width
}

impl Fit {
    /// The size for decoding. A tall picture keeps the full width; the screen clips its height.
    #[must_use]
    pub fn shrink_or_clip(self, size: (u32, u32)) -> (u32, u32) {
        let is_clipped = is_tall((size.0 as f32, size.1 as f32));
        if is_clipped {
            Self { height: MAX_TALL_PIXELS.max(self.height), ..self }.shrink(size)
        } else {
            self.shrink(size)
        }
    }

    /// The largest size that fits and keeps the proportions, at least 1 x 1.
    #[must_use]
    pub fn shrink(self, (width, height): (u32, u32)) -> (u32, u32) {
        let (wide, high) = (f64::from(width.max(1)), f64::from(height.max(1)));
        let scale = (f64::from(self.width) / wide).min(f64::from(self.height) / high).min(1.0);
        (((wide * scale).round() as u32).max(1), ((high * scale).round() as u32).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tall_picture_stays_as_wide_as_it_may_be_within_its_own_limit() {
        let fit = Fit { width: 700, height: 500 };
        assert_eq!(fit.shrink_or_clip((1400, 4000)), (700, 2000));
        assert_eq!(fit.shrink_or_clip((1000, 1000)), (500, 500));
        assert_eq!(fit.shrink_or_clip((700, 100 * MAX_TALL_PIXELS)).1, MAX_TALL_PIXELS);
    }

    #[test]
    fn a_picture_keeps_its_proportions_and_never_grows() {
        let fit = Fit { width: 700, height: 500 };
        assert_eq!(fit.shrink((1400, 400)), (700, 200));
        assert_eq!(fit.shrink((1000, 1000)), (500, 500));
        assert_eq!(fit.shrink((30, 20)), (30, 20));
        assert_eq!(fit.shrink((100_000, 1)), (700, 1));
        assert_eq!(fit.shrink((0, 0)), (1, 1));
    }
}
