//! Certificates of an authority of the reader's own, from a file, beside those of the platform.

use std::io::Read as _;
use std::path::Path;

use reqwest::Certificate;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

/// Largest file of certificates; the lists of whole systems have a fifth of it.
pub const CA_FILE_BYTES_MAX: u64 = 2 << 20;

/// Reads a file in PEM, with any number of certificates, or in DER, with one. The error is a reason
/// in words.
pub(super) fn read_certificates(path: &Path) -> Result<Vec<Certificate>, String> {
    let mut bytes = Vec::new();
    // Opening a pipe would block for ever.
    let is_file = std::fs::metadata(path).map_err(|error| error.to_string())?.is_file();
    if !is_file {
        return Err("it is not a file".to_owned());
    }
    let file = std::fs::File::open(path).map_err(|error| error.to_string())?;
    file.take(CA_FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > CA_FILE_BYTES_MAX {
        return Err("it is too large".to_owned());
    }
    certificates_in(&bytes)
}

fn certificates_in(bytes: &[u8]) -> Result<Vec<Certificate>, String> {
    let broken = |_| "it holds something that is no certificate".to_owned();
    // DER begins with the tag of a sequence.
    let found = if bytes.first() == Some(&0x30) {
        vec![CertificateDer::from(bytes)]
    } else {
        CertificateDer::pem_slice_iter(bytes).collect::<Result<Vec<_>, _>>().map_err(broken)?
    };
    if found.is_empty() {
        return Err("it holds no certificate".to_owned());
    }
    // Said now, a mistake in one is told; later it would be that nothing can be fetched.
    let mut store = RootCertStore::empty();
    let checked = |der: CertificateDer<'_>| {
        store
            .add(der.clone().into_owned())
            .map_err(|_| "it holds something that is no certificate".to_owned())?;
        Certificate::from_der(&der).map_err(|error| error.to_string())
    };
    found.into_iter().map(checked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<usize, String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        read_certificates(file.path()).map(|found| found.len())
    }

    #[test]
    fn what_is_no_list_of_certificates_is_told_in_words() {
        assert_eq!(read(b""), Err("it holds no certificate".into()));
        assert_eq!(
            read(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
            Err("it holds no certificate".into())
        );
        let broken = b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
        assert_eq!(read(broken), Err("it holds something that is no certificate".into()));
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(read_certificates(dir.path()).unwrap_err(), "it is not a file");
        assert!(read_certificates(&dir.path().join("missing.pem")).is_err());
    }

    #[test]
    fn a_file_may_be_as_large_as_the_limit_and_no_larger() {
        let lines = |length: u64| vec![b'\n'; usize::try_from(length).unwrap()];
        assert_eq!(read(&lines(CA_FILE_BYTES_MAX)), Err("it holds no certificate".into()));
        assert_eq!(read(&lines(CA_FILE_BYTES_MAX + 1)), Err("it is too large".into()));
    }
}
