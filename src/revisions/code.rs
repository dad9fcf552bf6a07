//! Code is compared by lines and shown as programmers know it: `+` and `-` before each line.

use super::align::align;
use super::key;
use super::merger::{Fate, Merger};
use crate::document::{Code, CodeToken, TokenKind};

impl Merger {
    pub(super) fn code(&mut self, old: &Code, new: &Code) -> Code {
        let lines = |code: &Code| code.text.lines().map(str::to_owned).collect::<Vec<_>>();
        let keys = |lines: &[String]| {
            lines.iter().map(|line| key::of(&line.trim_end())).collect::<Vec<_>>()
        };
        let (before, after) = (lines(old), lines(new));
        let pairs = align(&keys(&before), &keys(&after));
        let mut writer = CodeWriter::default();
        let (mut from, mut to) = (0, 0);
        let end = Some((before.len(), after.len()));
        for (at, other) in pairs.into_iter().chain(end) {
            for line in before.get(from..at).unwrap_or_default() {
                writer.line(line, Some(Fate::Removed));
                self.count_words(line, Fate::Removed);
            }
            for line in after.get(to..other).unwrap_or_default() {
                writer.line(line, Some(Fate::Added));
                self.count_words(line, Fate::Added);
            }
            if let Some(line) = after.get(other) {
                writer.line(line, None);
            }
            (from, to) = (at + 1, other + 1);
        }
        writer.finish(new.language.clone())
    }
}

/// Code that was added or removed as a whole, and its text.
pub(super) fn whole(code: &Code, fate: Fate) -> (Code, String) {
    let mut writer = CodeWriter::default();
    for line in code.text.lines() {
        writer.line(line, Some(fate));
    }
    (writer.finish(code.language.clone()), code.text.clone())
}

#[derive(Default)]
struct CodeWriter {
    text: String,
    tokens: Vec<CodeToken>,
}

impl CodeWriter {
    fn line(&mut self, line: &str, fate: Option<Fate>) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push_str(match fate {
            Some(Fate::Added) => "+ ",
            Some(Fate::Removed) => "- ",
            None => "  ",
        });
        self.text.push_str(line);
        let kind = match fate {
            Some(Fate::Added) => TokenKind::Inserted,
            Some(Fate::Removed) => TokenKind::Deleted,
            None => return,
        };
        if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(self.text.len())) {
            self.tokens.push(CodeToken { start, end, kind });
        }
    }

    fn finish(self, language: Option<String>) -> Code {
        Code { language, text: self.text, tokens: self.tokens }
    }
}
