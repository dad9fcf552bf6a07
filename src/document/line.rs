//! Builds one paragraph and collapses its white space like CSS, across the borders of styles and
//! links.

use std::sync::Arc;

use super::direction::Direction;
use super::emoji;
use super::formula::between_delimiters;
use super::model::{Formula, Image, Inline, InlineStyle, LinkTarget, Run, SOFT_HYPHEN};
use super::spoilers::between_marks;
use super::terminal::without_sequences;

/// The style and the link of words at one place of the source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Look {
    pub(super) style: InlineStyle,
    pub(super) link: Option<Arc<LinkTarget>>,
    pub(super) hint: Option<Arc<str>>,
    /// Whether line breaks of the source are kept.
    pub(super) keeps_lines: bool,
    /// The direction that the page names for the lines.
    pub(super) direction: Option<Direction>,
}

impl Look {
    /// The properties that two neighbours share. The space between them gets these.
    fn common(&self, other: &Self) -> Self {
        Self {
            style: self.style & other.style,
            link: self.link.clone().filter(|link| other.link.as_ref() == Some(link)),
            hint: self.hint.clone().filter(|hint| other.hint.as_ref() == Some(hint)),
            keeps_lines: false,
            direction: None,
        }
    }

    fn fits(&self, run: &Run) -> bool {
        self.style == run.style && self.link == run.link && self.hint == run.hint
    }

    fn of(run: &Run) -> Self {
        Self {
            style: run.style,
            link: run.link.clone(),
            hint: run.hint.clone(),
            keeps_lines: false,
            direction: None,
        }
    }

    fn run(&self, text: String) -> Run {
        Run { text, style: self.style, link: self.link.clone(), hint: self.hint.clone() }
    }
}

/// An open paragraph.
#[derive(Debug, Default)]
pub(super) struct Line {
    items: Vec<Inline>,
    /// The look of white space that is shown only if words follow.
    space: Option<Look>,
    /// Whether the current line has words or pictures.
    has_content: bool,
}

/// White space that CSS collapses. Other spaces are shown as they are.
fn is_collapsible(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

/// Invisible characters, which would hinder search.
pub(super) fn is_ignorable(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{feff}' | '\u{200b}' | '\u{2060}')
        || (character.is_control() && !character.is_whitespace())
}

/// Invisible characters that a document does not keep. Soft hyphens say where a word may be broken,
/// but are no part of code.
fn is_left_out(character: char, look: &Look) -> bool {
    let is_hint = character == SOFT_HYPHEN && !look.style.contains(InlineStyle::CODE);
    is_ignorable(character) && !is_hint
}

/// Whether the character fills a line without showing anything. Between letters it has a meaning.
pub(super) fn is_filler(character: char) -> bool {
    is_ignorable(character)
        || matches!(
            character,
            '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180e}'
                | '\u{200c}'
                | '\u{2061}'..='\u{2064}'
                | '\u{206a}'..='\u{206f}'
        )
}

/// Splits a text before its first byte that is not wanted.
fn split_while(text: &str, wanted: impl Fn(u8) -> bool) -> (&str, &str) {
    let end = text.bytes().position(|byte| !wanted(byte)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

impl Line {
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Whether the line shows pictures and no words.
    pub(super) fn has_only_pictures(&self) -> bool {
        self.items.iter().any(|item| matches!(item, Inline::Image(_)))
            && self
                .items
                .iter()
                .all(|item| matches!(item, Inline::Image(_) | Inline::Break | Inline::Anchor(_)))
    }

    /// Adds text of the source.
    pub(super) fn text(&mut self, text: &str, look: &Look) {
        if !look.keeps_lines {
            self.collapsed(text, look);
            return;
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.line_break();
            }
            self.collapsed(line, look);
        }
    }

    fn collapsed(&mut self, text: &str, look: &Look) {
        let mut rest = text;
        while !rest.is_empty() {
            let (space, words) = split_while(rest, is_collapsible);
            if !space.is_empty() && self.has_content && self.space.is_none() {
                self.space = Some(look.clone());
            }
            let (word, after) = split_while(words, |byte| !is_collapsible(byte));
            if !word.is_empty() {
                self.word(word, look);
            }
            rest = after;
        }
    }

    fn word(&mut self, word: &str, look: &Look) {
        // Mails fill their first lines with words of nothing but invisible characters.
        if word.chars().all(is_filler) {
            return;
        }
        if word.contains('\u{1b}') {
            let word = without_sequences(word, false);
            if !word.is_empty() {
                self.visible(&word.replace(is_ignorable, ""), look);
            }
        } else if word.contains(is_ignorable) {
            let kept: String =
                word.chars().filter(|character| !is_left_out(*character, look)).collect();
            if !kept.is_empty() {
                self.visible(&kept, look);
            }
        } else {
            self.visible(word, look);
        }
    }

    fn visible(&mut self, word: &str, look: &Look) {
        let starts_with_space = self.place_space(Some(look));
        self.has_content = true;
        if let Some(Inline::Text(run)) = self.items.last_mut()
            && look.fits(run)
        {
            if starts_with_space {
                run.text.push(' ');
            }
            run.text.push_str(word);
            return;
        }
        let text = if starts_with_space { format!(" {word}") } else { word.to_owned() };
        self.items.push(Inline::Text(look.run(text)));
    }

    /// Places the waiting space where it shows least (outside links and underlines), and returns
    /// whether the next run has to begin with it.
    fn place_space(&mut self, next: Option<&Look>) -> bool {
        let Some(space) = self.space.take() else { return false };
        let is_next_to = !matches!(self.items.last(), Some(Inline::Anchor(_)));
        let words = self.items.iter_mut().rfind(|item| !matches!(item, Inline::Anchor(_)));
        let Some(Inline::Text(before)) = words else { return next.is_some() };
        if next.is_some_and(|next| next.fits(before) && space.fits(before)) && is_next_to {
            return true;
        }
        let shared = space.common(&Look::of(before));
        let shared = next.map_or(shared.clone(), |next| shared.common(next));
        if shared.fits(before) {
            before.text.push(' ');
            return false;
        }
        let fits_next = next.is_some_and(|next| {
            shared.style == next.style && shared.link == next.link && shared.hint == next.hint
        });
        if !fits_next {
            self.items.push(Inline::Text(shared.run(" ".to_owned())));
        }
        fits_next
    }

    pub(super) fn image(&mut self, image: Image) {
        self.place_space(None);
        self.has_content = true;
        self.items.push(Inline::Image(Box::new(image)));
    }

    pub(super) fn formula(&mut self, formula: Formula) {
        self.place_space(None);
        self.has_content = true;
        self.items.push(Inline::Formula(formula));
    }

    /// Adds a link target.
    pub(super) fn anchor(&mut self, name: String) {
        self.items.push(Inline::Anchor(name));
    }

    pub(super) fn line_break(&mut self) {
        self.space = None;
        self.has_content = false;
        self.items.push(Inline::Break);
    }

    /// Ends the paragraph and returns its content.
    pub(super) fn take(&mut self) -> Vec<Inline> {
        self.space = None;
        self.has_content = false;
        let mut items = std::mem::take(&mut self.items);
        for item in &mut items {
            if let Inline::Text(run) = item {
                run.text.shrink_to_fit();
            }
        }
        let mut items = between_marks(between_delimiters(items));
        emoji::replace_names(&mut items);
        items
    }
}
