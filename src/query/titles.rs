//! Shows the feeds and folders that a query names by number under their titles.

use std::fmt::Write as _;

use super::expr::Term;
use super::lexemes::{Kind, lexemes};
use crate::model::{FeedId, FolderId};

/// The same text with titles beside the numbers of feeds and folders, for the user to read and
/// edit: `feed:#12` becomes `feed:"News"#12`. [`parse`](super::parse) takes the number and skips
/// the title.
#[must_use]
pub fn with_titles(
    text: &str,
    feed_title: &dyn Fn(FeedId) -> Option<String>,
    folder_name: &dyn Fn(FolderId) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for lexeme in lexemes(text) {
        let named = match lexeme.kind {
            Kind::Term(Term::Feed(id)) => feed_title(id).map(|title| ("feed", title, id.0)),
            Kind::Term(Term::Folder(id)) => folder_name(id).map(|name| ("folder", name, id.0)),
            Kind::Term(_)
            | Kind::Open
            | Kind::Close
            | Kind::Minus
            | Kind::Or
            | Kind::And
            | Kind::Value { .. }
            | Kind::Pattern { .. } => None,
        };
        if let Some((field, title, number)) = named {
            out.push_str(text.get(copied..lexeme.at.start).unwrap_or_default());
            _ = write!(out, "{field}:\"{}\"#{number}", title.replace('"', " "));
            copied = lexeme.at.end;
        }
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    #[test]
    fn people_see_titles_beside_the_numbers() {
        let feed = |id: FeedId| (id.0 == 12).then(|| "The \"Real\" News".to_owned());
        let folder = |_: FolderId| Some("Sea".to_owned());
        let shown = |text: &str| with_titles(text, &feed, &folder);
        let text = shown("kafka -feed:#12 folder:#3");
        assert_eq!(text, "kafka -feed:\"The  Real  News\"#12 folder:\"Sea\"#3");
        assert_eq!(parse(&text).unwrap().to_string(), "\"kafka\" -feed:#12 folder:#3");
        assert_eq!(shown("feed:\"Old name\"#12"), "feed:\"The  Real  News\"#12");
        assert_eq!(shown("feed:#7 x"), "feed:#7 x", "it is gone");
    }
}
