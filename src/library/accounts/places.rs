//! Where the interfaces of servers are found, from the address that a person knows.

use url::Url;

use crate::model::ServiceKind;

/// A server and the address of its interface, to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub service: ServiceKind,
    pub address: Url,
}

/// The paths of interfaces below the address of the server, the most likely first. An empty path is
/// the address itself.
fn paths(service: ServiceKind) -> &'static [&'static str] {
    match service {
        ServiceKind::FreshRss => &["api/greader.php", "p/api/greader.php"],
        ServiceKind::CommaFeed => &["rest/greader", "rest/api/greader", ""],
        ServiceKind::Nextcloud => &["index.php/apps/news/api/v1-3", "apps/news/api/v1-3"],
        ServiceKind::TinyTinyRss => &["api", "tt-rss/api"],
        ServiceKind::Fever => &["fever", "api/fever.php", "plugins/fever", ""],
        ServiceKind::Feedbin => &["v2"],
        ServiceKind::Miniflux
        | ServiceKind::TheOldReader
        | ServiceKind::BazQux
        | ServiceKind::Inoreader
        | ServiceKind::GoogleReader => &[""],
    }
}

/// The kinds that are tried when the user names none, the most telling answers first. Fever comes
/// last, because it can do the least.
const TRIED: [ServiceKind; 6] = [
    ServiceKind::FreshRss,
    ServiceKind::Miniflux,
    ServiceKind::Nextcloud,
    ServiceKind::TinyTinyRss,
    ServiceKind::GoogleReader,
    ServiceKind::Fever,
];

/// The places to try for an address. Without a service, an address of a well-known host is that
/// service, and any other is tried with all kinds of servers that people run themselves.
#[must_use]
pub fn places(service: Option<ServiceKind>, address: &Url) -> Vec<Place> {
    if let Some(service) = service.or_else(|| hosted(address)) {
        return of_service(service, address);
    }
    TRIED.into_iter().flat_map(|service| of_service(service, address)).collect()
}

/// The service that runs in one place, if the address is there.
fn hosted(address: &Url) -> Option<ServiceKind> {
    let site = |url: &Url| {
        let host = url.host_str()?.trim_start_matches("www.").trim_start_matches("api.");
        Some(host.to_owned())
    };
    let host = site(address)?;
    ServiceKind::ALL.into_iter().find(|kind| {
        let fixed = kind.fixed_address().and_then(|fixed| Url::parse(fixed).ok());
        fixed.is_some_and(|fixed| site(&fixed).as_ref() == Some(&host))
    })
}

fn of_service(service: ServiceKind, address: &Url) -> Vec<Place> {
    let fixed = service.fixed_address().and_then(|fixed| Url::parse(fixed).ok());
    let base = plain(&fixed.unwrap_or_else(|| address.clone()));
    let paths = paths(service);
    // The user may have pasted the address of the interface itself.
    if paths.iter().any(|path| !path.is_empty() && base.path().ends_with(&format!("/{path}"))) {
        return vec![Place { service, address: base }];
    }
    paths.iter().map(|path| Place { service, address: below(&base, path) }).collect()
}

/// The address without a query, a fragment and the slash at its end.
fn plain(address: &Url) -> Url {
    let mut plain = address.clone();
    plain.set_query(None);
    plain.set_fragment(None);
    let path = plain.path().trim_end_matches('/').to_owned();
    plain.set_path(&path);
    plain
}

fn below(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    if !path.is_empty() {
        url.set_path(&format!("{}/{path}", base.path().trim_end_matches('/')));
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(service: Option<ServiceKind>, address: &str) -> Vec<String> {
        let places = places(service, &Url::parse(address).unwrap());
        places
            .into_iter()
            .map(|place| format!("{} {}", place.service.code(), place.address))
            .collect()
    }

    #[test]
    fn an_interface_is_below_the_address_of_its_server() {
        assert_eq!(
            tried(Some(ServiceKind::FreshRss), "https://rss.example.org/sub/?c=1#x"),
            [
                "freshrss https://rss.example.org/sub/api/greader.php",
                "freshrss https://rss.example.org/sub/p/api/greader.php",
            ]
        );
        assert_eq!(
            tried(Some(ServiceKind::Miniflux), "http://box.example.org:8080/flux/"),
            ["miniflux http://box.example.org:8080/flux"]
        );
    }

    #[test]
    fn the_address_of_an_interface_is_taken_as_it_is() {
        assert_eq!(
            tried(Some(ServiceKind::FreshRss), "https://rss.example.org/api/greader.php/"),
            ["freshrss https://rss.example.org/api/greader.php"]
        );
    }

    #[test]
    fn a_well_known_host_is_its_service() {
        assert_eq!(
            tried(None, "https://feedbin.com/login"),
            ["feedbin https://api.feedbin.com/v2"]
        );
        assert_eq!(tried(None, "https://inoreader.com/"), ["inoreader https://www.inoreader.com/"]);
    }

    #[test]
    fn any_other_address_is_tried_with_each_kind_of_server_and_fever_last() {
        let tried = tried(None, "https://rss.example.org/");
        assert!(tried[0].starts_with("freshrss "));
        assert!(tried.last().unwrap().starts_with("fever "));
        assert!(tried.iter().any(|place| place.starts_with("nextcloud ")));
    }
}
