//! The part of OPML that only Gleaner writes: attributes on the outlines of feeds, and elements in
//! the head for saved searches and rules.
//!
//! They are in the head because other readers look only for a title there. In the body they would
//! be taken for feeds or folders.

use url::Url;

use super::SubscriptionList;
use super::text::value;
use crate::markup::Tag;
use crate::markup::escape::push_attribute;
use crate::model::{
    FeedChoices, FeedOptions, ListedRule, ListedScope, ListedSearch, ListenOptions, Pace,
    PicturePolicy, Retention, RuleActions,
};

/// The attribute that declares the namespace. Other prefixes for it are not read.
pub(super) const DECLARATION: &str = "xmlns:gleaner";
/// The name of the namespace. It is not a web address.
pub(super) const NAMESPACE: &str = "urn:gleaner:opml";

const PREFIX: &str = "gleaner:";
const SEARCH: &str = "gleaner:smartFeed";
const RULE: &str = "gleaner:rule";

const INTERVAL: &str = "gleaner:interval";
const FULL_TEXT: &str = "gleaner:fullText";
const PICTURES: &str = "gleaner:pictures";
const NOTIFY: &str = "gleaner:notify";
const KEEP_DAYS: &str = "gleaner:keepDays";
const KEEP_ENTRIES: &str = "gleaner:keepEntries";
const HIDE_FROM_TODAY: &str = "gleaner:hideFromToday";
const HIDE_COUNT: &str = "gleaner:hideCount";
const UNREAD_LIMIT: &str = "gleaner:unreadLimit";
const PACE: &str = "gleaner:pace";
const SPEED: &str = "gleaner:speed";
const SKIP_START: &str = "gleaner:skipStart";
const SKIP_END: &str = "gleaner:skipEnd";
const DOWNLOADS: &str = "gleaner:downloads";

const POLICIES: [(&str, PicturePolicy); 3] = [
    ("always", PicturePolicy::Always),
    ("ask", PicturePolicy::Ask),
    ("never", PicturePolicy::Never),
];

const PACES: [(&str, Pace); 4] = [
    ("news", Pace::News),
    ("daily", Pace::Daily),
    ("essays", Pace::Essays),
    ("evergreen", Pace::Evergreen),
];

/// Whether a list has data for the namespace.
pub(super) fn is_needed(list: &SubscriptionList) -> bool {
    let has_choices = || list.feeds.iter().any(|feed| feed.choices != FeedChoices::default());
    !list.searches.is_empty() || !list.rules.is_empty() || has_choices()
}

/// Whether an element is in the namespace.
pub(super) fn is_own(tag: &Tag<'_>) -> bool {
    tag.name.get(..PREFIX.len()).is_some_and(|prefix| prefix.eq_ignore_ascii_case(PREFIX))
}

/// Reads a saved search or a rule.
pub(super) fn read_element(tag: &Tag<'_>) -> Option<OwnElement> {
    let query = value(tag, "query")?;
    if tag.name.eq_ignore_ascii_case(SEARCH) {
        return value(tag, "name").map(|name| OwnElement::Search(ListedSearch { name, query }));
    }
    if !tag.name.eq_ignore_ascii_case(RULE) {
        return None;
    }
    let actions = RuleActions {
        marks_read: is_set(tag, "markRead"),
        marks_unread: is_set(tag, "markUnread"),
        stars: is_set(tag, "star"),
        hides: is_set(tag, "hide"),
        notifies: is_set(tag, "notify"),
        tag: value(tag, "tag"),
    };
    let is_enabled = value(tag, "enabled").is_none_or(|word| word != "false");
    Some(OwnElement::Rule(ListedRule { query, scope: scope(tag)?, actions, is_enabled }))
}

/// An element of the namespace.
pub(super) enum OwnElement {
    Search(ListedSearch),
    Rule(ListedRule),
}

/// The scope of a rule. `None` if its feed has no valid address: the rule must not apply to all
/// feeds instead.
fn scope(tag: &Tag<'_>) -> Option<ListedScope> {
    match (value(tag, "feed"), value(tag, "folder")) {
        (Some(address), _) => Url::parse(&address).ok().map(ListedScope::Feed),
        (None, Some(path)) => Some(ListedScope::Folder(names_of(&path))),
        (None, None) => Some(ListedScope::Everywhere),
    }
}

/// The options of a feed.
pub(super) fn choices(tag: &Tag<'_>) -> FeedChoices {
    let number = |name: &str| value(tag, name).and_then(|text| text.parse::<u32>().ok());
    let kept = |name: &str| number(name).filter(|kept| *kept > 0);
    let policy = value(tag, PICTURES).and_then(|word| named(&POLICIES, &word));
    FeedChoices {
        wants_full_text: is_set(tag, FULL_TEXT),
        options: FeedOptions {
            pictures: policy,
            refresh_minutes: number(INTERVAL),
            retention: kept(KEEP_DAYS)
                .map(Retention::Days)
                .or_else(|| kept(KEEP_ENTRIES).map(Retention::Entries)),
            notifies: is_set(tag, NOTIFY),
            hides_from_today: is_set(tag, HIDE_FROM_TODAY),
            hides_count: is_set(tag, HIDE_COUNT),
            unread_limit: kept(UNREAD_LIMIT),
            // A pause is over soon, and another library has its own.
            paused_until: None,
            pace: value(tag, PACE).and_then(|word| named(&PACES, &word)),
            sign_in: None,
            listening: ListenOptions {
                speed_percent: kept(SPEED),
                skip_start_secs: kept(SKIP_START),
                skip_end_secs: kept(SKIP_END),
                downloads: kept(DOWNLOADS),
            },
        },
    }
}

