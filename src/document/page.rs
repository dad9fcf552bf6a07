//! Prepares a web page for the extraction of its article, and keeps the notes of the article that
//! the extraction would lose.

use std::collections::HashSet;
use std::ops::Range;

use super::style::{declarations, hides};
use crate::markup::escape::push_escaped;
use crate::markup::{Cursor, Tag, Token, is_raw_text, is_void};

/// A hidden part with fewer letters is no article.
const MIN_HIDDEN_LETTERS: usize = 200;
/// A hidden article has this many times the letters of the rest of the page.
const HIDDEN_SHARE: usize = 2;
/// A longer aside is a page of its own, in letters.
const MAX_ASIDE_LETTERS: usize = 1500;
/// More asides than this are no part of an article.
const MAX_ASIDES: usize = 200;
/// A longer element is no note, in letters.
const MAX_NOTE_LETTERS: usize = 3000;
/// Elements that are open at once. Deeper ones are not looked at.
const MAX_OPEN: usize = 400;
/// Words in the class or name of asides beside the article.
const BESIDE: [&str; 15] = [
    "sidebar",
    "related",
    "widget",
    "promo",
    "newsletter",
    "share",
    "social",
    "nav",
    "menu",
    "toc",
    "author",
    "comment",
    "banner",
    "sponsor",
    "subscribe",
];

/// A page, and the elements that may be notes or hidden articles.
pub(super) struct Page<'a> {
    source: &'a str,
    elements: Vec<PageElement<'a>>,
    /// Where each link within the page stands, with the name that it points to.
    links: Vec<(usize, &'a str)>,
    letters: usize,
    /// Deepest nesting.
    pub(super) depth: usize,
    /// The number of elements outside drawings.
    pub(super) count: usize,
    drawings: Vec<Range<usize>>,
    /// Scripts and comments.
    dropped: Vec<Range<usize>>,
    /// Formulas in scripts: the place, the TeX, and whether it has its own lines.
    formulas: Vec<(Range<usize>, &'a str, bool)>,
}

struct PageElement<'a> {
    tag: Tag<'a>,
    open: Range<usize>,
    close: Range<usize>,
    /// Letters of the page before and up to the end of the element.
    letters: Range<usize>,
    is_in_article: bool,
}

impl PageElement<'_> {
    fn count(&self) -> usize {
        self.letters.len()
    }

    fn is(&self, name: &str) -> bool {
        self.tag.name.eq_ignore_ascii_case(name)
    }
}

/// Elements whose end tag is optional. Their start tags do not count as depth.
const WITHOUT_END: [&str; 17] = [
    "p", "li", "td", "th", "tr", "dt", "dd", "rt", "rp", "html", "head", "body", "tbody", "thead",
    "tfoot", "option", "colgroup",
];

impl<'a> Page<'a> {
    pub(super) fn read(source: &'a str) -> Self {
        let page = Self {
            source,
            elements: Vec::new(),
            links: Vec::new(),
            letters: 0,
            depth: 0,
            count: 0,
            drawings: Vec::new(),
            dropped: Vec::new(),
            formulas: Vec::new(),
        };
        let mut reader = Reader { page, open: Vec::new(), depth: 0 };
        reader.run();
        reader.page
    }

    /// The page for the extraction.
    pub(super) fn prepared(&self, without_drawings: bool) -> String {
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        edits.extend(self.dropped.iter().map(|range| (range.clone(), String::new())));
        if without_drawings {
            edits.extend(self.drawings.iter().map(|range| (range.clone(), String::new())));
        }
        for (range, tex, is_display) in &self.formulas {
            let (start, end) = if *is_display { ("\\[", "\\]") } else { ("\\(", "\\)") };
            let mut text = start.to_owned();
            push_escaped(&mut text, tex.trim());
            text.push_str(end);
            edits.push((range.clone(), text));
        }
        if let Some(hidden) = self.hidden_article() {
            edits.push((hidden.open.clone(), shown_tag(&hidden.tag)));
        }
        let is_aside = |element: &&PageElement<'_>| element.is("aside") || element.is("footer");
        let asides = self.elements.iter().filter(is_aside).take(MAX_ASIDES);
        for element in asides.filter(|element| self.is_kept_aside(element)) {
            edits.push((renamed(&element.open, element.tag.name, 1), "section".to_owned()));
            if !element.close.is_empty() {
                edits.push((renamed(&element.close, element.tag.name, 2), "section".to_owned()));
            }
        }
        self.edited(edits)
    }

