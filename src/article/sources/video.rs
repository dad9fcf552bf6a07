//! Marks YouTube Shorts, which some people would rather not see.

use crate::article::{Fact, host};
use crate::i18n::t;
use crate::model::EntryContent;

pub(super) fn notes(content: &EntryContent) -> Option<Fact> {
    let url = content.url.as_ref()?;
    (host(url) == Some("youtube.com") && url.path().starts_with("/shorts/"))
        .then(|| Fact::Note(t!(article_short_video)))
}
