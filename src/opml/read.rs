//! Reads OPML outline by outline. The XML need not be well-formed.

use std::collections::HashSet;

use super::kinds::{Kinds, OutlineKind, feed_kind};
use super::own::{self, OwnElement};
use super::text::{folded, name, value, web_address};
use super::{LeftOut, LeftOutReason, ListedFeed, OpmlError, RefusedFeed, SubscriptionList};
use crate::markup::entities::decode;
use crate::markup::{self, Cursor, Tag, Token};
use crate::model::{ListedRule, ListedSearch};

/// Largest list in bytes.
pub(super) const MAX_LIST_BYTES: usize = 32_000_000;

/// Deepest nesting of folders. Deeper feeds go into the last folder of this depth.
const MAX_FOLDER_DEPTH: usize = 32;

/// Longest folder name in characters. Each feed carries the names of all its folders.
const MAX_NAME_CHARS: usize = 200;

/// Most folders. The feeds of further ones go into the folder around them.
pub(super) const MAX_FOLDERS: usize = 10_000;

/// Most items of a list: feeds, refused feeds and items left out.
pub(super) const MAX_FEEDS: usize = 50_000;

/// Most saved searches and most rules. Further ones are left out.
pub(super) const MAX_SEARCHES: usize = 1000;
pub(super) const MAX_RULES: usize = 1000;

/// Reads an OPML list.
pub fn parse_opml(bytes: &[u8]) -> Result<SubscriptionList, OpmlError> {
    if bytes.len() > MAX_LIST_BYTES {
        return Err(OpmlError::TooLarge { bytes: bytes.len() });
    }
    let text = markup::decode(bytes, None);
    if text.trim().is_empty() {
        return Err(OpmlError::Empty);
    }
    let mut parser = ListParser { kinds: Kinds::of(&text), ..ListParser::default() };
    parser.read(&text);
    if is_too_long(&parser.list) {
        return Err(OpmlError::TooMany);
    }
    if parser.is_list { Ok(parser.list) } else { Err(OpmlError::NotAList) }
}

/// Whether a list has more than [`MAX_FEEDS`] items.
pub(super) fn is_too_long(list: &SubscriptionList) -> bool {
    list.feeds.len() + list.refused.len() + list.left_out.len() > MAX_FEEDS
}

/// Adds a saved search, or leaves it out if there are too many.
pub(super) fn add_search(list: &mut SubscriptionList, search: ListedSearch) {
    if list.searches.len() < MAX_SEARCHES {
        list.searches.push(search);
    } else {
        list.left_out.push(surplus_search(search.name));
    }
}

/// A saved search beyond the limit.
pub(super) fn surplus_search(what: String) -> LeftOut {
    LeftOut::new(what, LeftOutReason::TooManySearches { limit: MAX_SEARCHES })
}

/// Adds a rule, or leaves it out if there are too many.
fn add_rule(list: &mut SubscriptionList, rule: ListedRule) {
    if list.rules.len() < MAX_RULES {
        list.rules.push(rule);
    } else {
        let reason = LeftOutReason::TooManyRules { limit: MAX_RULES };
        list.left_out.push(LeftOut::new(rule.query, reason));
    }
}

/// The folders of a list so far.
#[derive(Default)]
pub(super) struct Folders(HashSet<Vec<String>>);

impl Folders {
    /// Adds a folder if it is new. Returns false if there are too many.
    pub(super) fn add(&mut self, names: &[String], list: &mut SubscriptionList) -> bool {
        if self.0.contains(names) {
            return true;
        }
        if self.0.len() >= MAX_FOLDERS {
            return false;
        }
        self.0.insert(names.to_vec());
        list.folders.push(names.to_vec());
        true
    }
}

impl Folders {
    /// Adds a folder and those around it. Returns false if there are too many.
    fn add_with_parents(&mut self, names: &[String], list: &mut SubscriptionList) -> bool {
        (1..=names.len()).all(|depth| names.get(..depth).is_some_and(|path| self.add(path, list)))
    }
}

/// The kind of an open outline.
enum Outline {
    Folder,
    /// A feed, or a folder that is too deep or one too many.
    Other,
}

#[derive(Default)]
struct ListParser {
    list: SubscriptionList,
    kinds: Kinds,
    /// Whether any part of OPML was seen.
    is_list: bool,
    open: Vec<Outline>,
    folders: Vec<String>,
    known: Folders,
    in_head: bool,
}

