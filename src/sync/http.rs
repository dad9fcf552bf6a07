//! Requests to a server of an account, through the recording client: bounded, patient, and never
//! with a secret to another origin.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use url::{Url, form_urlencoded};

use super::error::ServiceError;
use super::wire::{self, Fields, WireError};
use crate::model::{Clock, Grant, PAUSE_MAX, Secret, origin_of};
use crate::net::{
    Accepts, Call, Headers, HttpClient, Method, Payload, Request, WIRE_BYTES_MAX, decode,
    retry_after,
};

/// Largest answer with a list of ids or subscriptions, in bytes.
pub(super) const LIST_BYTES_MAX: usize = 16 << 20;
/// Largest answer with entries, in bytes.
pub(super) const ENTRIES_BYTES_MAX: usize = WIRE_BYTES_MAX;
/// Largest answer to an act or a sign-in, in bytes.
pub(super) const ACT_BYTES_MAX: usize = 256 << 10;
/// Longest words of a server that are kept, in characters.
pub(super) const REASON_CHARS_MAX: usize = 200;
/// The pause if a server says "too many requests" and no time.
const PAUSE_UNSAID: SignedDuration = SignedDuration::from_mins(15);

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json; charset=utf-8";

/// Whom a server knows: where it is, and as whom to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Where the interface of the server is found.
    pub address: Url,
    pub user: String,
    /// A password or a token.
    pub secret: Secret,
    /// Whether the user agreed to send secrets unencrypted over the internet.
    pub may_be_plain: bool,
}

/// A server and the client that reaches it.
#[derive(Clone)]
pub struct Connection {
    client: Arc<dyn HttpClient>,
    pub(super) access: Access,
    clock: Clock,
    quota: Quota,
}

/// One question to the server.
#[derive(Debug, Clone)]
pub(super) struct Question {
    url: Url,
    call: Call,
    grant: Option<Grant>,
    if_none_match: Option<String>,
    bytes_max: usize,
    zone: Zone,
}

/// The answer to a question. It may have any status.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Headers,
    pub(super) bytes: Vec<u8>,
    pub(super) host: String,
    origin: Url,
}

/// Services with a quota count reads and writes apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    Read,
    Write,
}

/// When the quota that is used up begins anew.
#[derive(Debug, Clone, Copy, Default)]
struct Quota {
    reads: Option<Timestamp>,
    writes: Option<Timestamp>,
}

impl Question {
    /// A question that changes nothing.
    pub(super) fn get(url: Url) -> Self {
        Self {
            url,
            call: Call::default(),
            grant: None,
            if_none_match: None,
            bytes_max: LIST_BYTES_MAX,
            zone: Zone::Read,
        }
    }

    /// An act, with a form as its body. The pairs are sent in this order.
    pub(super) fn post_form(url: Url, pairs: &[(&str, &str)]) -> Self {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(pairs);
        let body = Payload { content_type: FORM, bytes: form.finish().into_bytes() };
        Self::act(url, Method::Post, Some(body))
    }

    /// An act, with JSON as its body.
    pub(super) fn json(method: Method, url: Url, body: &serde_json::Value) -> Self {
        let body = Payload { content_type: JSON, bytes: body.to_string().into_bytes() };
        Self::act(url, method, Some(body))
    }

    /// An act.
    pub(super) fn act(url: Url, method: Method, body: Option<Payload>) -> Self {
        let call = Call { method, body, ..Call::default() };
        Self { call, bytes_max: ACT_BYTES_MAX, zone: Zone::Write, ..Self::get(url) }
    }

    /// Marks a question with a body as one that only reads.
    pub(super) fn only_reads(self) -> Self {
        Self { bytes_max: LIST_BYTES_MAX, zone: Zone::Read, ..self }
    }

    /// Expects entries, whose answers are larger.
    pub(super) fn of_entries(self) -> Self {
        Self { bytes_max: ENTRIES_BYTES_MAX, zone: Zone::Read, ..self }
    }

    /// Adds a secret header field.
    pub(super) fn with_secret(mut self, name: &'static str, value: Secret) -> Self {
        self.call.secret = Some((name, value));
        self
    }

    /// Adds credentials for HTTP itself.
    pub(super) fn with_grant(self, grant: Option<Grant>) -> Self {
        Self { grant, ..self }
    }
}

impl Connection {
    #[must_use]
    pub fn new(client: Arc<dyn HttpClient>, access: Access, clock: Clock) -> Self {
        Self { client, access, clock, quota: Quota::default() }
    }

    pub(super) fn user(&self) -> String {
        self.access.user.clone()
    }

    pub(super) fn secret(&self) -> Secret {
        self.access.secret.clone()
    }

    /// The host and port, for messages.
    pub(super) fn host(&self) -> String {
        host_of(&self.access.address)
    }

    /// The address below that of the interface.
    pub(super) fn url(&self, path: &str, query: &[(&str, &str)]) -> Url {
        below(&self.access.address, path, query)
    }

