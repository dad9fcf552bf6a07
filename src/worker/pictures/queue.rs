//! Decides which picture is loaded next: the latest request, because that is where the user is
//! looking, but only a few from one host at a time.

use std::collections::HashMap;

use crate::article::{PictureKey, PictureRequest};

/// Most requests that wait. Beyond it the oldest are dropped; the window asks again when the
/// picture comes into view.
const MAX_WAITING: usize = 64;
/// Most pictures loaded from one host at the same time.
const MAX_PER_HOST: usize = 2;

/// Most feed icons loaded at the same time. Sites that don't answer must not hold up the pictures
/// of an article.
const MAX_ICONS: usize = 2;

/// The requests that wait, and the number of those being served.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: Vec<PictureRequest>,
    /// Requests being served, by host.
    busy: HashMap<String, usize>,
    busy_icons: usize,
}

impl Queue {
    /// Adds a request and returns those that are dropped for it.
    pub(super) fn push(&mut self, request: PictureRequest) -> Vec<PictureRequest> {
        self.waiting.retain(|waiting| waiting.key != request.key);
        self.waiting.push(request);
        let surplus = self.waiting.len().saturating_sub(MAX_WAITING);
        self.waiting.drain(..surplus).collect()
    }

    /// Takes the next request. The caller must call [`Queue::done`] when it is served.
    pub(super) fn take(&mut self) -> Option<PictureRequest> {
        let has_room = |request: &PictureRequest| !is_icon(request) || self.busy_icons < MAX_ICONS;
        let is_free = |request: &PictureRequest| {
            has_room(request)
                && self.busy.get(host(request)).copied().unwrap_or(0) < max_at_a_time(request)
        };
        let at = self.waiting.iter().rposition(is_free)?;
        let request = self.waiting.remove(at);
        if !host(&request).is_empty() {
            *self.busy.entry(host(&request).to_owned()).or_default() += 1;
        }
        self.busy_icons += usize::from(is_icon(&request));
        Some(request)
    }

    /// A request was served, with or without success.
    pub(super) fn done(&mut self, request: &PictureRequest) {
        self.busy_icons -= usize::from(is_icon(request));
        if let Some(count) = self.busy.get_mut(host(request)) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.busy.remove(host(request));
            }
        }
    }
}

/// Icons of one site are loaded one after the other: the first reads the site's page, and the
/// others use what it found.
fn max_at_a_time(request: &PictureRequest) -> usize {
    if is_icon(request) { 1 } else { MAX_PER_HOST }
}

fn is_icon(request: &PictureRequest) -> bool {
    matches!(request.key, PictureKey::Icon(_))
}

/// Empty for a picture that comes from no host.
fn host(request: &PictureRequest) -> &str {
    match &request.key {
        PictureKey::Web(url) => url.host_str().unwrap_or_default(),
        PictureKey::Icon(icon) => {
            icon.site_url.as_ref().unwrap_or(&icon.feed_url).host_str().unwrap_or_default()
        }
        PictureKey::Diagram { .. } | PictureKey::Formula { .. } => "",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::article::{IconSource, Motion};
    use crate::picture::Fit;

    fn request(address: &str) -> PictureRequest {
        PictureRequest {
            key: PictureKey::Web(Arc::new(address.parse().unwrap())),
            fit: Fit { width: 1, height: 1 },
            scale: 100,
            motion: Motion::Still,
        }
    }

    #[test]
    fn the_latest_request_comes_first_and_each_comes_once() {
        let mut queue = Queue::default();
        for address in ["https://a.org/1", "https://b.org/2", "https://a.org/1"] {
            queue.push(request(address));
        }
        assert_eq!(queue.take(), Some(request("https://a.org/1")));
        assert_eq!(queue.take(), Some(request("https://b.org/2")));
        assert_eq!(queue.take(), None);
    }

    #[test]
    fn a_host_is_asked_for_few_at_a_time() {
        let mut queue = Queue::default();
        (0..=MAX_PER_HOST).for_each(|at| _ = queue.push(request(&format!("https://a.org/{at}"))));
        let taken: Vec<_> = (0..MAX_PER_HOST).map(|_| queue.take().unwrap()).collect();
        assert_eq!(queue.take(), None);
        queue.done(&taken[0]);
        assert!(queue.take().is_some());
    }

    fn icon(feed: &str) -> PictureRequest {
        let icon = IconSource {
            feed_url: feed.parse().unwrap(),
            site_url: None,
            icon_url: None,
            may_fetch: true,
        };
        PictureRequest { key: PictureKey::Icon(Arc::new(icon)), ..request(feed) }
    }

    #[test]
    fn icons_of_one_host_come_one_after_the_other() {
        let mut queue = Queue::default();
        queue.push(icon("https://a.org/1"));
        queue.push(icon("https://a.org/2"));
        let first = queue.take().unwrap();
        assert_eq!(queue.take(), None);
        queue.done(&first);
        assert_eq!(queue.take(), Some(icon("https://a.org/1")));
    }

    #[test]
    fn icons_leave_room_for_pictures() {
        let mut queue = Queue::default();
        queue.push(request("https://picture.org/1"));
        (0..=MAX_ICONS).for_each(|at| _ = queue.push(icon(&format!("https://h{at}.org/"))));
        let icons: Vec<_> = (0..MAX_ICONS).map(|_| queue.take().unwrap()).collect();
        assert!(icons.iter().all(is_icon));
        assert_eq!(queue.take(), Some(request("https://picture.org/1")));
        assert_eq!(queue.take(), None);
        queue.done(&icons[0]);
        assert_eq!(queue.take(), Some(icon("https://h0.org/")));
    }

    #[test]
    fn the_number_of_waiting_requests_is_bounded() {
        let mut queue = Queue::default();
        let dropped: Vec<_> = (0..=MAX_WAITING)
            .flat_map(|at| queue.push(request(&format!("https://h{at}.org/"))))
            .collect();
        assert_eq!(dropped, [request("https://h0.org/")]);
    }
}
