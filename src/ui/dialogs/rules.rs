//! The rules for new entries: their list, and the editor for one rule with a preview of its effect.

use egui::{ComboBox, Label, RichText, TextEdit, Ui};

use crate::app::{Action, AppState, Dialog, RuleDraft, RulesStage};
use crate::library::Change;
use crate::model::{Rule, RuleActions, RuleScope};
use crate::query::rule_question;
use crate::worker::RulePreview;

use super::{field_ui, foot_ui, scroll_area, title_ui};
use crate::ui::context::UiContext;
use crate::ui::theme::Theme;
use crate::ui::widgets::{bold, sans};

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
    title_ui(ui, "Rules", cx.theme);
    let mut next = None;
    if cx.state.library.rules.is_empty() {
        let words = "A rule marks, stars, tags, hides or tells of entries when they arrive. \
                     It asks the same question as the search.";
        ui.label(RichText::new(words).color(cx.theme.dim));
    }
    let height = (ui.ctx().content_rect().height() - 200.0).max(160.0);
    scroll_area(height).show(ui, |ui| {
        for rule in &cx.state.library.rules {
            ui.push_id(rule.id, |ui| next = rule_ui(ui, cx, rule).or(next.take()));
            ui.add_space(6.0);
        }
    });
    if foot_ui(ui, cx, "Close", Some(("New rule\u{2026}", true))) {
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
    let words =
        format!("{} \u{b7} {}", scope_words(cx.state, rule.scope), actions_words(&rule.actions));
    ui.add(Label::new(RichText::new(words).font(sans(12.5)).color(cx.theme.dim)).truncate());
    ui.horizontal(|ui| {
        if ui.small_button("Edit\u{2026}").clicked() {
            let Rule { id, query, scope, actions, is_enabled } = rule.clone();
            next = Some(RuleDraft { id: Some(id), query, scope, actions, is_enabled, trial: None });
        }
        if ui.small_button("Apply to all entries").clicked() {
            cx.push(Action::RunRule(rule.id));
        }
        if ui.small_button("Remove").clicked() {
            cx.push(Action::Change(Change::RemoveRule(rule.id)));
        }
    });
    next
}

fn scope_words(state: &AppState, scope: RuleScope) -> String {
    match scope {
        RuleScope::Everywhere => "In all feeds".to_owned(),
        RuleScope::Feed(id) => {
            format!("In {}", state.feed(id).map_or("a feed that is gone", |feed| feed.title()))
        }
        RuleScope::Folder(id) => format!(
            "In the folder {}",
            state.folder(id).map_or("that is gone", |folder| &folder.name)
        ),
    }
}

/// The effects of a rule as text.
pub(super) fn actions_words(actions: &RuleActions) -> String {
    let tag = actions.tag.as_ref().map(|tag| format!("tag {tag}"));
    let words = [
        (actions.marks_read, "mark as read"),
        (actions.stars, "star"),
        (actions.hides, "hide"),
        (actions.notifies, "notify"),
    ];
    let parts: Vec<String> = words
        .into_iter()
        .filter(|(is_on, _)| *is_on)
        .map(|(_, words)| words.to_owned())
        .chain(tag)
        .collect();
    parts.join(", ")
}

fn draft_ui(ui: &mut Ui, cx: &UiContext<'_>, draft: &mut RuleDraft) {
    title_ui(ui, if draft.id.is_some() { "Edit rule" } else { "New rule" }, cx.theme);
    ui.label(RichText::new("When an entry arrives and is found by").color(cx.theme.dim));
    let before = (draft.query.clone(), draft.scope);
    let is_entered = field_ui(
        ui,
        &mut draft.query,
        "Words, title:, author:, url:, /expression/ \u{2026}",
        "Question",
    );
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
    let is_usable = problem.is_none() && !is_empty && draft.actions.is_any();
    ui.horizontal(|ui| {
        if ui.button("All rules").clicked() {
            cx.push(Action::OpenDialog(Box::new(Dialog::Rules(RulesStage::List))));
        }
    });
    if foot_ui(ui, cx, "Cancel", Some(("Save rule", is_usable))) || (is_entered && is_usable) {
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

fn scope_ui(ui: &mut Ui, state: &AppState, scope: &mut RuleScope) {
    ui.horizontal(|ui| {
        let label = ui.label("Where");
        let combo = ComboBox::from_id_salt("scope")
            .width(300.0)
            .selected_text(scope_words(state, *scope))
            .show_ui(ui, |ui| {
                ui.selectable_value(scope, RuleScope::Everywhere, "In all feeds");
                for folder in &state.library.folders {
                    ui.selectable_value(
                        scope,
                        RuleScope::Folder(folder.id),
                        format!("In the folder {}", folder.name),
                    );
                }
                for feed in &state.library.feeds {
                    ui.selectable_value(
                        scope,
                        RuleScope::Feed(feed.id),
                        format!("In {}", feed.title()),
                    );
                }
            });
        combo.response.labelled_by(label.id);
    });
}

fn does_ui(ui: &mut Ui, does: &mut RuleActions) {
    ui.horizontal_wrapped(|ui| {
        ui.checkbox(&mut does.marks_read, "Mark as read");
        ui.checkbox(&mut does.stars, "Star");
        ui.checkbox(&mut does.hides, "Hide").on_hover_text(
            "Keeps it out of Today, Unread and All; its feed and searches still show it",
        );
        ui.checkbox(&mut does.notifies, "Notify");
    });
    ui.horizontal(|ui| {
        let label = ui.label("Tag");
        let mut tag = does.tag.clone().unwrap_or_default();
        if ui
            .add(TextEdit::singleline(&mut tag).hint_text("None").desired_width(160.0))
            .labelled_by(label.id)
            .changed()
        {
            does.tag = Some(tag).filter(|tag| !tag.trim().is_empty());
        }
    });
}

fn trial_ui(ui: &mut Ui, trial: &Result<RulePreview, String>, theme: &Theme) {
    match trial {
        Err(message) => _ = ui.label(RichText::new(message).color(theme.error)),
        Ok(tried) => {
            let words =
                format!("Would have matched {} of the last {}", tried.found, tried.looked_at);
            ui.label(RichText::new(words).font(bold(13.0)).color(theme.ink));
            scroll_area(TRIAL - 24.0).show(ui, |ui| {
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
