//! Decides where a redirect leads, without following it.

use url::Url;

use super::REDIRECTS_MAX;
use super::error::{FetchError, host_of};
use crate::model::{RedirectProblem, without_credentials};

/// The addresses of a fetch from the first one to the current one.
#[derive(Debug)]
pub(super) struct RedirectChain {
    visited: Vec<Url>,
    /// The addresses since the last change of cookies. None of them may come again.
    since_cookie: Vec<Url>,
    is_permanent: bool,
}

impl RedirectChain {
    pub(super) fn new(start: Url) -> Self {
        Self { since_cookie: vec![start.clone()], visited: vec![start], is_permanent: true }
    }

    /// The answer at the current address has set a cookie, so that every address may answer
    /// otherwise now.
    pub(super) fn cookies_changed(&mut self) {
        self.since_cookie.clear();
    }

    /// Adds a redirect to the chain. Returns the next address.
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
        // A user name and password in it would be sent as if they were the user's.
        next = without_credentials(next);
        if next.fragment().is_none() {
            next.set_fragment(current.fragment());
        }
        if self.since_cookie.contains(&next) {
            return Err(refuse(RedirectProblem::Loop));
        }
        if self.visited.len() > REDIRECTS_MAX {
            return Err(refuse(RedirectProblem::TooMany));
        }
        // A step from https back to http is followed, but the feed's stored address stays on https.
        self.is_permanent &= matches!(status, 301 | 308)
            && !(current.scheme() == "https" && next.scheme() == "http");
        self.visited.push(next.clone());
        self.since_cookie.push(next.clone());
        Ok(next)
    }

    /// The new address of the resource, if every step was permanent.
    pub(super) fn moved_to(&self) -> Option<Url> {
        if self.is_permanent && self.visited.len() > 1 {
            self.visited.last().cloned()
        } else {
            None
        }
    }
}

pub(super) fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    /// Follows a chain of (status, location) from `start`.
    fn walk(
        start: &str,
        steps: &[(u16, &str)],
    ) -> Result<(String, Option<String>), RedirectProblem> {
        let mut current = url(start);
        let mut chain = RedirectChain::new(current.clone());
        for (status, location) in steps {
            current = match chain.follow(&current, *status, Some(location)) {
                Ok(next) => next,
                Err(FetchError::Redirect { problem, .. }) => return Err(problem),
                Err(other) => panic!("{other}"),
            };
        }
        Ok((current.into(), chain.moved_to().map(String::from)))
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
    fn a_fetch_without_redirects_does_not_move_the_feed() {
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
    fn loops_other_schemes_and_invalid_addresses_are_refused() {
        for (steps, problem) in [
            (vec![(301, "/feed")], RedirectProblem::Loop),
            (vec![(302, "/b"), (302, "/c"), (302, "/b")], RedirectProblem::Loop),
            (vec![(302, "ftp://a.org/x")], RedirectProblem::NotWeb),
            (vec![(302, "file:///etc/passwd")], RedirectProblem::NotWeb),
            (vec![(302, "http://[::bad")], RedirectProblem::InvalidAddress),
        ] {
            assert_eq!(walk("http://a.org/feed", &steps), Err(problem), "{steps:?}");
        }
        let start = url("http://a.org/");
        let missing = RedirectChain::new(start.clone()).follow(&start, 302, None).unwrap_err();
        assert_eq!(
            missing.to_string(),
            "Couldn't reach a.org \u{2014} its redirect has no address"
        );
    }

    #[test]
    fn an_address_may_come_again_after_a_cookie_was_set() {
        let start = url("http://a.org/feed");
        let mut chain = RedirectChain::new(start.clone());
        chain.cookies_changed();
        assert_eq!(chain.follow(&start, 302, Some("/feed")).unwrap(), start);
        assert!(chain.follow(&start, 302, Some("/feed")).is_err(), "no new cookie this time");
        assert_eq!(chain.moved_to(), None);
    }

    #[test]
    fn as_many_redirects_as_the_limit_are_followed_and_no_more() {
        let targets: Vec<String> = (0..=REDIRECTS_MAX).map(|n| format!("/{n}")).collect();
        let steps: Vec<(u16, &str)> = targets.iter().map(|target| (302, target.as_str())).collect();
        assert!(walk("http://a.org/feed", &steps[..REDIRECTS_MAX]).is_ok());
        assert_eq!(walk("http://a.org/feed", &steps), Err(RedirectProblem::TooMany));
    }
}
