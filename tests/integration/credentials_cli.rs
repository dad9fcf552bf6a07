//! Passwords on the command line: they come from standard input, and without a keyring nothing is
//! stored.

use std::sync::Arc;

use gleaner::cli::Profile;
use gleaner::cli::credentials::{Args, run};
use gleaner::config::Paths;
use gleaner::model::Clock;
use gleaner::net::Vault;

use crate::support::fake_keyring::FakeKeyring;
use crate::support::feeds::rss;
use crate::support::program::Program;
use crate::support::server::{Reply, Server};

/// `jane:pass word` in base64.
const BASIC: &str = "Basic amFuZTpwYXNzIHdvcmQ=";

/// A feed that only Jane may read.
fn closed_feed() -> Server {
    Server::start(|request| {
        if request.header("authorization") == Some(BASIC) {
            Reply::ok(rss("Closed", &[("a", "x")]))
        } else {
            Reply::status(401)
        }
    })
}

#[test]
fn a_feed_that_wants_a_password_says_so_when_it_is_added() {
    let server = closed_feed();
    let run = Program::new().run(&["add", server.url("/feed").as_str()]);
    assert!(
        run.code == 1 && run.stderr.contains("needs a user name and password"),
        "{}",
        run.stderr
    );
}

// On other systems the keyring is always there, and no test may write to it.
#[cfg(target_os = "linux")]
#[test]
fn without_a_keyring_a_feed_with_a_password_is_refused_in_words() {
    let (server, program) = (closed_feed(), Program::new());
    let run = program.run_with(
        &["add", server.url("/feed").as_str(), "--user", "jane", "--json"],
        "pass word\n",
        &[],
    );
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.contains("\"keyring\"")
            && run.stderr.contains("There is no keyring to keep passwords in"),
        "{run:?}"
    );
    assert!(
        server.requests().iter().any(|request| request.header("authorization") == Some(BASIC)),
        "the password was read"
    );
    let feeds = program.json(&["list", "--feeds"]);
    assert!(!feeds.to_string().contains(server.url("/feed").as_str()), "{feeds}");
    assert!(!format!("{run:?}").contains("pass word"));
}

#[test]
fn a_subscribed_feed_shows_how_it_is_signed_in_to() {
    let program = Program::new();
    let args = |remove| Args { feed: "1".into(), basic: None, bearer: false, remove };
    let vault = Vault::new(Arc::new(FakeKeyring::default()));
    let paths = Paths::new(program.profile().to_owned());
    let profile = Profile { vault, ..Profile::new(paths, Clock::system()) };
    for remove in [false, true] {
        let mut out = Vec::new();
        run(&args(remove), &profile, &mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().ends_with(": no sign-in\n"));
    }
    let run = program.run(&["credentials", "1", "--bearer", "--remove"]);
    assert_eq!(run.code, 2, "one thing at a time");
}
