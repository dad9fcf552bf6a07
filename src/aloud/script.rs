//! An article as a list of sentences to speak, each with the words on screen that it stands for.
//!
//! Code is named and not read, tables are read row by row, pictures by their alternative text.

use std::ops::Range;

use super::line::{Line, alt_of};
use super::sentences::sentences;
use crate::document::{
    Block, Code, Document, Embed, EmbedKind, Formula, Image, Inline, List, ListItem, ListMarker,
    Table, TableCell, TableRow, count_texts, is_text,
};
use crate::i18n::t;

/// A row of a table with more characters is read cell by cell.
const MAX_ROW_CHARS: usize = 240;
/// The title of a picture with at least this many words is a remark; a shorter one is a label.
const REMARK_WORDS: usize = 4;
/// The sentences of one article. A hostile page may hold millions of them.
pub const MAX_UTTERANCES: usize = 50_000;

/// A text of an article: see [`count_texts`] for their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum TextPlace {
    #[default]
    Title,
    Body(u32),
}

/// A place in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Spot {
    pub text: TextPlace,
    /// The number of letters of the text before it; see [`is_letter`](super::is_letter).
    pub letter: u32,
}

/// Words on screen that are being spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub text: TextPlace,
    /// The letters of the text, by their numbers. Empty for what has no words, such as code.
    pub letters: Range<u32>,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance {
    pub words: String,
    /// Where it begins.
    pub spot: Spot,
    /// Most sentences are one mark; a row of a table has one for each cell.
    pub marks: Vec<Mark>,
}

/// What a script is made from.
pub struct ScriptSource<'a> {
    pub title: &'a str,
    /// The line under the title.
    pub subtitle: Option<&'a str>,
    pub document: &'a Document,
    /// Whether a formula is shown as it is printed; otherwise its source is shown.
    pub is_typeset: &'a dyn Fn(&Formula) -> bool,
}

/// The sentences of an article in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Script {
    utterances: Vec<Utterance>,
}

impl Script {
    /// The sentences of an article in this language. The words that are not the article's own, such
    /// as "Code", are in the language in use.
    #[must_use]
    pub fn new(source: &ScriptSource<'_>, language: &str) -> Self {
        let mut writer = Writer {
            language,
            is_typeset: source.is_typeset,
            next_text: 0,
            prefix: None,
            utterances: Vec::new(),
        };
        writer.title(source.title);
        if let Some(subtitle) = source.subtitle {
            writer.say(subtitle);
        }
        writer.blocks(&source.document.blocks);
        Self { utterances: writer.utterances }
    }

    /// A sentence that is about an article and not in it.
    pub(super) fn remark(words: String) -> Self {
        let spot = Spot::default();
        Self { utterances: vec![Utterance { words, spot, marks: Vec::new() }] }
    }

    #[must_use]
    pub fn utterances(&self) -> &[Utterance] {
        &self.utterances
    }

    /// The sentence at a place, or the first one after it.
    #[must_use]
    pub fn at(&self, spot: Spot) -> usize {
        let ends_before = |utterance: &Utterance| match utterance.marks.last() {
            Some(mark) if !mark.letters.is_empty() => {
                Spot { text: mark.text, letter: mark.letters.end } <= spot
            }
            Some(_) | None => utterance.spot < spot,
        };
        self.utterances.partition_point(ends_before)
    }

    /// Where to go on in this script after `before` was read up to a sentence: the article has
    /// changed meanwhile. The nearest sentence with the same words, else as many sentences down.
    #[must_use]
    pub fn resumed(&self, before: &Self, at: usize) -> usize {
        let near = at.min(self.utterances.len());
        let Some(sentence) = before.utterances.get(at) else { return near };
        let all = self.utterances.iter().enumerate();
        all.filter(|(_, other)| other.words == sentence.words)
            .map(|(found, _)| found)
            .min_by_key(|found| found.abs_diff(near))
            .unwrap_or(near)
    }
}

