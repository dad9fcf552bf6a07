//! The files under `src` as the tests of the architecture read them: code without comments, without
//! the contents of literals and without tests.

use std::fs;
use std::path::{Path, PathBuf};

pub struct SourceFile {
    /// Below `src`, with `/` between folders.
    pub name: String,
    /// Names of the module and of those that it lies in: `store`, `find`, `scan`.
    pub module: Vec<String>,
    /// Without comments, contents of literals and tests.
    pub code: String,
}

impl SourceFile {
    pub fn room(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }
}

/// Every file under `src`, in the order of their names.
pub fn source_files() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    paths.iter().map(|path| read(&root, path)).collect()
}

pub fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn read(root: &Path, path: &Path) -> SourceFile {
    let text = fs::read_to_string(path).unwrap();
    let parts: Vec<_> = path.strip_prefix(root).unwrap().iter().collect();
    let name = parts.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
    let module = name
        .trim_end_matches(".rs")
        .split('/')
        .filter(|part| *part != "mod" && name != "lib.rs")
        .map(str::to_owned)
        .collect();
    let mut code = without_comments_and_literals(&text);
    // The tests of a module are the last thing in its file.
    let tests = ["#[cfg(test)]\nmod ", "#[cfg(all(test"].iter().filter_map(|mark| code.find(mark));
    if let Some(at) = tests.min() {
        code.truncate(at);
    }
    SourceFile { name, module, code }
}

/// The text with spaces in place of comments and of the contents of literals.
pub fn without_comments_and_literals(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let at = |index: usize| letters.get(index).copied().unwrap_or('\0');
    let mut out = String::with_capacity(text.len());
    let mut index = 0;
    while index < letters.len() {
        let end = match (at(index), at(index + 1)) {
            ('/', '/') => line_end(&letters, index),
            ('/', '*') => comment_end(&letters, index),
            ('"', _) => string_end(&letters, index),
            ('r', '"' | '#') if !is_name(index.checked_sub(1).map_or(' ', at)) => {
                raw_string_end(&letters, index)
            }
            ('\'', _) => char_end(&letters, index),
            _ => index,
        };
        if end == index {
            out.push(at(index));
            index += 1;
        } else {
            out.extend(letters[index..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            index = end;
        }
    }
    out
}

fn is_name(letter: char) -> bool {
    // `br"…"` begins like a name, but is a literal.
    (letter.is_alphanumeric() || letter == '_') && letter != 'b'
}

fn line_end(letters: &[char], start: usize) -> usize {
    letters[start..].iter().position(|c| *c == '\n').map_or(letters.len(), |length| start + length)
}

fn comment_end(letters: &[char], start: usize) -> usize {
    let (mut depth, mut index) = (0, start);
    while index < letters.len() {
        let step = match letters[index..] {
            ['/', '*', ..] => 1,
            ['*', '/', ..] => -1,
            _ => 0,
        };
        depth += step;
        index += if step == 0 { 1 } else { 2 };
        if depth == 0 {
            break;
        }
    }
    index
}

fn string_end(letters: &[char], start: usize) -> usize {
    let mut index = start + 1;
    while index < letters.len() && letters[index] != '"' {
        index += if letters[index] == '\\' { 2 } else { 1 };
    }
    (index + 1).min(letters.len())
}

/// The end of `r"…"` or `r#"…"#`; the start if it is a raw identifier.
fn raw_string_end(letters: &[char], start: usize) -> usize {
    let hashes = letters[start + 1..].iter().take_while(|c| **c == '#').count();
    if letters.get(start + 1 + hashes) != Some(&'"') {
        return start;
    }
    let mut index = start + hashes + 2;
    while index < letters.len() {
        let closes = letters[index] == '"'
            && letters[index + 1..].iter().take_while(|c| **c == '#').count() >= hashes;
        index += 1;
        if closes {
            return (index + hashes).min(letters.len());
        }
    }
    index
}

/// The end of a character literal; the start if it is a lifetime.
fn char_end(letters: &[char], start: usize) -> usize {
    match letters[start..] {
        ['\'', '\\', _, ..] => {
            let rest = letters[start + 3..].iter().position(|c| *c == '\'');
            rest.map_or(start, |length| start + length + 4)
        }
        ['\'', _, '\'', ..] => start + 3,
        _ => start,
    }
}
