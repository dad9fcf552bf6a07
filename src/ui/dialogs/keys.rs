//! The key sheet, where every command can get another key; and the search syntax.

use egui::accesskit::Role;
use egui::{
    Color32, Event, Grid, Key, Pos2, Rect, RichText, Sense, StrokeKind, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use crate::app::{Action, Command, Dialog, Group, KeysStage};
use crate::config::Settings;
use crate::i18n::t;
use crate::query::fold;

use super::{foot_ui, scroll_ui, title_id, title_ui};
use crate::ui::chord::{self, Chord};
use crate::ui::context::UiContext;
use crate::ui::icons::Icon;
use crate::ui::theme::Theme;
use crate::ui::widgets::{
    ICON_BUTTON, add_text_field, bold, icon_button_tinted_ui, line, sans, text_field,
};

/// Width from which the groups stand in two columns, in points: the widest rows need half of it.
const TWO_COLUMNS: f32 = 720.0;
/// Height of a keycap, in points.
const CAP: f32 = 20.0;

pub(super) fn keys_ui(ui: &mut Ui, cx: &UiContext<'_>, at: KeysStage) {
    match at {
        KeysStage::Sheet => sheet_ui(ui, cx),
        KeysStage::Listening(command) => listening_ui(ui, cx, command),
    }
}

fn sheet_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    title_ui(ui, &t!(command_show_keys), cx.theme);
    let wanted = filter_ui(ui);
    let bound = unbound_ui(ui);
    let height = (ui.ctx().content_rect().height() - 250.0).max(120.0);
    scroll_ui(ui, height, |ui| {
        let columns = if ui.available_width() > TWO_COLUMNS { 2 } else { 1 };
        let split = even_split(&Group::ALL.map(|group| rows(cx, group, bound, &wanted).count()));
        ui.columns(columns, |columns| {
            for (index, group) in Group::ALL.into_iter().enumerate() {
                let column = usize::from(columns.len() == 2 && index >= split);
                if let Some(ui) = columns.get_mut(column) {
                    group_ui(ui, cx, group, bound, &wanted);
                }
            }
        });
        if wanted.is_empty() {
            syntax_ui(ui, cx.theme);
        } else if Group::ALL.iter().all(|group| rows(cx, *group, bound, &wanted).next().is_none()) {
            ui.label(RichText::new(t!(state_no_matches)).color(cx.theme.dim));
        }
    });
    let is_changed = !cx.state.settings.keys.is_empty();
    let reset = t!(keys_reset_all);
    let reset = is_changed.then_some((reset.as_str(), true));
    if foot_ui(ui, cx, &t!(button_close), reset) {
        let settings =
            Settings { keys: std::collections::BTreeMap::new(), ..cx.state.settings.clone() };
        cx.push(Action::ChangeSettings(Box::new(settings)));
    }
}

/// The field that filters the commands. Returns its folded text.
fn filter_ui(ui: &mut Ui) -> String {
    let id = ui.scope_id().with("filter");
    let mut text: String = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let field = text_field(ui, &mut text)
        .hint_text(t!(keys_filter))
        .desired_width(f32::INFINITY)
        .id(id.with("field"));
    add_text_field(ui, field).accessible_name(t!(keys_filter));
    let wanted = fold(text.trim());
    ui.data_mut(|data| data.insert_temp(id, text));
    wanted
}

/// The commands that the sheet shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    /// Those that have a key.
    Only,
    /// Also those without a key.
    Any,
}

/// The box that shows commands without a key, too.
fn unbound_ui(ui: &mut Ui) -> Bound {
    let id = ui.scope_id().with("unbound");
    let mut is_any: bool = ui.data(|data| data.get_temp(id)).unwrap_or(false);
    if ui.checkbox(&mut is_any, t!(keys_unbound)).changed() {
        ui.data_mut(|data| data.insert_temp(id, is_any));
    }
    if is_any { Bound::Any } else { Bound::Only }
}

/// The commands of a group whose name or key matches the filter. A search finds all of them.
fn rows(
    cx: &UiContext<'_>,
    group: Group,
    bound: Bound,
    wanted: &str,
) -> impl Iterator<Item = Command> {
    let is_wanted = move |command: &Command| {
        if bound == Bound::Only && wanted.is_empty() && caps(cx, *command).is_empty() {
            return false;
        }
        let is_match = |words: &str| fold(words).contains(wanted);
        is_match(&command.title()) || caps(cx, *command).iter().any(|keys| is_match(keys))
    };
    Command::ALL.iter().copied().filter(move |one| one.group() == group).filter(is_wanted)
}

/// The keys of a command as text.
fn caps(cx: &UiContext<'_>, command: Command) -> Vec<String> {
    cx.keys.chords(command).iter().map(|keys| chord::words(*keys)).collect()
}

