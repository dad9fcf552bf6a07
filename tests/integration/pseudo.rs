//! Every screen in the pseudo-language: a word without accents is a literal in the code.
//!
//! `tests/fixtures/pseudo/screens.txt` has the messages of each screen; those of the panes stand
//! only under the first screen that has them. `UPDATE_GOLDENS=1` rewrites it.

mod dialogs;
mod library;
mod panes;
mod words;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::Command;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gleaner::i18n::{Language, pseudo_words, set_language};

use self::library::Library;
use self::words::{literals, masked};
use crate::support::reader::Window;

const BUTTON: Role = Role::Button;
const MENU_ITEM: Role = Role::MenuItem;
const GOLDEN: &str = "tests/fixtures/pseudo/screens.txt";
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
}

impl Tour {
    fn begin() -> Self {
        let library = Library::new();
        let window = Window::open_in(library.profile());
        Self { window, library, golden: String::new(), seen: BTreeSet::new(), literals: Vec::new() }
    }

    /// Checks the words of the screen and notes its messages.
    fn look(&mut self, screen: &str) {
        self.window.frames(3);
        let loading = pseudo_words("Loading…");
        self.window.wait_until("the rows", |window| !window.has(Role::ListBoxOption, &loading));
        let (spoken, painted) = (self.window.spoken(), self.window.painted());
        self.note(screen, &spoken, &painted);
    }

    fn note(&mut self, screen: &str, spoken: &[(Role, Vec<String>)], painted: &[String]) {
        let mut lines = Vec::new();
        for (role, texts) in spoken {
            for text in texts {
                let line = format!("{role:?}: {}", masked(text));
                // The text of an article comes from its feed. A label is repeated by its runs. How
                // often and how fast addresses are asked differs from run to run.
                let is_message = text.contains('[') && !text.contains("http://");
                if is_message && *role != Role::TextRun && self.seen.insert(line.clone()) {
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
        self.window.click(role, &pseudo_words(english));
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
        self.window.wait_for(Role::TextInput, &pseudo_words("Find"));
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
    assert!(
        tour.literals.is_empty(),
        "literals in the code, or data that words.rs does not know:\n{}",
        tour.literals.join("\n")
    );
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(GOLDEN);
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&path, &tour.golden).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let mut lines = golden.lines().zip(tour.golden.lines()).enumerate();
    if let Some((line, (old, new))) = lines.find(|(_, (old, new))| old != new) {
        panic!("line {} of {GOLDEN} was\n{old}\nand is\n{new}", line + 1);
    }
    assert_eq!(golden.len(), tour.golden.len(), "{GOLDEN} has lines that are gone, or lacks some");
}

#[test]
fn every_word_of_every_screen_is_a_message() {
    check("qps", "every_word_of_every_screen_is_a_message");
}

#[test]
fn every_word_is_a_message_from_right_to_left_too() {
    check("qps-plocm", "every_word_is_a_message_from_right_to_left_too");
}
