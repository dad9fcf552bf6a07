//! The interfaces that are spoken, a file for each. Only this file knows them all.

mod feedbin;
mod fever;
mod google_reader;
mod items;
mod miniflux;
mod nextcloud;
mod tiny_tiny_rss;

use self::feedbin::Feedbin;
use self::fever::Fever;
use self::google_reader::GoogleReader;
use self::miniflux::Miniflux;
use self::nextcloud::Nextcloud;
use self::tiny_tiny_rss::TinyTinyRss;
use super::http::Connection;
use super::service::{Abilities, Service};
use crate::model::{Protocol, ServiceKind};

/// What servers of a kind can do, without asking one.
#[must_use]
pub fn abilities(kind: ServiceKind) -> Abilities {
    match kind.protocol() {
        Protocol::Fever => fever::abilities(),
        Protocol::Miniflux => miniflux::abilities(),
        Protocol::GoogleReader => google_reader::abilities(kind),
        Protocol::Nextcloud => nextcloud::abilities(),
        Protocol::Feedbin => feedbin::abilities(),
        Protocol::TinyTinyRss => tiny_tiny_rss::abilities(),
    }
}

/// The server of a kind behind a connection. Nothing is sent yet.
#[must_use]
pub fn open(kind: ServiceKind, connection: Connection) -> Box<dyn Service> {
    match kind.protocol() {
        Protocol::Fever => Box::new(Fever::new(connection, kind)),
        Protocol::Miniflux => Box::new(Miniflux::new(connection)),
        Protocol::GoogleReader => Box::new(GoogleReader::new(connection, kind)),
        Protocol::Nextcloud => Box::new(Nextcloud::new(connection)),
        Protocol::Feedbin => Box::new(Feedbin::new(connection)),
        Protocol::TinyTinyRss => Box::new(TinyTinyRss::new(connection)),
    }
}
