//! Joins a folder that other computers sync through, looks at it, and leaves it.

use std::path::{Path, PathBuf};

use crate::folder_sync::{
    Cipher, DeviceId, DiskFiles, Engine, FORMAT_FILE, Limits, Memory, Problem, Report, random,
};
use crate::i18n::t;
use crate::model::{Clock, Credentials, Grant, Secret};
use crate::net::{KeyringError, Vault};
use crate::store::{
    FirstMerge, FolderChanges, FolderState, JoinPreview, NewFolder, Store, StoreError,
    StoreReplica, lock_folder,
};

/// The directory within the folder that the user chooses.
const DIRECTORY: &str = "Gleaner";
/// The name under which keyrings show the passphrase.
const SECRET_USER: &str = "sync folder";

/// Why a folder cannot be joined or left.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    #[error("the folder cannot be used: {0:?}")]
    Folder(Problem),
    #[error("a folder is joined already")]
    Joined,
    #[error("the passphrase cannot be kept")]
    Passphrase(String),
    /// Another program looks at the folder at this moment.
    #[error("busy")]
    Busy,
}

impl FolderError {
    /// A sentence for people.
    #[must_use]
    pub fn user_message(&self) -> String {
        match self {
            Self::Store(error) => error.user_message(),
            Self::Keyring(error) => error.user_message(),
            Self::Folder(problem) => problem_words(problem),
            Self::Joined => t!(folder_sync_joined_already),
            Self::Passphrase(message) => message.clone(),
            Self::Busy => t!(folder_sync_busy),
        }
    }
}

/// The sentence for a problem of the folder.
#[must_use]
pub fn problem_words(problem: &Problem) -> String {
    match problem {
        Problem::Missing => t!(folder_sync_missing),
        Problem::ReadOnly => t!(folder_sync_read_only),
        Problem::Full => t!(folder_sync_full),
        Problem::FromFuture => t!(folder_sync_from_future),
        Problem::NeedsPassphrase => t!(folder_sync_needs_passphrase),
        Problem::WrongPassphrase => t!(folder_sync_wrong_passphrase),
        Problem::NotEncrypted => t!(folder_sync_not_encrypted),
        Problem::Failed { message } => t!(folder_sync_failed, reason = message.as_str()),
    }
}

/// The result of a look at the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderPass {
    pub report: Report,
    pub changes: FolderChanges,
}

/// Looks at the folder of one library. Remembers what it saw, so that a look at a folder in which
/// nothing has changed costs next to nothing.
#[derive(Debug)]
pub struct FolderDesk {
    library: PathBuf,
    vault: Vault,
    clock: Clock,
    memory: Memory,
    cipher: Option<(String, Cipher)>,
}

impl FolderDesk {
    #[must_use]
    pub fn new(library: PathBuf, vault: Vault, clock: Clock) -> Self {
        Self { library, vault, clock, memory: Memory::default(), cipher: None }
    }

    /// Begins to join a folder: reads it and says what joining would do. Nothing changes here or
    /// there before [`Self::finish_join`]. Blocks while the keyring asks the user.
    pub fn begin_join(
        &mut self,
        store: &mut Store,
        folder: &Path,
        name: Option<&str>,
        passphrase: Option<&Secret>,
    ) -> Result<JoinPreview, FolderError> {
        if store.reader().folder_state()?.is_some_and(|state| !state.is_first) {
            return Err(FolderError::Joined);
        }
        let _lock = lock_folder(&self.library).ok_or(FolderError::Busy)?;
        if !folder.is_dir() {
            return Err(FolderError::Folder(Problem::Missing));
        }
        let folder = place(folder);
        let device = DeviceId::from_random(random_bytes());
        let secret = match passphrase.filter(|passphrase| !passphrase.reveal().is_empty()) {
            Some(passphrase) => Some(self.keep_secret(device, passphrase)?),
            None => None,
        };
        let own_name = computer_name();
        let new = NewFolder {
            folder: &folder,
            name: name.unwrap_or(&own_name),
            device,
            machine: machine(&self.library),
            secret: secret.as_deref(),
        };
        store.join_folder(&new, self.clock.now())?;
        let begun = self.read_first(store, &folder, secret.as_deref());
        if begun.is_err() {
            self.forget(store)?;
        }
        begun
    }

    fn read_first(
        &mut self,
        store: &mut Store,
        folder: &Path,
        secret: Option<&str>,
    ) -> Result<JoinPreview, FolderError> {
        self.memory = Memory::default();
        let state = folder_state(store)?;
        self.open_cipher(secret)?;
        let files = DiskFiles::new(folder);
        if crate::folder_sync::found_folder(&files).map_err(FolderError::Folder)? {
            store.share_rows()?;
            let pass = self.pass(store, &state)?;
            if let Some(problem) = pass.report.problem {
                return Err(FolderError::Folder(problem));
            }
        } else {
            store.share_rows()?;
        }
        Ok(store.reader().preview_folder()?)
    }

    /// Merges the library with the folder, and writes what the folder lacks.
    pub fn finish_join(
        &mut self,
        store: &mut Store,
    ) -> Result<(FirstMerge, FolderPass), FolderError> {
        let state = folder_state(store)?;
        {
            let _lock = lock_folder(&self.library).ok_or(FolderError::Busy)?;
            let files = DiskFiles::new(&state.folder);
            let mut random = random_bytes;
            let engine = self.engine(&files, &mut random);
            engine.found().map_err(FolderError::Folder)?;
        }
        let name = shown_name(&state.folder);
        let merged = store.merge_with_folder(&name, self.clock.now())?;
        let pass = self.look(store)?.ok_or(FolderError::Busy)?;
        Ok((merged, pass))
    }

