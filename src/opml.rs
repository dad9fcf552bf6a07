//! Subscription lists in OPML.
