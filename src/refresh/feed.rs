//! Refreshes one feed in two steps: fetching it, and reading the response. The second step blocks
//! and may take a while.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use jiff::Timestamp;
use url::Url;

use super::older::with_older_entries;
use super::prepare::prepare;
use super::sent_on::sent_on;
use crate::article::complete;
use crate::model::{
    FeedDetails, FeedProblem, FeedState, Move, ProblemKind, RefreshOutcome, SignIn, SignInKind,
    SignInProblem, Validators, Wishes, feed_key, tidy_feed_url,
};
use crate::net::{
    CHALLENGE_BYTES_MAX, Contact, FetchError, HttpClient, Response, VALIDATOR_LIFETIME, back_off,
    conditional, is_challenge_page, max_age_secs, new_validators, next_check, origin_of,
    retry_after, without_credentials,
};
use crate::parse::{ParseContext, ParsedFeed, parse_owned};

/// Refreshes one feed now. Whether it is due is decided by [`super::turn`].
pub async fn refresh_feed(
    client: &dyn HttpClient,
    state: &FeedState,
    now: Timestamp,
) -> RefreshOutcome {
    match fetch(client, state, now, VALIDATOR_LIFETIME).await {
        FetchResult::Outcome { outcome, .. } => outcome,
        FetchResult::Body(response) => {
            let owned = state.clone();
            let reading = tokio::task::spawn_blocking(move || read(response, &owned, now));
            match reading.await {
                Ok(Reading { outcome, next_page: None }) => outcome,
                Ok(Reading { outcome, next_page: Some(page) }) => {
                    with_older_entries(client, state, outcome, page).await
                }
                Err(err) => crashed(state, &err.to_string(), now),
            }
        }
    }
}

/// The result of fetching a feed.
#[derive(Debug)]
pub(super) enum FetchResult {
    /// There is nothing to read, because the fetch failed or nothing has changed.
    Outcome {
        outcome: RefreshOutcome,
        contact: Contact,
        /// The end of the pause that the host asked for.
        pause: Option<Timestamp>,
    },
    /// A body to read.
    Body(Response),
}

/// The result of reading a response.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) outcome: RefreshOutcome,
    /// The document with the next older entries, if the feed was never read before.
    pub(super) next_page: Option<Url>,
}

impl From<RefreshOutcome> for Reading {
    fn from(outcome: RefreshOutcome) -> Self {
        Self { outcome, next_page: None }
    }
}

/// Fetches a feed. Validators older than `lifetime` are not sent.
pub(super) async fn fetch(
    client: &dyn HttpClient,
    state: &FeedState,
    now: Timestamp,
    lifetime: Duration,
) -> FetchResult {
    let request = conditional(state, now, lifetime);
    let mut pause = None;
    let outcome = match client.get(&request).await {
        Err(error) => {
            return FetchResult::Outcome {
                contact: error.contact(),
                outcome: failed(state, &error, None, now),
                pause,
            };
        }
        Ok(response) if response.is_not_modified() && request.is_conditional() => {
            unchanged(state, &response, None, now)
        }
        Ok(response) => match response.error_for_status() {
            Ok(()) => return FetchResult::Body(sent_on(client, &request, response).await),
            Err(error) => {
                pause = retry_after(response.status, &response.headers, now);
                failed(state, &error, Some(&response), now)
            }
        },
    };
    FetchResult::Outcome { outcome, contact: Contact::Server, pause }
}

/// Reads a response. Blocks. Never panics, whatever the bytes.
pub(super) fn read(response: Response, state: &FeedState, now: Timestamp) -> Reading {
    fenced(state, now, || read_unfenced(response, state, now))
}

/// Runs `reading`, and turns a panic of the parser into a failure of this feed alone.
fn fenced(state: &FeedState, now: Timestamp, reading: impl FnOnce() -> Reading) -> Reading {
    catch_unwind(AssertUnwindSafe(reading))
        .unwrap_or_else(|_| crashed(state, "the parser panicked", now).into())
}

fn read_unfenced(mut response: Response, state: &FeedState, now: Timestamp) -> Reading {
    let body = std::mem::take(&mut response.body);
    let bytes = match body.decode(&response.url) {
        Ok(bytes) => bytes,
        Err(error) => return failed(state, &error, Some(&response), now).into(),
    };
    let body_hash = *blake3::hash(&bytes).as_bytes();
    if state.validators.body_hash == Some(body_hash) {
        return unchanged(state, &response, Some(body_hash), now).into();
    }
    let context =
        ParseContext::new(Some(response.url.clone()), response.headers.content_type.as_deref());
    let charset = context.charset.clone();
    let beginning = beginning_of_page(&bytes);
    match parse_owned(bytes, &context) {
        Ok(mut parsed) => {
            let is_first = state.health.last_success.is_none();
            let next_page = parsed.next_page.take().filter(|_| is_first);
            Reading { outcome: changed(parsed, &response, state, body_hash, now), next_page }
        }
        Err(_)
            if response.headers.is_challenge
                || is_challenge_page(&beginning, charset.as_deref()) =>
        {
            failed(state, &response.challenge(), Some(&response), now).into()
        }
        Err(error) => problem(state, error.problem(), now).into(),
    }
}

