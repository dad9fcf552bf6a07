//! The shared folder as a service for files. Tests have a model of it.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};

/// A file or directory in a listing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileInfo {
    pub name: String,
    pub is_directory: bool,
    pub bytes: u64,
    /// In milliseconds; 0 if unknown.
    pub modified: u64,
}

/// Paths are relative to the folder, with slashes.
pub trait Files {
    /// The files and directories of a directory, at most so many. Links are left out.
    fn list(&self, directory: &str, most: usize) -> io::Result<Vec<FileInfo>>;
    /// Fails if the file is larger.
    fn read(&self, path: &str, most: u64) -> io::Result<Vec<u8>>;
    /// Replaces the file as a whole. Creates missing directories below the folder.
    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()>;
    fn remove(&self, path: &str) -> io::Result<()>;
}

/// A folder of the system.
#[derive(Debug, Clone)]
pub struct DiskFiles {
    folder: PathBuf,
}

/// Names of temporary files begin with this. Syncthing and others leave out dot files or carry them
/// at no harm; they are never read.
const TEMPORARY: &str = ".gleaner-";

impl DiskFiles {
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    fn path(&self, path: &str) -> io::Result<PathBuf> {
        let relative = Path::new(path);
        let is_inside =
            relative.components().all(|component| matches!(component, Component::Normal(_)));
        if !is_inside {
            return Err(io::Error::from(io::ErrorKind::InvalidInput));
        }
        Ok(self.folder.join(relative))
    }
}

impl Files for DiskFiles {
    fn list(&self, directory: &str, most: usize) -> io::Result<Vec<FileInfo>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(self.path(directory)?)?.take(most) {
            let entry = entry?;
            // Without following links: they could lead out of the folder.
            let Ok(metadata) = entry.metadata() else { continue };
            let Ok(name) = entry.file_name().into_string() else { continue };
            if !(metadata.is_dir() || metadata.is_file()) || name.starts_with(TEMPORARY) {
                continue;
            }
            let modified = metadata
                .modified()
                .ok()
                .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok())
                .map_or(0, |time| time.as_millis() as u64);
            let (is_directory, bytes) = (metadata.is_dir(), metadata.len());
            found.push(FileInfo { name, is_directory, bytes, modified });
        }
        Ok(found)
    }

    fn read(&self, path: &str, most: u64) -> io::Result<Vec<u8>> {
        let path = self.path(path)?;
        if !fs::symlink_metadata(&path)?.is_file() {
            return Err(io::Error::from(io::ErrorKind::InvalidInput));
        }
        let mut bytes = Vec::new();
        fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > most {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        Ok(bytes)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(path)?;
        let parent = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent)?;
        let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(parent)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        // The file service may run as another user of the same group.
        allow_reading(file.as_file())?;
        file.persist(path).map_err(|err| err.error)?;
        Ok(())
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        match fs::remove_file(self.path(path)?) {
            Err(err) if err.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }
}

#[cfg(unix)]
fn allow_reading(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn allow_reading(_file: &fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let dir = tempfile::tempdir().unwrap();
        let files = DiskFiles::new(&dir.path().join("inside"));
        for path in ["../x", "/etc/passwd", "a/../../x", ""] {
            assert!(files.write(path, b"x").is_err(), "{path}");
        }
        files.write("a/b", b"text").unwrap();
        assert_eq!(files.read("a/b", 4).unwrap(), b"text");
        assert_eq!(files.read("a/b", 3).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(files.list("a", 9).unwrap().len(), 1);
        files.remove("a/b").unwrap();
        files.remove("a/b").unwrap();
        assert!(files.list("a", 9).unwrap().is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_neither_listed_nor_read() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("secret"), b"x").unwrap();
        fs::create_dir(dir.path().join("folder")).unwrap();
        std::os::unix::fs::symlink(dir.path().join("secret"), dir.path().join("folder/link"))
            .unwrap();
        let files = DiskFiles::new(&dir.path().join("folder"));
        assert!(files.list("", 9).is_err() || files.list("", 9).unwrap().is_empty());
        assert!(files.read("link", 9).is_err());
    }
}
