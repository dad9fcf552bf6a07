//! Reads a subscription list of any kind. The kind is found from the content, since people rename
//! files.

use super::read::{MAX_LIST_BYTES, is_too_long};
use super::{OpmlError, SubscriptionList, lines, parse_opml, thunderbird};
use crate::markup;

/// Reads OPML, Newsboat's `urls`, Thunderbird's `feeds.json`, or a list of addresses, one per line.
pub fn parse_list(bytes: &[u8]) -> Result<SubscriptionList, OpmlError> {
    if bytes.len() > MAX_LIST_BYTES {
        return Err(OpmlError::TooLarge { bytes: bytes.len() });
    }
    let text = markup::decode(bytes, None);
    let found = match text.trim_start().chars().next() {
        None => return Err(OpmlError::Empty),
        Some('<') if thunderbird::is_rdf(&text) => return Err(OpmlError::ThunderbirdRdf),
        Some('<') => None,
        Some('[' | '{') => thunderbird::read(&text),
        Some(_) => lines::read(&text),
    };
    // A file that starts with a few stray characters may still be OPML.
    match found {
        Some(list) if is_too_long(&list) => Err(OpmlError::TooMany),
        Some(list) => Ok(list),
        None => parse_opml(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feeds(text: &str) -> Result<usize, OpmlError> {
        parse_list(text.as_bytes()).map(|list| list.feeds.len())
    }

    #[test]
    fn each_kind_of_list_is_recognised_by_its_content() {
        assert_eq!(
            feeds("<?xml version='1.0'?><opml><outline xmlUrl='https://a.example/'/></opml>"),
            Ok(1)
        );
        assert_eq!(feeds("junk <opml><outline xmlUrl='https://a.example/'/></opml>"), Ok(1));
        assert_eq!(feeds("https://a.example/feed \"news\" \"~Mine\"\n"), Ok(1));
        assert_eq!(feeds("\u{feff}\n# mine\nhttps://a.example/feed\r\nb.example/feed\r\n"), Ok(2));
        assert_eq!(
            feeds(
                "[{\"url\": \"https://a.example/\", \"destFolder\": \"mailbox://nobody@Feeds/A\"}]"
            ),
            Ok(1)
        );
    }

    #[test]
    fn an_unknown_file_is_refused_with_the_formats_that_can_be_read() {
        let stranger = [
            "no list",
            "{\"a\": 1}",
            "[]",
            "<html><body>https://a.example/</body></html>",
            "\u{1}x",
            "# Title\n\nSome prose, see https://a.example/.",
        ];
        for text in stranger {
            assert_eq!(feeds(text), Err(OpmlError::NotAList), "{text}");
        }
        let message = OpmlError::NotAList.user_message();
        for kind in ["OPML", "Newsboat", "Thunderbird", "one per line"] {
            assert!(message.contains(kind), "{message}");
        }
        assert_eq!(feeds(" \n"), Err(OpmlError::Empty));
        let rdf = "<?xml version='1.0'?><RDF:RDF xmlns:fz='urn:forumzilla:'></RDF:RDF>";
        assert_eq!(feeds(rdf), Err(OpmlError::ThunderbirdRdf));
    }

    #[test]
    fn lists_of_every_kind_may_have_as_many_feeds_as_the_limit_and_as_many_folders() {
        use super::super::read::{MAX_FEEDS, MAX_FOLDERS};
        let lines = |many: usize| {
            (0..many)
                .map(|at| format!("http://{at}.example/ \"tag {at}\"\n"))
                .collect::<Vec<_>>()
                .concat()
        };
        let thunderbird = |many: usize| {
            let feed = |at: usize| {
                let url = format!("http://{at}.example/");
                let folder = format!("mailbox://x@y/tag%20{at}/z");
                format!("{{\"url\":\"{url}\",\"destFolder\":\"{folder}\",\"title\":\"z\"}}")
            };
            format!("[{}]", (0..many).map(feed).collect::<Vec<_>>().join(","))
        };
        for text in [&lines as &dyn Fn(usize) -> String, &thunderbird] {
            let list = parse_list(text(MAX_FEEDS).as_bytes()).unwrap();
            assert_eq!((list.feeds.len(), list.folders.len()), (MAX_FEEDS, MAX_FOLDERS));
            assert_eq!(
                (list.feeds[MAX_FOLDERS - 1].folders.len(), list.feeds[MAX_FOLDERS].folders.len()),
                (1, 0)
            );
            assert_eq!(parse_list(text(MAX_FEEDS + 1).as_bytes()), Err(OpmlError::TooMany));
        }
    }

    #[test]
    fn a_list_beyond_the_limit_is_not_read() {
        let beyond = vec![b' '; MAX_LIST_BYTES + 1];
        assert_eq!(parse_list(&beyond), Err(OpmlError::TooLarge { bytes: MAX_LIST_BYTES + 1 }));
        assert_eq!(parse_list(&beyond[1..]), Err(OpmlError::Empty));
    }
}
