//! Notifications of the desktop.

/// Shows a notification; `on_click` is called if the user clicks it, where the desktop tells. The
/// desktop's service may be slow or missing, so a thread of its own asks it.
#[cfg(feature = "desktop")]
pub(super) fn notify(title: &str, body: &str, on_click: impl FnOnce() + Send + 'static) {
    let (title, body) = (title.to_owned(), body.to_owned());
    let show = move || {
        let mut notification = notify_rust::Notification::new();
        notification.appname("Gleaner").summary(&title).body(&body);
        if let Err(err) = show(&mut notification, on_click) {
            log::warn!("no notification: {err}");
        }
    };
    if let Err(err) = std::thread::Builder::new().name("notification".to_owned()).spawn(show) {
        log::warn!("no notification: {err}");
    }
}

/// Waits until the notification is gone.
#[cfg(all(feature = "desktop", unix, not(target_os = "macos")))]
fn show(
    notification: &mut notify_rust::Notification,
    on_click: impl FnOnce(),
) -> notify_rust::error::Result<()> {
    use crate::i18n::t;

    notification
        .icon("io.github.gleaner.Gleaner")
        .hint(notify_rust::Hint::DesktopEntry("io.github.gleaner.Gleaner".to_owned()))
        .action("default", &t!(notification_open));
    notification.show()?.wait_for_action(|action| {
        if action == "default" {
            on_click();
        }
    });
    Ok(())
}

#[cfg(all(feature = "desktop", not(all(unix, not(target_os = "macos")))))]
fn show(
    notification: &mut notify_rust::Notification,
    _on_click: impl FnOnce(),
) -> notify_rust::error::Result<()> {
    notification.show().map(|_| ())
}

#[cfg(not(feature = "desktop"))]
pub(super) fn notify(title: &str, _body: &str, _on_click: impl FnOnce() + Send + 'static) {
    log::warn!("no notification of {title:?}: this build of Gleaner cannot show any");
}
