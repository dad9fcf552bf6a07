//! How long lines, functions and files are.

use std::fs;
use std::path::Path;

use super::source::{collect, without_comments_and_literals};

pub const MAX_COLUMNS: usize = 100;
pub const MAX_FUNCTION_LINES: usize = 80;
pub const MAX_FILE_LINES: usize = 500;

/// What is longer than the house style allows, one finding a string that begins with the file.
#[derive(Debug, Default)]
pub struct TooLong {
    pub lines: Vec<String>,
    pub functions: Vec<String>,
    pub files: Vec<String>,
}

/// Looks at all Rust code of the repository, tests and benches included.
pub fn too_long() -> TooLong {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["src", "tests", "benches"] {
        collect(&root.join(folder), &mut paths);
    }
    paths.sort();
    let mut found = TooLong::default();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        for (number, line) in (1..).zip(text.lines()) {
            let columns = line.chars().count();
            if columns > MAX_COLUMNS {
                found.lines.push(format!("{name}:{number}: {columns} columns"));
            }
        }
        for (function, lines) in functions(&without_comments_and_literals(&text)) {
            if lines > MAX_FUNCTION_LINES {
                found.functions.push(format!("{name}: {function}: {lines} lines"));
            }
        }
        let lines = text.lines().count();
        if lines > MAX_FILE_LINES {
            found.files.push(format!("{name}: {lines} lines"));
        }
    }
    found
}

/// Name and lines, from `fn` to the closing brace, of every function with a body.
fn functions(code: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        if code[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let name: String = code[at + 3..]
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
            .collect();
        if let Some(body) = body(&code[at..])
            && !name.is_empty()
        {
            found.push((name, body.lines().count()));
        }
    }
    found
}

/// From the beginning to the brace that closes the first block; `None` if there is no block.
fn body(code: &str) -> Option<&str> {
    let (mut braces, mut brackets) = (0, 0);
    for (at, letter) in code.char_indices() {
        match letter {
            '[' | '(' => brackets += 1,
            ']' | ')' => brackets -= 1,
            // Not that of `[u8; 3]`.
            ';' if braces == 0 && brackets == 0 => return None,
            '{' => braces += 1,
            '}' => {
                braces -= 1;
                if braces == 0 {
                    return code.get(..=at);
                }
            }
            _ => {}
        }
    }
    None
}
