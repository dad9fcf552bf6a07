//! The real client with a server on the loopback.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use gleaner::net::{
    Accepts, Client, Contact, FetchError, HEADER_VALUE_MAX, HEADERS_MAX, HttpClient, REDIRECTS_MAX,
    ReplayClient, Request, Response, USER_AGENT, WIRE_BYTES_MAX,
};
use url::Url;

use crate::support::server::{Reply, Server};

fn get(url: Url) -> Result<Response, FetchError> {
    send(&Request::get(url))
}

fn send(request: &Request) -> Result<Response, FetchError> {
    runtime().block_on(Client::new().get(request))
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

fn kind(result: Result<Response, FetchError>) -> &'static str {
    result.expect_err("an error").kind()
}

#[test]
fn a_request_says_who_asks_and_nothing_about_the_reader() {
    let server = Server::start(|_| Reply::ok("x"));
    get(server.url("/feed?q=1")).unwrap();
    let request = &server.requests()[0];
    assert_eq!(request.path, "/feed?q=1");
    let names: Vec<&str> = request.headers.keys().map(String::as_str).collect();
    assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"]);
    assert_eq!(request.header("user-agent"), Some(USER_AGENT));
}

#[test]
fn a_picture_is_asked_for_with_the_same_few_words_as_a_feed() {
    let server = Server::start(|_| Reply::ok("x"));
    let client = Client::new();
    client.trust(&server.url("/"));
    runtime()
        .block_on(client.get(&Request::named_at(&server.url("/feed"), server.url("/a.png"))))
        .unwrap();
    let conditional = Request {
        if_none_match: Some("\"1\"".into()),
        if_modified_since: Some("x".into()),
        ..Request::get(server.url("/feed"))
    };
    runtime().block_on(client.get(&conditional)).unwrap();
    let names = |index: usize| server.requests()[index].headers.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(0), ["accept", "accept-encoding", "host", "user-agent"]);
    assert_eq!(
        names(1),
        ["accept", "accept-encoding", "host", "if-modified-since", "if-none-match", "user-agent"]
    );
    assert!(USER_AGENT.starts_with("Gleaner/") && USER_AGENT.contains("+https://"), "{USER_AGENT}");
}

#[test]
fn cookies_stay_within_one_chain_of_redirects_and_referers_are_never_sent() {
    let server = Server::start(|request| match request.path.as_str() {
        "/a" => Reply::redirect(302, "/b").with("Set-Cookie", "id=1; Path=/"),
        _ => Reply::ok("x").with("Set-Cookie", "id=2; Path=/"),
    });
    let client = Client::new();
    runtime().block_on(async {
        for _ in 0..2 {
            client.get(&Request::get(server.url("/a"))).await.unwrap();
        }
    });
    let requests = server.requests();
    let cookies: Vec<Option<&str>> =
        requests.iter().map(|request| request.header("cookie")).collect();
    assert_eq!(cookies, [None, Some("id=1"), None, Some("id=1")]);
    assert!(requests.iter().all(|request| request.header("referer").is_none()));
}

#[test]
fn a_server_that_first_sets_a_cookie_and_redirects_to_itself_answers_in_the_end() {
    let server = Server::start(|request| match request.header("cookie") {
        Some("ok=1") => Reply::ok("x"),
        _ => Reply::redirect(302, "/feed").with("Set-Cookie", "ok=1"),
    });
    assert!(get(server.url("/feed")).unwrap().is_ok());
    let stubborn =
        Server::start(|_| Reply::redirect(302, "/feed").with("Set-Cookie", "ok=1; Path=/"));
    assert_eq!(kind(get(stubborn.url("/feed"))), "redirect");
}

#[test]
fn a_picture_is_asked_for_as_a_picture() {
    let server = Server::start(|_| Reply::ok("x"));
    for accepts in [Accepts::Feed, Accepts::Page, Accepts::Picture] {
        let request = Request { accepts, ..Request::get(server.url("/")) };
        send(&request).unwrap();
    }
    let requests = server.requests();
    let first: Vec<&str> = requests
        .iter()
        .filter_map(|request| request.header("accept")?.split([',', ';']).next())
        .collect();
    assert_eq!(first, ["application/atom+xml", "text/html", "image/avif"]);
}

#[test]
fn a_gate_for_robots_is_recognised_by_its_header_or_its_page() {
    let server = Server::start(|request| match request.path.as_str() {
        "/header" => Reply::status(403).with("cf-mitigated", "challenge"),
        "/page" => Reply::Answer {
            status: 503,
            headers: vec![("Content-Type".into(), "text/html".into())],
            body: b"<html><title>Just a moment...</title></html>".to_vec(),
        },
        "/busy" => Reply::status(503).with("cf-mitigated", "challenge").with("Retry-After", 60),
        _ => Reply::status(403),
    });
    let error_of =
        |path: &str| get(server.url(path)).unwrap().error_for_status().unwrap_err().kind();
    assert_eq!(
        ["/header", "/page", "/busy", "/no"].map(error_of),
        ["challenge", "challenge", "http", "http"]
    );
}

