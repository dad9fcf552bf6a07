//! Text out of HTML in one fast pass over its tags, for lists, reading times and the search index:
//! no tree is built.
//!
//! It agrees with the document in words, not in layout.

use memchr::{memchr, memchr2};

use super::bbcode;
use super::code::GUTTERS;
use super::elements::{Role, role};
use super::entities::decode;
use super::escaped::{unescaped, with_single_references};
use super::folding::{Folder, Place};
use super::limits::MAX_HTML_BYTES;
use super::model::Document;
use super::scan::{Attributes, after_markup_declaration, after_raw_text, ends_itself, name_end};
use super::style::is_hidden;
use super::text::bare_text;

/// Characters of an excerpt in a list row.
pub const EXCERPT_CHARS: usize = 200;

/// The longest name of an element that means anything.
const LONGEST_NAME: usize = 16;

/// What a list shows of a body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Digest {
    /// The first words, from prose rather than from headings or code.
    pub excerpt: String,
    /// How many words there are; two characters of Chinese or Japanese count as one.
    pub words: u32,
}

/// Excerpt and number of words in one pass.
#[must_use]
pub fn digest(html: &str) -> Digest {
    let folder = folded(html, Folder::with_excerpt(EXCERPT_CHARS));
    let words = folder.words();
    Digest { excerpt: folder.into_excerpt(), words }
}

/// The first words, at most so many characters, the last of them an ellipsis if there is more.
#[must_use]
pub fn excerpt(html: &str, max_chars: usize) -> String {
    folded(html, Folder::with_excerpt(max_chars)).into_excerpt()
}

/// The first words of a document, as long as those of a list row.
#[must_use]
pub fn excerpt_of(document: &Document) -> String {
    let mut folder = Folder::with_excerpt(EXCERPT_CHARS);
    folder.push(&bare_text(document));
    folder.into_excerpt()
}

/// How many words a body has; two characters of Chinese or Japanese count as one.
#[must_use]
pub fn words(html: &str) -> u32 {
    folded(html, Folder::with_excerpt(0)).words()
}

/// All words of a body with single spaces between them, for the search index.
#[must_use]
pub fn text_of(html: &str) -> String {
    folded(html, Folder::with_text(html.len() / 2)).into_text()
}

fn folded(html: &str, folder: Folder) -> Folder {
    let html = html.get(..html.floor_char_boundary(MAX_HTML_BYTES)).unwrap_or(html);
    let inner = unescaped(html);
    let html = bbcode::to_html(inner.as_deref().unwrap_or(html));
    let html = &*with_single_references(&html);
    let mut scanner =
        Scanner { html, bytes: html.as_bytes(), folder, code_depth: 0, unclosed: Vec::new() };
    scanner.run();
    scanner.folder
}

struct Scanner<'a> {
    html: &'a str,
    bytes: &'a [u8],
    folder: Folder,
    /// How many `pre` are open.
    code_depth: u32,
    /// Elements whose end was sought and not found: seeking it again and again would take quadratic
    /// time.
    unclosed: Vec<Vec<u8>>,
}

/// A start or end tag.
struct Tag {
    name: [u8; LONGEST_NAME],
    name_length: usize,
    is_end: bool,
    is_hidden: bool,
    /// A frame that ends where it begins.
    is_closed_frame: bool,
    /// What follows it.
    end: usize,
}

impl Tag {
    fn name(&self) -> &[u8] {
        self.name.get(..self.name_length).unwrap_or_default()
    }
}

