//! Reads lists of addresses, one per line, and Newsboat's `urls`, which has tags after each
//! address: `https://example.org/feed "news" "~My title"`.
//!
//! The first tag becomes the folder, since a feed is in at most one. Query feeds become saved
//! searches where the query language can express them.

use std::collections::HashMap;
use std::iter::Peekable;
use std::str::Chars;

use super::read::{Folders, MAX_FEEDS, MAX_SEARCHES, add_search, surplus_search};
use super::text::{folded, web_address};
use super::{LeftOut, LeftOutReason, ListedFeed, RefusedFeed, SubscriptionList, newsboat};
use crate::model::{FeedChoices, ListedSearch, split_feed_scheme};
use crate::query::is_part;

/// A line that is not empty.
struct FeedLine {
    /// The address, or `query:`, `filter:` or `exec:` with the rest.
    address: String,
    tags: Vec<String>,
}

impl FeedLine {
    fn title(&self) -> String {
        folded(self.tags.iter().find_map(|tag| tag.strip_prefix('~')).unwrap_or_default())
    }

    /// The tags without the title (`~`) and Newsboat's mark for hidden feeds (`!`).
    fn names(&self) -> impl Iterator<Item = String> {
        self.tags
            .iter()
            .filter(|tag| !tag.starts_with(['~', '!']))
            .map(|tag| folded(tag))
            .filter(|tag| !tag.is_empty())
    }

    fn folders(&self) -> Vec<String> {
        self.names().take(1).collect()
    }

    fn is_special(&self) -> bool {
        ["query:", "filter:", "exec:"].iter().any(|kind| self.address.starts_with(kind))
    }

    fn is_address(&self) -> bool {
        let lower = self.address.to_ascii_lowercase();
        ["http:", "https:", "file:"].iter().any(|scheme| lower.starts_with(scheme))
            || split_feed_scheme(&lower).is_some()
            || (self.tags.is_empty() && is_host(&lower))
    }
}

/// Whether an address starts with a host name, as in `example.org/feed`.
fn is_host(address: &str) -> bool {
    let host = address.split('/').next().unwrap_or_default();
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
    };
    host.contains('.')
        && host.split('.').all(is_label)
        && host.ends_with(|last: char| last.is_alphabetic())
}

/// Reads a list. `None` if fewer than half of the lines are addresses.
pub(super) fn read(text: &str) -> Option<SubscriptionList> {
    // One line beyond the limit is enough to refuse the list.
    let lines: Vec<FeedLine> = text.lines().filter_map(line).take(MAX_FEEDS + 1).collect();
    let known = lines.iter().filter(|line| line.is_special() || line.is_address()).count();
    if known == 0 || known * 2 < lines.len() {
        return None;
    }
    let mut list = SubscriptionList::default();
    let (tags, mut folders) = (Tags::of(&lines), Folders::default());
    for line in &lines {
        add(line, &tags, &mut folders, &mut list);
    }
    Some(list)
}

fn add(line: &FeedLine, tags: &Tags, folders: &mut Folders, list: &mut SubscriptionList) {
    if let Some(query) = line.address.strip_prefix("query:") {
        let (name, filter) = query.split_once(':').unwrap_or((query, ""));
        if list.searches.len() >= MAX_SEARCHES {
            list.left_out.push(surplus_search(format!("query:{name}")));
            return;
        }
        match newsboat::translate(filter, &|tag| tags.is_folder(tag)) {
            Ok(query) => add_search(list, ListedSearch { name: folded(name), query }),
            Err(reason) => list.left_out.push(LeftOut::new(format!("query:{name}"), reason)),
        }
    } else if line.is_special() {
        let is_filter = line.address.starts_with("filter:");
        let reason =
            if is_filter { LeftOutReason::FilterProgram } else { LeftOutReason::FeedProgram };
        list.left_out.push(LeftOut::new(&line.address, reason));
    } else if !line.is_address() {
        list.left_out.push(LeftOut::new(&line.address, LeftOutReason::InvalidAddress));
    } else {
        add_feed(line, folders, list);
    }
}

fn add_feed(line: &FeedLine, known: &mut Folders, list: &mut SubscriptionList) {
    let (title, mut folders) = (line.title(), line.folders());
    let Some(feed_url) = web_address(&line.address) else {
        list.refused.push(RefusedFeed { address: line.address.clone(), title, folders });
        return;
    };
    if !folders.is_empty() && !known.add(&folders, list) {
        folders.clear();
    }
    list.feeds.push(ListedFeed {
        feed_url,
        title,
        site_url: None,
        folders,
        choices: FeedChoices::default(),
    });
}

/// The tags of all feeds in a list.
#[derive(Default)]
struct Tags {
    /// For each tag: the number of feeds that have it, and of those that have it first.
    feeds: HashMap<String, (usize, usize)>,
}

