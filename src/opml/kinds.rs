//! Tells feeds and folders from the other outlines of a list: settings, labels, filters, links,
//! other lists.
//!
//! An outline is a folder if a feed is in it, or if neither it nor anything in it is of another
//! kind.

use std::collections::HashSet;

use super::LeftOutReason;
use super::own;
use super::text::value;
use crate::markup::{Cursor, Tag, Token, split_name};

/// Attributes that folders have in the lists of other readers, in lower case.
const FOLDER_ATTRIBUTES: [&str; 18] = [
    "text",
    "title",
    "description",
    "type",
    "category",
    "created",
    "id",
    "iscomment",
    "isbreakpoint",
    "isopen",
    "isexpanded",
    "expanded",
    "collapsed",
    "sortcolumn",
    "sortreversed",
    "viewmode",
    "position",
    "order",
];

/// The kind of an outline.
pub(super) enum OutlineKind {
    /// A feed with this address, which may be invalid.
    Feed(String),
    Folder,
    /// Worth telling the user that it is not taken over.
    LeftOut(LeftOutReason),
    /// Of another program alone.
    Settings,
}

/// The outlines of a list that are folders, by the places of their attributes.
#[derive(Default)]
pub(super) struct Kinds {
    folders: HashSet<usize>,
}

/// An outline whose end was not reached yet.
struct Open {
    place: usize,
    is_feed: bool,
    has_feed: bool,
    /// Whether neither it nor anything in it is of another kind.
    is_plain: bool,
}

impl Kinds {
    /// Reads through a whole list.
    pub(super) fn of(text: &str) -> Self {
        let mut kinds = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let mut cursor = Cursor::new(text);
        while let Some(token) = cursor.next_token() {
            match token {
                Token::Open(tag) if is_outline(&tag) => {
                    let is_feed = feed_address(&tag).is_some();
                    open.push(Open {
                        place: place(&tag),
                        is_feed,
                        has_feed: is_feed,
                        is_plain: is_feed || is_plain(&tag),
                    });
                    if tag.is_empty {
                        kinds.end(&mut open);
                    }
                }
                Token::Close(name) if name.eq_ignore_ascii_case("outline") => kinds.end(&mut open),
                // The text of a filter, for example.
                Token::Text(text) | Token::CData(text) if !text.trim().is_empty() => {
                    if let Some(outline) = open.last_mut() {
                        outline.is_plain = false;
                    }
                }
                Token::Open(_)
                | Token::Close(_)
                | Token::Text(_)
                | Token::CData(_)
                | Token::Comment
                | Token::Declaration(_) => {}
            }
        }
        while !open.is_empty() {
            kinds.end(&mut open);
        }
        kinds
    }

    fn end(&mut self, open: &mut Vec<Open>) {
        let Some(ended) = open.pop() else { return };
        if !ended.is_feed && (ended.has_feed || ended.is_plain) {
            self.folders.insert(ended.place);
        }
        if let Some(parent) = open.last_mut() {
            parent.has_feed |= ended.has_feed;
            parent.is_plain &= ended.is_plain;
        }
    }

    pub(super) fn of_tag(&self, tag: &Tag<'_>) -> OutlineKind {
        if let Some(address) = feed_address(tag) {
            return OutlineKind::Feed(address);
        }
        if self.folders.contains(&place(tag)) {
            return OutlineKind::Folder;
        }
        let kind = value(tag, "type").unwrap_or_default().to_ascii_lowercase();
        match kind.as_str() {
            "rss" | "atom" | "feed" => OutlineKind::LeftOut(LeftOutReason::InvalidAddress),
            "include" => OutlineKind::LeftOut(LeftOutReason::OtherList),
            _ if has_local(tag, "opmlurl") => OutlineKind::LeftOut(LeftOutReason::OtherList),
            "link" => OutlineKind::LeftOut(link_or_list(tag)),
            _ if value(tag, "url").or_else(|| value(tag, "htmlUrl")).is_some() => {
                OutlineKind::LeftOut(link_or_list(tag))
            }
            _ => OutlineKind::Settings,
        }
    }
}

/// A link to a list is a list itself (OPML 2.0).
fn link_or_list(tag: &Tag<'_>) -> LeftOutReason {
    let is_list = value(tag, "url").is_some_and(|url| url.to_ascii_lowercase().ends_with(".opml"));
    if is_list { LeftOutReason::OtherList } else { LeftOutReason::Link }
}

