//! Writes every property of a document as indented text, for goldens and
//! `gleaner inspect --document`.

use std::fmt::Write as _;

use super::direction::RIGHT_TO_LEFT_MARK;
use super::model::{
    Align, Block, Code, Document, EmbedKind, Image, Inline, InlineStyle, LinkTarget, List,
    ListMarker, Table, TableCell, TokenKind,
};

/// Marks of inline styles. They have no letters, so that they cannot be taken for words of the
/// article.
const STYLES: [(InlineStyle, &str); 13] = [
    (InlineStyle::STRONG, "**"),
    (InlineStyle::EMPHASIS, "*"),
    (InlineStyle::CODE, "`"),
    (InlineStyle::STRIKE, "~"),
    (InlineStyle::SUBSCRIPT, "_"),
    (InlineStyle::SUPERSCRIPT, "^"),
    (InlineStyle::MARK, "=="),
    (InlineStyle::KEYBOARD, "[]"),
    (InlineStyle::SMALL, "-"),
    (InlineStyle::UNDERLINE, "__"),
    (InlineStyle::SPOILER, "||"),
    (InlineStyle::INSERTED, "[+]"),
    (InlineStyle::DELETED, "[-]"),
];

/// The document as indented text.
#[must_use]
pub fn dump(document: &Document) -> String {
    let mut dumper = Dumper::default();
    if document.blocked_trackers > 0 {
        dumper.line(0, &format!("(trackers blocked: {})", document.blocked_trackers));
    }
    dumper.blocks(0, &document.blocks);
    if document.is_truncated {
        dumper.line(0, "(truncated)");
    }
    dumper.out
}

#[derive(Default)]
struct Dumper {
    out: String,
}

impl Dumper {
    fn line(&mut self, depth: usize, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            let indent = if index == 0 { depth } else { depth + 2 };
            let line = format!("{}{line}", "  ".repeat(indent));
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }

    // Recursion is bounded by MAX_BLOCK_DEPTH.
    fn blocks(&mut self, depth: usize, blocks: &[Block]) {
        for block in blocks {
            self.block(depth, block);
        }
    }

    fn block(&mut self, depth: usize, block: &Block) {
        match block {
            Block::Heading { level, anchors, content } => {
                let head = format!("h{level}{}{}", names(anchors), direction(content));
                self.line(depth, &format!("{head} {}", inlines(content)));
            }
            Block::Paragraph { anchors, content } => {
                let head = format!("p{}{}", names(anchors), direction(content));
                self.line(depth, &format!("{head} {}", inlines(content)));
            }
            Block::List(list) => self.list(depth, list),
            Block::Quote(blocks) => self.group(depth, "quote", blocks),
            Block::Rule => self.line(depth, "rule"),
            Block::DefinitionList(groups) => {
                self.line(depth, "definitions");
                for group in groups {
                    group
                        .terms
                        .iter()
                        .for_each(|term| self.line(depth + 1, &format!("term {}", inlines(term))));
                    group
                        .meanings
                        .iter()
                        .for_each(|meaning| self.group(depth + 1, "meaning", meaning));
                }
            }
            Block::Details { summary, blocks, is_open, .. } => {
                let state = if *is_open { "open" } else { "closed" };
                self.group(depth, &format!("details {state}: {}", inlines(summary)), blocks);
            }
            Block::Code(code) => self.code(depth, code),
            Block::Table(table) => self.table(depth, table),
            Block::Figure { blocks, caption, is_caption_first } => {
                let caption = format!("caption {}", inlines(caption));
                self.line(depth, "figure");
                if *is_caption_first {
                    self.line(depth + 1, &caption);
                }
                self.blocks(depth + 1, blocks);
                if !*is_caption_first {
                    self.line(depth + 1, &caption);
                }
            }
            Block::Gallery(blocks) => self.group(depth, "gallery", blocks),
            Block::Image(image) => self.line(depth, &self::image(image)),
            Block::Embed(embed) => {
                let kind = match embed.kind {
                    EmbedKind::Video => "video",
                    EmbedKind::Audio => "audio",
                    EmbedKind::Page => "page",
                };
                let poster = embed
                    .poster
                    .as_ref()
                    .map(|poster| format!(" poster={poster}"))
                    .unwrap_or_default();
                self.line(
                    depth,
                    &format!("embed {kind} {:?} <{}>{poster}", embed.title, embed.url),
                );
            }
        }
    }

