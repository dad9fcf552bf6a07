//! Finds out where the interface of a server is, by signing in to it.

use std::sync::Arc;

use url::Url;

use super::places::places;
use crate::i18n::t;
use crate::model::{
    AccountProblem, Clock, Credentials, CredentialsError, HostProblem, ProblemKind, Secret,
    ServiceKind,
};
use crate::net::{FetchError, HttpClient, KeyringError};
use crate::refresh::interpret;
use crate::store::StoreError;
use crate::sync::{Access, Connection, ServiceError, open};

/// What a person types to add an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// `None` finds out which it is.
    pub service: Option<ServiceKind>,
    /// May be empty if the service has one address only.
    pub address: String,
    /// Empty if the secret is a token that says who the user is.
    pub user: String,
    /// A password or a token.
    pub secret: Secret,
    /// Whether the user agreed to send the secret unencrypted.
    pub may_be_plain: bool,
}

/// A server that accepted the sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub service: ServiceKind,
    /// Of its interface.
    pub address: Url,
    pub user: String,
    pub credentials: Credentials,
}

/// Why an account could not be added or changed. `Display` is for the log.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The text is not an address on the web.
    #[error("the address cannot be used: {0}")]
    Address(FetchError),
    #[error("the address is missing")]
    NoAddress,
    /// The secret would be sent unencrypted. The user has to agree first.
    #[error("{host} is not encrypted")]
    Plain { host: String },
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
    #[error("{0:?}")]
    Server(AccountProblem),
    /// The host answers, but at none of the places where a service may be.
    #[error("no known service at {host}")]
    NothingFound { host: String },
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AccountError {
    /// The sentence for people: what is wrong and what to do.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Address(error) => error.user_message(),
            Self::NoAddress => t!(error_account_no_address),
            Self::Plain { host } => t!(error_account_plain, host = host.as_str()),
            Self::Credentials(error) => error.user_message(),
            Self::Server(problem) => problem.words(),
            Self::NothingFound { host } => t!(error_account_nothing_found, host = host.as_str()),
            Self::Keyring(error) => error.user_message(),
            Self::Store(error) => error.user_message(),
        }
    }

    /// A short stable word for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Address(_) | Self::NoAddress => "address",
            Self::Plain { .. } => "plaintext",
            Self::Credentials(_) => "credentials",
            Self::Server(_) | Self::NothingFound { .. } => "server",
            Self::Keyring(_) => "keyring",
            Self::Store(_) => "library",
        }
    }
}

/// Signs in to the places where the server may be, until one accepts.
pub async fn find_account(
    client: Arc<dyn HttpClient>,
    clock: &Clock,
    application: &Application,
) -> Result<Found, AccountError> {
    let credentials = credentials(application)?;
    let mut worst = None;
    for base in addresses(application)? {
        if base.scheme() == "http" && !application.may_be_plain && !is_own_machine(&base) {
            let host = base.host_str().unwrap_or_default().to_owned();
            return Err(worst.unwrap_or(AccountError::Plain { host }));
        }
        let mut telling: Option<AccountProblem> = None;
        let mut is_reached = true;
        for place in places(application.service, &base) {
            let access = Access {
                address: place.address.clone(),
                user: application.user.clone(),
                secret: application.secret.clone(),
                may_be_plain: base.scheme() == "http",
            };
            let connection = Connection::new(Arc::clone(&client), access, clock.clone());
            let mut service = open(place.service, connection);
            let Err(error) = sign_in(service.as_mut()).await else {
                return Ok(Found {
                    service: place.service,
                    address: place.address,
                    user: application.user.clone(),
                    credentials,
                });
            };
            log::info!("{} at {}: {error}", place.service.code(), place.address);
            let problem = error.problem();
            is_reached = !is_unreachable(&problem);
            if telling.as_ref().is_none_or(|told| weight(&problem) > weight(told)) {
                telling = Some(problem);
            }
            if !is_reached {
                break;
            }
        }
        worst = worst.or(telling.map(|problem| failure(application.service, &base, problem)));
        // The same host without encryption is asked only if it does not answer otherwise.
        if is_reached {
            break;
        }
    }
    Err(worst.unwrap_or(AccountError::NoAddress))
}

/// The error for the most telling problem. A host at which nothing was found is told as that.
fn failure(service: Option<ServiceKind>, base: &Url, problem: AccountProblem) -> AccountError {
    if service.is_none() && weight(&problem) == 0 {
        AccountError::NothingFound { host: base.host_str().unwrap_or_default().to_owned() }
    } else {
        AccountError::Server(problem)
    }
}

/// Signs in and reads the feeds: some servers accept anybody until they are asked for something.
async fn sign_in(service: &mut dyn crate::sync::Service) -> Result<(), ServiceError> {
    service.sign_in().await?;
    service.feeds().await.map(|_| ())
}

