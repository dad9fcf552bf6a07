//! One window for each profile: a second start passes its file or address to the first and ends.
//!
//! A lock on a file decides who is the first, because the system releases it even when a program
//! crashes. The socket beside it only carries the message.

#[cfg(windows)]
mod pipe;
mod protocol;
#[cfg(unix)]
mod socket;

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::config::Paths;

#[cfg(windows)]
use pipe::{Door, pass};
#[cfg(unix)]
use socket::{Door, pass};

/// How often a start knocks at the first one, which may still be opening its door.
const KNOCKS: u32 = 20;
/// The pause between two knocks.
const PAUSE: Duration = Duration::from_millis(50);
/// How often a start without a window tries to be the first.
const HIDDEN_TRIES: u32 = 100;

/// What a start is to do.
pub enum Claim {
    /// It is the first: open the window, and give this to the workers.
    First(Instance),
    /// The first one has taken the target: end.
    Passed,
    /// The system has no way to find out: open the window.
    Alone,
}

/// The right to be the only window of a profile, until the program ends.
pub struct Instance {
    door: Door,
    /// Held until the door is closed.
    lock: File,
}

impl Instance {
    /// Takes the targets of other starts, on a thread of its own.
    pub(super) fn listen(
        self,
        receive: impl FnMut(Option<String>) + Send + 'static,
    ) -> io::Result<()> {
        let Self { door, lock } = self;
        thread::Builder::new().name("gleaner-instance".to_owned()).spawn(move || {
            door.serve(receive);
            drop(lock);
        })?;
        Ok(())
    }
}

impl Instance {
    /// Lets the next start be the first: once it knocks, the lock is released and `end` is called,
    /// on a thread of its own. The other start knocks again and finds the lock free.
    pub fn give_way(self, end: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let Self { door, lock } = self;
        thread::Builder::new().name("gleaner-instance".to_owned()).spawn(move || {
            door.await_knock();
            // First the door: the next one opens its own.
            drop(door);
            drop(lock);
            end();
        })?;
        Ok(())
    }
}

/// Becomes the first without a window. Waits for one that is just closing; `None` if one is open,
/// or if the system has no way to find out.
#[must_use]
pub fn claim_hidden(paths: &Paths) -> Option<Instance> {
    let (folder, name) = place(paths.root()).ok()?;
    wait_in(&folder, &name, HIDDEN_TRIES).inspect_err(|error| log::info!("{error}")).ok()
}

fn wait_in(folder: &Path, name: &str, tries: u32) -> io::Result<Instance> {
    let lock = lock_file(folder, name)?;
    for _ in 0..tries {
        match lock.try_lock() {
            Ok(()) => return Ok(Instance { door: Door::open(folder, name)?, lock }),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
        }
    }
    Err(io::ErrorKind::WouldBlock.into())
}

fn lock_file(folder: &Path, name: &str) -> io::Result<File> {
    let path = folder.join(format!("{name}.lock"));
    File::options().create(true).truncate(false).write(true).open(path)
}

/// Finds out whether a window of this profile is open. If so, passes the target to it.
#[must_use]
pub fn claim(paths: &Paths, target: Option<&str>) -> Claim {
    let target = target.map(absolute);
    let claimed =
        place(paths.root()).and_then(|(folder, name)| claim_in(&folder, &name, target.as_deref()));
    claimed.unwrap_or_else(|error| {
        log::warn!("cannot find out whether another window is open: {error}");
        Claim::Alone
    })
}

fn claim_in(folder: &Path, name: &str, target: Option<&str>) -> io::Result<Claim> {
    let lock = lock_file(folder, name)?;
    let mut failure = None;
    for knock in 0..KNOCKS {
        if knock > 0 {
            thread::sleep(PAUSE);
        }
        match lock.try_lock() {
            Ok(()) => {
                let door = Door::open(folder, name)?;
                return Ok(Claim::First(Instance { door, lock }));
            }
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) => {}
        }
        match pass(folder, name, target) {
            Ok(()) => return Ok(Claim::Passed),
            Err(error) => failure = Some(error),
        }
    }
    Err(failure.unwrap_or_else(|| io::ErrorKind::TimedOut.into()))
}

