//! Colours code of a known language that the page did not highlight, with the grammars of syntect.
//!
//! Loading the grammars takes a while, and each regular expression is compiled when it is first
//! needed. So this runs after the article is on screen, and [`highlight`] returns a second,
//! coloured document.

use std::sync::OnceLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::model::{Block, Code, CodeToken, Document, TokenKind};

/// Longest code that is coloured, in bytes.
pub const MAX_HIGHLIGHTED_BYTES: usize = 64 << 10;
/// Most code that is coloured in one document, in bytes.
pub const MAX_HIGHLIGHTED_OF_DOCUMENT: usize = 256 << 10;
/// Longer lines, in bytes, are data rather than code and stay plain.
pub const MAX_HIGHLIGHTED_LINE: usize = 1_000;

/// Names that pages use for languages, and the names that the grammars know.
const ALIASES: [(&str, &str); 20] = [
    ("shell", "sh"),
    ("shell-session", "sh"),
    ("console", "sh"),
    ("terminal", "sh"),
    ("golang", "go"),
    ("csharp", "cs"),
    ("c#", "cs"),
    ("c++", "cpp"),
    ("objective-c", "m"),
    ("objectivec", "m"),
    ("docker", "dockerfile"),
    ("hcl", "tf"),
    ("terraform", "tf"),
    ("node", "js"),
    ("jsx", "tsx"),
    ("jsonc", "json"),
    ("patch", "diff"),
    ("elisp", "el"),
    ("vimscript", "vim"),
    ("postgresql", "sql"),
];

/// Beginnings of scopes and their kinds, specific ones before general ones.
const KINDS: [(&str, TokenKind); 30] = [
    ("comment", TokenKind::Comment),
    ("constant.character.escape", TokenKind::Escape),
    ("punctuation.section.interpolation", TokenKind::Escape),
    ("punctuation.section.embedded", TokenKind::Escape),
    ("constant.numeric", TokenKind::Number),
    ("constant.other.color", TokenKind::Number),
    ("constant", TokenKind::Constant),
    ("string", TokenKind::String),
    ("keyword.operator.word", TokenKind::Keyword),
    ("keyword.operator", TokenKind::Operator),
    ("keyword", TokenKind::Keyword),
    ("storage", TokenKind::Keyword),
    ("entity.name.function", TokenKind::Function),
    ("variable.function", TokenKind::Function),
    ("support.function", TokenKind::Function),
    ("support.macro", TokenKind::Function),
    ("entity.name.tag", TokenKind::Tag),
    ("entity.other.attribute-name", TokenKind::Attribute),
    ("variable.annotation", TokenKind::Attribute),
    ("meta.annotation", TokenKind::Attribute),
    ("entity.name", TokenKind::Type),
    ("entity.other.inherited-class", TokenKind::Type),
    ("support.type.property-name", TokenKind::Attribute),
    ("support.type", TokenKind::Type),
    ("support.class", TokenKind::Type),
    ("support", TokenKind::Builtin),
    ("variable.language", TokenKind::Builtin),
    ("markup.inserted", TokenKind::Inserted),
    ("markup.deleted", TokenKind::Deleted),
    ("meta.diff", TokenKind::Meta),
];

/// The document with colours for code that had none, or `None` if no code gets colours.
#[must_use]
pub fn highlight(document: &Document) -> Option<Document> {
    let mut left = MAX_HIGHLIGHTED_OF_DOCUMENT;
    if !has_plain_code(&document.blocks) {
        return None;
    }
    let mut coloured = document.clone();
    (visit(&mut coloured.blocks, &mut left) > 0).then_some(coloured)
}

/// Whether code could be coloured, as far as this can be decided without loading the grammars.
fn is_plain(code: &Code) -> bool {
    let is_named = code.language.as_deref().is_some_and(|language| language != super::MERMAID);
    is_named && code.tokens.is_empty() && code.text.len() <= MAX_HIGHLIGHTED_BYTES
}

