//! Decides whether two entries are the same text, the same story, or neither.
//!
//! A wrong fold hides news, so every doubt is a no. The vetoes come first: two entries may share
//! most of their words and still be two, as the parts of a series are.

use super::signature::{RARITY, Signature};
use super::title::is_release_word;
use super::words::RARE;
use crate::model::{Likeness, Match, SharedParts};

/// From this part on, the shorter text counts as contained in the longer one.
const SAME_BODY: f32 = 0.5;
/// A body with fewer words than this is a teaser, or has no text of its own.
const SHORT_BODY: u16 = 25;
/// From this similarity on, two titles are the same.
const SAME_TITLE: f32 = 0.92;
/// From this number on, the names and numbers of a text are a fingerprint of it.
const MANY_FACTS: usize = 6;
/// The part of them that copies of one text share at least.
const COPIED_FACTS: f32 = 0.66;
/// Names and numbers that two reports of one event share at least.
const LEAST_FACTS: usize = 3;

/// How alike two signatures are, part by part, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    has_same_link: bool,
    /// The words that both titles have, by weight.
    pub titles: f32,
    /// Whether one title has all words of the other, and these are many enough.
    pub is_title_within: bool,
    /// The part of the shorter body that the longer one has.
    pub bodies: f32,
    /// The rare words of each title that the other entry has, by weight: the lesser of both.
    pub least_cover: f32,
    /// The same, the mean of both.
    pub cover: f32,
    /// Rare words that both titles have.
    pub rare_words: usize,
    /// The part of the fewer names and numbers that the other entry has.
    pub facts: f32,
    /// Names and numbers that both have.
    pub shared_facts: usize,
    /// The fewer names and numbers.
    pub fewer_facts: usize,
    /// The numbers that both have, each by its rarity.
    pub shared_numbers: usize,
    /// How the numbers of the titles compare.
    numbers: Numbers,
    /// The same, but a number may also be in the other body.
    reported_numbers: Numbers,
}

/// How the numbers of two titles compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbers {
    /// The same, or neither has any.
    Same,
    /// One title has numbers that the other leaves out.
    Fewer,
    /// Each has a number that the other has not.
    Different,
}

/// Compares two entries of different feeds.
#[must_use]
pub fn compare(one: &Signature, other: &Signature) -> Option<Match> {
    if one.language.differs(other.language) {
        return None;
    }
    let evidence = evidence(one, other);
    let likeness = judge(one, other, &evidence)?;
    let shared = SharedParts {
        has_same_link: evidence.has_same_link,
        has_same_title: evidence.titles >= SAME_TITLE,
        text_percent: (evidence.bodies * 100.0).round() as u8,
        names: u8::try_from(evidence.shared_facts).unwrap_or(u8::MAX),
    };
    Some(Match { likeness, shared })
}

fn judge(one: &Signature, other: &Signature, evidence: &Evidence) -> Option<Likeness> {
    if is_vetoed(one, other, evidence) {
        return None;
    }
    let is_same_text = is_same_page(one, other, evidence)
        || is_copy(one, other, evidence)
        || is_same_title(one, other, evidence);
    if is_same_text {
        return Some(Likeness::SameText);
    }
    let may_be_story = |signature: &Signature| {
        let kind = signature.title.kind;
        !kind.is_series && !kind.is_live && !kind.is_release
    };
    let is_story = may_be_story(one) && may_be_story(other) && is_same_story(one, other, evidence);
    is_story.then_some(Likeness::SameStory)
}

fn is_vetoed(one: &Signature, other: &Signature, evidence: &Evidence) -> bool {
    let (kind, others) = (one.title.kind, other.title.kind);
    let are_nearly_equal = evidence.titles >= 0.7;
    // Parts of a series, versions, and reports whose numbers tell them apart.
    if evidence.numbers == Numbers::Different
        && (are_nearly_equal || kind.is_series || others.is_series || kind.is_release)
    {
        return true;
    }
    if (kind.is_series || others.is_series) && evidence.numbers != Numbers::Same {
        return true;
    }
    // Issues of a series share their title, and often their first words.
    if (kind.is_series || others.is_series || kind.is_live || others.is_live)
        && !(evidence.has_same_link && evidence.titles >= SAME_TITLE)
        && (evidence.bodies < 0.8 || evidence.titles < SAME_TITLE)
    {
        return true;
    }
    if kind.is_release || others.is_release {
        return are_different_releases(one, other, evidence);
    }
    false
}

