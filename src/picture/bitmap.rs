//! Pixels in memory.

/// A picture in pixels, ready to become a texture.
#[derive(Clone, PartialEq, Eq)]
pub struct Bitmap {
    /// At least 1.
    pub width: u32,
    /// At least 1.
    pub height: u32,
    /// Four bytes per pixel, row by row from the top: red, green, blue, alpha. sRGB, premultiplied
    /// by alpha.
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Bitmap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bitmap({}x{})", self.width, self.height)
    }
}