fn has_plain_code(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Code(code) => is_plain(code),
        Block::Quote(blocks) | Block::Details { blocks, .. } | Block::Figure { blocks, .. } => {
            has_plain_code(blocks)
        }
        Block::List(list) => list.items.iter().any(|item| has_plain_code(&item.blocks)),
        Block::DefinitionList(groups) => {
            groups.iter().flat_map(|group| &group.meanings).any(|meaning| has_plain_code(meaning))
        }
        Block::Table(table) => {
            table.rows.iter().flat_map(|row| &row.cells).any(|cell| has_plain_code(&cell.blocks))
        }
        Block::Heading { .. }
        | Block::Paragraph { .. }
        | Block::Rule
        | Block::Gallery(_)
        | Block::Image(_)
        | Block::Embed(_) => false,
    })
}

/// Colours the code within blocks and returns the number of blocks that were coloured. `left` is
/// how many bytes may still be coloured.
fn visit(blocks: &mut [Block], left: &mut usize) -> usize {
    let mut count = 0;
    for block in blocks {
        count += match block {
            Block::Code(code) => usize::from(colour(code, left)),
            Block::Quote(blocks) | Block::Details { blocks, .. } | Block::Figure { blocks, .. } => {
                visit(blocks, left)
            }
            Block::List(list) => {
                list.items.iter_mut().map(|item| visit(&mut item.blocks, left)).sum()
            }
            Block::DefinitionList(groups) => groups
                .iter_mut()
                .flat_map(|group| &mut group.meanings)
                .map(|meaning| visit(meaning, left))
                .sum(),
            Block::Table(table) => table
                .rows
                .iter_mut()
                .flat_map(|row| &mut row.cells)
                .map(|cell| visit(&mut cell.blocks, left))
                .sum(),
            Block::Heading { .. }
            | Block::Paragraph { .. }
            | Block::Rule
            | Block::Gallery(_)
            | Block::Image(_)
            | Block::Embed(_) => 0,
        };
    }
    count
}

fn colour(code: &mut Code, left: &mut usize) -> bool {
    if !is_plain(code) || code.text.len() > *left {
        return false;
    }
    let Some(grammar) = code.language.as_deref().and_then(grammar) else { return false };
    *left -= code.text.len();
    code.tokens = tokens(&code.text, grammar);
    !code.tokens.is_empty()
}

fn grammars() -> &'static SyntaxSet {
    static GRAMMARS: OnceLock<SyntaxSet> = OnceLock::new();
    GRAMMARS.get_or_init(two_face::syntax::extra_newlines)
}

fn grammar(language: &str) -> Option<&'static SyntaxReference> {
    let name =
        ALIASES.iter().find(|(alias, _)| *alias == language).map_or(language, |(_, name)| name);
    let grammar = grammars().find_syntax_by_token(name)?;
    (grammar.name != "Plain Text").then_some(grammar)
}

fn tokens(text: &str, grammar: &SyntaxReference) -> Vec<CodeToken> {
    let mut out: Vec<CodeToken> = Vec::new();
    let (mut state, mut stack) = (ParseState::new(grammar), ScopeStack::new());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.len() > MAX_HIGHLIGHTED_LINE {
            start += line.len();
            continue;
        }
        let Ok(parsed) = state.parse_line(line, grammars()) else { return out };
        let mut at = 0;
        for (next, change) in &parsed {
            push(&mut out, line, start, at..*next, kind(&stack));
            at = *next;
            if stack.apply(change).is_err() {
                return out;
            }
        }
        push(&mut out, line, start, at..line.len(), kind(&stack));
        start += line.len();
    }
    out
}

