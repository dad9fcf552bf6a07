//! Extracts text from HTML in one fast pass over its tags, without building a tree. Lists, reading
//! times and the search index use it.
//!
//! The result has the same words as the document, not the same layout.

use std::panic::catch_unwind;

use memchr::memchr2;

use super::code::GUTTERS;
use super::elements::{Role, role};
use super::folding::{NonProse, TextBuilder};
use super::limits::MAX_HTML_BYTES;
use super::model::Document;
use super::spoilers::is_spoiler_class;
use super::style::is_hidden;
use super::text::bare_text;
use super::{parsed, source};
use crate::markup::entities::html_reference;
use crate::markup::{Cursor, Tag, Token, is_raw_text, is_void};

/// Characters of an excerpt in a list row.
pub const EXCERPT_CHARS: usize = 200;

/// Fewer hidden bytes are no article.
const MIN_HIDDEN_BYTES: usize = 40;
/// Hidden bytes for each visible word from which the hidden part may be the article.
const BYTES_A_WORD: usize = 20;

/// The longest element name that has a meaning, in bytes.
const LONGEST_NAME: usize = 16;

/// The parts of a body that a list row needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Digest {
    /// The first words, of prose rather than of headings or code.
    pub excerpt: String,
    /// Number of words. Two characters of Chinese or Japanese count as one.
    pub words: u32,
}

/// Excerpt and number of words in one pass.
#[must_use]
pub fn digest(html: &str) -> Digest {
    digest_and_text(html).0
}

/// The digest, and all words as [`text_of`] gives them, in one pass.
#[must_use]
pub fn digest_and_text(html: &str) -> (Digest, String) {
    let html = &*source::restored(limited(html));
    let builder = || TextBuilder::new(html.len() / 2, EXCERPT_CHARS);
    let (told, is_covered) = scanned(html, builder(), Covered::LeftOut);
    let words = told.words();
    let (text, excerpt) = told.into_parts();
    // What an excerpt must not tell can be searched for.
    let text =
        if is_covered { scanned(html, builder(), Covered::Kept).0.into_parts().0 } else { text };
    (Digest { excerpt, words }, text)
}

/// The first words, at most `max_chars` characters. If there is more text, the last character is
/// an ellipsis.
#[must_use]
pub fn excerpt(html: &str, max_chars: usize) -> String {
    let html = &*source::restored(limited(html));
    scanned(html, TextBuilder::new(0, max_chars), Covered::LeftOut).0.into_parts().1
}

/// The excerpt of a document, at most [`EXCERPT_CHARS`] characters.
#[must_use]
pub fn excerpt_of(document: &Document) -> String {
    let mut text = TextBuilder::new(0, EXCERPT_CHARS);
    text.push(&bare_text(document));
    text.into_parts().1
}

/// Number of words of a body. Two characters of Chinese or Japanese count as one.
#[must_use]
pub fn words(html: &str) -> u32 {
    let html = &*source::restored(limited(html));
    scanned(html, TextBuilder::new(html.len() / 2, 0), Covered::LeftOut).0.words()
}

/// All words of a body with single spaces between them, for the search index.
#[must_use]
pub fn text_of(html: &str) -> String {
    let html = &*source::restored(limited(html));
    scanned(html, TextBuilder::new(html.len() / 2, 0), Covered::Kept).0.into_parts().0
}

/// Whether the words that a page covers until the reader uncovers them are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Covered {
    Kept,
    LeftOut,
}

fn limited(html: &str) -> &str {
    html.get(..html.floor_char_boundary(MAX_HTML_BYTES)).unwrap_or(html)
}

/// Reads a restored body, and whether covered words were left out.
fn scanned(html: &str, builder: TextBuilder, covered: Covered) -> (TextBuilder, bool) {
    let mut scanner = Scanner {
        html,
        cursor: Cursor::html(html),
        builder,
        covered,
        has_covered: false,
        code_depth: 0,
        unclosed: Vec::new(),
        hidden_bytes: 0,
    };
    scanner.run();
    // If nearly everything is hidden, the document may show it all the same.
    let words = scanner.builder.words() as usize;
    if scanner.hidden_bytes > MIN_HIDDEN_BYTES.max(words * BYTES_A_WORD) {
        let shown = catch_unwind(|| bare_text(&parsed(html, None))).unwrap_or_default();
        scanner.builder.restart(&shown);
    }
    (scanner.builder, scanner.has_covered)
}

struct Scanner<'a> {
    html: &'a str,
    cursor: Cursor<'a>,
    builder: TextBuilder,
    covered: Covered,
    /// Whether covered words were left out.
    has_covered: bool,
    /// How many `pre` are open.
    code_depth: u32,
    /// Names of elements that have no end tag. Looking for the end of each of them would take
    /// quadratic time.
    unclosed: Vec<&'a str>,
    /// Bytes of the elements that the page hides.
    hidden_bytes: usize,
}

impl<'a> Scanner<'a> {
    fn run(&mut self) {
        while let Some(token) = self.cursor.next_token() {
            match token {
                Token::Text(text) => self.text(text),
                Token::Open(tag) => self.open(&tag),
                Token::Close(name) => self.close(role_of(name)),
                Token::CData(_) | Token::Comment | Token::Declaration(_) => {}
            }
        }
    }

    fn open(&mut self, tag: &Tag<'a>) {
        let role = role_of(tag.name);
        let is_hidden = self.is_hidden(tag);
        // The document also takes a frame that closes itself for closed, unlike browsers.
        if tag.is_empty && tag.name.eq_ignore_ascii_case("iframe") {
            self.builder.gap();
        } else if is_raw_text(tag.name) {
            self.raw_text(tag, is_hidden);
        } else if (is_hidden || is_left_out(tag.name, role)) && !has_no_content(tag.name) {
            let start = self.cursor.position();
            self.skip_element(tag);
            if is_hidden {
                self.hidden_bytes += self.cursor.position() - start;
            }
        } else {
            self.enter(role);
        }
    }