/// The beginning of a document that is no XML, and so no feed most likely. Reading frees the rest.
fn beginning_of_page(bytes: &[u8]) -> Vec<u8> {
    let start = bytes.trim_ascii_start();
    let is_page = start.starts_with(b"<") && !start.starts_with(b"<?xml");
    // One byte more tells a page that is too long for a check.
    let length = bytes.len().min(CHALLENGE_BYTES_MAX + 1);
    if is_page { bytes.get(..length).unwrap_or_default().to_vec() } else { Vec::new() }
}

fn changed(
    mut parsed: ParsedFeed,
    response: &Response,
    state: &FeedState,
    body_hash: [u8; 32],
    now: Timestamp,
) -> RefreshOutcome {
    let wishes = Wishes {
        ttl_secs: parsed.ttl.map(|ttl| ttl.as_secs()),
        max_age_secs: max_age_secs(None, &response.headers, now),
        skipped: parsed.skipped,
        new_url: parsed.new_url.take(),
    };
    complete(&mut parsed);
    let ParsedFeed {
        title,
        site_url,
        icon_url,
        description,
        language,
        entries,
        has_more_entries,
        is_cut_off,
        ..
    } = parsed;
    let left_out = has_more_entries.then(|| ProblemKind::LeftOut {
        entries_kept: u32::try_from(entries.len()).unwrap_or(u32::MAX),
    });
    let note = left_out.or(is_cut_off.then_some(ProblemKind::CutOff));
    let details = Box::new(FeedDetails { title, site_url, icon_url, description, language, note });
    RefreshOutcome::Changed {
        details,
        entries: prepare(entries),
        next_check: next_check(&wishes, now),
        moved_to: moved(state, response, &wishes),
        validators: validators_after(state, response, body_hash, wishes, is_cut_off, now),
    }
}

/// A document that was cut off is asked for again in full: its server may have a whole one under
/// the same validators.
fn validators_after(
    state: &FeedState,
    response: &Response,
    body_hash: [u8; 32],
    wishes: Wishes,
    is_cut_off: bool,
    now: Timestamp,
) -> Validators {
    let body_hash = (!is_cut_off).then_some(body_hash);
    let new = new_validators(&state.validators, &response.headers, body_hash, now);
    let kept = |validator: Option<String>| validator.filter(|_| !is_cut_off);
    Validators { etag: kept(new.etag), last_modified: kept(new.last_modified), wishes, ..new }
}

/// The address that the feed answered from, or else the one that it names for itself, if it differs
/// from the stored one in more than a fragment or a password.
///
/// A new address that the feed names is only offered: anybody who can write into a feed could take
/// it away for good.
fn moved(state: &FeedState, response: &Response, wishes: &Wishes) -> Option<Move> {
    let bare = |url: &Url| {
        let mut url = without_credentials(url.clone());
        url.set_fragment(None);
        url
    };
    let url = response.moved_to.clone().unwrap_or_else(|| response.url.clone());
    if bare(&url) != bare(&state.feed_url) {
        return Some(Move { url, is_permanent: response.moved_to.is_some() });
    }
    let is_web = |url: &&Url| matches!(url.scheme(), "http" | "https");
    let named = wishes.new_url.as_ref().filter(is_web)?;
    (feed_key(named) != feed_key(&state.feed_url))
        .then(|| Move { url: tidy_feed_url(named.clone()), is_permanent: false })
}

fn unchanged(
    state: &FeedState,
    response: &Response,
    body_hash: Option<[u8; 32]>,
    now: Timestamp,
) -> RefreshOutcome {
    let mut validators = new_validators(&state.validators, &response.headers, body_hash, now);
    let known = validators.wishes.max_age_secs;
    validators.wishes.max_age_secs = max_age_secs(known, &response.headers, now);
    RefreshOutcome::Unchanged {
        next_check: next_check(&validators.wishes, now),
        moved_to: moved(state, response, &validators.wishes),
        validators,
    }
}

