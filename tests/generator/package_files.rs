//! Makes the files of a package that come from the program itself: manual pages, completions for
//! shells, icons as pixels, the release notes of the metainfo, and the licences of all
//! dependencies. `.ci/package` runs it: `package_files OUT DATE`.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::CommandFactory as _;
use clap_complete::Shell;
use gleaner::cli::Cli;
use image::ExtendedColorType;
use image::codecs::ico::{IcoEncoder, IcoFrame};
use resvg::tiny_skia::PremultipliedColorU8;
use resvg::{tiny_skia, usvg};
use serde_json::Value;

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The name of the program to desktops; also the id of its window on Wayland.
const APP_ID: &str = "io.github.gleaner.Gleaner";
const DESKTOP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/desktop");
const CHANGELOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/CHANGELOG.md");
/// Sides of the icons that desktops look for, in pixels.
const ICON_SIDES: [u32; 9] = [16, 22, 24, 32, 48, 64, 128, 256, 512];
/// Sides of the pictures in the icon for Windows, in pixels.
const ICO_SIDES: [u32; 5] = [16, 24, 32, 48, 256];

fn main() -> Result<()> {
    let mut args = std::env::args_os().skip(1);
    let (Some(out), Some(date)) = (args.next().map(PathBuf::from), args.next()) else {
        return Err("usage: package_files OUT DATE".into());
    };
    let date = date.into_string().map_err(|_| "the date is not Unicode")?;
    make(&out, &date)?;
    licences(&out)
}

/// Makes everything but the licences, which need the sources of all crates.
pub fn make(out: &Path, date: &str) -> Result<()> {
    manuals(&out.join("man"))?;
    completions(&out.join("completions"))?;
    icons(&out.join("icons"))?;
    metainfo(out, date)
}

fn manuals(dir: &Path) -> Result<()> {
    fs::create_dir_all(dir)?;
    clap_mangen::generate_to(Cli::command(), dir)?;
    Ok(())
}

fn completions(dir: &Path) -> Result<()> {
    fs::create_dir_all(dir)?;
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell] {
        clap_complete::generate_to(shell, &mut Cli::command(), "gleaner", dir)?;
    }
    Ok(())
}

fn icons(dir: &Path) -> Result<()> {
    let svg = fs::read(format!("{DESKTOP}/{APP_ID}.svg"))?;
    let tree = usvg::Tree::from_data(&svg, &usvg::Options::default())?;
    for side in ICON_SIDES {
        let dir = dir.join(format!("{side}x{side}"));
        fs::create_dir_all(&dir)?;
        let pixels = drawn(&tree, side)?;
        let path = dir.join(format!("{APP_ID}.png"));
        image::save_buffer(path, &pixels, side, side, ExtendedColorType::Rgba8)?;
    }
    let frames = ICO_SIDES.iter().map(|side| {
        let pixels = drawn(&tree, *side)?;
        Ok(IcoFrame::as_png(&pixels, *side, *side, ExtendedColorType::Rgba8)?)
    });
    let frames = frames.collect::<Result<Vec<_>>>()?;
    let file = BufWriter::new(File::create(dir.join("gleaner.ico"))?);
    IcoEncoder::new(file).encode_images(&frames)?;
    Ok(())
}

/// The icon as pixels that are not premultiplied.
fn drawn(tree: &usvg::Tree, side: u32) -> Result<Vec<u8>> {
    let mut pixels = tiny_skia::Pixmap::new(side, side).ok_or("an icon has no pixels")?;
    let scale = side as f32 / tree.size().width();
    let transform = tiny_skia::Transform::from_scale(scale, scale);
    resvg::render(tree, transform, &mut pixels.as_mut());
    let colours = pixels.pixels().iter().map(PremultipliedColorU8::demultiply);
    Ok(colours
        .flat_map(|colour| [colour.red(), colour.green(), colour.blue(), colour.alpha()])
        .collect())
}

/// The metainfo with the releases of the changelog. Changes that are not released yet are those of
/// this version, at the given date.
fn metainfo(out: &Path, date: &str) -> Result<()> {
    let name = format!("{APP_ID}.metainfo.xml");
    let text = fs::read_to_string(format!("{DESKTOP}/{name}"))?;
    let changelog = fs::read_to_string(CHANGELOG)?;
    let mut releases = String::new();
    for line in changelog.lines() {
        let Some(title) = line.strip_prefix("## ") else { continue };
        let (version, date) = match title.split_once(" - ") {
            Some((version, date)) => (version.trim(), date.trim()),
            None => (env!("CARGO_PKG_VERSION"), date),
        };
        writeln!(releases, "    <release version=\"{version}\" date=\"{date}\"/>")?;
    }
    let filled = text.replace("  <releases>\n", &format!("  <releases>\n{releases}"));
    if releases.is_empty() || filled == text {
        return Err("the metainfo or the changelog names no releases".into());
    }
    fs::write(out.join(name), filled)?;
    Ok(())
}

/// Every crate that is in the program, with the texts of its licence. Equal texts stand once.
pub fn licences(out: &Path) -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--locked", "--offline", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let used = used_packages(&metadata);
    let packages = metadata.get("packages").and_then(Value::as_array).ok_or("no packages")?;
    let mut names = Vec::new();
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in packages.iter().filter(|package| used.contains(string(package, "id"))) {
        let name = format!("{} {}", string(package, "name"), string(package, "version"));
        names.push(format!("{name}: {}", string(package, "license")));
        let manifest = Path::new(string(package, "manifest_path"));
        for text in licence_texts(manifest.parent().ok_or("a manifest without a directory")?)? {
            texts.entry(text).or_default().insert(name.clone());
        }
    }
    let mut file = BufWriter::new(File::create(out.join("THIRD-PARTY-LICENSES"))?);
    writeln!(file, "Gleaner contains these crates:\n\n{}", names.join("\n"))?;
    for (text, crates) in texts {
        let crates = crates.into_iter().collect::<Vec<_>>().join(", ");
        writeln!(file, "\n{}\n{crates}\n\n{}", "=".repeat(72), text.trim())?;
    }
    Ok(file.flush()?)
}

/// The ids of the packages that end up in the program, with those of its build scripts, which copy
/// fonts into it.
fn used_packages(metadata: &Value) -> BTreeSet<String> {
    let nodes = metadata.pointer("/resolve/nodes").and_then(Value::as_array);
    let by_id: BTreeMap<&str, &Value> =
        nodes.into_iter().flatten().map(|node| (string(node, "id"), node)).collect();
    let root = metadata.pointer("/resolve/root").and_then(Value::as_str).unwrap_or_default();
    let mut used = BTreeSet::new();
    let mut open = vec![root.to_owned()];
    while let Some(id) = open.pop() {
        let Some(node) = by_id.get(id.as_str()) else { continue };
        if !used.insert(id) {
            continue;
        }
        for dependency in list(node, "deps") {
            if list(dependency, "dep_kinds").iter().any(|kind| string(kind, "kind") != "dev") {
                open.push(string(dependency, "pkg").to_owned());
            }
        }
    }
    used.remove(root);
    used
}

fn licence_texts(dir: &Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_uppercase();
        let is_licence =
            ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE", "OFL"]
                .iter()
                .any(|sign| name.starts_with(sign));
        if is_licence && entry.file_type()?.is_file() {
            texts.push(fs::read_to_string(entry.path())?);
        }
    }
    Ok(texts)
}

fn string<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
