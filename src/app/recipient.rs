//! Where an entry can be sent, and what of it goes there.

/// Who gets an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipient {
    /// The clipboard, as Markdown.
    Clipboard,
    /// The folder of Markdown files.
    Folder,
    /// One of the user's programs, from 0.
    Program(usize),
    /// One of the user's services, from 0.
    Keeper(usize),
}
