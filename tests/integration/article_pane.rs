//! The article pane as a reader and a screen reader meet it.

use egui_kittest::kittest::Queryable as _;

use super::support::article::{self, Setting, pane};

#[test]
fn a_heading_is_told_with_its_role_and_level() {
    let harness = pane(&article::article("Title", "<h2>First part</h2><p>Words.</p>"), &Setting::default());
    harness.get_by_role_and_label(egui::accesskit::Role::Heading, "First part");
}