fn credentials(application: &Application) -> Result<Credentials, CredentialsError> {
    let secret = application.secret.reveal();
    if secret.is_empty() {
        Err(CredentialsError::Empty)
    } else if application.user.is_empty() {
        Credentials::token(secret)
    } else {
        Credentials::password(&application.user, secret)
    }
}

/// The addresses that the text may mean, encrypted ones first.
fn addresses(application: &Application) -> Result<Vec<Url>, AccountError> {
    let fixed = application.service.and_then(ServiceKind::fixed_address);
    let text = application.address.trim();
    let text = match (fixed, text) {
        (Some(fixed), _) => fixed,
        (None, "") => return Err(AccountError::NoAddress),
        (None, text) => text,
    };
    let urls = interpret(text).map_err(AccountError::Address)?;
    let urls: Vec<Url> =
        urls.into_iter().filter(|url| matches!(url.scheme(), "http" | "https")).collect();
    if urls.is_empty() { Err(AccountError::NoAddress) } else { Ok(urls) }
}

/// A server on this machine is reached without a network.
fn is_own_machine(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Whether no other place of the same host will answer either.
fn is_unreachable(problem: &AccountProblem) -> bool {
    let AccountProblem::Network { problem: ProblemKind::Host { problem, .. } } = problem else {
        return false;
    };
    match problem {
        HostProblem::Dns
        | HostProblem::Unreachable
        | HostProblem::Refused
        | HostProblem::Tls
        | HostProblem::Timeout
        | HostProblem::Private
        | HostProblem::Resting
        | HostProblem::Plaintext => true,
        HostProblem::Broken => false,
    }
}

/// How much a problem says about what the user has to change.
fn weight(problem: &AccountProblem) -> u8 {
    match problem {
        AccountProblem::ApiPassword { .. }
        | AccountProblem::ApiOff { .. }
        | AccountProblem::SubscriptionEnded { .. }
        | AccountProblem::ApplicationId { .. } => 4,
        AccountProblem::SignIn { .. } | AccountProblem::Quota { .. } => 3,
        AccountProblem::Unreadable { .. }
        | AccountProblem::Keyring { .. }
        | AccountProblem::FeedsVanished { .. }
        | AccountProblem::Parked { .. } => 2,
        // Most of the places that are tried do not exist, and other programs refuse the question.
        AccountProblem::Network {
            problem: ProblemKind::Status { status: 400 | 404 | 405 | 410 | 501, .. },
        }
        | AccountProblem::NotThisService { .. } => 0,
        AccountProblem::Network { .. } => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn application(address: &str) -> Application {
        Application {
            service: None,
            address: address.to_owned(),
            user: "me".to_owned(),
            secret: Secret::new("pw"),
            may_be_plain: false,
        }
    }

    #[test]
    fn an_address_without_a_scheme_is_encrypted_first() {
        let urls = addresses(&application("rss.example.org/sub")).unwrap();
        assert_eq!(urls[0].as_str(), "https://rss.example.org/sub");
        assert!(matches!(addresses(&application("  ")), Err(AccountError::NoAddress)));
        let hosted = Application { service: Some(ServiceKind::BazQux), ..application("") };
        assert_eq!(addresses(&hosted).unwrap()[0].as_str(), "https://bazqux.com/");
    }

    #[test]
    fn a_secret_is_a_password_with_a_user_and_a_token_without() {
        let password = application("a.org");
        assert_eq!(credentials(&password), Credentials::password("me", "pw"));
        let token = Application { user: String::new(), ..password.clone() };
        assert_eq!(credentials(&token), Credentials::token("pw"));
        let nothing = Application { secret: Secret::default(), ..password };
        assert_eq!(credentials(&nothing), Err(CredentialsError::Empty));
    }

    #[test]
    fn a_host_without_a_known_service_is_told_as_that() {
        let base = Url::parse("https://a.org/").unwrap();
        let problem = |status| AccountProblem::Network {
            problem: ProblemKind::Status { host: "a.org".to_owned(), status, retry_at: None },
        };
        for status in [404, 405, 501] {
            let found = failure(None, &base, problem(status));
            assert!(matches!(found, AccountError::NothingFound { .. }), "{status}");
        }
        let chosen = failure(Some(ServiceKind::Fever), &base, problem(404));
        assert!(matches!(chosen, AccountError::Server(_)), "it says what the server answers");
        assert!(matches!(failure(None, &base, problem(503)), AccountError::Server(_)));
    }

    #[test]
    fn the_problem_that_says_most_is_shown() {
        let host = || "a.org".to_owned();
        let missing = ProblemKind::Status { host: host(), status: 404, retry_at: None };
        let in_order = [
            AccountProblem::NotThisService { host: host() },
            AccountProblem::Unreadable { host: host() },
            AccountProblem::SignIn { host: host() },
            AccountProblem::ApiPassword { host: host() },
        ];
        assert!(in_order.windows(2).all(|pair| weight(&pair[0]) < weight(&pair[1])));
        assert_eq!(weight(&AccountProblem::Network { problem: missing }), weight(&in_order[0]));
    }
}
