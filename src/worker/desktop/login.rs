//! Starts the program at login, without a window: an autostart entry on Linux, a launch agent on
//! macOS, a value in the registry on Windows.

use std::io;
use std::path::{Path, PathBuf};

use crate::config::{Paths, program, user_folder};

/// The name of the entry.
const APP_ID: &str = "io.github.gleaner.Gleaner";

/// Where a system keeps the programs that start at login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum System {
    Linux,
    Mac,
    Windows,
}

const SYSTEM: System = if cfg!(windows) {
    System::Windows
} else if cfg!(target_os = "macos") {
    System::Mac
} else {
    System::Linux
};

/// Has the program start at login, or no longer.
pub(super) fn set(starts: bool, paths: &Paths) -> io::Result<()> {
    let program = program()?;
    let arguments = arguments(paths);
    if SYSTEM == System::Windows {
        return in_registry(starts, &program, &arguments);
    }
    let folder = user_folder().ok_or(io::ErrorKind::NotFound)?;
    let file = file(SYSTEM, &folder);
    if !starts {
        return match std::fs::remove_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        };
    }
    let text = if SYSTEM == System::Mac {
        launch_agent(&program, &arguments)
    } else {
        autostart(&program, &arguments)
    };
    crate::config::write_atomically(&file, text.as_bytes())
}

fn arguments(paths: &Paths) -> Vec<String> {
    let profile = paths.arguments().into_iter().map(|word| word.display().to_string());
    std::iter::once("--hidden".to_owned()).chain(profile).collect()
}

/// The folder is that of the user's configuration on Linux, the user's own on macOS.
fn file(system: System, folder: &Path) -> PathBuf {
    match system {
        System::Mac => folder.join(format!("Library/LaunchAgents/{APP_ID}.plist")),
        System::Linux | System::Windows => folder.join(format!("autostart/{APP_ID}.desktop")),
    }
}

fn autostart(program: &Path, arguments: &[String]) -> String {
    let words = std::iter::once(program.display().to_string()).chain(arguments.iter().cloned());
    let command: Vec<String> = words.map(|word| desktop_word(&word)).collect();
    format!(
        "[Desktop Entry]\nType=Application\nName=Gleaner\nExec={}\nIcon={APP_ID}\n\
         X-GNOME-Autostart-enabled=true\nNoDisplay=true\n",
        command.join(" ")
    )
}

/// A word of `Exec`: quoted as the specification of desktop entries says, and then escaped once
/// more, because it is a string value.
fn desktop_word(word: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-+:@".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    let mut quoted = String::from("\"");
    for letter in word.chars() {
        match letter {
            '"' | '`' | '$' => quoted.extend(['\\', '\\', letter]),
            '\\' => quoted.push_str("\\\\\\\\"),
            '%' => quoted.push_str("%%"),
            '\n' => quoted.push_str("\\n"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

fn launch_agent(program: &Path, arguments: &[String]) -> String {
    let words = std::iter::once(program.display().to_string()).chain(arguments.iter().cloned());
    let words: Vec<String> = words.map(|word| xml(&word)).collect();
    let words = words.join("</string><string>");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict>\
         <key>Label</key><string>{APP_ID}</string>\
         <key>ProgramArguments</key><array><string>{words}</string></array>\
         <key>RunAtLoad</key><true/></dict></plist>\n"
    )
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// `reg.exe` writes the registry, since this program has no unsafe code.
fn in_registry(starts: bool, program: &Path, arguments: &[String]) -> io::Result<()> {
    let words = registry_words(starts, program, arguments);
    let status = std::process::Command::new("reg").args(words).output()?.status;
    // Deleting a value that is not there fails, and that is as well.
    if status.success() || !starts { Ok(()) } else { Err(io::ErrorKind::PermissionDenied.into()) }
}

fn registry_words(starts: bool, program: &Path, arguments: &[String]) -> Vec<String> {
    let key = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run".to_owned();
    let named = |verb: &str| vec![verb.to_owned(), key, "/v".to_owned(), "Gleaner".to_owned()];
    if !starts {
        return [named("DELETE"), vec!["/f".to_owned()]].concat();
    }
    let words = std::iter::once(program.display().to_string()).chain(arguments.iter().cloned());
    // A path on Windows has no quotation marks.
    let command: Vec<String> =
        words.map(|word| if word.contains(' ') { format!("\"{word}\"") } else { word }).collect();
    let value = ["/t", "REG_SZ", "/d", &command.join(" "), "/f"].map(str::to_owned);
    [named("ADD"), value.to_vec()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn a_desktop_entry_starts_the_program_whatever_its_path() {
        let arguments = words(&["--hidden", "--profile", "/home/a b/100% \"$x\\`"]);
        let text = autostart(Path::new("/opt/my apps/gleaner"), &arguments);
        let exec = text.lines().find(|line| line.starts_with("Exec=")).unwrap();
        assert_eq!(
            exec,
            r#"Exec="/opt/my apps/gleaner" --hidden --profile "/home/a b/100%% \\"\\$x\\\\\\`""#
        );
        let file = file(System::Linux, Path::new("/c"));
        assert_eq!(file, Path::new("/c/autostart/io.github.gleaner.Gleaner.desktop"));
    }

    #[test]
    fn a_launch_agent_is_xml() {
        let text = launch_agent(Path::new("/a&b/gleaner"), &words(&["--hidden"]));
        assert!(text.contains("<string>/a&amp;b/gleaner</string><string>--hidden</string>"));
        let file = file(System::Mac, Path::new("/Users/me"));
        assert_eq!(
            file,
            Path::new("/Users/me/Library/LaunchAgents/io.github.gleaner.Gleaner.plist")
        );
    }

    #[test]
    fn a_value_in_the_registry_is_written_and_deleted() {
        let program = Path::new(r"C:\Program Files\gleaner.exe");
        let written = registry_words(true, program, &words(&["--hidden"]));
        assert_eq!(written[0], "ADD");
        assert!(written.contains(&r#""C:\Program Files\gleaner.exe" --hidden"#.to_owned()));
        assert_eq!(registry_words(false, program, &[]).last().unwrap(), "/f");
    }

    #[test]
    fn another_profile_is_named() {
        let named = arguments(&Paths::new("/somewhere/else".into()));
        assert_eq!(named, ["--hidden", "--profile", "/somewhere/else"]);
    }
}
