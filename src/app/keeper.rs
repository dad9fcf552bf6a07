//! Services that keep pages, in the window: the form for a new one, and what can be done with them.

use crate::library::keepers::KeeperForm;

/// The form for a service that keeps pages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeeperDraft {
    /// What was typed so far.
    pub form: KeeperForm,
    pub stage: KeeperStage,
}

/// The stages of adding a service.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum KeeperStage {
    #[default]
    Asking,
    /// The server is being asked.
    Trying,
    /// The reason in words.
    Failed(String),
}

/// What a person does with services that keep pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeeperAction {
    /// Add the service of the form.
    Add,
    /// Find out whether the service at this place can be used.
    Test(usize),
    /// Remove the service at this place, with its secret.
    Remove(usize),
}
