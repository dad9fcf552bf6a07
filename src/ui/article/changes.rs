//! Going from change to change in an article that shows what its publisher changed.

use super::ArticlePane;
use super::find::Direction;
use super::flow::{Flow, Leaf};
use super::moving::Jump;
use super::select::{Caret, Selection, Unit};
use super::view::View;
use crate::document::{InlineStyle, TokenKind};

/// The first character of each stretch of changed words, in reading order.
fn places(flow: &Flow) -> Vec<Caret> {
    let mut found = Vec::new();
    for (at, leaf) in flow.leaves.iter().enumerate() {
        match leaf.panel.and_then(|panel| flow.codes.get(panel)) {
            Some(panel) => {
                let starts = panel
                    .tokens
                    .iter()
                    .filter(|token| matches!(token.kind, TokenKind::Inserted | TokenKind::Deleted));
                let mut end = None;
                for token in starts {
                    // Lines that follow each other are one change; a line feed is between them.
                    if end != Some(token.start) {
                        found.push(caret(leaf, at, token.start as usize));
                    }
                    end = Some(token.end + 1);
                }
            }
            None => found.extend(changed_runs(leaf).map(|byte| caret(leaf, at, byte))),
        }
    }
    found
}

/// The bytes at which a stretch of changed runs begins.
fn changed_runs(leaf: &Leaf) -> impl Iterator<Item = usize> + '_ {
    let (mut start, mut was_changed) = (0, false);
    leaf.runs.iter().filter_map(move |run| {
        let is_changed = run.style.intersects(InlineStyle::INSERTED | InlineStyle::DELETED);
        let begins = is_changed && !std::mem::replace(&mut was_changed, is_changed);
        was_changed = is_changed;
        let at = std::mem::replace(&mut start, run.end);
        begins.then_some(at)
    })
}

fn caret(leaf: &Leaf, at: usize, byte: usize) -> Caret {
    let char = leaf.text.get(..byte).map_or(0, |before| before.chars().count());
    Caret { leaf: at, char }
}

impl ArticlePane {
    /// Goes to the next or previous change, and around the ends.
    pub(super) fn change_step(&mut self, view: &View, direction: Direction) {
        let places = places(&view.flow);
        let count = places.len();
        if count == 0 {
            return;
        }
        let first = view
            .visible
            .iter()
            .find_map(|(at, _)| view.layouts.get(at)?.texts.first().map(|text| text.slice.leaf))
            .unwrap_or(0);
        let seen = places.partition_point(|place| place.leaf < first);
        let at = match (self.change.filter(|at| *at < count), direction) {
            (None, Direction::Forward) => seen % count,
            (None, Direction::Back) => (seen + count - 1) % count,
            (Some(at), Direction::Forward) => (at + 1) % count,
            (Some(at), Direction::Back) => (at + count - 1) % count,
        };
        self.change = Some(at);
        let Some(place) = places.get(at).copied() else { return };
        // The first word of the change is selected, so that it can be seen which one it is.
        self.selection = Some(Selection::new(&view.flow, place, Unit::Word));
        self.jumps.push(Jump::Caret(place));
    }
}

#[cfg(test)]
mod tests {
    use super::super::flow::StyledRun;
    use super::*;

    fn leaf(parts: &[(&str, InlineStyle)]) -> Leaf {
        let mut leaf = Leaf::default();
        for (words, style) in parts {
            leaf.text.push_str(words);
            let end = leaf.text.len();
            leaf.runs.push(StyledRun { end, style: *style, ..StyledRun::default() });
        }
        leaf
    }

    #[test]
    fn words_that_replace_others_are_one_change() {
        let (plain, added) = (InlineStyle::empty(), InlineStyle::INSERTED);
        let removed = InlineStyle::DELETED | InlineStyle::STRONG;
        let leaves = vec![
            leaf(&[
                ("é ", plain),
                ("old", removed),
                ("new", added),
                (" and ", plain),
                ("x", added),
            ]),
            leaf(&[("nothing", plain)]),
            leaf(&[("all", removed)]),
        ];
        let flow = Flow { leaves, ..Flow::default() };
        let found: Vec<_> = places(&flow).iter().map(|at| (at.leaf, at.char)).collect();
        assert_eq!(found, [(0, 2), (0, 13), (2, 0)]);
    }
}
