//! Passwords and tokens of feeds: which servers get them, and where they are stored.

use std::sync::Arc;

use gleaner::app::{Action, AddFeed, AppState, Dialog, Effect, SignInDraft};
use gleaner::config::{Network, Session, Settings};
use gleaner::model::{FeedId, SignIn, SignInKind, Step, StepKind};
use gleaner::net::{
    Client, Credentials, FetchError, Grant, HttpClient, Keyring, KeyringError, Request, Response,
    Secret, Vault, origin_of,
};
use gleaner::worker::{Act, Event, Fetch, Job, KeyringJob};
use jiff::tz::TimeZone;
use url::Url;

use crate::store_support::{Library, now, url};
use crate::support::fake_keyring::FakeKeyring;
use crate::support::server::{Reply, Server};
use crate::worker_support::{Office, no_network};

const SECRET: &str = "hunter2-and-more";
/// `jane:hunter2-and-more` in base64.
const BASIC: &str = "Basic amFuZTpodW50ZXIyLWFuZC1tb3Jl";

fn jane() -> Credentials {
    Credentials::password("jane", SECRET).unwrap()
}

fn get(client: &Client, request: &Request) -> Result<Response, FetchError> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(client.get(request))
}

/// A client whose keyring has Jane's password for the origin of an address, and a request for that
/// address.
fn signed_in(url: Url) -> (Client, Request) {
    let vault = Vault::new(Arc::new(FakeKeyring::default()));
    let sign_in = vault.keep("jane", &Grant::new(&url, jane())).unwrap();
    (
        Client::with(Network::default(), vault),
        Request { sign_in: Some(sign_in), ..Request::get(url) },
    )
}

/// The `Authorization` header of each request.
fn authorizations(server: &Server) -> Vec<Option<String>> {
    server
        .requests()
        .iter()
        .map(|request| request.header("authorization").map(ToOwned::to_owned))
        .collect()
}

#[test]
fn a_feed_gets_its_password_and_nothing_else_more_than_usual() {
    let server = Server::start(|_| Reply::ok("x"));
    let (client, request) = signed_in(server.url("/feed"));
    get(&client, &request).unwrap();
    let received = &server.requests()[0];
    let names: Vec<&str> = received.headers.keys().map(String::as_str).collect();
    assert_eq!(names, ["accept", "accept-encoding", "authorization", "host", "user-agent"]);
    assert_eq!(received.header("authorization"), Some(BASIC));
}

#[test]
fn a_token_goes_out_as_a_token() {
    let server = Server::start(|_| Reply::ok("x"));
    let grant = Grant::new(&server.url("/"), Credentials::token("abc.def").unwrap());
    get(&Client::new(), &Request { grant: Some(grant), ..Request::get(server.url("/feed")) })
        .unwrap();
    assert_eq!(authorizations(&server), [Some("Bearer abc.def".to_owned())]);
}

#[test]
fn a_redirect_on_the_same_host_takes_it_along() {
    let server = Server::start(|request| {
        if request.path == "/feed" { Reply::redirect(301, "/new") } else { Reply::ok("x") }
    });
    let (client, request) = signed_in(server.url("/feed"));
    get(&client, &request).unwrap();
    assert_eq!(authorizations(&server), [Some(BASIC.to_owned()), Some(BASIC.to_owned())]);
}

#[test]
fn a_redirect_to_another_port_of_the_same_host_gets_nothing() {
    let other = Server::start(|_| Reply::ok("x"));
    let away = other.url("/");
    let server = Server::start(move |_| Reply::redirect(302, away.as_str()));
    let (client, request) = signed_in(server.url("/feed"));
    assert_eq!(get(&client, &request).unwrap_err().kind(), "private");
    assert_eq!((authorizations(&server), other.paths().len()), (vec![Some(BASIC.to_owned())], 0));
}

#[test]
fn a_feed_that_lives_elsewhere_now_gets_nothing() {
    let server = Server::start(|_| Reply::status(401));
    let sign_in = SignIn {
        kind: SignInKind::Password,
        account: "jane".into(),
        origin: "https://old.example".into(),
    };
    // Without a keyring: the client must not even ask for one.
    let client = Client::with(Network::default(), Vault::new(Arc::new(FakeKeyring::missing())));
    let response =
        get(&client, &Request { sign_in: Some(sign_in), ..Request::get(server.url("/feed")) })
            .unwrap();
    assert_eq!((response.status, authorizations(&server)), (401, vec![None]));
}

#[test]
fn what_a_page_embeds_gets_nothing() {
    let server = Server::start(|_| Reply::ok("x"));
    let (client, request) = signed_in(server.url("/feed"));
    get(&client, &request).unwrap();
    let mut picture = server.url("/picture.png");
    picture.set_username("jane").unwrap();
    picture.set_password(Some(SECRET)).unwrap();
    get(&client, &Request::named_at(&server.url("/feed"), picture)).unwrap();
    assert_eq!(authorizations(&server)[1], None);
}

