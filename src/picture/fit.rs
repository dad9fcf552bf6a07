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

impl Fit {
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
    fn a_picture_keeps_its_proportions_and_never_grows() {
        let fit = Fit { width: 700, height: 500 };
        assert_eq!(fit.shrink((1400, 400)), (700, 200));
        assert_eq!(fit.shrink((1000, 1000)), (500, 500));
        assert_eq!(fit.shrink((30, 20)), (30, 20));
        assert_eq!(fit.shrink((100_000, 1)), (700, 1));
        assert_eq!(fit.shrink((0, 0)), (1, 1));
    }
}
