//! Adds a feed: takes an address, shows the feeds that it leads to, subscribes.

use egui::{Response, RichText, Ui};

use crate::app::{
    AccountWish, Action, AddFeed, AddStage, AppState, Command, SUGGESTED_TITLE, SUGGESTED_URL,
};
use crate::i18n::t;
use crate::model::{Account, AccountId, Candidate, FolderId};

use super::{field_ui, foot_ui, low, scroll_ui, sign_in, title_ui};
use crate::ui::choosing::{arrow_choice, combo_ui, is_new, option_ui};
use crate::ui::context::UiContext;
use crate::ui::theme::Theme;
use crate::ui::widgets::{bold, sans};

pub(super) fn add_feed_ui(ui: &mut Ui, cx: &UiContext<'_>, add: &mut AddFeed) {
    title_ui(ui, &t!(add_title), cx.theme);
    let before = add.address.clone();
    let (hint, name) = (t!(add_address_hint), t!(add_address));
    let is_entered = field_ui(ui, "address", &mut add.address, &hint, &name);
    if add.address != before && !matches!(add.stage, AddStage::Asking) {
        add.stage = AddStage::Asking;
    }
    if add.grant.is_some() {
        ui.label(RichText::new(t!(add_credentials)).color(cx.theme.dim));
    }
    stage_ui(ui, add, cx.theme);
    let is_entered = sign_in_ui(ui, cx.theme, add) || is_entered;
    if add.address.is_empty() {
        suggestion_ui(ui, cx, add);
        if ui.link(t!(command_add_account)).clicked() {
            cx.extend(Command::AddAccount.resolve(cx.state));
        }
    }
    folder_ui(ui, cx.state, add);
    let has_address = !add.address.trim().is_empty();
    match &add.stage {
        AddStage::Found { candidates, chosen } => {
            let is_chosen =
                foot_ui(ui, cx, &t!(button_cancel), Some((&t!(button_subscribe), true)));
            if let Some(candidate) = candidates.get(*chosen).filter(|_| is_chosen || is_entered) {
                let (account, folder) = (add.account_id, add.folder_id);
                let url = candidate.feed_url.clone();
                cx.push(Action::Subscribe { url, account, folder });
            }
        }
        AddStage::Searching => {
            _ = foot_ui(ui, cx, &t!(button_cancel), Some((&t!(add_find), false)));
        }
        AddStage::Asking | AddStage::Failed(_) => {
            if foot_ui(ui, cx, &t!(button_cancel), Some((&t!(add_find), has_address)))
                || (is_entered && has_address)
            {
                cx.push(Action::Discover(add.address.clone()));
            }
        }
    }
}

fn stage_ui(ui: &mut Ui, add: &mut AddFeed, theme: &Theme) {
    match &mut add.stage {
        AddStage::Asking => {}
        AddStage::Searching => _ = ui.label(RichText::new(t!(add_searching)).color(theme.dim)),
        AddStage::Failed(message) => {
            _ = ui.label(RichText::new(message.as_str()).color(theme.error));
        }
        AddStage::Found { candidates, chosen } => {
            if candidates.len() > 1 {
                let words = t!(add_found, count = candidates.len());
                ui.label(RichText::new(words).color(theme.dim));
            }
            scroll_ui(ui, low(ui, 320.0, 290.0), |ui| {
                let mut radios = Vec::with_capacity(candidates.len());
                for (index, candidate) in candidates.iter().enumerate() {
                    radios.push(candidate_ui(ui, candidate, index == *chosen, theme));
                }
                let clicked = radios.iter().position(Response::clicked);
                *chosen = arrow_choice(ui, &radios).or(clicked).unwrap_or(*chosen);
            });
        }
    }
}