    fn edited(&self, mut edits: Vec<(Range<usize>, String)>) -> String {
        edits.sort_by_key(|(range, _)| range.start);
        let mut out = String::with_capacity(self.source.len());
        let mut copied = 0;
        for (range, text) in edits {
            // An edit within a part that was dropped is void.
            if range.start >= copied {
                out.push_str(self.source.get(copied..range.start).unwrap_or_default());
                out.push_str(&text);
                copied = range.end;
            }
        }
        out.push_str(self.source.get(copied..).unwrap_or_default());
        out
    }

    /// The part that is hidden until a script runs, if it has most of the words of the page.
    fn hidden_article(&self) -> Option<&PageElement<'a>> {
        let hidden = self.elements.iter().filter(|element| is_hidden(&element.tag));
        let largest = hidden.max_by_key(|element| element.count())?;
        let is_article = largest.count() >= MIN_HIDDEN_LETTERS
            && largest.count() > HIDDEN_SHARE * (self.letters - largest.count());
        is_article.then_some(largest)
    }

    /// Whether an aside or a foot belongs to the article: it has its notes or a remark.
    fn is_kept_aside(&self, element: &PageElement<'a>) -> bool {
        if self.has_notes(element) {
            return true;
        }
        let is_beside = ["class", "id", "role"].iter().any(|name| {
            let value = element.tag.attribute(name).unwrap_or_default().to_ascii_lowercase();
            BESIDE.iter().any(|word| value.contains(word))
        });
        let links = self
            .links
            .iter()
            .filter(|(at, _)| element.open.end <= *at && *at < element.close.start)
            .count();
        element.is("aside")
            && element.is_in_article
            && !is_beside
            && (1..=MAX_ASIDE_LETTERS).contains(&element.count())
            && links < 3
    }

    /// Whether links outside an element lead to elements within it.
    fn has_notes(&self, element: &PageElement<'a>) -> bool {
        let within = element.open.end..element.close.start;
        let names: HashSet<&str> = self
            .elements
            .iter()
            .filter(|inner| within.contains(&inner.open.start))
            .filter_map(|inner| inner.tag.attribute("id"))
            .collect();
        !names.is_empty()
            && self.links.iter().any(|(at, name)| !within.contains(at) && names.contains(name))
    }

    /// The notes that links of an article lead to and that the article does not have.
    pub(super) fn missing_notes(&self, article: &str) -> Option<String> {
        let mut wanted: HashSet<&str> = HashSet::new();
        let mut present: HashSet<&str> = HashSet::new();
        let mut cursor = Cursor::html(article);
        while let Some(token) = cursor.next_token() {
            let Token::Open(tag) = token else { continue };
            present.extend(tag.attribute("id"));
            present.extend(tag.attribute("name"));
            let href = tag.attribute("href").filter(|_| tag.name.eq_ignore_ascii_case("a"));
            wanted.extend(href.and_then(|href| href.split_once('#')).map(|(_, name)| name));
        }
        wanted.retain(|name| !name.is_empty() && !present.contains(name));
        let mut notes = String::new();
        let mut end = 0;
        for element in &self.elements {
            let is_note = element.open.start >= end
                && element.tag.attribute("id").is_some_and(|id| wanted.contains(id))
                && self.is_note(element);
            if is_note {
                end = element.close.end.max(element.open.end);
                notes.push_str(self.source.get(element.open.start..end).unwrap_or_default());
            }
        }
        let is_list = notes.starts_with("<li");
        (!notes.is_empty()).then(|| {
            if is_list {
                format!("<section><ol>{notes}</ol></section>")
            } else {
                format!("<section>{notes}</section>")
            }
        })
    }

    /// Whether an element is a note: it is short and leads back, or says so.
    fn is_note(&self, element: &PageElement<'a>) -> bool {
        let is_box = ["li", "p", "div", "dd", "aside", "span", "section"]
            .iter()
            .any(|name| element.is(name));
        // A whole section has links of its own.
        let leads_back = !element.is("section")
            && self
                .links
                .iter()
                .any(|(at, _)| element.open.end <= *at && *at < element.close.start);
        let says_so = ["class", "id", "role"].iter().any(|name| {
            let value = element.tag.attribute(name).unwrap_or_default().to_ascii_lowercase();
            ["note", "fn", "cite"].iter().any(|word| value.contains(word))
        });
        is_box
            && !element.close.is_empty()
            && (1..=MAX_NOTE_LETTERS).contains(&element.count())
            && (leads_back || says_so)
    }
}

/// The name within a tag; `skip` is the length of what stands before it.
fn renamed(tag: &Range<usize>, name: &str, skip: usize) -> Range<usize> {
    tag.start + skip..tag.start + skip + name.len()
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.attribute("hidden").is_some()
        || tag
            .attribute("style")
            .is_some_and(|style| declarations(style).any(|(name, value)| hides(&name, value)))
}

