//! Proxies and certificates from the settings, on the loopback.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;

use gleaner::config::Network;
use gleaner::net::{Client, Contact, FetchError, HttpClient, Request, Response, Vault};
use url::Url;

use crate::support::fake_keyring::FakeKeyring;
use crate::support::https::https_server;
use crate::support::program::Program;
use crate::support::server::{Reply, Server};

fn client(network: Network) -> Client {
    Client::with(network, Vault::new(Arc::new(FakeKeyring::default())))
}

fn through(proxy: impl Into<String>) -> Client {
    client(Network { proxy: proxy.into(), ..Network::default() })
}

fn fetch(client: &Client, request: &Request) -> Result<Response, FetchError> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(client.get(request))
}

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

/// A SOCKS5 proxy that answers by itself, and the destinations that were requested: names, or the
/// bytes of numbers.
fn socks_proxy() -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let noted = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming() {
            // A client that closes the connection is not a failure of the proxy.
            let _ = talk_socks(stream.unwrap(), &noted);
        }
    });
    (port, asked)
}

fn talk_socks(mut stream: TcpStream, asked: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut head = [0; 2];
    stream.read_exact(&mut head)?;
    stream.read_exact(&mut vec![0; usize::from(head[1])])?;
    stream.write_all(&[5, 0])?;
    let mut request = [0; 4];
    stream.read_exact(&mut request)?;
    let mut length = [4];
    if request[3] == 3 {
        stream.read_exact(&mut length)?;
    }
    let mut host = vec![0; if request[3] == 4 { 16 } else { usize::from(length[0]) }];
    stream.read_exact(&mut host)?;
    stream.read_exact(&mut [0; 2])?;
    asked.lock().unwrap().push(if request[3] == 3 {
        String::from_utf8_lossy(&host).into_owned()
    } else {
        format!("{host:?}")
    });
    stream.write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 80])?;
    assert_ne!(stream.read(&mut [0; 4096])?, 0);
    stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nsocks")
}

#[test]
fn a_proxy_is_asked_for_names_that_only_it_can_find() {
    let proxy = Server::start(|_| Reply::ok("proxied"));
    let response = fetch(
        &through(proxy.url("/").as_str()),
        &Request::get(url("http://feed.example.invalid/feed?q=1")),
    )
    .unwrap();
    assert_eq!(response.body.bytes, b"proxied");
    assert_eq!(proxy.paths(), ["http://feed.example.invalid/feed?q=1"]);
    let names: Vec<String> = proxy.requests()[0].headers.keys().cloned().collect();
    assert_eq!(
        names,
        ["accept", "accept-encoding", "host", "user-agent"],
        "the proxy learns no more than the server"
    );
}

#[test]
fn this_machine_is_asked_without_the_proxy() {
    let (proxy, server) =
        (Server::start(|_| Reply::ok("proxied")), Server::start(|_| Reply::ok("direct")));
    let response =
        fetch(&through(proxy.url("/").as_str()), &Request::get(server.url("/feed"))).unwrap();
    assert_eq!((response.body.bytes.as_slice(), proxy.paths().len()), (&b"direct"[..], 0));
}

#[test]
fn socks5h_leaves_names_to_the_proxy() {
    let (port, asked) = socks_proxy();
    let response = fetch(
        &through(format!("socks5h://127.0.0.1:{port}")),
        &Request::get(url("http://feed.example.invalid/")),
    )
    .unwrap();
    assert_eq!(response.body.bytes, b"socks");
    assert_eq!(*asked.lock().unwrap(), ["feed.example.invalid"]);
}

