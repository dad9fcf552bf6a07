//! Services that keep pages for later, with a file for each kind of server.
//!
//! Each follows the documented interface of its server. Tags are left out: they are the user's own
//! order there.

mod karakeep;
mod linkding;
mod readeck;
mod wallabag;

use std::sync::Arc;

use url::{Host, Url};

use super::error::ServiceError;
use super::http::{Access, Answer, Connection, Question};
use super::service::ServiceFuture;
use crate::i18n::t;
use crate::model::{Clock, Credentials, Keeper, KeeperKind, Page, Secret};
use crate::net::HttpClient;

/// A server that keeps pages.
pub trait PageKeeper: Send {
    /// Finds out whether the server can be reached and accepts the secret. Changes nothing there.
    fn check(&mut self) -> ServiceFuture<'_, ()>;

    /// Keeps a page. Servers that have it already keep it once.
    fn keep<'a>(&'a mut self, page: &'a Page) -> ServiceFuture<'a, ()>;
}

/// Opens a service with its secret. `None` if its kind or its address is not valid.
#[must_use]
pub fn open_keeper(
    client: Arc<dyn HttpClient>,
    clock: Clock,
    keeper: &Keeper,
    credentials: Credentials,
) -> Option<Box<dyn PageKeeper>> {
    let (kind, address) = (keeper.kind()?, keeper.url()?);
    let may_be_plain = is_private(&address);
    let (user, secret) = match credentials {
        Credentials::Token(token) => (String::new(), token),
        Credentials::Password { user, password } => (user, password),
    };
    let access = Access { address, user, secret, may_be_plain };
    let connection = Connection::new(client, access, clock);
    Some(match kind {
        KeeperKind::Karakeep => Box::new(karakeep::Karakeep { connection }),
        KeeperKind::Linkding => Box::new(linkding::Linkding { connection }),
        KeeperKind::Readeck => Box::new(readeck::Readeck { connection }),
        KeeperKind::Wallabag => Box::new(wallabag::Wallabag::new(connection, keeper)),
    })
}

/// The credentials of a service as the keyring keeps them. With a client, its secret is in the
/// place of the user name, which is no secret and is in the settings.
pub fn keeper_credentials(
    kind: KeeperKind,
    secret: &Secret,
    client_secret: &Secret,
) -> Result<Credentials, crate::model::CredentialsError> {
    if kind.has_client() {
        Credentials::password(client_secret.reveal().trim(), secret.reveal())
    } else {
        Credentials::token(secret.reveal())
    }
}

/// Whether an address is in a network of the user's own, where secrets may go unencrypted. Many of
/// these servers run on a small machine at home.
fn is_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            name == "localhost"
                || [".localhost", ".local", ".lan", ".home.arpa", ".internal"]
                    .iter()
                    .any(|ending| name.ends_with(ending))
        }
        Some(Host::Ipv4(address)) => {
            address.is_loopback() || address.is_private() || address.is_link_local()
        }
        Some(Host::Ipv6(address)) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
        None => false,
    }
}

/// The sentence for people about an error of a service.
#[must_use]
pub fn keeper_error(error: &ServiceError) -> String {
    match error {
        ServiceError::SignIn { host } | ServiceError::Refused { host, status: 403, .. } => {
            t!(error_keeper_secret, host = host.as_str())
        }
        ServiceError::Refused { host, reason, .. } if !reason.is_empty() => {
            t!(error_keeper_refused, host = host.as_str(), reason = reason.as_str())
        }
        ServiceError::Network(_)
        | ServiceError::Moved { .. }
        | ServiceError::ApiPassword { .. }
        | ServiceError::ApiOff { .. }
        | ServiceError::NotThisService { .. }
        | ServiceError::Unreadable { .. }
        | ServiceError::Quota { .. }
        | ServiceError::SubscriptionEnded { .. }
        | ServiceError::ApplicationId { .. }
        | ServiceError::Refused { .. }
        | ServiceError::Failed { .. } => error.user_message(),
    }
}

/// Asks with the token in the `Authorization` field, after this word.
async fn ask_with_token(
    connection: &mut Connection,
    scheme: &str,
    question: Question,
) -> Result<Answer, ServiceError> {
    let value = Secret::new(format!("{scheme} {}", connection.secret().reveal()));
    connection.ask(question.with_secret("authorization", value)).await
}

/// Success. A page for people is another server.
fn expect_success(answer: &Answer) -> Result<(), ServiceError> {
    answer.success()?;
    if answer.is_page() {
        return Err(ServiceError::NotThisService { host: answer.host.clone() });
    }
    Ok(())
}

/// Success, with an object, as these services answer questions.
fn expect_object(answer: &Answer) -> Result<(), ServiceError> {
    expect_success(answer)?;
    answer.object().map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_unencrypted_only_in_networks_of_ones_own() {
        let is_private = |url: &str| is_private(&Url::parse(url).unwrap());
        for own in [
            "http://localhost:9090/",
            "http://127.0.0.1/",
            "http://192.168.1.5/",
            "http://10.1.2.3/",
            "http://pi.local/",
            "http://[::1]/",
            "http://[fd00::1]/",
        ] {
            assert!(is_private(own), "{own}");
        }
        for other in ["http://a.example/", "http://8.8.8.8/", "http://[2001:db8::1]/"] {
            assert!(!is_private(other), "{other}");
        }
    }
}
