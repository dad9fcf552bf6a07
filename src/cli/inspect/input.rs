//! Reads the input of `inspect`: a file, standard input or an address.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use url::Url;

use crate::cli::CliError;
use crate::cli::fetching::{Log, client, runtime};
use crate::cli::profile::Profile;
use crate::model::{Cause, Clock};
use crate::net::{Body, Client, HttpClient, decode};
use crate::parse::{MAX_DOCUMENT_BYTES, ParseContext};
use crate::refresh::fetch_document;

/// The largest input, in bytes.
const MAX_INPUT_BYTES: u64 = 128 << 20;

/// The first bytes of gzip.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// A document and its origin.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) bytes: Vec<u8>,
    pub(super) url: Option<Url>,
    pub(super) content_type: Option<String>,
}

impl Input {
    pub(super) fn context(&self) -> ParseContext {
        ParseContext::new(self.url.clone(), self.content_type.as_deref())
    }
}

/// Reads the input. `base` overrides the address that relative links refer to.
pub(super) fn read(
    name: &str,
    base: Option<Url>,
    profile: Option<&Profile>,
    clock: &Clock,
) -> Result<Input, CliError> {
    if name == "-" {
        let bytes = read_whole(io::stdin().lock())
            .map_err(|source| unreadable("standard input", &source))?;
        return Ok(Input { bytes: unpacked(bytes), url: base, content_type: None });
    }
    if ["http:", "https:", "feed:"]
        .iter()
        .any(|scheme| name.to_ascii_lowercase().starts_with(scheme))
    {
        return fetch(name, base, profile, clock);
    }
    let path = Url::parse(name)
        .ok()
        .and_then(|url| url.to_file_path().ok())
        .unwrap_or_else(|| Path::new(name).to_owned());
    let bytes =
        File::open(&path).and_then(read_whole).map_err(|source| unreadable(name, &source))?;
    let url = base.or_else(|| Url::from_file_path(path.canonicalize().ok()?).ok());
    Ok(Input { bytes: unpacked(bytes), url, content_type: None })
}

fn fetch(
    address: &str,
    base: Option<Url>,
    profile: Option<&Profile>,
    clock: &Clock,
) -> Result<Input, CliError> {
    // Inspecting works even where no profile can be found.
    let client = profile.map_or_else(
        || Arc::new(Client::new().with_clock(clock.clone())) as Arc<dyn HttpClient>,
        client,
    );
    let log = Log::new(clock);
    let fetched =
        runtime()?.block_on(fetch_document(log.client(Cause::Preview, client).as_ref(), address));
    if let Some(profile) = profile {
        log.save_if_exists(&profile.paths);
    }
    let fetched = fetched.map_err(|error| CliError::new(error.kind(), error.user_message()))?;
    Ok(Input {
        bytes: fetched.bytes,
        url: base.or(Some(fetched.url)),
        content_type: fetched.content_type,
    })
}

fn read_whole(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(MAX_INPUT_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_INPUT_BYTES {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("it is larger than {} MB", MAX_INPUT_BYTES >> 20),
        ));
    }
    Ok(bytes)
}

/// The bytes without gzip. Only the bytes themselves say that they are packed.
fn unpacked(bytes: Vec<u8>) -> Vec<u8> {
    if !bytes.starts_with(&GZIP) {
        return bytes;
    }
    let body = Body { bytes: bytes.clone(), encoding: Some("gzip".to_owned()) };
    decode(body, MAX_DOCUMENT_BYTES + 1).unwrap_or(bytes)
}

fn unreadable(name: &str, source: &io::Error) -> CliError {
    CliError::new("read", format!("Couldn't read {name} - {source}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_input_at_the_limit_is_read_and_a_larger_one_is_not() {
        assert_eq!(
            read_whole(io::repeat(b' ').take(MAX_INPUT_BYTES)).unwrap().len() as u64,
            MAX_INPUT_BYTES
        );
        assert!(read_whole(io::repeat(b' ').take(MAX_INPUT_BYTES + 1)).is_err());
    }
}
