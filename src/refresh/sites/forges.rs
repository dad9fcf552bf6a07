//! GitHub, gists, GitLab, Gitea and Forgejo: the releases, commits and tags of a repository, and
//! the activity of users.

use super::page::{Page, has};

/// First segments of GitHub paths that are not a user.
const GITHUB_PAGES: &str = "\
about account advisories apps blog careers codespaces collections contact copilot \
customer-stories dashboard discussions edu education enterprise events explore features feed \
home issues join login logout marketplace mobile models new notifications organizations orgs \
partners pricing pulls readme resources search security sessions settings signup site \
solutions sponsors stars team topics trending users watching why-github";

/// First segments of gist paths that are not a user.
const GIST_PAGES: &str = "discover forked join login mine search starred";

/// First segments of GitLab paths that are not a user or group.
const GITLAB_PAGES: &str = "\
abuse_reports admin api assets dashboard explore help import invites jwt oauth profile \
projects public search snippets uploads v2";

/// First segments of Gitea and Forgejo paths that are not a user.
const GITEA_PAGES: &str =
    "- admin api assets explore issues login milestones notifications org pulls repo swagger user";

/// Users and repositories.
pub(super) fn github(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        [first, ..] if has(GITHUB_PAGES, first) => Vec::new(),
        [owner] => vec![format!("https://github.com/{owner}.atom")],
        [owner, repository, rest @ ..] => {
            let repository = repository.strip_suffix(".git").unwrap_or(repository);
            let names = [&github_own(rest), "releases", "commits", "tags"];
            names
                .map(|name| format!("https://github.com/{owner}/{repository}/{name}.atom"))
                .to_vec()
        }
        [] => Vec::new(),
    }
}

/// The feed that fits a page of a repository best.
fn github_own(page: &[&str]) -> String {
    match page {
        // A branch name may have slashes, and a path may follow it.
        ["commits" | "tree", branch @ ..] if !branch.is_empty() => {
            format!("commits/{}", branch.join("/"))
        }
        ["discussions", "categories", category, ..] => format!("discussions/categories/{category}"),
        [name @ ("commits" | "discussions" | "tags" | "wiki"), ..] => (*name).to_owned(),
        _ => "releases".to_owned(),
    }
}

/// Gists of a user. The address of a gist without its user has no feed.
pub(super) fn gist(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        [first, ..] if has(GIST_PAGES, first) => Vec::new(),
        [id] if id.len() >= 20 && id.chars().all(|letter| letter.is_ascii_hexdigit()) => Vec::new(),
        [name, "starred", ..] => vec![format!("https://gist.github.com/{name}/starred.atom")],
        [name, ..] => vec![format!("https://gist.github.com/{name}.atom")],
        [] => Vec::new(),
    }
}

