//! The torture server of the corpora (`../shared/corpora/torture`).

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use gleaner::net::{Client, HttpClient as _, Request};
use serde_json::Value;
use url::Url;

use super::skip::skip;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/torture")
}

/// The server; it ends with the test. If the corpora or Python are missing, there is none, and the
/// test says so.
pub struct Torture {
    child: Child,
    base: Url,
}

impl Torture {
    pub fn start() -> Option<Self> {
        if !folder().join("server.py").exists() {
            skip("../shared/corpora/torture is absent");
            return None;
        }
        let port = TcpListener::bind(("127.0.0.1", 0)).ok()?.local_addr().ok()?.port();
        let spawned = Command::new("python3")
            .arg(folder().join("server.py"))
            .arg(folder())
            .arg(port.to_string())
            .stdout(Stdio::null())
            .spawn();
        let Ok(child) = spawned else {
            skip("Python is not installed");
            return None;
        };
        let torture =
            Self { child, base: Url::parse(&format!("http://127.0.0.1:{port}/")).unwrap() };
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(torture);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the torture server did not start");
    }

    /// The address of a case.
    pub fn case(&self, name: &str) -> Url {
        self.base.join(&format!("/case/{name}")).unwrap()
    }

    pub async fn json(&self, client: &Client, path: &str) -> Value {
        let answer = client.get(&Request::get(self.base.join(path).unwrap())).await.unwrap();
        serde_json::from_slice(&answer.body.bytes).unwrap()
    }
}

impl Drop for Torture {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
