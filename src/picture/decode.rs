//! Decodes pictures to pixels at the size at which they are shown.
//!
//! The format is found from the bytes, because servers and file names are often wrong.

use std::io::Cursor;

use image::codecs::{gif::GifDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{
    AnimationDecoder as _, DynamicImage, Frames, ImageDecoder as _, ImageError, ImageFormat,
    ImageReader, ImageResult, Limits, imageops,
};

use super::bitmap::Bitmap;
use super::error::PictureError;
use super::fit::{Fit, MAX_PIXELS};
use super::svg::Drawing;

/// Largest picture file in bytes.
pub const MAX_PICTURE_BYTES: usize = 32 << 20;
/// Most frames of an animation.
pub const MAX_FRAMES: usize = 400;
/// Most bytes of pixels of all frames together.
pub const MAX_FRAME_BYTES: usize = 96 << 20;
/// Most pixels of one frame of an animation.
const MAX_MOVING_PIXELS: u64 = 4_000_000;
/// Shortest frame of an animation in milliseconds, as in browsers.
pub const SHORTEST_FRAME_MS: u32 = 20;
/// Memory for a decoder in bytes, beside the picture itself.
const DECODER_BYTES: u64 = 64 << 20;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// At most as large as was asked for.
    pub bitmap: Bitmap,
    /// The size of the original in pixels, upright.
    pub natural: (u32, u32),
    /// Whether the file has more frames than the one in `bitmap`.
    pub is_animated: bool,
    /// All frames, starting with the one in `bitmap`. Empty if animation was not asked for.
    pub frames: Vec<Frame>,
    /// Whether it is dark on a transparent background, so that a dark page would hide it.
    pub needs_plate: bool,
}

/// One frame of an animation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// All frames have the same size.
    pub bitmap: Bitmap,
    /// How long it is shown, in milliseconds; at least [`SHORTEST_FRAME_MS`].
    pub stays_ms: u32,
}

/// Like [`decode`], with all frames of an animation, as far as the limits allow.
pub fn decode_moving(bytes: &[u8], scale: f32, fit: Fit) -> Result<Picture, PictureError> {
    let mut picture = decode(bytes, scale, fit)?;
    if picture.is_animated
        && u64::from(picture.natural.0) * u64::from(picture.natural.1) <= MAX_MOVING_PIXELS
    {
        picture.frames = frames(bytes, (picture.bitmap.width, picture.bitmap.height));
    }
    Ok(picture)
}

fn frames(bytes: &[u8], size: (u32, u32)) -> Vec<Frame> {
    let found = match image::guess_format(bytes) {
        Ok(ImageFormat::Gif) => gif_frames(bytes),
        Ok(ImageFormat::WebP) => WebPDecoder::new(Cursor::new(bytes)).map(WebPDecoder::into_frames),
        _ => return Vec::new(),
    };
    let most = (MAX_FRAME_BYTES / (4 * size.0 as usize * size.1 as usize).max(1)).min(MAX_FRAMES);
    let frame = |frame: image::Frame| {
        let (numerator, denominator) = frame.delay().numer_denom_ms();
        let stays_ms = (numerator / denominator.max(1)).max(SHORTEST_FRAME_MS);
        Frame {
            bitmap: premultiplied(&shrunk(DynamicImage::ImageRgba8(frame.into_buffer()), size)),
            stays_ms,
        }
    };
    // A damaged frame ends the animation. The frames before it are kept.
    found
        .map(|found| found.take(most).map_while(Result::ok).map(frame).collect())
        .unwrap_or_default()
}

/// The frames of a GIF. A frame may claim any size, however small the picture is. Without limits
/// the decoder would allocate gigabytes for it.
fn gif_frames(bytes: &[u8]) -> ImageResult<Frames<'_>> {
    let mut decoder = GifDecoder::new(Cursor::new(bytes))?;
    decoder.set_limits(limits())?;
    Ok(decoder.into_frames())
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_PIXELS * 4 + DECODER_BYTES);
    limits
}

