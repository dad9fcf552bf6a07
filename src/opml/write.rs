//! Writes OPML 2.0. Outlines have both `text` and `title`, since readers disagree on which to show.

use super::own;
use super::{ListedFeed, SubscriptionList};
use crate::markup::escape::{push_attribute, push_escaped};

#[must_use]
pub fn write_opml(list: &SubscriptionList) -> String {
    let mut root = Node::default();
    for folder in &list.folders {
        root.folder(folder);
    }
    for feed in &list.feeds {
        root.folder(&feed.folders).feeds.push(feed);
    }
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\"");
    if own::is_needed(list) {
        push_attribute(&mut out, own::DECLARATION, own::NAMESPACE);
    }
    out.push_str(">\n  <head>\n    <title>");
    push_escaped(&mut out, &list.title);
    out.push_str("</title>\n");
    own::write_elements(&mut out, list);
    out.push_str("  </head>\n  <body>\n");
    root.write(&mut out, 2);
    out.push_str("  </body>\n</opml>\n");
    out
}

/// A folder and its content.
#[derive(Default)]
struct Node<'a> {
    folders: Vec<(&'a str, Node<'a>)>,
    feeds: Vec<&'a ListedFeed>,
}

impl<'a> Node<'a> {
    /// The folder at a path. It is created if it does not exist yet.
    fn folder(&mut self, path: &'a [String]) -> &mut Node<'a> {
        let Some((name, rest)) = path.split_first() else { return self };
        let at = self.folders.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
            self.folders.push((name, Node::default()));
            self.folders.len() - 1
        });
        match self.folders.get_mut(at) {
            Some((_, node)) => node.folder(rest),
            None => unreachable!("the position was just found or made"),
        }
    }

    fn write(&self, out: &mut String, depth: usize) {
        let indent = "  ".repeat(depth);
        for (name, node) in &self.folders {
            out.extend([indent.as_str(), "<outline"]);
            push_attribute(out, "text", name);
            push_attribute(out, "title", name);
            if node.folders.is_empty() && node.feeds.is_empty() {
                out.push_str("/>\n");
                continue;
            }
            out.push_str(">\n");
            node.write(out, depth + 1);
            out.extend([indent.as_str(), "</outline>\n"]);
        }
        for feed in &self.feeds {
            out.extend([indent.as_str(), "<outline type=\"rss\""]);
            write_feed(out, feed);
            out.push_str("/>\n");
        }
    }
}

fn write_feed(out: &mut String, feed: &ListedFeed) {
    let title = if feed.title.is_empty() { feed.feed_url.as_str() } else { &feed.title };
    push_attribute(out, "text", title);
    push_attribute(out, "title", title);
    push_attribute(out, "xmlUrl", feed.feed_url.as_str());
    if let Some(site_url) = &feed.site_url {
        push_attribute(out, "htmlUrl", site_url.as_str());
    }
    own::write_choices(out, &feed.choices);
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use crate::model::{
        FeedChoices, FeedOptions, ListedRule, ListedScope, ListedSearch, PicturePolicy, Retention,
        RuleActions,
    };
    use crate::opml::parse_opml;

    fn feed(title: &str, folders: &[&str]) -> ListedFeed {
        ListedFeed {
            feed_url: Url::parse("https://example.org/feed?a=1&b=2").unwrap(),
            title: title.to_owned(),
            site_url: Url::parse("https://example.org/").ok(),
            folders: names(folders),
            choices: FeedChoices::default(),
        }
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    fn list() -> SubscriptionList {
        SubscriptionList {
            title: "Jo's \"list\" <1> & more".to_owned(),
            feeds: vec![
                feed("A & B", &["News", "Far"]),
                feed("C \"quoted\" <tag>", &["News"]),
                feed("D", &[]),
            ],
            folders: vec![names(&["News"]), names(&["News", "Far"]), names(&["Empty"])],
            ..SubscriptionList::default()
        }
    }

    fn with_own() -> SubscriptionList {
        let mut list = list();
        let options = FeedOptions {
            pictures: Some(PicturePolicy::Never),
            refresh_minutes: Some(0),
            retention: Some(Retention::Days(90)),
            notifies: true,
            hides_from_today: true,
            hides_count: true,
            unread_limit: Some(20),
            paused_until: None,
            pace: Some(crate::model::Pace::Essays),
            sign_in: None,
            listening: crate::model::ListenOptions {
                speed_percent: Some(150),
                skip_start_secs: Some(30),
                skip_end_secs: Some(20),
                downloads: Some(3),
            },
        };
        list.feeds[0].choices = FeedChoices { wants_full_text: true, options };
        list.feeds[1].choices.options.retention = Some(Retention::Entries(500));
        list.searches = vec![ListedSearch {
            name: "Rust & <co>".to_owned(),
            query: "\"exactly once\" -aws".to_owned(),
        }];
        let actions = RuleActions {
            marks_read: true,
            marks_unread: true,
            stars: true,
            hides: true,
            notifies: true,
            tag: Some("a \"tag\"".to_owned()),
        };
        let rule = |scope, is_enabled| ListedRule {
            query: "title:rust".to_owned(),
            scope,
            actions: actions.clone(),
            is_enabled,
        };
        list.rules = vec![
            rule(ListedScope::Everywhere, true),
            rule(ListedScope::Feed(list.feeds[0].feed_url.clone()), false),
            rule(ListedScope::Folder(names(&["News / old", "back\\slash"])), true),
        ];
        list
    }

    #[test]
    fn a_list_that_was_written_is_read_back_the_same() {
        for list in [list(), with_own()] {
            assert_eq!(parse_opml(write_opml(&list).as_bytes()), Ok(list));
        }
    }

    #[test]
    fn a_list_with_nothing_of_our_own_is_plain_opml() {
        assert!(!write_opml(&list()).contains("gleaner:"));
    }

    #[test]
    fn other_readers_see_only_outlines_that_are_feeds_or_folders() {
        let mut plain = list();
        plain.feeds.truncate(1);
        let mut own = with_own();
        own.feeds.truncate(1);
        let outlines = |text: &str| text.lines().filter(|line| line.contains("<outline")).count();
        let (plain, own) = (write_opml(&plain), write_opml(&own));
        assert_eq!(outlines(&plain), outlines(&own));
        // A reader that ignores the namespace sees the same list.
        let (body, head) = (own.find("<body>").unwrap(), own.find("<gleaner:").unwrap());
        assert!(head < body && own.rfind("<gleaner:").unwrap() < body, "{own}");
        assert_eq!(own.matches("xmlUrl").count(), 1);
    }
}
