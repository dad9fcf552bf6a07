//! Which file uses which: the paths in the code, followed through `use` and re-exports to the file
//! that holds the item.

use std::collections::{BTreeMap, BTreeSet};

use super::source::SourceFile;

/// Re-exports are followed as far as this, so that a circle of them ends.
const MAX_HOPS: usize = 8;

type Path = Vec<String>;

/// A name that a module brings in with `use`, and what it stands for.
struct Import {
    name: String,
    path: Path,
    is_public: bool,
}

/// The files that each file uses, by index.
pub fn edges(files: &[SourceFile]) -> Vec<BTreeSet<usize>> {
    let modules: BTreeMap<&[String], usize> =
        files.iter().enumerate().map(|(at, file)| (file.module.as_slice(), at)).collect();
    let imports: Vec<Vec<Import>> = files.iter().map(imports).collect();
    let graph = Graph { files, modules, imports };
    files.iter().enumerate().map(|(at, _)| graph.used_by(at)).collect()
}

struct Graph<'a> {
    files: &'a [SourceFile],
    modules: BTreeMap<&'a [String], usize>,
    imports: Vec<Vec<Import>>,
}

impl Graph<'_> {
    fn used_by(&self, at: usize) -> BTreeSet<usize> {
        let file = &self.files[at];
        // A re-export makes no circle: the module only gives another module's item its name.
        let exported: Vec<&Path> = self.imports[at]
            .iter()
            .filter(|import| import.is_public)
            .map(|import| &import.path)
            .collect();
        paths(&file.code)
            .into_iter()
            .filter_map(|path| absolute(&path, &file.module))
            .chain(self.imports[at].iter().map(|import| import.path.clone()))
            .filter(|path| !exported.contains(&path))
            .filter_map(|path| self.resolve(&path, MAX_HOPS))
            .filter(|used| *used != at)
            .collect()
    }

    /// The file that holds the item of a path from the root of the crate.
    fn resolve(&self, path: &[String], hops: usize) -> Option<usize> {
        let length = (0..=path.len()).rev().find(|n| self.modules.contains_key(&path[..*n]))?;
        let file = self.modules[&path[..length]];
        let Some(name) = path.get(length) else { return Some(file) };
        let import = self.imports[file].iter().find(|import| import.name == *name);
        match import {
            Some(import) if hops > 0 => {
                let rest = path[length + 1..].iter().cloned();
                let target: Path = import.path.iter().cloned().chain(rest).collect();
                self.resolve(&target, hops - 1)
            }
            _ => Some(file),
        }
    }
}

/// A path from the root of the crate; `None` if it leads to another crate.
fn absolute(path: &[String], module: &[String]) -> Option<Path> {
    let first = path.first()?;
    if first == "crate" {
        return Some(path[1..].to_vec());
    }
    let supers = path.iter().take_while(|part| *part == "super").count();
    if supers > 0 {
        let base = module.len().checked_sub(supers)?;
        return Some(module[..base].iter().chain(&path[supers..]).cloned().collect());
    }
    let rest = if first == "self" { &path[1..] } else { path };
    Some(module.iter().chain(rest).cloned().collect())
}

/// All paths of at least two parts that begin with `crate` or `super`, outside of `use` and of
/// visibilities such as `pub(in crate::room)`.
fn paths(code: &str) -> Vec<Path> {
    let mut found = Vec::new();
    for word in ["crate::", "super::"] {
        for (at, _) in code.match_indices(word) {
            let before = &code[..at];
            let is_inner = before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
            if is_inner || before.ends_with("pub(in ") {
                continue;
            }
            let text: String = code[at..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':')
                .collect();
            let path = text.split("::").filter(|part| !part.is_empty()).map(str::to_owned);
            found.push(path.collect());
        }
    }
    // A path that ends before a brace is the beginning of a `use` tree, which `imports` reads.
    found.retain(|path: &Path| path.iter().any(|part| part != "super" && part != "crate"));
    found
}

fn imports(file: &SourceFile) -> Vec<Import> {
    let mut found = Vec::new();
    for (at, _) in file.code.match_indices("use ") {
        let before = file.code[..at].trim_end_matches(' ');
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let visibility = before[start..].trim();
        if !(visibility.is_empty() || visibility.starts_with("pub")) {
            continue;
        }
        let Some(end) = file.code[at..].find(';') else { continue };
        let tree: String =
            file.code[at + 4..at + end].split_whitespace().collect::<Vec<_>>().join(" ");
        let mut leaves = Vec::new();
        expand(&tree, &[], &mut leaves);
        for (path, name) in leaves {
            if let Some(path) = absolute(&path, &file.module) {
                found.push(Import { name, path, is_public: !visibility.is_empty() });
            }
        }
    }
    found
}

/// The paths of a `use` tree and the names that they get.
fn expand(tree: &str, prefix: &[String], found: &mut Vec<(Path, String)>) {
    let tree = tree.trim();
    if let Some((head, rest)) = tree.split_once('{') {
        let mut prefix = prefix.to_vec();
        let parts = head.split("::").map(str::trim).filter(|part| !part.is_empty());
        prefix.extend(parts.map(str::to_owned));
        let inner = rest.trim_end().strip_suffix('}').unwrap_or(rest);
        for branch in branches(inner) {
            expand(branch, &prefix, found);
        }
        return;
    }
    let (path, name) = tree.split_once(" as ").unwrap_or((tree, ""));
    let parts = path.split("::").map(str::trim).filter(|part| !part.is_empty());
    let mut path: Path = prefix.iter().cloned().chain(parts.map(str::to_owned)).collect();
    if path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let Some(last) = path.last().cloned() else { return };
    let name = if name.is_empty() { last } else { name.trim().to_owned() };
    found.push((path, name));
}

/// The branches of a `use` tree, of which the text begins after the opening brace.
pub fn branches_of(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 1;
    let end = text.find(|letter| {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        depth == 0
    });
    branches(&text[..end.unwrap_or(text.len())]).into_iter()
}

/// The parts between the outermost commas.
fn branches(tree: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, letter) in tree.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&tree[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&tree[start..]);
    found.retain(|branch| !branch.trim().is_empty());
    found
}

/// Groups of files that use each other in a circle, of more than one file.
pub fn circles(edges: &[BTreeSet<usize>]) -> Vec<Vec<usize>> {
    let reachable: Vec<BTreeSet<usize>> = (0..edges.len()).map(|at| reached(edges, at)).collect();
    let mut groups: BTreeSet<Vec<usize>> = BTreeSet::new();
    for (at, from_here) in reachable.iter().enumerate() {
        if from_here.contains(&at) {
            let group = from_here.iter().copied().filter(|other| reachable[*other].contains(&at));
            groups.insert(group.collect());
        }
    }
    groups.into_iter().collect()
}

fn reached(edges: &[BTreeSet<usize>], start: usize) -> BTreeSet<usize> {
    let (mut found, mut open) = (BTreeSet::new(), vec![start]);
    while let Some(at) = open.pop() {
        for next in &edges[at] {
            if found.insert(*next) {
                open.push(*next);
            }
        }
    }
    found
}