/// Decodes a picture to a size that fits. An SVG is drawn `scale` times its own size.
pub fn decode(bytes: &[u8], scale: f32, fit: Fit) -> Result<Picture, PictureError> {
    if bytes.len() > MAX_PICTURE_BYTES {
        return Err(PictureError::TooManyBytes { limit: MAX_PICTURE_BYTES });
    }
    if looks_like_svg(bytes) {
        let drawing = Drawing::parse(bytes)?;
        let bitmap = drawing.draw(scale, fit)?;
        let needs_plate = needs_plate(&bitmap);
        return Ok(Picture {
            bitmap,
            natural: drawing.size(),
            is_animated: false,
            frames: Vec::new(),
            needs_plate,
        });
    }
    if let Some(error) = foreign(bytes) {
        return Err(error);
    }
    let format = image::guess_format(bytes)
        .map_err(|err| PictureError::Damaged { reason: err.to_string() })?;
    let (image, orientation) = match pixels(bytes, format) {
        Err(error) if format == ImageFormat::Ico => {
            pixels(png_within(bytes).ok_or(error)?, ImageFormat::Png)?
        }
        decoded => decoded?,
    };
    let natural = upright((image.width(), image.height()), orientation);
    let mut image = shrunk(image, upright(fit.shrink_or_clip(natural), orientation));
    image.apply_orientation(orientation);
    let bitmap = premultiplied(&image);
    let needs_plate = image.color().has_alpha() && needs_plate(&bitmap);
    Ok(Picture {
        bitmap,
        natural,
        is_animated: is_animated(bytes, format),
        frames: Vec::new(),
        needs_plate,
    })
}

/// The largest PNG in an icon file. The decoder rejects PNGs without transparency there, which are
/// common.
fn png_within(bytes: &[u8]) -> Option<&[u8]> {
    let number = |at: usize| {
        bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes)
    };
    let count = usize::from(*bytes.get(4)?);
    let entry = |at: usize| {
        let (length, start) =
            (number(6 + 16 * at + 8)? as usize, number(6 + 16 * at + 12)? as usize);
        bytes.get(start..start.checked_add(length)?).filter(|found| found.starts_with(b"\x89PNG"))
    };
    (0..count).filter_map(entry).max_by_key(|found| found.len())
}

fn pixels(bytes: &[u8], format: ImageFormat) -> Result<(DynamicImage, Orientation), PictureError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(|err| damaged(&err))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PictureError::TooManyPixels { width, height });
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|err| damaged(&err))?;
    Ok((image, orientation))
}

/// Swaps width and height if the camera was held upright.
fn upright((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
        Orientation::NoTransforms
        | Orientation::Rotate180
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical => (width, height),
    }
}

fn shrunk(image: DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    if (image.width(), image.height()) == (width, height) {
        return image;
    }
    // Averaging is fast, and good for large factors. Small factors need a better filter.
    if image.width() >= 2 * width {
        image.thumbnail_exact(width, height)
    } else {
        image.resize_exact(width, height, imageops::Triangle)
    }
}

fn premultiplied(image: &DynamicImage) -> Bitmap {
    let has_alpha = image.color().has_alpha();
    let pixels = image.to_rgba8();
    let (width, height) = pixels.dimensions();
    let mut rgba = pixels.into_raw();
    if has_alpha {
        for pixel in rgba.chunks_exact_mut(4) {
            if let [red, green, blue, alpha] = pixel {
                for channel in [red, green, blue] {
                    *channel = ((u16::from(*channel) * u16::from(*alpha) + 127) / 255) as u8;
                }
            }
        }
    }
    Bitmap { width, height, rgba }
}

/// Whether most opaque pixels are dark, and a good part is transparent.
fn needs_plate(bitmap: &Bitmap) -> bool {
    let (mut clear, mut dark, mut light) = (0_u64, 0_u64, 0_u64);
    for pixel in bitmap.rgba.chunks_exact(4) {
        match pixel {
            [_, _, _, alpha] if *alpha < 64 => clear += 1,
            [red, green, blue, alpha] => {
                let sum = u32::from(*red) * 3 + u32::from(*green) * 6 + u32::from(*blue);
                if sum * 255 < 10 * 90 * u32::from(*alpha) { dark += 1 } else { light += 1 }
            }
            _ => {}
        }
    }
    clear * 5 > clear + dark + light && dark > 2 * light
}

fn is_animated(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Gif => {
            gif_frames(bytes).is_ok_and(|frames| frames.take(2).flatten().count() == 2)
        }
        ImageFormat::WebP => {
            WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|decoder| decoder.has_animation())
        }
        _ => false,
    }
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with("<svg")
        || (text.starts_with("<?xml") || text.starts_with("<!")) && text.contains("<svg")
}

/// Formats that browsers show and we do not, found from the brand in the first box (ISO 14496-12)
/// or from a signature.
fn foreign(bytes: &[u8]) -> Option<PictureError> {
    let name = match (bytes.get(4..8), bytes.get(8..12)) {
        (Some(b"ftyp"), Some(b"avif" | b"avis")) => "AVIF",
        (Some(b"ftyp"), Some(b"heic" | b"heix" | b"mif1" | b"msf1")) => "HEIC",
        (Some(b"JXL "), _) => "JPEG XL",
        _ if bytes.starts_with(&[0xff, 0x0a]) => "JPEG XL",
        _ if bytes.starts_with(b"BM") => "BMP",
        _ => return None,
    };
    Some(PictureError::Unsupported { format: Some(name) })
}

