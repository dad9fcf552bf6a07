//! Reads a password or a token from standard input. Arguments would be visible to every program on
//! the machine.

use std::io::{self, BufRead, IsTerminal as _, Write as _};

use super::CliError;
use crate::net::{Credentials, CredentialsError, KeyringError, SECRET_BYTES_MAX};

/// Reads the secret, which is the first line.
pub(super) fn read_secret(what: &str) -> Result<String, CliError> {
    let input = io::stdin();
    if input.is_terminal() {
        // Without a prompt, waiting for input looks like hanging.
        let _ = write!(io::stderr(), "{what} (visible while you type): ");
    }
    first_line(input.lock())
        .map_err(|error| CliError::new("read", format!("Couldn't read standard input - {error}")))
}

fn first_line(input: impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    input.take(SECRET_BYTES_MAX as u64 + 3).read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// A user name with the password from standard input.
pub(super) fn password_for(user: &str) -> Result<Credentials, CliError> {
    Credentials::password(user, &read_secret("Password")?).map_err(refused)
}

/// The token from standard input.
pub(super) fn token() -> Result<Credentials, CliError> {
    Credentials::token(&read_secret("Token")?).map_err(refused)
}

fn refused(error: CredentialsError) -> CliError {
    CliError::new("credentials", error.user_message())
}

/// Turns an error of the keyring into one of the command line.
// By value, so that it fits `map_err`.
#[allow(clippy::needless_pass_by_value)]
pub(super) fn keyring_error(error: KeyringError) -> CliError {
    log::warn!("{error}");
    CliError::new("keyring", error.user_message())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_one_line_with_its_spaces() {
        assert_eq!(first_line(&b" pass word \r\nmore"[..]).unwrap(), " pass word ");
        assert_eq!(first_line(&b""[..]).unwrap(), "");
    }

    #[test]
    fn no_more_is_read_than_the_longest_secret() {
        let line = first_line(io::BufReader::new(io::repeat(b'x'))).unwrap();
        assert_eq!(line.len(), SECRET_BYTES_MAX + 3);
        assert_eq!(Credentials::password("me", &line), Err(CredentialsError::TooLong));
    }
}