/// How many groups go into the first of two columns, so that both have about the same height. A
/// heading counts as two rows.
fn even_split(rows: &[usize]) -> usize {
    let height = |groups: &[usize]| groups.iter().map(|rows| rows + 2).sum::<usize>();
    let longer = |split: usize| {
        rows.split_at_checked(split)
            .map_or(usize::MAX, |(left, right)| height(left).max(height(right)))
    };
    (0..=rows.len()).min_by_key(|split| longer(*split)).unwrap_or_default()
}

fn group_ui(ui: &mut Ui, cx: &UiContext<'_>, group: Group, bound: Bound, wanted: &str) {
    let mut commands = rows(cx, group, bound, wanted).peekable();
    if commands.peek().is_none() {
        return;
    }
    ui.add_space(4.0);
    ui.label(RichText::new(group.title()).font(bold(13.0)).color(cx.theme.ink));
    ui.spacing_mut().item_spacing.y = 0.0;
    for command in commands {
        row_ui(ui, cx, command);
    }
    ui.add_space(10.0);
}

/// A command: its name, its keys at the right edge, and a pencil that shows under the pointer.
fn row_ui(ui: &mut Ui, cx: &UiContext<'_>, command: Command) {
    let (size, theme) = (vec2(ui.available_width(), ICON_BUTTON), cx.theme);
    let (rect, row) = ui.allocate_exact_size(size, Sense::HOVER);
    let is_hovered = row.contains_pointer();
    if is_hovered {
        ui.painter().rect_filled(rect, 6, theme.hover);
    }
    let words = rect.with_max_x(rect.right() - ICON_BUTTON - 4.0);
    let (title, keys) = (command.title(), caps(cx, command));
    let label = ui.interact(words, row.id.with("words"), Sense::HOVER);
    label.widget_info(|| {
        let spoken = std::iter::once(&title).chain(&keys).map(String::as_str);
        WidgetInfo::labeled(Role::Label, true, spoken.collect::<Vec<_>>().join(", "))
    });
    let mut right = words.right();
    for cap in keys.iter().rev() {
        right = keycap(ui, pos2(right, rect.center().y), cap, theme) - 4.0;
    }
    let color = if keys.is_empty() { theme.dim } else { theme.ink };
    let left = rect.left_center() + vec2(6.0, 0.0);
    line(ui.painter(), left, &title, sans(13.0), color, (right - left.x - 6.0).max(0.0));
    let mut pencil = ui.new_child(UiBuilder::new().max_rect(rect.with_min_x(words.right() + 4.0)));
    let tint = if is_hovered { theme.dim } else { Color32::TRANSPARENT };
    let name = t!(keys_change, command = title);
    let button = icon_button_tinted_ui(&mut pencil, Icon::Rename, &name, tint, theme);
    if button.has_focus() && !is_hovered {
        Icon::Rename.paint(ui.painter(), button.rect.center(), 16.0, theme.ink);
    }
    if button.clicked() {
        cx.push(Action::OpenDialog(Box::new(Dialog::Keys(KeysStage::Listening(command)))));
    }
}

/// Paints a key that ends at a place. Returns its left edge.
fn keycap(ui: &Ui, right: Pos2, words: &str, theme: &Theme) -> f32 {
    let painter = ui.painter();
    let galley = painter.layout_no_wrap(words.to_owned(), sans(12.0), theme.ink);
    let size = vec2((galley.size().x + 12.0).max(CAP), CAP);
    let rect = Rect::from_min_size(right - vec2(size.x, CAP / 2.0), size);
    painter.rect(rect, 5, theme.field, (1.0, theme.border), StrokeKind::Inside);
    painter.galley(rect.center() - galley.size() / 2.0, galley, theme.ink);
    rect.left()
}

