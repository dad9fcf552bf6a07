//! The lines of SSIP, the protocol of Speech Dispatcher: what is sent, made safe, and what comes
//! back.

use crate::aloud::voice::{MessageId, VoiceName};
use crate::config::SPEECH_PERCENTS;

/// Most bytes of one message. A sentence is much shorter.
const MAX_DATA: usize = 8 << 10;
/// Most characters of a parameter, such as the name of a voice.
const MAX_PARAMETER: usize = 200;
/// Most bytes of one answer. The list of voices is the longest.
const MAX_REPLY: usize = 4 << 20;
/// The rates of SSIP, of which 0 is the usual one.
const MAX_RATE: i64 = 100;

/// A message as it follows `SPEAK`: one line, which no text can end early.
pub(super) fn data(words: &str) -> String {
    let one_line: String =
        words.chars().map(|c| if c.is_control() || is_line_end(c) { ' ' } else { c }).collect();
    let end = one_line.floor_char_boundary(MAX_DATA);
    let words = one_line.get(..end).unwrap_or_default();
    // A line that is a dot alone ends the message.
    let dot = if words.starts_with('.') { "." } else { "" };
    format!("{dot}{words}\r\n.\r\n")
}

fn is_line_end(character: char) -> bool {
    matches!(character, '\u{2028}' | '\u{2029}' | '\u{85}')
}

/// A parameter of a command, in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    let is_kept = |c: &char| !c.is_control() && !is_line_end(*c) && !matches!(c, '"' | '\\');
    let kept: String = text.chars().filter(is_kept).take(MAX_PARAMETER).collect();
    format!("\"{kept}\"")
}

/// A tag of a language as a parameter; English if it is none.
pub(super) fn language(tag: &str) -> &str {
    let is_tag = !tag.is_empty()
        && tag.len() <= 35
        && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if is_tag { tag } else { "en" }
}

/// The rate for a speed in percent. Voices differ; at the ends most of them speak about half and
/// three times as fast.
pub(super) fn rate(percent: u32) -> i64 {
    let (least, most) = SPEECH_PERCENTS.into_inner();
    let percent = i64::from(percent.clamp(least, most));
    let (least, most) = (i64::from(least), i64::from(most));
    if percent < 100 {
        (percent - 100) * MAX_RATE / (100 - least)
    } else {
        (percent - 100) * MAX_RATE / (most - 100)
    }
}

/// An answer of the server, or news of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) code: u16,
    /// Its lines without codes. The last one is for people.
    pub(super) lines: Vec<String>,
}

impl Reply {
    pub(super) fn is_good(&self) -> bool {
        (200..300).contains(&self.code)
    }

    /// Whether it is no answer to a command.
    pub(super) fn is_news(&self) -> bool {
        (700..800).contains(&self.code)
    }

    /// The message that was spoken to its end.
    pub(super) fn ended(&self) -> Option<MessageId> {
        (self.code == 702).then(|| self.message())?
    }

    /// The number of the message that it is about.
    pub(super) fn message(&self) -> Option<MessageId> {
        self.lines.first()?.trim().parse().ok().map(MessageId)
    }

    /// The voices of a list of them: name, language and variant, with tabs between.
    pub(super) fn voices(&self) -> Vec<VoiceName> {
        let lines = self.lines.split_last().map_or(&[][..], |(_, lines)| lines);
        let voice = |line: &String| {
            let mut parts = line.split('\t').map(str::trim);
            let (name, language) = (parts.next()?.to_owned(), parts.next()?.to_owned());
            (!name.is_empty()).then_some(VoiceName { name, language })
        };
        lines.iter().filter_map(voice).collect()
    }
}

/// Puts the lines of the server together.
#[derive(Debug, Default)]
pub(super) struct Replies {
    lines: Vec<String>,
    bytes: usize,
}

