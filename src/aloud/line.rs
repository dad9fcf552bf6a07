//! One text of a document as it is spoken, and how to find the spoken words in it again.
//!
//! A place in a text is told by the number of letters before it. Letters are the same for everybody
//! who shows the text, while white space, soft hyphens and signs for pictures are not.

use std::ops::Range;

use url::Url;

use crate::document::{
    Formula, Image, Inline, InlineStyle, LinkTarget, Run, SOFT_HYPHEN, is_note_mark, is_way_back,
};
use crate::i18n::t;

/// A formula with at most this many characters and without a command is read as it is.
const PLAIN_FORMULA_CHARS: usize = 16;
/// Alternative texts of pictures are cut here. Some hold the whole text of a page.
const MAX_ALT_CHARS: usize = 400;
/// Endings of file names, which many programs put in place of an alternative text.
const FILES: [&str; 8] = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif", ".bmp"];

/// Whether a character counts as a letter of its text.
#[must_use]
pub fn is_letter(character: char) -> bool {
    character.is_alphanumeric()
}

/// The number of letters in a part of a text.
#[must_use]
pub fn letters(text: &str) -> u32 {
    text.chars().map(|character| u32::from(is_letter(character))).sum()
}

/// The spoken words of one text.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) words: String,
    /// From each of these bytes of `words` on, letters are counted anew.
    steps: Vec<Step>,
    /// The letters of the text so far.
    letters: u32,
}

#[derive(Debug)]
struct Step {
    byte: usize,
    /// Letters of the text before it.
    letters: u32,
    /// Whether the words from here on are those of the text.
    is_text: bool,
}

impl Line {
    /// The words of a line. `is_typeset` tells whether a formula is shown as a picture: its source
    /// has no letters then.
    pub(super) fn new(content: &[Inline], is_typeset: &dyn Fn(&Formula) -> bool) -> Self {
        let mut line = Self::default();
        for part in content.chunk_by(is_one_part) {
            let words: String = part.iter().filter_map(as_run).map(Run::words).collect();
            let style = part.first().and_then(as_run).map(|run| run.style).unwrap_or_default();
            let is_linked = part.first().and_then(as_run).is_some_and(|run| run.link.is_some());
            if is_linked && is_left_out(part, style, &words) || is_deleted(style) {
                line.skip(&words);
            } else if style.contains(InlineStyle::SPOILER) {
                line.instead(&words, &t!(article_spoiler));
            } else {
                for inline in part {
                    line.inline(inline, is_typeset);
                }
            }
        }
        line
    }

    fn inline(&mut self, inline: &Inline, is_typeset: &dyn Fn(&Formula) -> bool) {
        match inline {
            Inline::Text(run) => self.text(&run.words()),
            Inline::Break => self.words.push('\n'),
            Inline::Image(image) => {
                if let Some(alt) = alt_of(image) {
                    self.instead("", &format!(" {alt} "));
                }
            }
            Inline::Formula(formula) => {
                let source = if is_typeset(formula) { "" } else { &*formula.tex };
                self.instead(source, &format!(" {} ", formula_words(&formula.tex)));
            }
            Inline::Anchor(_) => {}
        }
    }

    /// Words of the text. Of an address only the host is spoken.
    fn text(&mut self, text: &str) {
        if !text.contains("://") && !text.contains("www.") {
            self.literal(text);
            return;
        }
        for part in text.split_inclusive(char::is_whitespace) {
            let word = part.trim_end();
            let address = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
            match (host_of(address), word.split_once(address)) {
                (Some(host), Some((before, after))) => {
                    self.literal(before);
                    self.instead(address, &host);
                    self.literal(after);
                }
                (None, _) | (_, None) => self.literal(word),
            }
            self.literal(part.get(word.len()..).unwrap_or_default());
        }
    }

    fn literal(&mut self, text: &str) {
        self.step(true);
        self.words.extend(text.chars().filter(|character| *character != SOFT_HYPHEN));
        self.letters += letters(text);
    }

