//! Records every request with its cause and its result.
//!
//! The recorder owns the client. Code that wants to fetch has to get a client from it and name a
//! cause, so no request goes unrecorded.

use std::sync::Arc;
use std::time::Instant;

use futures_util::future::BoxFuture;
use url::Url;

use super::error::{Contact, FetchError};
use super::message::{HttpClient, Request, Response, Trace};
use crate::config::Network;
use crate::i18n::t;
use crate::model::{Activity, Answer, Cause, Clock, without_secrets};

/// Longest content type that is recorded, in characters.
pub const CONTENT_TYPE_MAX: usize = 100;

/// Receives the records. Must not block.
pub type Sink = Arc<dyn Fn(Activity) + Send + Sync>;

/// Hands out clients that record their requests.
#[derive(Clone)]
pub struct Recorder {
    client: Arc<dyn HttpClient>,
    clock: Clock,
    sink: Sink,
}

impl Recorder {
    /// Wraps the client that fetches.
    #[must_use]
    pub fn new(client: Arc<dyn HttpClient>, clock: Clock, sink: Sink) -> Self {
        Self { client, clock, sink }
    }

    /// A client for requests with this cause.
    #[must_use]
    pub fn client(&self, cause: Cause) -> Arc<dyn HttpClient> {
        Arc::new(RecordingClient { recorder: self.clone(), cause })
    }

    /// See [`HttpClient::trust`].
    pub fn trust(&self, url: &Url) {
        self.client.trust(url);
    }

    /// See [`HttpClient::configure`].
    pub fn configure(&self, network: &Network) -> Result<(), FetchError> {
        self.client.configure(network)
    }
}

struct RecordingClient {
    recorder: Recorder,
    cause: Cause,
}

impl RecordingClient {
    async fn fetch(&self, request: &Request) -> Result<Response, FetchError> {
        // Files and the welcome feed are not requests.
        if !matches!(request.url.scheme(), "http" | "https") {
            return self.recorder.client.get(request).await;
        }
        let request = Request { trace: Trace::default(), ..request.clone() };
        let record = OpenRecord::begin(self, &request);
        let result = self.recorder.client.get(&request).await;
        record.end(&result);
        result
    }
}

impl HttpClient for RecordingClient {
    fn get<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, FetchError>> {
        Box::pin(self.fetch(request))
    }

    fn trust(&self, url: &Url) {
        self.recorder.client.trust(url);
    }

    fn configure(&self, network: &Network) -> Result<(), FetchError> {
        self.recorder.client.configure(network)
    }
}

/// The record of a request that still runs. If it is dropped without `end`, the request was
/// cancelled.
struct OpenRecord<'a> {
    sink: &'a Sink,
    trace: Trace,
    started: Instant,
    activity: Option<Activity>,
}

impl<'a> OpenRecord<'a> {
    fn begin(client: &'a RecordingClient, request: &Request) -> Self {
        let activity = Activity {
            cause: client.cause,
            feed_id: request.feed_id,
            url: without_secrets(&request.url),
            begun: client.recorder.clock.now(),
            took: std::time::Duration::ZERO,
            is_conditional: request.is_conditional(),
            redirects: Vec::new(),
            answer: Answer::Failed(t!(activity_stopped)),
            bytes: 0,
            content_type: None,
        };
        Self {
            sink: &client.recorder.sink,
            trace: request.trace.clone(),
            started: Instant::now(),
            activity: Some(activity),
        }
    }

    fn end(mut self, result: &Result<Response, FetchError>) {
        let Some(activity) = &mut self.activity else { return };
        match result {
            Ok(response) => {
                activity.answer = Answer::Status(response.status);
                activity.bytes = response.body.bytes.len() as u64;
                activity.content_type = response
                    .headers
                    .content_type
                    .as_deref()
                    .map(|text| text.chars().take(CONTENT_TYPE_MAX).collect());
            }
            // A request that was refused before anything was sent is not recorded.
            Err(error)
                if error.contact() == Contact::NotTried && self.trace.redirects().is_empty() =>
            {
                self.activity = None;
            }
            Err(error) => activity.answer = Answer::Failed(error.user_message()),
        }
    }
}

