//! The house rules that a test can check: imports point down and not in circles, each outside crate
//! is named only where it belongs, and nothing is too long.
//!
//! A new folder under `src` gets a line in `LAYERS`, a new dependency one in `OWNERS`.

mod imports;
mod size;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use self::source::{SourceFile, source_files};

/// Modules and their layers; siblings never import each other (but for `ALLOWED`).
const LAYERS: [(&str, u8); 31] = [
    ("build", 6),
    ("console", 6),
    ("main", 6),
    ("whole", 6),
    ("lib", 6),
    ("ui", 5),
    ("cli", 5),
    ("app", 4),
    ("worker", 4),
    ("library", 3),
    ("refresh", 3),
    ("sync", 3),
    ("article", 3),
    ("aloud", 3),
    ("audio", 3),
    ("net", 2),
    ("parse", 2),
    ("document", 2),
    ("picture", 2),
    ("revisions", 2),
    ("store", 2),
    ("stories", 2),
    ("opml", 2),
    ("listen", 2),
    ("model", 1),
    ("config", 1),
    ("folder_sync", 1),
    ("fonts", 1),
    ("query", 1),
    ("markup", 1),
    ("i18n", 0),
];

/// Imports between siblings, and why.
const ALLOWED: [(&str, &str); 12] = [
    // What a refresh stores of an entry is formed as the article shows it.
    ("refresh", "article"),
    // Jobs and events are the values in which the state and the threads talk.
    ("app", "worker"),
    // `gleaner FILE` opens a window.
    ("ui", "cli"),
    // Settings are made of plain values, and the session names the place that was open.
    ("config", "model"),
    ("config", "query"),
    // Queries ask about entries and feeds.
    ("query", "model"),
    // Operations on a library refresh feeds and sync accounts.
    ("library", "refresh"),
    ("library", "sync"),
    // Versions are compared as documents, and an edit is kept only if a reader would see it.
    ("revisions", "document"),
    ("store", "revisions"),
    // The order of the queue follows rules without a database.
    ("store", "listen"),
    // Entries of accounts are prepared for the store as those of feeds are.
    ("sync", "refresh"),
];

/// Every direct dependency and the rooms that may name it; none if it is there only for its
/// features or version.
const OWNERS: [(&str, &[&str]); 74] = [
    ("base64", &["document", "folder_sync", "markup", "net", "parse", "sync"]),
    ("bitflags", &["document"]),
    ("blake3", &["folder_sync", "library", "parse", "refresh", "store", "worker"]),
    ("brotli_decompressor", &["net"]),
    ("chardetng", &["markup"]),
    ("chrono", &["parse"]),
    ("clap", &["cli", "main"]),
    ("cpal", &["audio"]),
    ("cpu_time", &["ui"]),
    ("data_url", &["picture"]),
    ("directories", &["config"]),
    ("dom_smoothie", &["document"]),
    ("eframe", &["ui"]),
    ("egui", &["ui"]),
    ("encoding_rs", &["markup"]),
    ("env_logger", &["main"]),
    ("epaint", &[]),
    ("feed_rs", &["parse"]),
    ("fixedbitset", &["model"]),
    ("flate2", &["net"]),
    ("fluent_bundle", &["i18n"]),
    ("fontique", &["picture", "ui"]),
    ("futures_util", &["net", "refresh", "sync"]),
    ("html2text", &["document"]),
    ("html5ever", &["document", "markup"]),
    ("httpdate", &["net"]),
    ("hyper_util", &["net"]),
    ("idna_adapter", &[]),
    ("image", &["picture"]),
    ("jiff", EVERYWHERE),
    ("keyring", &["net"]),
    ("linkify", &["document", "markup", "parse"]),
    ("log", EVERYWHERE),
    ("lucide_icons", &["ui"]),
    ("memchr", EVERYWHERE),
    ("merman", &["picture"]),
    ("notify_rust", &["ui"]),
    ("percent_encoding", &["document", "markup", "model", "net"]),
    ("pulseaudio", &["audio"]),
    ("pulldown_cmark", &["markup"]),
    ("ratex_font", &["picture"]),
    ("ratex_layout", &["picture"]),
    ("ratex_parser", &["picture"]),
    ("ratex_types", &["picture"]),
    ("regex", &["opml", "query"]),
    ("reqwest", &["net"]),
    ("resvg", &["picture"]),
    ("ring", &["folder_sync"]),
    ("rfd", &["ui"]),
    ("rusqlite", &["store"]),
    ("rustls", &["net"]),
    ("serde", EVERYWHERE),
    ("serde_json", EVERYWHERE),
    ("skrifa", &["picture"]),
    ("syntect", &["document"]),
    ("symphonia", &["audio"]),
    ("sys_locale", &["ui"]),
    ("tempfile", &["audio", "config", "folder_sync", "library", "store", "worker"]),
    ("terminal_size", &["cli"]),
    ("thiserror", EVERYWHERE),
    ("tikv_jemallocator", &["main"]),
    ("timestretch", &["audio"]),
    ("tokio", &["audio", "cli", "library", "net", "refresh", "sync", "worker"]),
    ("toml", &["config"]),
    ("two_face", &["document"]),
    ("unic_langid", &["i18n"]),
    ("unicode_bidi", &["ui"]),
    ("unicode_normalization", &["query", "ui"]),
    ("unicode_script", &["picture", "ui"]),
    ("unicode_segmentation", &["aloud", "ui"]),
    ("url", EVERYWHERE),
    ("winit", &[]),
    ("zbus", &["audio", "worker"]),
    ("zstd", &["folder_sync", "net", "refresh", "store"]),
];

