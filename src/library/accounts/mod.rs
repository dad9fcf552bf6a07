//! Accounts, for window and command line: finds out where and what a server is, adds accounts with
//! their secrets in the keyring, syncs and removes them.

mod answer;
mod find;
mod keep;
mod offered;
mod places;
mod syncing;

pub use answer::AccountAnswer;
pub use find::{AccountError, Application, Found, find_account};
pub use keep::{add_account, remove_account, sign_in_again};
pub(super) use offered::Offers;
pub use offered::{check_offered, subscribe};
pub use places::{Place, places};
pub use syncing::{Link, open_service, sync_in_store};
