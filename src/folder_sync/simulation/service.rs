//! The model of a file service: each device has its own view of the folder.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io;

use crate::folder_sync::files::{FileInfo, Files};

/// The view of one device.
#[derive(Debug, Clone, Default)]
pub(super) struct View {
    pub(super) files: RefCell<BTreeMap<String, (Vec<u8>, u64)>>,
    version: Cell<u64>,
    /// Operations until the device crashes.
    pub(super) budget: Cell<Option<u32>>,
}

impl View {
    pub(super) fn put(&self, path: &str, bytes: &[u8]) {
        self.version.set(self.version.get() + 1);
        self.files.borrow_mut().insert(path.to_owned(), (bytes.to_vec(), self.version.get()));
    }

    pub(super) fn take(&self, path: &str) {
        self.files.borrow_mut().remove(path);
    }

    /// The files of a directory, with their paths.
    pub(super) fn below(&self, directory: &str) -> BTreeMap<String, Vec<u8>> {
        let files = self.files.borrow();
        files
            .iter()
            .filter(|(path, _)| path.starts_with(&format!("{directory}/")))
            .map(|(path, (bytes, _))| (path.clone(), bytes.clone()))
            .collect()
    }

    pub(super) fn spend(&self) -> io::Result<()> {
        match self.budget.get() {
            Some(0) => Err(io::Error::other("crash")),
            Some(left) => {
                self.budget.set(Some(left - 1));
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl Files for View {
    fn list(&self, directory: &str, most: usize) -> io::Result<Vec<FileInfo>> {
        self.spend()?;
        let files = self.files.borrow();
        let mut found: BTreeMap<String, FileInfo> = BTreeMap::new();
        for (path, (bytes, modified)) in files.iter() {
            let Some(rest) = path.strip_prefix(&format!("{directory}/")) else { continue };
            let name = rest.split('/').next().unwrap().to_owned();
            let is_directory = rest.contains('/');
            let (bytes, modified) =
                if is_directory { (0, 0) } else { (bytes.len() as u64, *modified) };
            found.insert(name.clone(), FileInfo { name, is_directory, bytes, modified });
        }
        Ok(found.into_values().take(most).collect())
    }

    fn read(&self, path: &str, most: u64) -> io::Result<Vec<u8>> {
        self.spend()?;
        let files = self.files.borrow();
        let (bytes, _) = files.get(path).ok_or(io::ErrorKind::NotFound)?;
        assert!(bytes.len() as u64 <= most);
        Ok(bytes.clone())
    }

    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.spend()?;
        self.put(path, bytes);
        Ok(())
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.spend()?;
        self.take(path);
        Ok(())
    }
}