impl Drop for OpenRecord<'_> {
    fn drop(&mut self) {
        if let Some(activity) = self.activity.take() {
            let bytes = activity.bytes.max(self.trace.bytes());
            (self.sink)(Activity {
                took: self.started.elapsed(),
                redirects: self.trace.redirects(),
                bytes,
                ..activity
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use futures_util::FutureExt as _;

    use super::*;
    use crate::model::FeedId;
    use crate::net::{Body, Headers};

    /// Answers by path: `/ok`, `/refused`, `/led-away`, `/panic` or `/never`; others with an error.
    struct Fake;

    impl Fake {
        async fn answer(request: &Request) -> Result<Response, FetchError> {
            let content_type = Some("x".repeat(CONTENT_TYPE_MAX + 1));
            let headers = Headers { content_type, ..Headers::default() };
            let body = Body { bytes: b"12345".to_vec(), encoding: None };
            match request.url.path() {
                "/ok" => Ok(Response {
                    status: 200,
                    url: request.url.clone(),
                    moved_to: None,
                    headers,
                    body,
                }),
                "/panic" => panic!("on purpose"),
                "/refused" => Err(FetchError::Private { host: "a.org".into() }),
                "/led-away" => {
                    request.trace.redirected(302, &Url::parse("http://nas.lan/").unwrap());
                    Err(FetchError::Private { host: "nas.lan".into() })
                }
                "/never" => std::future::pending().await,
                _ => {
                    request
                        .trace
                        .redirected(302, &Url::parse("https://me:pw@b.org/?token=x").unwrap());
                    request.trace.received(7);
                    Err(FetchError::Transfer { source: "gone".into(), host: "a.org".into() })
                }
            }
        }
    }

    impl HttpClient for Fake {
        fn get<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, FetchError>> {
            Box::pin(Self::answer(request))
        }
    }

    /// The records that are made while `work` has a client.
    fn noted(work: impl FnOnce(Arc<dyn HttpClient>)) -> Vec<Activity> {
        let notes: Arc<Mutex<Vec<Activity>>> = Arc::default();
        let sink = Arc::clone(&notes);
        let recorder = Recorder::new(
            Arc::new(Fake),
            Clock::new(|| jiff::Timestamp::UNIX_EPOCH, jiff::tz::TimeZone::UTC),
            Arc::new(move |note| sink.lock().unwrap().push(note)),
        );
        work(recorder.client(Cause::Timer));
        drop(recorder);
        Arc::into_inner(notes).unwrap().into_inner().unwrap()
    }

    fn request(address: &str) -> Request {
        Request {
            feed_id: Some(FeedId(7)),
            if_none_match: Some("\"secret etag\"".into()),
            ..Request::get(Url::parse(address).unwrap())
        }
    }

    fn get(address: &str) -> Vec<Activity> {
        noted(|client| drop(client.get(&request(address)).now_or_never()))
    }

    #[test]
    fn an_answer_is_recorded_with_its_cause_and_its_feed() {
        let notes = get("https://me:pw@a.org/ok?key=k");
        let [note] = &notes[..] else { panic!("{notes:?}") };
        assert_eq!(
            (note.cause, note.feed_id, note.url.as_str()),
            (Cause::Timer, Some(FeedId(7)), "https://a.org/ok?key=***")
        );
        assert_eq!(
            (&note.answer, note.bytes, note.is_conditional),
            (&Answer::Status(200), 5, true)
        );
        assert_eq!(note.content_type.as_ref().map(String::len), Some(CONTENT_TYPE_MAX));
    }

    #[test]
    fn a_failure_is_recorded_with_its_redirects() {
        let notes = get("https://a.org/fail");
        assert_eq!(
            notes[0].answer,
            Answer::Failed("The connection to a.org broke \u{2014} try again later".into())
        );
        assert_eq!(
            notes[0].redirects,
            [crate::model::Redirect { status: 302, url: "https://b.org/?token=***".into() }]
        );
        assert_eq!(notes[0].bytes, 7);
    }

    #[test]
    fn a_request_that_was_never_sent_is_not_recorded() {
        assert_eq!(get("https://a.org/refused"), []);
        assert_eq!(get("https://a.org/led-away").len(), 1, "its server was asked");
    }

    #[test]
    fn a_cancelled_request_is_recorded_too() {
        let notes = get("https://a.org/never");
        assert_eq!(
            (notes.len(), &notes[0].answer),
            (1, &Answer::Failed("Stopped before the answer came".into()))
        );
    }

    #[test]
    fn a_panic_of_the_client_is_recorded_too() {
        let notes = noted(|client| {
            let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                drop(client.get(&request("https://a.org/panic")).now_or_never());
            }));
            assert!(panicked.is_err());
        });
        assert_eq!(notes.len(), 1);
    }

    #[test]
    fn files_are_not_recorded() {
        assert_eq!(get("file:///ok"), []);
    }

    #[test]
    fn each_request_has_a_trace_of_its_own() {
        let notes = noted(|client| {
            let request = request("https://a.org/fail");
            for _ in 0..2 {
                drop(client.get(&request).now_or_never());
            }
        });
        assert_eq!(notes.iter().map(|note| note.redirects.len()).collect::<Vec<_>>(), [1, 1]);
    }
}