    /// Other words in place of those of the text.
    fn instead(&mut self, text: &str, spoken: &str) {
        self.step(false);
        self.words.push_str(spoken);
        self.skip(text);
        self.step(true);
    }

    /// Words of the text that are not spoken.
    fn skip(&mut self, text: &str) {
        self.letters += letters(text);
        self.step(true);
    }

    fn step(&mut self, is_text: bool) {
        let step = Step { byte: self.words.len(), letters: self.letters, is_text };
        self.steps.push(step);
    }

    /// The letters of the text that some of the words stand for.
    pub(super) fn letters_of(&self, bytes: Range<usize>) -> Range<u32> {
        // Letters that are left out stand before the words that follow, not behind those before.
        let start = self.steps.partition_point(|step| step.byte <= bytes.start);
        let end = self.steps.partition_point(|step| step.byte < bytes.end);
        let start = self.letters_before(bytes.start, start);
        start..self.letters_behind(bytes.end, end).max(start)
    }

    /// As `letters_before`, but with all letters that the last words stand for.
    fn letters_behind(&self, byte: usize, at: usize) -> u32 {
        let last = at.checked_sub(1).and_then(|at| self.steps.get(at));
        let replaced = last.filter(|last| !last.is_text).and_then(|_| self.steps.get(at));
        replaced.map_or_else(|| self.letters_before(byte, at), |next| next.letters)
    }

    /// `at` is the number of steps before the place.
    fn letters_before(&self, byte: usize, at: usize) -> u32 {
        let Some(step) = at.checked_sub(1).and_then(|at| self.steps.get(at)) else { return 0 };
        let between = self.words.get(step.byte..byte).unwrap_or_default();
        step.letters + if step.is_text { letters(between) } else { 0 }
    }
}

/// Whether two inlines belong to one link, one spoiler or one deletion, which is judged as a whole.
fn is_one_part(one: &Inline, next: &Inline) -> bool {
    let whole = InlineStyle::SPOILER | InlineStyle::DELETED;
    match (one, next) {
        (Inline::Text(one), Inline::Text(next)) => {
            one.link == next.link && (one.style & whole) == (next.style & whole)
        }
        _ => false,
    }
}

fn as_run(inline: &Inline) -> Option<&Run> {
    match inline {
        Inline::Text(run) => Some(run),
        Inline::Image(_) | Inline::Break | Inline::Formula(_) | Inline::Anchor(_) => None,
    }
}

fn is_deleted(style: InlineStyle) -> bool {
    style.contains(InlineStyle::DELETED)
}

/// Whether a link is the mark of a note or leads back from one.
fn is_left_out(part: &[Inline], style: InlineStyle, words: &str) -> bool {
    let target = part.first().and_then(as_run).and_then(|run| run.link.as_deref());
    let is_inside = matches!(target, Some(LinkTarget::Anchor(_)));
    let is_raised = style.contains(InlineStyle::SUPERSCRIPT);
    (is_inside || is_raised) && is_note_mark(words) || is_way_back(words)
}

/// The alternative text of a picture, if it was written for people.
pub(super) fn alt_of(image: &Image) -> Option<String> {
    let alt = image.alt.trim();
    let is_file =
        FILES.iter().any(|ending| alt.to_ascii_lowercase().ends_with(ending)) && !alt.contains(' ');
    let is_spoken = letters(alt) > 0 && !is_file && host_of(alt).is_none();
    is_spoken.then(|| alt.chars().take(MAX_ALT_CHARS).collect())
}

/// A short formula as it is; a voice would read the commands of a long one letter by letter.
fn formula_words(tex: &str) -> String {
    let tex = tex.trim();
    let is_plain = tex.chars().count() <= PLAIN_FORMULA_CHARS
        && tex.chars().all(|c| c.is_alphanumeric() || " +-=<>.,'()/".contains(c));
    if is_plain { tex.to_owned() } else { t!(aloud_formula) }
}

