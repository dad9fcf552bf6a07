//! Draws SVG without scripts, files or network: only the drawing itself, with the program's own
//! fonts.

use std::io::Cursor;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use image::ImageReader;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::roxmltree::{Document, ParsingOptions};
use resvg::usvg::{ImageHrefDataResolverFn, ImageHrefResolver, ImageKind, Options, Tree, fontdb};

use super::bitmap::Bitmap;
use super::cost;
use super::error::PictureError;
use super::expansion::elements;
use super::fit::{Fit, MAX_PIXELS};

/// Longest SVG in bytes.
pub const MAX_SVG_BYTES: usize = 4 << 20;
/// Most elements of an SVG in the file.
pub const MAX_SVG_ELEMENTS: usize = 50_000;

/// Most elements after every reference is replaced by its target.
pub const MAX_DRAWN_ELEMENTS: u64 = 200_000;
/// Most pixels of all pictures in a drawing together.
pub const MAX_INNER_PIXELS: u64 = 8_000_000;

/// An SVG that can be drawn at any size.
pub struct Drawing {
    tree: Tree,
}

impl Drawing {
    pub fn parse(bytes: &[u8]) -> Result<Self, PictureError> {
        if bytes.len() > MAX_SVG_BYTES {
            return Err(PictureError::TooManyBytes { limit: MAX_SVG_BYTES });
        }
        if memchr::memchr_iter(b'<', bytes).count() > 2 * MAX_SVG_ELEMENTS {
            return Err(PictureError::TooComplex);
        }
        let room = Arc::new(AtomicU64::new(MAX_DRAWN_ELEMENTS));
        let options = Options {
            font_family: "Noto Sans".to_owned(),
            fontdb: fonts(),
            image_href_resolver: ImageHrefResolver {
                resolve_data: inner_pictures(Arc::clone(&room)),
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        };
        Ok(Self { tree: read(bytes, &options, &room)? })
    }

    /// The size in CSS pixels, at least 1 x 1.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        let size = self.tree.size();
        (size.width().round().max(1.0) as u32, size.height().round().max(1.0) as u32)
    }

    /// Draws at `scale` times the SVG's own size, smaller if it does not fit.
    pub fn draw(&self, scale: f32, fit: Fit) -> Result<Bitmap, PictureError> {
        let size = self.tree.size();
        let (wide, high) = (size.width() * scale, size.height() * scale);
        let shrink = (fit.width as f32 / wide).min(fit.height as f32 / high).min(1.0);
        let (width, height) =
            ((wide * shrink).round().max(1.0) as u32, (high * shrink).round().max(1.0) as u32);
        let too_many = PictureError::TooManyPixels { width, height };
        if u64::from(width) * u64::from(height) > MAX_PIXELS {
            return Err(too_many);
        }
        cost::check(&self.tree, f64::from(width) / f64::from(size.width()), (width, height))?;
        let mut pixmap = Pixmap::new(width, height).ok_or(too_many)?;
        let transform =
            Transform::from_scale(width as f32 / size.width(), height as f32 / size.height());
        resvg::render(&self.tree, transform, &mut pixmap.as_mut());
        Ok(Bitmap { width, height, rgba: pixmap.take() })
    }
}

/// Reads a drawing, or one inside it. `room` is the number of elements that are left.
fn read(bytes: &[u8], options: &Options<'_>, room: &AtomicU64) -> Result<Tree, PictureError> {
    let damaged = |reason: String| PictureError::Damaged { reason };
    let text = std::str::from_utf8(bytes).map_err(|err| damaged(err.to_string()))?;
    let xml = ParsingOptions {
        allow_dtd: true,
        nodes_limit: MAX_DRAWN_ELEMENTS as u32,
        ..ParsingOptions::default()
    };
    let document =
        Document::parse_with_options(text, xml).map_err(|err| damaged(err.to_string()))?;
    if !take(room, elements(&document)) {
        return Err(PictureError::TooComplex);
    }
    Tree::from_xmltree(&document, options).map_err(|err| damaged(err.to_string()))
}

/// Loads the pictures in a drawing. The renderer would decode any size, so large ones are left out.
fn inner_pictures(elements: Arc<AtomicU64>) -> ImageHrefDataResolverFn<'static> {
    let resolve = ImageHrefResolver::default_data_resolver();
    let pixels = AtomicU64::new(MAX_INNER_PIXELS);
    Box::new(move |media_type, bytes, options| {
        let reader = ImageReader::new(Cursor::new(bytes.as_slice())).with_guessed_format().ok()?;
        if reader.format().is_none() {
            return read(&bytes, options, &elements).ok().map(ImageKind::SVG);
        }
        let (width, height) = reader.into_dimensions().ok()?;
        take(&pixels, u64::from(width) * u64::from(height))
            .then(|| resolve(media_type, bytes, options))
            .flatten()
    })
}

