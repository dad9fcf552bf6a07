//! One feed's refresh.