#[test]
fn validators_go_out_as_they_are_given() {
    let server = Server::start(|_| Reply::status(304));
    let request = Request {
        if_none_match: Some("W/\"odd \"".into()),
        if_modified_since: Some("yesterday".into()),
        ..Request::get(server.url("/feed"))
    };
    assert!(send(&request).unwrap().is_not_modified());
    let received = &server.requests()[0];
    assert_eq!(
        (received.header("if-none-match"), received.header("if-modified-since")),
        (Some("W/\"odd \""), Some("yesterday"))
    );
}

#[test]
fn headers_that_matter_come_back() {
    let server = Server::start(|_| {
        Reply::ok("x")
            .with("ETag", "\"1\"")
            .with("Cache-Control", "public")
            .with("Cache-Control", "max-age=60")
            .with("Retry-After", "9")
    });
    let headers = get(server.url("/")).unwrap().headers;
    assert_eq!(headers.etag.as_deref(), Some("\"1\""));
    assert_eq!(headers.cache_control.as_deref(), Some("public, max-age=60"));
    assert_eq!(headers.retry_after.as_deref(), Some("9"));
}

#[test]
fn a_packed_body_is_unpacked() {
    let server = Server::start(|_| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(b"<rss/>").unwrap();
        Reply::ok(encoder.finish().unwrap()).with("Content-Encoding", "gzip")
    });
    let response = get(server.url("/")).unwrap();
    assert_eq!(response.body.decode(&response.url).unwrap(), b"<rss/>");
}

#[test]
fn a_permanent_redirect_says_where_the_feed_lives_now() {
    let server = Server::start(|request| match request.path.as_str() {
        "/old" => Reply::redirect(301, "/older"),
        "/older" => Reply::redirect(308, "/new"),
        _ => Reply::ok("x"),
    });
    let response = get(server.url("/old")).unwrap();
    assert_eq!((response.url, response.moved_to), (server.url("/new"), Some(server.url("/new"))));
}

#[test]
fn a_temporary_redirect_is_followed_and_forgotten() {
    let server = Server::start(|request| {
        if request.path == "/old" { Reply::redirect(302, "new") } else { Reply::ok("x") }
    });
    let response = get(server.url("/old")).unwrap();
    assert_eq!((response.url, response.moved_to), (server.url("/new"), None));
}

#[test]
fn redirects_without_end_end() {
    let server = Server::start(|request| Reply::redirect(302, &format!("{}x", request.path)));
    assert_eq!(kind(get(server.url("/"))), "redirect");
    assert_eq!(server.requests().len(), REDIRECTS_MAX + 1);
}

#[test]
fn a_redirect_to_a_file_is_refused() {
    let server = Server::start(|_| Reply::redirect(302, "file:///etc/hostname"));
    assert_eq!(kind(get(server.url("/"))), "redirect");
}

#[test]
fn an_error_status_is_an_answer_without_a_body() {
    let server = Server::start(|_| Reply::Answer {
        status: 404,
        headers: Vec::new(),
        body: b"<rss/>".to_vec(),
    });
    let response = get(server.url("/")).unwrap();
    assert_eq!((response.status, response.body.bytes.len()), (404, 0));
    assert_eq!(response.error_for_status().unwrap_err().kind(), "http");
}

#[test]
fn a_body_that_announces_too_much_is_not_read() {
    let announced = |length: usize| {
        let server = Server::start(move |_| {
            Reply::Raw(format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n").into_bytes())
        });
        kind(get(server.url("/")))
    };
    assert_eq!(announced(WIRE_BYTES_MAX), "transfer");
    assert_eq!(announced(WIRE_BYTES_MAX + 1), "too_large");
}

#[test]
fn a_body_without_end_is_cut_off() {
    // Larger than the limit and without an announced length: the body ends with the connection.
    let server = Server::start(|_| {
        Reply::Raw([b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b' '; WIRE_BYTES_MAX + 1]].concat())
    });
    assert_eq!(kind(get(server.url("/"))), "too_large");
}

#[test]
fn a_body_that_ends_early_is_an_error() {
    let server = Server::start(|_| {
        Reply::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss".to_vec())
    });
    assert_eq!(kind(get(server.url("/"))), "transfer");
}

