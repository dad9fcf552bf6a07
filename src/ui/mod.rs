//! The window.

pub mod article;
pub mod fonts;
pub mod icons;
pub mod theme;