/// Crates of plain values and small helpers.
const EVERYWHERE: &[&str] = &["*"];

fn layer(room: &str) -> Option<u8> {
    LAYERS.iter().find(|(name, _)| *name == room).map(|(_, layer)| *layer)
}

/// The rooms that a path or a `use` tree after `crate::` leads to.
fn imported_rooms(code: &str) -> BTreeSet<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut found = BTreeSet::new();
    for (at, word) in code.match_indices("crate::") {
        let rest = &code[at + word.len()..];
        match rest.trim_start().strip_prefix('{') {
            Some(tree) => found.extend(imports::branches_of(tree).map(name)),
            None => _ = found.insert(name(rest)),
        }
    }
    found
}

#[test]
fn every_module_has_a_layer() {
    let rooms: BTreeSet<String> = source_files().iter().map(|file| file.room().into()).collect();
    let unknown: Vec<_> = rooms.iter().filter(|room| layer(room).is_none()).collect();
    assert!(unknown.is_empty(), "modules without a layer: {unknown:?}");
    let gone: Vec<_> = LAYERS.iter().filter(|(room, _)| !rooms.contains(*room)).collect();
    assert!(gone.is_empty(), "layers without a module: {gone:?}");
}

#[test]
fn every_arrow_points_down() {
    let mut wrong = Vec::new();
    for file in source_files() {
        let room = file.room();
        let Some(own) = layer(room) else { continue };
        for import in imported_rooms(&file.code) {
            // A name that is no room is an item of `lib.rs`.
            let Some(other) = layer(&import) else { continue };
            let is_allowed = ALLOWED.contains(&(room, import.as_str()));
            if import != room && other >= own && !is_allowed {
                wrong.push(format!("{}: {room} imports {import}", file.name));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that point up or sideways:\n{}", wrong.join("\n"));
}

#[test]
fn no_more_than_two_files_of_a_room_import_each_other_in_a_circle() {
    let files = source_files();
    let mut edges = imports::edges(&files);
    for (file, used) in files.iter().zip(&mut edges) {
        used.retain(|other| files[*other].room() == file.room());
    }
    let circles: Vec<String> = imports::circles(&edges)
        .into_iter()
        .filter(|circle| circle.len() > 2)
        .map(|circle| circle.iter().map(|at| files[*at].name.as_str()).collect::<Vec<_>>())
        .map(|names| names.join(" "))
        .collect();
    assert!(circles.is_empty(), "imports in a circle:\n{}", circles.join("\n"));
}

/// The names of all normal dependencies, as code writes them.
fn dependencies() -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest = fs::read_to_string(path).unwrap();
    let mut is_inside = false;
    let mut found = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_inside = line == "[dependencies]" || line.ends_with(".dependencies]");
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| is_inside) {
            found.insert(name.replace('-', "_"));
        }
    }
    found
}