#[test]
fn nothing_is_sent_over_the_internet_unencrypted() {
    // A numeric public address, so that no name has to be resolved.
    let (client, request) = signed_in(Url::parse("http://1.1.1.1/feed").unwrap());
    let error = get(&client, &request).unwrap_err();
    assert_eq!(error.kind(), "plaintext");
    assert_eq!(
        error.user_message(),
        "1.1.1.1 is not encrypted, so the password was not sent \u{2014} use its https address"
    );
}

#[test]
fn nothing_is_sent_unencrypted_through_a_proxy() {
    let proxy = Server::start(|_| Reply::ok("x"));
    let feed = Url::parse("http://10.1.2.3/feed").unwrap();
    let grant = Grant::new(&feed, jane());
    let network = Network { proxy: proxy.url("/").to_string(), ..Network::default() };
    let client = Client::with(network, Vault::new(Arc::new(FakeKeyring::default())));
    let error = get(&client, &Request { grant: Some(grant), ..Request::get(feed) }).unwrap_err();
    assert_eq!((error.kind(), proxy.paths().len()), ("plaintext", 0));
}

#[test]
fn without_a_keyring_the_feed_is_not_asked_and_says_why() {
    let server = Server::start(|_| Reply::ok("x"));
    let client = Client::with(Network::default(), Vault::new(Arc::new(FakeKeyring::missing())));
    let sign_in = SignIn {
        kind: SignInKind::Token,
        account: "a".into(),
        origin: origin_of(&server.url("/")),
    };
    let error =
        get(&client, &Request { sign_in: Some(sign_in), ..Request::get(server.url("/feed")) })
            .unwrap_err();
    assert_eq!((error.kind(), server.paths().len()), ("keyring", 0));
    assert!(
        error.user_message().starts_with("There is no keyring to keep passwords in"),
        "{}",
        error.user_message()
    );
}

#[test]
fn a_password_that_was_changed_elsewhere_is_read_anew_after_a_refusal() {
    let server = Server::start(|request| {
        if request.header("authorization") == Some(BASIC) {
            Reply::ok("x")
        } else {
            Reply::status(401)
        }
    });
    let keyring = Arc::new(FakeKeyring::default());
    let (feed, vault) = (server.url("/feed"), Vault::new(Arc::clone(&keyring) as _));
    let sign_in =
        vault.keep("a", &Grant::new(&feed, Credentials::password("jane", "old").unwrap())).unwrap();
    let client = Client::with(Network::default(), vault);
    let request = Request { sign_in: Some(sign_in), ..Request::get(feed.clone()) };
    assert_eq!(get(&client, &request).unwrap().status, 401);
    // Another program, with its own cache.
    Vault::new(keyring).keep("a", &Grant::new(&feed, jane())).unwrap();
    assert_eq!(get(&client, &request).unwrap().status, 200);
}

#[test]
fn an_address_from_before_with_a_password_still_works_and_is_not_told() {
    let server = Server::start(|_| Reply::ok("x"));
    let mut old = server.url("/feed");
    old.set_username("jane").unwrap();
    old.set_password(Some(SECRET)).unwrap();
    let response = get(&Client::new(), &Request::get(old)).unwrap();
    assert_eq!(authorizations(&server), [Some(BASIC.to_owned())]);
    assert_eq!(response.url, server.url("/feed"));
}

fn library_with_a_feed() -> (Library, FeedId) {
    let mut library = Library::new();
    let id = library.feed_with("news", &["a"]);
    (library, id)
}

/// The stored sign-in of the feed, after the library was sent again.
fn sign_in_now(office: &Office) -> Option<SignIn> {
    office.wait_for(|event| if let Event::Library(view) = event { Some(view) } else { None }).feeds
        [0]
    .options
    .sign_in
    .clone()
}

