//! A line as words, each with a hash, and the merge of two lines.

use std::borrow::Cow;

use super::align::align;
use super::{key, noise};
use crate::document::{Inline, InlineStyle, Run};
use crate::i18n::t;

/// Changes with fewer words between them are shown as one.
const MIN_WORDS_BETWEEN: usize = 3;
/// A line of which fewer words stay, in hundredths, is shown as removed and added.
const MIN_SHARE_STAYING: usize = 35;

/// The key of every relative time, and of every number that counts.
const NOISE: u64 = 1;

/// A word, a sign, a picture or a formula of a line.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    /// The text with the white space before it; empty for everything but text.
    text: Cow<'a, str>,
    inline: &'a Inline,
    /// Whether a forced line break stands before it. Publishers move those like white space.
    has_break: bool,
    pub(super) key: u64,
    pub(super) is_word: bool,
}

/// The tokens of a line. Names of places are left out.
pub(super) fn tokens(line: &[Inline]) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut has_break = false;
    for inline in line {
        let before = found.len();
        match inline {
            Inline::Text(run) => text_tokens(run, inline, &mut found),
            Inline::Image(image) => {
                found.push(special(inline, key::of(&("image", key::picture(&image.url)))));
            }
            Inline::Formula(formula) => {
                found.push(special(inline, key::of(&("formula", formula.tex.trim()))));
            }
            Inline::Break => has_break = true,
            Inline::Anchor(_) => {}
        }
        if let Some(first) = found.get_mut(before) {
            first.has_break = std::mem::take(&mut has_break);
        }
    }
    quieten(&mut found);
    found
}

/// The hashes of the words of a plain text.
pub(super) fn keys_of_text(text: &str) -> Vec<u64> {
    let run = Run { text: text.to_owned(), style: InlineStyle::empty(), link: None, hint: None };
    keys(&tokens(&[Inline::Text(run)]))
}

/// The hashes that are compared.
pub(super) fn keys(tokens: &[Token<'_>]) -> Vec<u64> {
    tokens.iter().map(|token| token.key).collect()
}

fn special(inline: &Inline, key: u64) -> Token<'_> {
    Token { text: Cow::Borrowed(""), inline, has_break: false, key, is_word: false }
}

fn text_tokens<'a>(run: &'a Run, inline: &'a Inline, found: &mut Vec<Token<'a>>) {
    match run.words() {
        Cow::Borrowed(text) => add_pieces(text, Cow::Borrowed, (run, inline), found),
        // Words with soft hyphens.
        Cow::Owned(text) => {
            add_pieces(&text, |piece| Cow::Owned(piece.to_owned()), (run, inline), found);
        }
    }
}

fn add_pieces<'a, 't>(
    text: &'t str,
    kept: impl Fn(&'t str) -> Cow<'a, str>,
    (run, inline): (&'a Run, &'a Inline),
    found: &mut Vec<Token<'a>>,
) {
    let link = run.link.as_deref().map(key::link);
    let is_struck = run.style.contains(InlineStyle::STRIKE);
    for piece in pieces(text) {
        let word = piece.trim_start();
        if word.is_empty() {
            continue;
        }
        found.push(Token {
            text: kept(piece),
            is_word: word.chars().any(char::is_alphanumeric),
            ..special(inline, key::of(&(plain(word), link, is_struck)))
        });
    }
    // White space at the end of a run belongs to the next word, in whatever run that is.
    let trailing = text.len() - text.trim_end().len();
    if trailing > 0 && trailing < text.len() {
        found.push(Token { text: Cow::Borrowed(" "), ..special(inline, SPACE) });
    }
}

/// The key of white space between two runs, which is not compared.
const SPACE: u64 = 0;

/// A word with straight quotation marks: tools make them curly when an article is saved again.
fn plain(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let straight = |character| match character {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        other => other,
    };
    Cow::Owned(word.chars().map(straight).collect())
}

/// Words and signs, each with the white space before it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.len() - rest.trim_start().len();
        let word = rest.get(start..)?;
        let first = word.chars().next()?;
        let length = if is_ideograph(first) || !first.is_alphanumeric() {
            first.len_utf8()
        } else {
            word_length(word)
        };
        let (piece, after) = rest.split_at_checked(start + length)?;
        rest = after;
        Some(piece)
    })
}

/// The bytes of the word at the start: letters and digits, and signs between two of them.
fn word_length(text: &str) -> usize {
    let mut end = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let is_inside = character.is_alphanumeric() && !is_ideograph(character);
        let joins = matches!(character, '\'' | '\u{2019}' | '.' | ',' | '-' | '_')
            && next.is_some_and(|next| next.is_alphanumeric() && !is_ideograph(next));
        if !is_inside && !joins {
            break;
        }
        end = at + character.len_utf8();
    }
    end
}

