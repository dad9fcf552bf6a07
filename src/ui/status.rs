//! The status line at the bottom, and the notice that floats above it.

use egui::accesskit::{Live, Role};
use egui::{Align2, Area, Frame, Id, Order, Rect, RichText, Sense, Ui, pos2, vec2};

use crate::app::{Action, AppState, Notice, date_words};
use crate::i18n::t;
use crate::model::AccountId;
use crate::worker::RefreshSummary;

use super::context::UiContext;
use super::icons::Icon;
use super::theme::Theme;
use super::widgets::sans;

/// Height of the line, in points.
pub(super) const STATUS_HEIGHT: f32 = 26.0;

/// Width for the buttons of a notice and the icon of an error, in points.
const BUTTONS_ROOM: f32 = 150.0;

pub(super) fn status_ui(ui: &mut Ui, cx: &UiContext<'_>, rect: Rect) {
    ui.painter().rect_filled(rect, 0, cx.theme.sidebar);
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, (1.0, cx.theme.hairline));
    let inner = rect.shrink2(vec2(14.0, 0.0));
    let mut ui = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(inner)
            .layout(egui::Layout::left_to_right(egui::Align::Center))
            .id_salt("status"),
    );
    ui.label(RichText::new(words(cx)).font(sans(12.0)).color(cx.theme.dim));
    account_problem_ui(&mut ui, cx);
    waiting_ui(&mut ui, cx);
    if cx.state.is_refreshing() {
        let (done, total) = progress(cx.state);
        if total > 0 {
            bar_ui(&mut ui, done as f32 / total as f32, cx.theme);
        }
        if ui
            .add(
                egui::Button::new(RichText::new(t!(button_cancel)).font(sans(12.0)))
                    .small()
                    .frame(false),
            )
            .clicked()
        {
            cx.push(Action::CancelRefresh);
        }
    }
}

/// The first account that could not be synced, with the reason as its tooltip.
fn account_problem_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let accounts = cx.state.library.accounts.iter();
    let mut failed = accounts.filter(|account| !cx.state.syncs.contains_key(&account.id));
    let Some((name, problem)) =
        failed.find_map(|account| Some((account.name.as_str(), account.problem.as_ref()?)))
    else {
        return;
    };
    let reason = problem.words();
    let words =
        if problem.is_failure() { t!(status_sync_failed, account = name) } else { reason.clone() };
    let words = RichText::new(words).font(sans(12.0)).color(cx.theme.warning);
    ui.label(words).on_hover_text(reason);
}

/// How many acts no server has yet.
fn waiting_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let count = cx.state.waiting_acts();
    if count > 0 {
        let words = RichText::new(t!(status_changes_waiting, count = count));
        ui.label(words.font(sans(12.0)).color(cx.theme.dim));
    }
}

/// The done and all parts of what is under way: of the refresh, or else of the syncs.
fn progress(state: &AppState) -> (u32, u32) {
    match state.progress {
        Some(progress) => (progress.done, progress.total),
        None => state.syncs.values().fold((0, 0), |(done, total), sync| {
            (done.saturating_add(sync.done), total.saturating_add(sync.total))
        }),
    }
}

fn bar_ui(ui: &mut Ui, share: f32, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(vec2(120.0, 4.0), egui::Sense::HOVER);
    ui.painter().rect_filled(rect, 2, theme.hairline);
    let done =
        Rect::from_min_size(rect.min, vec2(rect.width() * share.clamp(0.0, 1.0), rect.height()));
    ui.painter().rect_filled(done, 2, theme.accent);
}

fn words(cx: &UiContext<'_>) -> String {
    if cx.state.is_preview_loading {
        return t!(status_fetching);
    }
    if let Some(progress) = cx.state.progress {
        return if progress.total == 0 {
            t!(status_refreshing)
        } else {
            t!(status_progress, done = progress.done, total = progress.total)
        };
    }
    if let Some((id, _)) = cx.state.syncs.first_key_value() {
        return sync_words(cx.state, *id);
    }
    match &cx.state.last_refresh {
        Some((summary, when)) => t!(
            status_last_refresh,
            state = state_words(summary),
            when = date_words(*when, cx.now, &cx.state.zone),
            result = outcome(summary),
        ),
        None => library_words(cx.state),
    }
}