/// Why a feed cannot be taken over.
pub(super) fn feed_kind(tag: &Tag<'_>, address: &str) -> Result<(), LeftOutReason> {
    let address = address.trim_start();
    // RSS Guard names the kind; there the address is a command line.
    let is_command = value(tag, "rssguard:xmlUrlType").is_some_and(|kind| kind == "1");
    if is_command || address.starts_with('|') || address.starts_with("exec:") {
        return Err(LeftOutReason::FeedProgram);
    }
    if address.starts_with("filter:") {
        return Err(LeftOutReason::FilterProgram);
    }
    let kind = value(tag, "type").unwrap_or_default().to_ascii_lowercase();
    let is_recipe = ["xpath", "dotnotation", "dotpath"].iter().any(|word| kind.contains(word));
    if is_recipe || has_local(tag, "xpathitem") || has_local(tag, "jsonitem") {
        return Err(LeftOutReason::ScrapedPage);
    }
    Ok(())
}

/// The address of a feed's outline. `None` if the outline is not a feed.
fn feed_address(tag: &Tag<'_>) -> Option<String> {
    let is_feed = || {
        value(tag, "type").is_some_and(|kind| {
            matches!(kind.to_ascii_lowercase().as_str(), "rss" | "atom" | "feed")
        })
    };
    value(tag, "xmlUrl").or_else(|| value(tag, "url").filter(|_| is_feed()))
}

/// Whether an outline has nothing that a folder has not.
fn is_plain(tag: &Tag<'_>) -> bool {
    let kind = value(tag, "type").unwrap_or_default().to_ascii_lowercase();
    let is_folder_type = matches!(kind.as_str(), "" | "folder" | "group" | "category");
    let is_known = |name: &str| {
        let name = name.to_ascii_lowercase();
        FOLDER_ATTRIBUTES.contains(&name.as_str()) || (name.contains(':') && !is_list_url(&name))
    };
    let is_comment = value(tag, "isComment").is_some_and(|value| value == "true");
    is_folder_type && !is_comment && tag.attributes().all(|(name, _)| is_known(name))
}

fn is_list_url(name: &str) -> bool {
    split_name(name).1.eq_ignore_ascii_case("opmlurl")
}

fn has_local(tag: &Tag<'_>, local: &str) -> bool {
    tag.attributes().any(|(name, _)| split_name(name).1.eq_ignore_ascii_case(local))
}

fn is_outline(tag: &Tag<'_>) -> bool {
    !own::is_own(tag) && tag.local().eq_ignore_ascii_case("outline")
}

/// The place of a tag's attributes in the text of the list, which no other tag has.
fn place(tag: &Tag<'_>) -> usize {
    tag.attributes.as_ptr().addr()
}

#[cfg(test)]
mod tests {
    use crate::opml::parse_opml;

    fn folders(outlines: &str) -> Vec<String> {
        let list = parse_opml(format!("<opml><body>{outlines}</body></opml>").as_bytes()).unwrap();
        list.folders.into_iter().map(|names| names.join(">")).collect()
    }

    #[test]
    fn outlines_of_settings_and_links_are_no_folders() {
        for outlines in [
            "<outline text='prefs' schema-version='1'><outline pref-name='a' value='1'/></outline>",
            "<outline text='labels'><outline label-name='Later' label-fg-color='#000'/></outline>",
            "<outline text='filters'><outline text='f'>{\"on\": true}</outline></outline>",
            "<outline text='A'><outline text='x' type='link' url='http://a.example/'/></outline>",
            "<outline text='A page' htmlUrl='http://a.example/'/>",
            "<outline text='More' frss:opmlUrl='http://a.example/list.opml'/>",
            "<outline text='No address' type='rss'/>",
        ] {
            assert_eq!(folders(outlines), [""; 0], "{outlines}");
        }
    }

    #[test]
    fn an_outline_with_a_feed_is_a_folder_whatever_else_is_in_it() {
        let feed = "<outline xmlUrl='http://a.example/'/>";
        assert_eq!(
            folders(&format!(
                "<outline text='A' type='rss' unread='5'><outline text='B'>{feed}</outline>\
                 <outline text='C' note-color='red'/></outline>"
            )),
            ["A", "A>B"]
        );
        assert_eq!(folders(&format!("<outline text='A'><outline text='B'>{feed}")), ["A", "A>B"]);
    }

    #[test]
    fn an_empty_folder_stays_a_folder() {
        assert_eq!(
            folders("<outline text='A' title='A' isOpen='true'/><outline text='B'></outline>"),
            ["A", "B"]
        );
    }

    #[test]
    fn links_and_other_lists_are_reported() {
        let list = parse_opml(
            b"<opml><outline text='Page' type='link' url='http://a.example/'/>\
              <outline text='List' type='include' url='http://a.example/list'/>\
              <outline text='Setting' pref-name='x'/></opml>",
        )
        .unwrap();
        let what: Vec<&str> = list.left_out.iter().map(|left| left.what.as_str()).collect();
        assert_eq!(what, ["Page", "List"]);
    }
}