/// Chinese and Japanese have no spaces, so each character is a word.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Joins the words of each relative time, drops white space that stands alone from the comparison,
/// and gives counters the key of noise.
fn quieten(tokens: &mut Vec<Token<'_>>) {
    join_spaces(tokens);
    let mut at = 0;
    while at < tokens.len() {
        let rest = tokens.get(at..).unwrap_or_default();
        let word = |token: &Token<'_>| token.text.trim().to_lowercase();
        // Hardly any word can begin a relative time.
        let may_begin = rest.first().is_some_and(|token| noise::may_begin(token.text.trim()));
        let words: Vec<String> =
            rest.iter().take(if may_begin { 5 } else { 0 }).map(word).collect();
        let length = noise::relative_time(&words.iter().map(String::as_str).collect::<Vec<_>>());
        if length > 0 {
            let phrase: String = rest.iter().take(length).map(|token| &*token.text).collect();
            tokens.drain(at + 1..at + length);
            if let Some(token) = tokens.get_mut(at) {
                (token.text, token.key) = (Cow::Owned(phrase), NOISE);
            }
        }
        at += 1;
    }
    if tokens.len() > noise::MAX_COUNTER_TOKENS {
        return;
    }
    let words: Vec<&str> = tokens.iter().map(|token| token.text.trim()).collect();
    for at in noise::counters(&words) {
        if let Some(token) = tokens.get_mut(at) {
            token.key = NOISE;
        }
    }
}

/// Moves white space at the end of a run to the start of the next word.
fn join_spaces(tokens: &mut Vec<Token<'_>>) {
    let mut has_space = false;
    tokens.retain_mut(|token| {
        if token.key == SPACE && &*token.text == " " {
            has_space = true;
            return false;
        }
        if std::mem::take(&mut has_space) && !token.text.is_empty() {
            let word = token.text.trim_start();
            token.text = Cow::Owned(format!(" {word}"));
        }
        true
    });
}

/// What happened to a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Both numbers, so that it can still become a change.
    Kept(usize, usize),
    Removed(usize),
    Added(usize),
}

/// The result of merging two lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct MergedLine {
    pub(super) content: Vec<Inline>,
    pub(super) added_words: u32,
    pub(super) removed_words: u32,
}

