//! The settings for other programs: the folder of Markdown files, and the user's own programs.
//!
//! A typed value takes effect when its field is left.

use std::path::PathBuf;

use egui::{Response, Ui};

use crate::config::{PROGRAMS_MAX, Program, Settings};
use crate::i18n::t;
use crate::ui::file_dialog::{self, FilePurpose};
use crate::ui::widgets::{add_text_field, text_field};

/// Widths of the fields, in points.
const FOLDER: f32 = 220.0;
const NAME: f32 = 80.0;
const COMMAND: f32 = 170.0;

pub(super) fn folder_ui(ui: &mut Ui, settings: &mut Settings) {
    ui.vertical(|ui| {
        let kept = settings.markdown_folder.as_ref().map(|path| path.display().to_string());
        let (name, hint) = (t!(settings_markdown_folder), t!(settings_markdown_hint));
        let field = Field { salt: "markdown folder", name: &name, hint: &hint, width: FOLDER };
        if let Some(text) = field.left_ui(ui, &kept.unwrap_or_default()) {
            settings.markdown_folder =
                Some(text).filter(|text| !text.is_empty()).map(PathBuf::from);
        }
        if file_dialog::IS_AVAILABLE && ui.button(t!(button_choose)).clicked() {
            file_dialog::ask(ui.ctx(), FilePurpose::MarkdownFolder(None));
        }
    });
}

/// A line for each program, and an empty one for the next.
pub(super) fn programs_ui(ui: &mut Ui, programs: &mut Vec<Program>) {
    ui.vertical(|ui| {
        for at in 0..(programs.len() + 1).min(PROGRAMS_MAX) {
            ui.push_id(("program", at), |ui| program_ui(ui, programs, at));
        }
        // An empty line between others keeps the commands of those below.
        while programs.last().is_some_and(|last| *last == Program::default()) {
            programs.pop();
        }
    });
}

fn program_ui(ui: &mut Ui, programs: &mut Vec<Program>, at: usize) {
    let number = at + 1;
    let mut program = programs.get(at).cloned().unwrap_or_default();
    let before = program.clone();
    ui.horizontal(|ui| {
        let (name, hint) = (t!(settings_program_name, number = number), t!(name_field));
        let field = Field { salt: "name", name: &name, hint: &hint, width: NAME };
        if let Some(text) = field.left_ui(ui, &program.name) {
            program.name = text;
        }
        let (name, hint) = (t!(settings_program_command, number = number), "mpv {url}");
        let field = Field { salt: "command", name: &name, hint, width: COMMAND };
        if let Some(text) = field.left_ui(ui, &program.command) {
            program.command = text;
        }
    });
    if program != before {
        if programs.len() <= at {
            programs.resize(at + 1, Program::default());
        }
        if let Some(kept) = programs.get_mut(at) {
            *kept = program;
        }
    }
}

struct Field<'a> {
    salt: &'static str,
    name: &'a str,
    hint: &'a str,
    width: f32,
}

impl Field<'_> {
    /// The text once the field has been left.
    fn left_ui(&self, ui: &mut Ui, kept: &str) -> Option<String> {
        let id = ui.scope_id().with(self.salt);
        let mut text =
            ui.data(|data| data.get_temp::<String>(id)).unwrap_or_else(|| kept.to_owned());
        let field = text_field(ui, &mut text).hint_text(self.hint).desired_width(self.width);
        let response: Response = add_text_field(ui, field.id(id));
        ui.ctx().accesskit_node_builder(id, |node| node.set_label(self.name));
        if response.lost_focus() {
            ui.data_mut(|data| data.remove::<String>(id));
            return Some(text.trim().to_owned());
        }
        if response.changed() {
            ui.data_mut(|data: &mut egui::util::IdTypeMap| data.insert_temp::<String>(id, text));
        }
        None
    }
}
