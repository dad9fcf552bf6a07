//! The feeds that the `Link` header of a page names (RFC 8288).

use url::Url;

use super::found::{FoundFeed, MediaType};

/// Most links of a header that are read.
const LINKS_MAX: usize = 50;

/// The feeds that `Link` fields name, in their order. `base` is the address of the page.
#[must_use]
pub fn feeds_of_link_header(value: &str, base: &Url) -> Vec<FoundFeed> {
    pieces(value, ',').take(LINKS_MAX).filter_map(|link| read(link, base)).collect()
}

fn read(link: &str, base: &Url) -> Option<FoundFeed> {
    let (address, parameters) = link.trim().strip_prefix('<')?.split_once('>')?;
    let (mut relations, mut media_type, mut title) = (String::new(), None, String::new());
    for parameter in pieces(parameters, ';') {
        let Some((name, value)) = parameter.split_once('=') else { continue };
        let value = value.trim().trim_matches('"');
        match name.trim().to_ascii_lowercase().as_str() {
            "rel" => relations = value.to_ascii_lowercase(),
            "type" => media_type = Some(MediaType::read(value)),
            "title" => value.clone_into(&mut title),
            _ => {}
        }
    }
    let has = |word: &str| relations.split_ascii_whitespace().any(|found| found == word);
    let is_typed = media_type.as_ref().is_some_and(MediaType::is_feed);
    let is_feed = (has("alternate") && is_typed) || (has("feed") && media_type.is_none());
    let url = base.join(address.trim()).ok().filter(|_| is_feed || (has("feed") && is_typed))?;
    matches!(url.scheme(), "http" | "https" | "file")
        .then(|| FoundFeed::declared(url, media_type, title))?
}

/// Splits at a character outside quotes and angle brackets.
fn pieces(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_bracketed) = (false, false);
    text.split(move |letter| {
        match letter {
            '"' => is_quoted = !is_quoted,
            '<' if !is_quoted => is_bracketed = true,
            '>' if !is_quoted => is_bracketed = false,
            _ => {}
        }
        letter == separator && !is_quoted && !is_bracketed
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(value: &str) -> Vec<(String, String)> {
        let base = Url::parse("https://a.org/blog/").unwrap();
        feeds_of_link_header(value, &base)
            .into_iter()
            .map(|feed| (feed.url.into(), feed.title))
            .collect()
    }

    #[test]
    fn feeds_are_read_out_of_all_links() {
        assert_eq!(
            found(
                "<https://a.org/wp-json/>; rel=\"https://api.w.org/\", \
                 </x,y.atom>; rel=\"alternate\"; type=\"application/atom+xml\"; title=\"A, b\",\
                 <all>;rel=feed, <json>; Type=application/feed+json; Rel=\"Alternate home\""
            ),
            [
                ("https://a.org/x,y.atom", "A, b"),
                ("https://a.org/blog/all", ""),
                ("https://a.org/blog/json", "")
            ]
            .map(|(url, title)| (url.to_owned(), title.to_owned()))
        );
    }

    #[test]
    fn other_links_are_no_feeds() {
        for other in [
            "</de>; rel=alternate; hreflang=de",
            "</x>; rel=self; type=\"application/atom+xml\"",
            "</1.atom>; rel=alternate; type=\"application/atom+xml;type=entry\"",
            "<javascript:x>; rel=feed",
            "</wp-json/1>; rel=alternate; type=\"application/json\"",
            "no link",
            "",
        ] {
            assert_eq!(found(other), [], "{other}");
        }
    }

    #[test]
    fn only_so_many_links_are_read() {
        let links = |many: usize| vec!["</feed>; rel=feed"; many].join(",");
        assert_eq!(found(&links(LINKS_MAX + 1)).len(), LINKS_MAX);
    }
}
