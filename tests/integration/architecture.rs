//! The arrows of `src/lib.rs` point down, and each outside crate is named only where it belongs.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules and their layers; siblings never import each other (but for `app` and `worker`, which
/// meet in value types).
const LAYERS: [(&str, u8); 18] = [
    ("ui", 4),
    ("cli", 4),
    ("app", 3),
    ("worker", 3),
    ("library", 2),
    ("refresh", 2),
    ("article", 2),
    ("net", 1),
    ("parse", 1),
    ("document", 1),
    ("picture", 1),
    ("store", 1),
    ("opml", 1),
    ("model", 0),
    ("config", 0),
    ("query", 0),
    ("markup", 0),
    ("i18n", 0),
];

/// Imports between siblings that are meant.
const ALLOWED: [(&str, &str); 7] = [
    ("library", "refresh"),
    ("refresh", "article"),
    ("app", "worker"),
    ("ui", "cli"),
    ("config", "model"),
    ("config", "query"),
    ("query", "model"),
];

/// Outside crates and the one module that may name each.
const OWNERS: [(&str, &str); 12] = [
    ("dom_smoothie", "document"),
    ("resvg", "picture"),
    ("merman", "picture"),
    ("syntect", "document"),
    ("egui", "ui"),
    ("eframe", "ui"),
    ("rusqlite", "store"),
    ("reqwest", "net"),
    ("keyring", "net"),
    ("hyper_util", "net"),
    ("feed_rs", "parse"),
    ("html5ever", "document"),
];

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for item in fs::read_dir(dir).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

fn layer(module: &str) -> Option<u8> {
    LAYERS.iter().find(|(name, _)| *name == module).map(|(_, layer)| *layer)
}

/// (module, file, code without comments) of every file under `src`.
fn modules() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    found
        .into_iter()
        .map(|path| {
            let first = path
                .strip_prefix(&root)
                .unwrap()
                .components()
                .next()
                .unwrap()
                .as_os_str()
                .to_string_lossy()
                .into_owned();
            let code: Vec<String> = fs::read_to_string(&path)
                .unwrap()
                .lines()
                .map(|line| line.split("//").next().unwrap_or("").to_owned())
                .collect();
            (first.trim_end_matches(".rs").to_owned(), path, code.join("\n"))
        })
        .collect()
}

fn imports(code: &str) -> Vec<String> {
    code.match_indices("crate::")
        .map(|(at, found)| {
            code[at + found.len()..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        })
        .collect()
}

#[test]
fn every_arrow_points_down() {
    let mut wrong = Vec::new();
    for (module, path, code) in modules() {
        let Some(own) = layer(&module) else { continue };
        for import in imports(&code) {
            let Some(other) = layer(&import) else { continue };
            let is_meant = import == module
                || other < own
                || ALLOWED.contains(&(module.as_str(), import.as_str()));
            if !is_meant {
                wrong.push(format!("{}: {module} imports {import}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that point up or sideways:\n{}", wrong.join("\n"));
}

#[test]
fn each_outside_crate_is_named_only_in_its_module() {
    let mut wrong = Vec::new();
    for (module, path, code) in modules() {
        for (outside, owner) in OWNERS {
            // The table of HTML's entities is in html5ever, and every layer decodes entities.
            let is_table = module == "markup" && outside == "html5ever";
            if module != owner && !is_table && code.contains(&format!("{outside}::")) {
                wrong.push(format!("{}: names {outside}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "outside crates named in the wrong place:\n{}", wrong.join("\n"));
}

#[test]
fn addresses_are_opened_in_one_place() {
    // The decision is `Action::OpenUrl`; its effect is the only call.
    let calls = |(_, path, code): (String, PathBuf, String)| {
        let count = code.matches(".open_url(").count()
            + code.matches(".hyperlink(").count()
            + code.matches("hyperlink_to(").count();
        (count > 0).then(|| (path.file_name().unwrap().to_string_lossy().into_owned(), count))
    };
    assert_eq!(
        modules().into_iter().filter_map(calls).collect::<Vec<_>>(),
        [("effects.rs".to_owned(), 1)]
    );
}

#[test]
fn colours_are_built_only_in_the_theme() {
    let wrong: Vec<_> = modules()
        .into_iter()
        .filter(|(_, path, code)| {
            code.contains("Color32::from_") && !path.to_string_lossy().contains("/ui/theme")
        })
        .map(|(_, path, _)| path)
        .collect();
    assert!(wrong.is_empty(), "colours built outside ui/theme: {wrong:?}");
}