#[test]
fn as_many_headers_as_the_limit_are_read_and_no_more() {
    let with_headers = |count: usize| {
        let lines = (0..count).map(|n| format!("X-{n}: 1\r\n")).collect::<Vec<_>>().concat();
        let server = Server::start(move |_| {
            Reply::Raw(format!("HTTP/1.1 200 OK\r\n{lines}\r\n").into_bytes())
        });
        get(server.url("/"))
    };
    assert!(with_headers(HEADERS_MAX).is_ok());
    assert_eq!(kind(with_headers(HEADERS_MAX + 1)), "transfer");
}

#[test]
fn a_head_over_http_1_is_read_to_some_length_and_no_longer() {
    let with_head = |length: usize| {
        let head = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "v".repeat(length));
        let server = Server::start(move |_| Reply::Raw(head.clone().into_bytes()));
        get(server.url("/"))
    };
    assert!(with_head(300 << 10).is_ok());
    assert_eq!(kind(with_head(1 << 20)), "transfer");
}

#[test]
fn a_header_value_may_be_as_long_as_the_limit_and_a_longer_one_is_left_out() {
    let etag = |length: usize| {
        let server = Server::start(move |_| Reply::ok("x").with("ETag", "e".repeat(length)));
        get(server.url("/")).unwrap().headers.etag.map(|etag| etag.len())
    };
    assert_eq!(
        (etag(HEADER_VALUE_MAX), etag(HEADER_VALUE_MAX + 1)),
        (Some(HEADER_VALUE_MAX), None)
    );
}

#[test]
fn as_many_redirects_as_the_limit_are_followed() {
    let server = Server::start(|request| match request.path.len() {
        length if length <= REDIRECTS_MAX => Reply::redirect(302, &format!("{}x", request.path)),
        _ => Reply::ok("there"),
    });
    assert_eq!(get(server.url("/")).unwrap().body.bytes, b"there");
}

#[test]
fn what_is_no_http_is_an_error() {
    for garbage in ["", "hello", "HTTP/1.1 twohundred\r\n\r\n", "SSH-2.0-x\r\n"] {
        let server = Server::start(move |_| Reply::Raw(garbage.as_bytes().to_vec()));
        assert_eq!(kind(get(server.url("/"))), "transfer", "{garbage:?}");
    }
}

#[test]
fn a_closed_port_is_a_failed_connection() {
    let server = Server::start(|_| Reply::ok("x"));
    let url = server.url("/feed");
    // A port that was free a moment ago and is not bound now.
    let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let mut closed = url;
    closed.set_port(Some(port)).unwrap();
    let error = get(closed).unwrap_err();
    assert_eq!((error.kind(), error.contact()), ("connect", Contact::Server));
}

#[test]
fn a_server_that_speaks_no_tls_gives_a_tls_error() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        assert_ne!(stream.read(&mut [0; 4096]).unwrap(), 0);
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        // Closing the connection before the client does would lose the answer.
        let _ = stream.read_to_end(&mut Vec::new());
    });
    assert_eq!(kind(get(Url::parse(&format!("https://127.0.0.1:{port}/")).unwrap())), "tls");
}

#[test]
fn a_name_without_address_is_told_apart() {
    let error = get(Url::parse("http://nothing-here.invalid/feed").unwrap()).unwrap_err();
    assert_eq!((error.kind(), error.contact()), ("dns", Contact::Nobody));
    assert_eq!(
        error.user_message(),
        "Couldn't find nothing-here.invalid \u{2014} check the address and your connection"
    );
}

#[test]
fn a_password_in_an_address_is_not_told() {
    let error = get(Url::parse("http://me:secret@nothing-here.invalid/feed").unwrap()).unwrap_err();
    assert!(!format!("{error} {}", error.user_message()).contains("secret"));
}

#[test]
fn an_answer_is_given_a_second_time_without_asking_and_a_third_time_not() {
    let server = Server::start(|request| {
        if request.path == "/old" { Reply::redirect(301, "/new") } else { Reply::ok("x") }
    });
    let client = ReplayClient::new(Arc::new(Client::new()));
    let get = |path| runtime().block_on(client.get(&Request::get(server.url(path)))).unwrap();
    assert_eq!(get("/old").moved_to, Some(server.url("/new")));
    assert_eq!((get("/new").moved_to, server.paths().len()), (None, 2));
    get("/new");
    assert_eq!(server.paths(), ["/old", "/new", "/new"]);
}

/// The result of a request: the kind of error, or "fetched".
fn outcome(client: &Client, request: &Request) -> &'static str {
    runtime().block_on(client.get(request)).map_or_else(|error| error.kind(), |_| "fetched")
}