impl Tags {
    fn of(lines: &[FeedLine]) -> Self {
        let mut tags = Self::default();
        for line in lines.iter().filter(|line| !line.is_special()) {
            let names: Vec<String> = line.names().collect();
            for (at, name) in names
                .iter()
                .enumerate()
                .filter(|(at, name)| names.iter().position(|other| other == *name) == Some(*at))
            {
                let (has, first) = tags.feeds.entry(name.clone()).or_default();
                *has += 1;
                *first += usize::from(at == 0);
            }
        }
        tags
    }

    /// Whether `folder:` with this tag finds exactly the feeds that have the tag: all of them have
    /// it first, so that it becomes their folder, and no other folder's name contains it.
    fn is_folder(&self, tag: &str) -> bool {
        let tag = folded(tag);
        let is_other = |folder: &String| *folder != tag && is_part(&tag, folder);
        let is_same = self.feeds.get(&tag).is_some_and(|(has, first)| has == first);
        is_same && !self.feeds.iter().any(|(name, (_, first))| *first > 0 && is_other(name))
    }
}

fn line(text: &str) -> Option<FeedLine> {
    let mut tokens = tokens(text).into_iter();
    let address = tokens.next()?;
    Some(FeedLine { address, tags: tokens.collect() })
}

/// Splits a line as Newsboat does: at spaces outside double quotes, with backslash escapes inside
/// them. A token that starts with `#` starts a comment.
fn tokens(line: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = line.chars().peekable();
    loop {
        while rest.next_if(|next| is_space(*next)).is_some() {}
        match rest.peek() {
            None | Some('#') => return tokens,
            Some('"') => tokens.push(quoted(&mut rest)),
            Some(_) => {
                tokens.push(std::iter::from_fn(|| rest.next_if(|next| !is_space(*next))).collect());
            }
        }
    }
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}

fn quoted(rest: &mut Peekable<Chars<'_>>) -> String {
    rest.next();
    let mut token = String::new();
    while let Some(next) = rest.next() {
        match next {
            '"' => break,
            '\\' => match rest.next() {
                Some('n') => token.push('\n'),
                Some('r') => token.push('\r'),
                Some('t') => token.push('\t'),
                Some(other) => token.push(other),
                None => {}
            },
            other => token.push(other),
        }
    }
    token
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_split_as_newsboat_splits_it() {
        assert_eq!(
            tokens(r#"  http://a/  tag "two words" # "no" "#),
            ["http://a/", "tag", "two words"]
        );
        assert_eq!(
            tokens(r##"http://a/#part "#no comment" "say \"hi\" \\ \t!""##),
            ["http://a/#part", "#no comment", "say \"hi\" \\ \t!"]
        );
        assert_eq!(
            tokens(r#""query:x:unread = \"yes\"" "never closed"#),
            ["query:x:unread = \"yes\"", "never closed"]
        );
        assert_eq!(tokens("# http://a/"), [""; 0]);
    }

    #[test]
    fn the_title_and_the_first_tag_are_kept() {
        let list = read(concat!(
            "https://a.example/f \"!\" \"~My  title\" news \"far away\"\n",
            "https://b.example/f \"far away\""
        ))
        .unwrap();
        assert_eq!(
            (list.feeds[0].title.as_str(), &list.feeds[0].folders[..]),
            ("My title", &["news".to_owned()][..])
        );
        assert_eq!(list.folders, [["news"], ["far away"]]);
    }

    #[test]
    fn feeds_of_programs_are_left_out_with_the_reason() {
        let list = read(
            "exec:~/bin/feed\n\"filter:~/bin/clean:https://a.example/f\" x\nhttps://a.example/f",
        )
        .unwrap();
        assert_eq!(list.feeds.len(), 1);
        let [exec, filter] = &list.left_out[..] else { panic!("{:?}", list.left_out) };
        assert_eq!(
            (exec.what.as_str(), &exec.reason),
            ("exec:~/bin/feed", &LeftOutReason::FeedProgram)
        );
        assert_eq!(
            (filter.what.as_str(), &filter.reason),
            ("filter:~/bin/clean:https://a.example/f", &LeftOutReason::FilterProgram)
        );
    }

    #[test]
    fn a_stray_line_is_left_out_and_prose_is_not_a_list() {
        let list = read("https://a.example/f\nnonsense\nb.example/atom.xml").unwrap();
        assert_eq!(
            (list.feeds.len(), &list.left_out[..]),
            (2, &[LeftOut::new("nonsense", LeftOutReason::InvalidAddress)][..])
        );
        assert_eq!(read("https://a.example/f\nis where\nit all began"), None);
        assert_eq!(read("Version 2.0\nfile.txt is here\n"), None);
    }

    #[test]
    fn a_tag_is_a_folder_only_where_both_mean_the_same_feeds() {
        let lines: Vec<FeedLine> =
            ["http://a/ news", "http://b/ news tech", "http://c/ tech", "http://d/ newsletters"]
                .into_iter()
                .filter_map(line)
                .collect();
        let tags = Tags::of(&lines);
        assert!(tags.is_folder("newsletters"));
        assert!(!tags.is_folder("tech"), "b has it, but lies in news");
        assert!(!tags.is_folder("news"), "folder:news finds newsletters as well");
        assert!(!tags.is_folder("absent"));
    }
}
