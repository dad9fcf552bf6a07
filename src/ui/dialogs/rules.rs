//! The rules for new entries: their list, and the editor for one rule with a preview of its effect.

use egui::{Label, RichText, Ui};

use crate::app::{Action, AppState, Dialog, RuleDraft, RulesStage};
use crate::i18n::t;
use crate::library::Change;
use crate::model::{Rule, RuleActions, RuleScope};
use crate::query::{QueryError, rule_question};
use crate::worker::RulePreview;

use super::{field_ui, foot_ui, low, scroll_ui, title_ui};
use crate::ui::choosing::{combo_ui, option_filter_ui, option_ui};
use crate::ui::context::UiContext;
use crate::ui::theme::Theme;
use crate::ui::widgets::{add_text_field, bold, sans, text_field};

/// Height of the preview, in points.
const TRIAL: f32 = 174.0;

pub(super) fn rules_ui(ui: &mut Ui, cx: &UiContext<'_>, at: &mut RulesStage) {
    match at {
        RulesStage::List => {
            if let Some(next) = list_ui(ui, cx) {
                cx.push(Action::OpenDialog(Box::new(Dialog::Rules(RulesStage::Editing(
                    Box::new(next),
                )))));
                cx.push(Action::TryRule);
            }
        }
        RulesStage::Editing(draft) => draft_ui(ui, cx, draft),
    }
}

fn list_ui(ui: &mut Ui, cx: &UiContext<'_>) -> Option<RuleDraft> {
    title_ui(ui, &t!(rules_title), cx.theme);
    let mut next = None;
    if cx.state.library.rules.is_empty() {
        ui.label(RichText::new(t!(rules_explained)).color(cx.theme.dim));
    }
    let height = (ui.ctx().content_rect().height() - 200.0).max(160.0);
    scroll_ui(ui, height, |ui| {
        for rule in &cx.state.library.rules {
            ui.push_id(rule.id, |ui| next = rule_ui(ui, cx, rule).or(next.take()));
            ui.add_space(6.0);
        }
    });
    if foot_ui(ui, cx, &t!(button_close), Some((&t!(rules_new), true))) {
        next = Some(RuleDraft { is_enabled: true, ..RuleDraft::default() });
    }
    next
}

fn rule_ui(ui: &mut Ui, cx: &UiContext<'_>, rule: &Rule) -> Option<RuleDraft> {
    let mut next = None;
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.horizontal(|ui| {
        let mut is_enabled = rule.is_enabled;
        if ui
            .checkbox(
                &mut is_enabled,
                RichText::new(&rule.query).font(bold(14.0)).color(cx.theme.ink),
            )
            .changed()
        {
            cx.push(Action::Change(Change::EditRule(Rule { is_enabled, ..rule.clone() })));
        }
    });
    let scope = scope_words(cx.state, rule.scope);
    let words = t!(rules_line, scope = scope, actions = actions_words(&rule.actions));
    ui.add(Label::new(RichText::new(words).font(sans(12.5)).color(cx.theme.dim)).truncate());
    ui.horizontal(|ui| {
        if ui.small_button(t!(button_edit)).clicked() {
            let Rule { id, query, scope, actions, is_enabled } = rule.clone();
            next = Some(RuleDraft { id: Some(id), query, scope, actions, is_enabled, trial: None });
        }
        if ui.small_button(t!(rules_apply)).clicked() {
            cx.push(Action::RunRule(rule.id));
        }
        if ui.small_button(t!(button_remove)).clicked() {
            cx.push(Action::Change(Change::RemoveRule(rule.id)));
        }
    });
    next
}

fn scope_words(state: &AppState, scope: RuleScope) -> String {
    match scope {
        RuleScope::Everywhere => t!(rules_in_all_feeds),
        RuleScope::Feed(id) => state.feed(id).map_or_else(
            || t!(rules_in_deleted_feed),
            |feed| t!(rules_in_feed, feed = feed.title()),
        ),
        RuleScope::Folder(id) => state.folder(id).map_or_else(
            || t!(rules_in_deleted_folder),
            |folder| t!(rules_in_folder, folder = folder.name.as_str()),
        ),
    }
}