/// The address of a server with the name of this machine.
fn by_name(server: &Server, path: &str) -> Url {
    let mut url = server.url(path);
    url.set_host(Some("localhost")).unwrap();
    url
}

#[test]
fn what_a_page_names_may_not_lead_into_private_networks() {
    let server = Server::start(|request| match request.path.as_str() {
        "/away" => Reply::redirect(
            302,
            &request.header("host").unwrap().replace("127.0.0.1", "http://localhost"),
        ),
        _ => Reply::ok("words"),
    });
    let client = Client::new();
    let (feed, picture) = (server.url("/feed"), server.url("/picture"));
    assert_eq!(outcome(&client, &Request::named_at(&feed, picture.clone())), "private");
    assert_eq!(server.paths(), Vec::<String>::new(), "nobody was asked");
    // The subscription opens this host and port for its own content, and no other.
    assert_eq!(outcome(&client, &Request::get(feed.clone())), "fetched");
    assert_eq!(outcome(&client, &Request::named_at(&feed, picture.clone())), "fetched");
    assert_eq!(outcome(&client, &Request::for_page(picture)), "private");
    assert_eq!(
        outcome(&client, &Request::get(server.url("/away"))),
        "private",
        "a redirect is nobody's wish"
    );
    let secret = by_name(&server, "/secret");
    assert_eq!(outcome(&client, &Request::named_at(&feed, secret.clone())), "private");
    client.trust(&secret);
    assert_eq!(outcome(&client, &Request::named_at(&secret, secret.clone())), "fetched");
}

#[test]
fn another_port_of_a_chosen_host_is_another_place() {
    let other = Server::start(|_| Reply::ok("not for feeds"));
    let (number, name) = (other.url("/admin").to_string(), by_name(&other, "/admin").to_string());
    let server = Server::start(move |request| match request.path.as_str() {
        "/number" => Reply::redirect(302, &number),
        "/name" => Reply::redirect(302, &name),
        _ => Reply::ok("words"),
    });
    let client = Client::new();
    for feed in [server.url("/feed"), by_name(&server, "/feed")] {
        assert_eq!(outcome(&client, &Request::get(feed.clone())), "fetched");
        for named in [other.url("/admin"), by_name(&other, "/admin")] {
            assert_eq!(outcome(&client, &Request::named_at(&feed, named)), "private");
        }
    }
    assert_eq!(outcome(&client, &Request::get(server.url("/number"))), "private");
    assert_eq!(outcome(&client, &Request::get(by_name(&server, "/name"))), "private");
    assert_eq!(other.paths(), Vec::<String>::new());
}

#[test]
fn another_feed_may_not_lead_to_a_chosen_place() {
    let chosen = Server::start(|_| Reply::ok("words"));
    let place = by_name(&chosen, "/feed");
    let target = place.to_string();
    let other = Server::start(move |_| Reply::redirect(302, &target));
    let client = Client::new();
    client.trust(&place);
    let public = Url::parse("https://public.example/feed").unwrap();
    assert_eq!(outcome(&client, &Request::named_at(&public, place.clone())), "private");
    assert_eq!(outcome(&client, &Request::get(other.url("/feed"))), "private");
    assert_eq!(chosen.paths(), Vec::<String>::new());
    assert_eq!(outcome(&client, &Request::named_at(&place, place.clone())), "fetched");
}

#[test]
fn a_redirect_written_in_utf_8_is_followed() {
    let server = Server::start(|request| {
        if request.path == "/old" { Reply::redirect(301, "/f\u{fc}r-alle") } else { Reply::ok("x") }
    });
    assert_eq!(get(server.url("/old")).unwrap().url.path(), "/f%C3%BCr-alle");
}

#[test]
fn an_answer_longer_than_its_use_is_given_up() {
    let server = Server::start(|_| Reply::ok("0123456789"));
    let request = |bytes_max| Request { bytes_max, ..Request::get(server.url("/")) };
    assert!(send(&request(10)).is_ok());
    assert_eq!(kind(send(&request(9))), "too_large");
}

#[test]
fn a_host_that_wants_to_be_left_alone_is_not_asked_for_what_pages_name() {
    let server = Server::start(|_| Reply::status(429).with("Retry-After", "120"));
    let client = Client::new();
    client.trust(&server.url("/feed"));
    let picture = Request::named_at(&server.url("/feed"), server.url("/a.png"));
    assert_eq!(outcome(&client, &picture), "fetched");
    assert_eq!(outcome(&client, &picture), "resting");
    assert_eq!(server.paths(), ["/a.png"]);
    // Feeds have their own record of pauses.
    assert_eq!(outcome(&client, &Request::get(server.url("/feed"))), "fetched");
}