fn named<T: Copy>(names: &[(&str, T)], word: &str) -> Option<T> {
    names.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

fn is_set(tag: &Tag<'_>, name: &str) -> bool {
    value(tag, name).is_some_and(|word| word == "true")
}

/// Writes saved searches and rules, one element per line.
pub(super) fn write_elements(out: &mut String, list: &SubscriptionList) {
    for search in &list.searches {
        out.extend(["    <", SEARCH]);
        push_attribute(out, "name", &search.name);
        push_attribute(out, "query", &search.query);
        out.push_str("/>\n");
    }
    for rule in &list.rules {
        out.extend(["    <", RULE]);
        write_rule(out, rule);
        out.push_str("/>\n");
    }
}

fn write_rule(out: &mut String, rule: &ListedRule) {
    push_attribute(out, "query", &rule.query);
    match &rule.scope {
        ListedScope::Everywhere => {}
        ListedScope::Feed(url) => push_attribute(out, "feed", url.as_str()),
        ListedScope::Folder(names) => push_attribute(out, "folder", &path_of(names)),
    }
    let RuleActions { marks_read, marks_unread, stars, hides, notifies, tag } = &rule.actions;
    let set = [
        (marks_read, "markRead"),
        (marks_unread, "markUnread"),
        (stars, "star"),
        (hides, "hide"),
        (notifies, "notify"),
    ];
    for (_, name) in set.into_iter().filter(|(is_set, _)| **is_set) {
        push_attribute(out, name, "true");
    }
    if let Some(tag) = tag {
        push_attribute(out, "tag", tag);
    }
    if !rule.is_enabled {
        push_attribute(out, "enabled", "false");
    }
}

/// Writes the options of a feed as attributes of its outline.
pub(super) fn write_choices(out: &mut String, choices: &FeedChoices) {
    let FeedOptions {
        pictures,
        refresh_minutes,
        retention,
        notifies,
        hides_from_today,
        hides_count,
        unread_limit,
        paused_until: _,
        pace,
        sign_in: _,
        listening: ListenOptions { speed_percent, skip_start_secs, skip_end_secs, downloads },
    } = &choices.options;
    if let Some(minutes) = refresh_minutes {
        push_attribute(out, INTERVAL, &minutes.to_string());
    }
    if let Some((word, _)) =
        pictures.and_then(|policy| POLICIES.iter().find(|(_, known)| *known == policy))
    {
        push_attribute(out, PICTURES, word);
    }
    if let Some(limit) = unread_limit {
        push_attribute(out, UNREAD_LIMIT, &limit.to_string());
    }
    let numbers = [
        (SPEED, speed_percent),
        (SKIP_START, skip_start_secs),
        (SKIP_END, skip_end_secs),
        (DOWNLOADS, downloads),
    ];
    for (name, number) in numbers {
        if let Some(number) = number {
            push_attribute(out, name, &number.to_string());
        }
    }
    if let Some((word, _)) = pace.and_then(|pace| PACES.iter().find(|(_, known)| *known == pace)) {
        push_attribute(out, PACE, word);
    }
    match retention {
        Some(Retention::Days(days)) => push_attribute(out, KEEP_DAYS, &days.to_string()),
        Some(Retention::Entries(entries)) => {
            push_attribute(out, KEEP_ENTRIES, &entries.to_string());
        }
        None => {}
    }
    for (_, name) in [
        (choices.wants_full_text, FULL_TEXT),
        (*notifies, NOTIFY),
        (*hides_from_today, HIDE_FROM_TODAY),
        (*hides_count, HIDE_COUNT),
    ]
    .into_iter()
    .filter(|(is_set, _)| *is_set)
    {
        push_attribute(out, name, "true");
    }
}

/// Folder names in one text, separated by slashes. A backslash escapes a slash inside a name.
fn path_of(names: &[String]) -> String {
    names
        .iter()
        .map(|name| name.replace('\\', "\\\\").replace('/', "\\/"))
        .collect::<Vec<_>>()
        .join("/")
}

fn names_of(path: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut characters = path.chars();
    while let Some(character) = characters.next() {
        match (character, names.last_mut()) {
            ('/', _) => names.push(String::new()),
            ('\\', Some(name)) => name.extend(characters.next()),
            (other, Some(name)) => name.push(other),
            (_, None) => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opml::parse_opml;

    fn read(text: &str) -> SubscriptionList {
        parse_opml(text.as_bytes()).unwrap()
    }

    #[test]
    fn names_of_folders_may_have_slashes_in_them() {
        for names in [&["a"][..], &["a/b", "c"], &["back\\", "/", "\\/"]] {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            assert_eq!(names_of(&path_of(&names)), names);
        }
    }

    #[test]
    fn a_rule_for_an_invalid_address_does_not_apply_to_all_feeds() {
        let list = read(
            "<opml><head><gleaner:rule query='x' feed='::' hide='true'/>\
             <gleaner:rule query='y' star='true'/></head></opml>",
        );
        assert_eq!(list.rules.iter().map(|rule| rule.query.as_str()).collect::<Vec<_>>(), ["y"]);
    }

    #[test]
    fn options_with_invalid_values_are_ignored() {
        let outline = "gleaner:interval='often' gleaner:pictures='maybe' \
                       gleaner:keepDays='0' gleaner:fullText='no'";
        let list = read(&format!("<opml><outline xmlUrl='http://a.example/' {outline}/></opml>"));
        assert_eq!(list.feeds[0].choices, FeedChoices::default());
    }
}
