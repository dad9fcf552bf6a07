//! HTTP through reqwest: redirects, limits and time-outs are decided here, hop by hop.
//!
//! No cookies and no Referer, ever. Certificates are verified through the platform, and those of
//! the settings are trusted, too. Credentials go to the origin that they are for, and only where
//! nobody on the way can read them.

use std::error::Error;
use std::io;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use futures_util::StreamExt as _;
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use tokio::time::timeout;
use url::Url;

use super::certificates::read_certificates;
use super::credentials::{Grant, without_credentials};
use super::encoding::ACCEPTED;
use super::error::FetchError;
use super::guard::{Guard, Place, check_name, private};
use super::message::{Body, Headers, Request, Response, Trace, WantedBy, host_of};
use super::proxy::{Hop, Proxies};
use super::redirect::{Trail, is_redirect};
use super::resolver::{DnsError, PrivateError, Reach, SystemResolver, is_surely_private};
use super::{
    CONNECT_TIMEOUT, FIRST_BYTE_TIMEOUT, HEADER_BYTES_MAX, HEADER_VALUE_MAX, HEADERS_MAX,
    USER_AGENT, WHOLE_TIMEOUT, WIRE_BYTES_MAX,
};
use crate::config::Network;

/// What feeds and pages are served as, for servers that choose.
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.8, text/html;q=0.7, */*;q=0.5";
/// How long an unused connection is kept for the next feed of its host.
const IDLE_CONNECTION: Duration = Duration::from_secs(20);
/// A body that announces its size gets the room at once, up to this: the header may lie.
const TRUSTED_LENGTH: usize = 4 << 20;

/// A client for http and https.
#[derive(Debug)]
pub(super) struct Web {
    /// Reaches the internet.
    strict: OnceLock<Result<reqwest::Client, reqwest::Error>>,
    /// Reaches networks nearby, too: for what the reader chose, and for what is named there.
    trusting: OnceLock<Result<reqwest::Client, reqwest::Error>>,
    certificates: Vec<reqwest::Certificate>,
    guard: Guard,
    proxies: Proxies,
    proxy_hosts: Vec<String>,
    limits: Limits,
    /// The file of certificates that could not be read, and why.
    unread: Option<(String, String)>,
}

/// One request on the way through redirects.
struct Step<'a> {
    url: &'a Url,
    hop: Option<Hop>,
    reach: Reach,
    authorization: Option<HeaderValue>,
}

/// The limits of a fetch, apart so that tests need not wait.
#[derive(Debug, Clone, Copy)]
struct Limits {
    connect: Duration,
    first_byte: Duration,
    whole: Duration,
    wire_bytes: usize,
}

const LIMITS: Limits = Limits {
    connect: CONNECT_TIMEOUT,
    first_byte: FIRST_BYTE_TIMEOUT,
    whole: WHOLE_TIMEOUT,
    wire_bytes: WIRE_BYTES_MAX,
};

impl Web {
    /// The error is about the proxy: without it, nothing is fetched rather than something seen that
    /// should not be.
    pub(super) fn new(guard: Guard, network: &Network) -> Result<Self, FetchError> {
        // An error means that a provider is there already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let proxies = Proxies::of(&network.proxy)?;
        let proxy_hosts = proxies.hosts();
        let (certificates, unread) = own_certificates(network);
        let (strict, trusting) = (OnceLock::new(), OnceLock::new());
        Ok(Self {
            strict,
            trusting,
            certificates,
            guard,
            proxies,
            proxy_hosts,
            limits: LIMITS,
            unread,
        })
    }

    fn client(&self, reach: Reach) -> Result<&reqwest::Client, &reqwest::Error> {
        let kept = match reach {
            Reach::Public => &self.strict,
            Reach::Anywhere => &self.trusting,
        };
        kept.get_or_init(|| self.build(reach)).as_ref()
    }

    fn build(&self, reach: Reach) -> Result<reqwest::Client, reqwest::Error> {
        let prepared =
            || self.proxies.apply(builder(reach, &self.proxy_hosts, self.limits.connect));
        prepared()
            .and_then(|builder| builder.tls_certs_merge(self.certificates.clone()).build())
            .or_else(|err| {
                // A machine without certificates can still read http.
                log::warn!("no certificate store: {err}");
                prepared()?.tls_certs_only(self.certificates.clone()).build()
            })
    }

    pub(super) async fn get(
        &self,
        request: &Request,
        grant: Option<&Grant>,
    ) -> Result<Response, FetchError> {
        let limits =
            Limits { wire_bytes: self.limits.wire_bytes.min(request.bytes_max), ..self.limits };
        let late = || FetchError::Timeout { limit: limits.whole, host: host_of(&request.url) };
        timeout(limits.whole, self.follow(request, grant, limits))
            .await
            .unwrap_or_else(|_| Err(late()))
    }

    /// Asks, goes where it is sent, asks there.
    async fn follow(
        &self,
        request: &Request,
        mut grant: Option<&Grant>,
        limits: Limits,
    ) -> Result<Response, FetchError> {
        let mut url = without_credentials(request.url.clone());
        let home = match request.wanted_by {
            WantedBy::Reader => {
                self.guard.trust(&url);
                Place::of(&url)
            }
            WantedBy::Page => request.home.as_ref().and_then(Place::of),
        };
        let mut trail = Trail::new(url.clone());
        loop {
            let (hop, reach) = self.check(&url, home.as_ref())?;
            // Once the way has led to another origin, nothing gets them any more.
            grant = grant.filter(|grant| grant.is_for(&url));
            let authorization = match grant {
                Some(grant) => authorization(grant, &url, hop.is_some()).await?,
                None => None,
            };
            let answer =
                self.ask(Step { url: &url, hop, reach, authorization }, request, limits).await?;
            let status = answer.status().as_u16();
            if !is_redirect(status) {
                return receive(answer, url, trail.moved_to(), &request.trace, limits).await;
            }
            let location = location_of(answer.headers());
            if let Some(next) =
                location.as_deref().and_then(|location| url.join(location.trim()).ok())
            {
                request.trace.redirected(status, &next);
            }
            url = trail.follow(&url, status, location.as_deref())?;
        }
    }

    /// Whether an address may be asked for what lives at `home`, through which proxy, and how far.
    fn check(&self, url: &Url, home: Option<&Place>) -> Result<(Option<Hop>, Reach), FetchError> {
        let hop = self.proxies.hop(url);
        if self.guard.trusts(url, home) {
            return Ok((hop, Reach::Anywhere));
        }
        self.guard.check_number(url)?;
        if hop.as_ref().is_some_and(|hop| hop.resolves) {
            check_name(url)?;
        }
        // The resolver lets us reach the proxy, which is for us and not for pages.
        let host = url.host_str().unwrap_or_default();
        if self.proxy_hosts.iter().any(|proxy| proxy == host) {
            Err(private(url))
        } else {
            Ok((hop, Reach::Public))
        }
    }

    async fn ask(
        &self,
        step: Step<'_>,
        request: &Request,
        limits: Limits,
    ) -> Result<reqwest::Response, FetchError> {
        let Step { url, hop, reach, authorization } = step;
        let client = self.client(reach).map_err(|err| FetchError::Transfer {
            source: err.to_string().into(),
            host: host_of(url),
        })?;
        let mut builder = client
            .get(url.clone())
            .header(header::ACCEPT, ACCEPT)
            .header(header::ACCEPT_ENCODING, ACCEPTED);
        if let Some(etag) = &request.if_none_match {
            builder = builder.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(date) = &request.if_modified_since {
            builder = builder.header(header::IF_MODIFIED_SINCE, date);
        }
        if let Some(value) = authorization {
            builder = builder.header(header::AUTHORIZATION, value);
        }
        match timeout(limits.first_byte, builder.send()).await {
            Ok(answer) => answer.map_err(|err| self.explain(classify(err, url, limits), hop)),
            Err(_) => Err(FetchError::Timeout { limit: limits.first_byte, host: host_of(url) }),
        }
    }
}

impl Web {
    /// A failure as it is with a proxy on the way, or with certificates that are missing.
    fn explain(&self, error: FetchError, hop: Option<Hop>) -> FetchError {
        match (error, hop, &self.unread) {
            (
                FetchError::Connect { source, host } | FetchError::Unreachable { source, host },
                Some(hop),
                _,
            ) => FetchError::Proxy { source, proxy: hop.host, host },
            (FetchError::Dns { source, host }, Some(hop), _) if hop.resolves => {
                FetchError::Proxy { source, proxy: hop.host, host }
            }
            (FetchError::Tls { host, .. }, _, Some((path, reason))) => {
                FetchError::Certificates { reason: reason.clone(), path: path.clone(), host }
            }
            (error, _, _) => error,
        }
    }

    /// What is wrong with the file of certificates in the settings.
    pub(super) fn complaint(&self) -> Option<FetchError> {
        let (path, reason) = self.unread.clone()?;
        Some(FetchError::CertificatesSetting { reason, path })
    }
}

fn own_certificates(network: &Network) -> (Vec<reqwest::Certificate>, Option<(String, String)>) {
    let Some(path) = &network.ca_file else { return (Vec::new(), None) };
    match read_certificates(path) {
        Ok(found) => (found, None),
        Err(reason) => {
            log::warn!("{}: {reason}", path.display());
            (Vec::new(), Some((path.display().to_string(), reason)))
        }
    }
}

/// The header that signs in, if the way to the host is safe: encrypted, or without a proxy to a
/// host nearby.
async fn authorization(
    grant: &Grant,
    url: &Url,
    is_proxied: bool,
) -> Result<Option<HeaderValue>, FetchError> {
    if url.scheme() != "https" && (is_proxied || !is_surely_private(url).await) {
        return Err(FetchError::Plaintext { host: host_of(url) });
    }
    Ok(grant.credentials.header())
}

fn builder(reach: Reach, proxies: &[String], connect_timeout: Duration) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .user_agent(USER_AGENT)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(connect_timeout)
        .pool_idle_timeout(IDLE_CONNECTION)
        .http1_max_headers(HEADERS_MAX)
        .http2_max_header_list_size(HEADER_BYTES_MAX)
        .dns_resolver(Arc::new(SystemResolver::new(reach, proxies.to_vec())))
}

async fn receive(
    answer: reqwest::Response,
    url: Url,
    moved_to: Option<Url>,
    trace: &Trace,
    limits: Limits,
) -> Result<Response, FetchError> {
    let status = answer.status().as_u16();
    let headers = headers_of(answer.headers());
    let encoding = joined(answer.headers(), &header::CONTENT_ENCODING);
    let is_wanted = (200..300).contains(&status);
    // What a server says beside an error is for nobody, and may be long.
    let bytes = if is_wanted { collect(answer, &url, trace, limits).await? } else { Vec::new() };
    Ok(Response { status, url, moved_to, headers, body: Body { bytes, encoding } })
}

async fn collect(
    answer: reqwest::Response,
    url: &Url,
    trace: &Trace,
    limits: Limits,
) -> Result<Vec<u8>, FetchError> {
    let too_large = || FetchError::TooLarge { limit: limits.wire_bytes, host: host_of(url) };
    let announced = answer.content_length().unwrap_or(0);
    if announced > limits.wire_bytes as u64 {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity((announced as usize).min(TRUSTED_LENGTH));
    let mut chunks = answer.bytes_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|err| classify(err, url, limits))?;
        trace.received(chunk.len());
        if bytes.len() + chunk.len() > limits.wire_bytes {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn headers_of(map: &HeaderMap) -> Headers {
    Headers {
        etag: text_of(map, &header::ETAG),
        last_modified: text_of(map, &header::LAST_MODIFIED),
        content_type: text_of(map, &header::CONTENT_TYPE),
        cache_control: joined(map, &header::CACHE_CONTROL),
        expires: text_of(map, &header::EXPIRES),
        age: text_of(map, &header::AGE),
        date: text_of(map, &header::DATE),
        retry_after: text_of(map, &header::RETRY_AFTER),
    }
}

/// The value of a field, when it is short and readable.
fn text_of(map: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = map.get(name)?;
    if value.len() > HEADER_VALUE_MAX { None } else { value.to_str().ok().map(ToOwned::to_owned) }
}

/// Where a redirect leads. Many servers send what is not ASCII as it is, which browsers understand,
/// too.
fn location_of(map: &HeaderMap) -> Option<String> {
    let value = map.get(&header::LOCATION).filter(|value| value.len() <= HEADER_VALUE_MAX)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// The values of a field that may come several times.
fn joined(map: &HeaderMap, name: &HeaderName) -> Option<String> {
    let values: Vec<&str> =
        map.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    let text = values.join(", ");
    if text.is_empty() || text.len() > HEADER_VALUE_MAX { None } else { Some(text) }
}

/// Finds out what an error of the HTTP stack means.
fn classify(error: reqwest::Error, url: &Url, limits: Limits) -> FetchError {
    let host = host_of(url);
    let error = error.without_url();
    let is_timeout = error.is_timeout();
    let is_connect = error.is_connect();
    let cause = cause_of(&error);
    let source = chain_of(&error).into();
    match cause {
        Some(Cause::Private) => FetchError::Private { host },
        Some(Cause::Dns) => FetchError::Dns { source, host },
        Some(Cause::Tls) => FetchError::Tls { source, host },
        Some(Cause::Network) => FetchError::Unreachable { source, host },
        _ if is_timeout && is_connect => FetchError::Timeout { limit: limits.connect, host },
        _ if is_timeout => FetchError::Timeout { limit: limits.whole, host },
        _ if is_connect => FetchError::Connect { source, host },
        _ => FetchError::Transfer { source, host },
    }
}

enum Cause {
    Private,
    Dns,
    Tls,
    Network,
}

fn cause_of(error: &(dyn Error + 'static)) -> Option<Cause> {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.is::<PrivateError>() {
            return Some(Cause::Private);
        }
        if error.is::<DnsError>() {
            return Some(Cause::Dns);
        }
        if error.is::<rustls::Error>() {
            return Some(Cause::Tls);
        }
        if let Some(io_error) = error.downcast_ref::<io::Error>() {
            if matches!(
                io_error.kind(),
                io::ErrorKind::NetworkUnreachable
                    | io::ErrorKind::HostUnreachable
                    | io::ErrorKind::NetworkDown
            ) {
                return Some(Cause::Network);
            }
            // An io::Error hides what it wraps from `source`.
            if let Some(inner) = io_error.get_ref() {
                next = Some(inner);
                continue;
            }
        }
        next = error.source();
    }
    None
}

/// An error with all its reasons in one line.
fn chain_of(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(error) = next {
        text.push_str(": ");
        text.push_str(&error.to_string());
        next = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::sync::Mutex;

    use super::*;

    /// Fetches from a server that says `head` and then nothing more.
    fn fetch_from_a_server_that_stops_after(head: &'static str, limits: Limits) -> FetchError {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            // An answer before the request would be an error of its own.
            assert_ne!(stream.read(&mut [0; 4096]).unwrap(), 0);
            stream.write_all(head.as_bytes()).unwrap();
            // Ends when the client hangs up.
            let _ = stream.read_to_end(&mut Vec::new());
        });
        fetch_within(url, limits)
    }

    fn fetch_within(url: Url, limits: Limits) -> FetchError {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let web = Web { limits, ..Web::new(Guard::default(), &Network::default()).unwrap() };
        runtime.block_on(web.get(&Request::get(url), None)).unwrap_err()
    }

    /// What was asked for, and whether with a password.
    type Asked = Arc<Mutex<Vec<(String, bool)>>>;

    /// A server that sends everybody on to where `location` says, or answers. Notes who signs in to
    /// what.
    fn server(location: impl Fn(&str) -> Option<String> + Send + 'static) -> (Url, Asked) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        let asked = Asked::default();
        let notes = Arc::clone(&asked);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut buffer = [0; 4096];
                let length = stream.read(&mut buffer).unwrap();
                let request = String::from_utf8_lossy(&buffer[..length]).to_lowercase();
                let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
                let head = match location(&path) {
                    Some(url) => format!("HTTP/1.1 302 Found\r\nLocation: {url}\r\n"),
                    None => "HTTP/1.1 200 OK\r\n".to_owned(),
                };
                notes.lock().unwrap().push((path, request.contains("\r\nauthorization: ")));
                stream
                    .write_all(
                        format!("{head}Connection: close\r\nContent-Length: 0\r\n\r\n").as_bytes(),
                    )
                    .unwrap();
            }
        });
        (url, asked)
    }

    #[test]
    fn a_redirect_to_another_origin_never_gets_a_password_nor_does_the_way_back() {
        let home: Arc<Mutex<String>> = Arc::default();
        let back = Arc::clone(&home);
        let (away, asked_away) = server(move |_| Some(format!("{}back", back.lock().unwrap())));
        let (url, asked) = server(move |path| (path == "/feed").then(|| away.to_string()));
        url.as_str().clone_into(&mut home.lock().unwrap());
        let request = Request::get(url.join("feed").unwrap());
        let grant = Grant::new(&url, crate::net::Credentials::token("secret").unwrap());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        // There is nothing but this machine to be led through.
        let web = Web::new(Guard::of(|_| true), &Network::default()).unwrap();
        runtime.block_on(web.get(&request, Some(&grant))).unwrap();
        assert_eq!(*asked_away.lock().unwrap(), [("/".to_owned(), false)]);
        assert_eq!(
            *asked.lock().unwrap(),
            [("/feed".to_owned(), true), ("/back".to_owned(), false)]
        );
    }

    const LONG: Duration = Duration::from_mins(10);
    const SHORT: Duration = Duration::from_millis(50);
    const PATIENT: Limits = Limits { connect: LONG, first_byte: LONG, whole: LONG, wire_bytes: 10 };

    /// An address that answers no new connection while what is returned lives: as many as may wait
    /// there wait already.
    #[cfg(target_os = "linux")]
    fn full_server() -> (Url, impl Sized) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let listener = runtime.block_on(async {
            let socket = tokio::net::TcpSocket::new_v4().unwrap();
            socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
            socket.listen(1).unwrap()
        });
        let address = listener.local_addr().unwrap();
        let waiting: Vec<_> = std::iter::from_fn(|| {
            std::net::TcpStream::connect_timeout(&address, Duration::from_millis(500)).ok()
        })
        .take(100)
        .collect();
        assert!(waiting.len() < 100, "the line of this server has no end");
        (Url::parse(&format!("http://{address}/")).unwrap(), (runtime, listener, waiting))
    }

    // Linux leaves the first packet of a connection unanswered when the line is full; others refuse
    // it.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_host_that_takes_no_connection_in_time_is_given_up() {
        let (url, _full) = full_server();
        let error = fetch_within(url.clone(), Limits { connect: SHORT, ..PATIENT });
        assert!(
            matches!(&error, FetchError::Timeout { limit: SHORT, host } if *host == host_of(&url)),
            "{error}"
        );
    }

    #[test]
    fn a_server_that_says_nothing_is_given_up() {
        let error =
            fetch_from_a_server_that_stops_after("", Limits { first_byte: SHORT, ..PATIENT });
        assert!(matches!(error, FetchError::Timeout { limit: SHORT, .. }), "{error}");
    }

    #[test]
    fn a_server_that_stops_in_the_middle_is_given_up() {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<rss";
        let error = fetch_from_a_server_that_stops_after(head, Limits { whole: SHORT, ..PATIENT });
        assert!(matches!(error, FetchError::Timeout { limit: SHORT, .. }), "{error}");
    }

    #[test]
    fn a_body_may_be_as_large_as_the_limit_and_no_larger() {
        let head = "HTTP/1.1 200 OK\r\n\r\n0123456789";
        let limits =
            |wire_bytes| Limits { whole: Duration::from_millis(500), wire_bytes, ..PATIENT };
        assert_eq!(fetch_from_a_server_that_stops_after(head, limits(10)).kind(), "timeout");
        assert_eq!(fetch_from_a_server_that_stops_after(head, limits(9)).kind(), "too_large");
    }
}