fn sync_words(state: &AppState, first: AccountId) -> String {
    let name = state.account(first).map_or("", |account| account.name.as_str());
    match progress(state) {
        (_, 0) => t!(status_syncing, account = name),
        (done, total) => t!(status_sync_progress, account = name, done = done, total = total),
    }
}

/// The size of the list, shown before the first refresh.
fn library_words(state: &AppState) -> String {
    let (entries, unread) = (state.list.entries().len(), state.list.unread());
    match (entries, state.is_preview()) {
        (0, _) => String::new(),
        (_, true) => t!(count_entries, count = entries),
        (_, false) => t!(status_entries_unread, count = entries, unread = unread),
    }
}

fn state_words(summary: &RefreshSummary) -> String {
    match summary {
        RefreshSummary { is_cancelled: true, .. } => t!(status_stopped),
        RefreshSummary { is_proxy_unreached: true, .. } => t!(status_proxy_unreached),
        RefreshSummary { is_offline: true, .. } => t!(status_offline),
        RefreshSummary { .. } => t!(status_refreshed),
    }
}

fn outcome(summary: &RefreshSummary) -> String {
    let mut parts = vec![match summary.new_entries {
        0 => t!(status_nothing_new),
        count => t!(status_new, count = count),
    }];
    if summary.updated_entries > 0 {
        parts.push(t!(status_updated, count = summary.updated_entries));
    }
    if summary.failed > 0 && !summary.is_offline {
        parts.push(t!(status_failed, count = summary.failed));
    }
    if summary.waiting > 0 {
        parts.push(t!(status_waiting, count = summary.waiting));
    }
    parts.join(" · ")
}

pub(super) fn notice_ui(ui: &Ui, cx: &UiContext<'_>, rect: Rect, notice: &Notice) {
    let pos = pos2(rect.center().x, rect.bottom() - STATUS_HEIGHT - 14.0);
    Area::new(Id::unique("notice"))
        .order(Order::Foreground)
        .pivot(Align2::CENTER_BOTTOM)
        .fixed_pos(pos)
        .show(ui.ctx(), |ui| {
            let frame = Frame::popup(ui.style())
                .fill(cx.theme.popup)
                .inner_margin(egui::Margin::symmetric(14, 8));
            let frame = frame.show(ui, |ui| {
                ui.set_max_width(rect.width() - 60.0);
                ui.horizontal(|ui| {
                    if notice.is_error {
                        let (place, _) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::HOVER);
                        Icon::Error.paint(ui.painter(), place.center(), 15.0, cx.theme.error);
                    }
                    // The buttons get their room first, however long the text is.
                    let room = (rect.width() - 60.0 - BUTTONS_ROOM).max(80.0);
                    let words = egui::WidgetText::from(
                        RichText::new(&notice.text).font(sans(13.5)).color(cx.theme.ink),
                    );
                    let words = words.into_galley(
                        ui,
                        Some(egui::TextWrapMode::Wrap),
                        room,
                        egui::FontSelection::Default,
                    );
                    ui.add(egui::Label::new(words));
                    if let Some(step) = notice.undo
                        && ui.button(t!(command_undo)).clicked()
                    {
                        cx.push(Action::Undo(Some(step)));
                    }
                    let dismiss = t!(notice_dismiss);
                    if super::widgets::icon_button_ui(ui, Icon::Close, &dismiss, cx.theme).clicked()
                    {
                        cx.push(Action::CloseNotice);
                    }
                });
            });
            ui.ctx().accesskit_node_builder(frame.response.id, |node| {
                node.set_role(Role::Status);
                node.set_live(Live::Polite);
                node.set_label(notice.text.clone());
            });
        });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outcome_names_only_what_happened() {
        let summary = RefreshSummary { new_entries: 3, failed: 1, ..RefreshSummary::default() };
        assert_eq!(outcome(&summary), "3 new · 1 failed");
        assert_eq!(outcome(&RefreshSummary::default()), "nothing new");
    }
}
