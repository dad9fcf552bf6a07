//! Repairs a damaged library: sets the file aside, copies everything readable into a new one, and
//! restores missing feeds from the subscription list. A report of what was saved and what was lost
//! is shown to the user and kept beside the damaged file.

use std::fmt::Write as _;

use jiff::Timestamp;

use super::import::{import, plan_import};
use crate::config::{Paths, write_atomically};
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

fn report(rescued: &RescueReport, restored: u32) -> String {
    if (rescued.feeds, rescued.entries, rescued.only_status) == (0, 0, 0) {
        return report_of_total_loss(rescued, restored);
    }
    let mut saved =
        vec![counted(rescued.feeds + restored, "feed"), counted(rescued.entries, "entry")];
    if rescued.starred > 0 {
        saved.push(format!("{} starred", rescued.starred));
    }
    let mut text =
        format!("The library was damaged and has been repaired. Saved: {}.", saved.join(", "));
    if restored > 0 {
        _ = write!(text, " {restored} of the feeds came from subscriptions.opml, without entries.");
    }
    if rescued.without_text > 0 {
        _ = write!(
            text,
            " The text of {} is lost; a refresh restores what feeds still have.",
            counted(rescued.without_text, "entry")
        );
    }
    if rescued.only_status > 0 {
        _ = write!(
            text,
            " {} can only return with a refresh, with the same read and starred states.",
            counted(rescued.only_status, "entry")
        );
    }
    if rescued.damaged.is_empty() {
        text += " No losses were found.";
    } else {
        _ = write!(
            text,
            " Parts of these tables could not be read: {}.",
            rescued.damaged.join(", ")
        );
    }
    _ = write!(text, " The damaged file was set aside as {}", rescued.set_aside.display());
    text
}

fn report_of_total_loss(rescued: &RescueReport, restored: u32) -> String {
    let mut text = "The library was damaged and nothing in it could be read.".to_owned();
    if restored > 0 {
        let verb = if restored == 1 { "was" } else { "were" };
        _ = write!(
            text,
            " {} {verb} restored from subscriptions.opml; refresh to load their entries.",
            counted(restored, "feed")
        );
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
            "The library was damaged and has been repaired. Saved: 3 feeds, 40 entries, 1 starred. \
             1 of the feeds came from subscriptions.opml, without entries. The text of 1 entry is \
             lost; a refresh restores what feeds still have. 3 entries can only return with a \
             refresh, with the same read and starred states. Parts of these tables could not be \
             read: bodies, texts. The damaged file was set aside as library.db.damaged-1"
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
             subscriptions.opml; refresh to load their entries. The damaged file was set aside as \
             library.db.damaged-1"
        );
    }
}
