//! The services that entries can be sent to, and the form for another one.

use egui::{RichText, Ui};

use crate::app::{AccountAction, Action, KeeperAction, KeeperDraft, KeeperStage};
use crate::config::KEEPERS_MAX;
use crate::i18n::t;
use crate::model::KeeperKind;

use super::sign_in::{FieldText, secret_ui};
use super::{field_ui, foot_ui, title_ui};
use crate::ui::choosing::{combo_ui, option_ui};
use crate::ui::context::UiContext;
use crate::ui::widgets::sans;

/// Width of the list of services, in points.
const KIND_WIDTH: f32 = 140.0;

pub(super) fn keepers_ui(ui: &mut Ui, cx: &UiContext<'_>, draft: &mut KeeperDraft) {
    title_ui(ui, &t!(keepers_title), cx.theme);
    ui.label(RichText::new(t!(keepers_explained)).color(cx.theme.dim).font(sans(13.0)));
    present_ui(ui, cx);
    if cx.state.settings.keepers.len() >= KEEPERS_MAX {
        ui.label(RichText::new(t!(keepers_full, count = KEEPERS_MAX)).color(cx.theme.dim));
        foot_ui(ui, cx, &t!(button_close), None);
        return;
    }
    let before = draft.form.clone();
    let is_entered = form_ui(ui, cx, draft);
    let is_trying = draft.stage == KeeperStage::Trying;
    if draft.form != before && !is_trying {
        draft.stage = KeeperStage::Asking;
    }
    stage_ui(ui, cx, &draft.stage);
    let may_add = !draft.form.address.trim().is_empty() && !is_trying;
    let is_chosen = foot_ui(ui, cx, &t!(button_close), Some((&t!(button_add), may_add)));
    if (is_chosen || is_entered) && may_add {
        cx.push(keeper(KeeperAction::Add));
    }
}

fn keeper(action: KeeperAction) -> Action {
    Action::Account(AccountAction::Keeper(action))
}

fn present_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    for (at, known) in cx.state.settings.keepers.iter().enumerate() {
        ui.push_id(("keeper", at), |ui| {
            ui.horizontal_wrapped(|ui| {
                let host = known.url();
                let host = host.as_ref().and_then(|url| url.host_str()).unwrap_or_default();
                ui.label(t!(keeper_at, name = known.name(), host = host));
                if ui.button(t!(keeper_test)).clicked() {
                    cx.push(keeper(KeeperAction::Test(at)));
                }
                if ui.button(t!(keeper_remove)).clicked() {
                    cx.push(keeper(KeeperAction::Remove(at)));
                }
            });
        });
    }
}

/// The fields of the chosen kind. True if Enter was pressed in one of them.
fn form_ui(ui: &mut Ui, cx: &UiContext<'_>, draft: &mut KeeperDraft) -> bool {
    let form = &mut draft.form;
    let mut kind = KeeperKind::from_code(&form.kind).unwrap_or(KeeperKind::Wallabag);
    let label = ui.label(t!(keeper_service));
    combo_ui(ui, "keeper kind", label.id, KIND_WIDTH, kind.name().to_owned(), |ui| {
        for other in KeeperKind::ALL {
            if option_ui(ui, other == kind, other.name()).clicked() {
                kind = other;
            }
        }
    });
    kind.code().clone_into(&mut form.kind);
    let (name, hint) = (t!(keeper_address), t!(keeper_address_hint));
    let mut is_entered = field_ui(ui, "keeper address", &mut form.address, &hint, &name);
    if kind.has_client() {
        let name = t!(sign_in_user_name);
        is_entered |= field_ui(ui, "keeper user", &mut form.user, &name, &name);
        let name = t!(keeper_client_id);
        is_entered |= field_ui(ui, "keeper client", &mut form.client_id, &name, &name);
        let (name, dots) = (t!(keeper_client_secret), FieldText::Dots);
        is_entered |= secret_ui(ui, "keeper client secret", &mut form.client_secret, &name, dots);
    }
    let (name, words) = if kind.has_client() {
        (t!(sign_in_password_field), t!(keeper_client_explained))
    } else {
        (t!(sign_in_token), t!(keeper_token_explained))
    };
    is_entered |= secret_ui(ui, "keeper secret", &mut form.secret, &name, FieldText::Dots);
    ui.label(RichText::new(words).color(cx.theme.dim).font(sans(13.0)));
    is_entered
}

fn stage_ui(ui: &mut Ui, cx: &UiContext<'_>, stage: &KeeperStage) {
    let (words, color) = match stage {
        KeeperStage::Asking => return,
        KeeperStage::Trying => (t!(keeper_trying), cx.theme.dim),
        KeeperStage::Failed(message) => (message.clone(), cx.theme.error),
    };
    let response = ui.label(RichText::new(words).color(color));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
}
