//! Joins the folder that other computers sync through, and shows its devices.

use egui::{RichText, Ui};
use jiff::Timestamp;

use crate::app::{Action, FolderAction, FolderDraft, FolderStage, bytes_words, time_words};
use crate::folder_sync::DeviceReport;
use crate::i18n::t;
use crate::library::folder_sync::problem_words;
use crate::store::{FolderState, JoinPreview};

use super::sign_in::{FieldText, secret_ui};
use super::{field_ui, foot_ui, title_ui};
use crate::ui::context::UiContext;
use crate::ui::file_dialog::{self, FilePurpose};
use crate::ui::widgets::sans;

pub(super) fn sync_folder_ui(ui: &mut Ui, cx: &UiContext<'_>, draft: &mut FolderDraft) {
    title_ui(ui, &t!(folder_sync_title), cx.theme);
    match &cx.state.library.folder {
        Some(state) => joined_ui(ui, cx, state),
        None => join_ui(ui, cx, draft),
    }
}

fn join_ui(ui: &mut Ui, cx: &UiContext<'_>, draft: &mut FolderDraft) {
    ui.label(RichText::new(t!(folder_sync_explained)).color(cx.theme.dim));
    let before = (draft.path.clone(), draft.passphrase.clone());
    let hint = t!(folder_sync_path_hint);
    let mut is_entered = field_ui(ui, "sync folder", &mut draft.path, &hint, &t!(folder_sync_path));
    if file_dialog::IS_AVAILABLE && ui.button(t!(button_choose)).clicked() {
        file_dialog::ask(ui.ctx(), FilePurpose::SyncFolder);
    }
    let name = t!(folder_sync_passphrase);
    is_entered |= secret_ui(ui, "folder passphrase", &mut draft.passphrase, &name, FieldText::Dots);
    let words = RichText::new(t!(folder_sync_passphrase_explained));
    ui.label(words.color(cx.theme.dim).font(sans(13.0)));
    let is_working = matches!(draft.stage, FolderStage::Reading | FolderStage::Joining);
    if before != (draft.path.clone(), draft.passphrase.clone()) && !is_working {
        // What was found was another folder.
        draft.stage = FolderStage::Asking;
    }
    stage_ui(ui, cx, &draft.stage);
    let is_found = matches!(draft.stage, FolderStage::Found(_));
    let label = if is_found { t!(folder_sync_join) } else { t!(folder_sync_read) };
    let may_act = !draft.path.trim().is_empty() && !is_working;
    let is_chosen = foot_ui(ui, cx, &t!(button_cancel), Some((&label, may_act)));
    if (is_chosen || is_entered) && may_act {
        let action = if is_found { FolderAction::Join } else { FolderAction::Read };
        cx.push(Action::Folder(action));
    }
}

fn stage_ui(ui: &mut Ui, cx: &UiContext<'_>, stage: &FolderStage) {
    let (words, color) = match stage {
        FolderStage::Asking => return,
        FolderStage::Reading => (t!(folder_sync_reading), cx.theme.dim),
        FolderStage::Joining => (t!(folder_sync_joining), cx.theme.dim),
        FolderStage::Found(preview) => (preview_words(*preview), cx.theme.ink),
        FolderStage::Failed(message) => (message.clone(), cx.theme.error),
    };
    let response = ui.label(RichText::new(words).color(color));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
}

fn preview_words(preview: JoinPreview) -> String {
    [
        t!(folder_sync_feeds_come, count = preview.come),
        t!(folder_sync_feeds_go, count = preview.go),
        t!(folder_sync_feeds_both, count = preview.both),
        t!(folder_sync_nothing_removed),
    ]
    .join(" · ")
}

fn joined_ui(ui: &mut Ui, cx: &UiContext<'_>, state: &FolderState) {
    ui.label(state.folder.display().to_string());
    if let Some(problem) = &state.problem {
        ui.label(RichText::new(problem_words(problem)).color(cx.theme.warning));
    }
    if state.waiting > 0 {
        let words = t!(folder_sync_waiting, count = state.waiting);
        ui.label(RichText::new(words).color(cx.theme.dim));
    }
    match &cx.state.folder.report {
        Some(report) => {
            for device in &report.devices {
                let words = device_words(cx, device);
                ui.label(RichText::new(words).color(cx.theme.ink));
            }
            let size = t!(folder_sync_size, size = bytes_words(report.bytes));
            ui.label(RichText::new(size).color(cx.theme.dim));
            if report.newer_files > 0 {
                ui.label(RichText::new(t!(folder_sync_newer)).color(cx.theme.warning));
            }
        }
        None => _ = ui.label(RichText::new(t!(folder_sync_reading)).color(cx.theme.dim)),
    }
    ui.horizontal(|ui| {
        if ui.button(t!(folder_sync_look)).clicked() {
            cx.push(Action::Folder(FolderAction::Look));
        }
        if ui.button(t!(folder_sync_leave)).on_hover_text(t!(folder_sync_leave_hint)).clicked() {
            cx.push(Action::Folder(FolderAction::Leave));
        }
    });
    foot_ui(ui, cx, &t!(button_close), None);
}

fn device_words(cx: &UiContext<'_>, device: &DeviceReport) -> String {
    let name = if device.name.is_empty() { device.id.as_str() } else { device.name.as_str() };
    if device.is_own {
        return t!(folder_sync_own_device, name = name);
    }
    if device.ahead.is_some() {
        return t!(folder_sync_device_ahead, name = name);
    }
    let told = device
        .told
        .and_then(|millis| i64::try_from(millis).ok())
        .and_then(|millis| Timestamp::from_millisecond(millis).ok());
    match told {
        Some(time) => {
            let time = time_words(time, cx.now, &cx.state.zone);
            t!(folder_sync_device, name = name, time = time)
        }
        None => t!(folder_sync_device_silent, name = name),
    }
}