#[test]
fn socks5_gets_numbers_and_those_have_passed_the_guard() {
    let (port, asked) = socks_proxy();
    let client = through(format!("socks5://127.0.0.1:{port}"));
    assert_eq!(fetch(&client, &Request::get(url("http://1.2.3.4/"))).unwrap().body.bytes, b"socks");
    assert_eq!(*asked.lock().unwrap(), ["[1, 2, 3, 4]"]);
    assert_eq!(
        fetch(&client, &Request::get(url("http://feed.example.invalid/"))).unwrap_err().kind(),
        "dns"
    );
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[test]
fn a_proxy_is_no_way_around_the_guard() {
    let proxy = Server::start(|_| Reply::ok("secret of the network"));
    let client = through(proxy.url("/").as_str());
    for private in [
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://0x0a.1/",
        "http://metadata.google.internal/",
        "http://router/",
        "http://nas.local/",
    ] {
        assert_eq!(
            fetch(&client, &Request::for_page(url(private))).unwrap_err().kind(),
            "private",
            "{private}"
        );
    }
    assert!(proxy.paths().is_empty(), "nothing was asked");
}

#[test]
fn a_redirect_through_a_proxy_is_checked_too() {
    let proxy = Server::start(|_| Reply::redirect(302, "http://nas.local/"));
    let error = fetch(
        &through(proxy.url("/").as_str()),
        &Request::get(url("http://feed.example.invalid/")),
    )
    .unwrap_err();
    assert_eq!((error.kind(), proxy.paths().len()), ("private", 1));
}

#[test]
fn what_the_reader_subscribed_to_is_asked_through_a_proxy_wherever_it_is() {
    let proxy = Server::start(|_| Reply::ok("x"));
    fetch(&through(proxy.url("/").as_str()), &Request::get(url("http://nas.local/feed"))).unwrap();
    assert_eq!(proxy.paths(), ["http://nas.local/feed"]);
}

#[test]
fn pages_may_not_name_the_proxy_itself() {
    let proxy = Server::start(|_| Reply::ok("x"));
    let port = proxy.url("/").port().unwrap();
    let named = through(format!("http://localhost:{port}"));
    // The proxy is reached by its name, although it is this machine.
    fetch(&named, &Request::get(url("http://feed.example.invalid/"))).unwrap();
    let error = fetch(&named, &Request::for_page(url(&format!("http://localhost:{port}/admin"))))
        .unwrap_err();
    assert_eq!((error.kind(), proxy.paths().len()), ("private", 1));
}

#[test]
fn a_proxy_that_is_not_there_is_told_as_that() {
    let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let error = fetch(
        &through(format!("http://127.0.0.1:{port}")),
        &Request::get(url("http://feed.example.invalid/")),
    )
    .unwrap_err();
    assert_eq!(error.kind(), "proxy");
    let expected = "Couldn't reach feed.example.invalid through the proxy 127.0.0.1 \u{2014} \
                    check the proxy in the settings";
    assert_eq!((error.user_message().as_str(), error.contact()), (expected, Contact::NoProxy));
}

#[test]
fn with_a_setting_that_is_no_proxy_nothing_is_asked() {
    let server = Server::start(|_| Reply::ok("x"));
    let error = fetch(&through("gopher://proxy"), &Request::get(server.url("/"))).unwrap_err();
    assert_eq!((error.kind(), server.paths().len()), ("proxy", 0));
}

#[test]
fn settings_can_change_while_the_program_runs() {
    let (proxy, server) =
        (Server::start(|_| Reply::ok("proxied")), Server::start(|_| Reply::ok("x")));
    let client = client(Network::default());
    fetch(&client, &Request::get(server.url("/"))).unwrap();
    client.configure(&Network { proxy: proxy.url("/").to_string(), ..Network::default() }).unwrap();
    fetch(&client, &Request::get(url("http://feed.example.invalid/"))).unwrap();
    assert_eq!(proxy.paths().len(), 1);
    assert_eq!(
        client
            .configure(&Network { proxy: "gopher://p".into(), ..Network::default() })
            .unwrap_err()
            .kind(),
        "proxy"
    );
}

#[test]
fn the_command_line_takes_the_proxy_from_the_settings() {
    let proxy = Server::start(|_| Reply::ok(crate::support::feeds::rss("Proxied", &[("a", "x")])));
    let program = Program::new();
    std::fs::write(
        program.profile().join("settings.toml"),
        format!("proxy = \"{}\"\n", proxy.url("/")),
    )
    .unwrap();
    let added = program.json(&["add", "http://feed.example.invalid/feed"]);
    assert_eq!(added["title"], "Proxied");
    assert_eq!(
        proxy.paths(),
        ["http://feed.example.invalid/feed"],
        "looked at once, stored from that"
    );
}

#[test]
fn the_proxy_of_the_system_is_used_unless_there_is_to_be_none() {
    let proxy = Server::start(|_| Reply::ok(crate::support::feeds::rss("Proxied", &[("a", "x")])));
    let program = Program::new();
    let environment = [("http_proxy", proxy.url("/").to_string())];
    let arguments = ["add", "http://feed.example.invalid/feed"];
    assert_eq!(program.run_with(&arguments, "", &environment).code, 0);
    std::fs::write(program.profile().join("settings.toml"), "proxy = \"none\"\n").unwrap();
    let run = program.run_with(&["add", "http://other.example.invalid/feed"], "", &environment);
    assert!(
        run.code == 1 && run.stderr.contains("Couldn't find other.example.invalid"),
        "{}",
        run.stderr
    );
    assert_eq!(proxy.paths().len(), 1);
}

/// An HTTPS server that answers, and its certificate authority.
fn secure_server() -> (Url, String) {
    https_server(&[], |mut tls| {
        // A client that rejects the certificate closes the connection.
        if tls.read(&mut [0; 4096]).is_ok_and(|count| count > 0) {
            let _ = tls.write_all(
                b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecure",
            );
            tls.conn.send_close_notify();
            let _ = tls.flush();
        }
    })
}

fn with_certificates(path: PathBuf) -> Client {
    client(Network { ca_file: Some(path), ..Network::default() })
}

#[test]
fn certificates_of_the_readers_own_authority_are_accepted() {
    let (address, authority) = secure_server();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("authority.pem");
    std::fs::write(&path, authority).unwrap();
    assert_eq!(
        fetch(&client(Network::default()), &Request::get(address.clone())).unwrap_err().kind(),
        "tls"
    );
    assert_eq!(
        fetch(&with_certificates(path), &Request::get(address)).unwrap().body.bytes,
        b"secure"
    );
}

#[test]
fn another_authority_is_still_refused() {
    let (address, _) = secure_server();
    let (_, other) = secure_server();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("authority.pem");
    std::fs::write(&path, other).unwrap();
    assert_eq!(fetch(&with_certificates(path), &Request::get(address)).unwrap_err().kind(), "tls");
}

#[test]
fn a_file_of_certificates_that_cannot_be_read_is_told_at_once_and_with_the_failure() {
    let (address, _) = secure_server();
    let missing = std::path::Path::new("no-such-authority.pem").to_owned();
    let network = Network { ca_file: Some(missing.clone()), ..Network::default() };
    let told = client(Network::default()).configure(&network).unwrap_err();
    assert!(
        told.user_message()
            .starts_with("The certificates in no-such-authority.pem can't be read \u{2014} "),
        "{}",
        told.user_message()
    );
    let error = fetch(&with_certificates(missing.clone()), &Request::get(address)).unwrap_err();
    assert!(
        error
            .user_message()
            .contains("and the certificates in no-such-authority.pem can't be read"),
        "{}",
        error.user_message()
    );
    // Requests without TLS are not affected.
    let server = Server::start(|_| Reply::ok("x"));
    assert!(fetch(&with_certificates(missing), &Request::get(server.url("/"))).is_ok());
}