/// Takes `wanted` from the room. Returns false, and takes nothing, if there is less.
fn take(room: &AtomicU64, wanted: u64) -> bool {
    room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(wanted)).is_ok()
}

/// The program's own fonts, so that a drawing looks the same on every machine.
fn fonts() -> Arc<fontdb::Database> {
    // Loaded once, since reading the tables takes a moment.
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut fonts = fontdb::Database::new();
        for bytes in crate::fonts::ALL {
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
        Drawing::parse(
            format!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">{inside}</svg>"#
            )
            .as_bytes(),
        )
        .unwrap()
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
        let bitmap =
            drawing(r#"<text x="0" y="9" font-family="Nobody Has This, sans-serif">W</text>"#)
                .draw(1.0, ANY)
                .unwrap();
        assert!(bitmap.rgba.iter().any(|byte| *byte > 0));
    }

    #[test]
    fn files_are_not_read() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("red.svg");
        std::fs::write(
            &path,
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">"#,
                r#"<rect width="9" height="9"/></svg>"#
            ),
        )
        .unwrap();
        let bitmap =
            drawing(&format!(r#"<image href="{}" width="9" height="9"/>"#, path.display()))
                .draw(1.0, ANY)
                .unwrap();
        assert!(bitmap.rgba.iter().all(|byte| *byte == 0));
    }

    #[test]
    fn a_drawing_may_be_as_long_and_have_as_many_elements_as_the_limits() {
        let elements = format!(
            "<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>",
            "<g/>".repeat(2 * MAX_SVG_ELEMENTS - 2)
        );
        assert!(Drawing::parse(elements.as_bytes()).is_ok());
        let mut long = b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec();
        long.resize(MAX_SVG_BYTES, b'\n');
        assert!(Drawing::parse(&long).is_ok());
    }

    #[test]
    fn references_may_come_to_as_many_elements_as_the_limit_and_no_more() {
        // A group of a thousand elements. Each use of it adds one more.
        let group = format!("<g id='a'>{}</g>", "<rect/>".repeat(999));
        let uses = |count: u64| {
            let uses = "<use href='#a'/>".repeat(count as usize);
            Drawing::parse(
                format!("<svg xmlns='http://www.w3.org/2000/svg'>{group}{uses}</svg>").as_bytes(),
            )
            .is_ok()
        };
        let fitting = (MAX_DRAWN_ELEMENTS - 1001) / 1001;
        assert_eq!((uses(fitting), uses(fitting + 1)), (true, false));
    }

    #[test]
    fn pictures_within_may_have_as_many_pixels_as_the_limit_and_larger_ones_are_left_out() {
        use base64::Engine as _;
        let has_picture = |height: u32| {
            let mut bytes = Cursor::new(Vec::new());
            image::GrayImage::new(4000, height)
                .write_to(&mut bytes, image::ImageFormat::Png)
                .unwrap();
            let data = base64::engine::general_purpose::STANDARD.encode(bytes.into_inner());
            let bitmap = drawing(&format!(
                r#"<image width="20" height="10" href="data:image/png;base64,{data}"/>"#
            ))
            .draw(1.0, ANY)
            .unwrap();
            bitmap.rgba.iter().any(|byte| *byte > 0)
        };
        let rows = (MAX_INNER_PIXELS / 4000) as u32;
        assert_eq!((has_picture(rows), has_picture(rows + 1)), (true, false));
    }

    #[test]
    fn limits_hold() {
        let long = vec![b' '; MAX_SVG_BYTES + 1];
        assert_eq!(
            Drawing::parse(&long).err(),
            Some(PictureError::TooManyBytes { limit: MAX_SVG_BYTES })
        );
        let many = format!(
            "<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>",
            "<g/>".repeat(2 * MAX_SVG_ELEMENTS)
        );
        assert_eq!(Drawing::parse(many.as_bytes()).err(), Some(PictureError::TooComplex));
        assert!(matches!(Drawing::parse(b"<svg"), Err(PictureError::Damaged { .. })));
        let huge = Drawing::parse(
            br#"<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="9000"/>"#,
        )
        .unwrap();
        assert!(matches!(
            huge.draw(1.0, Fit { width: 9000, height: 9000 }),
            Err(PictureError::TooManyPixels { .. })
        ));
    }
}
