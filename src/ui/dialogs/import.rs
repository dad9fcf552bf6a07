//! Imports and exports subscription lists, and backs up the library.

use std::path::PathBuf;

use egui::{RichText, Ui};

use crate::app::{Action, ImportStage};
use crate::library::ImportPlan;
use crate::opml::LeftOut;

use super::rules::actions_words;
use super::{field_ui, foot_ui, scroll_area, title_ui};
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
    title_ui(ui, "Import subscriptions", cx.theme);
    let before = path.clone();
    let is_entered = path_ui(
        ui,
        path,
        FilePurpose::Import,
        "Path of a list from any reader, or drop one on the window",
    );
    if *path != before {
        // The plan belongs to another file.
        *stage = ImportStage::Asking;
    }
    let stage = &*stage;
    match stage {
        ImportStage::Asking => {}
        ImportStage::Reading => _ = ui.label(RichText::new("Reading…").color(cx.theme.dim)),
        ImportStage::Failed(message) => _ = ui.label(RichText::new(message).color(cx.theme.error)),
        ImportStage::Planned(plan) => plan_ui(ui, plan, cx.theme),
    }
    let has_path = !path.trim().is_empty();
    if let ImportStage::Planned(plan) = stage {
        let label = match plan.new_feeds.len() {
            0 => "Add".to_owned(),
            1 => "Add 1 feed".to_owned(),
            many => format!("Add {many} feeds"),
        };
        let has_new = plan.has_new();
        if foot_ui(ui, cx, "Cancel", Some((&label, has_new))) || (is_entered && has_new) {
            cx.push(Action::Import);
        }
    } else if foot_ui(ui, cx, "Cancel", Some(("Read", has_path))) || (is_entered && has_path) {
        cx.push(Action::PlanImport(PathBuf::from(path.trim())));
    }
}

fn plan_ui(ui: &mut Ui, plan: &ImportPlan, theme: &Theme) {
    let mut words = vec![format!("{} new", plan.new_feeds.len())];
    if plan.known > 0 {
        words.push(format!("{} already there", plan.known));
    }
    for (many, one, more) in [
        (plan.searches.len(), "saved search", "saved searches"),
        (plan.rules.len(), "rule", "rules"),
    ] {
        if many > 0 {
            words.push(format!("{many} {}", if many == 1 { one } else { more }));
        }
    }
    if !plan.left_out.is_empty() {
        words.push(format!("{} left out", plan.left_out.len()));
    }
    ui.label(RichText::new(words.join(" · ")).color(theme.dim));
    let total = plan.new_feeds.len() + plan.searches.len() + plan.rules.len();
    scroll_area(260.0).show_rows(ui, 20.0, total, |ui, range| {
        for line in range.filter_map(|at| line_words(plan, at)) {
            ui.add(
                egui::Label::new(RichText::new(line).font(sans(13.0)).color(theme.ink)).truncate(),
            );
        }
    });
    for LeftOut { what, reason } in plan.left_out.iter().take(LEFT_OUT_SHOWN) {
        ui.label(
            RichText::new(format!("Left out: {what} - {reason}"))
                .font(sans(12.5))
                .color(theme.warning),
        );
    }
    if let Some(more) = plan.left_out.len().checked_sub(LEFT_OUT_SHOWN).filter(|more| *more > 0) {
        ui.label(RichText::new(format!("… and {more} more")).font(sans(12.5)).color(theme.warning));
    }
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
        return Some(format!("Search {}: {}", search.name, search.query));
    }
    let rule = plan.rules.get(at - plan.searches.len())?;
    Some(format!("Rule {}: {}", rule.query, actions_words(&rule.actions)))
}

pub(super) fn export_ui(ui: &mut Ui, cx: &UiContext<'_>, path: &mut String) {
    title_ui(ui, "Export subscriptions", cx.theme);
    let is_entered = path_ui(ui, path, FilePurpose::Export, "Where to save the OPML file");
    let has_path = !path.trim().is_empty();
    if (foot_ui(ui, cx, "Cancel", Some(("Save", has_path))) || is_entered) && has_path {
        cx.push(Action::Export(PathBuf::from(path.trim())));
    }
}

pub(super) fn back_up_ui(ui: &mut Ui, cx: &UiContext<'_>, path: &mut String) {
    title_ui(ui, "Back up the library", cx.theme);
    let words = "Writes one file with all feeds, entries and what you did with them. \
                 Bring it back with: gleaner restore FILE";
    ui.label(RichText::new(words).color(cx.theme.dim));
    let is_entered = path_ui(ui, path, FilePurpose::BackUp, "Where to save the copy");
    let has_path = !path.trim().is_empty();
    if (foot_ui(ui, cx, "Cancel", Some(("Back up", has_path))) || is_entered) && has_path {
        cx.push(Action::BackUp(PathBuf::from(path.trim())));
    }
}

fn path_ui(ui: &mut Ui, path: &mut String, purpose: FilePurpose, hint: &str) -> bool {
    let is_entered = field_ui(ui, path, hint, "File");
    if file_dialog::IS_AVAILABLE && ui.button("Choose…").clicked() {
        file_dialog::ask(ui.ctx(), purpose);
    }
    is_entered
}
