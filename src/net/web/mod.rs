//! HTTP through reqwest. Redirects, limits and timeouts are decided here, hop by hop.
//!
//! No Referer is ever sent, and cookies only within one chain of redirects. Certificates are
//! verified by the platform; those in the settings are trusted in addition. Credentials go to their
//! own origin only, and never unencrypted over the internet.

mod body;
mod calls;
mod failure;
mod limits;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::header::{self, HeaderMap, HeaderValue};
use tokio::time::timeout;
use url::Url;

use body::{location_of, receive};
use calls::{check_secret, may_follow, prepared};
use failure::classify;
use limits::{LIMITS, Limits};

use super::authorization::authorization;
use super::certificates::{CertificateError, read_certificates};
use super::cookies::CookieJar;
use super::encoding::ACCEPTED;
use super::error::{FetchError, host_of};
use super::guard::{Guard, HostPort, check_name, private};
use super::message::{Accepts, Request, Response, WantedBy};
use super::proxy::{Proxies, ProxyRoute};
use super::redirect::{RedirectChain, is_redirect};
use super::resolver::{Reach, SystemResolver};
use super::stream::{STREAM_TIMEOUT, Stream};
use super::{HEADER_BYTES_MAX, HEADERS_MAX};
use crate::config::Network;
use crate::model::{Grant, USER_AGENT, without_credentials};

/// `Accept` for feeds, and for pages that may name one.
const ACCEPT_FEED: &str = concat!(
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, ",
    "text/xml;q=0.8, text/html;q=0.7, */*;q=0.5"
);
/// `Accept` for interfaces for programs. Some answer in plain text whatever is asked.
const ACCEPT_JSON: &str = "application/json, text/plain;q=0.9, */*;q=0.5";
const ACCEPT_PAGE: &str = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8";
/// `Accept` for pictures: the formats that we decode. Some servers send a page to others.
const ACCEPT_PICTURE: &str = concat!(
    "image/avif, image/webp, image/png, image/jpeg, image/gif, image/svg+xml, image/*;q=0.8, ",
    "*/*;q=0.5"
);
/// `Accept` for episodes.
const ACCEPT_SOUND: &str = "audio/*, application/ogg;q=0.9, */*;q=0.5";
/// How long an unused connection is kept for the next feed of its host.
const IDLE_CONNECTION: Duration = Duration::from_secs(20);
/// A client for http and https.
#[derive(Debug)]
pub(super) struct Web {
    /// For addresses on the internet.
    strict: OnceLock<Result<reqwest::Client, reqwest::Error>>,
    /// For any address: feeds that the user subscribed to, and pictures on their own hosts.
    trusting: OnceLock<Result<reqwest::Client, reqwest::Error>>,
    certificates: Vec<reqwest::Certificate>,
    guard: Guard,
    proxies: Proxies,
    proxy_hosts: Vec<String>,
    limits: Limits,
    /// The path of the certificate file in the settings, if it could not be read.
    ca_problem: Option<(String, CertificateError)>,
}

/// One request of a redirect chain.
struct Hop<'a> {
    url: &'a Url,
    route: Option<ProxyRoute>,
    reach: Reach,
    authorization: Option<HeaderValue>,
    /// The `Cookie` field.
    cookies: Option<String>,
}

impl Web {
    /// Fails only if the proxy setting is not valid. Fetching without the proxy would show the
    /// user's requests to a network that the proxy was meant to hide them from.
    pub(super) fn new(guard: Guard, network: &Network) -> Result<Self, FetchError> {
        // Fails if a provider is installed already, which is just as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let proxies = Proxies::of(&network.proxy)?;
        let proxy_hosts = proxies.hosts();
        let (certificates, ca_problem) = user_certificates(network);
        let (strict, trusting) = (OnceLock::new(), OnceLock::new());
        Ok(Self {
            strict,
            trusting,
            certificates,
            guard,
            proxies,
            proxy_hosts,
            limits: LIMITS,
            ca_problem,
        })
    }