#[test]
fn every_dependency_has_an_owner() {
    let dependencies = dependencies();
    let owned: BTreeSet<String> = OWNERS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let homeless: Vec<_> = dependencies.difference(&owned).collect();
    assert!(homeless.is_empty(), "dependencies without an owner: {homeless:?}");
    let gone: Vec<_> = owned.difference(&dependencies).collect();
    assert!(gone.is_empty(), "owners of what is no dependency: {gone:?}");
}

/// Whether code names a crate: at the beginning of a path, or alone in a `use`.
fn names(code: &str, outside: &str) -> bool {
    code.match_indices(outside).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + outside.len()..].trim_start();
        let is_path = after.starts_with("::")
            && !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '.'));
        is_path || (after.starts_with([';', ' ']) && code[..at].ends_with("use "))
    })
}

#[test]
fn each_outside_crate_is_named_only_by_its_owners() {
    let mut wrong = Vec::new();
    for file in source_files() {
        for (outside, owners) in OWNERS {
            let is_owner = owners.iter().any(|owner| ["*", file.room()].contains(owner));
            if !is_owner && names(&file.code, outside) {
                wrong.push(format!("{}: names {outside}", file.name));
            }
        }
    }
    assert!(wrong.is_empty(), "outside crates named in the wrong place:\n{}", wrong.join("\n"));
}

#[test]
fn lines_functions_and_files_are_not_too_long() {
    let found = size::too_long();
    for (kind, found) in
        [("lines", found.lines), ("functions", found.functions), ("files", found.files)]
    {
        assert!(found.is_empty(), "{} long {kind}:\n{}", found.len(), found.join("\n"));
    }
}

#[test]
fn addresses_are_opened_in_one_place() {
    // What decides is `Action::OpenUrl`; its effect is the one call.
    let calls = |file: &SourceFile| {
        let count = [".open_url(", ".hyperlink(", "hyperlink_to("]
            .iter()
            .map(|call| file.code.matches(call).count())
            .sum::<usize>();
        (count > 0).then(|| (file.name.clone(), count))
    };
    let found: BTreeMap<String, usize> = source_files().iter().filter_map(calls).collect();
    assert_eq!(found, BTreeMap::from([("ui/reader/effects.rs".to_owned(), 1)]));
}

#[test]
fn colours_are_built_only_in_the_theme() {
    let wrong: Vec<String> = source_files()
        .into_iter()
        .filter(|file| file.code.contains("Color32::from_") && !file.name.starts_with("ui/theme"))
        .map(|file| file.name)
        .collect();
    assert!(wrong.is_empty(), "colours built outside ui/theme: {wrong:?}");
}

#[test]
fn the_checks_see_code_only() {
    let code = source::without_comments_and_literals(
        "let a = \"https://a\"; b::c(); // d::e\n/* f /* g */ */ h('\"', r#\"i\"#, 'x', &'y z)",
    );
    let kept: Vec<&str> = code.split_whitespace().collect();
    assert_eq!(kept.join(" "), "let a = ; b::c(); h( , , , &'y z)");
}

#[test]
fn an_import_is_followed_through_a_re_export() {
    let file = |name: &str, module: &[&str], code: &str| SourceFile {
        name: name.to_owned(),
        module: module.iter().map(|part| (*part).to_owned()).collect(),
        code: code.to_owned(),
    };
    let files = [
        file("room/mod.rs", &["room"], "mod a; mod b;\npub use a::{A, sub::C};\n"),
        file("room/a.rs", &["room", "a"], "use super::b::B;\nfn a() {}\n"),
        file("room/b.rs", &["room", "b"], "use crate::room::A;\n"),
    ];
    let edges = imports::edges(&files);
    assert_eq!(edges, [BTreeSet::new(), BTreeSet::from([2]), BTreeSet::from([1])]);
    assert_eq!(imports::circles(&edges), [[1, 2]]);
}

#[test]
fn a_visibility_is_no_import() {
    let file = |name: &str, code: &str| SourceFile {
        name: format!("{name}.rs"),
        module: vec!["room".to_owned(), name.to_owned()],
        code: code.to_owned(),
    };
    let files = [file("a", "pub(in crate::room::b) fn a() {}\n"), file("b", "")];
    assert_eq!(imports::edges(&files), [BTreeSet::new(), BTreeSet::new()]);
}