/// The host of a text that is an address.
fn host_of(word: &str) -> Option<String> {
    let url = match word.strip_prefix("www.") {
        Some(_) => Url::parse(&format!("https://{word}")),
        None if word.starts_with("http://") || word.starts_with("https://") => Url::parse(word),
        None => return None,
    };
    let host = url.ok()?.host_str()?.to_owned();
    Some(host.strip_prefix("www.").map(str::to_owned).unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::{Block, from_html};

    fn line(html: &str) -> Line {
        let document = from_html(&format!("<p>{html}</p><h2 id='n'>Notes</h2>"), None);
        let Some(Block::Paragraph { content, .. }) = document.blocks.first() else {
            panic!("no paragraph")
        };
        Line::new(content, &|_| true)
    }

    #[test]
    fn a_place_is_told_by_letters_whatever_stands_between_them() {
        let line = line("Won\u{ad}der, ful<b>ly</b> — <i>new</i>!");
        assert_eq!(line.words, "Wonder, fully — new!");
        assert_eq!(line.letters_of(8..13), 6..11);
        assert_eq!(line.letters_of(8..line.words.len()), 6..14);
    }

    #[test]
    fn marks_of_notes_and_ways_back_are_not_spoken() {
        let line =
            line("One<sup><a href='#n'>1</a></sup> two<a href='#n'>[2]</a> <a href='#n'>↩</a>");
        assert_eq!(line.words.trim(), "One two");
        let two = line.words.find("two").unwrap();
        assert_eq!(line.letters_of(two..two + 3), 4..7, "the 1 is a letter of the text");
        let year = super::tests::line("in <a href='#n'>chapter 2</a>, x<sup>2</sup>");
        assert_eq!(year.words, "in chapter 2, x2");
    }

    #[test]
    fn of_an_address_only_the_host_is_spoken() {
        let line = line("See (https://www.example.org/a/b?c=1#d), or www.a.example. Good");
        assert_eq!(line.words, "See (example.org), or a.example. Good");
        let good = line.words.find("Good").unwrap();
        let before = letters("See (https://www.example.org/a/b?c=1#d), or www.a.example. ");
        assert_eq!(line.letters_of(good..good + 4), before..before + 4);
    }

    #[test]
    fn formulas_are_read_if_they_are_plain() {
        let formula = |tex: &str| Formula { tex: Arc::from(tex), is_display: false };
        let content = [Inline::Formula(formula("x + 1")), Inline::Formula(formula("\\frac{a}{b}"))];
        assert_eq!(Line::new(&content, &|_| true).words.trim(), "x + 1  formula");
        let shown = Line::new(&content, &|_| true);
        assert_eq!(shown.letters_of(0..shown.words.len()), 0..0);
        let source = Line::new(&content, &|_| false);
        assert_eq!(source.letters_of(0..source.words.len()), 0..8);
    }

    #[test]
    fn a_picture_is_its_alternative_text_and_never_a_file_name() {
        let picture = |alt: &str| {
            line(&format!("a <img src='https://a.example/b.png' width=9 height=9 alt='{alt}'> b"))
                .words
        };
        assert_eq!(
            picture("a smile").split_whitespace().collect::<Vec<_>>(),
            ["a", "a", "smile", "b"]
        );
        for alt in ["", "IMG_12.JPG", "…", "https://a.example/b.png"] {
            assert_eq!(picture(alt).split_whitespace().count(), 2, "{alt}");
        }
    }

    #[test]
    fn a_spoiler_is_named_and_not_told() {
        let line = line("The end: <span class=spoiler>he <b>wakes</b></span>. Really.");
        let told: Vec<&str> = line.words.split_whitespace().collect();
        assert!(told.join(" ").starts_with("The end: Spoiler"), "{told:?}");
        let really = line.words.find("Really").unwrap();
        assert_eq!(line.letters_of(really..really + 6), 13..19);
    }
}