/// Adds a token without white space at its ends. A token that continues the last one is joined to
/// it.
fn push(
    out: &mut Vec<CodeToken>,
    line: &str,
    start: usize,
    range: std::ops::Range<usize>,
    kind: Option<TokenKind>,
) {
    let (Some(kind), Some(piece)) = (kind, line.get(range.clone())) else { return };
    let lead = piece.len() - piece.trim_start().len();
    let first = start + range.start + lead;
    let end = first + piece.trim().len();
    if first >= end {
        return;
    }
    match out.last_mut() {
        Some(last)
            if last.kind == kind
                && last.end as usize + lead == first
                && last.end as usize >= start =>
        {
            last.end = end as u32;
        }
        _ => out.push(CodeToken { start: first as u32, end: end as u32, kind }),
    }
}

/// The kind of the innermost scope that has one.
fn kind(stack: &ScopeStack) -> Option<TokenKind> {
    static TABLE: OnceLock<Vec<(Scope, TokenKind)>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        KINDS.iter().filter_map(|(name, kind)| Some((Scope::new(name).ok()?, *kind))).collect()
    });
    let find = |scope: &Scope| {
        table.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, kind)| *kind)
    };
    stack.as_slice().iter().rev().find_map(find)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_html;

    fn coloured(html: &str) -> Vec<(String, TokenKind)> {
        let document = highlight(&from_html(html, None)).expect("colours");
        let Some(Block::Code(code)) = document.blocks.first() else { panic!("no code") };
        code.tokens
            .iter()
            .map(|token| {
                (code.text[token.start as usize..token.end as usize].to_owned(), token.kind)
            })
            .collect()
    }

    fn has(tokens: &[(String, TokenKind)], text: &str, kind: TokenKind) -> bool {
        tokens.iter().any(|(token, known)| token == text && *known == kind)
    }

    #[test]
    fn code_with_a_language_gets_colours() {
        let rust = coloured(
            "<pre><code class='language-rust'>// note\n\
             fn main() { let x = \"a\\n\"; call(1); }</code></pre>",
        );
        assert!(
            has(&rust, "// note", TokenKind::Comment)
                && has(&rust, "main", TokenKind::Function)
                && has(&rust, "1", TokenKind::Number)
        );
        assert!(
            has(&rust, "\\n", TokenKind::Escape)
                && rust.iter().any(|(text, kind)| text == "let" && *kind == TokenKind::Keyword)
        );
        let python =
            coloured("<pre><code class='language-python'>def f():\n    return None</code></pre>");
        assert!(
            has(&python, "f", TokenKind::Function) && has(&python, "None", TokenKind::Constant)
        );
    }

    #[test]
    fn names_that_pages_use_are_known() {
        for language in [
            "shell",
            "golang",
            "csharp",
            "c++",
            "typescript",
            "terraform",
            "dockerfile",
            "yaml",
            "toml",
            "kotlin",
            "json",
        ] {
            assert!(grammar(language).is_some(), "{language}");
        }
        assert!(grammar("klingon").is_none() && grammar("mermaid").is_none());
    }

    #[test]
    fn code_with_colours_or_without_a_language_stays_as_it_is() {
        for html in [
            "<pre><code>let x</code></pre>",
            "<p>words</p>",
            "<pre><code class='language-rust'><span class='k'>let</span> x</code></pre>",
        ] {
            assert_eq!(highlight(&from_html(html, None)), None, "{html}");
        }
    }

    #[test]
    fn code_beyond_the_limits_is_not_coloured() {
        let html = |length: usize| {
            format!(
                "<pre><code class='language-rust'>{}</code></pre>",
                "let x;\n".repeat(length / 7 + 1)
            )
        };
        assert!(highlight(&from_html(&html(MAX_HIGHLIGHTED_BYTES - 8), None)).is_some());
        assert!(highlight(&from_html(&html(MAX_HIGHLIGHTED_BYTES + 8), None)).is_none());
        let line = format!(
            "<pre><code class='language-rust'>let a;\nlet b = \"{}\";\nlet c;</code></pre>",
            "x".repeat(MAX_HIGHLIGHTED_LINE)
        );
        assert_eq!(
            coloured(&line).iter().filter(|(text, _)| text == "let").count(),
            2,
            "the long line is skipped"
        );
    }
}
