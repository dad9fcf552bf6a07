//! The server of accounts behind real HTTP, for the program itself.

use std::sync::{Arc, Mutex};

use url::{Url, form_urlencoded};

use super::server::{Received, Reply, Server};
use super::sync_double::{Asked, Double};

/// Where FreshRSS has its interface.
const INTERFACE: &str = "/api/greader.php/";

/// A running server with the interface of FreshRSS.
pub struct SyncServer {
    double: Arc<Mutex<Double>>,
    server: Server,
}

impl SyncServer {
    pub fn start(double: Double) -> Self {
        let double = Arc::new(Mutex::new(double));
        let behind = Arc::clone(&double);
        let server = Server::start(move |request| answer(request, &behind));
        Self { double, server }
    }

    /// The address that a person knows.
    pub fn address(&self) -> Url {
        self.server.url("/")
    }

    /// The double, to look at it or to change it.
    pub fn with<T>(&self, work: impl FnOnce(&mut Double) -> T) -> T {
        work(&mut self.double.lock().unwrap())
    }
}

fn answer(request: &Received, double: &Mutex<Double>) -> Reply {
    let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
    let Some(path) = path.strip_prefix(INTERFACE) else { return Reply::status(404) };
    let pairs = |text: &[u8]| form_urlencoded::parse(text).into_owned().collect();
    let asked = Asked {
        method: request.method.clone(),
        path: path.to_owned(),
        query: pairs(query.as_bytes()),
        form: pairs(&request.body),
        headers: request.headers.clone(),
    };
    let told = double.lock().unwrap().answer(&asked);
    let headers = told.headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Reply::Answer { status: told.status, headers, body: told.body.into_bytes() }
}
