//! How large a picture is shown: as large as it is, smaller where it does not fit, never larger.

/// Most pixels of a picture that is decoded or drawn.
pub const MAX_PIXELS: u64 = 40_000_000;

/// The room for a picture, in pixels of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fit {
    /// Most pixels in a row.
    pub width: u32,
    /// Most rows.
    pub height: u32,
}

/// A picture so many times higher than wide is meant to be scrolled through, not to be seen at
/// once.
pub const TALL_RATIO: f32 = 2.5;
/// Most rows of such a picture.
pub const MAX_TALL_PIXELS: u32 = 4096;

/// Whether a picture of this size is meant to be scrolled through.
#[must_use]
pub fn is_tall((width, height): (f32, f32)) -> bool {
    height > TALL_RATIO * width
}

impl Fit {
    /// The size at which a picture is decoded: a tall one is as wide as it may be and is clipped on
    /// screen.
    #[must_use]
    pub fn shrink_or_clip(self, size: (u32, u32)) -> (u32, u32) {
        let is_clipped = is_tall((size.0 as f32, size.1 as f32));
        if is_clipped {
            Self { height: MAX_TALL_PIXELS.max(self.height), ..self }.shrink(size)
        } else {
            self.shrink(size)
        }
    }

    /// The size at which a picture of this size is shown, at least 1 each way.
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