    fn group(&mut self, depth: usize, name: &str, blocks: &[Block]) {
        self.line(depth, name);
        self.blocks(depth + 1, blocks);
    }

    /// Blocks under a head. A first paragraph is written on the line of the head.
    fn headed(&mut self, depth: usize, head: &str, blocks: &[Block]) {
        match blocks {
            [Block::Paragraph { anchors, content }, rest @ ..] if anchors.is_empty() => {
                let head = format!("{head}{}", direction(content));
                self.line(depth, &format!("{head} {}", inlines(content)));
                self.blocks(depth + 1, rest);
            }
            blocks => self.group(depth, head, blocks),
        }
    }

    fn list(&mut self, depth: usize, list: &List) {
        self.line(
            depth,
            if matches!(list.marker, ListMarker::Bullet | ListMarker::None) {
                "list"
            } else {
                "ordered list"
            },
        );
        for item in &list.items {
            let marker = marker(list.marker, item.number);
            let task = match item.is_done {
                Some(true) => " [x]",
                Some(false) => " [ ]",
                None => "",
            };
            let head = format!("{marker}{task}{}", names(&item.anchors));
            self.headed(depth + 1, &head, &item.blocks);
        }
    }

    fn code(&mut self, depth: usize, code: &Code) {
        let language =
            code.language.as_deref().map(|language| format!(" {language}")).unwrap_or_default();
        self.line(depth, &format!("code{language}"));
        for line in marked_code(code).split('\n') {
            self.line(depth + 1, &format!("| {line}"));
        }
    }

    fn table(&mut self, depth: usize, table: &Table) {
        self.line(depth, &format!("table {} x {}", table.columns, table.rows.len()));
        if !table.caption.is_empty() {
            self.line(depth + 1, &format!("caption {}", inlines(&table.caption)));
        }
        for row in &table.rows {
            self.line(depth + 1, "row");
            for cell in &row.cells {
                self.cell(depth + 2, cell);
            }
        }
    }

    fn cell(&mut self, depth: usize, cell: &TableCell) {
        let name = if cell.is_header { "th" } else { "td" };
        let mut head = format!("{name} {}", cell.column);
        if cell.column_span > 1 {
            let _ = write!(head, " columns={}", cell.column_span);
        }
        if cell.row_span > 1 {
            let _ = write!(head, " rows={}", cell.row_span);
        }
        head.push_str(match cell.align {
            Align::Start => "",
            Align::Center => " center",
            Align::End => " end",
        });
        self.headed(depth, &format!("{head}:"), &cell.blocks);
    }
}

fn names(anchors: &[String]) -> String {
    anchors.iter().fold(String::new(), |mut names, anchor| {
        let _ = write!(names, " #{anchor}");
        names
    })
}

/// The direction that the page names for a line, if it is not the usual one.
fn direction(content: &[Inline]) -> &'static str {
    let first = content.iter().find_map(|item| match item {
        Inline::Text(run) => run.text.chars().next(),
        Inline::Image(_) | Inline::Break | Inline::Formula(_) | Inline::Anchor(_) => None,
    });
    if first == Some(RIGHT_TO_LEFT_MARK) { " rtl" } else { "" }
}

fn marker(marker: ListMarker, number: i32) -> String {
    match marker {
        ListMarker::Bullet => "-".to_owned(),
        ListMarker::None => "(none)".to_owned(),
        ListMarker::Decimal => format!("{number}."),
        ListMarker::LowerAlpha => format!("{number}. (a)"),
        ListMarker::UpperAlpha => format!("{number}. (A)"),
        ListMarker::LowerRoman => format!("{number}. (i)"),
        ListMarker::UpperRoman => format!("{number}. (I)"),
    }
}