/// Two lines as one; `None` if so little stays that both are shown.
pub(super) fn merge(old: &[Inline], new: &[Inline]) -> Option<MergedLine> {
    let (before, after) = (tokens(old), tokens(new));
    let pairs = align(&keys(&before), &keys(&after));
    let is_word =
        |tokens: &[Token<'_>], at: usize| tokens.get(at).is_some_and(|token| token.is_word);
    let words = |tokens: &[Token<'_>]| tokens.iter().filter(|token| token.is_word).count();
    let staying = pairs.iter().filter(|(_, to)| is_word(&after, *to)).count();
    if 200 * staying < MIN_SHARE_STAYING * (words(&before) + words(&after)) {
        return None;
    }
    let steps = joined(&steps(&pairs, before.len(), after.len()), &after);
    let mut writer = Writer::default();
    for group in steps.chunk_by(|a, b| is_kept(*a) == is_kept(*b)) {
        // Removed words come before those that replace them.
        for step in group.iter().filter(|step| matches!(step, Step::Removed(_))) {
            let Step::Removed(at) = step else { continue };
            if let Some(token) = before.get(*at) {
                writer.push(token, InlineStyle::DELETED);
            }
        }
        for step in group {
            let (at, style) = match step {
                Step::Kept(_, at) => (*at, InlineStyle::empty()),
                Step::Added(at) => (*at, InlineStyle::INSERTED),
                Step::Removed(_) => continue,
            };
            if let Some(token) = after.get(at) {
                writer.push(token, style);
            }
        }
    }
    let content = with_anchors(writer.content, new);
    Some(MergedLine {
        content,
        added_words: writer.added_words,
        removed_words: writer.removed_words,
    })
}

/// Places that links point to stay, at the start of the line.
fn with_anchors(content: Vec<Inline>, new: &[Inline]) -> Vec<Inline> {
    let anchors = new.iter().filter(|inline| matches!(inline, Inline::Anchor(_)));
    anchors.cloned().chain(content).collect()
}

fn is_kept(step: Step) -> bool {
    matches!(step, Step::Kept(..))
}

fn steps(pairs: &[(usize, usize)], old_len: usize, new_len: usize) -> Vec<Step> {
    let mut steps = Vec::with_capacity(old_len.max(new_len));
    let (mut old, mut new) = (0, 0);
    let end = Some((old_len, new_len));
    for (at, to) in pairs.iter().copied().chain(end) {
        steps.extend((old..at).map(Step::Removed));
        steps.extend((new..to).map(Step::Added));
        if at < old_len && to < new_len {
            steps.push(Step::Kept(at, to));
        }
        (old, new) = (at + 1, to + 1);
    }
    steps
}

/// Makes the few words between two changes part of the change: single words that happen to stay
/// would only break it into pieces.
fn joined(steps: &[Step], after: &[Token<'_>]) -> Vec<Step> {
    let groups: Vec<&[Step]> = steps.chunk_by(|a, b| is_kept(*a) == is_kept(*b)).collect();
    let last = groups.len().saturating_sub(1);
    let mut joined = Vec::with_capacity(steps.len());
    for (number, group) in groups.iter().enumerate() {
        let words = group.iter().filter(|step| match step {
            Step::Kept(_, at) => after.get(*at).is_some_and(|token| token.is_word),
            Step::Removed(_) | Step::Added(_) => true,
        });
        let is_between =
            number > 0 && number < last && group.first().is_some_and(|step| is_kept(*step));
        if is_between && words.count() < MIN_WORDS_BETWEEN {
            for step in *group {
                if let Step::Kept(old, new) = step {
                    joined.extend([Step::Removed(*old), Step::Added(*new)]);
                }
            }
        } else {
            joined.extend_from_slice(group);
        }
    }
    joined
}

/// All of a line with one style added.
pub(super) fn all_marked(line: &[Inline], style: InlineStyle) -> MergedLine {
    let mut writer = Writer::default();
    for token in &tokens(line) {
        writer.push(token, style);
    }
    MergedLine {
        content: writer.content,
        added_words: writer.added_words,
        removed_words: writer.removed_words,
    }
}

/// Writes tokens as inlines again.
#[derive(Default)]
struct Writer {
    content: Vec<Inline>,
    added_words: u32,
    removed_words: u32,
    /// Whether the latest token was removed.
    is_after_removal: bool,
}

impl Writer {
    fn push(&mut self, token: &Token<'_>, mark: InlineStyle) {
        let is_added = mark.contains(InlineStyle::INSERTED);
        let is_removed = mark.contains(InlineStyle::DELETED);
        let count = u32::from(token.is_word);
        self.added_words += if is_added { count } else { 0 };
        self.removed_words += if is_removed { count } else { 0 };
        let was_removed = std::mem::replace(&mut self.is_after_removal, is_removed);
        if token.has_break && !is_removed && !self.content.is_empty() {
            self.content.push(Inline::Break);
        }
        match token.inline {
            Inline::Text(run) => {
                let word = token.text.trim_start();
                let has_space = word.len() < token.text.len();
                // The first word of a line has no space before it.
                let needs_space = was_removed && !is_removed && token.is_word && !has_space;
                // The space before a change is no part of it.
                let goes_on = self.last_style().is_some_and(|last| last.contains(mark));
                if needs_space || (has_space && !mark.is_empty() && !goes_on) {
                    self.text(" ".to_owned(), run, run.style - InlineStyle::STRIKE);
                    self.text(word.to_owned(), run, run.style | mark);
                } else {
                    self.text(token.text.clone().into_owned(), run, run.style | mark);
                }
            }
            Inline::Formula(formula) if is_added || is_removed => {
                let plain = Run {
                    text: format!(" {}", formula.tex),
                    style: InlineStyle::CODE | mark,
                    link: None,
                    hint: None,
                };
                self.content.push(Inline::Text(plain));
            }
            Inline::Image(_) if is_removed => {
                self.remark(&t!(changes_picture_removed), mark);
            }
            Inline::Image(image) => {
                self.content.push(Inline::Image(image.clone()));
                if is_added {
                    self.remark(&t!(changes_picture_added), mark);
                }
            }
            Inline::Formula(_) | Inline::Break | Inline::Anchor(_) => {
                self.content.push(token.inline.clone());
            }
        }
    }

    fn last_style(&self) -> Option<InlineStyle> {
        match self.content.last()? {
            Inline::Text(run) => Some(run.style),
            Inline::Image(_) | Inline::Break | Inline::Formula(_) | Inline::Anchor(_) => None,
        }
    }

    /// Words of the program in place of something that cannot be marked.
    fn remark(&mut self, words: &str, mark: InlineStyle) {
        let run = Run { text: format!(" {words} "), style: mark, link: None, hint: None };
        self.content.push(Inline::Text(run));
    }

    fn text(&mut self, text: String, run: &Run, style: InlineStyle) {
        if let Some(Inline::Text(last)) = self.content.last_mut()
            && last.style == style
            && last.link == run.link
            && last.hint == run.hint
        {
            last.text.push_str(&text);
            return;
        }
        let (link, hint) = (run.link.clone(), run.hint.clone());
        self.content.push(Inline::Text(Run { text, style, link, hint }));
    }
}

#[cfg(test)]
mod tests;
