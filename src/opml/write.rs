//! Writes a subscription list: OPML 2.0, folders as outlines, `text` and `title` both, since readers disagree on which they show.

use super::{ListedFeed, SubscriptionList};
use crate::markup::entities::push_attribute;

/// The list as an OPML document.
#[must_use]
pub fn write_opml(list: &SubscriptionList) -> String {
    let mut root = Node::default();
    for folder in &list.folders {
        root.folder(folder);
    }
    for feed in &list.feeds {
        root.folder(&feed.folders).feeds.push(feed);
    }
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>");
    out.push_str(&quick_xml::escape::escape(list.title.as_str()));
    out.push_str("</title>\n  </head>\n  <body>\n");
    root.write(&mut out, 2);
    out.push_str("  </body>\n</opml>\n");
    out
}

/// A folder with what is in it.
#[derive(Default)]
struct Node<'a> {
    folders: Vec<(&'a str, Node<'a>)>,
    feeds: Vec<&'a ListedFeed>,
}

impl<'a> Node<'a> {
    /// The folder at a path, made if it is not there yet.
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
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use crate::opml::parse_opml;

    fn feed(title: &str, folders: &[&str]) -> ListedFeed {
        ListedFeed {
            feed_url: Url::parse("https://example.org/feed?a=1&b=2").unwrap(),
            title: title.to_owned(),
            site_url: Url::parse("https://example.org/").ok(),
            folders: folders.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    #[test]
    fn a_list_that_was_written_is_read_back_the_same() {
        let list = SubscriptionList {
            title: "Jo's \"list\" <1> & more".to_owned(),
            feeds: vec![feed("A & B", &["News", "Far"]), feed("C \"quoted\" <tag>", &["News"]), feed("D", &[])],
            folders: vec![vec!["News".to_owned()], vec!["News".to_owned(), "Far".to_owned()], vec!["Empty".to_owned()]],
            refused: Vec::new(),
        };
        assert_eq!(parse_opml(write_opml(&list).as_bytes()), Ok(list));
    }
}
