//! Reads the user's own certificate authorities from a file. They are trusted in addition to those
//! of the platform.

use std::fmt;
use std::io::{self, Read as _};
use std::path::Path;

use reqwest::Certificate;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::i18n::{io_words, t};

/// Largest certificate file in bytes. The complete list of a Linux distribution is a fifth of it.
pub const CA_FILE_BYTES_MAX: u64 = 2 << 20;

/// Why a certificate file cannot be used. `Display` is the reason behind a sentence for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    Read {
        kind: io::ErrorKind,
    },
    NotAFile,
    /// More than [`CA_FILE_BYTES_MAX`].
    TooLarge,
    Empty,
    Invalid,
}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Read { kind } => io_words(&io::Error::from(*kind)),
            Self::NotAFile => t!(error_certificates_not_a_file),
            Self::TooLarge => t!(error_certificates_too_large),
            Self::Empty => t!(error_certificates_none),
            Self::Invalid => t!(error_certificates_broken),
        })
    }
}

/// Reads a file with any number of certificates in PEM, or one in DER.
pub(super) fn read_certificates(path: &Path) -> Result<Vec<Certificate>, CertificateError> {
    let failed = |error: io::Error| CertificateError::Read { kind: error.kind() };
    // Checked before opening: opening a pipe would block for ever.
    if !std::fs::metadata(path).map_err(failed)?.is_file() {
        return Err(CertificateError::NotAFile);
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(failed)?;
    file.take(CA_FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > CA_FILE_BYTES_MAX {
        return Err(CertificateError::TooLarge);
    }
    certificates_in(&bytes)
}

fn certificates_in(bytes: &[u8]) -> Result<Vec<Certificate>, CertificateError> {
    // DER starts with the tag of a sequence.
    let found = if bytes.first() == Some(&0x30) {
        vec![CertificateDer::from(bytes)]
    } else {
        CertificateDer::pem_slice_iter(bytes)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| CertificateError::Invalid)?
    };
    if found.is_empty() {
        return Err(CertificateError::Empty);
    }
    // reqwest parses certificates only when it builds the client. An invalid one would then make
    // every fetch fail, so each is parsed here, where the error can name the file.
    let mut store = RootCertStore::empty();
    let checked = |der: CertificateDer<'_>| {
        store.add(der.clone().into_owned()).map_err(|_| CertificateError::Invalid)?;
        Certificate::from_der(&der).map_err(|_| CertificateError::Invalid)
    };
    found.into_iter().map(checked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<usize, CertificateError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        read_certificates(file.path()).map(|found| found.len())
    }

    #[test]
    fn an_invalid_certificate_file_is_refused_with_the_reason() {
        assert_eq!(read(b""), Err(CertificateError::Empty));
        assert_eq!(
            read(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
            Err(CertificateError::Empty)
        );
        let broken = b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
        assert_eq!(read(broken), Err(CertificateError::Invalid));
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(read_certificates(dir.path()).unwrap_err(), CertificateError::NotAFile);
        assert!(read_certificates(&dir.path().join("missing.pem")).is_err());
    }

    #[test]
    fn a_file_may_be_as_large_as_the_limit_and_no_larger() {
        let lines = |length: u64| vec![b'\n'; usize::try_from(length).unwrap()];
        assert_eq!(read(&lines(CA_FILE_BYTES_MAX)), Err(CertificateError::Empty));
        assert_eq!(read(&lines(CA_FILE_BYTES_MAX + 1)), Err(CertificateError::TooLarge));
    }
}
