//! The accounts above the table of feeds: when each was synced, what waits, and what failed.

use egui::{RichText, Ui};

use crate::app::{AccountAction, AccountDraft, Action, Dialog, answer_label, date_words};
use crate::i18n::t;
use crate::model::{Account, AccountProblem, WaitingActs};
use crate::ui::context::UiContext;
use crate::ui::icons::Icon;
use crate::ui::widgets::{bold, sans};

/// Draws a line or two for each account; nothing if there is none.
pub(super) fn accounts_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    for account in &cx.state.library.accounts {
        ui.push_id(account.id, |ui| account_ui(ui, cx, account));
    }
    if !cx.state.library.accounts.is_empty() {
        ui.separator();
    }
}

fn account_ui(ui: &mut Ui, cx: &UiContext<'_>, account: &Account) {
    ui.horizontal_wrapped(|ui| {
        let (place, _) = ui.allocate_exact_size(egui::Vec2::splat(16.0), egui::Sense::HOVER);
        Icon::Account.paint(ui.painter(), place.center(), 15.0, cx.theme.dim);
        ui.label(RichText::new(&account.name).font(bold(13.5)).color(cx.theme.ink));
        let facts = facts(cx, account).join(" · ");
        ui.label(RichText::new(facts).font(sans(13.0)).color(cx.theme.dim));
        if ui.button(t!(account_sync)).clicked() {
            cx.push(Action::Account(AccountAction::Sync(account.id)));
        }
        let is_signed_out =
            account.problem.as_ref().is_some_and(AccountProblem::is_about_signing_in);
        if is_signed_out && ui.button(t!(account_sign_in)).clicked() {
            let draft = Dialog::Account(AccountDraft::again(account));
            cx.push(Action::OpenDialog(Box::new(draft)));
        }
        for answer in cx.state.account_answers(account) {
            if ui.button(answer_label(answer)).clicked() {
                cx.push(Action::Account(AccountAction::Answer(account.id, answer)));
            }
        }
    });
    if let Some(problem) = &account.problem {
        let words = RichText::new(problem.words()).font(sans(13.0)).color(cx.theme.warning);
        ui.label(words);
    }
}

/// The service, the last sync, and the acts that wait or were given up.
fn facts(cx: &UiContext<'_>, account: &Account) -> Vec<String> {
    let synced = if cx.state.syncs.contains_key(&account.id) {
        t!(account_syncing)
    } else {
        match account.last_sync {
            Some(when) => t!(account_synced, when = date_words(when, cx.now, &cx.state.zone)),
            None => t!(account_never_synced),
        }
    };
    let WaitingActs { waiting, parked } = cx.state.waiting_of(account.id);
    let mut facts = vec![account.service.name().to_owned(), synced];
    if waiting > 0 {
        facts.push(t!(status_changes_waiting, count = waiting));
    }
    if parked > 0 {
        facts.push(t!(account_parked, count = parked));
    }
    facts
}