    fn client(&self, reach: Reach) -> Result<&reqwest::Client, &reqwest::Error> {
        let client = match reach {
            Reach::Public => &self.strict,
            Reach::Anywhere => &self.trusting,
        };
        client.get_or_init(|| self.build(reach)).as_ref()
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
        // A streamed body is not kept in memory, so only its own limit counts.
        let wire_bytes = match request.stream {
            Some(_) => request.bytes_max,
            None => self.limits.wire_bytes.min(request.bytes_max),
        };
        let limits = Limits { wire_bytes, ..self.limits };
        // The parts of a stream have limits of their own.
        let whole = if request.stream.is_some() { STREAM_TIMEOUT } else { limits.whole };
        let late = || FetchError::Timeout { limit: whole, host: host_of(&request.url) };
        timeout(whole, self.follow(request, grant, limits)).await.unwrap_or_else(|_| Err(late()))
    }

    /// Sends the request and follows redirects to the final response.
    async fn follow(
        &self,
        request: &Request,
        mut grant: Option<&Grant>,
        limits: Limits,
    ) -> Result<Response, FetchError> {
        let mut url = without_credentials(request.url.clone());
        let home = match request.wanted_by {
            WantedBy::User => {
                self.guard.trust(&url);
                HostPort::of(&url)
            }
            WantedBy::Page => request.home.as_ref().and_then(HostPort::of),
        };
        let mut chain = RedirectChain::new(url.clone());
        let mut jar = CookieJar::default();
        loop {
            let (route, reach) = self.check(&url, home.as_ref())?;
            // After a redirect to another origin the credentials are gone for good: a chain that
            // leads back may have been built by that other origin.
            grant = grant.filter(|grant| grant.is_for(&url));
            let authorization = match grant {
                Some(grant) => authorization(grant, &url, route.is_some()).await?,
                None => None,
            };
            if let Some(call) = &request.call {
                check_secret(call, &url, route.is_some()).await?;
            }
            let cookies = jar.field(&url);
            let hop = Hop { url: &url, route, reach, authorization, cookies };
            let answer = self.send(hop, request, limits).await?;
            let status = answer.status().as_u16();
            let may_follow = request.call.as_ref().is_none_or(|call| {
                may_follow(call, status, &url, location_of(answer.headers()).as_deref())
            });
            if !is_redirect(status) || !may_follow {
                return receive(answer, url, chain.moved_to(), request, limits).await;
            }
            if jar.take(&url, cookies_of(answer.headers())) {
                chain.cookies_changed();
            }
            let location = location_of(answer.headers());
            if let Some(next) =
                location.as_deref().and_then(|location| url.join(location.trim()).ok())
            {
                request.trace.redirected(status, &next);
            }
            url = chain.follow(&url, status, location.as_deref())?;
        }
    }

    /// Checks that `url` may be fetched for the feed or page at `home`. Returns the proxy to use,
    /// and which addresses its host may resolve to.
    fn check(
        &self,
        url: &Url,
        home: Option<&HostPort>,
    ) -> Result<(Option<ProxyRoute>, Reach), FetchError> {
        let route = self.proxies.route(url);
        if self.guard.trusts(url, home) {
            return Ok((route, Reach::Anywhere));
        }
        self.guard.check_number(url)?;
        if route.as_ref().is_some_and(|route| route.resolves) {
            check_name(url)?;
        }
        // The resolver allows the hosts of proxies wherever they are. Pages must not use that.
        let host = url.host_str().unwrap_or_default();
        if self.proxy_hosts.iter().any(|proxy| proxy == host) {
            Err(private(url))
        } else {
            Ok((route, Reach::Public))
        }
    }

