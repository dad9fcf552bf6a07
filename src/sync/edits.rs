//! Plans the calls that bring a change of subscriptions to a server. Pure.
//!
//! The list of the server is the truth, not its "OK": a plan is made from the list, and made again
//! from the next list until nothing is left of it. So a change that another program made already,
//! or that the server refused because it was so, needs no call.

use super::service::{Abilities, FeedEdit, FeedList};
use crate::model::{AccountFeed, RemoteFeed, SubscriptionChange, feed_key};

/// Why there is no plan for a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// The server does not list the feed.
    FeedMissing,
    /// The server cannot do it.
    NotOffered,
}

/// The next calls for a change; empty if the server is as the change wants it. `tried` are calls
/// that were made before, which are not made again.
pub(super) fn plan(
    change: &SubscriptionChange,
    list: &FeedList,
    abilities: &Abilities,
    tried: &[FeedEdit],
) -> Result<Vec<FeedEdit>, Obstacle> {
    let mut edits = match change {
        SubscriptionChange::Subscribe { feed, title, folder } => {
            let Some(found) = find(list, feed) else {
                let edit = FeedEdit::Subscribe {
                    url: feed.feed_url.clone(),
                    title: title.clone(),
                    folder: folder.clone(),
                };
                return match (abilities.subscribe.is_yes(), tried.contains(&edit)) {
                    (false, _) => Err(Obstacle::NotOffered),
                    (true, true) => Err(Obstacle::FeedMissing),
                    (true, false) => Ok(vec![edit]),
                };
            };
            let rename = title.as_deref().and_then(|title| rename(found, title));
            let shift = folder.as_deref().and_then(|folder| shift(found, None, Some(folder)));
            rename.into_iter().chain(shift).collect()
        }
        SubscriptionChange::Rename { feed, title } => {
            rename(find(list, feed).ok_or(Obstacle::FeedMissing)?, title).into_iter().collect()
        }
        SubscriptionChange::Move { feed, from, to } => {
            let found = find(list, feed).ok_or(Obstacle::FeedMissing)?;
            shift(found, from.as_deref(), to.as_deref()).into_iter().collect()
        }
        SubscriptionChange::Unsubscribe { feed } => {
            let found = find(list, feed).map(|found| found.id.clone());
            found.map(|feed| FeedEdit::Unsubscribe { feed }).into_iter().collect()
        }
        SubscriptionChange::NewFolder { name } => {
            let is_there = list.folders.iter().any(|other| is_same_name(other, name));
            if is_there { Vec::new() } else { vec![FeedEdit::NewFolder { name: name.clone() }] }
        }
        SubscriptionChange::RenameFolder { old_name, new_name } => {
            rename_folder(list, old_name, new_name, tried)
        }
        SubscriptionChange::RemoveFolder { name } => empty_folder(list, name, None),
    };
    edits.retain(|edit| !tried.contains(edit));
    let is_offered = edits.iter().all(|edit| is_possible(edit, abilities));
    if is_offered { Ok(edits) } else { Err(Obstacle::NotOffered) }
}

fn is_possible(edit: &FeedEdit, abilities: &Abilities) -> bool {
    match edit {
        FeedEdit::Subscribe { .. } | FeedEdit::Unsubscribe { .. } => abilities.subscribe.is_yes(),
        FeedEdit::Rename { .. } => abilities.rename_feed.is_yes(),
        FeedEdit::Move { .. } => abilities.move_feed.is_yes(),
        // A folder of a server without empty ones is made with its first feed.
        FeedEdit::NewFolder { .. } => true,
        FeedEdit::RenameFolder { .. } | FeedEdit::RemoveFolder { .. } => {
            abilities.edit_folder.is_yes()
        }
    }
}

/// A feed in the list, by its id, or else by its address.
fn find<'a>(list: &'a FeedList, feed: &AccountFeed) -> Option<&'a RemoteFeed> {
    let of_id = feed.remote_id.as_ref().and_then(|id| list.feeds.iter().find(|it| it.id == *id));
    let key = feed_key(&feed.feed_url);
    of_id.or_else(|| list.feeds.iter().find(|it| feed_key(&it.feed_url) == key))
}

fn rename(found: &RemoteFeed, title: &str) -> Option<FeedEdit> {
    let is_same = is_same_name(&found.title, title) || title.trim().is_empty();
    let edit = || FeedEdit::Rename { feed: found.id.clone(), title: title.to_owned() };
    (!is_same).then(edit)
}

