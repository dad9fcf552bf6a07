//! Passes an entry to other programs: as Markdown text, as a Markdown file, and as an argument of a
//! program of the user's own, which is started without a shell.

use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::article::Note;
use crate::document::without_tracking;
use crate::i18n::{io_words, t};

/// How many files of one name a folder may have.
const NAMES_MAX: u32 = 1000;

/// Writes a file into a folder, under a name that is free: `Title.md`, else `Title 2.md`.
pub(super) fn write_new(folder: &Path, name: &str, text: &str) -> io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let stem = name.strip_suffix(".md").unwrap_or(name);
    for number in 1..=NAMES_MAX {
        let name = if number == 1 { format!("{stem}.md") } else { format!("{stem} {number}.md") };
        let path = folder.join(name);
        // An existing file is never changed, not even if it appears at this moment.
        match std::fs::OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                return Ok(path);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// The sentence for a file that could not be written.
pub(super) fn write_failure(path: &Path, error: &io::Error) -> String {
    t!(error_file_write, path = path.display().to_string(), reason = io_words(error))
}

/// The values of the placeholders in a command.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'a> {
    pub(super) url: &'a str,
    pub(super) title: &'a str,
    pub(super) file: &'a str,
}

/// Whether a command wants the entry as a file.
pub(super) fn wants_file(command: &str) -> bool {
    command.contains("{file}")
}

/// The program and its arguments. A command is cut into arguments before anything of the entry is
/// put in, so that no title can add an argument or another command.
pub(super) fn arguments(command: &str, values: Values<'_>) -> Vec<String> {
    let plain = |text: &str| text.replace(|letter: char| letter.is_control(), " ");
    let title = plain(values.title);
    // At the start of an argument a title must not look like an option.
    let title = if title.starts_with('-') { format!(" {title}") } else { title };
    let (url, file) = (plain(values.url), values.file);
    words(command)
        .into_iter()
        .map(|word| filled(&word, &[("{url}", &url), ("{title}", &title), ("{file}", file)]))
        .collect()
}

/// Replaces placeholders in one pass: a value that contains a placeholder is left as it is.
fn filled(word: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some((at, (name, value))) = values
        .iter()
        .filter_map(|pair| rest.find(pair.0).map(|at| (at, pair)))
        .min_by_key(|(at, _)| *at)
    {
        out.push_str(rest.get(..at).unwrap_or_default());
        out.push_str(value);
        rest = rest.get(at + name.len()..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Cuts a command at spaces outside of quotation marks. A backslash is a sign like others, because
/// paths of Windows have many.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for letter in command.chars() {
        match quote {
            Some(open) if letter == open => quote = None,
            None if letter == '"' || letter == '\'' => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            None if letter.is_whitespace() => words.extend(word.take()),
            Some(_) | None => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// Starts a program and leaves it to itself.
pub(super) fn start(arguments: &[String]) -> Result<(), String> {
    let Some((program, rest)) = arguments.split_first() else {
        return Err(t!(obstacle_no_program));
    };
    let child = Command::new(program)
        .args(rest)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let mut child = child.map_err(|error| {
        t!(error_program_open, program = program.as_str(), reason = io_words(&error))
    })?;
    // A program that ended stays in the system's table until somebody asks for its result.
    let wait = move || {
        let _ = child.wait();
    };
    if let Err(error) = std::thread::Builder::new().name("gleaner-program".to_owned()).spawn(wait) {
        log::warn!("nobody waits for {program}: {error}");
    }
    Ok(())
}

/// The address of an entry as other programs get it.
pub(super) fn address(note: &Note<'_>) -> String {
    note.entry.content.url.clone().map(without_tracking).map(String::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Values<'static> {
        Values { url: "https://a.example/", title: "Tea; rm -rf ~ \"x\" $(y)", file: "/tmp/T e.md" }
    }

    #[test]
    fn a_command_is_cut_before_the_entry_is_put_in() {
        assert_eq!(
            arguments("mpv --title={title} '{url}'", values()),
            ["mpv", "--title=Tea; rm -rf ~ \"x\" $(y)", "https://a.example/"]
        );
        assert_eq!(
            arguments(r#""C:\Program Files\ed.exe" {file}"#, values()),
            [r"C:\Program Files\ed.exe", "/tmp/T e.md"]
        );
        assert_eq!(arguments("  a   ''  b", values()), ["a", "", "b"]);
        assert!(arguments(" ", values()).is_empty());
    }

    #[test]
    fn a_title_is_neither_an_option_nor_a_placeholder() {
        let tricky = Values { title: "--exec={url}\u{0}\n", ..values() };
        assert_eq!(arguments("note {title}", tricky), ["note", " --exec={url}  "]);
    }

    #[test]
    fn an_open_quotation_mark_takes_the_rest() {
        assert_eq!(arguments("say 'a b", values()), ["say", "a b"]);
    }

    #[test]
    fn a_file_never_replaces_another() {
        let folder = tempfile::tempdir().unwrap();
        let write = |text| write_new(folder.path(), "Tea.md", text).unwrap();
        assert_eq!(write("1").file_name().unwrap(), "Tea.md");
        assert_eq!(write("2").file_name().unwrap(), "Tea 2.md");
        assert_eq!(std::fs::read_to_string(folder.path().join("Tea.md")).unwrap(), "1");
    }

    #[test]
    fn a_program_that_is_not_there_is_told() {
        let message = start(&["gleaner-no-such-program".to_owned()]).unwrap_err();
        assert!(message.contains("gleaner-no-such-program"), "{message}");
        assert!(start(&[]).is_err());
    }
}