    async fn send(
        &self,
        hop: Hop<'_>,
        request: &Request,
        limits: Limits,
    ) -> Result<reqwest::Response, FetchError> {
        let Hop { url, route, reach, authorization, cookies } = hop;
        let client = self.client(reach).map_err(|err| FetchError::Transfer {
            source: err.to_string().into(),
            host: host_of(url),
        })?;
        let mut builder = prepared(client, url, request.call.as_ref())
            .header(header::ACCEPT, accept(request.accepts))
            .header(header::ACCEPT_ENCODING, encodings(request));
        if let Some(range) = request.stream.as_ref().map(Stream::range) {
            builder = builder.header(header::RANGE, range);
        }
        if let Some(etag) = &request.if_none_match {
            builder = builder.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(date) = &request.if_modified_since {
            builder = builder.header(header::IF_MODIFIED_SINCE, date);
        }
        if let Some(cookies) = cookies {
            builder = builder.header(header::COOKIE, cookies);
        }
        if let Some(value) = authorization {
            builder = builder.header(header::AUTHORIZATION, value);
        }
        match timeout(limits.first_byte, builder.send()).await {
            Ok(answer) => answer.map_err(|err| self.explain(classify(err, url, limits), route)),
            Err(_) => Err(FetchError::Timeout { limit: limits.first_byte, host: host_of(url) }),
        }
    }
}

impl Web {
    /// Blames the proxy or the unread certificates for a failure where they are the likely cause.
    fn explain(&self, error: FetchError, route: Option<ProxyRoute>) -> FetchError {
        match (error, route, &self.ca_problem) {
            (
                FetchError::Connect { source, host } | FetchError::Unreachable { source, host },
                Some(route),
                _,
            ) => FetchError::Proxy { source, proxy: route.host, host },
            (FetchError::Dns { source, host }, Some(route), _) if route.resolves => {
                FetchError::Proxy { source, proxy: route.host, host }
            }
            (FetchError::Tls { host, .. }, _, Some((path, problem))) => {
                FetchError::Certificates { problem: *problem, path: path.clone(), host }
            }
            (error, _, _) => error,
        }
    }

    /// The problem with the certificate file in the settings.
    pub(super) fn settings_error(&self) -> Option<FetchError> {
        let (path, problem) = self.ca_problem.clone()?;
        Some(FetchError::CertificatesSetting { problem, path })
    }
}

fn accept(accepts: Accepts) -> &'static str {
    match accepts {
        Accepts::Feed => ACCEPT_FEED,
        Accepts::Page => ACCEPT_PAGE,
        Accepts::Picture => ACCEPT_PICTURE,
        Accepts::Sound => ACCEPT_SOUND,
        Accepts::Json => ACCEPT_JSON,
    }
}

/// A part of a packed body is of no use, and sound does not pack.
fn encodings(request: &Request) -> &'static str {
    if request.stream.is_some() { "identity" } else { ACCEPTED }
}

fn cookies_of(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok())
}

fn user_certificates(
    network: &Network,
) -> (Vec<reqwest::Certificate>, Option<(String, CertificateError)>) {
    let Some(path) = &network.ca_file else { return (Vec::new(), None) };
    match read_certificates(path) {
        Ok(found) => (found, None),
        Err(problem) => {
            log::warn!("{}: {problem}", path.display());
            (Vec::new(), Some((path.display().to_string(), problem)))
        }
    }
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

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;
    use std::sync::Mutex;

    use super::*;

    /// Fetches from a server that sends `head` and then stops without closing the connection.
    fn fetch_from_a_server_that_stops_after(head: &'static str, limits: Limits) -> FetchError {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            // The client rejects a response that comes before the request was sent.
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

    /// The path of each request, and whether it had credentials.
    type RequestLog = Arc<Mutex<Vec<(String, bool)>>>;

    /// A server that redirects each path to the address that `location` returns, or answers 200.
    fn server(location: impl Fn(&str) -> Option<String> + Send + 'static) -> (Url, RequestLog) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let url = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        let asked = RequestLog::default();
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
        let grant = Grant::new(&url, crate::model::Credentials::token("secret").unwrap());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        // Both servers are on the loopback, so the test counts it as public.
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

    /// An address that accepts no connection while the second value lives, because its backlog is
    /// full.
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
        assert!(waiting.len() < 100, "the backlog of this server never fills");
        (Url::parse(&format!("http://{address}/")).unwrap(), (runtime, listener, waiting))
    }

    // Linux ignores the first packet of a connection if the backlog is full. Other systems refuse
    // the connection.
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
