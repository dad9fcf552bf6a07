//! Lists are compared by items, definition lists by groups.

use super::key;
use super::merger::{Fate, Merger};
use super::outcome::{Outcome, Similar, outcomes};
use crate::document::{Block, Definition, List, ListItem};

impl Similar for ListItem {
    fn key(&self) -> u64 {
        let blocks: Vec<u64> = self.blocks.iter().map(key::of_block).collect();
        key::of(&(blocks, self.is_done))
    }

    fn kind(&self) -> u8 {
        0
    }

    fn bag(&self) -> Vec<u64> {
        key::bag_of(&self.blocks)
    }
}

impl Similar for Definition {
    fn key(&self) -> u64 {
        key::of_block(&Block::DefinitionList(vec![self.clone()]))
    }

    fn kind(&self) -> u8 {
        0
    }

    fn bag(&self) -> Vec<u64> {
        key::bag(&Block::DefinitionList(vec![self.clone()]))
    }
}

impl Merger {
    pub(super) fn list(&mut self, old: &List, new: &List) -> List {
        let items = outcomes(&old.items, &new.items)
            .into_iter()
            .map(|outcome| match outcome {
                Outcome::Same(item) => item.clone(),
                Outcome::Added(item) => self.mark_item(item, Fate::Added),
                Outcome::Removed(item) => self.mark_item(item, Fate::Removed),
                Outcome::Changed(before, after) => {
                    ListItem { blocks: self.blocks(&before.blocks, &after.blocks), ..after.clone() }
                }
            })
            .collect();
        List { items, ..new.clone() }
    }

    pub(super) fn definitions(
        &mut self,
        old: &[Definition],
        new: &[Definition],
    ) -> Vec<Definition> {
        let mut merged = Vec::new();
        for outcome in outcomes(old, new) {
            match outcome {
                Outcome::Same(group) => merged.push(group.clone()),
                Outcome::Added(group) => merged.push(self.mark_definition(group, Fate::Added)),
                Outcome::Removed(group) => merged.push(self.mark_definition(group, Fate::Removed)),
                Outcome::Changed(before, after)
                    if before.terms.len() == after.terms.len()
                        && before.meanings.len() == after.meanings.len() =>
                {
                    let terms = before.terms.iter().zip(&after.terms);
                    let meanings = before.meanings.iter().zip(&after.meanings);
                    merged.push(Definition {
                        terms: terms.map(|(old, new)| self.line_or_both(old, new)).collect(),
                        meanings: meanings.map(|(old, new)| self.blocks(old, new)).collect(),
                    });
                }
                Outcome::Changed(before, after) => {
                    merged.push(self.mark_definition(before, Fate::Removed));
                    merged.push(self.mark_definition(after, Fate::Added));
                }
            }
        }
        merged
    }
}
