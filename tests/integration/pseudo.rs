//! Every screen in every language. In the pseudo-language a word without accents is a literal in
//! the code.
//!
//! `tests/fixtures/pseudo/` has the messages of each screen for each language; those of the panes
//! stand only under the first screen that has them. `UPDATE_GOLDENS=1` rewrites them.

mod dialogs;
mod library;
mod panes;
mod words;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::Command;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gleaner::i18n::{Language, language, set_language, translations};

use self::library::Library;
use self::words::{literals, masked};
use crate::support::fake_voice::FakeVoice;
use crate::support::reader::Window;

const BUTTON: Role = Role::Button;
const MENU_ITEM: Role = Role::MenuItem;
/// The tag of the language in the process that paints the screens.
const LANGUAGE: &str = "GLEANER_TEST_PSEUDO";

/// The window, and what was seen on its screens so far.
struct Tour {
    window: Window,
    library: Library,
    /// The messages by the screen that has them first.
    golden: String,
    seen: BTreeSet<String>,
    /// Words that are neither a message nor data of the test, with their screen.
    literals: Vec<String>,
    /// Messages that are painted without their end, with their screen.
    cut: Vec<String>,
}

/// A message by its English words.
fn local(english: &str) -> String {
    let words = translations(english).into_iter().next();
    words.unwrap_or_else(|| panic!("no message reads {english:?}"))
}

fn welcome_title() -> String {
    let (_, rest) = language().welcome_feed().split_once("<title>").unwrap();
    rest.split_once('<').unwrap().0.to_owned()
}

fn is_pseudo() -> bool {
    language().tag().starts_with("qps")
}

impl Tour {
    fn begin() -> Self {
        let library = Library::new();
        let maker = FakeVoice::default().maker();
        let window = Window::open_with_voice(library.profile(), maker, [1400.0, 900.0]);
        Self {
            window,
            library,
            golden: String::new(),
            seen: BTreeSet::new(),
            literals: Vec::new(),
            cut: Vec::new(),
        }
    }

    /// Checks the words of the screen and notes its messages.
    fn look(&mut self, screen: &str) {
        self.window.frames(3);
        let loading = local("Loading…");
        self.window.wait_until("the rows", |window| !window.has(Role::ListBoxOption, &loading));
        let (spoken, painted) = (self.window.spoken(), self.window.painted());
        self.note(screen, &spoken, &painted);
        for text in self.window.cut() {
            if !is_data(&text) && !self.cut.iter().any(|known| known.ends_with(&text)) {
                self.cut.push(format!("{screen}: {text}"));
            }
        }
    }

    fn note(&mut self, screen: &str, spoken: &[(Role, Vec<String>)], painted: &[String]) {
        let mut lines = Vec::new();
        for (role, texts) in spoken {
            for text in texts {
                let line = format!("{role:?}: {}", masked(text));
                // The text of an article comes from its feed. A label is repeated by its runs. How
                // often and how fast addresses are asked differs from run to run.
                let is_message = (text.contains('[') || !is_pseudo()) && !text.contains("http://");
                // The name of a temporary folder differs from run to run.
                let is_message = is_message && !text.contains("/.tmp");
                // Whether a picture of an article has arrived differs, too.
                let is_picture = !is_pseudo() && *role == Role::Image;
                if is_message
                    && !is_picture
                    && *role != Role::TextRun
                    && self.seen.insert(line.clone())
                {
                    lines.push(line);
                }
            }
        }
        // Requests and pictures arrive in any order.
        lines.sort();
        let _ = writeln!(self.golden, "\n== {screen}\n{}", lines.join("\n"));
        let spoken = spoken.iter().flat_map(|(_, texts)| texts);
        for text in spoken.chain(painted) {
            let words = literals(text);
            let found = format!("{words:?} in {text:?}");
            if !words.is_empty() && !self.literals.iter().any(|old| old.ends_with(&found)) {
                self.literals.push(format!("{screen}: {found}"));
            }
        }
    }

