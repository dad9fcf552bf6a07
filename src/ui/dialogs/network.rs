//! The network settings: the proxy and custom certificates.
//!
//! A typed value takes effect when the field is left: half an address is no proxy, and every
//! request in between would fail.

use egui::{Id, Response, RichText, Ui};

use super::choices::COMBO_WIDTH;
use crate::config::Settings;
use crate::i18n::t;
use crate::net::{NO_PROXY, SYSTEM_PROXY, proxy_address};
use crate::ui::choosing::{combo_ui, option_ui};
use crate::ui::theme::Theme;
use crate::ui::widgets::{add_text_field, sans, text_field};

/// Initial text of the field for a custom proxy.
const PROXY_START: &str = "http://";

pub(super) fn proxy_ui(ui: &mut Ui, label_id: Id, proxy: &mut String, theme: &Theme) {
    let draft_id = Id::unique("proxy that is being typed");
    let draft = ui.data(|data| data.get_temp::<String>(draft_id));
    let is_own = draft.is_some() || is_own(proxy);
    let words = if is_own { t!(settings_proxy_custom) } else { proxy_words(proxy) };
    combo_ui(ui, "proxy", label_id, COMBO_WIDTH, words, |ui| {
        for value in [SYSTEM_PROXY, NO_PROXY] {
            let is_chosen = !is_own && proxy.as_str() == value;
            if option_ui(ui, is_chosen, proxy_words(value)).clicked() {
                value.clone_into(proxy);
                ui.data_mut(|data| data.remove::<String>(draft_id));
            }
        }
        if option_ui(ui, is_own, t!(settings_proxy_custom)).clicked() && !is_own {
            ui.data_mut(|data| data.insert_temp(draft_id, PROXY_START.to_owned()));
        }
    });
    if !is_own {
        return;
    }
    let mut text = draft.unwrap_or_else(|| proxy.clone());
    let (name, hint) = (t!(settings_proxy_address), t!(settings_proxy_hint));
    let response = field_ui(ui, "proxy", &mut text, &name, &hint);
    let problem = proxy_address(&text).err();
    if let Some(problem) = &problem {
        ui.label(RichText::new(problem.user_message()).color(theme.warning).font(sans(12.5)));
    }
    if response.lost_focus() && problem.is_none() {
        text.trim().clone_into(proxy);
        ui.data_mut(|data| data.remove::<String>(draft_id));
    } else if response.changed() {
        ui.data_mut(|data| data.insert_temp(draft_id, text));
    }
}

pub(super) fn certificates_ui(ui: &mut Ui, settings: &mut Settings) {
    let draft_id = Id::unique("file of certificates that is being typed");
    let kept =
        || settings.ca_file.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let mut text = ui.data(|data| data.get_temp::<String>(draft_id)).unwrap_or_else(kept);
    let (name, hint) = (t!(settings_certificates_file), t!(settings_certificates_hint));
    let response = field_ui(ui, "certificates", &mut text, &name, &hint);
    if response.lost_focus() {
        settings.ca_file = Some(text.trim()).filter(|path| !path.is_empty()).map(Into::into);
        ui.data_mut(|data| data.remove::<String>(draft_id));
    } else if response.changed() {
        ui.data_mut(|data| data.insert_temp(draft_id, text));
    }
}

fn field_ui(
    ui: &mut Ui,
    salt: &'static str,
    text: &mut String,
    name: &str,
    hint: &str,
) -> Response {
    let id = Id::unique(("settings field", salt));
    let response =
        add_text_field(ui, text_field(ui, text).hint_text(hint).desired_width(220.0).id(id));
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(name));
    response
}

fn is_own(proxy: &str) -> bool {
    !matches!(proxy, SYSTEM_PROXY | NO_PROXY)
}

fn proxy_words(proxy: &str) -> String {
    if proxy == NO_PROXY { t!(settings_proxy_none) } else { t!(settings_proxy_system) }
}
