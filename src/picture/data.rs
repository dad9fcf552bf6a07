//! Pictures in `data:` addresses.

use url::Url;

use super::error::PictureError;

/// The bytes in a `data:` address (RFC 2397).
pub fn data_bytes(url: &Url) -> Result<Vec<u8>, PictureError> {
    let damaged = |reason: &str| PictureError::Damaged { reason: reason.to_owned() };
    let data =
        data_url::DataUrl::process(url.as_str()).map_err(|_| damaged("not a data address"))?;
    data.decode_to_vec().map(|(bytes, _)| bytes).map_err(|_| damaged("invalid base64"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_address_gives_its_bytes_and_an_invalid_one_is_damaged() {
        let bytes = |address: &str| data_bytes(&Url::parse(address).unwrap());
        assert_eq!(bytes("data:image/png;base64,aGk="), Ok(b"hi".to_vec()));
        assert_eq!(bytes("data:image/svg+xml,%3Csvg/%3E"), Ok(b"<svg/>".to_vec()));
        for wrong in ["data:image/png;base64,a", "data:", "https://example.org/"] {
            assert!(matches!(bytes(wrong), Err(PictureError::Damaged { .. })), "{wrong}");
        }
    }
}
