//! Says that a body is only a preview if it ends with a link such as "Read more".

use super::{links, paragraph, words};
use crate::article::Fact;
use crate::document::{Block, Document, Inline, InlineStyle, Run};
use crate::i18n::t;
use crate::model::EntryContent;

/// The words of such links, in lower case and without punctuation.
const WORDS: [&str; 10] = [
    "read more",
    "continue reading",
    "read full story",
    "read the full story",
    "read the full article",
    "read the full post",
    "read full article",
    "read the rest",
    "keep reading",
    "more",
];
/// Stands for the link while the remark around it is looked up. No message has this character.
const LINK: char = '\u{fffc}';

pub(super) fn tidy(document: &mut Document, content: &EntryContent) -> Vec<Fact> {
    let is_alone = document.blocks.len() == 1;
    let Some(last) = document.blocks.last_mut().filter(|_| !is_alone) else { return Vec::new() };
    let Some(line) = paragraph(last) else { return Vec::new() };
    let found = links(line);
    let [(label, url)] = found.as_slice() else { return Vec::new() };
    let leads_home = content
        .url
        .as_ref()
        .is_some_and(|page| page.host() == url.host() && page.path() == url.path());
    if !leads_home || label.trim() != words(line).trim() || !says_more(label) {
        return Vec::new();
    }
    if let Block::Paragraph { content, .. } = last {
        let remark = t!(article_preview_ends, link = LINK.to_string());
        let (before, after) = remark.split_once(LINK).unwrap_or((&remark, ""));
        content.splice(0..0, remark_run(before));
        content.extend(remark_run(after));
    }
    Vec::new()
}

fn remark_run(text: &str) -> Option<Inline> {
    let run = |text| Run { text, style: InlineStyle::SMALL, link: None, hint: None };
    (!text.is_empty()).then(|| Inline::Text(run(text.to_owned())))
}

fn says_more(label: &str) -> bool {
    let bare = label.trim().trim_end_matches(|end: char| !end.is_alphanumeric()).to_lowercase();
    // "Continue reading on Medium", "Continue reading The title".
    WORDS.contains(&bare.as_str()) || bare.starts_with("continue reading")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_html;
    use crate::i18n::{Language, with_language};

    #[test]
    fn the_remark_stands_around_the_link_as_the_language_has_it() {
        let html = "<p>The sea.</p><p><a href=\"https://e.org/a\">Read more</a></p>";
        let content = EntryContent {
            url: Some("https://e.org/a".parse().unwrap()),
            ..EntryContent::default()
        };
        let last_line = || {
            let mut document = from_html(html, None);
            tidy(&mut document, &content);
            words(paragraph(document.blocks.last().unwrap()).unwrap())
        };
        assert_eq!(last_line(), "The preview ends here. Read more");
        let pseudo = with_language(Language::Pseudo, last_line);
        assert!(pseudo.starts_with('[') && pseudo.ends_with(" Read more]"), "{pseudo}");
    }
}
