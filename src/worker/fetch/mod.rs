//! The thread that starts everything that needs the network, and the threads that wait for the
//! keyring.

mod accounts;
mod episodes;
mod full_text;
mod guarded;
mod keepers;
mod look;
mod network;
mod sign_in;

pub(super) use network::Network;
pub(super) use sign_in::KeyringDesk;