impl Replies {
    /// Takes a line. Returns the answer that ends with it.
    pub(super) fn take(&mut self, line: &str) -> Option<Reply> {
        let line = line.trim_end_matches(['\r', '\n']);
        let code = line.get(..3)?.parse().ok()?;
        let rest = line.get(4..).unwrap_or_default();
        self.bytes += rest.len();
        if self.bytes <= MAX_REPLY {
            self.lines.push(rest.to_owned());
        }
        if line.as_bytes().get(3) == Some(&b'-') {
            return None;
        }
        self.bytes = 0;
        Some(Reply { code, lines: std::mem::take(&mut self.lines) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_message_early() {
        assert_eq!(data("."), "..\r\n.\r\n");
        assert_eq!(data("..a"), "...a\r\n.\r\n");
        assert_eq!(data("a\r\n.\r\nSTOP ALL\r\n"), "a  .  STOP ALL  \r\n.\r\n");
        for end in ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{b}", "\u{c}", "\0"] {
            let sent = data(&format!("a{end}.{end}QUIT"));
            assert_eq!(sent, "a . QUIT\r\n.\r\n", "{end:?}");
        }
        let sent = data(&"é".repeat(MAX_DATA));
        assert_eq!(sent.len(), MAX_DATA + "\r\n.\r\n".len());
    }

    #[test]
    fn no_parameter_ends_its_command_early() {
        assert_eq!(quoted("English (America)"), "\"English (America)\"");
        assert_eq!(quoted("a\"\r\nSTOP ALL\\"), "\"aSTOP ALL\"");
        assert_eq!(quoted(&"x".repeat(999)).len(), MAX_PARAMETER + 2);
        assert_eq!(language("pt-BR"), "pt-BR");
        for tag in ["", "en\r\nSTOP", "en us", "e\"n"] {
            assert_eq!(language(tag), "en");
        }
    }

    #[test]
    fn the_usual_speed_is_the_rate_zero() {
        assert_eq!([50, 75, 100, 200, 300].map(rate), [-100, -50, 0, 50, 100]);
        assert_eq!([0, 9999].map(rate), [-100, 100]);
    }

    #[test]
    fn an_answer_is_all_lines_up_to_the_one_without_a_dash() {
        let mut replies = Replies::default();
        assert_eq!(replies.take("225-42\r\n"), None);
        let queued = replies.take("225 OK MESSAGE QUEUED\r\n").unwrap();
        assert!(queued.is_good() && !queued.is_news());
        assert_eq!(queued.message(), Some(MessageId(42)));
        for line in ["702-42", "702-1"] {
            assert_eq!(replies.take(line), None);
        }
        let end = replies.take("702 END").unwrap();
        assert!(end.is_news());
        assert_eq!(end.ended(), Some(MessageId(42)));
        assert_eq!(replies.take("nonsense"), None);
        assert_eq!(replies.take(""), None);
        assert!(!replies.take("401 ERR").unwrap().is_good());
        for begun in ["701-42", "701 BEGIN", "700-42", "700-1", "700-mark", "700 INDEX MARK"] {
            assert_eq!(replies.take(begun).and_then(|reply| reply.ended()), None);
        }
    }

    #[test]
    fn voices_have_names_with_spaces() {
        let mut replies = Replies::default();
        replies.take("249-English (America)\ten-US\tnone");
        replies.take("249-\tde\tnone");
        replies.take("249-broken");
        let voices = replies.take("249 OK VOICE LIST SENT").unwrap().voices();
        let english =
            VoiceName { name: "English (America)".to_owned(), language: "en-US".to_owned() };
        assert_eq!(voices, [english]);
    }

    #[test]
    fn an_endless_answer_is_not_kept() {
        let mut replies = Replies::default();
        let line = format!("249-{}", "x".repeat(1 << 20));
        for _ in 0..9 {
            assert_eq!(replies.take(&line), None);
        }
        let kept: usize = replies.lines.iter().map(String::len).sum();
        assert!(kept <= MAX_REPLY);
    }
}
