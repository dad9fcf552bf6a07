//! HTTPS on the loopback, with our own certificate authority.

use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use url::Url;

/// The connection to a client.
pub type Tls = StreamOwned<ServerConnection, TcpStream>;

/// A server with a certificate for localhost from an unknown authority, and that authority as PEM.
///
/// It offers these protocols in ALPN, and serves one client at a time.
pub fn https_server(protocols: &[&str], talk: impl Fn(Tls) + Send + 'static) -> (Url, String) {
    let (mut config, authority) = certified();
    config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    let config = Arc::new(config);
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = format!("https://localhost:{}/feed", listener.local_addr().unwrap().port());
    thread::spawn(move || {
        for stream in listener.incoming() {
            talk(StreamOwned::new(
                ServerConnection::new(Arc::clone(&config)).unwrap(),
                stream.unwrap(),
            ));
        }
    });
    (Url::parse(&address).unwrap(), authority)
}

fn certified() -> (ServerConfig, String) {
    let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
    params.distinguished_name.push(DnType::CommonName, "An authority of our own");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["localhost".to_owned()])
        .unwrap()
        .signed_by(&key, &authority)
        .unwrap();
    let chain: Vec<CertificateDer<'static>> = vec![certificate.der().clone()];
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap();
    (config.with_no_client_auth().with_single_cert(chain, key).unwrap(), authority.pem())
}
