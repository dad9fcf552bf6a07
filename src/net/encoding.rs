//! The body of a response, and how its `Content-Encoding` is undone.
//!
//! Decoding is bounded, because a kilobyte can unpack to a gigabyte. It is done here and not in the
//! HTTP stack, so that it can run on a thread that may block, beside the parser.

use std::io::{self, Read};

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use url::Url;

use super::DECODED_BYTES_MAX;
use super::error::{FetchError, host_of};

/// The value of `Accept-Encoding`.
pub(super) const ACCEPTED: &str = "gzip, br, zstd, deflate";
/// Most codings on one body. More would be an attack.
const CODINGS_MAX: usize = 4;
/// The beginning of every gzip stream.
const GZIP_MAGIC: &[u8] = &[0x1f, 0x8b];
/// Most layers of gzip that no header names.
const UNNAMED_MAX: usize = 2;
/// Room to reserve before decoding, as a multiple of the packed size. XML typically packs to a
/// quarter.
const EXPECTED_RATIO: usize = 4;
/// The largest window of a zstd frame, as a power of two (RFC 9659).
const ZSTD_WINDOW_LOG_MAX: u32 = 23;

/// A body as it came over the wire.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// The bytes, still encoded.
    pub bytes: Vec<u8>,
    /// The `Content-Encoding` header.
    pub encoding: Option<String>,
}

impl Body {
    /// The decoded bytes. Blocks, so it is not for an async thread.
    pub fn decode(self, url: &Url) -> Result<Vec<u8>, FetchError> {
        decode(self, DECODED_BYTES_MAX).map_err(|err| err.at(url))
    }
}

/// Why a body cannot be decoded, before it is known where the body came from.
#[derive(Debug)]
pub enum DecodeError {
    TooLarge {
        /// In bytes.
        limit: usize,
    },
    /// The bytes are not in the encoding that the header names.
    Broken { source: io::Error, encoding: String },
}

impl DecodeError {
    fn at(self, url: &Url) -> FetchError {
        let host = host_of(url);
        match self {
            Self::TooLarge { limit } => FetchError::TooLarge { limit, host },
            Self::Broken { source, encoding } => FetchError::Encoding { source, encoding, host },
        }
    }
}

/// The body with its content codings undone, at most `limit` bytes of it.
pub fn decode(body: Body, limit: usize) -> Result<Vec<u8>, DecodeError> {
    let named = body.encoding.unwrap_or_default().to_ascii_lowercase();
    let codings: Vec<&str> = named
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty() && *name != "identity")
        .collect();
    if codings.len() > CODINGS_MAX {
        return Err(broken(io::Error::other("too many codings"), &named));
    }
    let mut bytes = body.bytes;
    // Codings are listed in the order in which they were applied.
    for coding in codings.into_iter().rev() {
        bytes = undo(coding, bytes, limit)?;
    }
    for _ in 0..UNNAMED_MAX {
        // Files that were packed on the server's disk come without a header that says so.
        if !bytes.starts_with(GZIP_MAGIC) {
            break;
        }
        bytes = undo("gzip", bytes, limit)?;
    }
    if bytes.len() > limit { Err(DecodeError::TooLarge { limit }) } else { Ok(bytes) }
}

/// The first bytes of a body with its coding undone, as far as they can be read.
pub(super) fn beginning(body: &Body, limit: usize) -> Vec<u8> {
    let coding = body.encoding.as_deref().unwrap_or_default().trim().to_ascii_lowercase();
    let bytes = body.bytes.as_slice();
    let mut reader: Box<dyn Read + '_> = match coding.as_str() {
        "gzip" | "x-gzip" if bytes.starts_with(GZIP_MAGIC) => Box::new(MultiGzDecoder::new(bytes)),
        "deflate" if is_zlib(bytes) => Box::new(ZlibDecoder::new(bytes)),
        "br" => Box::new(brotli_decompressor::Decompressor::new(bytes, 16 << 10)),
        "zstd" => match zstd_reader(bytes) {
            Ok(reader) => Box::new(reader),
            Err(_) => Box::new(bytes),
        },
        _ => Box::new(bytes),
    };
    let mut out = Vec::new();
    // Only a part of the body may be here, so its end is usually broken; the rest is of use.
    let _ = reader.by_ref().take(limit as u64).read_to_end(&mut out);
    out
}

