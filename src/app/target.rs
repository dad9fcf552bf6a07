//! What a file or an address that was given to the program stands for.

use std::path::Path;

use super::action::Action;

/// The names of lists that have no ending of their own, and of the databases of other readers.
const LISTS: [&str; 6] =
    ["urls", "feeds.json", "feeds.db", "database.db", "database.sqlite", "liferea.db"];

/// A subscription list is to be imported; anything else is a feed or a page, and gets a preview.
#[must_use]
pub fn target_action(target: String) -> Action {
    if is_list(Path::new(&target)) && !target.contains("://") {
        Action::PlanImport(target.into())
    } else {
        Action::Preview(target)
    }
}

/// Whether a file is a subscription list, by its name.
#[must_use]
pub fn is_list(path: &Path) -> bool {
    let has_name = |name: &str| path.file_name().is_some_and(|found| found == name);
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("opml"))
        || LISTS.into_iter().any(has_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_imported_and_all_else_is_shown() {
        for list in
            ["/a/list.opml", "/a/LIST.OPML", "/home/x/.newsboat/urls", "feeds.json", "/a/feeds.db"]
        {
            assert_eq!(target_action(list.to_owned()), Action::PlanImport(list.into()));
        }
        for other in ["feed:https://a.example/", "https://a.example/list.opml", "/a/feed.xml"] {
            assert_eq!(target_action(other.to_owned()), Action::Preview(other.to_owned()));
        }
    }
}
