//! Imports and exports subscription lists, and backs up the library.

use std::path::PathBuf;

use egui::{RichText, Ui};

use crate::app::{Action, ImportStage};
use crate::i18n::t;
use crate::library::{ImportPlan, PlannedLibrary};
use crate::model::ForeignCounts;
use crate::opml::LeftOut;

use super::rules::actions_words;
use super::{field_ui, foot_ui, low, scroll_area, title_ui};
use crate::ui::context::UiContext;
use crate::ui::file_dialog::{self, FilePurpose};
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

/// Most skipped items that are listed; more would push the buttons out of the window.
const LEFT_OUT_SHOWN: usize = 5;

pub(super) fn import_ui(
    ui: &mut Ui,
    cx: &UiContext<'_>,
    path: &mut String,
    stage: &mut ImportStage,
) {
    title_ui(ui, &t!(import_title), cx.theme);
    let before = path.clone();
    let is_entered = path_ui(ui, path, FilePurpose::Import, &t!(import_hint));
    if *path != before {
        // The plan belongs to another file.
        *stage = ImportStage::Asking;
    }
    let stage = &*stage;
    match stage {
        ImportStage::Asking => {}
        ImportStage::Reading => _ = ui.label(RichText::new(t!(import_reading)).color(cx.theme.dim)),
        ImportStage::Failed(message) => _ = ui.label(RichText::new(message).color(cx.theme.error)),
        ImportStage::Planned(plan) => plan_ui(ui, plan, cx.theme),
    }
    let has_path = !path.trim().is_empty();
    if let ImportStage::Planned(plan) = stage {
        let label = match plan.new_feeds.len() {
            0 => t!(button_add),
            _ if plan.library.is_some() => t!(import_all),
            count => t!(import_add_feeds, count = count),
        };
        let has_new = plan.has_new();
        if foot_ui(ui, cx, &t!(button_cancel), Some((&label, has_new))) || (is_entered && has_new) {
            cx.push(Action::Import);
        }
    } else if foot_ui(ui, cx, &t!(button_cancel), Some((&t!(button_open), has_path)))
        || (is_entered && has_path)
    {
        cx.push(Action::PlanImport(PathBuf::from(path.trim())));
    }
}

fn plan_ui(ui: &mut Ui, plan: &ImportPlan, theme: &Theme) {
    ui.label(RichText::new(counts(plan).join(" · ")).color(theme.dim));
    let total = plan.new_feeds.len() + plan.searches.len() + plan.rules.len();
    scroll_area(low(ui, 260.0, 310.0)).show_rows(ui, 20.0, total, |ui, range| {
        for line in range.filter_map(|at| line_words(plan, at)) {
            ui.add(
                egui::Label::new(RichText::new(line).font(sans(13.0)).color(theme.ink)).truncate(),
            );
        }
    });
    for LeftOut { what, reason } in plan.left_out.iter().take(LEFT_OUT_SHOWN) {
        let words = t!(import_skipped_because, name = what.as_str(), reason = reason.to_string());
        ui.label(RichText::new(words).font(sans(12.5)).color(theme.warning));
    }
    if let Some(more) = plan.left_out.len().checked_sub(LEFT_OUT_SHOWN).filter(|more| *more > 0) {
        let words = t!(import_more, count = more);
        ui.label(RichText::new(words).font(sans(12.5)).color(theme.warning));
    }
}

/// The numbers of feeds, searches and rules in the list. Kinds that it lacks are not named.
fn counts(plan: &ImportPlan) -> Vec<String> {
    let mut words = match (plan.new_feeds.len(), plan.known) {
        (0, known) if known > 0 => vec![t!(import_all_known, count = known)],
        (new, 0) => vec![t!(import_new, count = new)],
        (new, known) => vec![t!(import_new, count = new), t!(import_known, count = known)],
    };
    if let Some(library) = &plan.library {
        words.extend(library_words(library));
    }
    if plan.repeated > 0 {
        words.push(t!(import_repeated, count = plan.repeated));
    }
    if !plan.searches.is_empty() {
        words.push(t!(import_searches, count = plan.searches.len()));
    }
    if !plan.rules.is_empty() {
        words.push(t!(import_rules, count = plan.rules.len()));
    }
    if !plan.left_out.is_empty() {
        words.push(t!(import_skipped, count = plan.left_out.len()));
    }
    words
}

/// The entries of another reader's database.
fn library_words(library: &PlannedLibrary) -> [String; 2] {
    let ForeignCounts { entries, unread, starred } = library.counts;
    let program = library.program.name();
    [
        t!(import_entries, count = entries, program = program),
        t!(import_entries_marks, unread = unread, starred = starred),
    ]
}

/// One line of the plan: feeds, then searches, then rules with their effects, since a list may come
/// from a stranger.
fn line_words(plan: &ImportPlan, at: usize) -> Option<String> {
    if let Some(feed) = plan.new_feeds.get(at) {
        let title =
            if feed.title.is_empty() { feed.feed_url.as_str() } else { feed.title.as_str() };
        let place: String = feed.folders.iter().flat_map(|name| [name, " / "]).collect();
        return Some(format!("{place}{title}"));
    }
    let at = at - plan.new_feeds.len();
    if let Some(search) = plan.searches.get(at) {
        return Some(t!(import_search, name = search.name.as_str(), query = search.query.as_str()));
    }
    let rule = plan.rules.get(at - plan.searches.len())?;
    Some(t!(import_rule, query = rule.query.as_str(), actions = actions_words(&rule.actions)))
}

pub(super) fn export_ui(ui: &mut Ui, cx: &UiContext<'_>, path: &mut String) {
    title_ui(ui, &t!(export_title), cx.theme);
    let is_entered = path_ui(ui, path, FilePurpose::Export, &t!(export_hint));
    let has_path = !path.trim().is_empty();
    if (foot_ui(ui, cx, &t!(button_cancel), Some((&t!(button_save), has_path))) || is_entered)
        && has_path
    {
        cx.push(Action::Export(PathBuf::from(path.trim())));
    }
}

pub(super) fn back_up_ui(ui: &mut Ui, cx: &UiContext<'_>, path: &mut String) {
    title_ui(ui, &t!(back_up_title), cx.theme);
    ui.label(RichText::new(t!(back_up_explained)).color(cx.theme.dim));
    let is_entered = path_ui(ui, path, FilePurpose::BackUp, &t!(back_up_hint));
    let has_path = !path.trim().is_empty();
    if (foot_ui(ui, cx, &t!(button_cancel), Some((&t!(button_back_up), has_path))) || is_entered)
        && has_path
    {
        cx.push(Action::BackUp(PathBuf::from(path.trim())));
    }
}

fn path_ui(ui: &mut Ui, path: &mut String, purpose: FilePurpose, hint: &str) -> bool {
    let is_entered = field_ui(ui, "file", path, hint, &t!(import_file));
    if file_dialog::IS_AVAILABLE && ui.button(t!(button_choose)).clicked() {
        file_dialog::ask(ui.ctx(), purpose);
    }
    is_entered
}