fn image(image: &Image) -> String {
    let mut text = format!("image <{}>", shortened(image.url.as_str()));
    if !image.alt.is_empty() {
        let _ = write!(text, " alt={:?}", image.alt);
    }
    if let Some(title) = &image.title {
        let _ = write!(text, " title={title:?}");
    }
    let length = |length: Option<u32>| length.map_or("?".to_owned(), |length| length.to_string());
    if image.size != (None, None) {
        let _ = write!(text, " size={}x{}", length(image.size.0), length(image.size.1));
    }
    if let Some(link) = &image.link {
        let _ = write!(text, " link={}", target(link));
    }
    if let Some(dark) = &image.dark {
        let _ = write!(text, " dark=<{}>", shortened(dark.as_str()));
    }
    for candidate in &image.candidates {
        let _ = write!(text, " or <{}>", candidate.url);
        if let Some(width) = candidate.width {
            let _ = write!(text, " {width}w");
        }
        if let Some(density) = candidate.density {
            let _ = write!(text, " {:.1}x", f64::from(density) / 100.0);
        }
    }
    text
}

/// Shortens `data:` addresses.
fn shortened(address: &str) -> String {
    if address.starts_with("data:") && address.len() > 80 {
        let head: String = address.chars().take(40).collect();
        return format!("{head}... {} bytes", address.len());
    }
    address.to_owned()
}

fn target(link: &LinkTarget) -> String {
    match link {
        LinkTarget::Url(url) => format!("<{url}>"),
        LinkTarget::Anchor(name) => format!("<#{name}>"),
        LinkTarget::Time(time) => format!("<{} s>", time.as_secs()),
    }
}

fn inlines(items: &[Inline]) -> String {
    let mut text = String::new();
    for item in items {
        match item {
            Inline::Text(run) => {
                let names: Vec<&str> = STYLES
                    .iter()
                    .filter(|(style, _)| run.style.contains(*style))
                    .map(|(_, name)| *name)
                    .collect();
                let hint = run.hint.as_ref().map(|hint| format!(" ({hint:?})")).unwrap_or_default();
                let link =
                    run.link.as_ref().map(|link| format!(" {}", target(link))).unwrap_or_default();
                if names.is_empty() && link.is_empty() && hint.is_empty() {
                    text.push_str(&run.words());
                } else {
                    let _ = write!(text, "{{{}:{}{link}{hint}}}", names.join(","), run.words());
                }
            }
            Inline::Image(image) => {
                let _ = write!(text, "{{{}}}", self::image(image));
            }
            Inline::Break => text.push('\n'),
            Inline::Formula(formula) => {
                let mark = if formula.is_display { "$$" } else { "$" };
                let _ = write!(text, "{{{mark}{}{mark}}}", formula.tex);
            }
            Inline::Anchor(name) => {
                let _ = write!(text, "{{#{name}}}");
            }
        }
    }
    text
}

/// Code with each token in brackets after the name of its kind.
fn marked_code(code: &Code) -> String {
    let mut text = String::with_capacity(code.text.len() * 2);
    let mut at = 0;
    for token in &code.tokens {
        let (start, end) = (token.start as usize, token.end as usize);
        text.push_str(code.text.get(at..start).unwrap_or("<bad token>"));
        let _ = write!(
            text,
            "\u{27e8}{}:{}\u{27e9}",
            token_name(token.kind),
            code.text.get(start..end).unwrap_or("<bad token>")
        );
        at = end;
    }
    text.push_str(code.text.get(at..).unwrap_or("<bad token>"));
    text
}

fn token_name(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Comment => "comment",
        TokenKind::Keyword => "keyword",
        TokenKind::Type => "type",
        TokenKind::Function => "function",
        TokenKind::String => "string",
        TokenKind::Escape => "escape",
        TokenKind::Number => "number",
        TokenKind::Constant => "constant",
        TokenKind::Variable => "variable",
        TokenKind::Builtin => "builtin",
        TokenKind::Tag => "tag",
        TokenKind::Attribute => "attribute",
        TokenKind::Operator => "op",
        TokenKind::Punctuation => "punct",
        TokenKind::Meta => "meta",
        TokenKind::Inserted => "inserted",
        TokenKind::Deleted => "deleted",
        TokenKind::Error => "error",
    }
}