/// The move of a feed to a folder. A feed that somebody else moved meanwhile moves from there.
fn shift(found: &RemoteFeed, from: Option<&str>, to: Option<&str>) -> Option<FeedEdit> {
    let is_there = match to {
        Some(to) => is_inside(found, to),
        None => found.folders.is_empty(),
    };
    let from = from.filter(|from| found.folders.is_empty() || is_inside(found, from));
    let from = from.map(str::to_owned).or_else(|| found.folders.first().cloned());
    let feed = found.id.clone();
    (!is_there).then(|| FeedEdit::Move { feed, from, to: to.map(str::to_owned) })
}

fn is_inside(feed: &RemoteFeed, folder: &str) -> bool {
    feed.folders.iter().any(|own| is_same_name(own, folder))
}

/// A name in use is refused by some servers and ignored without a word by others. Then the feeds
/// that are still in the folder move instead.
fn rename_folder(
    list: &FeedList,
    old_name: &str,
    new_name: &str,
    tried: &[FeedEdit],
) -> Vec<FeedEdit> {
    let has = |name: &str| list.folders.iter().any(|other| is_same_name(other, name));
    if !has(old_name) || is_same_name(old_name, new_name) {
        return Vec::new();
    }
    let edit =
        FeedEdit::RenameFolder { old_name: old_name.to_owned(), new_name: new_name.to_owned() };
    if has(new_name) || tried.contains(&edit) {
        empty_folder(list, old_name, Some(new_name))
    } else {
        vec![edit]
    }
}

/// Moves the feeds out of a folder, and then removes it. Some servers would put the feeds into any
/// other folder, and some would remove them.
fn empty_folder(list: &FeedList, name: &str, to: Option<&str>) -> Vec<FeedEdit> {
    let inside = list.feeds.iter().filter(|feed| is_inside(feed, name));
    let mut edits: Vec<_> = inside.filter_map(|feed| shift(feed, Some(name), to)).collect();
    if edits.is_empty() && list.folders.iter().any(|other| is_same_name(other, name)) {
        edits.push(FeedEdit::RemoveFolder { name: name.to_owned() });
    }
    edits
}

