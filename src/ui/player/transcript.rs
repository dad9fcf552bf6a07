//! The transcript: it follows the episode, can be searched, and a click on a sentence plays there.

use std::ops::Range;
use std::sync::Arc;

use egui::{Align, Button, Id, RichText, ScrollArea, TextEdit, Ui};

use crate::app::{Action, ListenAction};
use crate::i18n::t;
use crate::listen::{Cue, Transcript, time_words};
use crate::ui::context::UiContext;
use crate::ui::mirror;
use crate::ui::widgets::sans;

/// Most paragraphs that are shown at once, and how many of them are before the one that is spoken.
const SHOWN: usize = 200;
const BEFORE: usize = 40;

/// What the panel remembers from frame to frame.
#[derive(Debug, Clone, Default)]
struct View {
    words: String,
    /// The paragraph that is spoken, as it was last scrolled to.
    followed: Option<usize>,
    /// The first paragraph that is shown, if the user went elsewhere.
    start: Option<usize>,
}

pub(super) fn transcript_ui(ui: &mut Ui, cx: &UiContext<'_>) {
    let id = Id::unique("transcript of the player");
    let mut view: View = ui.data_mut(|data| data.get_temp(id)).unwrap_or_default();
    if let Some(transcript) = cx.state.player.transcript().cloned() {
        shown_ui(ui, cx, &transcript, &mut view);
    } else {
        let words = match &cx.state.player.transcript_problem {
            Some(problem) => t!(player_transcript_problem, reason = problem.as_str()),
            None => t!(player_transcript_coming),
        };
        ui.label(RichText::new(words).font(sans(13.5)).color(cx.theme.dim));
    }
    ui.data_mut(|data| data.insert_temp(id, view));
}

fn shown_ui(ui: &mut Ui, cx: &UiContext<'_>, transcript: &Arc<Transcript>, view: &mut View) {
    let field = TextEdit::singleline(&mut view.words)
        .hint_text(t!(player_transcript_find))
        .desired_width(260.0);
    let response = mirror::field_ui(ui, field);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_label(t!(player_transcript_find));
    });
    ui.add_space(6.0);
    let current = transcript.cue_at(cx.state.player.position());
    let found = transcript.find(&view.words);
    let is_searching = !view.words.trim().is_empty();
    if is_searching {
        let words = t!(player_transcript_found, count = found.len());
        ui.label(RichText::new(words).font(sans(12.5)).color(cx.theme.dim));
    }
    let follows = !is_searching && current.is_some() && view.followed != current;
    if follows {
        view.followed = current;
        view.start = None;
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        if is_searching {
            for at in found.into_iter().take(SHOWN) {
                cue_ui(ui, cx, transcript, (at, current), false);
            }
            return;
        }
        let range = part(transcript.cues.len(), current, view.start);
        if range.start > 0 && more_ui(ui, cx, t!(player_transcript_earlier)) {
            view.start = Some(range.start.saturating_sub(SHOWN));
        }
        for at in range.clone() {
            cue_ui(ui, cx, transcript, (at, current), follows);
        }
        if range.end < transcript.cues.len() && more_ui(ui, cx, t!(player_transcript_later)) {
            view.start = Some(range.end);
        }
    });
}

/// The paragraphs that are shown: around the one that is spoken, or from where the user went.
fn part(count: usize, current: Option<usize>, start: Option<usize>) -> Range<usize> {
    let start = start.unwrap_or_else(|| current.unwrap_or(0).saturating_sub(BEFORE));
    let start = start.min(count);
    start..(start + SHOWN).min(count)
}

fn more_ui(ui: &mut Ui, cx: &UiContext<'_>, words: String) -> bool {
    let words = RichText::new(words).font(sans(13.0)).color(cx.theme.accent);
    ui.add(Button::new(words).frame(false)).clicked()
}

fn cue_ui(
    ui: &mut Ui,
    cx: &UiContext<'_>,
    transcript: &Transcript,
    (at, current): (usize, Option<usize>),
    follows: bool,
) {
    let Some(cue) = transcript.cues.get(at) else { return };
    let is_current = current == Some(at);
    if let Some(speaker) = &cue.speaker {
        ui.add_space(4.0);
        ui.label(RichText::new(speaker.as_str()).font(sans(12.5)).color(cx.theme.dim));
    }
    let text = RichText::new(cue.text.as_str()).font(sans(14.0)).color(cx.theme.ink);
    let button = Button::selectable(is_current, text).wrap();
    let response = ui.add_enabled(cue.start.is_some(), button);
    if is_current && follows {
        response.scroll_to_me(Some(Align::Center));
    }
    if let Some((start, response)) = cue.start.map(|start| (start, response)) {
        let response = response.on_hover_text(hint(cue));
        if response.clicked() {
            cx.push(Action::Listen(ListenAction::SeekTo(start)));
        }
    }
}

fn hint(cue: &Cue) -> String {
    t!(article_play_from, time = time_words(cue.start.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_transcript_is_shown_in_parts_around_what_is_spoken() {
        assert_eq!(part(10, Some(5), None), 0..10);
        assert_eq!(part(10_000, Some(500), None), 460..660);
        assert_eq!(part(10_000, Some(500), Some(9_900)), 9_900..10_000);
        assert_eq!(part(10_000, None, None), 0..SHOWN);
        assert_eq!(part(3, None, Some(99)), 3..3);
    }
}
