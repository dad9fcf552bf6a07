//! The interfaces that are spoken, a file for each. Only this file knows them all.

mod fever;
mod google_reader;
mod items;
mod miniflux;

use self::fever::Fever;
use self::google_reader::GoogleReader;
use self::miniflux::Miniflux;
use super::http::Connection;
use super::service::{Abilities, Service};
use crate::model::{Protocol, ServiceKind};

/// What servers of a kind can do, without asking one.
#[must_use]
pub fn abilities(kind: ServiceKind) -> Abilities {
    match kind.protocol() {
        Protocol::Fever => fever::abilities(),
        Protocol::Miniflux => miniflux::abilities(),
        Protocol::GoogleReader
        | Protocol::Nextcloud
        | Protocol::Feedbin
        | Protocol::TinyTinyRss => google_reader::abilities(kind),
    }
}

/// The server of a kind behind a connection. Nothing is sent yet.
#[must_use]
pub fn open(kind: ServiceKind, connection: Connection) -> Box<dyn Service> {
    match kind.protocol() {
        Protocol::Fever => Box::new(Fever::new(connection, kind)),
        Protocol::Miniflux => Box::new(Miniflux::new(connection)),
        Protocol::GoogleReader
        | Protocol::Nextcloud
        | Protocol::Feedbin
        | Protocol::TinyTinyRss => Box::new(GoogleReader::new(connection, kind)),
    }
}