    /// Asks. The answer may have any status, but is never "too many requests".
    pub(super) async fn ask(&mut self, question: Question) -> Result<Answer, ServiceError> {
        let now = self.clock.now();
        if let Some(until) = self.quota.of(question.zone).filter(|until| *until > now) {
            return Err(ServiceError::Quota { host: host_of(&question.url), until });
        }
        let mut request = Request {
            accepts: Accepts::Json,
            bytes_max: question.bytes_max,
            grant: question.grant,
            if_none_match: question.if_none_match,
            ..Request::get(question.url.clone())
        };
        let may_be_plain = self.access.may_be_plain;
        request.call = Some(Call { may_be_plain, ..question.call });
        let response = self.client.get(&request).await?;
        let now = self.clock.now();
        self.quota.note(&response.headers, now);
        let host = host_of(&question.url);
        if let Some(until) = pause(response.status, &response.headers, now) {
            return Err(ServiceError::Quota { host, until });
        }
        let broken = |_| ServiceError::Unreadable {
            host: host_of(&question.url),
            reason: "its encoding is broken".to_owned(),
        };
        // A kilobyte may unpack to a gigabyte, so the limit holds for both.
        let bytes = decode(response.body, question.bytes_max.max(ACT_BYTES_MAX)).map_err(broken)?;
        let (status, headers) = (response.status, response.headers);
        Ok(Answer { status, headers, bytes, host, origin: question.url })
    }
}

impl Quota {
    fn of(&self, zone: Zone) -> Option<Timestamp> {
        match zone {
            Zone::Read => self.reads,
            Zone::Write => self.writes,
        }
    }

    /// Remembers the quotas that are used up.
    fn note(&mut self, headers: &Headers, now: Timestamp) {
        let number = |name: &str| headers.of_call(name)?.trim().parse::<u64>().ok();
        let is_used_up = |usage, limit| match (number(usage), number(limit)) {
            (Some(usage), Some(limit)) => usage >= limit,
            (Some(_), None) | (None, Some(_) | None) => false,
        };
        let until = || reset_after(headers, now).unwrap_or_else(|| later(now, PAUSE_UNSAID));
        if is_used_up("x-reader-zone1-usage", "x-reader-zone1-limit") {
            self.reads = Some(until());
        }
        if is_used_up("x-reader-zone2-usage", "x-reader-zone2-limit") {
            self.writes = Some(until());
        }
    }
}

/// The end of the pause that a server asks for. Its own word wins over any delay of ours.
fn pause(status: u16, headers: &Headers, now: Timestamp) -> Option<Timestamp> {
    let said = retry_after(status, headers, now);
    if status != 429 {
        return said;
    }
    let unsaid = || Some(later(now, PAUSE_UNSAID));
    said.or_else(|| reset_after(headers, now)).or_else(unsaid)
}

fn reset_after(headers: &Headers, now: Timestamp) -> Option<Timestamp> {
    let secs = headers.of_call("x-reader-limits-reset-after")?.trim().parse::<f64>().ok()?;
    let pause = SignedDuration::try_from_secs_f64(secs).ok()?;
    Some(later(now, pause.clamp(SignedDuration::ZERO, PAUSE_MAX)))
}

fn later(now: Timestamp, pause: SignedDuration) -> Timestamp {
    now.checked_add(pause).unwrap_or(now)
}

impl Answer {
    /// The body as text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).trim().to_owned()
    }

    /// Whether the body is a page for people.
    pub(super) fn is_page(&self) -> bool {
        let start: String = self.text().chars().take(100).collect::<String>().to_lowercase();
        start.starts_with("<!doctype") || start.starts_with("<html") || start.starts_with("<head")
    }

    /// The object that the body is, if the status says success.
    pub(super) fn object(&self) -> Result<Fields, ServiceError> {
        self.success()?;
        wire::object(&self.bytes).map_err(|error| self.unreadable(error))
    }

    /// The error for a body that does not count.
    pub(super) fn unreadable(&self, error: WireError) -> ServiceError {
        self.unreadable_because(&error.to_string())
    }

    pub(super) fn unreadable_because(&self, reason: &str) -> ServiceError {
        let start: String = self.text().chars().take(60).collect();
        log::info!("{}: {reason}: {start:?}", self.host);
        ServiceError::Unreadable { host: self.host.clone(), reason: reason.to_owned() }
    }

    /// The general error for a status that is no success. Services look for their own first.
    pub(super) fn success(&self) -> Result<(), ServiceError> {
        let host = || self.host.clone();
        match self.status {
            200..300 => Ok(()),
            300..400 => Err(self.redirect_error()),
            401 => Err(ServiceError::SignIn { host: host() }),
            400..500 => Err(ServiceError::Refused {
                host: host(),
                status: self.status,
                reason: self.reason(),
            }),
            _ => Err(ServiceError::Failed { host: host(), status: self.status }),
        }
    }

    fn redirect_error(&self) -> ServiceError {
        let location = self.headers.of_call("location");
        let target = location.and_then(|location| self.origin.join(location.trim()).ok());
        match target.map(|target| origin_of(&target)) {
            Some(target) if target != origin_of(&self.origin) => {
                ServiceError::Moved { host: self.host.clone(), target }
            }
            Some(_) | None => ServiceError::NotThisService { host: self.host.clone() },
        }
    }

    /// The words of the server about a refusal: of the usual fields, or the text itself.
    pub(super) fn reason(&self) -> String {
        if self.is_page() {
            return String::new();
        }
        let fields = wire::object(&self.bytes).map(serde_json::Value::Object).ok();
        let said = fields.and_then(|fields| {
            ["error_message", "error", "message"].iter().find_map(|key| wire::text(&fields, key))
        });
        let words = said.unwrap_or_else(|| self.text());
        wire::tidy_name(&words).unwrap_or_default().chars().take(REASON_CHARS_MAX).collect()
    }
}

