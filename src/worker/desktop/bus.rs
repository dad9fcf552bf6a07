//! D-Bus: NetworkManager and UPower say how the machine is, and docks show the number of unread
//! entries (`com.canonical.Unity.LauncherEntry`, which GNOME's and KDE's docks know, too).
//!
//! A service that is not running is not started, and one that is slow is not waited for.

use std::collections::HashMap;
use std::time::Duration;

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{OwnedValue, Value};

use crate::model::Conditions;

/// How long a service may take to answer.
const PATIENCE: Duration = Duration::from_secs(1);

/// The highest state of NetworkManager without any network: asleep, disconnected, disconnecting.
const STATE_OFFLINE: u32 = 30;
/// The lowest, which means that the state is unknown.
const STATE_UNKNOWN: u32 = 0;
/// `NM_METERED_YES` and `NM_METERED_GUESS_YES`.
const METERED: [u32; 2] = [1, 3];

const DESKTOP_FILE: &str = "application://io.github.gleaner.Gleaner.desktop";

/// The connections, which are made when they are first needed and kept.
#[derive(Default)]
pub(super) struct Bus {
    system: Option<Connection>,
    session: Option<Connection>,
}

/// A property of a service: the name of the service, the path, the interface and the property.
type Property = (&'static str, &'static str, &'static str, &'static str);

const STATE: Property = (
    "org.freedesktop.NetworkManager",
    "/org/freedesktop/NetworkManager",
    "org.freedesktop.NetworkManager",
    "State",
);
const IS_METERED: Property = (STATE.0, STATE.1, STATE.2, "Metered");
const ON_BATTERY: Property =
    ("org.freedesktop.UPower", "/org/freedesktop/UPower", "org.freedesktop.UPower", "OnBattery");

impl Bus {
    pub(super) fn conditions(&mut self) -> Conditions {
        if self.system.is_none() {
            self.system = connected(Builder::system());
        }
        let Some(bus) = &self.system else { return Conditions::default() };
        let number = |which| read(bus, which).and_then(|value| u32::try_from(value).ok());
        let is_true = |which| read(bus, which).and_then(|value| bool::try_from(value).ok());
        let state = number(STATE).unwrap_or(STATE_UNKNOWN);
        Conditions {
            is_offline: state > STATE_UNKNOWN && state <= STATE_OFFLINE,
            is_metered: number(IS_METERED).is_some_and(|metered| METERED.contains(&metered)),
            is_on_battery: is_true(ON_BATTERY).unwrap_or(false),
        }
    }

    pub(super) fn badge(&mut self, unread: u32) {
        if self.session.is_none() {
            // Without this variable, zbus would start a bus.
            if std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_none() {
                return;
            }
            self.session = connected(Builder::session());
        }
        let Some(bus) = &self.session else { return };
        let mut properties: HashMap<&str, Value<'_>> = HashMap::new();
        properties.insert("count", Value::I64(i64::from(unread)));
        properties.insert("count-visible", Value::Bool(unread > 0));
        let sent = bus.emit_signal(
            None::<&str>,
            "/com/canonical/unity/launcherentry/gleaner",
            "com.canonical.Unity.LauncherEntry",
            "Update",
            &(DESKTOP_FILE, properties),
        );
        if let Err(error) = sent {
            log::info!("no badge: {error}");
            self.session = None;
        }
    }
}

fn connected(builder: zbus::Result<Builder<'_>>) -> Option<Connection> {
    let built = builder.and_then(|builder| builder.method_timeout(PATIENCE).build());
    built.inspect_err(|error| log::info!("no bus: {error}")).ok()
}