/// Projects publish under the same titles: "v1.2.3", "Release 2.0".
fn are_different_releases(one: &Signature, other: &Signature, evidence: &Evidence) -> bool {
    if evidence.has_same_link {
        return false;
    }
    if evidence.numbers != Numbers::Same {
        return true;
    }
    let project = |signature: &Signature| -> Vec<u32> {
        let words = signature.title.words.iter().map(|(hash, _)| *hash);
        words.filter(|hash| !is_release_word(*hash)).collect()
    };
    let (one, other) = (project(one), project(other));
    let is_shared = one.iter().any(|word| other.contains(word));
    // A title without a name says nothing about the project.
    !is_shared || evidence.titles < 0.5
}

/// Both entries lead to the same page.
fn is_same_page(one: &Signature, other: &Signature, evidence: &Evidence) -> bool {
    let is_short = one.body_words.min(other.body_words) < SHORT_BODY;
    evidence.has_same_link
        && (evidence.titles >= 0.6
            || evidence.bodies >= SAME_BODY
            || (is_short && evidence.titles >= 0.35))
}

/// One body was copied, whatever the titles say.
fn is_copy(one: &Signature, other: &Signature, evidence: &Evidence) -> bool {
    if one.body_words.min(other.body_words) < SHORT_BODY || evidence.bodies < SAME_BODY {
        return false;
    }
    if evidence.fewer_facts >= MANY_FACTS {
        // Texts made from one template have other names and numbers.
        let is_few = evidence.fewer_facts < 10;
        return evidence.facts >= if is_few { 0.75 } else { COPIED_FACTS }
            && evidence.cover >= if is_few { 0.4 } else { 0.2 }
            && (evidence.reported_numbers != Numbers::Different || evidence.bodies >= 0.7);
    }
    // Titles made from one template differ in a word or two.
    let is_template = evidence.titles >= 0.5 && evidence.titles < SAME_TITLE;
    !is_template
        && evidence.reported_numbers != Numbers::Different
        && evidence.least_cover >= 0.6
        && (evidence.titles >= SAME_TITLE || evidence.bodies >= 0.9)
        && (evidence.fewer_facts < LEAST_FACTS || evidence.facts >= COPIED_FACTS)
}

/// The titles are the same and say something, and the bodies do not contradict.
fn is_same_title(one: &Signature, other: &Signature, evidence: &Evidence) -> bool {
    let is_short = one.body_words.min(other.body_words) < SHORT_BODY;
    let have_kinds = [one, other].iter().any(|signature| {
        let kind = signature.title.kind;
        kind.is_series || kind.is_live
    });
    evidence.titles >= SAME_TITLE
        && evidence.numbers == Numbers::Same
        && one.title.is_telling()
        && other.title.is_telling()
        && !have_kinds
        && (evidence.bodies >= 0.3
            || (is_short && evidence.rare_words >= 2 && evidence.shared_facts >= 2)
            || (evidence.facts >= 0.5 && evidence.shared_facts >= 4 && evidence.bodies >= 0.12))
}

/// Two reports of one event. Names alone are not enough, because the next event has the same ones:
/// the numbers have to agree, or nearly all names.
fn is_same_story(one: &Signature, other: &Signature, evidence: &Evidence) -> bool {
    if evidence.has_same_link {
        return evidence.titles >= 0.15 || evidence.shared_facts > 0 || evidence.cover > 0.0;
    }
    if evidence.reported_numbers == Numbers::Different
        || !one.title.is_of_story()
        || !other.title.is_of_story()
        || evidence.shared_facts < LEAST_FACTS
    {
        return false;
    }
    let Evidence { shared_facts, facts, cover, titles, .. } = *evidence;
    match evidence.shared_numbers {
        // Without numbers, two titles with the same names are often about two events. A title
        // written anew has its words in the other body.
        0 => {
            (shared_facts >= 6 && facts >= 0.85 && cover >= 0.4 && titles >= 0.25)
                || (shared_facts >= 4
                    && facts >= 0.75
                    && evidence.least_cover >= 0.45
                    && cover >= 0.6
                    && titles < 0.4)
                || (facts >= 0.5 && evidence.is_title_within)
        }
        1 => {
            (shared_facts >= 6 && facts >= 0.6 && cover >= 0.4)
                || (shared_facts >= 3 && facts >= 0.65 && cover >= 0.5)
        }
        2 | 3 => shared_facts >= 3 && facts >= 0.5 && cover >= 0.35,
        _ => shared_facts >= 3 && facts >= 0.4 && cover >= 0.2,
    }
}

