//! Work for services that keep pages.

use crate::library::keepers::KeeperForm;
use crate::model::{Keeper, Page};

#[derive(Debug, Clone)]
pub enum KeeperJob {
    /// Try a service and put its secret into the keyring. Answer: `Added`.
    Add { generation: u64, form: KeeperForm },
    /// Find out whether a service can be used. Answer: `Tested`.
    Test(Keeper),
    /// Send a page. Answer: `Sent`.
    Send(Keeper, Page),
}

/// News of services that keep pages. Errors are sentences for the user.
#[derive(Debug, Clone)]
pub enum KeeperEvent {
    Added {
        /// The generation of the job.
        generation: u64,
        result: Result<Keeper, String>,
    },
    Tested {
        /// The name of the service.
        name: String,
        result: Result<(), String>,
    },
    Sent {
        /// The name of the service.
        name: String,
        result: Result<(), String>,
    },
}