/// Offers fields for a user name and a password where no feed could be fetched. True if Enter was
/// pressed in one of them.
fn sign_in_ui(ui: &mut Ui, theme: &Theme, add: &mut AddFeed) -> bool {
    if let Some((user, password)) = &mut add.sign_in {
        ui.label(RichText::new(t!(add_sign_in_hint)).color(theme.dim));
        let is_entered = sign_in::password_ui(ui, user, password);
        // They are what is to be filled in now.
        if is_new(ui, ui.scope_id().with("sign in")) {
            ui.memory_mut(|memory| memory.request_focus(sign_in::user_field_id()));
        }
        return is_entered;
    }
    if matches!(add.stage, AddStage::Failed(_)) && ui.link(t!(add_sign_in)).clicked() {
        add.sign_in = Some(Default::default());
    }
    false
}

fn candidate_ui(ui: &mut Ui, candidate: &Candidate, is_chosen: bool, theme: &Theme) -> Response {
    let fill = if is_chosen { theme.selection } else { theme.popup };
    let frame = egui::Frame::new().fill(fill).corner_radius(8).inner_margin(10);
    let inner = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        let title = if candidate.title.is_empty() {
            candidate.feed_url.as_str()
        } else {
            candidate.title.as_str()
        };
        let radio = ui.radio(is_chosen, RichText::new(title).font(bold(14.0)).color(theme.ink));
        ui.label(RichText::new(candidate.feed_url.as_str()).font(sans(12.0)).color(theme.dim));
        // A feed without a format was not fetched.
        if candidate.format.is_some() && candidate.newest.is_empty() {
            ui.label(RichText::new(t!(add_no_entries)).font(sans(13.0)).color(theme.warning));
        }
        for newest in candidate.newest.iter().take(3) {
            ui.add(
                egui::Label::new(
                    RichText::new(t!(add_newest, title = newest.as_str()))
                        .font(sans(13.0))
                        .color(theme.ink),
                )
                .truncate(),
            );
        }
        radio
    });
    inner.inner
}

fn suggestion_ui(ui: &mut Ui, cx: &UiContext<'_>, add: &mut AddFeed) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(t!(add_example)).color(cx.theme.dim));
        if ui.link(SUGGESTED_TITLE).on_hover_text(SUGGESTED_URL).clicked() {
            SUGGESTED_URL.clone_into(&mut add.address);
            cx.push(Action::Discover(add.address.clone()));
        }
    });
}

/// The account and the folder for the feed.
type Goal = (Option<AccountId>, Option<FolderId>);

fn folder_ui(ui: &mut Ui, state: &AppState, add: &mut AddFeed) {
    let (accounts, folders) = (&state.library.accounts, &state.library.folders);
    if folders.is_empty() && accounts.is_empty() {
        return;
    }
    let takes = |account: &&Account| AccountWish::Subscribe.obstacle(account.service).is_none();
    let homes = std::iter::once(None).chain(accounts.iter().filter(takes).map(|one| Some(one.id)));
    let goals = homes.flat_map(|home| {
        let inside = folders.iter().filter(move |folder| folder.account_id == home);
        std::iter::once((home, None)).chain(inside.map(move |folder| (home, Some(folder.id))))
    });
    let chosen = (add.account_id, add.folder_id);
    ui.horizontal(|ui| {
        let label = ui.label(t!(place_folder));
        combo_ui(ui, "folder", label.id, 240.0, goal_words(state, chosen), |ui| {
            for goal in goals {
                if option_ui(ui, chosen == goal, goal_words(state, goal)).clicked() {
                    (add.account_id, add.folder_id) = goal;
                }
            }
        });
    });
}

fn goal_words(state: &AppState, (account, folder): Goal) -> String {
    let folder = folder.and_then(|id| state.folder(id)).map(|folder| folder.name.as_str());
    let account = account.and_then(|id| state.account(id)).map(|account| account.name.as_str());
    match (account, folder) {
        (Some(account), Some(folder)) => t!(add_folder_of, account = account, folder = folder),
        (Some(account), None) => account.to_owned(),
        (None, Some(folder)) => folder.to_owned(),
        (None, None) if state.library.accounts.is_empty() => t!(place_no_folder),
        (None, None) => t!(place_on_this_computer),
    }
}