fn undo(coding: &str, bytes: Vec<u8>, limit: usize) -> Result<Vec<u8>, DecodeError> {
    let room = bytes.len().saturating_mul(EXPECTED_RATIO).min(limit);
    let unpacked = match coding {
        // Some servers send plain text with `Content-Encoding: gzip`.
        "gzip" | "x-gzip" if !bytes.starts_with(GZIP_MAGIC) => return Ok(bytes),
        "gzip" | "x-gzip" => read_all(MultiGzDecoder::new(bytes.as_slice()), room, limit),
        // "deflate" means zlib (RFC 9110), but some servers send the bare stream.
        "deflate" if is_zlib(&bytes) => read_all(ZlibDecoder::new(bytes.as_slice()), room, limit),
        "deflate" => read_all(DeflateDecoder::new(bytes.as_slice()), room, limit),
        "br" => read_all(
            brotli_decompressor::Decompressor::new(bytes.as_slice(), 16 << 10),
            room,
            limit,
        ),
        "zstd" if !bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => return Ok(bytes),
        "zstd" => zstd_reader(&bytes).and_then(|reader| read_all(reader, room, limit)),
        // We never offered any other coding, so this is more likely a wrong header. If not, the
        // parser will fail.
        _ => return Ok(bytes),
    };
    match unpacked {
        Ok(unpacked) if unpacked.len() > limit => Err(DecodeError::TooLarge { limit }),
        Ok(unpacked) => Ok(unpacked),
        Err(source) => Err(broken(source, coding)),
    }
}

fn broken(source: io::Error, encoding: &str) -> DecodeError {
    DecodeError::Broken { source, encoding: encoding.to_owned() }
}

fn is_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [cmf, flg, ..] => cmf & 0x0f == 8 && (u16::from(*cmf) << 8 | u16::from(*flg)) % 31 == 0,
        _ => false,
    }
}

fn zstd_reader(bytes: &[u8]) -> io::Result<impl Read + use<'_>> {
    let mut reader = zstd::stream::read::Decoder::with_buffer(bytes)?;
    reader.window_log_max(ZSTD_WINDOW_LOG_MAX)?;
    Ok(reader)
}

