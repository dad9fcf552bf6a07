//! Chooses until when an entry sleeps or a feed pauses. Each choice has a number as its key.

use egui::{Align2, Key, Ui};

use crate::app::{Action, Dialog, NameTarget, SnoozeTarget};
use crate::i18n::{t, until_words};
use crate::model::{Snooze, SnoozeTime};

use super::{foot_ui, title_ui};
use crate::ui::context::UiContext;
use crate::ui::icons::Icon;
use crate::ui::widgets::{row_button_ui, sans};

const KEYS: [Key; 6] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6];

pub(super) fn snooze_ui(ui: &mut Ui, cx: &UiContext<'_>, target: SnoozeTarget) {
    let title = match target {
        SnoozeTarget::Entry(_) => t!(snooze_title),
        SnoozeTarget::Feed(id) => {
            let feed = cx.state.feed(id).map_or("", |feed| feed.title());
            t!(pause_title, feed = feed)
        }
    };
    title_ui(ui, &title, cx.theme);
    ui.spacing_mut().item_spacing.y = 0.0;
    for (choice, key) in choices(cx, target).into_iter().zip(KEYS) {
        let response = row_button_ui(ui, choice.icon, &choice.label, cx.theme);
        let at = response.rect.right_center() - egui::vec2(12.0, 0.0);
        ui.painter().text(at, Align2::RIGHT_CENTER, key.name(), sans(12.0), cx.theme.dim);
        let is_pressed = ui.input(|input| input.modifiers.is_none() && input.key_pressed(key));
        if response.clicked() || is_pressed {
            cx.push(Action::CloseDialog);
            cx.push(choice.action);
        }
    }
    ui.spacing_mut().item_spacing.y = 8.0;
    foot_ui(ui, cx, &t!(button_cancel), None);
}

struct Choice {
    icon: Icon,
    label: String,
    action: Action,
}

fn choices(cx: &UiContext<'_>, target: SnoozeTarget) -> Vec<Choice> {
    let now = cx.now.to_zoned(cx.state.zone.clone());
    let is_offered = |time: &SnoozeTime| match target {
        SnoozeTarget::Entry(_) => true,
        SnoozeTarget::Feed(_) => *time != SnoozeTime::Tonight,
    };
    let times = SnoozeTime::NAMED.into_iter().filter(is_offered).filter_map(|time| {
        let until = until_words(time.after(&now)?, cx.now, &cx.state.zone);
        let label = t!(snooze_choice, choice = words(time)?, time = until);
        Some(Choice { icon: Icon::Snooze, label, action: Action::Snooze(target, time) })
    });
    let mut choices: Vec<Choice> = times.collect();
    let text = now.date().tomorrow().map_or_else(|_| String::new(), |date| date.to_string());
    let ask = Dialog::Name { target: NameTarget::SnoozeDate(target), text };
    choices.push(Choice {
        icon: Icon::Today,
        label: t!(snooze_on_date),
        action: Action::OpenDialog(Box::new(ask)),
    });
    if let SnoozeTarget::Entry(id) = target
        && let Some(Snooze::Asleep(_)) = cx.state.list.row(id).and_then(|row| row.snooze)
    {
        choices.push(Choice {
            icon: Icon::Unread,
            label: t!(snooze_wake),
            action: Action::SetRead(id, false),
        });
    }
    choices
}

fn words(time: SnoozeTime) -> Option<String> {
    match time {
        SnoozeTime::Tonight => Some(t!(snooze_tonight)),
        SnoozeTime::Tomorrow => Some(t!(snooze_tomorrow)),
        SnoozeTime::Weekend => Some(t!(snooze_weekend)),
        SnoozeTime::NextWeek => Some(t!(snooze_next_week)),
        SnoozeTime::Date(_) | SnoozeTime::DateTime(_) => None,
    }
}