/// Whether a file in the profile contains a text.
fn is_in_profile(office: &Office, text: &str) -> bool {
    std::fs::read_dir(office.library.dir.path()).unwrap().flatten().any(|file| {
        let bytes = std::fs::read(file.path()).unwrap_or_default();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

#[test]
fn a_secret_goes_to_the_keyring_and_to_no_file() {
    let (library, feed_id) = library_with_a_feed();
    let keyring = Arc::new(FakeKeyring::default());
    let office = Office::with_keyring(library, no_network(), Arc::clone(&keyring) as _);
    office.submit(KeyringJob::SignIn {
        feed_id,
        known: None,
        grant: Grant::new(&url("news"), jane()),
    });
    let sign_in = sign_in_now(&office).unwrap();
    assert_eq!(
        (sign_in.kind, sign_in.origin.as_str()),
        (SignInKind::Password, "https://news.example.org")
    );
    assert_eq!(keyring.kept(), [(sign_in.account.clone(), format!("basic\njane\n{SECRET}"))]);
    assert!(is_in_profile(&office, "news.example.org") && !is_in_profile(&office, SECRET));
    office.submit(KeyringJob::SignOut(feed_id, sign_in));
    office.wait_for(|event| {
        matches!(event, Event::Library(view) if view.feeds[0].options.sign_in.is_none())
            .then_some(())
    });
    assert_eq!(keyring.kept(), []);
}

#[test]
fn taking_a_sign_out_back_says_that_the_secret_is_gone() {
    let (library, feed_id) = library_with_a_feed();
    let keyring = Arc::new(FakeKeyring::default());
    let office = Office::with_keyring(library, no_network(), Arc::clone(&keyring) as _);
    office.submit(KeyringJob::SignIn {
        feed_id,
        known: None,
        grant: Grant::new(&url("news"), jane()),
    });
    let sign_in = sign_in_now(&office).unwrap();
    let step = || {
        office.wait_for(|event| if let Event::Changed(step) = event { Some(step) } else { None })
    };
    let signed_in = step();
    office.submit(KeyringJob::SignOut(feed_id, sign_in));
    let signed_out = step();
    assert!(matches!(&signed_out.kind, StepKind::RemoveSignIn { .. }), "{signed_out:?}");
    let told = |job: Job| {
        office.submit(job);
        office.wait_for(|event| match event {
            Event::Undone { kind, lost_secret, .. } => Some((kind, lost_secret)),
            _ => None,
        })
    };
    let undo = |step: &Step| told(Job::Act(Act::Undo { step: Some(step.id) }));
    assert_eq!(undo(&signed_out), (Some(signed_out.kind.clone()), true));
    let redo = told(Job::Act(Act::Redo { step: signed_out.id }));
    assert_eq!(redo, (Some(signed_out.kind.clone()), false));
    assert!(undo(&signed_out).1);
    let undone = undo(&signed_in);
    assert_eq!(
        undone,
        (Some(signed_in.kind.clone()), false),
        "nothing is lost when a sign-in is taken back"
    );
}

#[test]
fn another_secret_for_the_same_feed_takes_the_place_of_the_first() {
    let (library, feed_id) = library_with_a_feed();
    let keyring = Arc::new(FakeKeyring::default());
    let office = Office::with_keyring(library, no_network(), Arc::clone(&keyring) as _);
    office.submit(KeyringJob::SignIn {
        feed_id,
        known: None,
        grant: Grant::new(&url("news"), jane()),
    });
    let known = sign_in_now(&office);
    let token = Grant::new(&url("news"), Credentials::token("t").unwrap());
    office.submit(KeyringJob::SignIn { feed_id, known: known.clone(), grant: token });
    office.wait_for(|event| match event {
        Event::Library(view) => {
            (view.feeds[0].options.sign_in.as_ref()?.kind == SignInKind::Token).then_some(())
        }
        _ => None,
    });
    assert_eq!(keyring.kept(), [(known.unwrap().account, "bearer\nt".to_owned())]);
}

#[test]
fn without_a_keyring_nothing_is_kept_and_a_sentence_says_so() {
    let (library, feed_id) = library_with_a_feed();
    let office = Office::with_keyring(library, no_network(), Arc::new(FakeKeyring::missing()));
    office.submit(KeyringJob::SignIn {
        feed_id,
        known: None,
        grant: Grant::new(&url("news"), jane()),
    });
    let message = office
        .wait_for(|event| if let Event::Failed(message) = event { Some(message) } else { None });
    assert!(
        message.contains("There is no keyring") && message.contains("never writes them to a file"),
        "{message}"
    );
    assert_eq!(office.library_view().feeds[0].options.sign_in, None);
    assert!(!is_in_profile(&office, SECRET));
}

#[test]
fn a_feed_with_a_password_is_not_subscribed_to_without_a_keyring() {
    let (library, _) = library_with_a_feed();
    let office = Office::with_keyring(library, no_network(), Arc::new(FakeKeyring::missing()));
    let grant = Some(Grant::new(&url("new"), jane()));
    office.submit(Job::subscribe(url("new"), None, None, grant));
    office.wait_for(|event| if let Event::Failed(message) = event { Some(message) } else { None });
    assert_eq!(office.library_view().feeds.len(), 1);
}

#[test]
fn subscribing_with_a_password_is_one_step() {
    let (library, _) = library_with_a_feed();
    let keyring = Arc::new(FakeKeyring::default());
    let office = Office::with_keyring(library, no_network(), Arc::clone(&keyring) as _);
    let grant = Some(Grant::new(&url("new"), jane()));
    office.submit(Job::subscribe(url("new"), None, None, grant));
    let (id, step) = office.wait_for(|event| {
        if let Event::Subscribed(id, step) = event { Some((id, step)) } else { None }
    });
    let view = office.library_view();
    let feed = view.feeds.iter().find(|feed| feed.id == id).unwrap();
    assert_eq!(
        feed.options.sign_in.as_ref().map(|sign_in| sign_in.account.clone()),
        Some(keyring.kept()[0].0.clone())
    );
    office.submit(Act::Undo { step: Some(step.unwrap().id) });
    office.wait_for(|event| matches!(event, Event::Undone { .. }).then_some(()));
    assert_eq!(office.library_view().feeds.len(), 1);
}

fn state() -> AppState {
    AppState::new(Settings::default(), Session::default(), TimeZone::UTC)
}

#[test]
fn a_password_that_is_typed_with_an_address_leaves_the_address_at_once() {
    let mut state = state();
    state.apply(Action::OpenDialog(Box::new(Dialog::AddFeed(AddFeed::default()))), now());
    let effects =
        state.apply(Action::Discover(format!("https://jane:{SECRET}@a.example/feed")), now());
    let [Effect::Job(Job::Fetch(Fetch::Discover { address, grant: Some(grant), .. }))] =
        effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    assert_eq!(
        (address.as_str(), grant),
        (
            "https://a.example/feed",
            &Grant { origin: "https://a.example".into(), credentials: jane() }
        )
    );
    let Some(Dialog::AddFeed(add)) = &state.dialog else { panic!("the dialog is open") };
    assert_eq!(add.address, "https://a.example/feed");
    assert!(!format!("{effects:?} {:?}", state.dialog).contains(SECRET));
    // Subscribing keeps the password for a feed on the same host, but not for another host.
    let subscribe = |state: &mut AppState, address: &str| {
        let feed_url = Url::parse(address).unwrap();
        let action = Action::Subscribe { url: feed_url, account: None, folder: None };
        match state.apply(action, now()).remove(0) {
            Effect::Job(Job::Act(Act::Subscribe { feed_url, .. })) => (feed_url.to_string(), false),
            Effect::Job(Job::Keyring(KeyringJob::Subscribe { feed_url, .. })) => {
                (feed_url.to_string(), true)
            }
            other => panic!("{other:?}"),
        }
    };
    let dialog = state.dialog.clone();
    assert_eq!(
        subscribe(&mut state, "https://a.example/feed"),
        ("https://a.example/feed".into(), true)
    );
    state.dialog = dialog;
    assert_eq!(
        subscribe(&mut state, "https://b.example/feed"),
        ("https://b.example/feed".into(), false)
    );
    assert_eq!(
        subscribe(&mut state, "https://jane:x@c.example/feed"),
        ("https://c.example/feed".into(), true)
    );
}

#[test]
fn what_is_typed_into_the_dialog_is_never_printed() {
    let mut draft = SignInDraft {
        feed_id: FeedId(1),
        kind: Some(SignInKind::Password),
        user: Secret::default(),
        secret: Secret::default(),
    };
    draft.user.reveal_mut().push_str("jane");
    draft.secret.reveal_mut().push_str(SECRET);
    assert_eq!(draft.credentials(), Ok(Some(jane())));
    let printed =
        format!("{:?} {:?}", Dialog::SignIn(draft), Action::SignIn(FeedId(1), Some(jane())));
    assert!(!printed.contains("jane") && !printed.contains(SECRET), "{printed}");
}

/// A slow keyring.
struct SlowKeyring(FakeKeyring);

impl Keyring for SlowKeyring {
    fn read(&self, account: &str) -> Result<Option<Secret>, KeyringError> {
        self.0.read(account)
    }

    fn write(&self, account: &str, secret: &Secret) -> Result<(), KeyringError> {
        std::thread::sleep(std::time::Duration::from_millis(100));
        self.0.write(account, secret)
    }

    fn remove(&self, account: &str) -> Result<(), KeyringError> {
        self.0.remove(account)
    }
}

#[test]
fn a_feed_whose_password_is_on_its_way_into_the_keyring_is_not_lost_at_the_end() {
    let mut office = Office::with_keyring(
        Library::new(),
        no_network(),
        Arc::new(SlowKeyring(FakeKeyring::default())),
    );
    let grant = Some(Grant::new(&url("new"), jane()));
    office.submit(Job::subscribe(url("new"), None, None, grant));
    office.workers.take().unwrap().shutdown();
    assert!(
        office
            .library
            .store
            .reader()
            .feeds()
            .unwrap()
            .iter()
            .any(|feed| feed.feed_url == url("new") && feed.options.sign_in.is_some())
    );
}
