//! When the window sends acts that wait for servers.

use std::sync::Arc;

use gleaner::app::{AccountAction, Action, AppState};
use gleaner::model::{Account, AccountId, ServiceKind, WaitingActs};
use gleaner::worker::{AccountEvent, Event, LibraryView};
use jiff::{Timestamp, ToSpan as _};

use crate::app_support::{entry, now, state_with};

const HOME: AccountId = AccountId(1);

fn acts(waiting: u32) -> Vec<(AccountId, WaitingActs)> {
    vec![(HOME, WaitingActs { waiting, parked: 0 })]
}

/// A state with an account, for which so many acts wait since now.
fn with_waiting(waiting: u32) -> AppState {
    let mut state = state_with(&[entry(1, 1, false)]);
    let account = Account {
        id: HOME,
        name: "Home".to_owned(),
        service: ServiceKind::Miniflux,
        address: "https://rss.example.org/".parse().unwrap(),
        user: "ann".to_owned(),
        position: 0,
        last_sync: None,
        problem: None,
        paused_until: None,
        memory: String::new(),
        keeps_labels: false,
    };
    let library =
        LibraryView { accounts: vec![account], waiting: acts(waiting), ..(*state.library).clone() };
    state.receive(Event::Library(Arc::new(library)), now());
    state
}

fn after(seconds: i64) -> Timestamp {
    now() + seconds.seconds()
}

fn finish(state: &mut AppState, at: Timestamp) {
    let event = AccountEvent::Finished { account_id: HOME, has_changed: false };
    state.receive(Event::Account(event), at);
}

#[test]
fn acts_are_sent_a_moment_after_the_last_of_them() {
    let mut state = with_waiting(1);
    assert_eq!(state.sends_at(now()), Some(after(10)));
    state.receive(Event::Account(AccountEvent::Waiting(acts(2))), after(4));
    assert_eq!(state.sends_at(after(4)), Some(after(14)));
    let effects = state.apply(Action::Account(AccountAction::SendWaiting), after(14));
    assert_eq!(effects.len(), 1);
    assert_eq!(state.sends_at(after(14)), None, "they are on their way");
}

#[test]
fn acts_that_a_sync_left_do_not_ask_the_server_all_the_time() {
    let mut state = with_waiting(1);
    state.apply(Action::Account(AccountAction::SendWaiting), after(10));
    finish(&mut state, after(12));
    assert_eq!(state.sends_at(after(12)), Some(after(12 + 300)));
    state.receive(Event::Account(AccountEvent::Waiting(acts(2))), after(20));
    assert_eq!(state.sends_at(after(20)), Some(after(30)), "a new act is sent soon");
}

#[test]
fn an_act_that_comes_during_a_sync_is_sent_soon_after_it() {
    let mut state = with_waiting(1);
    state.apply(Action::Account(AccountAction::SendWaiting), after(10));
    state.receive(Event::Account(AccountEvent::Waiting(acts(2))), after(11));
    finish(&mut state, after(12));
    assert_eq!(state.sends_at(after(12)), Some(after(22)));
}

#[test]
fn a_clock_that_is_set_back_does_not_hold_acts() {
    let state = with_waiting(1);
    let earlier = now() - 48.hours();
    assert_eq!(state.sends_at(earlier), Some(earlier + 10.seconds()));
}