/// Reads at most one byte more than `limit`, so that the caller can see whether there was more.
fn read_all(reader: impl Read, room: usize, limit: usize) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(room);
    reader.take(limit as u64 + 1).read_to_end(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const TEXT: &[u8] = b"<rss><channel><title>News</title></channel></rss>";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// A brotli stream with one stored block, since no crate of ours has a brotli encoder.
    fn stored_brotli(bytes: &[u8]) -> Vec<u8> {
        let head = ((bytes.len() - 1) << 4 | 1 << 20) as u32;
        [&head.to_le_bytes()[..3], bytes, &[3]].concat()
    }

    fn body(bytes: Vec<u8>, encoding: &str) -> Body {
        Body { bytes, encoding: Some(encoding.to_owned()) }
    }

    fn decoded(bytes: Vec<u8>, encoding: &str) -> Vec<u8> {
        decode(body(bytes, encoding), 1000).unwrap()
    }

    #[test]
    fn every_offered_coding_is_undone() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(TEXT).unwrap();
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::fast());
        bare.write_all(TEXT).unwrap();
        assert_eq!(decoded(gzip(TEXT), "gzip"), TEXT);
        assert_eq!(decoded(gzip(TEXT), "X-GZip"), TEXT);
        assert_eq!(decoded(zlib.finish().unwrap(), "deflate"), TEXT);
        assert_eq!(decoded(bare.finish().unwrap(), "deflate"), TEXT);
        assert_eq!(decoded(zstd::encode_all(TEXT, 1).unwrap(), "zstd"), TEXT);
        assert_eq!(decoded(stored_brotli(TEXT), "br"), TEXT);
    }

    #[test]
    fn codings_on_top_of_each_other_are_undone_in_reverse_order() {
        let packed = zstd::encode_all(gzip(TEXT).as_slice(), 1).unwrap();
        assert_eq!(decoded(packed, "gzip, zstd"), TEXT);
    }

    #[test]
    fn gzip_members_after_the_first_are_read_too() {
        assert_eq!(decoded([gzip(b"one "), gzip(b"two")].concat(), "gzip"), b"one two");
    }

    #[test]
    fn a_plain_body_that_claims_to_be_packed_is_taken_as_it_is() {
        for encoding in ["gzip", "zstd", "identity", "x-made-up", ""] {
            assert_eq!(decoded(TEXT.to_vec(), encoding), TEXT, "{encoding}");
        }
    }

    #[test]
    fn gzip_that_no_header_names_is_unpacked_too() {
        let unnamed = |bytes: Vec<u8>| decode(Body { bytes, encoding: None }, 1000);
        assert_eq!(unnamed(gzip(TEXT)).unwrap(), TEXT);
        assert_eq!(unnamed(gzip(&gzip(TEXT))).unwrap(), TEXT, "{UNNAMED_MAX} layers");
        assert_eq!(decoded(gzip(&gzip(TEXT)), "gzip"), TEXT, "packed on the disk and on the way");
        assert!(unnamed(gzip(&gzip(&gzip(TEXT)))).unwrap().starts_with(GZIP_MAGIC));
        let bomb = gzip(&vec![b'a'; 1001]);
        assert!(matches!(unnamed(bomb), Err(DecodeError::TooLarge { limit: 1000 })));
    }

    #[test]
    fn the_beginning_of_a_cut_body_can_be_read() {
        let long: Vec<u8> = (0..50_000_u32).flat_map(u32::to_le_bytes).collect();
        let packed = gzip(&long);
        let cut = body(packed[..packed.len() / 2].to_vec(), "gzip");
        assert_eq!(beginning(&cut, 1000), long[..1000]);
        assert_eq!(beginning(&body(TEXT.to_vec(), "gzip"), 5), TEXT[..5]);
    }

    #[test]
    fn a_body_may_be_as_large_as_the_limit_and_no_larger() {
        for encoding in ["gzip", "identity"] {
            let packed = |length: usize| {
                if encoding == "gzip" { gzip(&vec![b'a'; length]) } else { vec![b'a'; length] }
            };
            assert_eq!(decode(body(packed(1000), encoding), 1000).unwrap().len(), 1000);
            assert!(matches!(
                decode(body(packed(1001), encoding), 1000),
                Err(DecodeError::TooLarge { limit: 1000 })
            ));
        }
    }

    #[test]
    fn only_so_many_codings_are_undone() {
        let nested = |depth: usize| (0..depth).fold(TEXT.to_vec(), |bytes, _| gzip(&bytes));
        assert_eq!(decoded(nested(CODINGS_MAX), &["gzip"; CODINGS_MAX].join(",")), TEXT);
        let beyond = body(nested(CODINGS_MAX + 1), &["gzip"; CODINGS_MAX + 1].join(","));
        assert!(matches!(decode(beyond, 1000), Err(DecodeError::Broken { .. })));
    }

    #[test]
    fn a_window_may_be_as_large_as_the_limit_and_no_larger() {
        let packed = |window_log: u32| {
            let mut encoder = zstd::stream::Encoder::new(Vec::new(), 1).unwrap();
            encoder.window_log(window_log).unwrap();
            encoder.write_all(TEXT).unwrap();
            body(encoder.finish().unwrap(), "zstd")
        };
        assert_eq!(decode(packed(ZSTD_WINDOW_LOG_MAX), 1000).unwrap(), TEXT);
        assert!(matches!(
            decode(packed(ZSTD_WINDOW_LOG_MAX + 1), 1000),
            Err(DecodeError::Broken { .. })
        ));
    }

    #[test]
    fn a_cut_stream_is_an_error() {
        let packed = gzip(TEXT);
        let cut = packed[..packed.len() / 2].to_vec();
        assert!(matches!(decode(body(cut, "gzip"), 1000), Err(DecodeError::Broken { .. })));
    }
}
