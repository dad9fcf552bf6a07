//! The context menu of an entry in the list.

use egui::Ui;

use crate::app::{Action, Dialog, NameTarget, mute_word};
use crate::library::Change;
use crate::model::{EntryRow, FeedOptions, ListEntry};

use super::context::UiContext;
pub(super) fn entry_menu_ui(
    ui: &mut Ui,
    cx: &UiContext<'_>,
    entry: &ListEntry,
    row: Option<&EntryRow>,
) {
    let item = |ui: &mut Ui, label: &str, action: Action| {
        if ui.button(label).clicked() {
            cx.push(action);
            ui.close();
        }
    };
    item(
        ui,
        if entry.is_read { "Mark as unread" } else { "Mark as read" },
        Action::SetRead(entry.id, !entry.is_read),
    );
    item(
        ui,
        if entry.is_starred { "Remove star" } else { "Star" },
        Action::SetStarred(entry.id, !entry.is_starred),
    );
    item(
        ui,
        "Tags…",
        Action::OpenDialog(Box::new(Dialog::Tags { entry_id: entry.id, text: String::new() })),
    );
    item(ui, "Hide", Action::Hide(entry.id));
    let words = row.map(|row| words_to_mute(&row.title)).unwrap_or_default();
    ui.menu_button("Mute", |ui| {
        for word in &words {
            item(ui, &format!("\u{201c}{word}\u{201d}"), Action::Change(mute_word(word)));
        }
        item(
            ui,
            "Another word…",
            Action::OpenDialog(Box::new(Dialog::Name {
                target: NameTarget::Mute,
                text: String::new(),
            })),
        );
        if let Some(feed) =
            cx.state.feed(entry.feed_id).filter(|feed| !feed.options.hides_from_today)
        {
            ui.separator();
            let options = FeedOptions { hides_from_today: true, ..feed.options.clone() };
            item(
                ui,
                &format!("{} in Today", feed.title()),
                Action::Change(Change::SetFeedOptions(feed.id, options)),
            );
        }
    });
    if let Some(url) = row.and_then(|row| row.url.as_ref()) {
        ui.separator();
        item(ui, "Open in browser", Action::OpenUrl { url: url.clone(), in_background: false });
        item(ui, "Copy link", Action::CopyLink(url.clone()));
    }
}

/// Words of a title that the user may want to mute: the longer ones, each once.
fn words_to_mute(title: &str) -> Vec<String> {
    const MIN_CHARS: usize = 4;
    const MAX_WORDS: usize = 10;
    let mut words: Vec<String> = Vec::new();
    for word in title
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.chars().count() >= MIN_CHARS)
    {
        if !words.iter().any(|other| other.eq_ignore_ascii_case(word)) {
            words.push(word.to_owned());
        }
    }
    words.truncate(MAX_WORDS);
    words
}
