//! An account beside the feeds of the day, where another device reads, too.

use std::path::Path;

use gleaner::library::accounts::{Found, add_account};
use gleaner::model::{Credentials, Secret, ServiceKind};
use gleaner::net::Vault;
use gleaner::store::{Reader, Store};

use crate::support::sync_double::Double;
use crate::support::sync_double::client::DoubleClient;
use crate::support::sync_double::state::Quirks;

/// The server of the account.
pub fn server() -> DoubleClient {
    let mut double = Double::new(Quirks::freshrss());
    double.state.add_feed("away", None, &["Away 00", "Away 01"]);
    DoubleClient::new(double)
}

/// Adds the account to a library.
pub fn add(store: &mut Store, vault: &Vault, server: &DoubleClient) {
    let user = "ann".to_owned();
    let password = Secret::new("api-secret-1".to_owned());
    let credentials = Credentials::Password { user: user.clone(), password };
    let service = ServiceKind::FreshRss;
    let found = Found { service, address: server.address(), user, credentials };
    add_account(store, vault, &found, Some("Home")).unwrap();
}

/// The server gets an entry, and another device reads the one of the hour before.
pub fn pass_hour(server: &DoubleClient, hour: i64) {
    server.with(|double| {
        let feed = double.state.feed_at("https://away.test/feed").unwrap();
        double.state.add_item(feed, &format!("Away {:02}", hour + 2));
        // What is read before the first sync does not come.
        if hour > 0 {
            double.state.item(&format!("Away {:02}", hour + 1)).is_read = true;
        }
    });
}

/// The entries at the server.
pub fn entries(server: &DoubleClient) -> usize {
    server.with(|double| double.state.marks().len())
}

/// Checks that both sides agree and nothing waits.
pub fn check(library: &Path, server: &DoubleClient) {
    let reader = Reader::open(library).unwrap();
    let account = reader.accounts().unwrap().into_iter().find(|one| one.name == "Home").unwrap();
    assert_eq!((account.problem, reader.pending(account.id).unwrap()), (None, Vec::new()));
    let mut here: Vec<String> = reader
        .known_entries(account.id)
        .unwrap()
        .into_values()
        .map(|known| {
            let title = reader.entry(known.entry).unwrap().unwrap().content.title;
            let read = if known.is_read { " read" } else { "" };
            let star = if known.is_starred { " star" } else { "" };
            format!("{title}{read}{star}")
        })
        .collect();
    here.sort();
    assert_eq!(here, server.with(|double| double.state.marks()));
}
