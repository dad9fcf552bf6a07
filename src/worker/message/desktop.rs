//! Work with the desktop around the window.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DesktopJob {
    /// Find out whether the machine is offline, on battery, or in a metered network. Answer:
    /// `Conditions`.
    LookAround,
    /// Show the number of unread entries where the desktop can. No answer.
    Badge(u32),
    /// Start the program at login, or no longer. No answer unless it fails.
    StartAtLogin(bool),
}
