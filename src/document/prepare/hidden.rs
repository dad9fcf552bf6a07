//! Shows an article that is hidden as a whole until a script has run. Hidden parts beside a visible
//! text stay hidden: they are the preview of a mail, a menu or a form.

use html5ever::{LocalName, QualName, ns};

use super::{NONE, has_no_words, letters, letters_of};
use crate::document::dom::{Dom, NodeId, NodeKind, ROOT};
use crate::document::elements::{Role, role};
use crate::document::embeds::is_excuse;
use crate::document::style::{is_hidden_by_page, is_only_invisible, without_hiding};

/// Fewer hidden letters are no article.
const MIN_LETTERS: usize = 24;
/// The hidden part has this many times the letters of the visible prose.
const SHARE: usize = 4;

/// Shows the largest hidden part if the rest of the body is no article.
pub(super) fn reveal(dom: &mut Dom, hidden: &[NodeId]) {
    let outermost = hidden.iter().copied().filter(|id| !is_within_hidden(dom, *id));
    let Some((letters, id)) = outermost.map(|id| (letters(dom, id), id)).max() else { return };
    let visible = visible(dom);
    let may_be_article = letters >= MIN_LETTERS && letters >= SHARE * visible.letters;
    if !may_be_article || (visible.has_pictures && !dom.element(id).is_some_and(is_only_invisible))
    {
        return;
    }
    if is_excuse(&dom.text_of(id)) {
        return;
    }
    if let Some(element) = dom.element_mut(id) {
        if &**element.local() == "noscript" {
            element.name = QualName::new(None, ns!(html), LocalName::from("div"));
        }
        without_hiding(element);
    }
}

fn is_within_hidden(dom: &Dom, id: NodeId) -> bool {
    std::iter::successors(Some(dom.parent(id)), |at| Some(dom.parent(*at)))
        .take_while(|at| *at != NONE)
        .any(|at| dom.element(at).is_some_and(is_hidden_by_page))
}

/// The visible content of a body.
#[derive(Default)]
struct Visible {
    /// Letters of prose. Headings, menus and dates also stand beside hidden articles.
    letters: usize,
    has_pictures: bool,
}

fn visible(dom: &Dom) -> Visible {
    let mut visible = Visible::default();
    let mut id = dom.first_child(ROOT);
    while id != NONE {
        let mut next = dom.after(id, ROOT);
        match dom.get(id).map(|node| &node.kind) {
            Some(NodeKind::Text(text)) => visible.letters += letters_of(text),
            Some(NodeKind::Element(element)) => {
                let role = role(element.local().as_bytes());
                visible.has_pictures |= role == Role::Image;
                let is_prose = !is_hidden_by_page(element)
                    && !has_no_words(element)
                    && !matches!(role, Role::Heading(_))
                    && !matches!(&**element.local(), "nav" | "time" | "footer");
                if !is_prose {
                    next = dom.after_subtree(id, ROOT);
                }
            }
            Some(NodeKind::Other) | None => {}
        }
        id = next;
    }
    visible
}

#[cfg(test)]
mod tests {
    use crate::document::{dump, from_html, text_of};

    const WORDS: &str = "This letter has enough words to be all that anybody came for.";

    #[test]
    fn an_article_that_is_hidden_as_a_whole_is_shown() {
        for hiding in [
            "style='visibility: hidden; opacity: 0'",
            "style='display:none'",
            "hidden",
            "class='invisible'",
        ] {
            let html = format!("<h1>A letter</h1><div {hiding}><p>{WORDS}</p></div>");
            assert_eq!(dump(&from_html(&html, None)), format!("h1 A letter\np {WORDS}\n"));
            assert!(text_of(&html).contains("enough words"), "{html}");
        }
    }

    #[test]
    fn hidden_parts_beside_an_article_stay_hidden() {
        for beside in [format!("<p>{WORDS}</p>"), "<img src='https://e.org/a.png'>".to_owned()] {
            let html = format!("<div style='display:none'>{WORDS} Hidden.</div>{beside}");
            assert!(!dump(&from_html(&html, None)).contains("Hidden"), "{html}");
        }
    }
}
