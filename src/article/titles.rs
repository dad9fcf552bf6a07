//! Completes titles that say nothing on their own.

use crate::model::EntryContent;

/// The title of a release with the name of its project: `v2.4.0` becomes `opencode v2.4.0`.
pub(super) fn completed(content: &EntryContent) -> Option<String> {
    let project = project_of_release(content).filter(|_| is_version(&content.title))?;
    Some(format!("{project} {}", content.title))
}

/// The project of a release entry.
pub(super) fn project_of_release(content: &EntryContent) -> Option<String> {
    let url = content.url.as_ref()?;
    let segments: Vec<&str> = url.path_segments()?.collect();
    match segments.as_slice() {
        [_, project, "releases" | "tags", ..] | [.., project, "-", "releases" | "tags", _] => {
            Some((*project).to_owned())
        }
        _ => None,
    }
}

/// Whether a title is only a version number or a word such as `nightly`.
fn is_version(title: &str) -> bool {
    let rest = title.strip_prefix(['v', 'V']).unwrap_or(title);
    let lower = title.to_ascii_lowercase();
    let is_number = rest.starts_with(|first: char| first.is_ascii_digit())
        && !title.contains(char::is_whitespace);
    is_number
        || ["nightly", "latest", "canary"].contains(&lower.as_str())
        || lower.strip_prefix("release-").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(title: &str, url: &str) -> String {
        let content =
            EntryContent { title: title.into(), url: url.parse().ok(), ..EntryContent::default() };
        super::completed(&content).unwrap_or(content.title)
    }

    #[test]
    fn a_release_is_named_after_its_project() {
        assert_eq!(
            completed("v2.4.0", "https://github.com/acme/opencode/releases/tag/v2.4.0"),
            "opencode v2.4.0"
        );
        assert_eq!(
            completed("nightly", "https://github.com/acme/tool/releases/tag/nightly"),
            "tool nightly"
        );
        assert_eq!(
            completed("1.0", "https://gitlab.com/acme/group/tool/-/releases/1.0"),
            "tool 1.0"
        );
    }

    #[test]
    fn a_title_that_says_something_stays() {
        assert_eq!(
            completed("Tool 2.4 is out", "https://github.com/acme/tool/releases/tag/2.4"),
            "Tool 2.4 is out"
        );
        assert_eq!(
            completed("2024 in numbers", "https://github.com/acme/tool/releases/tag/2.4"),
            "2024 in numbers"
        );
        assert_eq!(completed("v2", "https://example.org/blog/v2"), "v2");
    }
}
