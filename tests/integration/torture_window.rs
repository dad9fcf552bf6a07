//! Hostile articles of the torture server in the window: opened, scrolled, and waited for until
//! their pictures have loaded. None may reach the beacon, and none may stop the program.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gleaner::net::Client;
use serde_json::Value;

use crate::support::reader::Window;
use crate::support::torture::Torture;

/// Whether the article of a case should be opened.
fn is_to_be_opened(case: &Value) -> bool {
    let expect = &case["expect"];
    expect["open_entry"] == true || (case["group"] == "html" && expect["outcome"] == "ok")
}

/// Opens the first article of a case and scrolls to its end and back.
fn open(torture: &Torture, name: &str) {
    let mut window = Window::open_on(torture.case(name).as_str());
    window
        .wait(&format!("the article of {name}"), |reader| reader.state().shown_article().is_some());
    if name.starts_with("image-") {
        // A picture has loaded if it can be enlarged. One that cannot be shown says why.
        window.wait_until(&format!("the picture of {name}"), |window| {
            let has_failed =
                window.names(Role::Image).iter().any(|found| found.starts_with("ALT, "));
            has_failed || {
                window.click(Role::Image, "ALT");
                window.has(Role::Button, "Close (Escape)")
            }
        });
        if window.has(Role::Button, "Close (Escape)") {
            window.key(Key::Escape);
        }
    }
    for key in [Key::Space, Key::Space, Key::End, Key::Home] {
        window.key(key);
    }
    window.key_with(Modifiers::SHIFT, Key::Space);
    assert!(window.reader().state().shown_article().is_some(), "{name} is still shown");
}

#[test]
fn hostile_articles_are_read_in_the_window_and_reach_no_beacon() {
    let Some(torture) = Torture::start() else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let json = |path: &str| runtime.block_on(torture.json(&Client::new(), path));
    let cases = json("/cases.json")["cases"].as_array().unwrap().clone();
    let opened: Vec<&str> = cases
        .iter()
        .filter(|case| is_to_be_opened(case))
        .filter_map(|case| case["name"].as_str())
        .collect();
    for name in &opened {
        open(&torture, name);
    }
    println!("{} articles opened", opened.len());
    assert!(opened.len() >= 14);
    assert_eq!(
        json("/hits.json").as_object().map(serde_json::Map::len),
        Some(0),
        "a beacon was asked: {}",
        json("/hits.json")
    );
}
