//! SVG to pixels, without scripts, files or network: only what is in the drawing itself, in fonts that the program carries.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree, fontdb};

use super::bitmap::Bitmap;
use super::error::PictureError;
use super::fit::{Fit, MAX_PIXELS};

/// Longest SVG that is drawn, in bytes.
pub const MAX_SVG_BYTES: usize = 4 << 20;
/// Most elements of an SVG that is drawn: what takes long has many.
pub const MAX_SVG_ELEMENTS: usize = 50_000;

/// An SVG, ready to be drawn at any size.
pub struct Drawing {
    tree: Tree,
}

impl Drawing {
    /// Reads an SVG.
    pub fn parse(bytes: &[u8]) -> Result<Self, PictureError> {
        if bytes.len() > MAX_SVG_BYTES {
            return Err(PictureError::TooManyBytes { limit: MAX_SVG_BYTES });
        }
        if memchr::memchr_iter(b'<', bytes).count() > 2 * MAX_SVG_ELEMENTS {
            return Err(PictureError::Damaged { reason: "too many elements".to_owned() });
        }
        let options = Options {
            font_family: "Noto Sans".to_owned(),
            fontdb: fonts(),
            image_href_resolver: ImageHrefResolver {
                resolve_data: ImageHrefResolver::default_data_resolver(),
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        };
        let tree = Tree::from_data(bytes, &options).map_err(|err| PictureError::Damaged { reason: err.to_string() })?;
        Ok(Self { tree })
    }

    /// Its own size in CSS pixels, at least 1 each way.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        let size = self.tree.size();
        (size.width().round().max(1.0) as u32, size.height().round().max(1.0) as u32)
    }

    /// Draws it so many times larger than its own size, as far as that fits.
    pub fn draw(&self, scale: f32, fit: Fit) -> Result<Bitmap, PictureError> {
        let size = self.tree.size();
        let (wide, high) = (size.width() * scale, size.height() * scale);
        let shrink = (fit.width as f32 / wide).min(fit.height as f32 / high).min(1.0);
        let (width, height) = ((wide * shrink).round().max(1.0) as u32, (high * shrink).round().max(1.0) as u32);
        let too_many = PictureError::TooManyPixels { width, height };
        if u64::from(width) * u64::from(height) > MAX_PIXELS {
            return Err(too_many);
        }
        let mut pixmap = Pixmap::new(width, height).ok_or(too_many)?;
        let transform = Transform::from_scale(width as f32 / size.width(), height as f32 / size.height());
        resvg::render(&self.tree, transform, &mut pixmap.as_mut());
        Ok(Bitmap { width, height, rgba: pixmap.take() })
    }
}

/// The faces of the program, so that a drawing looks the same on every machine. Reading their tables takes a moment, once.
fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut fonts = fontdb::Database::new();
        let ours = [notosans::REGULAR_TTF, notosans::ITALIC_TTF, notosans::BOLD_TTF, notosans::BOLD_ITALIC_TTF];
        for bytes in ours.into_iter().chain(typst_assets::fonts()) {
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(bytes)));
        }
        fonts.set_sans_serif_family("Noto Sans");
        fonts.set_serif_family("Libertinus Serif");
        fonts.set_monospace_family("DejaVu Sans Mono");
        Arc::new(fonts)
    };
    Arc::clone(FONTS.get_or_init(load))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANY: Fit = Fit { width: 4000, height: 4000 };

    fn drawing(inside: &str) -> Drawing {
        Drawing::parse(format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">{inside}</svg>"#).as_bytes()).unwrap()
    }

    #[test]
    fn a_drawing_is_drawn_at_the_scale_of_the_screen() {
        let drawing = drawing(r##"<rect width="20" height="10" fill="#ff0000"/>"##);
        assert_eq!(drawing.size(), (20, 10));
        let bitmap = drawing.draw(2.0, ANY).unwrap();
        assert_eq!((bitmap.width, bitmap.height), (40, 20));
        assert!(bitmap.rgba.chunks(4).all(|pixel| pixel == [255, 0, 0, 255]));
    }

    #[test]
    fn it_never_becomes_larger_than_its_place() {
        let bitmap = drawing("").draw(2.0, Fit { width: 10, height: 100 }).unwrap();
        assert_eq!((bitmap.width, bitmap.height), (10, 5));
    }

    #[test]
    fn words_are_drawn_in_our_own_fonts() {
        let bitmap = drawing(r#"<text x="0" y="9" font-family="Nobody Has This, sans-serif">W</text>"#).draw(1.0, ANY).unwrap();
        assert!(bitmap.rgba.iter().any(|byte| *byte > 0));
    }

    #[test]
    fn files_are_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("red.svg");
        std::fs::write(&path, r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>"#)
            .unwrap();
        let bitmap = drawing(&format!(r#"<image href="{}" width="9" height="9"/>"#, path.display())).draw(1.0, ANY).unwrap();
        assert!(bitmap.rgba.iter().all(|byte| *byte == 0));
    }

    #[test]
    fn limits_hold() {
        let long = vec![b' '; MAX_SVG_BYTES + 1];
        assert_eq!(Drawing::parse(&long).err(), Some(PictureError::TooManyBytes { limit: MAX_SVG_BYTES }));
        let many = format!("<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>", "<g/>".repeat(2 * MAX_SVG_ELEMENTS));
        assert!(matches!(Drawing::parse(many.as_bytes()), Err(PictureError::Damaged { .. })));
        assert!(matches!(Drawing::parse(b"<svg"), Err(PictureError::Damaged { .. })));
        let huge = Drawing::parse(br#"<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="9000"/>"#).unwrap();
        assert!(matches!(huge.draw(1.0, Fit { width: 9000, height: 9000 }), Err(PictureError::TooManyPixels { .. })));
    }
}
