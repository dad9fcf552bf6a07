//! Reads Thunderbird's `feeds.json`, in which each feed names the mail folder that it goes to.

use serde::Deserialize;
use url::Url;

use super::read::{Folders, is_too_long};
use super::text::{folded, web_address};
use super::{ListedFeed, RefusedFeed, SubscriptionList};
use crate::model::FeedChoices;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Subscription {
    url: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    link: Option<String>,
    dest_folder: String,
}

/// Reads `feeds.json`. `None` if the text is something else.
pub(super) fn read(text: &str) -> Option<SubscriptionList> {
    let subscriptions: Vec<Subscription> = serde_json::from_str(text).ok()?;
    if subscriptions.is_empty() {
        return None;
    }
    let mut list = SubscriptionList::default();
    let mut known = Folders::default();
    for subscription in subscriptions {
        if is_too_long(&list) {
            break;
        }
        let title = folded(&subscription.title.unwrap_or_default());
        let mut folders = folders(&subscription.dest_folder, &title);
        let Some(feed_url) = web_address(subscription.url.trim()) else {
            list.refused.push(RefusedFeed { address: subscription.url, title, folders });
            continue;
        };
        if !folders.is_empty() && !known.add(&folders, &mut list) {
            folders.clear();
        }
        let site_url = subscription.link.and_then(|link| web_address(link.trim()));
        list.feeds.push(ListedFeed {
            feed_url,
            title,
            site_url,
            folders,
            choices: FeedChoices::default(),
        });
    }
    Some(list)
}

/// Whether a text is `feeds.rdf` of older versions, which links every entry to every feed.
pub(super) fn is_rdf(text: &str) -> bool {
    text.contains("urn:forumzilla:") && text.contains("RDF") && !text.contains("<opml")
}

/// The folders in a destination such as `mailbox://nobody@Feeds/News/Example`. Thunderbird gives
/// each feed a mail folder named after it, which is not a folder here.
fn folders(destination: &str, title: &str) -> Vec<String> {
    let Ok(url) = Url::parse(destination) else { return Vec::new() };
    let mut names: Vec<String> =
        url.path().split('/').map(decoded).filter(|name| !name.is_empty()).collect();
    if names.last().is_some_and(|last| last.eq_ignore_ascii_case(title)) {
        names.pop();
    }
    names
}

fn decoded(segment: &str) -> String {
    // Decoded like a form, except that `+`, `&` and `=` stand for themselves.
    let pairs = segment.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    folded(
        &url::form_urlencoded::parse(pairs.as_bytes())
            .map(|(name, _)| name.into_owned())
            .collect::<String>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mail_folder_of_a_feed_is_left_out_but_its_parents_are_folders() {
        assert_eq!(folders("mailbox://nobody@Feeds/News/C%2B%2B%20%26%20co", "C++ & co"), ["News"]);
        assert_eq!(folders("mailbox://nobody@Feeds-1/Tech%20news", "Example"), ["Tech news"]);
        assert_eq!(folders("mailbox://nobody@Feeds/Example", "Example"), [""; 0]);
        assert_eq!(folders("nowhere", "Example"), [""; 0]);
    }
}
