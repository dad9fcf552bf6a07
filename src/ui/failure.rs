//! The window that says why the program cannot start, for people who see no terminal.

use eframe::NativeOptions;
use egui::accesskit::Role;
use egui::{
    CentralPanel, Context, Frame, Key, Label, RichText, ScrollArea, Ui, ViewportBuilder, WidgetInfo,
};

use super::fonts;
use super::mirror;
use super::theme::Theme;
use super::widgets::{bold, sans};
use crate::config::ThemeChoice;
use crate::i18n::t;

/// The program's name to desktops: that of its desktop file and icon. Wayland finds the icon by it.
pub(super) const APP_ID: &str = "io.github.gleaner.Gleaner";

const SIZE: [f32; 2] = [520.0, 260.0];
const MARGIN: i8 = 24;

pub struct FailureScreen {
    message: String,
    theme: Theme,
    is_dressed: bool,
}

/// Shows a message until the user closes it. Without a display the message is on the terminal only.
pub(super) fn show(message: &str, choice: ThemeChoice) {
    let viewport = ViewportBuilder::default()
        .with_title(t!(window_title))
        .with_app_id(APP_ID)
        .with_inner_size(SIZE);
    let native = NativeOptions { viewport, centered: true, ..NativeOptions::default() };
    let message = message.to_owned();
    let create = move |creation: &eframe::CreationContext<'_>| -> Result<
        Box<dyn eframe::App>,
        Box<dyn std::error::Error + Send + Sync>,
    > {
        fonts::install(&creation.egui_ctx);
        fonts::install_system(&creation.egui_ctx);
        let system = creation.egui_ctx.system_theme().unwrap_or(egui::Theme::Light);
        Ok(Box::new(FailureScreen::new(message, Theme::of(choice, system))))
    };
    if let Err(err) = eframe::run_native("Gleaner", native, Box::new(create)) {
        log::warn!("no window for the failure: {err}");
    }
}

impl FailureScreen {
    /// A screen with a sentence for the user.
    #[must_use]
    pub fn new(message: String, theme: Theme) -> Self {
        Self { message, theme, is_dressed: false }
    }

    /// Draws the screen. Returns true once the user wants to quit.
    pub fn show_ui(&mut self, ui: &mut Ui) -> bool {
        if !std::mem::replace(&mut self.is_dressed, true) {
            self.theme.apply(ui.ctx());
            mirror::install(ui.ctx());
        }
        let mut is_over =
            ui.input(|input| input.key_pressed(Key::Escape) || input.key_pressed(Key::Enter));
        let frame = Frame::NONE.fill(self.theme.article).inner_margin(MARGIN);
        CentralPanel::default().frame(frame).show(ui, |ui| {
            let title = t!(failure_title);
            let heading = ui.label(RichText::new(&title).font(bold(19.0)).color(self.theme.ink));
            heading.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &title));
            ui.add_space(8.0);
            let room = ui.available_height() - 48.0;
            ScrollArea::vertical().max_height(room).auto_shrink([false, false]).show(ui, |ui| {
                ui.add(
                    Label::new(RichText::new(&self.message).font(sans(15.0)).color(self.theme.ink))
                        .wrap()
                        .selectable(true),
                );
            });
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                is_over |= ui.button(t!(command_quit)).clicked();
                if ui.button(t!(failure_copy)).clicked() {
                    ui.ctx().copy_text(self.message.clone());
                }
            });
        });
        is_over
    }
}

impl eframe::App for FailureScreen {
    fn logic(&mut self, _ctx: &Context, _frame: &mut eframe::Frame) {}

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        if self.show_ui(ui) {
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }
}
