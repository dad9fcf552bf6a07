//! Repairing a damaged library: it is set aside, what can be read of it is taken over, and feeds
//! that are missing then come back from the subscription list. What was saved and what was not is
//! said in words, and kept beside the damaged file.

use std::fmt::Write as _;

use jiff::Timestamp;

use super::subscriptions;
use crate::config::{Paths, write_atomically};
use crate::store::{
    Depth, RescueReport, Store, StoreError, clear_suspicion, examine, is_suspect, rescue,
};

/// Looks for damage where the program met some before it ended, and repairs it. Says what was done,
/// if anything was.
pub(super) fn look_into_suspicion(
    paths: &Paths,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    let library = paths.library();
    if !is_suspect(&library) {
        return Ok(None);
    }
    let found = examine(&library, Depth::Whole)?;
    if found.is_empty() {
        clear_suspicion(&library);
        return Ok(None);
    }
    log::error!("the library is damaged: {found:?}");
    repair(paths, now).map(Some)
}

/// Repairs the library and says what was saved.
pub fn repair(paths: &Paths, now: Timestamp) -> Result<String, StoreError> {
    let rescued = rescue(&paths.library(), now)?;
    let mut store = Store::open(&paths.library())?;
    let came_back = bring_back_feeds(&mut store, paths, now);
    let report = report(&rescued, came_back);
    let mut place = rescued.set_aside.into_os_string();
    place.push(".txt");
    if let Err(err) = write_atomically(place.as_ref(), report.as_bytes()) {
        log::warn!("the report on the repair can't be written: {err}");
    }
    Ok(report)
}

/// Subscribes to the feeds of the subscription list that are not in the library. Says how many.
pub(super) fn bring_back_feeds(store: &mut Store, paths: &Paths, now: Timestamp) -> u32 {
    let list = paths.subscriptions();
    if !list.exists() {
        return 0;
    }
    let planned = subscriptions::plan_import(store, &list).and_then(|plan| {
        if plan.new_feeds.is_empty() {
            return Ok(0);
        }
        subscriptions::import(store, plan, now)
            .map(|report| report.added)
            .map_err(|err| err.user_message())
    });
    planned.unwrap_or_else(|message| {
        log::error!("{message}");
        0
    })
}

fn report(rescued: &RescueReport, came_back: u32) -> String {
    let mut saved =
        vec![counted(rescued.feeds + came_back, "feed"), counted(rescued.entries, "entry")];
    if rescued.starred > 0 {
        saved.push(format!("{} starred", rescued.starred));
    }
    let mut text = format!("The library was damaged and is repaired. Saved: {}.", saved.join(", "));
    if came_back > 0 {
        _ = write!(
            text,
            " {came_back} of the feeds came from subscriptions.opml, without entries."
        );
    }
    if rescued.without_text > 0 {
        _ = write!(
            text,
            " The text of {} is lost; a refresh fills in what feeds still have.",
            counted(rescued.without_text, "entry")
        );
    }
    if rescued.only_status > 0 {
        _ = write!(
            text,
            " {} can come back only with a refresh, as read and starred as before.",
            counted(rescued.only_status, "entry")
        );
    }
    if rescued.damaged.is_empty() {
        text += " Nothing is known to be lost.";
    } else {
        _ = write!(text, " Parts of this could not be read: {}.", rescued.damaged.join(", "));
    }
    _ = write!(text, " The damaged file was set aside as {}", rescued.set_aside.display());
    text
}

fn counted(count: u32, noun: &str) -> String {
    match (count, noun) {
        (1, _) => format!("1 {noun}"),
        (_, "entry") => format!("{count} entries"),
        _ => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_says_what_was_saved_and_what_was_not() {
        let rescued = RescueReport {
            set_aside: "library.db.damaged-1".into(),
            feeds: 2,
            entries: 40,
            starred: 1,
            without_text: 1,
            only_status: 3,
            damaged: vec!["bodies".into(), "texts".into()],
        };
        assert_eq!(
            report(&rescued, 1),
            "The library was damaged and is repaired. Saved: 3 feeds, 40 entries, 1 starred. 1 of the feeds came from subscriptions.opml, \
             without entries. The text of 1 entry is lost; a refresh fills in what feeds still have. 3 entries can come back only with a \
             refresh, as read and starred as before. Parts of this could not be read: bodies, texts. The damaged file was set aside as \
             library.db.damaged-1"
        );
    }
}
