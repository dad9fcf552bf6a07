//! Orders for the thread that decodes, and the way to reach it while it waits.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::{Feeder, Order, Parts};
use crate::audio::source::Handle;
use crate::model::PlayProblem;

#[derive(Default)]
pub(super) struct Control {
    state: Mutex<State>,
    bell: Condvar,
}

#[derive(Default)]
struct State {
    orders: Vec<Order>,
    /// The bytes that are being opened. Only the end interrupts that.
    opening: Handle,
    /// The bytes that are read.
    reading: Handle,
    is_over: bool,
}

impl Control {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The orders so far; waits for one if `waits`. `None` when the thread is to end.
    pub(super) fn take(&self, waits: bool) -> Option<Vec<Order>> {
        let mut state = self.state();
        while waits && state.orders.is_empty() && !state.is_over {
            state = self.bell.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.is_over {
            return None;
        }
        // Under the lock, so that reading is interrupted just while there are orders.
        state.reading.resume();
        Some(std::mem::take(&mut state.orders))
    }

    pub(super) fn has_orders(&self) -> bool {
        let state = self.state();
        !state.orders.is_empty() || state.is_over
    }

    pub(super) fn opening(&self, handle: &Handle) {
        let mut state = self.state();
        state.opening = handle.clone();
        if state.is_over {
            handle.close();
        }
    }

    pub(super) fn reading(&self, handle: &Handle) {
        let mut state = self.state();
        state.reading = handle.clone();
        if state.is_over {
            handle.close();
        }
    }
}

/// Gives orders to the thread, and ends it when dropped.
pub(in crate::audio) struct FeederHandle(Arc<Control>);

impl FeederHandle {
    /// Starts the thread. It waits for the first order.
    pub(in crate::audio) fn start(parts: Parts, speed: f32) -> Result<Self, PlayProblem> {
        let control = Arc::new(Control::default());
        let feeder = Feeder {
            parts,
            control: Arc::clone(&control),
            generation: 0,
            speed,
            playing: None,
            next: None,
            prepared: None,
        };
        let thread = std::thread::Builder::new().name("gleaner-decoder".to_owned());
        thread.spawn(move || feeder.run()).map(drop).map_err(|err| {
            log::error!("no thread for decoding: {err}");
            PlayProblem::Crash
        })?;
        Ok(Self(control))
    }

    pub(in crate::audio) fn order(&self, order: Order) {
        let mut state = self.0.state();
        if matches!(order, Order::Seek { .. }) {
            state.reading.interrupt();
        }
        state.orders.push(order);
        self.0.bell.notify_all();
    }
}

impl Drop for FeederHandle {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.is_over = true;
        state.opening.close();
        state.reading.close();
        self.0.bell.notify_all();
    }
}