    /// Clicks a widget by its English name.
    fn click(&mut self, role: Role, english: &str) {
        let all = translations(english);
        let shown = all.iter().find(|words| self.window.has(role, words));
        self.window.click(role, &shown.cloned().unwrap_or_else(|| local(english)));
    }

    /// Clicks the first button whose name contains `part`.
    fn click_part(&mut self, part: &str) {
        let names = self.window.names(BUTTON);
        let name = names.iter().find(|name| name.contains(part));
        let name = name.unwrap_or_else(|| panic!("no button {part:?}; there is: {names:#?}"));
        self.window.click(BUTTON, &name.clone());
    }

    /// Runs a command through the palette.
    fn run(&mut self, command: gleaner::app::Command) {
        self.window.key_with(Modifiers::COMMAND, Key::K);
        self.window.wait_for(Role::TextInput, &local("Find"));
        let title = command.menu_title(self.window.reader().state());
        self.window.type_text(&title);
        self.window.key(Key::Enter);
    }

    /// Closes a dialog, a menu or a bar.
    fn escape(&mut self) {
        self.window.key(Key::Escape);
        self.window.frames(2);
    }
}

impl Drop for Tour {
    /// A tour that got stuck tells what it saw, because a literal may be the reason.
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("literals so far:\n{}", self.literals.join("\n"));
            println!("the screen has {:#?}", self.window.spoken());
        }
    }
}

fn tour() -> Tour {
    let mut tour = Tour::begin();
    panes::visit(&mut tour);
    dialogs::visit(&mut tour);
    panes::visit_empty(&mut tour);
    tour
}

fn check(tag: &str, test: &str) {
    // The workers word their errors on other threads, so that the language must be that of the
    // whole process. Other tests would see it.
    if std::env::var_os(LANGUAGE).is_none() {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let name = format!("pseudo::{test}");
        command.args(["--exact", &name, "--nocapture"]).env(LANGUAGE, tag);
        let run = command.output().unwrap();
        let told = String::from_utf8_lossy(&run.stdout);
        assert!(run.status.success(), "{told}{}", String::from_utf8_lossy(&run.stderr));
        return;
    }
    set_language(Language::from_tag(tag).unwrap());
    let tour = tour();
    if is_pseudo() {
        assert!(
            tour.literals.is_empty(),
            "literals in the code, or data that words.rs does not know:\n{}",
            tour.literals.join("\n")
        );
    } else {
        assert!(tour.cut.is_empty(), "messages that are cut:\n{}", tour.cut.join("\n"));
    }
    compare(&tour.golden, if is_pseudo() { "screens" } else { tag });
}

fn compare(found: &str, name: &str) {
    let golden = format!("tests/fixtures/pseudo/{name}.txt");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&golden);
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let mut lines = kept.lines().zip(found.lines()).enumerate();
    if let Some((line, (old, new))) = lines.find(|(_, (old, new))| old != new) {
        panic!("line {} of {golden} was\n{old}\nand is\n{new}", line + 1);
    }
    assert_eq!(kept.len(), found.len(), "{golden} has lines that are gone, or lacks some");
}

/// Whether a text comes from the test or from a server: it is Greek, an address, or the name of the
/// suggested feed.
fn is_data(text: &str) -> bool {
    let is_greek = |letter: char| ('\u{370}'..='\u{3ff}').contains(&letter);
    text.contains(is_greek)
        || text.contains("DEV: D")
        || text.contains("://")
        || text.contains("/tmp")
}

#[test]
fn every_word_of_every_screen_is_a_message() {
    check("qps", "every_word_of_every_screen_is_a_message");
}

#[test]
fn every_word_is_a_message_from_right_to_left_too() {
    check("qps-plocm", "every_word_is_a_message_from_right_to_left_too");
}

#[test]
fn no_screen_cuts_german() {
    check("de", "no_screen_cuts_german");
}

#[test]
fn no_screen_cuts_hebrew() {
    check("he", "no_screen_cuts_hebrew");
}
