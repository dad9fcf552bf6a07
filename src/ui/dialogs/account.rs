//! Adds an account of a sync server, or signs in to one again. Secrets go to the system keyring
//! only.

use egui::{RichText, Ui};

use crate::app::{AccountAction, AccountDraft, AccountStage, Action};
use crate::i18n::t;
use crate::model::ServiceKind;

use super::sign_in::{FieldText, secret_ui};
use super::{field_ui, foot_ui, title_ui};
use crate::ui::choosing::{combo_ui, option_ui};
use crate::ui::context::UiContext;
use crate::ui::theme::Theme;
use crate::ui::widgets::sans;

/// Width of the box with the services, in points.
const SERVICES: f32 = 240.0;

pub(super) fn account_ui(ui: &mut Ui, cx: &UiContext<'_>, draft: &mut AccountDraft) {
    let known = draft.account_id.and_then(|id| cx.state.account(id));
    let title = match known {
        Some(account) => t!(account_sign_in_again, account = account.name.as_str()),
        None => t!(account_add),
    };
    title_ui(ui, &title, cx.theme);
    let before = draft.clone();
    if draft.account_id.is_none() {
        service_ui(ui, &mut draft.service);
    }
    let is_entered = fields_ui(ui, cx.theme, draft);
    let is_other = |one: &AccountDraft| {
        (one.service, &one.address, &one.user, &one.secret)
            != (before.service, &before.address, &before.user, &before.secret)
    };
    // A warning or an error was about what was typed before.
    if is_other(draft) && draft.stage != AccountStage::Working {
        draft.stage = AccountStage::Asking;
    }
    stage_ui(ui, cx.theme, &draft.stage);
    let label = match (&draft.stage, draft.account_id) {
        (AccountStage::Warned, _) => t!(account_send_anyway),
        (_, Some(_)) => t!(feed_sign_in),
        (_, None) => t!(account_add_button),
    };
    let may_act = draft.is_complete() && draft.stage != AccountStage::Working;
    let is_chosen = foot_ui(ui, cx, &t!(button_cancel), Some((&label, may_act)));
    if (is_chosen || is_entered) && may_act {
        cx.push(Action::Account(AccountAction::SignIn));
    }
}

fn service_ui(ui: &mut Ui, service: &mut Option<ServiceKind>) {
    let name = |service: Option<ServiceKind>| {
        service.map_or_else(|| t!(account_find_out), |service| service.name().to_owned())
    };
    ui.horizontal(|ui| {
        let label = ui.label(t!(account_service));
        combo_ui(ui, "service", label.id, SERVICES, name(*service), |ui| {
            let kinds = ServiceKind::ALL.into_iter().map(Some);
            for choice in std::iter::once(None).chain(kinds) {
                if option_ui(ui, *service == choice, name(choice)).clicked() {
                    *service = choice;
                }
            }
        });
    });
}

/// The fields for what the service needs. True if Enter was pressed in one of them.
fn fields_ui(ui: &mut Ui, theme: &Theme, draft: &mut AccountDraft) -> bool {
    let mut is_entered = false;
    if draft.asks_address() {
        let (hint, name) = (t!(account_address_hint), t!(account_address));
        is_entered |= field_ui(ui, "account address", &mut draft.address, &hint, &name);
    }
    let user = if draft.may_lack_user() { t!(account_user_or_none) } else { t!(sign_in_user_name) };
    is_entered |= secret_ui(ui, "account user", &mut draft.user, &user, FieldText::Plain);
    let password = t!(account_password);
    is_entered |= secret_ui(ui, "account secret", &mut draft.secret, &password, FieldText::Dots);
    let words = RichText::new(draft.hint()).color(theme.dim).font(sans(13.0));
    ui.label(words);
    ui.label(RichText::new(t!(account_keyring)).color(theme.dim).font(sans(13.0)));
    is_entered
}

fn stage_ui(ui: &mut Ui, theme: &Theme, stage: &AccountStage) {
    let (words, color) = match stage {
        AccountStage::Asking => return,
        AccountStage::Warned => (t!(account_unencrypted), theme.warning),
        AccountStage::Working => (t!(account_working), theme.dim),
        AccountStage::Failed(message) => (message.clone(), theme.error),
    };
    let response = ui.label(RichText::new(words).color(color));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(egui::accesskit::Live::Polite);
    });
}