    /// Whether the attributes of a start tag hide its element.
    fn is_hidden(&mut self, tag: &Tag<'a>) -> bool {
        let is_dialog = tag.name.eq_ignore_ascii_case("dialog");
        if tag.attributes.is_empty() {
            return is_dialog;
        }
        let (mut style, mut class, mut is_marked, mut is_open) = (None, None, false, false);
        for (name, value) in tag.attributes() {
            match name.len() {
                4 => is_open |= name.eq_ignore_ascii_case("open"),
                5 if name.eq_ignore_ascii_case("style") => style = Some(value),
                5 if name.eq_ignore_ascii_case("class") => class = Some(value),
                6 => is_marked |= name.eq_ignore_ascii_case("hidden"),
                _ => {}
            }
        }
        if is_marked || (is_dialog && !is_open) {
            return true;
        }
        let may_be_gutter = self.code_depth > 0 || tag.name.eq_ignore_ascii_case("td");
        let is_gutter = may_be_gutter
            && class.is_some_and(|class: &str| {
                class.split_ascii_whitespace().any(|name| GUTTERS.contains(&name))
            });
        // An excerpt must not tell the end of a story.
        let is_covered = self.covered == Covered::LeftOut && class.is_some_and(is_spoiler_class);
        self.has_covered |= is_covered;
        is_gutter
            || is_covered
            || is_hidden(&|name| match name {
                "style" => style,
                "class" => class,
                _ => None,
            })
    }

    /// Reads an element whose content is no markup.
    fn raw_text(&mut self, tag: &Tag<'a>, is_hidden: bool) {
        let start = self.cursor.position();
        self.cursor.skip_to_close(tag.name);
        let content = self.html.get(start..self.cursor.position()).unwrap_or_default();
        // Of these elements only `xmp` is shown.
        if tag.name.eq_ignore_ascii_case("xmp") && !is_hidden {
            self.builder.gap();
            self.builder.push(content);
            self.builder.gap();
        }
        self.cursor.next_token();
    }

    fn enter(&mut self, role: Role) {
        match role {
            Role::Heading(_) | Role::Caption | Role::TableCaption => {
                self.builder.enter(NonProse::Heading);
            }
            Role::Preformatted => {
                self.code_depth += 1;
                self.builder.enter(NonProse::Code);
            }
            _ if is_inline(role) => {}
            _ => self.builder.gap(),
        }
    }

    fn close(&mut self, role: Role) {
        match role {
            Role::Heading(_) | Role::Caption | Role::TableCaption => {
                self.builder.leave(NonProse::Heading);
            }
            Role::Preformatted => {
                self.code_depth = self.code_depth.saturating_sub(1);
                self.builder.leave(NonProse::Code);
            }
            _ if is_inline(role) => {}
            _ => self.builder.gap(),
        }
    }

    /// Skips an element with its content. Without an end tag, only the start tag is skipped.
    fn skip_element(&mut self, tag: &Tag<'a>) {
        let is_same = |name: &str| name.eq_ignore_ascii_case(tag.name);
        if self.unclosed.iter().any(|name| is_same(name)) {
            return;
        }
        let start = self.cursor.position();
        let mut depth = 1_usize;
        while depth > 0 {
            match self.cursor.next_token() {
                Some(Token::Open(inner)) => depth += usize::from(is_same(inner.name)),
                Some(Token::Close(name)) => depth -= usize::from(is_same(name)),
                Some(Token::Text(_) | Token::CData(_) | Token::Comment | Token::Declaration(_)) => {
                }
                None => {
                    self.unclosed.push(tag.name);
                    self.cursor.seek(start);
                    return;
                }
            }
        }
        if !is_inline(role_of(tag.name)) {
            self.builder.gap();
        }
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = memchr2(b'&', b'\0', rest.as_bytes()) {
            let (before, special) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.builder.push(before);
            let length = if let Some(((first, second), length)) = html_reference(special) {
                self.builder.push_char(first);
                if let Some(second) = second {
                    self.builder.push_char(second);
                }
                length
            } else {
                // The tree drops NUL characters.
                if special.starts_with('&') {
                    self.builder.push("&");
                }
                1
            };
            rest = special.get(length..).unwrap_or_default();
        }
        self.builder.push(rest);
    }
}

/// The meaning of an element by its name in any case.
fn role_of(name: &str) -> Role {
    let mut buffer = [0; LONGEST_NAME];
    let Some(lower) = buffer.get_mut(..name.len()) else { return Role::Transparent };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    role(lower)
}

/// Elements that the document leaves out with all their words.
fn is_left_out(name: &str, role: Role) -> bool {
    let is_left_out = matches!(role, Role::Dropped | Role::NoScript | Role::Video | Role::Audio);
    // Browsers ignore `head` within a body. The elements in it are left out one by one.
    is_left_out && !name.eq_ignore_ascii_case("head")
}

fn has_no_content(name: &str) -> bool {
    // Browsers read `image` as `img`.
    is_void(name) || name.eq_ignore_ascii_case("image")
}

/// Elements that do not separate words.
fn is_inline(role: Role) -> bool {
    matches!(
        role,
        Role::Transparent
            | Role::Styled(_)
            | Role::Link
            | Role::Explained
            | Role::InlineQuote
            | Role::Input
            | Role::Dropped
    )
}
