//! Places that cannot be written to: a full disk, a read-only directory, files of another user.

use std::path::Path;
use std::process::Command;

use gleaner::store::Store;

use super::{feed_count, filled, small, statuses};
use crate::support::feeds::rss;
use crate::support::program::{Program, Run};
use crate::support::server::{Reply, Server};
use crate::support::skip::skip;

/// A small file system of its own, if the tests may create one.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn of(megabytes: u32) -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let size = format!("size={megabytes}m");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(dir.path())
            .output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(dir));
        }
        skip("a small file system cannot be made here");
        None
    }

    fn remount(&self, option: &str) {
        let done = Command::new("mount")
            .args(["-o", &format!("remount,{option}")])
            .arg(self.0.path())
            .status()
            .unwrap();
        assert!(done.success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_is_told_of_and_costs_nothing_that_was_there() {
    let Some(disk) = SmallDisk::of(3) else { return };
    let server = Server::start(|request| {
        let number = if request.path == "/small" { 3 } else { 3000 };
        let hash = |number: usize, part: usize| {
            blake3::hash(format!("{number} {part}").as_bytes()).to_hex().to_string()
        };
        let noise = |number: usize| (0..40).map(|part| hash(number, part)).collect::<String>();
        let entries: Vec<(String, String)> =
            (0..number).map(|number| (number.to_string(), noise(number))).collect();
        let borrowed: Vec<(&str, &str)> =
            entries.iter().map(|(guid, body)| (guid.as_str(), body.as_str())).collect();
        Reply::ok(rss(if number == 3 { "Small" } else { "Large" }, &borrowed))
    });
    let program = Program::in_profile(disk.0.path());
    program.ok(&["add", server.url("/small").as_str()]);
    let before = statuses(&Store::open(&program.library()).unwrap());
    let run = program.run(&["add", server.url("/large").as_str()]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    assert!(
        run.stderr.contains("the disk is full; free some space and try again"),
        "{}",
        run.stderr
    );
    let store = Store::open(&program.library()).unwrap();
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    assert_eq!(statuses(&store), before, "nothing of the large feed, all of the small one");
    drop(store);
    disk.remount("size=60m");
    program.ok(&["refresh"]);
    assert!(
        statuses(&Store::open(&program.library()).unwrap()).len() > 3000,
        "with room it goes on"
    );
}

#[test]
fn a_read_only_place_is_told_of() {
    let Some(disk) = SmallDisk::of(8) else { return };
    let program = Program::in_profile(disk.0.path());
    small(&program);
    let before = std::fs::read(program.library()).unwrap();
    disk.remount("ro");
    for arguments in [&["mark", "read", "--all"][..], &["refresh"], &["undo"]] {
        let run = program.run(arguments);
        assert_eq!(run.code, 1, "{arguments:?}: {}", run.stdout);
        assert!(
            run.stderr.contains("Couldn't") && run.stderr.contains("permissions"),
            "{arguments:?}: {}",
            run.stderr
        );
        assert!(!run.stderr.contains("damaged"), "{}", run.stderr);
    }
    disk.remount("rw");
    assert_eq!(std::fs::read(program.library()).unwrap(), before);
    assert!(program.ok(&["mark", "read", "--all"]).contains("Marked as read"));
}

#[cfg(unix)]
mod rights {
    use std::fs::{Permissions, set_permissions};
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;

    use super::*;

    /// A user who owns nothing.
    const NOBODY: u32 = 65534;

    /// Runs the program as a user without special rights, since root may do anything. `None` if
    /// that is not possible.
    fn run_without_rights(program: &Program, arguments: &[&str]) -> Option<Run> {
        let mut command = program.command(arguments);
        if std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0) {
            command.uid(NOBODY).gid(NOBODY);
        }
        match command.output() {
            Ok(output) => Some(Run::of(output)),
            Err(err) => {
                skip(&format!("the program cannot be run as somebody else ({err})"));
                None
            }
        }
    }

    fn allow(path: &Path, mode: u32) {
        set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_library_that_may_not_be_written_is_told_of_and_stays_as_it_is() {
        let (program, before) = filled();
        let bytes = std::fs::read(program.library()).unwrap();
        allow(program.profile(), 0o555);
        allow(&program.library(), 0o444);
        for arguments in [&["mark", "read", "--all"][..], &["refresh"]] {
            let Some(run) = run_without_rights(&program, arguments) else { return };
            assert_eq!(run.code, 1, "{arguments:?}: {}", run.stdout);
            assert!(
                run.stderr.contains("permissions") && !run.stderr.contains("damaged"),
                "{}",
                run.stderr
            );
        }
        allow(program.profile(), 0o755);
        allow(&program.library(), 0o644);
        assert_eq!(std::fs::read(program.library()).unwrap(), bytes);
        assert_eq!(feed_count(&program), 2);
        assert_eq!(statuses(&Store::open(&program.library()).unwrap()), before);
    }

    #[test]
    fn a_library_that_may_not_even_be_read_is_told_of() {
        let program = Program::new();
        small(&program);
        allow(program.profile(), 0o777);
        allow(&program.library(), 0o000);
        let Some(run) = run_without_rights(&program, &["list"]) else { return };
        assert_eq!(run.code, 1);
        assert!(run.stderr.contains("check the permissions"), "{}", run.stderr);
        assert!(!program.profile().join("library.db.damaged-1").exists());
    }

    #[test]
    fn a_profile_that_cannot_be_made_is_told_of() {
        let parent = tempfile::tempdir().unwrap();
        allow(parent.path(), 0o555);
        let program = Program::in_profile(&parent.path().join("profile"));
        let Some(run) = run_without_rights(&program, &["list"]) else { return };
        assert_eq!(run.code, 1);
        assert!(run.stderr.contains("Couldn't create"), "{}", run.stderr);
    }
}
