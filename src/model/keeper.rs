//! Services that keep pages for later: bookmarks and reading lists on a server.

use serde::{Deserialize, Serialize};
use url::Url;

/// A kind of service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeeperKind {
    Karakeep,
    Linkding,
    Readeck,
    Wallabag,
}

impl KeeperKind {
    pub const ALL: [Self; 4] = [Self::Karakeep, Self::Linkding, Self::Readeck, Self::Wallabag];

    /// The word in the settings and on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Karakeep => "karakeep",
            Self::Linkding => "linkding",
            Self::Readeck => "readeck",
            Self::Wallabag => "wallabag",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code().eq_ignore_ascii_case(code.trim()))
    }

    /// The name of the program, which no language translates.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Karakeep => "Karakeep",
            Self::Linkding => "Linkding",
            Self::Readeck => "Readeck",
            Self::Wallabag => "Wallabag",
        }
    }

    /// Whether it wants a user name and a registered client, not just a token.
    #[must_use]
    pub fn has_client(self) -> bool {
        match self {
            Self::Wallabag => true,
            Self::Karakeep | Self::Linkding | Self::Readeck => false,
        }
    }
}

/// A service of the user, as in `settings.toml`. Its secret is in the keyring.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Keeper {
    /// A [`KeeperKind::code`]. A newer program may know more.
    pub kind: String,
    /// The address of the server.
    pub address: String,
    /// The user name, if the kind has one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub user: String,
    /// The id of the client that the user registered at the server, if the kind has one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub client_id: String,
    /// The name of its secret in the keyring.
    pub account: String,
}

impl Keeper {
    #[must_use]
    pub fn kind(&self) -> Option<KeeperKind> {
        KeeperKind::from_code(&self.kind)
    }

    /// The name on screen.
    #[must_use]
    pub fn name(&self) -> String {
        self.kind().map_or_else(|| self.kind.clone(), |kind| kind.name().to_owned())
    }

    /// The address, if it is one of the web. One without a scheme gets `https`.
    #[must_use]
    pub fn url(&self) -> Option<Url> {
        let typed = self.address.trim();
        let with_scheme =
            if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
        let url = Url::parse(&with_scheme).ok()?;
        (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
    }
}

/// A page to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub url: Url,
    /// May be empty; the service then takes that of the page.
    pub title: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_found_by_its_word() {
        for kind in KeeperKind::ALL {
            assert_eq!(KeeperKind::from_code(kind.code()), Some(kind));
            assert_eq!(KeeperKind::from_code(kind.name()), Some(kind));
        }
        assert_eq!(KeeperKind::from_code("pocket"), None);
    }

    #[test]
    fn an_address_gets_a_scheme_and_must_be_of_the_web() {
        let url = |address: &str| {
            let keeper = Keeper { address: address.to_owned(), ..Keeper::default() };
            keeper.url().map(String::from)
        };
        assert_eq!(url(" links.example ").as_deref(), Some("https://links.example/"));
        assert_eq!(url("http://10.0.0.1:9090/x").as_deref(), Some("http://10.0.0.1:9090/x"));
        for bad in ["", "file:///etc", "javascript:x", "https://"] {
            assert_eq!(url(bad), None, "{bad}");
        }
    }
}
