//! Subscription lists in and out.

use std::path::PathBuf;

use egui::{RichText, Ui};

use crate::app::{Action, ImportStage};
use crate::worker::ImportPlan;

use super::{field_ui, foot_ui, title_ui};
use crate::ui::file_dialog::{self, FileWish};
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

pub(super) fn import_ui(ui: &mut Ui, path: &mut String, stage: &ImportStage, theme: &Theme, actions: &mut Vec<Action>) {
    title_ui(ui, "Import subscriptions", theme);
    let is_entered = path_ui(ui, path, FileWish::Open, "Path of an OPML file, or drop one on the window");
    match stage {
        ImportStage::Asking => {}
        ImportStage::Reading => _ = ui.label(RichText::new("Reading…").color(theme.dim)),
        ImportStage::Failed(message) => _ = ui.label(RichText::new(message).color(theme.error)),
        ImportStage::Planned(plan) => plan_ui(ui, plan, theme),
    }
    let has_path = !path.trim().is_empty();
    if let ImportStage::Planned(plan) = stage {
        let label = if plan.new_feeds.len() == 1 { "Add 1 feed".to_owned() } else { format!("Add {} feeds", plan.new_feeds.len()) };
        let has_new = !plan.new_feeds.is_empty();
        if foot_ui(ui, "Cancel", Some((&label, has_new)), actions) || (is_entered && has_new) {
            actions.push(Action::Import);
        }
    } else if foot_ui(ui, "Cancel", Some(("Read", has_path)), actions) || (is_entered && has_path) {
        actions.push(Action::PlanImport(PathBuf::from(path.trim())));
    }
}

fn plan_ui(ui: &mut Ui, plan: &ImportPlan, theme: &Theme) {
    let mut words = vec![format!("{} new", plan.new_feeds.len())];
    if plan.known > 0 {
        words.push(format!("{} already there", plan.known));
    }
    if !plan.refused.is_empty() {
        words.push(format!("{} not usable", plan.refused.len()));
    }
    ui.label(RichText::new(words.join(" · ")).color(theme.dim));
    egui::ScrollArea::vertical().max_height(260.0).auto_shrink([false, true]).show_rows(ui, 20.0, plan.new_feeds.len(), |ui, range| {
        for feed in plan.new_feeds.get(range).unwrap_or_default() {
            let title = if feed.title.is_empty() { feed.feed_url.as_str() } else { feed.title.as_str() };
            let place = if feed.folders.is_empty() { String::new() } else { format!("{} / ", feed.folders.join(" / ")) };
            ui.add(egui::Label::new(RichText::new(format!("{place}{title}")).font(sans(13.0)).color(theme.ink)).truncate());
        }
    });
    for address in plan.refused.iter().take(5) {
        ui.label(RichText::new(format!("Not usable: {address}")).font(sans(12.5)).color(theme.warning));
    }
}

pub(super) fn export_ui(ui: &mut Ui, path: &mut String, theme: &Theme, actions: &mut Vec<Action>) {
    title_ui(ui, "Export subscriptions", theme);
    let is_entered = path_ui(ui, path, FileWish::Save, "Where to save the OPML file");
    let has_path = !path.trim().is_empty();
    if (foot_ui(ui, "Cancel", Some(("Save", has_path)), actions) || is_entered) && has_path {
        actions.push(Action::Export(PathBuf::from(path.trim())));
    }
}

pub(super) fn back_up_ui(ui: &mut Ui, path: &mut String, theme: &Theme, actions: &mut Vec<Action>) {
    title_ui(ui, "Back up the library", theme);
    let words = "Writes one file with all feeds, entries and what you did with them. Bring it back with: gleaner restore FILE";
    ui.label(RichText::new(words).color(theme.dim));
    let is_entered = path_ui(ui, path, FileWish::BackUp, "Where to save the copy");
    let has_path = !path.trim().is_empty();
    if (foot_ui(ui, "Cancel", Some(("Back up", has_path)), actions) || is_entered) && has_path {
        actions.push(Action::BackUp(PathBuf::from(path.trim())));
    }
}

fn path_ui(ui: &mut Ui, path: &mut String, wish: FileWish, hint: &str) -> bool {
    let is_entered = field_ui(ui, path, hint, "File");
    if ui.button("Choose…").clicked() {
        file_dialog::ask(ui.ctx(), wish);
    }
    if let Some(chosen) = file_dialog::answer(ui.ctx()) {
        *path = chosen.display().to_string();
    }
    is_entered
}
