//! Decides where a redirect leads, without following it.

use url::Url;

use super::REDIRECTS_MAX;
use super::credentials::without_credentials;
use super::error::FetchError;
use super::message::host_of;
use crate::model::RedirectProblem;

/// The way from the first address to where a fetch stands now.
#[derive(Debug)]
pub(super) struct Trail {
    visited: Vec<Url>,
    is_permanent: bool,
}

impl Trail {
    pub(super) fn new(start: Url) -> Self {
        Self { visited: vec![start], is_permanent: true }
    }

    /// Goes one redirect further: the address to ask next.
    pub(super) fn follow(
        &mut self,
        current: &Url,
        status: u16,
        location: Option<&str>,
    ) -> Result<Url, FetchError> {
        let refuse = |problem| FetchError::Redirect { problem, host: host_of(current) };
        let location = location.ok_or_else(|| refuse(RedirectProblem::NoAddress))?;
        let mut next =
            current.join(location.trim()).map_err(|_| refuse(RedirectProblem::InvalidAddress))?;
        if !matches!(next.scheme(), "http" | "https") {
            return Err(refuse(RedirectProblem::NotWeb));
        }
        // A name and password in it would be sent as if they were ours.
        next = without_credentials(next);
        if next.fragment().is_none() {
            next.set_fragment(current.fragment());
        }
        if self.visited.contains(&next) {
            return Err(refuse(RedirectProblem::Loop));
        }
        if self.visited.len() > REDIRECTS_MAX {
            return Err(refuse(RedirectProblem::TooMany));
        }
        // Following a step back from https is the publisher's affair; remembering it is ours, and
        // we don't.
        self.is_permanent &= matches!(status, 301 | 308)
            && !(current.scheme() == "https" && next.scheme() == "http");
        self.visited.push(next.clone());
        Ok(next)
    }

    /// Where the resource lives now, when every step on the way was permanent.
    pub(super) fn moved_to(&self) -> Option<Url> {
        if self.is_permanent && self.visited.len() > 1 {
            self.visited.last().cloned()
        } else {
            None
        }
    }
}

/// Whether a status sends the reader elsewhere.
pub(super) fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    /// Follows steps of (status, location) from `start`.
    fn walk(start: &str, steps: &[(u16, &str)]) -> Result<(String, Option<String>), String> {
        let mut current = url(start);
        let mut trail = Trail::new(current.clone());
        for (status, location) in steps {
            current =
                trail.follow(&current, *status, Some(location)).map_err(|err| err.to_string())?;
        }
        Ok((current.into(), trail.moved_to().map(String::from)))
    }

    #[test]
    fn a_chain_moves_the_feed_only_when_every_step_is_permanent() {
        let there = || "http://b.org/x".to_owned();
        let cases = [
            (vec![(301, "http://b.org/x")], Some(there())),
            (vec![(308, "/y"), (301, "http://b.org/x")], Some(there())),
            (vec![(302, "http://b.org/x")], None),
            (vec![(301, "/y"), (307, "http://b.org/x")], None),
            (vec![(302, "/y"), (301, "http://b.org/x")], None),
        ];
        for (steps, moved_to) in cases {
            assert_eq!(walk("http://a.org/feed", &steps), Ok((there(), moved_to)), "{steps:?}");
        }
    }

    #[test]
    fn no_redirect_is_no_move() {
        assert_eq!(walk("http://a.org/feed", &[]).unwrap().1, None);
    }

    #[test]
    fn a_move_never_gives_up_encryption() {
        assert_eq!(walk("https://a.org/feed", &[(301, "http://a.org/feed")]).unwrap().1, None);
        assert_eq!(
            walk("http://a.org/feed", &[(301, "https://a.org/feed")]).unwrap().1,
            Some("https://a.org/feed".into())
        );
    }

    #[test]
    fn names_and_passwords_in_a_redirect_are_left_out() {
        assert_eq!(
            walk("https://a.org/feed", &[(301, "https://me:pw@b.org/x")]).unwrap().1,
            Some("https://b.org/x".into())
        );
    }

    #[test]
    fn circles_other_schemes_and_nonsense_are_refused() {
        for (steps, reason) in [
            (vec![(301, "/feed")], "redirect loop"),
            (vec![(302, "/b"), (302, "/c"), (302, "/b")], "redirect loop"),
            (vec![(302, "ftp://a.org/x")], "it redirects to an address that is not on the web"),
            (
                vec![(302, "file:///etc/passwd")],
                "it redirects to an address that is not on the web",
            ),
            (vec![(302, "http://[::bad")], "its redirect has an invalid address"),
        ] {
            assert_eq!(
                walk("http://a.org/feed", &steps).unwrap_err(),
                format!("redirect from a.org: {reason}")
            );
        }
        let missing =
            Trail::new(url("http://a.org/")).follow(&url("http://a.org/"), 302, None).unwrap_err();
        assert_eq!(missing.to_string(), "redirect from a.org: its redirect has no address");
    }

    #[test]
    fn as_many_redirects_as_the_limit_are_followed_and_no_more() {
        let targets: Vec<String> = (0..=REDIRECTS_MAX).map(|n| format!("/{n}")).collect();
        let steps: Vec<(u16, &str)> = targets.iter().map(|target| (302, target.as_str())).collect();
        assert!(walk("http://a.org/feed", &steps[..REDIRECTS_MAX]).is_ok());
        assert!(
            walk("http://a.org/feed", &steps).unwrap_err().ends_with("there are too many of them")
        );
    }
}
