//! The order of requests: hosts take turns, and each has a limit of simultaneous requests.

use std::collections::{HashMap, VecDeque};

/// Most simultaneous requests to one host.
pub const REQUESTS_PER_HOST_MAX: usize = 2;

/// Items by host.
#[derive(Debug)]
pub(super) struct HostQueue<T> {
    hosts: HashMap<String, Host<T>>,
    /// Hosts that have an item and a free request, in the order of their turns.
    ready: VecDeque<String>,
}

#[derive(Debug)]
struct Host<T> {
    waiting: VecDeque<T>,
    active: usize,
    is_ready: bool,
}

impl<T> HostQueue<T> {
    pub(super) fn new(items: impl IntoIterator<Item = (String, T)>) -> Self {
        let mut queue = Self { hosts: HashMap::new(), ready: VecDeque::new() };
        for (name, item) in items {
            let host = queue.hosts.entry(name.clone()).or_insert_with(|| Host {
                waiting: VecDeque::new(),
                active: 0,
                is_ready: false,
            });
            host.waiting.push_back(item);
            if !host.is_ready {
                host.is_ready = true;
                queue.ready.push_back(name);
            }
        }
        queue
    }

    /// The next item that may be started now. Call [`Self::release`] for its host when it is done.
    pub(super) fn next(&mut self) -> Option<(String, T)> {
        while let Some(name) = self.ready.pop_front() {
            let Some(host) = self.hosts.get_mut(&name) else { continue };
            host.is_ready = false;
            // The items of a host that is ready may have been drained.
            let Some(item) = host.waiting.pop_front() else { continue };
            host.active += 1;
            self.make_ready(&name);
            return Some((name, item));
        }
        None
    }

    /// Takes all items of a host that were not started.
    pub(super) fn drain(&mut self, name: &str) -> Vec<T> {
        match self.hosts.get_mut(name) {
            Some(host) => host.waiting.drain(..).collect(),
            None => Vec::new(),
        }
    }

    /// Ends one request to a host.
    pub(super) fn release(&mut self, name: &str) {
        if let Some(host) = self.hosts.get_mut(name) {
            host.active = host.active.saturating_sub(1);
        }
        self.make_ready(name);
    }

    fn make_ready(&mut self, name: &str) {
        let Some(host) = self.hosts.get_mut(name) else { return };
        if !host.is_ready && !host.waiting.is_empty() && host.active < REQUESTS_PER_HOST_MAX {
            host.is_ready = true;
            self.ready.push_back(name.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(items: &[(&str, u32)]) -> HostQueue<u32> {
        HostQueue::new(items.iter().map(|(host, item)| ((*host).to_owned(), *item)))
    }

    fn drain(queue: &mut HostQueue<u32>) -> Vec<u32> {
        std::iter::from_fn(|| queue.next().map(|(_, item)| item)).collect()
    }

    #[test]
    fn hosts_take_turns() {
        let mut queue = queue(&[("a", 1), ("a", 2), ("a", 3), ("b", 10), ("c", 20)]);
        assert_eq!(drain(&mut queue), [1, 10, 20, 2]);
    }

    #[test]
    fn a_host_gets_no_more_than_its_share_until_one_is_over() {
        let mut queue = queue(&[("a", 1), ("a", 2), ("a", 3), ("a", 4)]);
        assert_eq!(drain(&mut queue).len(), REQUESTS_PER_HOST_MAX);
        queue.release("a");
        assert_eq!(drain(&mut queue), [3]);
        queue.release("a");
        queue.release("a");
        assert_eq!(drain(&mut queue), [4]);
    }

    #[test]
    fn a_host_that_was_drained_has_no_turn() {
        let mut queue = queue(&[("a", 1), ("a", 2), ("b", 10), ("b", 11)]);
        assert_eq!(queue.next(), Some(("a".to_owned(), 1)));
        assert_eq!(queue.drain("b"), [10, 11]);
        assert_eq!(queue.drain("c"), [0; 0]);
        assert_eq!(drain(&mut queue), [2]);
    }

    #[test]
    fn releasing_a_host_with_nothing_to_do_changes_nothing() {
        let mut queue = queue(&[("a", 1)]);
        assert_eq!(drain(&mut queue), [1]);
        queue.release("a");
        queue.release("b");
        assert_eq!(drain(&mut queue), [0_u32; 0]);
    }
}