impl ListParser {
    fn read(&mut self, text: &str) {
        let mut cursor = Cursor::new(text);
        while !is_too_long(&self.list)
            && let Some(token) = cursor.next_token()
        {
            match token {
                Token::Open(tag) => self.open(&tag, &mut cursor),
                Token::Close(name) => self.close(name),
                Token::Text(_) | Token::CData(_) | Token::Comment | Token::Declaration(_) => {}
            }
        }
    }

    fn open(&mut self, tag: &Tag<'_>, cursor: &mut Cursor<'_>) {
        if own::is_own(tag) {
            match own::read_element(tag) {
                Some(OwnElement::Search(search)) => add_search(&mut self.list, search),
                Some(OwnElement::Rule(rule)) => add_rule(&mut self.list, rule),
                None => {}
            }
            return;
        }
        match tag.local().to_ascii_lowercase().as_str() {
            "opml" => self.is_list = true,
            "head" => self.in_head = !tag.is_empty,
            "body" => self.in_head = false,
            "title" if self.in_head && self.list.title.is_empty() && !tag.is_empty => {
                self.list.title = title(cursor);
            }
            "outline" => {
                self.is_list = true;
                self.outline(tag);
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if name.eq_ignore_ascii_case("head") {
            self.in_head = false;
        }
        if name.eq_ignore_ascii_case("outline")
            && let Some(Outline::Folder) = self.open.pop()
        {
            self.folders.pop();
        }
    }

    fn outline(&mut self, tag: &Tag<'_>) {
        let opened = match self.kinds.of_tag(tag) {
            OutlineKind::Feed(address) => {
                self.feed(tag, &address);
                Outline::Other
            }
            OutlineKind::Folder => self.folder(tag),
            OutlineKind::LeftOut(reason) => {
                let what = Some(name(tag)).filter(|name| !name.is_empty());
                if let Some(what) = what.or_else(|| value(tag, "url")) {
                    self.list.left_out.push(LeftOut::new(what, reason));
                }
                Outline::Other
            }
            OutlineKind::Settings => Outline::Other,
        };
        if !tag.is_empty {
            self.open.push(opened);
        } else if let Outline::Folder = opened {
            self.folders.pop();
        }
    }

    fn feed(&mut self, tag: &Tag<'_>, address: &str) {
        let (title, folders) = (name(tag), self.folders_of(tag));
        if let Err(reason) = feed_kind(tag, address) {
            let what = if title.is_empty() { address.to_owned() } else { title };
            self.list.left_out.push(LeftOut::new(what, reason));
            return;
        }
        let Some(feed_url) = web_address(address) else {
            self.list.refused.push(RefusedFeed { address: address.to_owned(), title, folders });
            return;
        };
        let site_url = value(tag, "htmlUrl").and_then(|address| web_address(&address));
        self.list.feeds.push(ListedFeed {
            feed_url,
            title,
            site_url,
            folders,
            choices: own::choices(tag),
        });
    }

    /// The folders of a feed: those around it, or else the one that its category names.
    fn folders_of(&mut self, tag: &Tag<'_>) -> Vec<String> {
        if !self.folders.is_empty() {
            return self.folders.clone();
        }
        // Several categories are separated by commas, the levels of one by slashes (OPML 2.0).
        let category = value(tag, "category").unwrap_or_default();
        let first = category.split(',').find(|category| !category.trim().is_empty());
        let names: Vec<String> = first
            .unwrap_or_default()
            .split('/')
            .map(|name| cut(&folded(name)))
            .filter(|name| !name.is_empty())
            .take(MAX_FOLDER_DEPTH)
            .collect();
        if !names.is_empty() && self.known.add_with_parents(&names, &mut self.list) {
            names
        } else {
            Vec::new()
        }
    }

    fn folder(&mut self, tag: &Tag<'_>) -> Outline {
        let name = cut(&name(tag));
        if name.is_empty() || self.folders.len() >= MAX_FOLDER_DEPTH {
            return Outline::Other;
        }
        self.folders.push(name);
        if !self.known.add(&self.folders, &mut self.list) {
            self.folders.pop();
            return Outline::Other;
        }
        Outline::Folder
    }
}

/// The name of a folder, cut at the limit.
fn cut(name: &str) -> String {
    let name: String = name.chars().take(MAX_NAME_CHARS).collect();
    name.trim_end().to_owned()
}

fn title(cursor: &mut Cursor<'_>) -> String {
    let mut title = String::new();
    while let Some(token) = cursor.next_token() {
        match token {
            Token::Text(text) => title.push_str(&decode(text)),
            Token::CData(text) => title.push_str(text),
            Token::Open(_) | Token::Close(_) | Token::Comment | Token::Declaration(_) => break,
        }
    }
    folded(&title)
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;

    fn read(text: &str) -> SubscriptionList {
        parse_opml(text.as_bytes()).unwrap()
    }

    fn titles(list: &SubscriptionList) -> Vec<(String, String)> {
        list.feeds.iter().map(|feed| (feed.folders.join("/"), feed.title.clone())).collect()
    }

    #[test]
    fn feeds_lie_in_the_folders_around_them() {
        let list = read(
            "<opml><head><title>My &amp; list</title></head><body><outline text='News'>\
             <outline text='Far'>\
             <outline text='A' xmlUrl='http://a.example/'/></outline>\
             <outline title='B' xmlUrl='http://b.example/'></outline></outline>\
             <outline xmlUrl='http://c.example/' htmlUrl='http://site.example/'/>\
             <outline text='Empty'/></body></opml>",
        );
        assert_eq!(list.title, "My & list");
        let expected = [("News/Far", "A"), ("News", "B"), ("", "")]
            .map(|(folder, title)| (folder.to_owned(), title.to_owned()));
        assert_eq!(titles(&list), expected);
        assert_eq!(list.folders.last().map(Vec::as_slice), Some(&["Empty".to_owned()][..]));
        assert_eq!(list.feeds[2].site_url.as_ref().map(Url::as_str), Some("http://site.example/"));
    }

    #[test]
    fn the_name_of_a_folder_or_feed_is_its_text() {
        let list = read(
            "<opml><outline text='Garden' title='Things that grow'>\
             <outline text='Beds' title='All beds' xmlUrl='http://a.example/'/></outline></opml>",
        );
        assert_eq!(titles(&list), [("Garden".to_owned(), "Beds".to_owned())]);
    }

    #[test]
    fn a_category_is_the_folder_of_a_feed_that_is_in_none() {
        let folders = |category: &str| {
            let feed = format!("<outline xmlUrl='http://a.example/' category='{category}'/>");
            let list = read(&format!("<opml>{feed}</opml>"));
            (list.feeds[0].folders.join(">"), list.folders.len())
        };
        assert_eq!(folders("Weather"), ("Weather".into(), 1));
        assert_eq!(folders("/Weather/Rain,/News"), ("Weather>Rain".into(), 2));
        assert_eq!(folders(" , News"), ("News".into(), 1));
        assert_eq!(folders("/"), (String::new(), 0));
        let within = read(
            "<opml><outline text='Sky'><outline xmlUrl='http://a.example/' category='Weather'/>\
             </outline></opml>",
        );
        assert_eq!(within.feeds[0].folders, ["Sky"]);
    }

    #[test]
    fn feeds_that_another_program_makes_are_left_out_with_the_reason() {
        let reasons = |feed: &str| {
            let list = read(&format!("<opml><outline text='x' {feed}/></opml>"));
            assert!(list.feeds.is_empty(), "{feed}");
            list.left_out.into_iter().map(|left| left.reason).collect::<Vec<_>>()
        };
        for feed in [
            "type='HTML+XPath' xmlUrl='http://a.example/'",
            "type='JSON+DotNotation' xmlUrl='http://a.example/'",
            "xmlUrl='http://a.example/' frss:xPathItem='//li'",
        ] {
            assert_eq!(reasons(feed), [LeftOutReason::ScrapedPage], "{feed}");
        }
        for feed in
            ["xmlUrl='|make-feed'", "xmlUrl='exec:feed'", "xmlUrl='x' rssguard:xmlUrlType='1'"]
        {
            assert_eq!(reasons(feed), [LeftOutReason::FeedProgram], "{feed}");
        }
        assert_eq!(
            read("<opml><outline type='JSONFeed' xmlUrl='http://a.example/'/></opml>").feeds.len(),
            1
        );
    }

    #[test]
    fn a_damaged_list_gives_what_is_in_it() {
        let list = read(
            "<opml><body><outline text='A & B' xmlUrl=\"http://a.example/?x=1&y=2\">\
             <outline text='Caf&eacute;' xmlUrl='http://b.example/'",
        );
        assert_eq!(list.feeds[0].title, "A & B");
        assert_eq!(list.feeds[0].feed_url.as_str(), "http://a.example/?x=1&y=2");
        assert_eq!(list.feeds.len(), 1);
    }

    #[test]
    fn feeds_with_invalid_addresses_are_reported() {
        let refused = &read("<opml><outline text='x' xmlUrl='http://'/></opml>").refused;
        assert_eq!(
            refused[..],
            [RefusedFeed {
                address: "http://".to_owned(),
                title: "x".to_owned(),
                folders: Vec::new()
            }]
        );
        assert_eq!(
            read("<opml><outline xmlUrl='feed://a.example/f'/></opml>").feeds[0].feed_url.as_str(),
            "http://a.example/f"
        );
    }

    #[test]
    fn a_file_that_is_not_a_list_is_an_error() {
        assert_eq!(parse_opml(b" "), Err(OpmlError::Empty));
        assert_eq!(parse_opml(b"<html><body>x</body></html>"), Err(OpmlError::NotAList));
        let beyond = vec![b' '; MAX_LIST_BYTES + 1];
        assert_eq!(parse_opml(&beyond), Err(OpmlError::TooLarge { bytes: MAX_LIST_BYTES + 1 }));
        assert_eq!(parse_opml(&beyond[1..]), Err(OpmlError::Empty));
    }

    #[test]
    fn a_list_may_have_as_many_feeds_as_the_limit_and_no_more() {
        let list = |feeds: usize| {
            parse_opml(
                format!("<opml>{}</opml>", "<outline xmlUrl='http://a.example/'/>".repeat(feeds))
                    .as_bytes(),
            )
            .map(|list| list.feeds.len())
        };
        assert_eq!(
            (list(MAX_FEEDS), list(MAX_FEEDS + 1)),
            (Ok(MAX_FEEDS), Err(OpmlError::TooMany))
        );
    }

    #[test]
    fn items_left_out_count_towards_the_limit() {
        let made = "<outline xmlUrl='x' text='y' rssguard:xmlUrlType='1'/>".repeat(MAX_FEEDS + 1);
        assert_eq!(parse_opml(format!("<opml>{made}</opml>").as_bytes()), Err(OpmlError::TooMany));
    }

    #[test]
    fn a_list_has_limits_of_searches_and_rules_and_reports_further_ones() {
        let list = |many: usize| {
            let own = |at| {
                format!("<gleaner:smartFeed name='{at}' query='x'/><gleaner:rule query='{at}'/>")
            };
            let own = (0..many).map(own).collect::<Vec<_>>().concat();
            let list = read(&format!("<opml><head>{own}</head></opml>"));
            (list.searches.len(), list.rules.len(), list.left_out.len())
        };
        assert_eq!(list(MAX_SEARCHES), (MAX_SEARCHES, MAX_RULES, 0));
        assert_eq!(list(MAX_SEARCHES + 1), (MAX_SEARCHES, MAX_RULES, 2));
    }

    #[test]
    fn a_list_has_a_limit_of_folders_and_keeps_the_feeds_of_further_ones() {
        let list = |folders: usize| {
            let folder = |number| {
                format!("<outline text='{number}'><outline xmlUrl='http://a.example/'/></outline>")
            };
            let list =
                read(&format!("<opml>{}</opml>", (0..folders).map(folder).collect::<String>()));
            (list.folders.len(), list.feeds.len(), list.feeds.last().map(|feed| feed.folders.len()))
        };
        assert_eq!(list(MAX_FOLDERS), (MAX_FOLDERS, MAX_FOLDERS, Some(1)));
        assert_eq!(list(MAX_FOLDERS + 1), (MAX_FOLDERS, MAX_FOLDERS + 1, Some(0)));
    }

    #[test]
    fn the_name_of_a_folder_is_cut_at_the_limit() {
        let name = |chars: usize| {
            read(&format!("<opml><outline text='{}'/></opml>", "é".repeat(chars))).folders[0][0]
                .chars()
                .count()
        };
        assert_eq!(
            (name(MAX_NAME_CHARS), name(MAX_NAME_CHARS + 1)),
            (MAX_NAME_CHARS, MAX_NAME_CHARS)
        );
    }

    #[test]
    fn folders_at_the_depth_limit_are_kept_and_deeper_ones_flattened() {
        let nested = |depth: usize| {
            let folders = "<outline text='f'>".repeat(depth);
            read(&format!("<opml>{folders}<outline xmlUrl='http://a.example/'/></opml>")).feeds[0]
                .folders
                .len()
        };
        assert_eq!(nested(MAX_FOLDER_DEPTH), MAX_FOLDER_DEPTH);
        assert_eq!(nested(MAX_FOLDER_DEPTH + 1), MAX_FOLDER_DEPTH);
    }
}