/// `None` if the service is not running or does not know the property.
fn read(bus: &Connection, (name, path, interface, property): Property) -> Option<OwnedValue> {
    let owner = bus.call_method(
        Some("org.freedesktop.DBus"),
        "/org/freedesktop/DBus",
        Some("org.freedesktop.DBus"),
        "NameHasOwner",
        &name,
    );
    if !owner.ok()?.body().deserialize::<bool>().ok()? {
        return None;
    }
    let reader = Some("org.freedesktop.DBus.Properties");
    let answer = bus.call_method(Some(name), path, reader, "Get", &(interface, property)).ok()?;
    answer.body().deserialize::<OwnedValue>().ok()
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Child, Command, Stdio};

    use super::*;

    /// A bus of its own, which ends with the test.
    struct OwnBus {
        daemon: Child,
        address: String,
    }

    impl OwnBus {
        /// `None` if this system has no daemon.
        fn start() -> Option<Self> {
            let mut daemon = Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--print-address"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .ok()?;
            let mut address = String::new();
            BufReader::new(daemon.stdout.take()?).read_line(&mut address).ok()?;
            Some(Self { daemon, address: address.trim().to_owned() })
        }

        fn connect(&self) -> Connection {
            connected(Builder::address(self.address.as_str())).unwrap()
        }
    }

    impl Drop for OwnBus {
        fn drop(&mut self) {
            let _ = self.daemon.kill();
            let _ = self.daemon.wait();
        }
    }

    struct Power(bool);

    #[zbus::interface(name = "org.freedesktop.UPower")]
    impl Power {
        #[zbus(property)]
        fn on_battery(&self) -> bool {
            self.0
        }
    }

    struct Manager {
        state: u32,
        metered: u32,
    }

    #[zbus::interface(name = "org.freedesktop.NetworkManager")]
    impl Manager {
        #[zbus(property)]
        fn state(&self) -> u32 {
            self.state
        }

        #[zbus(property)]
        fn metered(&self) -> u32 {
            self.metered
        }
    }

    /// The conditions on a bus with these services.
    fn conditions(bus: &OwnBus, state: u32, metered: u32, on_battery: bool) -> Conditions {
        let server = bus.connect();
        let objects = server.object_server();
        objects.at(STATE.1, Manager { state, metered }).unwrap();
        objects.at(ON_BATTERY.1, Power(on_battery)).unwrap();
        server.request_name(STATE.0).unwrap();
        server.request_name(ON_BATTERY.0).unwrap();
        Bus { system: Some(bus.connect()), session: None }.conditions()
    }

    #[test]
    fn services_of_the_system_say_how_the_machine_is() {
        let Some(bus) = OwnBus::start() else {
            println!("skipped: this system has no dbus-daemon");
            return;
        };
        let nobody = Bus { system: Some(bus.connect()), session: None }.conditions();
        assert_eq!(nobody, Conditions::default());
        let calm = conditions(&bus, 70, 2, false);
        assert_eq!(calm, Conditions::default());
        let train = Conditions { is_offline: false, is_on_battery: true, is_metered: true };
        assert_eq!(conditions(&bus, 70, 1, true), train);
        let tunnel = Conditions { is_offline: true, is_on_battery: true, is_metered: false };
        assert_eq!(conditions(&bus, 20, 0, true), tunnel);
    }

    #[test]
    fn the_dock_hears_the_number_of_unread_entries() {
        let Some(bus) = OwnBus::start() else {
            println!("skipped: this system has no dbus-daemon");
            return;
        };
        let dock = bus.connect();
        let rule = "type='signal',interface='com.canonical.Unity.LauncherEntry'";
        let words = ("org.freedesktop.DBus", "AddMatch");
        let path = "/org/freedesktop/DBus";
        dock.call_method(Some(words.0), path, Some(words.0), words.1, &rule).unwrap();
        let mut heard = zbus::blocking::MessageIterator::from(dock);
        Bus { system: None, session: Some(bus.connect()) }.badge(7);
        let signal = heard
            .find_map(|message| {
                let message = message.unwrap();
                let is_it = message.header().member().is_some_and(|name| name == "Update");
                is_it.then_some(message)
            })
            .unwrap();
        let body = signal.body();
        let (app, properties): (String, HashMap<String, OwnedValue>) = body.deserialize().unwrap();
        assert_eq!(app, DESKTOP_FILE);
        let is_visible = bool::try_from(properties["count-visible"].clone()).unwrap();
        let count = i64::try_from(properties["count"].clone()).unwrap();
        assert_eq!((count, is_visible), (7, true));
    }
}
