//! Signing in to a feed with a user name and a password, or with a token. Secrets go to the system
//! keyring only.

use egui::{Id, RichText, Ui};

use crate::app::{Action, SignInDraft, SignInProgress};
use crate::i18n::t;
use crate::model::SignInKind;
use crate::net::Secret;

use super::{add_field_ui, foot_ui, title_ui};
use crate::ui::choosing::arrow_choice;
use crate::ui::context::UiContext;
use crate::ui::widgets::{sans, text_field};

const KINDS: [Option<SignInKind>; 3] = [None, Some(SignInKind::Password), Some(SignInKind::Token)];

/// The kind of sign-in as text.
pub(super) fn words(kind: Option<SignInKind>) -> String {
    match kind {
        None => t!(sign_in_none),
        Some(SignInKind::Password) => t!(sign_in_password),
        Some(SignInKind::Token) => t!(sign_in_token),
    }
}

pub(super) fn sign_in_ui(ui: &mut Ui, cx: &UiContext<'_>, draft: &mut SignInDraft) {
    let Some(feed) = cx.state.feed(draft.feed_id) else {
        cx.push(Action::CloseDialog);
        return;
    };
    title_ui(ui, &t!(sign_in_title, feed = feed.title()), cx.theme);
    let radios = KINDS.map(|kind| ui.radio(draft.kind == kind, words(kind)));
    let clicked = radios.iter().position(egui::Response::clicked);
    let chosen = arrow_choice(ui, &radios).or(clicked).and_then(|at| KINDS.get(at));
    draft.kind = chosen.copied().unwrap_or(draft.kind);
    let is_entered = match draft.kind {
        None => false,
        Some(SignInKind::Password) => password_ui(ui, &mut draft.user, &mut draft.secret),
        Some(SignInKind::Token) => {
            secret_ui(ui, "token", &mut draft.secret, &t!(sign_in_token), FieldText::Dots)
        }
    };
    let host = feed.feed_url.host_str().unwrap_or_default();
    let where_to = t!(sign_in_keyring, host = host);
    ui.label(RichText::new(where_to).color(cx.theme.dim).font(sans(13.0)));
    let credentials = draft.credentials();
    if let (Err(error), false) = (&credentials, draft.secret.reveal().is_empty()) {
        ui.label(RichText::new(error.user_message()).color(cx.theme.warning).font(sans(12.5)));
    }
    if let SignInProgress::Failed(message) = &cx.state.sign_in {
        ui.label(RichText::new(message).color(cx.theme.error).font(sans(13.0)));
    }
    let may_save = credentials.is_ok() && cx.state.sign_in != SignInProgress::Saving;
    let is_chosen = foot_ui(ui, cx, &t!(button_cancel), Some((&t!(button_save), may_save)));
    if (is_chosen || is_entered)
        && let Ok(credentials) = credentials
    {
        cx.push(Action::SignIn(draft.feed_id, credentials));
    }
}

/// How the typed text is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldText {
    Plain,
    Dots,
}

/// The fields for a user name and a password. True if Enter was pressed in one of them.
pub(super) fn password_ui(ui: &mut Ui, user: &mut Secret, password: &mut Secret) -> bool {
    let (name, dots) = (t!(sign_in_user_name), t!(sign_in_password_field));
    let is_named = secret_ui(ui, "user", user, &name, FieldText::Plain);
    secret_ui(ui, "password", password, &dots, FieldText::Dots) || is_named
}

/// A field; the first one has the cursor from the start. True if Enter was pressed in it.
pub(super) fn secret_ui(
    ui: &mut Ui,
    salt: &'static str,
    secret: &mut Secret,
    name: &str,
    shown_as: FieldText,
) -> bool {
    let id = secret_id(salt);
    let field = text_field(ui, secret.reveal_mut()).hint_text(name).desired_width(f32::INFINITY);
    add_field_ui(ui, field.password(shown_as == FieldText::Dots), id, name)
}

/// The id of the field for the user name.
pub(super) fn user_field_id() -> Id {
    secret_id("user")
}

fn secret_id(salt: &'static str) -> Id {
    Id::unique(("sign in", salt))
}
