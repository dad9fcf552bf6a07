//! Recognises the source of Mermaid diagrams, which publishers send as plain code for their pages
//! to draw.

use super::model::Code;

/// The [`Code::language`] of the source of a diagram.
pub const MERMAID: &str = "mermaid";

/// First words that only diagrams have.
const SURE: [&str; 17] = [
    "sequenceDiagram",
    "classDiagram",
    "classDiagram-v2",
    "stateDiagram",
    "stateDiagram-v2",
    "erDiagram",
    "gitGraph",
    "quadrantChart",
    "requirementDiagram",
    "C4Context",
    "C4Container",
    "C4Component",
    "sankey-beta",
    "xychart-beta",
    "block-beta",
    "packet-beta",
    "architecture-beta",
];
/// First words that other texts have too. In a diagram they are alone on the first line.
const ALONE: [&str; 6] = ["gantt", "journey", "mindmap", "timeline", "pie", "kanban"];
/// Directions of a flowchart.
const DIRECTIONS: [&str; 5] = ["TD", "TB", "BT", "RL", "LR"];

/// Sets the language of code without one to Mermaid if it is a diagram.
pub(super) fn recognise(code: &mut Code) {
    if code.language.is_none() && is_source(&code.text) {
        code.language = Some(MERMAID.to_owned());
    }
    if code.language.as_deref() == Some(MERMAID) {
        // A page that coloured it used the grammar of another language.
        code.tokens.clear();
    }
}

/// Whether a text begins like a Mermaid diagram and has more than one line.
pub(super) fn is_source(text: &str) -> bool {
    let mut lines =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("%%"));
    let Some(first) = lines.next() else { return false };
    begins(first.trim_end_matches(';')) && lines.next().is_some()
}

fn begins(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    match first {
        "graph" | "flowchart" => {
            second.is_some_and(|direction| DIRECTIONS.contains(&direction))
                && words.next().is_none()
        }
        "pie" if second.is_some() => matches!(second, Some("title" | "showData")),
        _ if ALONE.contains(&first) => second.is_none(),
        _ => SURE.contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diagrams_are_recognised_by_their_first_line() {
        for text in [
            "graph LR\n A --> B",
            "\n   flowchart TD;\n  A --> B",
            "%% a remark\nsequenceDiagram\n A->>B: x",
            "pie title Pets\n \"Dogs\": 3",
            "gantt\n title x",
        ] {
            assert!(is_source(text), "{text}");
        }
    }

    #[test]
    fn other_code_and_words_are_not() {
        for text in [
            "graph LR",
            "graph of the function\nis a line",
            "graph = Graph()\ngraph.add(1)",
            "timeline of events\nfirst",
            "pie = 3\nprint(pie)",
            "journey before\ndestination",
            "",
        ] {
            assert!(!is_source(text), "{text}");
        }
    }

    #[test]
    fn a_language_that_is_named_is_believed() {
        let mut code = Code {
            language: Some("text".into()),
            text: "graph LR\n A --> B".into(),
            ..Code::default()
        };
        recognise(&mut code);
        assert_eq!(code.language.as_deref(), Some("text"));
    }
}
