//! Reaches the double without a network.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use futures_util::future::BoxFuture;
use gleaner::net::{Body, FetchError, Headers, HttpClient, Method, Request, Response};
use url::{Url, form_urlencoded};

use super::faults::Fault;
use super::{Asked, Double, Told};

/// What happens around the requests: called before each, with its number and line.
type Hook = dyn FnMut(&mut Double, &Asked) -> Option<Fault> + Send;

/// A client whose every request goes to one double.
#[derive(Clone)]
pub struct DoubleClient {
    shared: Arc<Mutex<Shared>>,
    base: Url,
}

struct Shared {
    double: Double,
    hook: Box<Hook>,
    /// The time of the answers, in seconds; for nothing but pauses.
    foreign: usize,
}

impl DoubleClient {
    pub fn new(double: Double) -> Self {
        let shared = Shared { double, hook: Box::new(|_, _| None), foreign: 0 };
        let base = Url::parse("https://rss.test/api").unwrap();
        Self { shared: Arc::new(Mutex::new(shared)), base }
    }

    pub fn address(&self) -> Url {
        self.base.clone()
    }

    /// Does something before each request, such as what another device does meanwhile. Returns
    /// what goes wrong with it.
    pub fn before_each(
        &self,
        hook: impl FnMut(&mut Double, &Asked) -> Option<Fault> + Send + 'static,
    ) {
        self.lock().hook = Box::new(hook);
    }

    pub fn all_is_well(&self) {
        self.before_each(|_, _| None);
    }

    /// The double, to look at it or to change it.
    pub fn with<T>(&self, work: impl FnOnce(&mut Double) -> T) -> T {
        work(&mut self.lock().double)
    }

    /// The requests to other places than the double.
    pub fn foreign(&self) -> usize {
        self.lock().foreign
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap()
    }

    fn answer(&self, request: &Request) -> Result<Response, FetchError> {
        let mut shared = self.lock();
        let shared = &mut *shared;
        if request.url.origin() != self.base.origin() {
            shared.foreign += 1;
        }
        let asked = take_apart(request, &self.base);
        let lost = || FetchError::Transfer { source: "lost".into(), host: "rss.test".into() };
        let told = match (shared.hook)(&mut shared.double, &asked) {
            None => shared.double.answer(&asked),
            Some(fault) => {
                let answer = fault.reaches_server().then(|| shared.double.answer(&asked));
                fault.told(answer).ok_or_else(lost)?
            }
        };
        Ok(response(told, &request.url))
    }
}

impl HttpClient for DoubleClient {
    fn get<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, FetchError>> {
        Box::pin(async move { self.answer(request) })
    }
}

fn take_apart(request: &Request, base: &Url) -> Asked {
    let pairs = |bytes: &[u8]| form_urlencoded::parse(bytes).into_owned().collect();
    let call = request.call.clone().unwrap_or_default();
    let method = match call.method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    };
    let path = request.url.path();
    let path = path.strip_prefix(base.path()).unwrap_or(path).trim_start_matches('/');
    let mut headers = BTreeMap::new();
    if let Some((name, value)) = &call.secret {
        headers.insert((*name).to_owned(), value.reveal().to_owned());
    }
    Asked {
        method: method.to_owned(),
        path: path.to_owned(),
        query: pairs(request.url.query().unwrap_or_default().as_bytes()),
        form: call.body.map(|body| pairs(&body.bytes)).unwrap_or_default(),
        headers,
    }
}

fn response(told: Told, url: &Url) -> Response {
    let mut headers = Headers::default();
    for (name, value) in told.headers {
        match name {
            "retry-after" => headers.retry_after = Some(value),
            _ => headers.of_call.push((name, value)),
        }
    }
    let body = Body { bytes: told.body.into_bytes(), encoding: None };
    Response { status: told.status, url: url.clone(), moved_to: None, headers, body }
}