fn damaged(err: &ImageError) -> PictureError {
    match err {
        ImageError::Unsupported(_) => PictureError::Unsupported { format: None },
        _ => PictureError::Damaged { reason: err.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;

    const FIT: Fit = Fit { width: 40, height: 40 };

    fn written(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn red(width: u32, height: u32) -> DynamicImage {
        DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, Rgb([200, 0, 0])))
    }

    #[test]
    fn every_format_is_decoded_by_what_it_is() {
        for format in [
            ImageFormat::Png,
            ImageFormat::Jpeg,
            ImageFormat::Gif,
            ImageFormat::WebP,
            ImageFormat::Ico,
        ] {
            let picture = decode(&written(&red(30, 20), format), 1.0, FIT).unwrap();
            assert_eq!(
                (picture.natural, picture.bitmap.width, picture.is_animated),
                ((30, 20), 30, false),
                "{format:?}"
            );
            assert!(picture.bitmap.rgba.first().is_some_and(|red| *red > 190));
        }
        let source = "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' \
                      width='8' height='4'/>";
        let svg = decode(source.as_bytes(), 2.0, FIT).unwrap();
        assert_eq!((svg.natural, svg.bitmap.width), ((8, 4), 16));
    }

    #[test]
    fn a_damaged_icon_file_is_an_error_and_not_a_panic() {
        let whole = written(&red(30, 20), ImageFormat::Ico);
        assert!(decode(&whole, 1.0, FIT).is_ok());
        for at in 0..64.min(whole.len()) {
            let mut damaged = whole.clone();
            damaged[at] ^= 0xff;
            let _any = decode(&damaged, 1.0, FIT);
            assert!(decode(&whole[..at], 1.0, FIT).is_err());
        }
        let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(16, 16, Rgba([0, 0, 0, 0])));
        assert_eq!(decode(&written(&clear, ImageFormat::Ico), 1.0, FIT).unwrap().natural, (16, 16));
    }

    #[test]
    fn a_large_picture_is_made_as_small_as_its_place() {
        let picture = decode(&written(&red(400, 100), ImageFormat::Png), 1.0, FIT).unwrap();
        assert_eq!(
            (picture.natural, picture.bitmap.width, picture.bitmap.height),
            ((400, 100), 40, 10)
        );
    }

    #[test]
    fn pixels_are_premultiplied() {
        let half = DynamicImage::ImageRgba8(RgbaImage::from_pixel(1, 1, Rgba([200, 100, 0, 128])));
        assert_eq!(
            decode(&written(&half, ImageFormat::Png), 1.0, FIT).unwrap().bitmap.rgba,
            [100, 50, 0, 128]
        );
    }

    #[test]
    fn dark_strokes_on_nothing_need_a_plate_and_photographs_do_not() {
        let mut strokes = RgbaImage::from_pixel(10, 10, Rgba([0, 0, 0, 0]));
        (0..10).for_each(|x| strokes.put_pixel(x, 5, Rgba([20, 20, 20, 255])));
        let plate = |image: DynamicImage| {
            decode(&written(&image, ImageFormat::Png), 1.0, FIT).unwrap().needs_plate
        };
        assert!(plate(DynamicImage::ImageRgba8(strokes.clone())));
        (0..10).for_each(|x| strokes.put_pixel(x, 5, Rgba([250, 250, 250, 255])));
        assert!(!plate(DynamicImage::ImageRgba8(strokes)));
        assert!(!plate(red(10, 10)));
    }

    #[test]
    fn animations_are_recognised() {
        let mut bytes = Vec::new();
        {
            let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
            for shade in [0, 200] {
                encoder
                    .encode_frame(image::Frame::new(RgbaImage::from_pixel(
                        4,
                        4,
                        Rgba([shade, 0, 0, 255]),
                    )))
                    .unwrap();
            }
        }
        let still = decode(&bytes, 1.0, FIT).unwrap();
        assert!(still.is_animated && still.frames.is_empty());
        let moving = decode_moving(&bytes, 1.0, FIT).unwrap();
        assert_eq!(
            moving.frames.iter().map(|frame| frame.stays_ms).collect::<Vec<_>>(),
            [SHORTEST_FRAME_MS; 2]
        );
        assert_eq!(moving.frames.first().map(|frame| &frame.bitmap), Some(&moving.bitmap));
    }

    #[test]
    fn a_frame_that_is_larger_than_any_picture_may_be_is_left_out() {
        let bytes = include_bytes!("../../tests/fixtures/fuzz/picture-gif-frame-huge");
        let picture = decode_moving(bytes, 1.0, FIT).unwrap();
        assert_eq!(
            (picture.natural, picture.is_animated, picture.frames.len()),
            ((8, 8), false, 0)
        );
    }

    #[test]
    fn a_film_has_as_many_frames_as_the_limit_and_no_more() {
        let mut bytes = Vec::new();
        {
            let mut encoder = image::codecs::gif::GifEncoder::new_with_speed(&mut bytes, 30);
            for at in 0..=MAX_FRAMES {
                encoder
                    .encode_frame(image::Frame::new(RgbaImage::from_pixel(
                        1,
                        1,
                        Rgba([at as u8, 0, 0, 255]),
                    )))
                    .unwrap();
            }
        }
        assert_eq!(decode_moving(&bytes, 1.0, FIT).unwrap().frames.len(), MAX_FRAMES);
        assert!(frames(&bytes, (4000, 4000)).len() <= MAX_FRAME_BYTES / (4 * 4000 * 4000));
    }

    #[test]
    fn damaged_and_unsupported_pictures_are_told_apart() {
        assert!(matches!(decode(b"<html>404</html>", 1.0, FIT), Err(PictureError::Damaged { .. })));
        assert!(matches!(decode(b"", 1.0, FIT), Err(PictureError::Damaged { .. })));
        let avif = decode(b"\0\0\0\x1cftypavif\0\0\0\0", 1.0, FIT);
        assert_eq!(avif, Err(PictureError::Unsupported { format: Some("AVIF") }));
        let mut cut = written(&red(30, 20), ImageFormat::Png);
        cut.truncate(cut.len() / 2);
        assert!(matches!(decode(&cut, 1.0, FIT), Err(PictureError::Damaged { .. })));
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_decoded() {
        // A PNG header that promises 60,000 x 60,000 pixels.
        let mut bytes = written(&red(1, 1), ImageFormat::Png);
        bytes.splice(16..24, [0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let head = bytes.get(12..29).map(crc32).unwrap();
        bytes.splice(29..33, head.to_be_bytes());
        let refused = decode(&bytes, 1.0, FIT).unwrap_err();
        assert_eq!(refused, PictureError::TooManyPixels { width: 60_000, height: 60_000 });
        assert_eq!(
            decode(&vec![0; MAX_PICTURE_BYTES + 1], 1.0, FIT),
            Err(PictureError::TooManyBytes { limit: MAX_PICTURE_BYTES })
        );
    }

    #[test]
    fn a_picture_may_have_as_many_pixels_and_bytes_as_the_limits_and_no_more() {
        let gray = |height: u32| DynamicImage::ImageLuma8(image::GrayImage::new(8000, height));
        let rows = (MAX_PIXELS / 8000) as u32;
        assert_eq!(
            decode(&written(&gray(rows), ImageFormat::Png), 1.0, FIT).unwrap().natural,
            (8000, rows)
        );
        let refused = decode(&written(&gray(rows + 1), ImageFormat::Png), 1.0, FIT);
        assert_eq!(refused, Err(PictureError::TooManyPixels { width: 8000, height: rows + 1 }));
        assert!(matches!(
            decode(&vec![0; MAX_PICTURE_BYTES], 1.0, FIT),
            Err(PictureError::Damaged { .. })
        ));
    }

    /// A GIF of two frames of one pixel each on a screen of this size.
    fn film(width: u16, height: u16) -> Vec<u8> {
        let frame =
            [&[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0x80, 255, 0, 0, 0, 0, 255][..], &[2, 2, 0x44, 1, 0]]
                .concat();
        [
            b"GIF89a",
            &width.to_le_bytes()[..],
            &height.to_le_bytes(),
            &[0, 0, 0],
            &frame,
            &frame,
            &[0x3b],
        ]
        .concat()
    }

    #[test]
    fn a_film_plays_on_a_screen_as_large_as_the_limit_and_on_a_larger_one_stands_still() {
        let rows = (MAX_MOVING_PIXELS / 2000) as u16;
        let frames =
            |height: u16| decode_moving(&film(2000, height), 1.0, FIT).unwrap().frames.len();
        assert_eq!((frames(rows), frames(rows + 1)), (2, 0));
    }

    /// The checksum of PNG chunks (ISO 3309).
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
                if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 }
            })
        })
    }
}