struct Writer<'a> {
    language: &'a str,
    is_typeset: &'a dyn Fn(&Formula) -> bool,
    next_text: u32,
    /// The number of a list item, which goes with its first sentence.
    prefix: Option<String>,
    utterances: Vec<Utterance>,
}

impl Writer<'_> {
    fn title(&mut self, title: &str) {
        let words = clean(title);
        let letters = 0..super::line::letters(title);
        if !letters.is_empty() {
            let marks = vec![Mark { text: TextPlace::Title, letters }];
            self.push(Utterance { words: closed(words), spot: Spot::default(), marks });
        }
    }

    // Recursion is bounded by MAX_BLOCK_DEPTH.
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { content, .. } | Block::Paragraph { content, .. } => self.text(content),
            Block::List(list) => self.list(list),
            Block::Quote(inner) | Block::Gallery(inner) => self.blocks(inner),
            Block::Rule => {}
            Block::DefinitionList(groups) => {
                for group in groups {
                    group.terms.iter().for_each(|term| self.text(term));
                    group.meanings.iter().for_each(|meaning| self.blocks(meaning));
                }
            }
            Block::Details { is_promotion: true, .. } => {
                self.next_text += count_texts(std::slice::from_ref(block));
            }
            Block::Details { summary, blocks, is_promotion: false, .. } => {
                self.text(summary);
                self.blocks(blocks);
            }
            Block::Code(code) => self.code(code),
            Block::Table(table) => self.table(table),
            Block::Figure { blocks, caption, is_caption_first } => {
                self.figure(blocks, caption, *is_caption_first);
            }
            Block::Image(image) => self.image(image, true),
            Block::Embed(embed) => self.embed(embed),
        }
    }

    /// The next text of the document, if the line is one.
    fn line(&mut self, content: &[Inline]) -> Option<(TextPlace, Line)> {
        let line = Line::new(content, self.is_typeset);
        let text = self.here();
        if is_text(content) {
            self.next_text += 1;
            return Some((text, line));
        }
        // Pictures within a line have no text to mark.
        self.say(&line.words);
        None
    }

    fn text(&mut self, content: &[Inline]) {
        if let Some((text, line)) = self.line(content) {
            self.sentences(text, &line);
        }
    }

    fn sentences(&mut self, text: TextPlace, line: &Line) {
        let found = sentences(&line.words, self.language);
        let last = found.len().saturating_sub(1);
        for (at, bytes) in found.into_iter().enumerate() {
            let words = clean(line.words.get(bytes.clone()).unwrap_or_default());
            if !is_spoken(&words) {
                continue;
            }
            let letters = line.letters_of(bytes);
            let spot = Spot { text, letter: letters.start };
            let words = if at == last { closed(words) } else { words };
            self.push(Utterance { words, spot, marks: vec![Mark { text, letters }] });
        }
    }

    /// Words of the program, or of the article where nothing on screen can be marked.
    fn say(&mut self, words: &str) {
        let words = clean(words);
        if is_spoken(&words) {
            let text = if self.next_text == 0 { TextPlace::Title } else { self.here() };
            let letter = if self.next_text == 0 { u32::MAX } else { 0 };
            let spot = Spot { text, letter };
            self.push(Utterance { words: closed(words), spot, marks: Vec::new() });
        }
    }

    fn here(&self) -> TextPlace {
        TextPlace::Body(self.next_text)
    }

    fn push(&mut self, mut utterance: Utterance) {
        if self.utterances.len() < MAX_UTTERANCES {
            if let Some(prefix) = self.prefix.take() {
                utterance.words = format!("{prefix}: {}", utterance.words);
            }
            self.utterances.push(utterance);
        }
    }

    fn list(&mut self, list: &List) {
        let is_numbered = !matches!(list.marker, ListMarker::Bullet | ListMarker::None);
        for ListItem { number, blocks, .. } in &list.items {
            self.prefix = is_numbered.then(|| number.to_string());
            self.blocks(blocks);
            self.prefix = None;
        }
    }

    fn code(&mut self, code: &Code) {
        let text = self.here();
        self.next_text += 1;
        if is_spoken(&code.text) {
            let spot = Spot { text, letter: 0 };
            let marks = vec![Mark { text, letters: 0..0 }];
            self.push(Utterance { words: closed(t!(aloud_code)), spot, marks });
        }
    }

    fn figure(&mut self, blocks: &[Block], caption: &[Inline], is_caption_first: bool) {
        if is_caption_first {
            self.text(caption);
        }
        let told = Line::new(caption, self.is_typeset).words;
        for block in blocks {
            match block {
                // The caption says more than the title, and often repeats the alternative text.
                Block::Image(image) if !caption.is_empty() => {
                    if alt_of(image).is_some_and(|alt| !clean(&told).contains(&clean(&alt))) {
                        self.image(image, false);
                    }
                }
                block => self.block(block),
            }
        }
        if !is_caption_first {
            self.text(caption);
        }
    }

    fn image(&mut self, image: &Image, has_remark: bool) {
        let alt = alt_of(image);
        if let Some(alt) = &alt {
            self.say(&t!(aloud_picture, words = alt.as_str()));
        }
        let remark = image.title.as_deref().filter(|_| has_remark);
        let is_remark = |title: &&str| title.split_whitespace().count() >= REMARK_WORDS;
        if let Some(remark) =
            remark.filter(is_remark).filter(|words| Some(*words) != alt.as_deref())
        {
            self.say(remark);
        }
    }

    fn embed(&mut self, embed: &Embed) {
        let title = embed.title.as_str();
        self.say(&match embed.kind {
            EmbedKind::Video => t!(aloud_video, title = title),
            EmbedKind::Audio => t!(aloud_audio, title = title),
            EmbedKind::Page => t!(aloud_embed, title = title),
        });
    }

    fn table(&mut self, table: &Table) {
        self.text(&table.caption);
        table.rows.iter().for_each(|row| self.row(row));
    }

    /// A row is one sentence, if its cells are short.
    fn row(&mut self, row: &TableRow) {
        let lines = row.cells.iter().flat_map(|cell| &cell.blocks);
        let chars = |block: &Block| match block {
            Block::Paragraph { content, .. } if is_text(content) => {
                Some(Line::new(content, self.is_typeset).words.chars().count())
            }
            _ => None,
        };
        let length: Option<usize> = lines.map(chars).sum();
        if length.is_none_or(|length| length > MAX_ROW_CHARS) {
            row.cells.iter().for_each(|cell| self.blocks(&cell.blocks));
            return;
        }
        let spot = Spot { text: self.here(), letter: 0 };
        let (mut words, mut marks) = (Vec::new(), Vec::new());
        for TableCell { blocks, .. } in &row.cells {
            for block in blocks {
                let Block::Paragraph { content, .. } = block else { continue };
                let Some((text, line)) = self.line(content) else { continue };
                let cell = clean(&line.words);
                if is_spoken(&cell) {
                    marks.push(Mark { text, letters: line.letters_of(0..line.words.len()) });
                    words.push(cell.trim_end_matches(['.', ',', ';']).to_owned());
                }
            }
        }
        if !words.is_empty() {
            self.push(Utterance { words: closed(words.join(", ")), spot, marks });
        }
    }
}

/// Whether a voice finds something to say.
fn is_spoken(words: &str) -> bool {
    words.chars().any(super::is_letter)
}

/// Words in one line, without characters that are no part of them.
fn clean(words: &str) -> String {
    let is_kept = |c: &char| {
        // Marks of direction, and white space that is none; but joiners shape letters.
        !matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let words: String =
        words.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(is_kept).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words with a full stop, so that the voice falls: headings and cells have none.
fn closed(words: String) -> String {
    if words.ends_with(|c: char| c.is_alphanumeric()) { words + "." } else { words }
}

#[cfg(test)]
mod tests;