/// The search syntax with explanations. The syntax itself is the same in every language.
fn syntax() -> [(&'static str, String); 18] {
    [
        ("kafka lag", t!(syntax_words)),
        ("\"exactly once\"", t!(syntax_phrase)),
        ("kaf*", t!(syntax_prefix, prefix = "kaf")),
        ("-aws", t!(syntax_not)),
        ("(a OR b)", t!(syntax_or)),
        ("title: author: text:", t!(syntax_fields)),
        ("feed: folder: lang:", t!(syntax_feeds)),
        ("tag: url:", t!(syntax_tag_url)),
        ("is:unread is:read", t!(syntax_status)),
        ("is:starred is:hidden is:snoozed", t!(syntax_marks)),
        ("has:audio has:video", t!(syntax_media)),
        ("newer:7d older:2w", t!(syntax_age)),
        ("is:edited edited:7d", t!(syntax_edited)),
        ("is:river", t!(syntax_river)),
        ("after:2026-08 before:2026-09-15", t!(syntax_date)),
        ("read:7d starred:2w", t!(syntax_moments)),
        ("words:>2000 minutes:<5", t!(syntax_length)),
        ("/expr.ssion/", t!(syntax_expression)),
    ]
}

fn syntax_ui(ui: &mut Ui, theme: &Theme) {
    ui.label(RichText::new(t!(syntax_title)).font(bold(13.0)).color(theme.ink));
    Grid::new("syntax").num_columns(2).spacing([16.0, 4.0]).show(ui, |ui| {
        for (example, meaning) in syntax() {
            ui.label(RichText::new(example).font(sans(13.0)).color(theme.accent));
            ui.label(RichText::new(meaning).font(sans(13.0)).color(theme.ink));
            ui.end_row();
        }
    });
}

fn listening_ui(ui: &mut Ui, cx: &UiContext<'_>, command: Command) {
    title_ui(ui, &command.title(), cx.theme);
    let id = ui.scope_id().with("pressed");
    // The pressed chord is kept only while the dialog is open, so that the next time starts anew.
    let frame = ui.ctx().cumulative_frame_nr();
    let before: Option<(u64, Chord)> = ui.data(|data| data.get_temp(id));
    let before = before.filter(|(seen, _)| seen + 1 >= frame).map(|(_, chord)| chord);
    let chord = pressed(ui, before).or(before);
    if let Some(chord) = chord {
        ui.data_mut(|data| data.insert_temp(id, (frame, chord)));
    }
    let words = chord.map_or_else(|| t!(keys_press), chord::words);
    ui.label(RichText::new(words).font(bold(20.0)).color(cx.theme.accent));
    let clashing: Vec<Command> = chord
        .iter()
        .flat_map(|chord| cx.keys.clashing(*chord))
        .filter(|other| *other != command)
        .collect();
    if let Some(words) = clash_words(&clashing) {
        ui.label(RichText::new(words).color(cx.theme.warning));
    }
    ui.horizontal(|ui| {
        if ui.button(t!(keys_remove)).clicked() {
            finish(ui, cx, id, command, Vec::new());
        }
        if ui.button(t!(keys_reset)).clicked() {
            let mut settings = cx.state.settings.clone();
            settings.keys.remove(command.name());
            leave(ui, cx, id, settings);
        }
    });
    if foot_ui(ui, cx, &t!(button_cancel), Some((&t!(keys_use), chord.is_some())))
        && let Some(chord) = chord
    {
        finish(ui, cx, id, command, vec![chord::to_setting(chord)]);
    }
}

/// A warning that names the commands that would lose a key.
fn clash_words(clashing: &[Command]) -> Option<String> {
    let first = clashing.first()?.title();
    Some(match clashing.len() - 1 {
        0 => t!(keys_clash, command = first),
        more => t!(keys_clash_more, command = first, count = more),
    })
}

fn finish(ui: &Ui, cx: &UiContext<'_>, id: egui::Id, command: Command, keys: Vec<String>) {
    let mut settings = cx.state.settings.clone();
    settings.keys.insert(command.name().to_owned(), keys);
    leave(ui, cx, id, settings);
}

fn leave(ui: &Ui, cx: &UiContext<'_>, id: egui::Id, settings: Settings) {
    ui.data_mut(|data| data.remove::<(u64, Chord)>(id));
    cx.push(Action::ChangeSettings(Box::new(settings)));
    cx.push(Action::OpenDialog(Box::new(Dialog::Keys(KeysStage::Sheet))));
}

/// The chord pressed in this frame. A plain letter after another one makes a pair.
fn pressed(ui: &Ui, before: Option<Chord>) -> Option<Chord> {
    let is_title = |id| id == title_id();
    if !ui.memory(|memory| memory.focused().is_none_or(is_title)) {
        return None;
    }
    let (key, modifiers) = ui.input_mut(|input| {
        let found = input.events.iter().find_map(|event| match event {
            Event::Key { key, physical_key, pressed: true, modifiers, .. }
                if !matches!(key, Key::Escape | Key::Tab) =>
            {
                Some((*key, chord::held_with(*key, *physical_key, *modifiers)))
            }
            _ => None,
        });
        input.events.retain(|event| match event {
            Event::Key { pressed: true, key, .. } => matches!(key, Key::Escape | Key::Tab),
            _ => true,
        });
        found
    })?;
    Some(chord::of_press(key, modifiers, before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_about_as_long() {
        assert_eq!(even_split(&[4, 4]), 1);
        assert_eq!(even_split(&[9, 1, 1, 1]), 1);
        assert_eq!(even_split(&[1, 1, 1, 9]), 3);
        assert_eq!(even_split(&[]), 0);
    }
}
