//! Reading an article aloud: what the window asks for, and what it hears.

use std::sync::Arc;

use crate::aloud::{News, Order, Spot, Tune};
use crate::article::Article;

/// Work of the thread that reads an article aloud. Readings have numbers, so that nobody takes the
/// news of an old one for those of the present.
#[derive(Debug, Clone)]
pub enum AloudJob {
    /// Read an article; what is being read stops. Answers: many `Aloud` with this number.
    Start {
        number: u64,
        article: Arc<Article>,
        from: Spot,
        /// The language that the feed declares, if the library does not know the feed.
        declared: Option<String>,
        tune: Tune,
    },
    /// The article has changed meanwhile.
    Replace { number: u64, article: Arc<Article> },
    /// Pause, step or stop.
    Order { number: u64, order: Order },
}

/// News of a reading.
#[derive(Debug, Clone, PartialEq)]
pub struct AloudEvent {
    pub number: u64,
    pub news: News,
}