    /// Reads and writes what is new. `None` if no folder is joined, or another program looks at it.
    pub fn look(&mut self, store: &mut Store) -> Result<Option<FolderPass>, FolderError> {
        let Some(state) = store.reader().folder_state()?.filter(|state| !state.is_first) else {
            return Ok(None);
        };
        let Some(_lock) = lock_folder(&self.library) else { return Ok(None) };
        let pass = match self.open_cipher(state.secret.as_deref()) {
            Ok(()) => self.pass(store, &state)?,
            Err(error) => {
                let problem = Problem::Failed { message: error.user_message() };
                let report = Report { problem: Some(problem), ..Report::default() };
                FolderPass { report, changes: FolderChanges::default() }
            }
        };
        store.note_folder_pass(pass.report.problem.as_ref(), self.clock.now())?;
        Ok(Some(pass))
    }

    /// Leaves the folder. Its files stay, and so does the library.
    pub fn leave(&mut self, store: &mut Store) -> Result<(), FolderError> {
        let _lock = lock_folder(&self.library).ok_or(FolderError::Busy)?;
        self.forget(store)
    }

    fn forget(&mut self, store: &mut Store) -> Result<(), FolderError> {
        let secret = store.reader().folder_state()?.and_then(|state| state.secret);
        store.leave_folder()?;
        self.memory = Memory::default();
        self.cipher = None;
        if let Some(secret) = secret {
            match self.vault.remove(&secret) {
                Ok(()) | Err(KeyringError::Missing { .. }) => {}
                Err(error) => log::warn!("the passphrase stays in the keyring: {error}"),
            }
        }
        Ok(())
    }

    fn pass(&mut self, store: &mut Store, state: &FolderState) -> Result<FolderPass, StoreError> {
        let files = DiskFiles::new(&state.folder);
        let mut random = random_bytes;
        let mut memory = std::mem::take(&mut self.memory);
        let mut replica = StoreReplica::new(store, self.clock.now());
        let report = replica.prepare().and_then(|()| {
            let mut engine = self.engine(&files, &mut random);
            engine.writes = !state.is_first;
            engine.run(&mut replica, &mut memory)
        });
        self.memory = memory;
        Ok(FolderPass { report: report?, changes: replica.changes })
    }

    fn engine<'e>(
        &'e self,
        files: &'e DiskFiles,
        random: &'e mut dyn FnMut() -> [u8; 16],
    ) -> Engine<'e> {
        Engine {
            files,
            cipher: self.cipher.as_ref().map(|(_, cipher)| cipher),
            now: self.clock.now().as_millisecond().max(0).cast_unsigned(),
            machine: machine(&self.library),
            version: env!("CARGO_PKG_VERSION"),
            random,
            limits: Limits::NORMAL,
            writes: true,
        }
    }

    fn keep_secret(&self, device: DeviceId, passphrase: &Secret) -> Result<String, FolderError> {
        let credentials = Credentials::password(SECRET_USER, passphrase.reveal())
            .map_err(|error| FolderError::Passphrase(error.user_message()))?;
        let name = format!("{SECRET_USER} {device}");
        self.vault.keep(&name, &Grant { origin: String::new(), credentials })?;
        Ok(name)
    }

    fn open_cipher(&mut self, secret: Option<&str>) -> Result<(), KeyringError> {
        let Some(secret) = secret else {
            self.cipher = None;
            return Ok(());
        };
        if self.cipher.as_ref().is_some_and(|(known, _)| known == secret) {
            return Ok(());
        }
        let cipher = match self.vault.read(secret)? {
            Credentials::Password { password, .. } | Credentials::Token(password) => {
                Cipher::new(password.reveal())
            }
        };
        self.cipher = Some((secret.to_owned(), cipher));
        Ok(())
    }
}

fn folder_state(store: &Store) -> Result<FolderState, FolderError> {
    store.reader().folder_state()?.ok_or(FolderError::Folder(Problem::Missing))
}

/// Our directory in the folder that the user chose, or that folder if it is ours already.
fn place(folder: &Path) -> PathBuf {
    let is_ours = folder.file_name().is_some_and(|name| name == DIRECTORY)
        && folder.join(FORMAT_FILE).is_file();
    if is_ours { folder.to_owned() } else { folder.join(DIRECTORY) }
}

/// The folder that the user chose, for sentences.
fn shown_name(folder: &Path) -> String {
    let chosen = folder.parent().unwrap_or(folder);
    chosen.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Without randomness of the system, names could be used twice; the time makes that unlikely.
fn random_bytes() -> [u8; 16] {
    random().unwrap_or_else(|| {
        let time = blake3::hash(format!("{:?}", std::time::SystemTime::now()).as_bytes());
        *time.as_bytes().first_chunk().unwrap_or(&[0; 16])
    })
}

/// A number for this machine and the place of the library on it. See `Progress::machine`.
fn machine(library: &Path) -> u64 {
    let place = library.canonicalize().unwrap_or_else(|_| library.to_owned());
    let id = std::fs::read_to_string("/etc/machine-id").unwrap_or_else(|_| computer_name());
    let hash = blake3::hash(format!("{}\n{}", id.trim(), place.display()).as_bytes());
    // The database has signed numbers.
    hash.as_bytes().first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes) >> 1)
}

/// The name of this computer for people.
fn computer_name() -> String {
    let from_file = std::fs::read_to_string("/etc/hostname").ok();
    let from_environment =
        || ["COMPUTERNAME", "HOSTNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    from_file
        .or_else(from_environment)
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| t!(folder_sync_this_computer))
}
