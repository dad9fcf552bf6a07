//! A server of accounts for tests: speaks Google Reader and Fever, with the quirks of real servers
//! as switches, and with faults at chosen requests.

pub mod client;
pub mod faults;
mod fever;
mod google_reader;
pub mod memory;
pub mod recorded;
pub mod state;

use std::collections::BTreeMap;

pub use state::{Quirks, ServerState};

/// A request, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    pub method: String,
    /// Below the address of the interface, without a slash at its beginning.
    pub path: String,
    pub query: Vec<(String, String)>,
    pub form: Vec<(String, String)>,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
}

impl Asked {
    /// The values of a name, those of the query first.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let pairs = self.query.iter().chain(&self.form);
        pairs.filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    pub fn first<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next()
    }
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

impl Told {
    pub fn ok(body: impl Into<String>) -> Self {
        Self { status: 200, headers: Vec::new(), body: body.into() }
    }

    pub fn status(status: u16, body: &str) -> Self {
        Self { status, headers: Vec::new(), body: body.to_owned() }
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}

/// The server.
#[derive(Debug, Clone, Default)]
pub struct Double {
    pub state: ServerState,
    pub quirks: Quirks,
    /// What was asked so far, as `GET reader/api/0/token`.
    pub log: Vec<String>,
}

impl Double {
    pub fn new(quirks: Quirks) -> Self {
        Self { quirks, ..Self::default() }
    }

    pub fn answer(&mut self, asked: &Asked) -> Told {
        self.log.push(format!("{} {}", asked.method, asked.path));
        if asked.path.starts_with("fever") {
            self.fever(asked)
        } else {
            self.google_reader(asked)
        }
    }

    /// The number of requests whose line has this text.
    pub fn asked(&self, text: &str) -> usize {
        self.log.iter().filter(|line| line.contains(text)).count()
    }
}
