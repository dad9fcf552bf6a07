//! Marks releases that are not final.

use crate::article::Fact;
use crate::article::titles::project_of_release;
use crate::i18n::t;
use crate::model::EntryContent;

/// Words in the tag of such a release.
const MARKS: [&str; 8] = ["alpha", "beta", "rc", "pre", "preview", "dev", "nightly", "canary"];

pub(super) fn notes(content: &EntryContent) -> Option<Fact> {
    project_of_release(content)?;
    let tag = content.url.as_ref()?.path_segments()?.next_back()?.to_ascii_lowercase();
    let is_early =
        tag.split(|part: char| !part.is_ascii_alphabetic()).any(|word| MARKS.contains(&word));
    is_early.then(|| Fact::Note(t!(article_pre_release)))
}