/// The start tag without the attributes that hide its element.
fn shown_tag(tag: &Tag<'_>) -> String {
    let mut out = format!("<{}", tag.name);
    for (name, value) in tag.attributes() {
        if !["hidden", "style", "aria-hidden"]
            .iter()
            .any(|hiding| hiding.eq_ignore_ascii_case(name))
        {
            out.extend([" ", name, "=\"", &value.replace('"', "&quot;"), "\""]);
        }
    }
    out.push('>');
    out
}

/// Reads the tokens of a page.
struct Reader<'a> {
    page: Page<'a>,
    /// Indices of the open elements, innermost last.
    open: Vec<usize>,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn run(&mut self) {
        let mut cursor = Cursor::html(self.page.source);
        loop {
            let start = cursor.position();
            let Some(token) = cursor.next_token() else { break };
            let range = start..cursor.position();
            match token {
                Token::Open(tag) if tag.name.eq_ignore_ascii_case("svg") && !tag.is_empty => {
                    skip_drawing(&mut cursor);
                    self.page.drawings.push(start..cursor.position());
                }
                Token::Open(tag) if is_raw_text(tag.name) => {
                    let content = cursor.position();
                    cursor.skip_to_close(tag.name);
                    let content = content..cursor.position();
                    cursor.next_token();
                    self.raw(&tag, content, start..cursor.position());
                }
                Token::Open(tag) => self.open(tag, range),
                Token::Close(name) => self.close(name, range),
                Token::Text(text) => {
                    self.page.letters +=
                        text.chars().filter(|letter| letter.is_alphanumeric()).count();
                }
                Token::Comment => self.page.dropped.push(range),
                Token::CData(_) | Token::Declaration(_) => {}
            }
        }
        let end = self.page.source.len();
        for index in std::mem::take(&mut self.open) {
            let letters = self.page.letters;
            if let Some(element) = self.page.elements.get_mut(index) {
                element.letters.end = letters;
                element.close = end..end;
            }
        }
    }

    fn raw(&mut self, tag: &Tag<'a>, content: Range<usize>, whole: Range<usize>) {
        self.page.count += 1;
        if !tag.name.eq_ignore_ascii_case("script") {
            return;
        }
        let kind = tag.attribute("type").unwrap_or_default();
        if kind.starts_with("math/tex") {
            let tex = self.page.source.get(content).unwrap_or_default();
            self.page.formulas.push((whole, tex, kind.contains("display")));
        } else if !kind.contains("ld+json") {
            self.page.dropped.push(whole);
        }
    }

    fn open(&mut self, tag: Tag<'a>, open: Range<usize>) {
        self.page.count += 1;
        let href = tag.attribute("href").filter(|_| tag.name.eq_ignore_ascii_case("a"));
        if let Some((_, name)) = href.and_then(|href| href.split_once('#')) {
            self.page.links.push((open.start, name));
        }
        if is_void(tag.name) {
            return;
        }
        self.depth += usize::from(counts(tag.name));
        self.page.depth = self.page.depth.max(self.depth);
        if self.open.len() >= MAX_OPEN {
            return;
        }
        let is_in_article = self
            .open
            .iter()
            .filter_map(|index| self.page.elements.get(*index))
            .any(|element| element.is("article") || element.is("main"));
        self.open.push(self.page.elements.len());
        let letters = self.page.letters..self.page.letters;
        let close = open.end..open.end;
        self.page.elements.push(PageElement { tag, open, close, letters, is_in_article });
    }

    fn close(&mut self, name: &str, close: Range<usize>) {
        self.depth = self.depth.saturating_sub(usize::from(counts(name)));
        let elements = &mut self.page.elements;
        let is_same = |index: &usize| elements.get(*index).is_some_and(|element| element.is(name));
        let Some(at) = self.open.iter().rposition(is_same) else { return };
        for index in self.open.drain(at..) {
            if let Some(element) = elements.get_mut(index) {
                element.letters.end = self.page.letters;
                element.close =
                    if element.is(name) { close.clone() } else { close.start..close.start };
            }
        }
    }
}

fn counts(name: &str) -> bool {
    !is_void(name) && !WITHOUT_END.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Moves to the end of a drawing. Without an end it is only a tag.
fn skip_drawing(cursor: &mut Cursor<'_>) {
    let start = cursor.position();
    let mut depth = 1_usize;
    while let Some(token) = cursor.next_token() {
        match token {
            Token::Open(tag) if tag.name.eq_ignore_ascii_case("svg") && !tag.is_empty => depth += 1,
            Token::Close(name) if name.eq_ignore_ascii_case("svg") => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
    cursor.seek(start);
}