impl Scanner<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(open) = self.bytes.get(at..).and_then(|rest| memchr(b'<', rest)) {
            let open = at + open;
            self.text(at, open);
            at = self.markup(open);
        }
        self.text(at, self.bytes.len());
    }

    /// Handles what begins with the `<` at `open` and says what follows it.
    fn markup(&mut self, open: usize) -> usize {
        match self.bytes.get(open + 1) {
            Some(b'!' | b'?') => after_markup_declaration(self.bytes, open),
            Some(b'/') if !self.bytes.get(open + 2).is_some_and(u8::is_ascii_alphabetic) => {
                after_markup_declaration(self.bytes, open)
            }
            Some(byte) if *byte == b'/' || byte.is_ascii_alphabetic() => {
                let tag = self.tag(open);
                self.element(&tag)
            }
            _ => {
                self.folder.push("<");
                open + 1
            }
        }
    }

    fn tag(&self, open: usize) -> Tag {
        let is_end = self.bytes.get(open + 1) == Some(&b'/');
        let start = open + 1 + usize::from(is_end);
        let name_end = name_end(self.bytes, start);
        let source = self.bytes.get(start..name_end).unwrap_or_default();
        let mut tag = Tag {
            name: [0; LONGEST_NAME],
            name_length: 0,
            is_end,
            is_hidden: false,
            is_closed_frame: false,
            end: name_end + 1,
        };
        if let Some(name) = tag.name.get_mut(..source.len()) {
            name.copy_from_slice(source);
            name.make_ascii_lowercase();
            tag.name_length = source.len();
        }
        let mut has_open = false;
        if self.bytes.get(name_end) != Some(&b'>') {
            let mut attributes = Attributes::new(self.bytes, name_end);
            tag.is_hidden = self.reads_as_hidden(&mut attributes, source, &mut has_open);
            tag.end = attributes.end() + 1;
            tag.is_closed_frame =
                tag.name() == b"iframe" && !is_end && ends_itself(self.bytes, name_end);
        }
        let is_closed_dialog = !has_open && tag.name() == b"dialog";
        tag.is_hidden = !is_end && (tag.is_hidden || is_closed_dialog);
        tag
    }

    /// Reads all attributes; most tags have none that could hide them.
    fn reads_as_hidden(
        &self,
        attributes: &mut Attributes,
        name: &[u8],
        has_open: &mut bool,
    ) -> bool {
        let (mut style, mut class, mut has_hidden) = (None, None, false);
        for attribute in attributes.by_ref() {
            let name = self.bytes.get(attribute.name).unwrap_or_default();
            match name.len() {
                4 => *has_open |= name.eq_ignore_ascii_case(b"open"),
                5 if name.eq_ignore_ascii_case(b"style") => style = Some(attribute.value),
                5 if name.eq_ignore_ascii_case(b"class") => class = Some(attribute.value),
                6 => has_hidden |= name.eq_ignore_ascii_case(b"hidden"),
                _ => {}
            }
        }
        let text = |range: Option<std::ops::Range<usize>>| {
            range.and_then(|range| self.html.get(range)).filter(|text| text.len() > 1)
        };
        let (style, class) = (text(style), text(class));
        if style.is_none() && class.is_none() {
            return has_hidden;
        }
        let may_be_gutter = self.code_depth > 0 || name.eq_ignore_ascii_case(b"td");
        let is_gutter = may_be_gutter
            && class.is_some_and(|class| {
                class.split_ascii_whitespace().any(|name| GUTTERS.contains(&name))
            });
        is_gutter
            || is_hidden(&|name| match name {
                "style" => style,
                "class" => class,
                _ => has_hidden.then_some(""),
            })
    }

    fn element(&mut self, tag: &Tag) -> usize {
        let role = role(tag.name());
        if tag.is_end {
            self.end_tag(role);
            return tag.end;
        }
        // The tree takes the author at his word here, too.
        if tag.is_closed_frame {
            self.folder.gap();
            return tag.end;
        }
        if let Some(raw) = raw_text(tag.name()) {
            let inner = after_raw_text(self.bytes, tag.end, tag.name());
            if raw == RawText::Shown && !tag.is_hidden {
                self.folder.gap();
                self.folder.push(self.html.get(tag.end..inner.start).unwrap_or_default());
                self.folder.gap();
            }
            return inner.end;
        }
        if (tag.is_hidden || is_left_out(tag.name(), role)) && !is_void(tag.name()) {
            return self.after_element(tag);
        }
        self.start_tag(role);
        tag.end
    }

    fn start_tag(&mut self, role: Role) {
        match role {
            Role::Heading(_) | Role::Caption | Role::TableCaption => {
                self.folder.enter(Place::Heading)
            }
            Role::Preformatted => {
                self.code_depth += 1;
                self.folder.enter(Place::Code);
            }
            _ if is_inline(role) => {}
            _ => self.folder.gap(),
        }
    }

    fn end_tag(&mut self, role: Role) {
        match role {
            Role::Heading(_) | Role::Caption | Role::TableCaption => {
                self.folder.leave(Place::Heading)
            }
            Role::Preformatted => {
                self.code_depth = self.code_depth.saturating_sub(1);
                self.folder.leave(Place::Code);
            }
            _ if is_inline(role) => {}
            _ => self.folder.gap(),
        }
    }

    /// What follows an element that is left out; if it has no end, only the tag is left out.
    fn after_element(&mut self, tag: &Tag) -> usize {
        if self.unclosed.iter().any(|name| name == tag.name()) {
            return tag.end;
        }
        let (mut at, mut depth) = (tag.end, 1_usize);
        while let Some(open) = self.bytes.get(at..).and_then(|rest| memchr(b'<', rest)) {
            let open = at + open;
            match self.bytes.get(open + 1) {
                Some(b'!' | b'?') => at = after_markup_declaration(self.bytes, open),
                Some(byte) if *byte == b'/' || byte.is_ascii_alphabetic() => {
                    let inner = self.tag(open);
                    at = inner.end;
                    if inner.name() == tag.name() {
                        depth = if inner.is_end { depth - 1 } else { depth + 1 };
                    }
                }
                _ => at = open + 1,
            }
            if depth == 0 {
                self.gap_after(tag);
                return at;
            }
        }
        self.unclosed.push(tag.name().to_vec());
        tag.end
    }

    fn gap_after(&mut self, tag: &Tag) {
        if !is_inline(role(tag.name())) {
            self.folder.gap();
        }
    }

    fn text(&mut self, start: usize, end: usize) {
        let Some(mut text) = self.html.get(start..end) else { return };
        while let Some(at) = memchr2(b'&', b'\0', text.as_bytes()) {
            let (before, reference) = text.split_at_checked(at).unwrap_or((text, ""));
            self.folder.push(before);
            let Some(((first, second), length)) = decode(reference) else {
                self.folder.push(
                    reference.get(..1).filter(|character| *character != "\0").unwrap_or_default(),
                );
                text = reference.get(1..).unwrap_or_default();
                continue;
            };
            self.folder.push_char(first);
            if let Some(second) = second {
                self.folder.push_char(second);
            }
            text = reference.get(length..).unwrap_or_default();
        }
        self.folder.push(text);
    }
}

#[derive(PartialEq, Eq)]
enum RawText {
    Shown,
    LeftOut,
}

/// Elements whose content is not markup.
fn raw_text(name: &[u8]) -> Option<RawText> {
    match name {
        b"script" | b"style" | b"textarea" | b"title" | b"iframe" | b"noembed" | b"noframes" => {
            Some(RawText::LeftOut)
        }
        b"xmp" => Some(RawText::Shown),
        _ => None,
    }
}

/// Elements that the document leaves out with all their words.
fn is_left_out(name: &[u8], role: Role) -> bool {
    let is_left_out = matches!(role, Role::Dropped | Role::NoScript | Role::Video | Role::Audio);
    // Browsers ignore `head` within a body; what it holds is left out by itself.
    is_left_out && name != b"head"
}

/// Elements that have no content.
fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"meta"
            | b"link"
            | b"base"
            | b"source"
            | b"track"
            | b"param"
            | b"col"
            | b"img"
            | b"image"
            | b"input"
            | b"br"
            | b"hr"
            | b"wbr"
            | b"embed"
    )
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
