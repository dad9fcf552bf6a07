//! Quotes flowchart labels with brackets that confuse the parser: `C{Services (e.g., VMs)}` becomes
//! `C{"Services (e.g., VMs)"}`.

/// The brackets around the labels of nodes, longer ones first.
const SHAPES: [(&str, &str); 9] = [
    ("([", "])"),
    ("[[", "]]"),
    ("[(", ")]"),
    ("((", "))"),
    ("{{", "}}"),
    ("[", "]"),
    ("(", ")"),
    ("{", "}"),
    (">", "]"),
];
/// Characters that a label without quotes must not have.
const CONFUSING: [char; 9] = ['(', ')', '[', ']', '{', '}', '@', '<', '/'];

/// The source with such labels in quotes.
pub(super) fn mended(source: &str) -> String {
    source.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn line(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let after_name =
            out.chars().next_back().is_some_and(|last| last.is_alphanumeric() || last == '_');
        let label = if first == '|' { pipe(rest) } else { shape(rest).filter(|_| after_name) };
        if let Some((open, label, close)) = label {
            out.push_str(open);
            out.push_str(&quoted(label));
            out.push_str(close);
            rest = rest.get(open.len() + label.len() + close.len()..).unwrap_or_default();
        } else {
            out.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    out
}

/// The label of an arrow, `|words|`: bar, label, bar.
fn pipe(text: &str) -> Option<(&str, &str, &str)> {
    let label = text.strip_prefix('|')?.split('|').next()?;
    text.get(label.len() + 1..)?.starts_with('|').then_some(("|", label, "|"))
}

/// The label of a node: opening bracket, label, closing bracket.
fn shape(text: &str) -> Option<(&'static str, &str, &'static str)> {
    SHAPES.into_iter().find_map(|(open, close)| {
        let inside = text.strip_prefix(open)?;
        let end = closing(inside, open, close)?;
        Some((open, inside.get(..end)?, close))
    })
}

/// The end of a label: the first closing bracket that does not match an opening one in the label.
fn closing(inside: &str, open: &str, close: &str) -> Option<usize> {
    let (open, first_close) = (open.chars().next_back()?, close.chars().next()?);
    let mut depth = 0_usize;
    for (at, character) in inside.char_indices() {
        if depth == 0 && inside.get(at..)?.starts_with(close) {
            return Some(at);
        }
        match character {
            _ if character == open => depth += 1,
            _ if character == first_close => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

fn quoted(label: &str) -> String {
    let trimmed = label.trim();
    let is_quoted = trimmed.len() > 1 && trimmed.starts_with('"') && trimmed.ends_with('"');
    if is_quoted || !label.contains(CONFUSING) {
        return label.to_owned();
    }
    format!("\"{}\"", label.replace('"', "#quot;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_labels_that_confuse_get_quotes() {
        let same = [
            "A[One] --> B(Two)",
            "A --> B{\"x (y)\"}",
            "E --> F((Round))",
            "subgraph One",
            "style A fill:#f9f",
            "A -->|yes| B",
        ];
        for line in same {
            assert_eq!(mended(line), line);
        }
        assert_eq!(mended("C{Services (e.g., VMs)} --> D"), "C{\"Services (e.g., VMs)\"} --> D");
        assert_eq!(mended("A[x (y)] --> B(z (w) v);"), "A[\"x (y)\"] --> B(\"z (w) v\");");
        assert_eq!(mended("A -->|if (x)| B[a[0]]"), "A -->|\"if (x)\"| B[\"a[0]\"]");
        assert_eq!(mended("A[say \"hi\" (x)]"), "A[\"say #quot;hi#quot; (x)\"]");
    }

    #[test]
    fn nothing_is_lost_when_brackets_do_not_match() {
        for line in ["A[One", "A(((", "|", "A]", "é[ü (x", ""] {
            assert_eq!(mended(line), line);
        }
    }
}