/// The effects of a rule as text.
pub(super) fn actions_words(actions: &RuleActions) -> String {
    let tag = actions.tag.as_ref().map(|tag| t!(rules_does_tag, tag = tag.as_str()));
    let words = [
        actions.marks_read.then(|| t!(rules_does_mark_read)),
        actions.marks_unread.then(|| t!(rules_does_mark_unread)),
        actions.stars.then(|| t!(rules_does_star)),
        actions.hides.then(|| t!(rules_does_hide)),
        actions.notifies.then(|| t!(rules_does_notify)),
        tag,
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn draft_ui(ui: &mut Ui, cx: &UiContext<'_>, draft: &mut RuleDraft) {
    let title = if draft.id.is_some() { t!(rules_edit_title) } else { t!(rules_new_title) };
    title_ui(ui, &title, cx.theme);
    let height = low(ui, 520.0, 150.0);
    let (problem, is_entered) = scroll_ui(ui, height, |ui| parts_ui(ui, cx, draft));
    let is_empty = draft.query.trim().is_empty();
    let is_usable = problem.is_none() && !is_empty && draft.actions.is_any();
    ui.horizontal(|ui| {
        if ui.button(t!(rules_all)).clicked() {
            cx.push(Action::OpenDialog(Box::new(Dialog::Rules(RulesStage::List))));
        }
    });
    if foot_ui(ui, cx, &t!(button_cancel), Some((&t!(rules_save), is_usable)))
        || (is_entered && is_usable)
    {
        let query = draft.query.trim().to_owned();
        cx.push(Action::Change(match draft.id {
            Some(id) => Change::EditRule(Rule {
                id,
                query,
                scope: draft.scope,
                actions: draft.actions.clone(),
                is_enabled: draft.is_enabled,
            }),
            None => Change::AddRule { query, scope: draft.scope, actions: draft.actions.clone() },
        }));
        cx.push(Action::OpenDialog(Box::new(Dialog::Rules(RulesStage::List))));
    }
}

/// The parts of a rule and its preview. Returns the mistake in the query, and whether Enter was
/// pressed in its field.
fn parts_ui(ui: &mut Ui, cx: &UiContext<'_>, draft: &mut RuleDraft) -> (Option<QueryError>, bool) {
    ui.label(RichText::new(t!(rules_when)).color(cx.theme.dim));
    let before = (draft.query.clone(), draft.scope);
    let (hint, name) = (t!(rules_query_hint), t!(rules_query));
    let is_entered = field_ui(ui, "rule", &mut draft.query, &hint, &name);
    let is_empty = draft.query.trim().is_empty();
    let problem = rule_question(&draft.query).err().filter(|_| !is_empty);
    if let Some(problem) = &problem {
        ui.label(RichText::new(&problem.message).color(cx.theme.warning).font(sans(12.5)));
    }
    scope_ui(ui, cx.state, &mut draft.scope);
    does_ui(ui, &mut draft.actions);
    if (draft.query.clone(), draft.scope) != before {
        cx.push(Action::TryRule);
    }
    // The preview has its room from the start, so that the buttons do not move when the answer
    // arrives.
    ui.vertical(|ui| {
        ui.set_min_height(TRIAL);
        if let Some(trial) = &draft.trial {
            trial_ui(ui, trial, cx.theme);
        }
    });
    (problem, is_entered)
}

fn scope_ui(ui: &mut Ui, state: &AppState, scope: &mut RuleScope) {
    ui.horizontal(|ui| {
        let label = ui.label(t!(rules_where));
        let shown = scope_words(state, *scope);
        combo_ui(ui, "scope", label.id, 300.0, shown, |ui| {
            let folders = state.library.folders.iter().map(|folder| RuleScope::Folder(folder.id));
            let feeds = state.library.feeds.iter().map(|feed| RuleScope::Feed(feed.id));
            let is_asked = option_filter_ui(ui);
            let choices = std::iter::once(RuleScope::Everywhere).chain(folders).chain(feeds);
            for choice in choices.filter(|choice| is_asked(&scope_words(state, *choice))) {
                if option_ui(ui, *scope == choice, scope_words(state, choice)).clicked() {
                    *scope = choice;
                }
            }
        });
    });
}

fn does_ui(ui: &mut Ui, does: &mut RuleActions) {
    ui.horizontal_wrapped(|ui| {
        ui.checkbox(&mut does.marks_read, t!(command_mark_read));
        let unread = ui.checkbox(&mut does.marks_unread, t!(command_mark_unread));
        unread.on_hover_text(t!(rules_mark_unread_hint));
        ui.checkbox(&mut does.stars, t!(command_star));
        ui.checkbox(&mut does.hides, t!(command_hide_entry)).on_hover_text(t!(rules_hide_hint));
        ui.checkbox(&mut does.notifies, t!(rules_notify));
    });
    ui.horizontal(|ui| {
        let label = ui.label(t!(rules_tag));
        let mut tag = does.tag.clone().unwrap_or_default();
        let field = text_field(ui, &mut tag).hint_text(t!(rules_no_tag)).desired_width(160.0);
        if add_text_field(ui, field).labelled_by(label.id).changed() {
            does.tag = Some(tag).filter(|tag| !tag.trim().is_empty());
        }
    });
}

fn trial_ui(ui: &mut Ui, trial: &Result<RulePreview, String>, theme: &Theme) {
    match trial {
        Err(message) => _ = ui.label(RichText::new(message).color(theme.error)),
        Ok(tried) => {
            let words = t!(rules_trial, found = tried.found, total = tried.looked_at);
            ui.label(RichText::new(words).font(bold(13.0)).color(theme.ink));
            scroll_ui(ui, TRIAL - 24.0, |ui| {
                for title in &tried.titles {
                    ui.add(
                        Label::new(RichText::new(title).font(sans(12.5)).color(theme.dim))
                            .truncate(),
                    );
                }
            });
        }
    }
}
