//! `gleaner sync-folder` as real processes over one directory: they join, agree, survive being
//! killed at any moment, and leave.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;

use crate::support::program::Program;

const LIST: &str = r#"<opml version="2.0"><body>
    <outline text="Sea" type="rss" xmlUrl="https://sea.example.org/feed"/>
    <outline text="News"><outline text="Sky" type="rss" xmlUrl="https://sky.example.org/feed"/>
    </outline></body></opml>"#;
/// Passes that are killed.
const KILLS: u32 = 12;

fn json(program: &Program, arguments: &[&str]) -> Value {
    let run = program.run(arguments);
    assert_eq!(run.code, 0, "{run:?}");
    serde_json::from_str(&run.stdout).unwrap()
}

fn import(program: &Program, list: &str) {
    let path = program.profile().join("list.opml");
    std::fs::write(&path, list).unwrap();
    assert_eq!(program.run(&["import", path.to_str().unwrap()]).code, 0);
}

fn join(program: &Program, folder: &Path, name: &str) -> Value {
    let folder = folder.to_str().unwrap();
    json(program, &["sync-folder", "join", folder, "--name", name, "--json"])
}

fn now(program: &Program) -> Value {
    json(program, &["sync-folder", "now", "--json"])
}

fn feeds(program: &Program) -> Vec<String> {
    let listed = json(program, &["list", "--feeds", "--json"]);
    let mut found: Vec<String> = listed
        .to_string()
        .split('"')
        .filter(|text| text.starts_with("https://") && text.ends_with("/feed"))
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    found
}

#[test]
fn two_programs_join_agree_and_leave() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (Program::new(), Program::new());
    import(&one, LIST);
    let joined = join(&one, folder.path(), "Desk");
    assert_eq!(joined["joined"]["feeds_to_there"], 2);
    let preview = ["sync-folder", "join", folder.path().to_str().unwrap(), "--preview", "--json"];
    assert_eq!(json(&other, &preview)["feeds_from_there"], 2);
    assert_eq!(other.run(&["sync-folder", "status"]).code, 1);
    let joined = join(&other, folder.path(), "Lap");
    assert_eq!(joined["joined"]["feeds_from_there"], 2);
    assert_eq!(feeds(&other), feeds(&one));
    assert_eq!(other.run(&["remove", "https://sea.example.org/feed"]).code, 0);
    let waiting = json(&one, &["sync-folder", "status", "--json"]);
    assert_eq!(waiting["problem"], Value::Null);
    now(&other);
    now(&one);
    assert_eq!(feeds(&one), ["https://sky.example.org/feed"]);
    let status = now(&one);
    let names: Vec<&str> =
        status["devices"].as_array().unwrap().iter().map(|d| d["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"Desk") && names.contains(&"Lap"), "{status}");
    assert_eq!(one.run(&["sync-folder", "leave"]).code, 0);
    let run = one.run(&["sync-folder", "now", "--json"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("not_joined"), "{run:?}");
    assert_eq!(feeds(&one), ["https://sky.example.org/feed"]);
}

/// Kills passes at moments that differ, while both add feeds.
#[test]
fn passes_that_are_killed_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let programs = [Program::new(), Program::new()];
    join(&programs[0], folder.path(), "Desk");
    join(&programs[1], folder.path(), "Lap");
    for kill in 0..KILLS {
        let program = &programs[kill as usize % 2];
        let list = format!(
            "<opml version=\"2.0\"><body><outline text=\"N\" type=\"rss\" \
             xmlUrl=\"https://n{kill}.example.org/feed\"/></body></opml>"
        );
        import(program, &list);
        let mut child = program
            .command(&["sync-folder", "now"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::park_timeout(Duration::from_millis(u64::from(kill * 7 % 60)));
        // It may have ended by itself.
        let _ = child.kill();
        child.wait().unwrap();
    }
    for _ in 0..2 {
        for program in &programs {
            now(program);
        }
    }
    let found = feeds(&programs[0]);
    assert_eq!(found, feeds(&programs[1]));
    assert_eq!(found.len(), KILLS as usize);
    for program in &programs {
        assert_eq!(program.run(&["check"]).code, 0);
    }
}
