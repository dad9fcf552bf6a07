//! The recorded exchanges of real servers (`../shared/sync`, never copied here), as a client that
//! answers from them.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use futures_util::future::BoxFuture;
use gleaner::net::{Body, FetchError, Headers, HttpClient, Request, Response};
use serde_json::Value;
use url::{Url, form_urlencoded};

/// One recorded exchange.
#[derive(Debug, Clone)]
pub struct Exchange {
    pub step: String,
    pub method: String,
    pub path: String,
    pub query: Vec<(String, String)>,
    /// The query as text, where it was recorded so.
    pub raw_query: String,
    pub form: Vec<(String, String)>,
    /// What was sent, if it was no form.
    pub sent: Value,
    pub status: u16,
    pub body: String,
}

impl Exchange {
    pub fn first(&self, name: &str) -> Option<&str> {
        let mut pairs = self.query.iter().chain(&self.form);
        pairs.find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// The folder with the recordings; `None` where it is absent.
pub fn folder() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sync/transcripts");
    path.is_dir().then_some(path)
}

/// The exchanges of a file, such as `freshrss-1.25.0-dev/12-whole-first-sync`.
pub fn exchanges(folder: &Path, name: &str) -> Vec<Exchange> {
    let text = std::fs::read_to_string(folder.join(format!("{name}.jsonl"))).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line.get("event").is_none()).map(|line| exchange(&line)).collect()
}

fn exchange(line: &Value) -> Exchange {
    let (request, response) = (&line["request"], &line["response"]);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let pairs = |value: &Value| -> Vec<(String, String)> {
        let pairs = value.as_array().cloned().unwrap_or_default();
        pairs.iter().map(|pair| (text(&pair[0]), text(&pair[1]))).collect()
    };
    let is_text = response.get("encoding").is_none();
    Exchange {
        step: text(&line["step"]),
        method: text(&request["method"]),
        path: text(&request["path"]),
        query: pairs(&request["query"]),
        raw_query: text(&request["query"]),
        form: pairs(&request["form"]),
        sent: serde_json::from_str(&text(&request["body"])).unwrap_or_default(),
        status: response["status"].as_u64().unwrap() as u16,
        body: if is_text { text(&response["body"]) } else { String::new() },
    }
}

/// What is asked of a recorded server.
#[derive(Debug, Clone)]
pub struct Question {
    pub path: String,
    pub query: Vec<(String, String)>,
    pub form: Vec<(String, String)>,
    /// What is sent, if it is JSON.
    pub sent: Value,
}

type Answerer = dyn FnMut(&Question) -> Option<(u16, String)> + Send;

/// A client whose requests a function answers. What it does not answer is 404.
#[derive(Clone)]
pub struct RecordedClient(Arc<Mutex<Box<Answerer>>>);

impl RecordedClient {
    pub fn new(answer: impl FnMut(&Question) -> Option<(u16, String)> + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Box::new(answer))))
    }

    pub fn address() -> Url {
        Url::parse("https://rss.test/").unwrap()
    }

    fn answer(&self, request: &Request) -> Response {
        let pairs = |bytes: &[u8]| form_urlencoded::parse(bytes).into_owned().collect();
        let body = request.call.clone().unwrap_or_default().body;
        let bytes = body.map(|body| body.bytes).unwrap_or_default();
        let question = Question {
            path: request.url.path().to_owned(),
            query: pairs(request.url.query().unwrap_or_default().as_bytes()),
            form: pairs(&bytes),
            sent: serde_json::from_slice(&bytes).unwrap_or_default(),
        };
        let told = (self.0.lock().unwrap())(&question);
        let (status, text) = told.unwrap_or((404, String::new()));
        Response {
            status,
            url: request.url.clone(),
            moved_to: None,
            headers: Headers::default(),
            body: Body { bytes: text.into_bytes(), encoding: None },
        }
    }
}

impl HttpClient for RecordedClient {
    fn get<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, FetchError>> {
        Box::pin(async move { Ok(self.answer(request)) })
    }
}
