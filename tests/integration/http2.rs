//! Answers over HTTP/2, written frame by frame, because servers may send what a library would
//! refuse to send.

use std::io::{self, Read as _, Write as _};
use std::sync::Arc;

use gleaner::config::Network;
use gleaner::net::{Client, FetchError, HEADER_BYTES_MAX, HttpClient, Request, Response, Vault};

use crate::support::fake_keyring::FakeKeyring;
use crate::support::https::{Tls, https_server};

const CLIENT_PREFACE: usize = 24;
const FRAME_HEAD: usize = 9;
const FRAME_MAX: usize = 16 << 10;
const HEADERS: u8 = 1;
const SETTINGS: u8 = 4;
const CONTINUATION: u8 = 9;
/// In a SETTINGS frame: an acknowledgement. In a HEADERS frame: there is no body.
const ACK_OR_END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
/// The overhead that each field counts for (RFC 9113, 6.5.2).
const FIELD_EXTRA: usize = 32;

fn frame(kind: u8, flags: u8, stream: u8, payload: &[u8]) -> Vec<u8> {
    let [_, high, middle, low] = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&[high, middle, low, kind, flags, 0, 0, 0, stream], payload].concat()
}

/// A status of 200 and one more field in HPACK (RFC 7541), so that both together count for `size`
/// bytes.
fn header_block(size: usize) -> Vec<u8> {
    let length = size - (":status".len() + "200".len() + FIELD_EXTRA) - ("x".len() + FIELD_EXTRA);
    // The status as an index into the static table; a literal with a new name; a length of more
    // than seven bits.
    let mut block = vec![0x88, 0, 1, b'x', 0x7f];
    let mut rest = length - 0x7f;
    while rest > 0x7f {
        block.push(0x80 | (rest & 0x7f) as u8);
        rest >>= 7;
    }
    block.push(rest as u8);
    block.resize(block.len() + length, b'v');
    block
}

fn answer(size: usize) -> Vec<u8> {
    let block = header_block(size);
    let count = block.len().div_ceil(FRAME_MAX);
    let frames = block.chunks(FRAME_MAX).enumerate().map(|(index, part)| {
        let (kind, flags) =
            if index == 0 { (HEADERS, ACK_OR_END_STREAM) } else { (CONTINUATION, 0) };
        let end = if index + 1 == count { END_HEADERS } else { 0 };
        frame(kind, flags | end, 1, part)
    });
    frames.collect::<Vec<_>>().concat()
}

/// Waits for the request, answers it, and reads until the client closes the connection.
fn talk(mut tls: Tls, size: usize) -> io::Result<()> {
    tls.read_exact(&mut [0; CLIENT_PREFACE])?;
    tls.write_all(
        &[frame(SETTINGS, 0, 0, &[]), frame(SETTINGS, ACK_OR_END_STREAM, 0, &[])].concat(),
    )?;
    loop {
        let mut head = [0; FRAME_HEAD];
        tls.read_exact(&mut head)?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        tls.read_exact(&mut vec![0; length as usize])?;
        if head[3] == HEADERS {
            tls.write_all(&answer(size))?;
        }
    }
}

fn fetch_with_headers_of(size: usize) -> Result<Response, FetchError> {
    let (address, authority) =
        https_server(&["h2"], move |tls| talk(tls, size).unwrap_or_default());
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("authority.pem");
    std::fs::write(&path, authority).unwrap();
    let network = Network { ca_file: Some(path), ..Network::default() };
    let client = Client::with(network, Vault::new(Arc::new(FakeKeyring::default())));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(client.get(&Request::get(address)))
}

#[test]
fn the_headers_of_an_answer_stay_below_the_limit() {
    let limit = HEADER_BYTES_MAX as usize;
    assert_eq!(fetch_with_headers_of(limit - 1).unwrap().status, 200);
    let error = fetch_with_headers_of(limit).unwrap_err();
    assert_eq!(error.kind(), "transfer");
    assert!(error.user_message().starts_with("The connection to localhost"), "{error}");
}

#[test]
fn headers_far_beyond_the_limit_end_the_connection() {
    for size in [2, 20, 200].map(|times| times * HEADER_BYTES_MAX as usize) {
        assert_eq!(fetch_with_headers_of(size).unwrap_err().kind(), "transfer", "{size}");
    }
}
