//! The row of an account in the sidebar, and its menu. This computer has one, too, once there is an
//! account.

use egui::Ui;

use crate::app::{
    AccountAction, AccountDraft, AccountWish, Action, Command, Dialog, NameTarget, Pane,
    answer_label,
};
use crate::i18n::t;
use crate::library::Change;
use crate::model::{Account, AccountId};
use crate::query::{Count, PlaceId};

use super::context::UiContext;
use super::icons::Icon;
use super::menu_items::{context_menu_ui, dimmed_item_ui, item_ui};
use super::sidebar_row::{Row, RowIcon, RowKind, on_icon, row_ui};

pub(super) fn account_row_ui(
    ui: &mut Ui,
    cx: &UiContext<'_>,
    id: AccountId,
    (unread, is_folded): (u32, bool),
    kind: RowKind,
) {
    let place = PlaceId::Account(id);
    let account = cx.state.account(id);
    let name = account.map_or_else(|| t!(place_on_this_computer), |account| account.name.clone());
    let problem = account.and_then(|account| account.problem.as_ref());
    let row = Row {
        count: unread,
        count_kind: Count::Unread,
        is_expanded: Some(!is_folded),
        is_selected: cx.state.place() == place,
        is_section: true,
        needs_care: problem.is_some(),
        kind,
        ..Row::new(RowIcon::Icon(if is_folded { Icon::Folded } else { Icon::Unfolded }), &name)
    };
    let mut response = row_ui(ui, &row, cx.theme);
    if response.double_clicked() || on_icon(&response, 0) {
        cx.push(Action::Account(AccountAction::Toggle(id)));
    } else if response.clicked() {
        cx.push(Action::SelectPlace(place));
    }
    if let Some(problem) = problem {
        response = response.on_hover_text(problem.words());
    }
    context_menu_ui(&response, Pane::Sources, kind.is_current(), |ui| match account {
        Some(account) => account_menu_ui(ui, cx, account),
        None => computer_menu_ui(ui, cx),
    });
}

fn account_menu_ui(ui: &mut Ui, cx: &UiContext<'_>, account: &Account) {
    let name = |target, text: &str| {
        Action::OpenDialog(Box::new(Dialog::Name { target, text: text.to_owned() }))
    };
    let item = |ui: &mut Ui, label: String, action: Action| {
        if item_ui(ui, label).clicked() {
            cx.push(action);
            ui.close();
        }
    };
    item(ui, t!(account_sync), Action::Account(AccountAction::Sync(account.id)));
    item(ui, t!(command_mark_all_read), Action::MarkPlaceRead(PlaceId::Account(account.id)));
    for answer in cx.state.account_answers(account) {
        let action = Action::Account(AccountAction::Answer(account.id, answer));
        item(ui, answer_label(answer), action);
    }
    ui.separator();
    let rename = name(NameTarget::Account(account.id), &account.name);
    item(ui, t!(command_rename_place), rename);
    match AccountWish::NewFolder.obstacle(account.service) {
        None => {
            let new_folder = name(NameTarget::NewAccountFolder(account.id), "");
            item(ui, t!(command_new_folder), new_folder);
        }
        Some(why) => dimmed_item_ui(ui, t!(command_new_folder), why),
    }
    let again = Dialog::Account(AccountDraft::again(account));
    item(ui, t!(account_sign_in), Action::OpenDialog(Box::new(again)));
    ui.separator();
    item(ui, t!(account_remove), Action::Change(Change::RemoveAccount(account.id)));
}

fn computer_menu_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let place = PlaceId::Account(AccountId::LOCAL);
    for (label, action) in [
        (t!(button_refresh), Some(Action::RefreshPlace(place))),
        (t!(command_mark_all_read), Some(Action::MarkPlaceRead(place))),
        (t!(command_add_feed), Command::AddFeed.resolve(cx.state)),
    ] {
        if item_ui(ui, label).clicked() {
            cx.extend(action);
            ui.close();
        }
    }
}