/// Everything that is compared of two entries.
#[must_use]
pub fn evidence(one: &Signature, other: &Signature) -> Evidence {
    let (cover, others) = (cover(one, other), cover(other, one));
    let (shared_facts, shared_numbers) = shared_facts(&one.facts, &other.facts);
    let fewer_facts = one.facts.len().min(other.facts.len());
    Evidence {
        has_same_link: one.link != 0 && one.link == other.link,
        titles: title_likeness(one, other),
        is_title_within: is_title_within(one, other) || is_title_within(other, one),
        bodies: one.shingles.containment(&other.shingles),
        least_cover: cover.min(others),
        cover: f32::midpoint(cover, others),
        rare_words: one
            .title
            .words
            .iter()
            .filter(|(_, weight)| *weight == RARE)
            .filter(|(hash, _)| has_word(other, *hash))
            .count(),
        facts: if fewer_facts == 0 { 0.0 } else { shared_facts as f32 / fewer_facts as f32 },
        shared_facts,
        fewer_facts,
        shared_numbers,
        reported_numbers: reported_numbers(one, other),
        numbers: numbers(&one.title.numbers, &other.title.numbers),
    }
}

fn has_word(signature: &Signature, hash: u32) -> bool {
    signature.title.words.iter().any(|(known, _)| *known == hash)
}

fn is_title_within(one: &Signature, other: &Signature) -> bool {
    one.title.is_telling() && one.title.words.iter().all(|(hash, _)| has_word(other, *hash))
}

/// The weight of the words that both titles have, by that of all words.
fn title_likeness(one: &Signature, other: &Signature) -> f32 {
    let common: f32 = one
        .title
        .words
        .iter()
        .filter(|(hash, _)| has_word(other, *hash))
        .map(|(_, weight)| f32::from(*weight))
        .sum();
    let all = one.title.weight() + other.title.weight();
    if all == 0.0 { 0.0 } else { 2.0 * common / all }
}

/// The rare words of a title that the other entry has in its title or body, by weight.
fn cover(one: &Signature, other: &Signature) -> f32 {
    let (mut found, mut all) = (0.0, 0.0);
    for (hash, weight) in one.title.words.iter().filter(|(_, weight)| *weight > 1) {
        all += f32::from(*weight);
        if has_word(other, *hash) || other.words.contains(*hash) {
            found += f32::from(*weight);
        }
    }
    for number in &one.title.numbers {
        all += 2.0;
        if other.title.numbers.contains(number) || other.words.contains(*number) {
            found += 2.0;
        }
    }
    if all == 0.0 { 0.0 } else { found / all }
}

/// The number of facts that two sorted lists share, and the rarity of the numbers among them.
fn shared_facts(one: &[u32], other: &[u32]) -> (usize, usize) {
    let shared = one.iter().filter(|fact| other.binary_search(fact).is_ok());
    shared.fold((0, 0), |(facts, numbers), fact| (facts + 1, numbers + (fact & RARITY) as usize))
}

fn numbers(one: &[u32], other: &[u32]) -> Numbers {
    let has_more = |one: &[u32], other: &[u32]| one.iter().any(|number| !other.contains(number));
    kind_of_numbers(has_more(one, other), has_more(other, one))
}

fn reported_numbers(one: &Signature, other: &Signature) -> Numbers {
    let has_more = |one: &Signature, other: &Signature| {
        let is_known =
            |number: &u32| other.title.numbers.contains(number) || other.words.contains(*number);
        !one.title.numbers.iter().all(is_known)
    };
    kind_of_numbers(has_more(one, other), has_more(other, one))
}

fn kind_of_numbers(has_more: bool, has_other_more: bool) -> Numbers {
    match (has_more, has_other_more) {
        (false, false) => Numbers::Same,
        (true, false) | (false, true) => Numbers::Fewer,
        (true, true) => Numbers::Different,
    }
}
