//! The sentences for problems of feeds, in the language in use: what happened and what to do.

use super::{
    DocumentProblem, HostProblem, KeyringProblem, ProblemKind, ProxyProblem, RedirectProblem,
    SignInProblem,
};
use crate::i18n::t;

impl ProblemKind {
    /// The sentence for the problem: what happened and what to do.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Worded { message, .. } => message.clone(),
            Self::InvalidAddress { text } => t!(error_net_address, text = text.as_str()),
            Self::Scheme { scheme } => t!(error_net_scheme, scheme = scheme.as_str()),
            Self::Host { host, problem } => problem.words(host),
            Self::Status { host, status, .. } => status_words(host, *status),
            Self::Challenge { host } => t!(error_net_challenge, host = host.as_str()),
            Self::SignIn { host, problem } => problem.words(host),
            Self::AnswerTooLarge { host, limit_bytes } => {
                t!(error_net_too_large, host = host.as_str(), limit = size_words(*limit_bytes))
            }
            Self::Redirect { host, problem } => problem.words(host),
            Self::Encoding { host, encoding } => {
                t!(error_net_encoding, host = host.as_str(), encoding = encoding.as_str())
            }
            Self::Keyring { problem } => problem.words(),
            Self::ProxySetting { problem } => {
                t!(error_net_proxy_setting, reason = problem.words())
            }
            Self::Proxy { proxy, host } => {
                t!(error_net_proxy, host = host.as_str(), proxy = proxy.as_str())
            }
            Self::Certificates { host: Some(host), path, cause } => t!(
                error_net_certificates,
                host = host.as_str(),
                path = path.as_str(),
                reason = cause.as_str(),
            ),
            Self::Certificates { host: None, path, cause } => {
                t!(error_net_certificates_setting, path = path.as_str(), reason = cause.as_str(),)
            }
            Self::NoThread => t!(error_net_no_resources),
            Self::FileNotFound { path } => t!(error_file_not_found, path = path.as_str()),
            Self::NotAFile { path } => t!(error_file_not_a_file, path = path.as_str()),
            Self::UnreadableFile { path, cause } => {
                t!(error_file_read, path = path.as_str(), reason = cause.as_str())
            }
            Self::Document { problem } => problem.words(),
            Self::FeedTooLarge { limit_bytes } => {
                t!(error_parse_too_large, limit = size_words(*limit_bytes))
            }
            Self::Crash => t!(error_feed_unreadable),
            Self::LeftOut { entries_kept } => t!(error_feed_too_large, count = *entries_kept),
            Self::CutOff => t!(error_feed_cut_off),
        }
    }
}

impl HostProblem {
    fn words(self, host: &str) -> String {
        match self {
            Self::Dns => t!(error_net_dns, host = host),
            Self::Unreachable => t!(error_net_unreachable, host = host),
            Self::Refused => t!(error_net_refused, host = host),
            Self::Tls => t!(error_net_tls, host = host),
            Self::Timeout => t!(error_net_timeout, host = host),
            Self::Broken => t!(error_net_transfer, host = host),
            Self::Private => t!(error_net_private, host = host),
            Self::Resting => t!(error_net_waiting, host = host),
            Self::Plaintext => t!(error_net_plaintext, host = host),
        }
    }
}

impl SignInProblem {
    fn words(self, host: &str) -> String {
        match self {
            Self::Missing => t!(error_feed_sign_in, host = host),
            Self::OtherHost => t!(error_feed_sign_in_moved, host = host),
            Self::WrongPassword => t!(error_feed_password_refused, host = host),
            Self::WrongToken => t!(error_feed_token_refused, host = host),
        }
    }
}

impl RedirectProblem {
    fn words(self, host: &str) -> String {
        match self {
            Self::NoAddress => t!(error_net_redirect_no_address, host = host),
            Self::InvalidAddress => t!(error_net_redirect_bad_address, host = host),
            Self::NotWeb => t!(error_net_redirect_not_web, host = host),
            Self::Loop => t!(error_net_redirect_loop, host = host),
            Self::TooMany => t!(error_net_redirect_too_many, host = host),
        }
    }
}

impl ProxyProblem {
    /// The reason as the end of a sentence.
    fn words(self) -> String {
        match self {
            Self::InvalidAddress => t!(error_net_proxy_address),
            Self::Scheme => t!(error_net_proxy_scheme),
            Self::NoHost => t!(error_net_proxy_host),
            Self::Password => t!(error_net_proxy_password),
        }
    }
}

impl KeyringProblem {
    fn words(&self) -> String {
        match self {
            Self::Missing => t!(error_keyring_missing),
            Self::Locked => t!(error_keyring_locked),
            Self::Failed(cause) => t!(error_keyring_failed, reason = cause.as_str()),
            Self::Silent => t!(error_keyring_silent),
            Self::Empty => t!(error_keyring_empty),
        }
    }
}

impl DocumentProblem {
    fn words(self) -> String {
        match self {
            Self::Empty => t!(error_parse_empty),
            Self::WebPage => t!(error_parse_web_page),
            Self::SubscriptionList => t!(error_parse_subscription_list),
            Self::NotAFeed => t!(error_parse_not_a_feed),
            Self::Broken => t!(error_parse_broken),
        }
    }
}

/// A limit in words. Limits are powers of two, so this counts in those.
fn size_words(bytes: u64) -> String {
    if bytes < 1 << 20 {
        t!(size_kilobytes, size = bytes >> 10)
    } else {
        t!(size_megabytes, size = bytes >> 20)
    }
}

fn status_words(host: &str, status: u16) -> String {
    match status {
        401 => t!(error_http_401, host = host),
        403 => t!(error_http_403, host = host),
        404 => t!(error_http_404, host = host),
        407 => t!(error_http_407, host = host),
        410 => t!(error_http_410, host = host),
        429 => t!(error_http_429, host = host),
        500..=599 => t!(error_http_server, host = host, status = status.to_string()),
        _ => t!(error_http_other, host = host, status = status.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_of_status_has_its_own_words() {
        let messages: Vec<_> = [401, 403, 404, 407, 410, 429, 503, 302]
            .map(|status| status_words("a.org", status))
            .into();
        assert!(messages.iter().all(|text| text.contains("a.org ")));
        assert_eq!(messages.iter().collect::<std::collections::BTreeSet<_>>().len(), 8);
    }
}
