//! The context menu of an entry in the list.

use egui::Ui;

use crate::app::{Action, Dialog, ListenAction, NameTarget, SnoozeTarget, StoryAction, mute_word};
use crate::i18n::t;
use crate::library::Change;
use crate::model::{EntryId, EntryRow, FeedOptions, ListEntry, QueueChange};

use super::context::UiContext;
use super::menu_items::{item_ui, submenu_ui};

pub(super) fn entry_menu_ui(
    ui: &mut Ui,
    cx: &UiContext<'_>,
    entry: &ListEntry,
    row: Option<&EntryRow>,
) {
    let item = |ui: &mut Ui, label: String, action: Action| {
        if item_ui(ui, label).clicked() {
            cx.push(action);
            ui.close();
        }
    };
    if let Some(burst) = cx.state.burst(entry.id) {
        let words = if burst.is_folded { t!(river_unfold) } else { t!(river_fold) };
        item(ui, words, Action::ToggleBurst(burst.feed_id));
    }
    item(
        ui,
        if entry.is_read { t!(command_mark_unread) } else { t!(command_mark_read) },
        Action::SetRead(entry.id, !entry.is_read),
    );
    item(
        ui,
        if entry.is_starred { t!(command_remove_star) } else { t!(command_star) },
        Action::SetStarred(entry.id, !entry.is_starred),
    );
    item(
        ui,
        t!(command_edit_tags),
        Action::OpenDialog(Box::new(Dialog::Tags { entry_id: entry.id, text: String::new() })),
    );
    item(ui, t!(command_read_later), Action::ToggleLater(entry.id));
    item(
        ui,
        t!(command_snooze),
        Action::OpenDialog(Box::new(Dialog::Snooze(SnoozeTarget::Entry(entry.id)))),
    );
    episode_items_ui(ui, cx, entry.id);
    item(ui, t!(command_hide_entry), Action::Hide(entry.id));
    let words = row.map(|row| words_to_mute(&row.title)).unwrap_or_default();
    submenu_ui(ui, t!(entry_mute), |ui| {
        for word in &words {
            item(ui, t!(entry_mute_word, word = word.as_str()), Action::Change(mute_word(word)));
        }
        item(
            ui,
            t!(entry_mute_other),
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
                t!(entry_hide_feed_from_today, feed = feed.title()),
                Action::Change(Change::SetFeedOptions(feed.id, options)),
            );
        }
    });
    if !cx.state.list.copies(entry.id).is_empty() {
        item(ui, t!(command_toggle_fold), Action::Story(StoryAction::ToggleFold(entry.id)));
    }
    let is_in_row =
        cx.state.list.head_of(entry.id) != entry.id || !cx.state.list.copies(entry.id).is_empty();
    if is_in_row {
        item(ui, t!(command_split_story), Action::Change(Change::SplitStory(entry.id)));
    }
    if let Some(url) = row.and_then(|row| row.url.as_ref()) {
        ui.separator();
        let open = Action::OpenUrl { url: url.clone(), in_background: false };
        item(ui, t!(command_open_in_browser), open);
        item(ui, t!(command_copy_link), Action::CopyLink(url.clone()));
    }
}

/// The items for an episode. A row does not say whether its entry has one, so only the queue and
/// articles in memory have them.
fn episode_items_ui(ui: &mut Ui, cx: &UiContext<'_>, id: EntryId) {
    let queue = &cx.state.library.listening.queue;
    let place = queue.iter().position(|other| *other == id);
    let has_sound = cx.state.article_of(id).is_some_and(|it| it.entry.content.audio().is_some());
    if place.is_none() && !has_sound {
        return;
    }
    let mut item = |label: String, action: Action| {
        if item_ui(ui, label).clicked() {
            cx.push(action);
            ui.close();
        }
    };
    let change = |change: QueueChange| Action::Change(Change::Queue(change));
    item(t!(command_play), Action::Listen(ListenAction::Play(id, None)));
    if place != Some(0) {
        item(t!(command_play_next), change(QueueChange::AddFirst(vec![id])));
    }
    let Some(place) = place else {
        return item(t!(command_add_to_queue), change(QueueChange::Add(vec![id])));
    };
    if place > 0 {
        item(t!(command_queue_up), change(QueueChange::Move(id, place - 1)));
    }
    if place + 1 < queue.len() {
        item(t!(command_queue_down), change(QueueChange::Move(id, place + 1)));
    }
    item(t!(command_remove_from_queue), change(QueueChange::Remove(vec![id])));
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
