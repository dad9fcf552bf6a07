//! Repairs a damaged library: sets the file aside, copies everything readable into a new one, and
//! restores missing feeds from the subscription list. A report of what was saved and what was lost
//! is shown to the user and kept beside the damaged file.

use jiff::Timestamp;

use super::import::{import, plan_import};
use crate::config::{Paths, write_atomically};
use crate::i18n::t;
use crate::store::{
    Depth, RescueReport, Store, StoreError, clear_suspicion, examine, is_suspect, rescue,
};

/// Repairs the library if an earlier run met damage and a check confirms it. Returns the report of
/// the repair, if there was one.
pub(super) fn repair_if_suspect(
    paths: &Paths,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    let library = paths.library();
    if !is_suspect(&library) {
        return Ok(None);
    }
    let damage = examine(&library, Depth::Whole)?;
    if damage.is_empty() {
        clear_suspicion(&library);
        return Ok(None);
    }
    log::error!("the library is damaged: {damage:?}");
    repair(paths, now).map(Some)
}

/// Repairs the library and returns the report for the user.
pub fn repair(paths: &Paths, now: Timestamp) -> Result<String, StoreError> {
    let rescued = rescue(&paths.library(), now)?;
    let mut store = Store::open(&paths.library())?;
    let restored = restore_feeds(&mut store, paths, now);
    let report = report(&rescued, restored);
    let mut report_path = rescued.set_aside.into_os_string();
    report_path.push(".txt");
    if let Err(err) = write_atomically(report_path.as_ref(), report.as_bytes()) {
        log::warn!("can't write the report of the repair: {err}");
    }
    Ok(report)
}

/// Subscribes to the feeds of the subscription list that are not in the library, and returns their
/// number. Errors are only logged: a library without these feeds is better than no library.
pub(super) fn restore_feeds(store: &mut Store, paths: &Paths, now: Timestamp) -> u32 {
    let list = paths.subscriptions();
    if !list.exists() {
        return 0;
    }
    let planned = plan_import(store, &list).and_then(|plan| {
        if plan.new_feeds.is_empty() {
            return Ok(0);
        }
        import(store, plan, now).map(|report| report.added).map_err(|err| err.user_message())
    });
    planned.unwrap_or_else(|message| {
        log::error!("{message}");
        0
    })
}

/// The report, one sentence after the other.
fn report(rescued: &RescueReport, restored: u32) -> String {
    if (rescued.feeds, rescued.entries, rescued.only_status) == (0, 0, 0) {
        return report_of_total_loss(rescued, restored);
    }
    let feeds = t!(count_feeds, count = rescued.feeds + restored);
    let entries = t!(count_entries, count = rescued.entries);
    let mut sentences = vec![if rescued.starred > 0 {
        t!(repair_done_starred, feeds = feeds, entries = entries, count = rescued.starred)
    } else {
        t!(repair_done, feeds = feeds, entries = entries)
    }];
    if restored > 0 {
        sentences.push(t!(repair_feeds_restored, count = restored));
    }
    if rescued.without_text > 0 {
        sentences.push(t!(repair_without_text, count = rescued.without_text));
    }
    if rescued.only_status > 0 {
        sentences.push(t!(repair_only_status, count = rescued.only_status));
    }
    sentences.push(if rescued.damaged.is_empty() {
        t!(repair_nothing_lost)
    } else {
        t!(repair_unreadable, tables = rescued.damaged.join(", "))
    });
    sentences.push(set_aside_words(rescued));
    sentences.join(" ")
}

fn report_of_total_loss(rescued: &RescueReport, restored: u32) -> String {
    let mut sentences = vec![t!(repair_nothing_saved)];
    if restored > 0 {
        sentences.push(t!(repair_feeds_restored, count = restored));
    }
    sentences.push(set_aside_words(rescued));
    sentences.join(" ")
}

fn set_aside_words(rescued: &RescueReport) -> String {
    t!(repair_set_aside, path = rescued.set_aside.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_lists_what_was_saved_and_what_was_lost() {
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
            "The library was damaged and has been repaired. Saved: 3 feeds and 40 entries, of \
             which 1 is starred. 1 feed was restored from subscriptions.opml; refresh to load its \
             entries. The text of 1 entry is lost; a refresh restores it if the feed still has it. \
             3 entries can come back only with a refresh, read and starred as before. These \
             tables couldn't be read in full: bodies, texts. The damaged file was kept as \
             library.db.damaged-1"
        );
    }

    #[test]
    fn the_report_of_a_total_loss_names_the_restored_feeds() {
        let rescued = RescueReport {
            set_aside: "library.db.damaged-1".into(),
            feeds: 0,
            entries: 0,
            starred: 0,
            without_text: 0,
            only_status: 0,
            damaged: vec!["every table".into()],
        };
        assert_eq!(
            report(&rescued, 54),
            "The library was damaged and nothing in it could be read. 54 feeds were restored from \
             subscriptions.opml; refresh to load their entries. The damaged file was kept as \
             library.db.damaged-1"
        );
    }
}
