//! Which picture comes next: the latest that was asked for, since that is where the reader is, but
//! few of one host at a time.

use std::collections::HashMap;

use crate::worker::message::{PictureKey, PictureRequest};

/// Most pictures that wait; of more the oldest are forgotten, and asked for again when they come
/// into view.
pub(super) const MOST_WAITING: usize = 64;
/// Most pictures of one host that are fetched at the same time.
pub(super) const MOST_OF_A_HOST: usize = 2;

/// Most icons of feeds that are brought at the same time: sites that do not answer must not keep
/// the pictures of an article waiting.
pub(super) const MOST_ICONS: usize = 2;

/// Pictures that wait, and those that are being brought.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: Vec<PictureRequest>,
    busy: HashMap<String, usize>,
    busy_icons: usize,
}

impl Queue {
    /// Adds a request; gives those that are forgotten for it.
    pub(super) fn push(&mut self, request: PictureRequest) -> Vec<PictureRequest> {
        self.waiting.retain(|waiting| waiting.key != request.key);
        self.waiting.push(request);
        let surplus = self.waiting.len().saturating_sub(MOST_WAITING);
        self.waiting.drain(..surplus).collect()
    }

    /// The next to bring; [`Queue::done`] must follow.
    pub(super) fn take(&mut self) -> Option<PictureRequest> {
        let has_room = |request: &PictureRequest| !is_icon(request) || self.busy_icons < MOST_ICONS;
        let is_free = |request: &PictureRequest| {
            has_room(request)
                && self.busy.get(host(request)).copied().unwrap_or(0) < most_at_a_time(request)
        };
        let at = self.waiting.iter().rposition(is_free)?;
        let request = self.waiting.remove(at);
        if !host(&request).is_empty() {
            *self.busy.entry(host(&request).to_owned()).or_default() += 1;
        }
        self.busy_icons += usize::from(is_icon(&request));
        Some(request)
    }

    /// A picture has come, or not.
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

/// Icons of one site come one after the other, since what its page says is for all of them.
fn most_at_a_time(request: &PictureRequest) -> usize {
    if is_icon(request) { 1 } else { MOST_OF_A_HOST }
}

fn is_icon(request: &PictureRequest) -> bool {
    matches!(request.key, PictureKey::Icon(_))
}

/// Empty for what comes from no host.
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
    use crate::picture::Fit;
    use crate::worker::message::{IconOf, Motion};

    fn request(address: &str) -> PictureRequest {
        PictureRequest {
            key: PictureKey::Web(Arc::new(address.parse().unwrap())),
            fit: Fit { width: 1, height: 1 },
            scale: 100,
            motion: Motion::Still,
        }
    }

    #[test]
    fn the_latest_comes_first_and_each_once() {
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
        (0..=MOST_OF_A_HOST).for_each(|at| _ = queue.push(request(&format!("https://a.org/{at}"))));
        let taken: Vec<_> = (0..MOST_OF_A_HOST).map(|_| queue.take().unwrap()).collect();
        assert_eq!(queue.take(), None);
        queue.done(&taken[0]);
        assert!(queue.take().is_some());
    }

    fn icon(feed: &str) -> PictureRequest {
        let icon = IconOf {
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
        (0..=MOST_ICONS).for_each(|at| _ = queue.push(icon(&format!("https://h{at}.org/"))));
        let icons: Vec<_> = (0..MOST_ICONS).map(|_| queue.take().unwrap()).collect();
        assert!(icons.iter().all(is_icon));
        assert_eq!(queue.take(), Some(request("https://picture.org/1")));
        assert_eq!(queue.take(), None);
        queue.done(&icons[0]);
        assert_eq!(queue.take(), Some(icon("https://h0.org/")));
    }

    #[test]
    fn what_waits_is_bounded() {
        let mut queue = Queue::default();
        let lost: Vec<_> = (0..=MOST_WAITING)
            .flat_map(|at| queue.push(request(&format!("https://h{at}.org/"))))
            .collect();
        assert_eq!(lost, [request("https://h0.org/")]);
    }
}
