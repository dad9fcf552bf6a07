//! State, commands and update.
