//! The threads that load pictures: from the cache, over the network, or drawn from the source of a
//! diagram or formula; always decoded to the size that is shown.

mod cache;
mod desk;
mod fetcher;
mod homes;
mod icons;
mod queue;
mod sizes;
mod studio;

pub(super) use desk::Pictures;
pub(super) use homes::Homes;
pub(super) use sizes::Sizes;
