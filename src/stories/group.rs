//! Groups entries into stories, and chooses the entry that stands for each.
//!
//! The groups depend only on the entries and on which of them match, never on the order in which
//! they arrived.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::model::{EntryId, FeedId, Likeness};

/// Entries of a story at most.
pub const MAX_MEMBERS: usize = 12;

/// An entry that matches others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    pub id: EntryId,
    pub feed_id: FeedId,
    /// The time that lists are sorted by, in seconds since 1970.
    pub sort_secs: i64,
    /// Orders entries of the same second, and does not depend on when they arrived.
    pub fingerprint: u64,
}

/// A group of entries: those of one story, divided into those of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// At least one entry in each.
    pub texts: Vec<Vec<EntryId>>,
}

impl Group {
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.iter().map(Vec::len).sum()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// The matches between entries, in both directions.
#[derive(Debug, Default)]
pub struct Matches(HashMap<(EntryId, EntryId), Likeness>);

impl Matches {
    pub fn insert(&mut self, one: EntryId, other: EntryId, likeness: Likeness) {
        self.0.insert((one, other), likeness);
        self.0.insert((other, one), likeness);
    }

    fn holds(&self, one: EntryId, other: EntryId, least: Likeness) -> bool {
        self.0.get(&(one, other)).is_some_and(|likeness| *likeness >= least)
    }
}

/// Groups entries. Each member of a group matches every other one, so that no chain leads from one
/// event to another. No group has two entries of a feed.
#[must_use]
pub fn groups(nodes: &[Node], matches: &Matches) -> Vec<Group> {
    let mut nodes = nodes.to_vec();
    nodes.sort_by_key(|node| (node.sort_secs, node.fingerprint, node.feed_id, node.id));
    let singles = nodes.iter().map(|node| vec![*node]).collect();
    let texts = joined(singles, matches, Likeness::SameText);
    // A text that more feeds have is a better seed of a story than one that only one has.
    let mut stories: Vec<(usize, Vec<Node>)> = texts.into_iter().enumerate().collect();
    stories.sort_by_key(|(at, text)| (Reverse(text.len()), *at));
    let units: Vec<Vec<Node>> = stories.into_iter().map(|(_, text)| text).collect();
    let mut groups: Vec<(Vec<Node>, Group)> = Vec::new();
    for unit in units {
        let text: Vec<EntryId> = unit.iter().map(|node| node.id).collect();
        let place =
            groups.iter().position(|(group, _)| fits(group, &unit, matches, Likeness::SameStory));
        match place.and_then(|at| groups.get_mut(at)) {
            Some((group, known)) => {
                group.extend(unit);
                known.texts.push(text);
            }
            None => groups.push((unit, Group { texts: vec![text] })),
        }
    }
    groups.into_iter().map(|(_, group)| group).filter(|group| group.len() > 1).collect()
}

fn joined(units: Vec<Vec<Node>>, matches: &Matches, least: Likeness) -> Vec<Vec<Node>> {
    let mut groups: Vec<Vec<Node>> = Vec::new();
    for unit in units {
        match groups.iter_mut().find(|group| fits(group, &unit, matches, least)) {
            Some(group) => group.extend(unit),
            None => groups.push(unit),
        }
    }
    groups
}

fn fits(group: &[Node], unit: &[Node], matches: &Matches, least: Likeness) -> bool {
    group.len() + unit.len() <= MAX_MEMBERS
        && group.iter().all(|one| {
            unit.iter()
                .all(|other| one.feed_id != other.feed_id && matches.holds(one.id, other.id, least))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(id: i64) -> Node {
        Node { id: EntryId(id), feed_id: FeedId(id), sort_secs: id, fingerprint: 0 }
    }

    fn matches(pairs: &[(i64, i64, Likeness)]) -> Matches {
        let mut matches = Matches::default();
        for (one, other, likeness) in pairs {
            matches.insert(EntryId(*one), EntryId(*other), *likeness);
        }
        matches
    }

    use Likeness::{SameStory, SameText};

    fn sets(groups: &[Group]) -> Vec<Vec<Vec<i64>>> {
        let ids = |text: &Vec<EntryId>| text.iter().map(|id| id.0).collect();
        groups.iter().map(|group| group.texts.iter().map(ids).collect()).collect()
    }

    #[test]
    fn a_chain_is_no_story() {
        let nodes = [node(1), node(2), node(3)];
        let chain = matches(&[(1, 2, SameStory), (2, 3, SameStory)]);
        assert_eq!(sets(&groups(&nodes, &chain)), [vec![vec![1], vec![2]]]);
    }

    #[test]
    fn a_story_keeps_the_entries_of_one_text_together() {
        let nodes = [node(1), node(2), node(3), node(4)];
        let all = matches(&[(1, 3, SameText), (1, 2, SameStory), (2, 3, SameStory)]);
        assert_eq!(sets(&groups(&nodes, &all)), [vec![vec![1, 3], vec![2]]]);
    }

    #[test]
    fn the_order_of_arrival_does_not_matter() {
        let all = matches(&[(1, 2, SameText), (2, 3, SameText), (3, 4, SameStory)]);
        let nodes = [node(1), node(2), node(3), node(4)];
        let expected = groups(&nodes, &all);
        let mut turned = nodes;
        for _ in 0..4 {
            turned.rotate_left(1);
            assert_eq!(groups(&turned, &all), expected);
        }
        turned.reverse();
        assert_eq!(groups(&turned, &all), expected);
    }

    #[test]
    fn two_entries_of_a_feed_are_never_in_one_story() {
        let nodes = [node(1), Node { feed_id: FeedId(1), ..node(2) }];
        assert!(groups(&nodes, &matches(&[(1, 2, SameText)])).is_empty());
    }

    #[test]
    fn a_story_has_no_more_members_than_its_limit() {
        let nodes: Vec<Node> = (1..=30).map(node).collect();
        let mut all = Matches::default();
        for one in 1..=30 {
            for other in 1..one {
                all.insert(EntryId(one), EntryId(other), SameText);
            }
        }
        let sizes: Vec<usize> = groups(&nodes, &all).iter().map(Group::len).collect();
        assert_eq!(sizes, [MAX_MEMBERS, MAX_MEMBERS, 30 - 2 * MAX_MEMBERS]);
    }
}