/// The folder of the lock and the socket, and the beginning of their names.
fn place(root: &Path) -> io::Result<(PathBuf, String)> {
    // Two ways to the same profile are one profile.
    std::fs::create_dir_all(root)?;
    let root = root.canonicalize()?;
    let hash = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
    let name = format!("gleaner-{}", hash.get(..16).unwrap_or_default());
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let folder = runtime.filter(|folder| folder.is_absolute() && folder.is_dir()).unwrap_or(root);
    Ok((folder, name))
}

/// The path of a file as a program in another directory finds it.
fn absolute(target: &str) -> String {
    let path = Path::new(target);
    match std::path::absolute(path) {
        Ok(absolute) if path.exists() => absolute.display().to_string(),
        Ok(_) | Err(_) => target.to_owned(),
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::sync::mpsc;

    use super::*;

    fn first(folder: &Path) -> Instance {
        match claim_in(folder, "g", None).unwrap() {
            Claim::First(instance) => instance,
            Claim::Passed | Claim::Alone => panic!("it is the first"),
        }
    }

    fn is_passed(folder: &Path, target: Option<&str>) -> bool {
        matches!(claim_in(folder, "g", target).unwrap(), Claim::Passed)
    }

    #[test]
    fn a_second_start_passes_its_target_to_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, targets) = mpsc::channel();
        first(folder.path()).listen(move |target| sender.send(target).unwrap()).unwrap();
        assert!(is_passed(folder.path(), Some("feed:a.example")));
        assert!(is_passed(folder.path(), None));
        let limit = Duration::from_secs(20);
        assert_eq!(targets.recv_timeout(limit).unwrap().as_deref(), Some("feed:a.example"));
        assert_eq!(targets.recv_timeout(limit).unwrap(), None);
    }

    #[test]
    fn a_socket_that_a_crash_left_is_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        drop(UnixListener::bind(folder.path().join("g.sock")).unwrap());
        assert!(folder.path().join("g.sock").exists());
        let (sender, targets) = mpsc::channel();
        first(folder.path()).listen(move |target| sender.send(target).unwrap()).unwrap();
        assert!(is_passed(folder.path(), Some("x")));
        assert_eq!(targets.recv().unwrap().as_deref(), Some("x"));
    }

    #[test]
    fn after_the_end_of_the_first_the_next_is_the_first() {
        let folder = tempfile::tempdir().unwrap();
        drop(first(folder.path()));
        assert!(!folder.path().join("g.sock").exists(), "it tidies up");
        drop(first(folder.path()));
    }

    #[test]
    fn one_without_a_window_gives_way_to_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let hidden = wait_in(folder.path(), "g", 1).unwrap();
        assert!(wait_in(folder.path(), "g", 1).is_err(), "there is one");
        let (sender, ended) = mpsc::channel();
        hidden.give_way(move || sender.send(()).unwrap()).unwrap();
        let window = first(folder.path());
        ended.recv_timeout(Duration::from_secs(20)).unwrap();
        window.listen(|_| ()).unwrap();
        assert!(is_passed(folder.path(), None), "the window listens");
    }

    #[test]
    fn a_stranger_at_the_door_does_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, targets) = mpsc::channel();
        first(folder.path()).listen(move |target| sender.send(target).unwrap()).unwrap();
        let mut stranger = UnixStream::connect(folder.path().join("g.sock")).unwrap();
        stranger.write_all(b"hello\n").unwrap();
        drop(stranger);
        assert!(is_passed(folder.path(), Some("after")));
        assert_eq!(targets.recv().unwrap().as_deref(), Some("after"));
    }

    #[test]
    fn each_profile_has_its_own_window_whatever_way_leads_to_it() {
        let root = tempfile::tempdir().unwrap();
        let (one, other) = (root.path().join("one"), root.path().join("other"));
        let name = |path: &Path| place(path).unwrap().1;
        assert_ne!(name(&one), name(&other));
        assert_eq!(name(&one), name(&other.join("../one")));
        let link = root.path().join("link");
        std::os::unix::fs::symlink(&one, &link).unwrap();
        assert_eq!(name(&one), name(&link));
    }

    #[test]
    fn a_file_is_passed_by_its_whole_path_and_an_address_as_it_is() {
        assert!(Path::new(&absolute("Cargo.toml")).is_absolute());
        for address in ["feed:https://a.example/", "a.example", "no such file.opml"] {
            assert_eq!(absolute(address), address);
        }
    }
}