/// Whether two names are the same to a server. FreshRSS lists `&`, `<`, `,` and the like as their
/// wide forms, so that a name that was set does not come back.
#[must_use]
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    let narrow = |name: &str| -> String {
        name.chars()
            .map(|c| match u32::from(c) {
                wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(c),
                _ => c,
            })
            .collect::<String>()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    one == other || narrow(one) == narrow(other)
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use crate::model::{FeedId, RemoteId};
    use crate::sync::service::{Ability, Hindrance};

    const ALL: Abilities = Abilities {
        subscribe: Ability::Yes,
        rename_feed: Ability::Yes,
        move_feed: Ability::Yes,
        new_folder: Ability::Yes,
        edit_folder: Ability::Yes,
        label: Ability::Yes,
        ids_per_fetch: 1,
        ids_per_mark: 1,
    };

    fn url(name: &str) -> Url {
        Url::parse(&format!("https://{name}.test/feed")).unwrap()
    }

    fn list(feeds: &[(&str, &str, Option<&str>)], folders: &[&str]) -> FeedList {
        let feed = |(name, title, folder): &(&str, &str, Option<&str>)| RemoteFeed {
            id: RemoteId(format!("feed/{name}")),
            title: (*title).to_owned(),
            feed_url: url(name),
            site_url: None,
            icon_url: None,
            folders: folder.map(str::to_owned).into_iter().collect(),
        };
        FeedList {
            feeds: feeds.iter().map(feed).collect(),
            folders: folders.iter().map(|name| (*name).to_owned()).collect(),
            ..FeedList::default()
        }
    }

    fn feed(name: &str, is_known: bool) -> AccountFeed {
        let remote_id = is_known.then(|| RemoteId(format!("feed/{name}")));
        AccountFeed { feed_id: FeedId(1), remote_id, feed_url: url(name) }
    }

    fn shifted(name: &str, from: Option<&str>, to: Option<&str>) -> FeedEdit {
        let feed = RemoteId(format!("feed/{name}"));
        FeedEdit::Move { feed, from: from.map(str::to_owned), to: to.map(str::to_owned) }
    }

    #[test]
    fn a_feed_that_another_program_added_is_only_renamed_and_moved() {
        let change = SubscriptionChange::Subscribe {
            feed: feed("u", false),
            title: Some("My U".into()),
            folder: Some("World news".into()),
        };
        let before = list(&[], &[]);
        let first = plan(&change, &before, &ALL, &[]).unwrap();
        assert!(matches!(&first[..], [FeedEdit::Subscribe { .. }]));
        let again = plan(&change, &before, &ALL, &first);
        assert_eq!(again, Err(Obstacle::FeedMissing), "subscribing was of no use");
        let there = list(&[("u", "U", Some("Other"))], &["Other"]);
        let rename = FeedEdit::Rename { feed: RemoteId("feed/u".into()), title: "My U".into() };
        let expected = vec![rename, shifted("u", Some("Other"), Some("World news"))];
        assert_eq!(plan(&change, &there, &ALL, &[]).unwrap(), expected);
        let done = list(&[("u", "My U", Some("World news"))], &["World news"]);
        assert_eq!(plan(&change, &done, &ALL, &[]).unwrap(), []);
    }

    #[test]
    fn a_title_with_wide_forms_is_the_title_that_was_set() {
        let change =
            SubscriptionChange::Rename { feed: feed("b", true), title: "B, my <t>".into() };
        let listed = list(&[("b", "B\u{ff0c} my \u{ff1c}t\u{ff1e}", None)], &[]);
        assert_eq!(plan(&change, &listed, &ALL, &[]).unwrap(), []);
    }

    #[test]
    fn a_rename_that_did_not_come_back_is_not_sent_again() {
        let change = SubscriptionChange::Rename { feed: feed("b", true), title: "T".into() };
        let listed = list(&[("b", "b", None)], &[]);
        let tried = plan(&change, &listed, &ALL, &[]).unwrap();
        assert_eq!(tried.len(), 1);
        assert_eq!(plan(&change, &listed, &ALL, &tried).unwrap(), []);
    }

    #[test]
    fn a_folder_gets_a_name_in_use_by_moving_the_feeds_that_are_still_in_it() {
        let change =
            SubscriptionChange::RenameFolder { old_name: "N".into(), new_name: "P".into() };
        // Another program moved f away and made a folder P.
        let feeds = [("e", "e", Some("N")), ("f", "f", Some("K")), ("g", "g", Some("P"))];
        let first = plan(&change, &list(&feeds, &["K", "N", "P"]), &ALL, &[]).unwrap();
        assert_eq!(first, [shifted("e", Some("N"), Some("P"))]);
        let emptied = [("e", "e", Some("P")), ("f", "f", Some("K"))];
        let last = plan(&change, &list(&emptied, &["K", "N", "P"]), &ALL, &first).unwrap();
        assert_eq!(last, [FeedEdit::RemoveFolder { name: "N".into() }]);
        assert_eq!(plan(&change, &list(&emptied, &["K", "P"]), &ALL, &last).unwrap(), []);
    }

    #[test]
    fn a_rename_of_a_folder_that_did_nothing_becomes_moves() {
        let change =
            SubscriptionChange::RenameFolder { old_name: "N".into(), new_name: "P".into() };
        let listed = list(&[("e", "e", Some("N"))], &["N"]);
        let first = plan(&change, &listed, &ALL, &[]).unwrap();
        assert!(matches!(&first[..], [FeedEdit::RenameFolder { .. }]));
        let second = plan(&change, &listed, &ALL, &first).unwrap();
        assert_eq!(second, [shifted("e", Some("N"), Some("P"))]);
    }

    #[test]
    fn the_feeds_leave_a_folder_before_it_is_removed() {
        let change = SubscriptionChange::RemoveFolder { name: "N".into() };
        let first = plan(&change, &list(&[("e", "e", Some("N"))], &["N"]), &ALL, &[]).unwrap();
        assert_eq!(first, [shifted("e", Some("N"), None)]);
        let second = plan(&change, &list(&[("e", "e", None)], &["N"]), &ALL, &first).unwrap();
        assert_eq!(second, [FeedEdit::RemoveFolder { name: "N".into() }]);
    }

    #[test]
    fn a_change_of_a_feed_that_is_gone_cannot_be_made() {
        let none = list(&[], &[]);
        let rename = SubscriptionChange::Rename { feed: feed("b", true), title: "T".into() };
        let leave = SubscriptionChange::Unsubscribe { feed: feed("b", true) };
        assert_eq!(plan(&rename, &none, &ALL, &[]), Err(Obstacle::FeedMissing));
        assert_eq!(plan(&leave, &none, &ALL, &[]), Ok(Vec::new()), "it is as it should be");
    }

    #[test]
    fn a_server_without_subscriptions_is_not_asked_for_any() {
        let no = Ability::No(Hindrance::FixedSubscriptions);
        let fixed = Abilities { subscribe: no, move_feed: no, ..ALL };
        let listed = list(&[("b", "b", None)], &[]);
        let leave = SubscriptionChange::Unsubscribe { feed: feed("b", true) };
        let shift =
            SubscriptionChange::Move { feed: feed("b", true), from: None, to: Some("N".into()) };
        for change in [leave, shift] {
            assert_eq!(plan(&change, &listed, &fixed, &[]), Err(Obstacle::NotOffered));
        }
    }
}