/// Users, groups and projects. Groups may be nested; `-` ends the name of a project.
pub(super) fn gitlab(page: &Page) -> Vec<String> {
    let mut parts = page.path.splitn(2, |segment| *segment == "-");
    let (name, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    match name {
        [first, ..] if has(GITLAB_PAGES, first) => Vec::new(),
        ["groups", group @ ..] if !group.is_empty() => {
            vec![page.at(&format!("{}.atom", group.join("/")))]
        }
        [] | ["users" | "groups"] => Vec::new(),
        ["users", user, ..] | [user] => vec![page.at(&format!("{user}.atom"))],
        project => {
            let endings = [
                &gitlab_own(rest),
                "/-/releases.atom",
                "/-/tags?format=atom",
                "/-/commits/HEAD?format=atom",
                ".atom",
            ];
            endings.map(|ending| page.at(&format!("{}{ending}", project.join("/")))).to_vec()
        }
    }
}

/// The feed that fits a page of a project best.
fn gitlab_own(page: &[&str]) -> String {
    match page {
        ["commits" | "tree", branch @ ..] if !branch.is_empty() => {
            format!("/-/commits/{}?format=atom", branch.join("/"))
        }
        ["tags", ..] => "/-/tags?format=atom".to_owned(),
        _ => "/-/releases.atom".to_owned(),
    }
}

/// Users and repositories on Gitea and Forgejo.
pub(super) fn gitea(page: &Page) -> Vec<String> {
    match page.path.as_slice() {
        [first, ..] if has(GITEA_PAGES, first) => Vec::new(),
        [owner] => vec![page.at(&format!("{owner}.rss"))],
        [owner, repository, rest @ ..] => {
            let endings = [&gitea_own(rest), "/releases.rss", ".rss", "/tags.rss"];
            endings.map(|ending| page.at(&format!("{owner}/{repository}{ending}"))).to_vec()
        }
        [] => Vec::new(),
    }
}

/// The feed that fits a page of a repository best.
fn gitea_own(page: &[&str]) -> String {
    match page {
        ["commits" | "rss" | "src", "branch", branch @ ..] if !branch.is_empty() => {
            format!("/rss/branch/{}", branch.join("/"))
        }
        ["tags", ..] => "/tags.rss".to_owned(),
        _ => "/releases.rss".to_owned(),
    }
}

/// Pages and the feeds expected for them.
#[cfg(test)]
pub(super) const PAGES: &[(&str, &[&str])] = &[
    // GitHub
    (
        "https://github.com/rust-lang/rust",
        &[
            "https://github.com/rust-lang/rust/releases.atom",
            "https://github.com/rust-lang/rust/commits.atom",
            "https://github.com/rust-lang/rust/tags.atom",
        ],
    ),
    (
        "http://www.GitHub.com//servo/rust-url.git/?tab=readme-ov-file#readme",
        &[
            "https://github.com/servo/rust-url/releases.atom",
            "https://github.com/servo/rust-url/commits.atom",
            "https://github.com/servo/rust-url/tags.atom",
        ],
    ),
    (
        "https://github.com/jpmonette/feed/issues/7",
        &[
            "https://github.com/jpmonette/feed/releases.atom",
            "https://github.com/jpmonette/feed/commits.atom",
            "https://github.com/jpmonette/feed/tags.atom",
        ],
    ),
    (
        "https://github.com/a/b/commits/feature/x",
        &[
            "https://github.com/a/b/commits/feature/x.atom",
            "https://github.com/a/b/releases.atom",
            "https://github.com/a/b/commits.atom",
            "https://github.com/a/b/tags.atom",
        ],
    ),
    (
        "https://github.com/a/b/tags",
        &[
            "https://github.com/a/b/tags.atom",
            "https://github.com/a/b/releases.atom",
            "https://github.com/a/b/commits.atom",
        ],
    ),
    (
        "https://github.com/a/b/wiki/Home",
        &[
            "https://github.com/a/b/wiki.atom",
            "https://github.com/a/b/releases.atom",
            "https://github.com/a/b/commits.atom",
            "https://github.com/a/b/tags.atom",
        ],
    ),
    (
        "https://github.com/a/b/discussions/categories/announcements",
        &[
            "https://github.com/a/b/discussions/categories/announcements.atom",
            "https://github.com/a/b/releases.atom",
            "https://github.com/a/b/commits.atom",
            "https://github.com/a/b/tags.atom",
        ],
    ),
    ("https://github.com/torvalds/", &["https://github.com/torvalds.atom"]),
    ("https://github.com/torvalds?tab=repositories", &["https://github.com/torvalds.atom"]),
    ("https://github.com/orgs/rust-lang/repositories", &[]),
    ("https://github.com/topics/rust", &[]),
    ("https://github.com/settings/profile", &[]),
    ("https://github.com/a/b/releases.atom", &[]),
    ("https://github.com/", &[]),
    ("https://docs.github.com/en/rest", &[]),
    ("https://gist.github.com/dtolnay", &["https://gist.github.com/dtolnay.atom"]),
    ("https://gist.github.com/dtolnay/starred", &["https://gist.github.com/dtolnay/starred.atom"]),
    ("https://gist.github.com/dba6f262efaa6bee18406fb489a03adf", &[]),
    // GitLab
    (
        "https://gitlab.com/inkscape/inkscape",
        &[
            "https://gitlab.com/inkscape/inkscape/-/releases.atom",
            "https://gitlab.com/inkscape/inkscape/-/tags?format=atom",
            "https://gitlab.com/inkscape/inkscape/-/commits/HEAD?format=atom",
            "https://gitlab.com/inkscape/inkscape.atom",
        ],
    ),
    (
        "https://gitlab.com/a/b/c/-/tree/main/src?ref_type=heads",
        &[
            "https://gitlab.com/a/b/c/-/commits/main/src?format=atom",
            "https://gitlab.com/a/b/c/-/releases.atom",
            "https://gitlab.com/a/b/c/-/tags?format=atom",
            "https://gitlab.com/a/b/c/-/commits/HEAD?format=atom",
            "https://gitlab.com/a/b/c.atom",
        ],
    ),
    (
        "https://gitlab.gnome.org/GNOME/gtk/-/tags",
        &[
            "https://gitlab.gnome.org/GNOME/gtk/-/tags?format=atom",
            "https://gitlab.gnome.org/GNOME/gtk/-/releases.atom",
            "https://gitlab.gnome.org/GNOME/gtk/-/commits/HEAD?format=atom",
            "https://gitlab.gnome.org/GNOME/gtk.atom",
        ],
    ),
    ("https://gitlab.com/someone", &["https://gitlab.com/someone.atom"]),
    ("https://gitlab.com/users/someone/projects", &["https://gitlab.com/someone.atom"]),
    ("https://gitlab.com/groups/a/b/-/activity", &["https://gitlab.com/a/b.atom"]),
    ("https://gitlab.com/explore/projects", &[]),
    ("https://gitlab.com/-/snippets", &[]),
    ("https://gitlab.com/a/b/-/tags?format=atom", &[]),
    // Gitea and Forgejo
    (
        "https://codeberg.org/forgejo/forgejo/",
        &[
            "https://codeberg.org/forgejo/forgejo/releases.rss",
            "https://codeberg.org/forgejo/forgejo.rss",
            "https://codeberg.org/forgejo/forgejo/tags.rss",
        ],
    ),
    (
        "https://codeberg.org/a/b/src/branch/main/docs",
        &[
            "https://codeberg.org/a/b/rss/branch/main/docs",
            "https://codeberg.org/a/b/releases.rss",
            "https://codeberg.org/a/b.rss",
            "https://codeberg.org/a/b/tags.rss",
        ],
    ),
    ("https://codeberg.org/forgejo", &["https://codeberg.org/forgejo.rss"]),
    ("https://codeberg.org/explore/repos", &[]),
];