fn failed(
    state: &FeedState,
    error: &FetchError,
    response: Option<&Response>,
    now: Timestamp,
) -> RefreshOutcome {
    let cause = std::error::Error::source(error).map(|cause| format!(" ({cause})"));
    log::info!("feed {}: {error}{}", state.feed_id.0, cause.unwrap_or_default());
    let until = response.and_then(|response| retry_after(response.status, &response.headers, now));
    let is_gone = matches!(error, FetchError::Status { status: 410, .. });
    let kind = match error.problem() {
        ProblemKind::Status { host, status: 401, .. } => {
            ProblemKind::SignIn { host, problem: sign_in_problem(state) }
        }
        ProblemKind::Status { host, status, .. } => {
            ProblemKind::Status { host, status, retry_at: until }
        }
        other => other,
    };
    let problem = continued(state, kind, now);
    let next_check = until.or_else(|| back_off(problem.failures, now));
    RefreshOutcome::Failed { problem, next_check, is_gone }
}

/// Why the server did not get a sign-in that it accepts.
fn sign_in_problem(state: &FeedState) -> SignInProblem {
    match &state.sign_in {
        None => SignInProblem::Missing,
        Some(sign_in) if sign_in.origin != origin_of(&state.feed_url) => SignInProblem::OtherHost,
        Some(SignIn { kind: SignInKind::Password, .. }) => SignInProblem::WrongPassword,
        Some(SignIn { kind: SignInKind::Token, .. }) => SignInProblem::WrongToken,
    }
}

fn problem(state: &FeedState, kind: ProblemKind, now: Timestamp) -> RefreshOutcome {
    let problem = continued(state, kind, now);
    RefreshOutcome::Failed { next_check: back_off(problem.failures, now), problem, is_gone: false }
}

pub(super) fn crashed(state: &FeedState, reason: &str, now: Timestamp) -> RefreshOutcome {
    log::error!("reading feed {}: {reason}", state.feed_id.0);
    problem(state, ProblemKind::Crash, now)
}

/// A problem that continues the stored one: it keeps the time of the first failure, and counts.
fn continued(state: &FeedState, kind: ProblemKind, now: Timestamp) -> FeedProblem {
    let known = state.health.problem.as_ref().filter(|known| !known.is_note());
    let (since, failures) = known.map_or((now, 0), |known| (known.since, known.failures));
    FeedProblem { kind, since, failures: failures.saturating_add(1) }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;
    use crate::model::{FeedHealth, FeedId};

    fn state(health: FeedHealth) -> FeedState {
        FeedState {
            feed_id: FeedId(1),
            feed_url: Url::parse("https://a.org/feed").unwrap(),
            validators: Validators::default(),
            health,
            refresh_minutes: None,
            paused_until: None,
            sign_in: None,
        }
    }

    #[test]
    fn a_panic_is_the_feeds_own_problem() {
        let outcome =
            fenced(&state(FeedHealth::default()), Timestamp::UNIX_EPOCH, || panic!("on purpose"));
        let RefreshOutcome::Failed { problem, is_gone: false, .. } = outcome.outcome else {
            panic!("{outcome:?}")
        };
        assert_eq!(problem.kind, ProblemKind::Crash);
    }

    #[test]
    fn a_feed_that_wants_a_password_says_where_to_set_it() {
        let problem_of = |state: &FeedState, status| {
            let error = FetchError::Status { status, host: "a.org".into() };
            match failed(state, &error, None, Timestamp::UNIX_EPOCH) {
                RefreshOutcome::Failed { problem, .. } => problem.words(),
                other => panic!("not a failure: {other:?}"),
            }
        };
        let with = |kind, origin: &str| {
            let sign_in = SignIn { kind, account: String::new(), origin: origin.to_owned() };
            problem_of(&FeedState { sign_in: Some(sign_in), ..state(FeedHealth::default()) }, 401)
        };
        assert_eq!(
            problem_of(&state(FeedHealth::default()), 401),
            "a.org needs a user name and password \u{2014} set them in the feed's settings"
        );
        assert!(
            with(SignInKind::Password, "https://a.org").contains("does not accept the user name")
        );
        assert!(with(SignInKind::Token, "https://a.org").contains("does not accept the token"));
        assert!(with(SignInKind::Token, "https://b.org").contains("has moved to a.org"));
        assert!(!problem_of(&state(FeedHealth::default()), 403).contains("settings"));
    }

    #[test]
    fn a_problem_that_goes_on_keeps_its_beginning_and_counts() {
        let known =
            FeedProblem { kind: ProblemKind::Crash, since: Timestamp::UNIX_EPOCH, failures: 4 };
        let now = "2026-11-23T12:00:00Z".parse().unwrap();
        let next = continued(
            &state(FeedHealth { problem: Some(known), ..FeedHealth::default() }),
            ProblemKind::NoThread,
            now,
        );
        assert_eq!(
            next,
            FeedProblem { kind: ProblemKind::NoThread, since: Timestamp::UNIX_EPOCH, failures: 5 }
        );
        let first = continued(&state(FeedHealth::default()), ProblemKind::NoThread, now);
        assert_eq!((first.since, first.failures), (now, 1));
    }
}
