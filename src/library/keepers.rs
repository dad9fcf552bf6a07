//! Services that keep pages: adding one, testing it, and sending a page, for window and command
//! line.

use crate::i18n::t;
use crate::library::accounts::Link;
use crate::model::{Credentials, Grant, Keeper, KeeperKind, Page, Secret, origin_of};
use crate::net::account_name;
use crate::sync::{PageKeeper, keeper_credentials, keeper_error, open_keeper};

/// What is needed to use a service.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeeperForm {
    /// A [`KeeperKind::code`].
    pub kind: String,
    pub address: String,
    /// The user name and the client, for kinds that have them.
    pub user: String,
    pub client_id: String,
    pub client_secret: Secret,
    /// A token, or the password.
    pub secret: Secret,
}

impl KeeperForm {
    /// The service and its credentials, or what is missing as a sentence for the user.
    pub fn read(&self) -> Result<(Keeper, Credentials), String> {
        let kind = KeeperKind::from_code(&self.kind).ok_or_else(|| t!(error_keeper_kind))?;
        let mut keeper = Keeper {
            kind: kind.code().to_owned(),
            address: self.address.trim().to_owned(),
            ..Keeper::default()
        };
        if kind.has_client() {
            self.user.trim().clone_into(&mut keeper.user);
            self.client_id.trim().clone_into(&mut keeper.client_id);
            if keeper.user.is_empty() || keeper.client_id.is_empty() {
                return Err(t!(error_keeper_client));
            }
        }
        keeper.address = keeper.url().ok_or_else(|| t!(error_account_no_address))?.into();
        let credentials = keeper_credentials(kind, &self.secret, &self.client_secret)
            .map_err(crate::model::CredentialsError::user_message)?;
        Ok((keeper, credentials))
    }
}

/// Tries a service, then puts its secret into the keyring. The error is a sentence for the user.
pub async fn add_keeper(link: &Link, form: &KeeperForm) -> Result<Keeper, String> {
    let (mut keeper, credentials) = form.read()?;
    let url = keeper.url().ok_or_else(|| t!(error_account_no_address))?;
    let mut service = opened(link, &keeper, credentials.clone())?;
    service.check().await.map_err(|error| keeper_error(&error))?;
    let origin = origin_of(&url);
    keeper.account = account_name(&origin, link.clock.now());
    let (vault, account) = (link.vault.clone(), keeper.account.clone());
    let grant = Grant { origin, credentials };
    // The keyring may ask the user, which takes as long as it takes.
    let kept = tokio::task::spawn_blocking(move || vault.keep(&account, &grant)).await;
    match kept {
        Ok(Ok(_)) => Ok(keeper),
        Ok(Err(error)) => Err(error.user_message()),
        Err(_) => Err(t!(error_program_part_stopped)),
    }
}

/// Whether a service can be used now.
pub async fn test_keeper(link: &Link, keeper: &Keeper) -> Result<(), String> {
    let mut service = opened(link, keeper, credentials(link, keeper).await?)?;
    service.check().await.map_err(|error| keeper_error(&error))
}

/// Sends a page to a service.
pub async fn send_page(link: &Link, keeper: &Keeper, page: &Page) -> Result<(), String> {
    let mut service = opened(link, keeper, credentials(link, keeper).await?)?;
    service.keep(page).await.map_err(|error| keeper_error(&error))
}

async fn credentials(link: &Link, keeper: &Keeper) -> Result<Credentials, String> {
    let (vault, account) = (link.vault.clone(), keeper.account.clone());
    let read = tokio::task::spawn_blocking(move || vault.read(&account)).await;
    match read {
        Ok(read) => read.map_err(|error| error.user_message()),
        Err(_) => Err(t!(error_program_part_stopped)),
    }
}

fn opened(
    link: &Link,
    keeper: &Keeper,
    credentials: Credentials,
) -> Result<Box<dyn PageKeeper>, String> {
    open_keeper(link.client.clone(), link.clock.clone(), keeper, credentials)
        .ok_or_else(|| t!(error_keeper_kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(kind: KeeperKind) -> KeeperForm {
        KeeperForm {
            kind: kind.code().to_owned(),
            address: "keep.example".to_owned(),
            user: "ann".to_owned(),
            client_id: "1_a".to_owned(),
            client_secret: Secret::new("client"),
            secret: Secret::new("word"),
        }
    }

    #[test]
    fn each_kind_has_its_own_fields() {
        for kind in KeeperKind::ALL {
            let (keeper, credentials) = form(kind).read().unwrap();
            assert_eq!(keeper.address, "https://keep.example/");
            assert_eq!(keeper.user.is_empty(), !kind.has_client());
            let is_token = matches!(credentials, Credentials::Token(_));
            assert_eq!(is_token, !kind.has_client(), "{kind:?}");
        }
    }

    #[test]
    fn what_is_missing_is_said() {
        let wallabag = form(KeeperKind::Wallabag);
        let readeck = form(KeeperKind::Readeck);
        for broken in [
            KeeperForm { kind: "pocket".to_owned(), ..readeck.clone() },
            KeeperForm { address: String::new(), ..readeck.clone() },
            KeeperForm { secret: Secret::default(), ..readeck },
            KeeperForm { client_id: " ".to_owned(), ..wallabag.clone() },
            KeeperForm { user: String::new(), ..wallabag.clone() },
            KeeperForm { client_secret: Secret::default(), ..wallabag },
        ] {
            assert!(broken.read().is_err_and(|message| !message.is_empty()), "{broken:?}");
        }
    }
}