/// An address below another. Paths keep a slash between them and never climb.
pub(super) fn below(base: &Url, path: &str, query: &[(&str, &str)]) -> Url {
    let mut url = base.clone();
    url.set_query(None);
    url.set_fragment(None);
    let path = format!("{}/{path}", url.path().trim_end_matches('/'));
    url.set_path(&path);
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query);
    }
    url
}

/// The host and port of an address, for messages.
pub(super) fn host_of(url: &Url) -> String {
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (Some(host), None) => host.to_owned(),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            status,
            headers: Headers::default(),
            bytes: body.as_bytes().to_vec(),
            host: "a.org".to_owned(),
            origin: url("https://a.org/api"),
        }
    }

    fn headers(fields: &[(&'static str, &str)]) -> Headers {
        let of_call = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Headers { of_call, ..Headers::default() }
    }

    #[test]
    fn a_path_is_below_the_interface() {
        for base in ["https://a.org/api/greader.php", "https://a.org/api/greader.php/?x#y"] {
            assert_eq!(
                below(&url(base), "reader/api/0/token", &[("output", "json")]).as_str(),
                "https://a.org/api/greader.php/reader/api/0/token?output=json"
            );
        }
        assert_eq!(below(&url("https://a.org"), "fever/", &[]).as_str(), "https://a.org/fever/");
    }

    #[test]
    fn a_status_tells_what_is_wrong() {
        let kind = |status, body: &str| answer(status, body).success().unwrap_err().to_string();
        assert!(kind(401, "").contains("sign-in"));
        assert!(kind(404, "<html>x").ends_with("(404) "));
        assert!(kind(400, "{\"error_message\":\"bad id\"}").ends_with("(400) bad id"));
        assert!(kind(500, "").contains("failed (500)"));
        assert!(kind(302, "").contains("not a server of this kind"));
    }

    #[test]
    fn a_redirect_to_another_place_names_it_and_gets_nothing() {
        let headers = headers(&[("location", "https://b.org/login")]);
        let moved = Answer { headers, ..answer(302, "") }.success().unwrap_err();
        assert_eq!(moved.to_string(), "a.org leads to https://b.org");
    }

    #[test]
    fn the_words_of_a_server_are_cut_at_the_limit() {
        let long = "x".repeat(REASON_CHARS_MAX + 1);
        assert_eq!(answer(400, &long).reason().len(), REASON_CHARS_MAX);
    }

    #[test]
    fn the_pause_that_a_server_names_wins() {
        let now = Timestamp::UNIX_EPOCH;
        let secs = |status, headers: &Headers| Some(pause(status, headers, now)?.as_second());
        let retry = Headers { retry_after: Some("600".to_owned()), ..Headers::default() };
        assert_eq!(secs(429, &retry), Some(600));
        assert_eq!(secs(503, &retry), Some(600));
        let reset = headers(&[("x-reader-limits-reset-after", "1416.5")]);
        assert_eq!(secs(429, &reset), Some(1416));
        assert_eq!(secs(429, &Headers::default()), Some(PAUSE_UNSAID.as_secs()));
        assert_eq!(secs(500, &Headers::default()), None);
        let far = headers(&[("x-reader-limits-reset-after", "1e9")]);
        assert_eq!(secs(429, &far), Some(PAUSE_MAX.as_secs()));
    }

    #[test]
    fn a_quota_that_is_used_up_stops_only_its_own_zone() {
        let mut quota = Quota::default();
        let fields = [
            ("x-reader-zone1-usage", "100"),
            ("x-reader-zone1-limit", "100"),
            ("x-reader-zone2-usage", "7"),
            ("x-reader-zone2-limit", "100"),
            ("x-reader-limits-reset-after", "60"),
        ];
        quota.note(&headers(&fields), Timestamp::UNIX_EPOCH);
        assert_eq!(quota.of(Zone::Read).map(Timestamp::as_second), Some(60));
        assert_eq!(quota.of(Zone::Write), None);
    }
}
