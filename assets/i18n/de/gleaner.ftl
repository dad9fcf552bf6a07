### Die Worte von Gleaners Fenster auf Deutsch. Wie man übersetzt, steht in assets/i18n/README.md.

## Dates and times

date-today = Heute
date-yesterday = Gestern
date-tomorrow = Morgen
date-just-now = gerade eben
date-minutes-ago =
    { $count ->
        [one] vor einer Minute
       *[other] vor { $count } Minuten
    }
date-clock = { $hour }:{ $minute }
date-clock-seconds = { $hour }:{ $minute }:{ $second }
date-day-month = { $day }. { $month }
date-day-month-year = { $day }. { $month } { $year }
date-month-year = { $month } { $year }
date-weekday-time = { $weekday } { $time }
date-full = { $day }. { $month } { $year }, { $time }
date-monday = Montag
date-tuesday = Dienstag
date-wednesday = Mittwoch
date-thursday = Donnerstag
date-friday = Freitag
date-saturday = Samstag
date-sunday = Sonntag
date-monday-short = Mo
date-tuesday-short = Di
date-wednesday-short = Mi
date-thursday-short = Do
date-friday-short = Fr
date-saturday-short = Sa
date-sunday-short = So
date-january = Januar
date-february = Februar
date-march = März
date-april = April
date-may = Mai
date-june = Juni
date-july = Juli
date-august = August
date-september = September
date-october = Oktober
date-november = November
date-december = Dezember
date-january-short = Jan.
date-february-short = Feb.
date-march-short = März
date-april-short = Apr.
date-may-short = Mai
date-june-short = Juni
date-july-short = Juli
date-august-short = Aug.
date-september-short = Sept.
date-october-short = Okt.
date-november-short = Nov.
date-december-short = Dez.

## Sizes

size-kilobytes = { $size } KB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
size-terabytes = { $size } TB

## Buttons and words of many screens

button-add = Hinzufügen
button-back-up = Sichern
button-cancel = Abbrechen
button-change = Ändern
button-choose = Auswählen…
button-close = Schließen
button-copy = Kopieren
button-create = Anlegen
button-edit = Bearbeiten…
button-open = Öffnen
button-redo = Wiederholen
button-refresh = Aktualisieren
button-remove = Entfernen
button-rename = Umbenennen
button-save = Speichern
button-subscribe = Abonnieren
button-try-again = Erneut versuchen
button-unsubscribe = Abbestellen
choice-default = Standard
choice-other = Andere
choice-filter = Suchen
notice-copied = Kopiert
notice-dismiss = Ausblenden
notice-link-copied = Link kopiert
notice-address-copied = Feed-Link kopiert
state-loading = Wird geladen…
state-untitled = Ohne Titel
state-no-matches = Keine Treffer
state-position = { $position } von { $count }
count-entries =
    { $count ->
        [one] 1 Eintrag
       *[other] { $count } Einträge
    }
count-feeds =
    { $count ->
        [one] 1 Feed
       *[other] { $count } Feeds
    }
list-and-more = { $names } und { $count } weitere

## Commands: menu, palette and key sheet

command-group-article = Artikel
command-group-entry = Eintrag
command-group-go = Gehe zu
command-group-feeds = Feeds
command-group-view = Ansicht
command-group-program = Gleaner

command-next-entry = Nächster Eintrag
command-previous-entry = Voriger Eintrag
command-next-unread = Nächster ungelesener Eintrag
command-previous-unread = Voriger ungelesener Eintrag
command-page-down = Seite ab, dann nächster neuer
command-page-up = Seite auf
command-article-top = Zum Anfang
command-article-bottom = Zum Ende
command-find-in-article = Im Artikel suchen
command-find-next = Nächster Treffer
command-find-previous = Voriger Treffer
command-select-all = Alles auswählen
command-show-outline = Inhaltsverzeichnis
command-jump-back = Zurück zur Lesestelle

command-star = Stern setzen
command-remove-star = Stern entfernen
command-toggle-star = Stern setzen oder entfernen
command-mark-read = Als gelesen markieren
command-mark-unread = Als ungelesen markieren
command-toggle-read = Als gelesen oder ungelesen markieren
command-open-in-browser = Im Browser öffnen
command-open-in-background = Im Hintergrund-Tab öffnen
command-open-comments = Kommentare öffnen
command-copy-link = Link kopieren
command-full-text = Volltext anzeigen
command-feed-text = Fassung des Feeds anzeigen
command-toggle-full-text = Volltext oder Fassung des Feeds
command-copy-as-text = Artikel als Text kopieren
command-mark-all-read = Alle als gelesen markieren
command-mark-above-read = Darüber als gelesen markieren
command-mark-below-read = Darunter als gelesen markieren
command-mark-older-day-read = Einträge älter als ein Tag als gelesen markieren
command-mark-older-week-read = Einträge älter als eine Woche als gelesen markieren
command-edit-tags = Schlagwörter…
command-hide-entry = Ausblenden
command-mute-word = Wort stummschalten…
command-undo = Rückgängig

command-next-feed = Nächster Feed
command-previous-feed = Voriger Feed
command-search = Einträge suchen
command-add-account = Konto hinzufügen…
command-back = Zurück

command-add-feed = Feed hinzufügen…
command-refresh-place = Diesen Feed oder Ordner aktualisieren
command-refresh-all = Alle Feeds aktualisieren
command-cancel-refresh = Aktualisieren abbrechen
command-show-health = Zustand der Feeds…
command-show-activity = Aktivität…
command-show-statistics = Lesestatistik…
command-collapse-folder = Ordner einklappen
command-expand-folder = Ordner ausklappen
command-toggle-folder = Ordner ein- oder ausklappen
command-open-site = Website öffnen
command-copy-feed-link = Feed-Link kopieren
command-feed-settings = Feed-Einstellungen…
command-rename-place = Umbenennen…
command-move-place = In Ordner verschieben…
command-select-feed = Feed auswählen
command-deselect-feed = Feed abwählen
command-remove-place = Entfernen…
command-edit-search = Suche bearbeiten…
command-move-search-up = Suche nach oben
command-move-search-down = Suche nach unten
command-show-rules = Regeln…
command-new-folder = Neuer Ordner…
command-import = Abonnements importieren…
command-export = Abonnements exportieren…

command-unread-only = Nur ungelesene
command-oldest-first = Älteste zuerst
command-hide-sidebar = Seitenleiste ausblenden
command-show-sidebar = Seitenleiste einblenden
command-toggle-sidebar = Seitenleiste ein- oder ausblenden
command-larger-text = Größerer Text
command-smaller-text = Kleinerer Text
command-reset-text = Normale Textgröße
command-wider-column = Breitere Spalte
command-narrower-column = Schmalere Spalte
command-show-palette = Befehlspalette…
command-show-history = Verlauf…
command-back-up = Bibliothek sichern…
command-settings = Einstellungen…
command-show-keys = Tastenkürzel
command-quit = Beenden
command-with-key = { $command } ({ $key })

## Keys, as the key sheet and tooltips name them (the settings file keeps English names)

key-down = Unten
key-up = Oben
key-left = Links
key-right = Rechts
key-page-down = Bild ab
key-page-up = Bild auf
key-plus = Plus
key-minus = Minus
key-home = Pos1
key-end = Ende
key-space = Leertaste
key-enter = Eingabe
key-backspace = Rücktaste
key-insert = Einfg
key-delete = Entf
key-with-ctrl = Strg+{ $key }
key-with-alt = Alt+{ $key }
key-with-shift = Umschalt+{ $key }

## Places: sidebar, list, window

place-today = Heute
place-unread = Ungelesen
place-starred = Mit Stern
place-all = Alle Einträge
place-preview = Vorschau
place-feed = Feed
place-folder = Ordner
place-search = Suche
place-tag = Schlagwort
place-account = Konto
place-on-this-computer = Auf diesem Computer
place-no-folder = Kein Ordner
window-title = Gleaner
window-title-count = Gleaner ({ $count })

## Panes, for assistive technology

pane-feeds = Feeds
pane-entries = Einträge
pane-article = Artikel

## Sidebar

sidebar-menu = Menü
sidebar-unread = { $count } ungelesen
sidebar-no-unread = nichts ungelesen
sidebar-starred = { $count } mit Stern
sidebar-no-starred = nichts mit Stern
sidebar-has-problem = { $count }, hat ein Problem
sidebar-problems =
    { $count ->
        [one] 1 Feed hat ein Problem
       *[other] { $count } Feeds haben Probleme
    }
sidebar-selected =
    { $count ->
        [one] 1 ausgewählt
       *[other] { $count } ausgewählt
    }
sidebar-clear-selection = Auswahl aufheben
sidebar-unsubscribe-selected = Ausgewählte Feeds abbestellen
sidebar-move-selected = Ausgewählte Feeds verschieben
sidebar-try-sample = Beispiel-Feed: { $title }
sidebar-subscribe-to = { $url } abonnieren

## Menus of feeds, folders and searches in the sidebar

menu-move-to = Verschieben nach
menu-pictures = Bilder
menu-unsubscribe-many =
    { $count ->
        [one] 1 Feed abbestellen
       *[other] { $count } Feeds abbestellen
    }
menu-move-up = Nach oben
menu-move-down = Nach unten
menu-remove-search = Suche entfernen
menu-remove-tag = Schlagwort entfernen
menu-collapse = Einklappen
menu-expand = Ausklappen
menu-ungroup = Ordner auflösen
pictures-always = Immer laden
pictures-ask = Laden, wenn ich es sage
pictures-never = Nie laden

## Entry list

list-back-to-feeds = Zurück zu den Feeds
list-show-read = Auch gelesene Einträge anzeigen
list-show-unread-only = Nur ungelesene Einträge anzeigen
list-newest-first = Neueste zuerst
list-oldest-first = Älteste zuerst
list-search-hint = Alle Einträge durchsuchen
list-save-search = Suche speichern
list-close-search = Suche schließen
list-search-title = Suche
list-search-title-in = Suche in { $place }
list-search-count =
    { $count ->
        [one] 1 Eintrag gefunden
       *[other] { $count } Einträge gefunden
    }
list-search-error = { $place }: { $error }
list-row-read = gelesen
list-row-unread = ungelesen
list-row-starred = mit Stern
list-seen = gefunden { $time }
list-empty-starred = Noch nichts mit Stern
list-empty-starred-key = Noch nichts mit Stern – drück { $key } bei einem Eintrag
list-empty-no-feeds = Noch keine Feeds
list-empty-search = Keine Ergebnisse
list-empty-preview = Dieser Feed hat keine Einträge
list-empty-unread = Nichts ungelesen
list-empty-show-all = Alle anzeigen
list-empty-entries = Noch keine Einträge
list-empty-feed = Dieser Feed hat noch keine Einträge
list-empty-not-fetched = Dieser Feed wurde noch nicht aktualisiert
list-preview = Du hast diesen Feed nicht abonniert
list-feed-gone = Der Anbieter hat diesen Feed eingestellt; seine Einträge bleiben hier

## Menu of an entry

entry-mute = Stummschalten
entry-mute-word = „{ $word }“
entry-mute-other = Anderes…
entry-hide-feed-from-today = { $feed } in „Heute“ ausblenden

## Status line and notices

status-fetching = Wird abgerufen…
status-refreshing = Wird aktualisiert…
status-progress = Aktualisiert { $done } / { $total }
status-entries-unread =
    { $count ->
        [one] 1 Eintrag, { $unread } ungelesen
       *[other] { $count } Einträge, { $unread } ungelesen
    }
status-last-refresh = { $state } { $when } · { $result }
status-refreshed = Aktualisiert
status-stopped = Abgebrochen
status-offline = Offline
status-proxy-unreached = Proxy nicht erreicht
status-nothing-new = nichts Neues
status-new = { $count } neu
status-updated = { $count } geändert
status-failed = { $count } fehlgeschlagen
status-waiting = { $count } warten
notice-already-subscribed = Du hast { $feed } schon abonniert
notice-no-outline = Dieser Artikel hat keine Überschriften
notice-nothing-unread-there = Dort ist nichts ungelesen
notice-full-text-coming = Volltext wird geholt…
notice-full-text = Volltext
notice-feed-text = Fassung des Feeds
notice-article-copied = Artikel als Text kopiert
notice-undone = Rückgängig gemacht: { $step }
notice-redone = Wiederholt: { $step }
notice-nothing-to-undo = Nichts rückgängig zu machen
notice-compacted = Von { $before } auf { $after } verkleinert
notice-saved-file = { $path } gespeichert
notice-no-file-dialog = Diese Fassung von Gleaner hat keinen Dateidialog, um Bilder zu speichern
notice-offline = Du bist anscheinend offline; nichts wurde geändert
notice-proxy-unreached = Über den Proxy war kein Feed erreichbar – prüf den Proxy in den Einstellungen
notification-new-entries =
    { $count ->
        [one] 1 neuer Eintrag
       *[other] { $count } neue Einträge
    }

## Article

article-select-entry = Wähl einen Eintrag, um ihn zu lesen
article-back-to-list = Zurück zur Liste
article-more = Mehr
article-details = Details
article-spoiler = Spoiler
article-show-spoiler = Spoiler zeigen
article-hide-spoiler = Spoiler verbergen
article-too-long = Dieser Artikel ist zu lang, um ihn ganz zu zeigen; der Rest steht auf seiner Webseite
article-no-text =
    Der Feed hat keinen Text zu diesem Eintrag; drück { $key }, um den Volltext von seiner Seite zu holen
article-no-text-without-key =
    Der Feed hat keinen Text zu diesem Eintrag; wähl „{ $command }“, um ihn von seiner Seite zu holen
article-trackers-blocked =
    { $count ->
        [one] 1 Tracker blockiert
       *[other] { $count } Tracker blockiert
    }
article-promotions-hidden =
    { $count ->
        [one] 1 Werbeblock ausgeblendet
       *[other] { $count } Werbeblöcke ausgeblendet
    }
article-tags = Schlagwörter: { $tags }
article-copy-code = Code kopieren
article-copy-link = Link zum Artikel kopieren
article-show-diagram = Diagramm zeigen
article-show-source = Quelltext zeigen
article-show-whole-picture = Ganzes Bild zeigen
article-wrap = Umbruch
article-unwrap = Am Stück
article-wrap-lines = Zeilen umbrechen
article-picture = Bild
article-diagram = Diagramm
article-gif = GIF
article-load-pictures = Bilder laden
article-load-pictures-named = Bilder laden: { $name }
article-picture-failed = { $name }, { $error }
article-picture-failed-retry = Erneut versuchen: { $name }, { $error }
article-picture-retry = Nicht geladen · Erneut versuchen
article-picture-lost = Nicht geladen
article-embed-video = Video
article-embed-audio = Audio
article-embed-page = Webseite
article-embed-from = { $kind } · { $host }
article-embed-named = { $title }, { $facts }
article-callout-note = Hinweis
article-callout-tip = Tipp
article-callout-important = Wichtig
article-callout-warning = Warnung
article-callout-caution = Vorsicht
article-go-to-note = Zur Anmerkung

article-watch = Ansehen
article-listen = Anhören
article-media-facts = { $title } · { $facts }
article-watch-on-youtube = Auf YouTube ansehen
article-file = Datei
article-source = Quelle: { $host }
article-comments = Kommentare
article-comment-count =
    { $count ->
        [one] 1 Kommentar
       *[other] { $count } Kommentare
    }
article-comments-on = Kommentare bei { $host }
article-points =
    { $count ->
        [one] 1 Punkt
       *[other] { $count } Punkte
    }
article-pre-release = Vorabversion
article-arxiv-new = Neu
article-arxiv-cross-listed = Auch in
article-arxiv-replacement = Neue Fassung
article-arxiv-replacement-cross = Neue Fassung, auch in
article-link = Link
article-short-video = Short
article-preview-ends = Die Vorschau endet hier. { $link }
article-minutes = { $minutes } Min.
article-hours = { $hours } Std.
article-hours-minutes = { $hours } Std. { $minutes } Min.
article-seen = gefunden { $date }
article-dated = datiert { $date }

find-previous = Voriger Treffer (Umschalt+Eingabe)
find-next = Nächster Treffer (Eingabe)
find-close = Suche schließen
find-count = { $count } gefunden
find-most = { $count }+

lightbox-previous = Voriges Bild (Links)
lightbox-next = Nächstes Bild (Rechts)
lightbox-fit = Einpassen
lightbox-fit-hint = Ins Fenster einpassen (0)
lightbox-actual-size = 1:1
lightbox-actual-size-hint = Originalgröße (1)
lightbox-smaller = Kleiner (-)
lightbox-larger = Größer (+)
lightbox-close = Schließen (Esc)
lightbox-open-link = Link öffnen (o)
lightbox-open-picture = Bild im Browser öffnen (o)
lightbox-save = Bild speichern…
lightbox-copy = Bild kopieren

## Embedded players and pages in articles

embed-youtube = YouTube-Video
embed-map = Karte
embed-vimeo = Vimeo-Video
embed-dailymotion = Dailymotion-Video
embed-twitch = Twitch-Video
embed-ted = TED-Vortrag
embed-loom = Loom-Video
embed-wistia = Wistia-Video
embed-videopress = VideoPress-Video
embed-post-on-x = Beitrag auf X

## Add feed

add-title = Feed hinzufügen
add-address = Adresse
add-address-hint = Adresse eines Feeds oder einer Webseite, oder eine Datei
add-credentials = Meldet sich mit dem Passwort aus der Adresse an; es liegt im Schlüsselbund deines Systems
add-find = Feeds suchen
add-searching = Feeds werden gesucht…
add-found =
    { $count ->
        [one] 1 Feed gefunden
       *[other] { $count } Feeds gefunden
    }
add-no-entries = Dieser Feed hat noch keine Einträge
add-newest = · { $title }
add-example = Zum Beispiel
add-nothing-found = Kein Feed gefunden – versuch es mit der Adresse des Feeds selbst

## Names

name-field = Name
name-rename-feed = Feed umbenennen
name-rename-feed-hint = Leer lassen für den Titel des Anbieters
name-rename-folder = Ordner umbenennen
name-new-folder = Neuer Ordner
name-rename-search = Suche umbenennen
name-rename-tag = Schlagwort umbenennen
name-rename-account = Konto umbenennen
name-edit-search = Suche bearbeiten
name-edit-search-hint = Wörter, title:, is:unread, newer:7d
name-change-address = Adresse des Feeds ändern
name-change-address-hint = Adresse des Feeds
name-mute = Wort stummschalten
name-mute-hint = Wort oder Wortfolge
name-mute-explained = Neue Einträge damit erscheinen nicht in Heute, Ungelesen und Alle
name-invalid-address = Das ist keine gültige Adresse
name-password-in-address = Lass das Passwort weg – „Anmelden“ in den Feed-Einstellungen bewahrt es sicher auf

## Move to folder

move-named = { $name } verschieben
move-many =
    { $count ->
        [one] 1 Feed verschieben
       *[other] { $count } Feeds verschieben
    }
move-unknown-feed = Feed verschieben

## Tags

tags-title = Schlagwörter
tags-explained = Deine eigenen Schlagwörter; du findest sie mit tag:name
tags-new = Neues Schlagwort
tags-add = Schlagwort hinzufügen

## Feed settings

feed-notify-hint = Benachrichtigungen müssen auch in den Einstellungen eingeschaltet sein
feed-hide-from-today = In „Heute“ ausblenden
feed-entries = Einträge
feed-full-text = Immer Volltext anzeigen
feed-sign-in = Anmeldung
feed-change-sign-in = Anmelden…
feed-change-address = Adresse ändern…
keep-days-before = Einträge der letzten
keep-days-after = Tage
keep-entries-before = Die neuesten
keep-entries-after = Einträge

## Sign in to a feed

sign-in-title = Bei { $feed } anmelden
sign-in-none = Keine
sign-in-password = Benutzername und Passwort
sign-in-token = Token
sign-in-user-name = Benutzername
sign-in-password-field = Passwort
sign-in-keyring = Liegt im Schlüsselbund deines Systems; wird nur an { $host } gesendet

## Accounts

account-add = Konto hinzufügen
account-add-button = Konto hinzufügen
account-sign-in-again = Bei { $account } anmelden
account-service = Dienst
account-find-out = An der Adresse erkennen
account-address = Adresse des Servers
account-address-hint = Adresse deines Servers, etwa rss.example.org
account-user-or-none = Benutzername; leer bei einem Token
account-password = Passwort oder Token
account-keyring = Liegt im Schlüsselbund deines Systems und wird nur an diesen Server gesendet
account-hint-any = Für FreshRSS, Miniflux, Nextcloud News, Tiny Tiny RSS und andere
account-hint-freshrss = FreshRSS braucht sein API-Passwort: schalte in seinen Einstellungen „API-Zugriff“ ein und setze eines unter Profil
account-hint-miniflux = Nimm Benutzername und Passwort, oder nur einen API-Schlüssel aus den Einstellungen
account-hint-nextcloud = Nimm ein App-Passwort: Nextcloud erstellt es unter Einstellungen → Sicherheit
account-hint-ttrss = Schalte erst „API aktivieren“ in den Einstellungen von Tiny Tiny RSS ein
account-hint-fever = Nimm das Passwort, das dein Server für Fever hat; es kann vom üblichen abweichen
account-hint-inoreader = Inoreader antwortet nur registrierten Programmen
account-hint-password = Benutzername und Passwort, die du auch auf der Webseite verwendest
account-unencrypted = Ohne https können andere im Netz dein Passwort lesen – trotzdem senden?
account-send-anyway = Trotzdem senden
account-working = Wird angemeldet…
account-sync = Jetzt abgleichen
account-sign-in = Neu anmelden…
account-remove = Konto entfernen
account-send-again = Abgelehnte Änderungen erneut senden
account-feeds-are-gone = Ja, die Feeds sind weg
account-syncing = wird abgeglichen
account-synced = abgeglichen { $when }
account-never-synced = noch nicht abgeglichen
account-parked =
    { $count ->
        [one] 1 Änderung wurde abgelehnt
       *[other] { $count } Änderungen wurden abgelehnt
    }
notice-account-signed-in = Bei { $account } angemeldet
status-changes-waiting =
    { $count ->
        [one] 1 Änderung wartet
       *[other] { $count } Änderungen warten
    }
status-sync-failed = { $account } ließ sich nicht abgleichen
status-syncing = { $account } wird abgeglichen…
status-sync-progress = { $account } wird abgeglichen: { $done } von { $total } Einträgen

## Feed health

health-title = Zustand der Feeds
health-all = Alle
health-failing = Gestört
health-moved = Umgezogen
health-silent = Seit einem Jahr still
health-never-read = Nie gelesen
health-paused = Angehalten
health-filter = { $filter } ({ $count })
health-search-hint = Teil eines Titels oder einer Adresse
health-search = Feeds suchen
health-column-state = Zustand
health-column-title = Feed
health-column-success = Letzter Erfolg
health-column-entries = Einträge je Monat
health-column-read = Gelesen
health-state-gone = Eingestellt
health-state-sign-in = Anmeldung nötig
health-state-missing = Nicht gefunden
health-state-not-a-feed = Kein Feed
health-state-unreachable = Nicht erreichbar
health-state-failing = Gestört
health-state-faltering = Zuletzt gestört
health-state-moved = Umgezogen
health-state-incomplete = Unvollständig
health-state-new = Noch nicht aktualisiert
health-state-paused = Angehalten
health-state-well = Gut
health-never = Nie
health-rate = { $count }
health-rate-low = unter 1
health-percent = { $percent } %
health-menu = Aktionen für { $feed }
health-row = { $feed }: { $state } · letzter Erfolg: { $success } · { $rate } · { $percent } % gelesen
health-row-empty = { $feed }: { $state } · letzter Erfolg: { $success } · keine Einträge
health-none = Hier sind keine Feeds
health-failed-once = { $problem } · einmal fehlgeschlagen, { $since }
health-failed-times = { $problem } · { $count }-mal in Folge fehlgeschlagen, zuerst { $since }
health-moved-to = Umgezogen nach { $url } · { $schedule }
health-never-refreshed = nie aktualisiert
health-refreshed = aktualisiert { $when }
health-no-automatic-refresh = kein automatisches Aktualisieren
health-next = nächstes Mal { $when }
health-next-refresh = beim nächsten Aktualisieren
health-schedule = { $last } · { $next }
health-less-than-monthly = weniger als 1 im Monat
health-monthly = { $count } im Monat
health-newest-today = neuester von heute
health-newest-days =
    { $count ->
        [one] neuester 1 Tag alt
       *[other] neuester { $count } Tage alt
    }
health-read-none = nie gelesen
health-read = { $count } gelesen
health-facts = { $entries } · { $rate } · { $newest } · { $read } · etwa { $size }
health-find-address = Neue Adresse suchen
health-use-address = Diese Adresse verwenden
health-pause = Anhalten
health-resume = Fortsetzen

## Reading statistics

statistics-title = Lesestatistik
statistics-explained = Einträge, die du geöffnet hast. Erster Tag: { $date }
statistics-empty = Öffne einen Eintrag, und er zählt hier
statistics-last-days = Letzte 30 Tage
statistics-last-months = Letzte 12 Monate
statistics-by-day = Gelesene Einträge nach Tag
statistics-by-month = Gelesene Einträge nach Monat
statistics-by-hour = Gelesene Einträge nach Tageszeit
statistics-by-feed = Meistgelesene Feeds
statistics-unopened =
    { $count ->
        [one] 1 Feed, den du nicht gelesen hast
       *[other] { $count } Feeds, die du nicht gelesen hast
    }
statistics-more = und { $count } weitere
statistics-bar = { $name }: { $count } gelesen
statistics-chart = { $title }: { $numbers }
statistics-chart-empty = { $title }: noch nichts

## Activity

activity-title = Aktivität
activity-title-feed = Aktivität von { $feed }
activity-all = Alle
activity-failed = Fehlgeschlagen
activity-show-all-feeds = Alle Feeds anzeigen
activity-search-hint = Teil einer Adresse, eines Feeds oder einer Antwort
activity-search = Anfragen suchen
activity-none = Hier sind keine Anfragen
activity-explained = Alle Anfragen des letzten Tages; Passwörter und Schlüssel in Adressen werden nie aufbewahrt
activity-explained-feed = Anfragen für diesen Feed am letzten Tag. Der Feed: { $schedule }.
activity-copy-details = Details kopieren
activity-copy-details-hint = Ein Bericht für den Anbieter, ohne Passwörter und Schlüssel
activity-details-copied = Details kopiert
activity-request = { $answer }: { $url }, { $details }
activity-redirect = { $status } nach { $url }
activity-cause-asked = Von Hand aktualisiert
activity-cause-timer = Automatisch aktualisiert
activity-cause-added = Feed hinzugefügt
activity-cause-preview = Vorschau
activity-cause-full-text = Volltext
activity-cause-picture = Bild
activity-cause-icon = Symbol
activity-cause-sync = Abgleich
activity-cause-episode = Folge
activity-cause-folder = Abgleich zwischen Computern
activity-transfer = { $size } in { $time }
activity-transfer-redirects =
    { $count ->
        [one] { $size } in { $time } · 1 Weiterleitung
       *[other] { $size } in { $time } · { $count } Weiterleitungen
    }
activity-transfer-empty = leer, { $time }
activity-transfer-empty-redirects =
    { $count ->
        [one] leer, { $time } · 1 Weiterleitung
       *[other] leer, { $time } · { $count } Weiterleitungen
    }
activity-milliseconds = { $count } ms
activity-seconds = { $count } s
activity-stopped = Abgebrochen, bevor die Antwort kam
activity-feed-kept = Auf einem anderen Computer abbestellt; bleibt, weil du ihn inzwischen gelesen hast
activity-next-gone = eingestellt, wird nicht mehr abgefragt
activity-next-at = nächste Abfrage um { $time }
activity-next-refresh = nächste Abfrage beim nächsten Aktualisieren
activity-next-manual = nur noch von Hand
activity-next-manual-after = nur noch von Hand, nicht vor { $time }
http-status = { $status } { $meaning }
http-success = Erfolg
http-redirect = Weiterleitung
http-client-error = Fehler der Anfrage
http-server-error = Serverfehler
http-unknown = Unbekannter Status
http-ok = OK
http-no-content = Kein Inhalt
http-moved-permanently = Dauerhaft umgezogen
http-found = Anderswo gefunden
http-not-modified = Nicht geändert
http-temporary-redirect = Vorübergehend umgeleitet
http-permanent-redirect = Dauerhaft umgeleitet
http-bad-request = Ungültige Anfrage
http-unauthorized = Anmeldung nötig
http-payment-required = Bezahlung nötig
http-forbidden = Verboten
http-not-found = Nicht gefunden
http-method-not-allowed = Methode nicht erlaubt
http-not-acceptable = Nicht annehmbar
http-request-timeout = Zeit überschritten
http-gone = Entfernt
http-misdirected = Fehlgeleitete Anfrage
http-too-many-requests = Zu viele Anfragen
http-legal-reasons = Aus rechtlichen Gründen gesperrt
http-internal-error = Interner Serverfehler
http-bad-gateway = Fehlerhaftes Gateway
http-unavailable = Dienst nicht verfügbar
http-gateway-timeout = Gateway antwortet nicht
activity-filter = { $filter } ({ $count })

## History: the page, and one line for each kind of step

history-title = Verlauf
history-explained = Die letzten 90 Tage (bis zu 1.000 Aktionen). Jede lässt sich einzeln rückgängig machen.
history-empty = Noch kein Verlauf
history-button = { $button }: { $step }
history-when = { $ago }, { $time }
history-automatic = automatisch, { $when }

step-marked-read = „{ $title }“ als gelesen markiert
step-marked-read-many =
    { $count ->
        [one] 1 Eintrag als gelesen markiert
       *[other] { $count } Einträge als gelesen markiert
    }
step-marked-unread = „{ $title }“ als ungelesen markiert
step-marked-unread-many =
    { $count ->
        [one] 1 Eintrag als ungelesen markiert
       *[other] { $count } Einträge als ungelesen markiert
    }
step-starred = Stern gesetzt bei „{ $title }“
step-starred-many =
    { $count ->
        [one] Stern gesetzt bei 1 Eintrag
       *[other] Stern gesetzt bei { $count } Einträgen
    }
step-unstarred = Stern entfernt bei „{ $title }“
step-unstarred-many =
    { $count ->
        [one] Stern entfernt bei 1 Eintrag
       *[other] Stern entfernt bei { $count } Einträgen
    }
step-hid = „{ $title }“ ausgeblendet
step-hid-many =
    { $count ->
        [one] 1 Eintrag ausgeblendet
       *[other] { $count } Einträge ausgeblendet
    }
step-unhid = „{ $title }“ eingeblendet
step-unhid-many =
    { $count ->
        [one] 1 Eintrag eingeblendet
       *[other] { $count } Einträge eingeblendet
    }
step-tagged = Schlagwort für „{ $title }“: { $tag }
step-tagged-many =
    { $count ->
        [one] Schlagwort für 1 Eintrag: { $tag }
       *[other] Schlagwort für { $count } Einträge: { $tag }
    }
step-untagged = Schlagwort von „{ $title }“ entfernt: { $tag }
step-untagged-many =
    { $count ->
        [one] Schlagwort von 1 Eintrag entfernt: { $tag }
       *[other] Schlagwort von { $count } Einträgen entfernt: { $tag }
    }
step-subscribed = „{ $feed }“ abonniert
step-unsubscribed = „{ $feed }“ abbestellt
step-unsubscribed-many =
    { $count ->
        [one] 1 Feed abbestellt
       *[other] { $count } Feeds abbestellt
    }
step-removed-account = Konto „{ $account }“ entfernt
step-changed-sign-in = Anmeldung von „{ $feed }“ geändert
step-removed-sign-in = Anmeldung von „{ $feed }“ entfernt
step-renamed = „{ $before }“ in „{ $after }“ umbenannt
step-changed-address = Adresse von „{ $feed }“ geändert
step-changed-feed-settings = Einstellungen von „{ $feed }“ geändert
step-created-folder = Ordner „{ $folder }“ angelegt
step-removed-folder = Ordner „{ $folder }“ entfernt
step-moved-to-folder = „{ $name }“ nach „{ $folder }“ verschoben
step-moved-to-folder-many =
    { $count ->
        [one] 1 Feed nach „{ $folder }“ verschoben
       *[other] { $count } Feeds nach „{ $folder }“ verschoben
    }
step-moved-out-of-folder = „{ $name }“ aus dem Ordner genommen
step-moved-out-of-folder-many =
    { $count ->
        [one] 1 Feed aus dem Ordner genommen
       *[other] { $count } Feeds aus ihren Ordnern genommen
    }
step-moved = „{ $name }“ verschoben
step-moved-many =
    { $count ->
        [one] 1 Feed verschoben
       *[other] { $count } Feeds verschoben
    }
step-saved-search = Suche „{ $search }“ gespeichert
step-changed-search = Suche „{ $search }“ geändert
step-moved-search = Suche „{ $search }“ verschoben
step-removed-search = Suche „{ $search }“ entfernt
step-removed-tag = Schlagwort „{ $tag }“ entfernt
step-created-rule = Regel „{ $rule }“ angelegt
step-changed-rule = Regel „{ $rule }“ geändert
step-removed-rule = Regel „{ $rule }“ entfernt
step-applied-rule =
    { $count ->
        [one] Regel „{ $rule }“ auf 1 Eintrag angewendet
       *[other] Regel „{ $rule }“ auf { $count } Einträge angewendet
    }
step-rules-changed =
    { $count ->
        [one] 1 neuer Eintrag durch Regeln geändert
       *[other] { $count } neue Einträge durch Regeln geändert
    }
step-removed-old =
    { $count ->
        [one] 1 alter Eintrag entfernt
       *[other] { $count } alte Einträge entfernt
    }
step-imported =
    { $count ->
        [one] 1 Feed importiert
       *[other] { $count } Feeds importiert
    }
step-imported-searches = Suchen und Regeln importiert
step-imported-folders = Ordner, Suchen und Regeln importiert
step-secret-lost =
    { $step } – das Passwort oder Token ist nicht mehr im Schlüsselbund; gib es in den Feed-Einstellungen neu ein

## Import, export, backup

import-title = Abonnements importieren
import-hint = Pfad zur Liste eines beliebigen Readers, oder zieh sie aufs Fenster
import-reading = Wird gelesen…
import-file = Datei
import-add-feeds =
    { $count ->
        [one] 1 Feed hinzufügen
       *[other] { $count } Feeds hinzufügen
    }
import-new =
    { $count ->
        [one] 1 neuer Feed
       *[other] { $count } neue Feeds
    }
import-known =
    { $count ->
        [one] 1 Feed ist schon in deiner Bibliothek
       *[other] { $count } Feeds sind schon in deiner Bibliothek
    }
import-repeated =
    { $count ->
        [one] 1 Feed steht doppelt in der Liste
       *[other] { $count } Feeds stehen doppelt in der Liste
    }
import-all-known =
    { $count ->
        [one] Der Feed ist schon in deiner Bibliothek
       *[other] Alle { $count } Feeds sind schon in deiner Bibliothek
    }
import-searches =
    { $count ->
        [one] 1 gespeicherte Suche
       *[other] { $count } gespeicherte Suchen
    }
import-rules =
    { $count ->
        [one] 1 Regel
       *[other] { $count } Regeln
    }
import-skipped =
    { $count ->
        [one] 1 übersprungen
       *[other] { $count } übersprungen
    }
import-skipped-because = Übersprungen: { $name } – { $reason }
import-more =
    { $count ->
        [one] … und 1 weiterer
       *[other] … und { $count } weitere
    }
import-search = Suche { $name }: { $query }
import-rule = Regel { $query }: { $actions }
export-title = Abonnements exportieren
export-hint = Wohin die OPML-Datei soll
back-up-title = Bibliothek sichern
back-up-explained =
    Schreibt eine Datei mit allen Feeds, Einträgen, Markierungen und dem Verlauf. Zurückspielen: gleaner restore FILE
back-up-hint = Wohin die Sicherung soll
file-subscription-lists = Abonnementlisten
file-all = Alle Dateien

skipped-newsboat-filter =
    Newsboat lässt bei diesem Feed ein Programm laufen, Gleaner nicht; füg die Adresse allein hinzu, wenn das genügt
skipped-program = ein Programm erzeugt diesen Feed, und Gleaner startet keine Programme
skipped-address = die Adresse ist ungültig
skipped-scheme = Gleaner kann Adressen dieser Art nicht abrufen
skipped-scraped = ein anderes Programm macht diesen Feed aus einer Seite, Gleaner nicht
skipped-link = das ist ein Link, kein Feed
skipped-list = das ist eine weitere Liste; importiere sie für sich
skipped-second-folder = der Feed steht zweimal in der Liste und kommt nur in den Ordner „{ $folder }“
skipped-outside-folders = der Feed steht zweimal in der Liste und bleibt außerhalb von Ordnern
skipped-filter = der Filter ist nicht lesbar
skipped-attribute = eine Suche in Gleaner kann „{ $attribute }“ so nicht verwenden
skipped-too-many-searches =
    { $count ->
        [one] nur die erste Suche wird gelesen
       *[other] nur die ersten { $count } Suchen werden gelesen
    }
skipped-too-many-rules =
    { $count ->
        [one] nur die erste Regel wird gelesen
       *[other] nur die ersten { $count } Regeln werden gelesen
    }
skipped-rule-scope = sie gilt für einen Feed, der nicht in der Liste ist

## Command palette

palette-hint = Ein Befehl, ein Feed, ein Ordner, eine Suche
palette-field = Suchen
palette-matches = Treffer
obstacle-no-entry = Wähl erst einen Eintrag
obstacle-no-article = Öffne erst einen Artikel
obstacle-no-feed = Wähl erst einen Feed in der Seitenleiste
obstacle-no-folder = Wähl erst einen Ordner in der Seitenleiste
obstacle-no-search = Wähl erst eine gespeicherte Suche in der Seitenleiste
obstacle-no-link = Dieser Eintrag hat keinen Link
obstacle-no-comments = Dieser Eintrag hat keine Kommentarseite
obstacle-no-site = Dieser Feed nennt keine Website
obstacle-no-refresh = Gerade wird nichts aktualisiert
obstacle-all-read = Hier ist nichts ungelesen
obstacle-preview = Abonniere den Feed zuerst
obstacle-limit = Nichts zu ändern

## Keyboard shortcuts

keys-reset-all = Alle Kürzel zurücksetzen
keys-unbound = Auch Befehle ohne Kürzel
keys-change = Kürzel von { $command } ändern
keys-press = Drück eine Taste, oder zwei nacheinander
keys-remove = Kürzel entfernen
keys-reset = Zurücksetzen
keys-use = Dieses Kürzel verwenden
keys-clash = „{ $command }“ hat dieses Kürzel und würde es verlieren
keys-clash-more =
    { $count ->
        [one] „{ $command }“ und 1 anderer Befehl haben Kürzel, die so beginnen, und würden sie verlieren
       *[other] „{ $command }“ und { $count } andere Befehle haben Kürzel, die so beginnen, und würden sie verlieren
    }

## Search syntax, on the page of keyboard shortcuts

syntax-title = Suchsprache
syntax-words = beide Wörter, in Titel, Autor oder Text
syntax-phrase = genaue Wortfolge
syntax-prefix = Wörter, die mit { $prefix } beginnen
syntax-not = ohne dieses Wort
syntax-or = eines der Wörter
syntax-fields = nur in diesem Feld
syntax-feeds = Einträge dieses Feeds, Ordners oder dieser Sprache
syntax-tag-url = ein Schlagwort, ein Teil der Adresse
syntax-status = gelesen oder ungelesen
syntax-marks = mit Stern oder ausgeblendet
syntax-media = mit Ton oder Video
syntax-age = nach Alter: h, d, w, m, y
syntax-date = nach Datum
syntax-expression = regulärer Ausdruck, in Titel oder Autor

## Rules

rules-title = Regeln
rules-explained =
    Regeln markieren passende neue Einträge, setzen Sterne und Schlagwörter, blenden aus oder benachrichtigen. Geschrieben werden sie in der Suchsprache.
rules-new = Neue Regel…
rules-apply = Auf vorhandene Einträge anwenden
rules-line = { $scope } · { $actions }
rules-in-all-feeds = In allen Feeds
rules-in-feed = In { $feed }
rules-in-deleted-feed = In einem gelöschten Feed
rules-in-folder = Im Ordner { $folder }
rules-in-deleted-folder = In einem gelöschten Ordner
rules-does-tag = Schlagwort { $tag }
rules-does-mark-read = als gelesen markieren
rules-does-star = Stern setzen
rules-does-hide = ausblenden
rules-does-notify = benachrichtigen
rules-edit-title = Regel bearbeiten
rules-new-title = Neue Regel
rules-when = Wenn ein neuer Eintrag passt
rules-query-hint = Wörter, title:, author:, url:, /Ausdruck/ …
rules-query = Suchausdruck
rules-all = Alle Regeln
rules-save = Regel speichern
rules-where = Wo
rules-hide-hint = Blendet ihn in Heute, Ungelesen und Alle aus; sein Feed und Suchen zeigen ihn weiter
rules-notify = Benachrichtigen
rules-tag = Schlagwort
rules-no-tag = Keines
rules-trial = Hätte auf { $found } der letzten { $total } gepasst

## Settings

settings-title = Einstellungen
settings-search = Einstellungen durchsuchen
settings-window = Fenster
settings-list = Liste
settings-refreshing = Aktualisieren
settings-network = Netz
settings-library = Bibliothek
settings-interface-size = Größe der Oberfläche
settings-percent = { $percent } %
settings-marking = Markieren
looks-title = Text und Farben
add-sign-in = Anmelden…
add-folder-of = { $account } / { $folder }
add-wants-sign-in = { $host } verlangt Benutzername und Passwort
add-sign-in-refused = { $host } nimmt Benutzername und Passwort nicht an – prüf beides
add-sign-in-hint = Name und Passwort für den Feed; sie liegen im Schlüsselbund deines Systems
error-no-folder = Es gibt keinen Ordner { $path }
notice-file-dialog-missing = Dein System hat keinen Dateidialog – gib den Pfad von Hand ein
keys-filter = Kürzel suchen
about-title = Über Gleaner
about-version = Version { $version }
about-explained = Ein Feedreader, der ohne Server auskommt, mit deinem zusammenarbeitet und dich nie verfolgt
about-files = Dateien
about-profile = Profil
about-subscriptions = Abonnementliste
about-pictures = Zwischengespeicherte Bilder
about-licences = Lizenzen
about-copy = Details kopieren
list-ask-refresh = Feeds automatisch aktualisieren?
list-refresh-on-request = Nur von Hand
command-about = Über Gleaner…
command-system-theme = Farben: wie das System
command-light-theme = Farben: hell
command-dark-theme = Farben: dunkel
command-sepia-theme = Farben: Sepia
command-black-theme = Farben: schwarz
looks-all-settings = Alle Einstellungen…
settings-theme = Farben
settings-theme-system = Wie das System
settings-theme-light = Hell
settings-theme-dark = Dunkel
settings-theme-sepia = Sepia
settings-theme-black = Schwarz
settings-font = Schrift
settings-text-size = Textgröße
settings-column-width = Spaltenbreite
settings-line-height = Zeilenabstand
settings-order = Reihenfolge
settings-feeds-show = In Feeds anzeigen
settings-feeds-show-unread = Ungelesene Einträge
settings-feeds-show-all = Alle Einträge
settings-pictures = Bilder laden
settings-pictures-always = Immer
settings-pictures-ask = Wenn ich es sage
settings-pictures-never = Nie
settings-icons = Symbole
settings-show-icons = Symbole der Feeds anzeigen
settings-show-icons-hint = Kommen nach dem Aktualisieren von der Website des Feeds, höchstens einmal pro Woche
settings-refresh = Automatisch aktualisieren
settings-refresh-never = Nie
settings-refresh-minutes =
    { $count ->
        [one] Jede Minute
       *[other] Alle { $count } Minuten
    }
settings-refresh-hours =
    { $count ->
        [one] Jede Stunde
       *[other] Alle { $count } Stunden
    }
settings-refresh-day = Jeden Tag
settings-reading = Lesen
settings-mark-read-on-open = Beim Öffnen als gelesen markieren
settings-mark-read-on-scroll = Beim Scrollen als gelesen markieren
settings-notifications = Benachrichtigungen
settings-notify = Über neue Einträge benachrichtigen
settings-notify-hint = Nach dem Aktualisieren, für Feeds und Regeln mit Benachrichtigung
settings-keep = Aufbewahren
settings-keep-everything = Alles
settings-library-size = Bibliothek: { $size } ({ $free } lassen sich freigeben)
settings-compact = Verkleinern
settings-compact-hint = Gibt ungenutzten Speicherplatz frei
settings-forget = Entferntes endgültig löschen und verkleinern
settings-forget-hint = Leert den Verlauf; entfernte Feeds und Einträge sind dann nicht wiederherstellbar
settings-proxy = Proxy
settings-proxy-none = Kein Proxy
settings-proxy-system = Proxy des Systems
settings-proxy-custom = Eigener
settings-proxy-address = Proxy-Adresse
settings-proxy-hint = http://, https://, socks5:// oder socks5h://
settings-certificates = Eigene Zertifikate
settings-certificates-file = Datei mit Zertifikaten
settings-certificates-hint = PEM oder DER; leer für keine

## Failure at start

failure-title = Gleaner konnte nicht starten
failure-copy = Meldung kopieren
failure-no-window =
    Das Fenster ließ sich nicht öffnen – { $missing }. Die Befehlszeile kommt ohne aus: gleaner --help
failure-no-display = kein Bildschirm gefunden (ist DISPLAY oder WAYLAND_DISPLAY gesetzt?)
failure-no-opengl =
    kein OpenGL-Treiber gefunden (unter Debian: apt install libgl1 libegl1 libgl1-mesa-dri)

## Errors of the network

error-net-address = Das ist keine gültige Adresse: „{ $text }“
error-net-scheme = Gleaner kann { $scheme }: nicht öffnen – nimm http, https oder eine Datei
error-net-dns = { $host } nicht gefunden – prüf die Adresse und deine Verbindung
error-net-unreachable = { $host } nicht erreichbar – prüf deine Verbindung
error-net-refused = { $host } nicht erreichbar – Verbindung abgelehnt
error-net-tls = Keine sichere Verbindung zu { $host } – Zertifikat oder Verschlüsselung wird nicht akzeptiert
error-net-timeout = { $host } hat zu lange nicht geantwortet – versuch es später noch einmal
error-net-challenge =
    { $host } verlangt eine Prüfung gegen Bots, die nur ein Browser besteht – versuch es später, oder bitte die Website, Feedreader zuzulassen
error-net-too-large = Die Antwort von { $host } ist größer als { $limit }
error-net-redirect-loop = { $host } nicht erreichbar – endlose Weiterleitung
error-net-redirect-too-many = { $host } nicht erreichbar – zu viele Weiterleitungen
error-net-redirect-no-address = { $host } nicht erreichbar – die Weiterleitung nennt keine Adresse
error-net-redirect-bad-address = { $host } nicht erreichbar – die Weiterleitung nennt eine ungültige Adresse
error-net-redirect-not-web =
    { $host } nicht erreichbar – die Weiterleitung führt aus dem Web hinaus
error-net-encoding = Die Antwort von { $host } ließ sich nicht entpacken ({ $encoding }) – versuch es später noch einmal
error-net-transfer = Die Verbindung zu { $host } ist abgerissen – versuch es später noch einmal
error-net-private = Blockiert: { $host } ist in deinem lokalen Netz
error-net-waiting = Zu viele Anfragen an { $host } – versuch es später noch einmal
error-net-plaintext =
    { $host } ist unverschlüsselt, deshalb wurde das Passwort nicht gesendet – nimm die https-Adresse
error-net-proxy-setting = Der Proxy in den Einstellungen ist nicht verwendbar – { $reason }
error-net-proxy-address = die Adresse ist ungültig
error-net-proxy-scheme = die Adresse muss mit http://, https://, socks5:// oder socks5h:// beginnen
error-net-proxy-host = der Adresse fehlt der Server
error-net-proxy-password =
    die Adresse enthält ein Passwort, das Gleaner nicht speichert; setz es im System
error-net-proxy =
    { $host } ist über den Proxy { $proxy } nicht erreichbar – prüf den Proxy in den Einstellungen
error-net-certificates =
    Keine sichere Verbindung zu { $host }, und die Zertifikate in { $path } sind nicht lesbar – { $reason }
error-net-certificates-setting = Die Zertifikate in { $path } sind nicht lesbar – { $reason }
error-certificates-not-a-file = keine Datei
error-certificates-too-large = zu groß
error-certificates-broken = eines der Zertifikate ist beschädigt
error-certificates-none = kein Zertifikat darin
error-net-no-resources = Dem System fehlen Ressourcen – schließ andere Programme und versuch es noch einmal
error-file-not-found = Datei nicht gefunden: { $path }
error-file-not-a-file = { $path } ist keine Datei
error-file-read = { $path } ließ sich nicht lesen – { $reason }
error-file-write = { $path } ließ sich nicht schreiben – { $reason }
error-file-open = { $name } ließ sich nicht öffnen – { $reason }
error-file-open-name = { $name } ließ sich nicht öffnen – prüf den Namen
error-io-not-found = Datei nicht gefunden
error-io-permission = Zugriff verweigert
error-io-exists = die Datei gibt es schon
error-io-disk-full = der Datenträger ist voll
error-io-is-directory = das ist ein Ordner
error-io-not-a-directory = ein Teil des Pfads ist kein Ordner
error-io-read-only = der Datenträger ist schreibgeschützt
error-io-other = das System meldet einen Fehler ({ $error })

error-http-401 = { $host } verlangt Benutzername und Passwort (401)
error-http-403 = { $host } verweigert den Zugriff (403)
error-http-404 = Seite bei { $host } nicht gefunden (404) – prüf die Adresse
error-http-407 = Der Proxy für { $host } verlangt ein Passwort (407) – setz es im System
error-http-410 = { $host } hat diesen Feed endgültig entfernt (410)
error-http-429 = Zu viele Anfragen an { $host } (429) – versuch es später noch einmal
error-http-server = Serverfehler bei { $host } ({ $status }) – versuch es später noch einmal
error-http-other = { $host } hat mit Status { $status } geantwortet

error-sign-in-missing = Name, Passwort oder Token fehlt
error-sign-in-too-long = Name, Passwort oder Token ist zu lang
error-sign-in-characters =
    Name, Passwort oder Token enthält Zeichen, die sich nicht senden lassen – prüf den eingefügten Text
error-keyring-missing =
    Es gibt keinen Schlüsselbund für Passwörter – starte einen (GNOME Keyring, KWallet, KeePassXC) und dann Gleaner neu; es schreibt sie nie in eine Datei
error-keyring-locked = Der Schlüsselbund ist gesperrt – entsperr ihn und versuch es noch einmal
error-keyring-failed = Der Schlüsselbund ist nicht verwendbar – { $reason }
error-keyring-unreadable = sein Eintrag ist nicht lesbar
error-keyring-silent = Der Schlüsselbund antwortet nicht – vielleicht wartet er darauf, entsperrt zu werden
error-keyring-empty = Der Schlüsselbund hat kein Passwort für diesen Feed – gib es in den Feed-Einstellungen ein
error-keyring-ask = Der Schlüsselbund ließ sich nicht fragen – { $reason }

## Errors of feeds

error-feed-sign-in = { $host } verlangt Benutzername und Passwort – gib sie in den Feed-Einstellungen ein
error-feed-sign-in-moved =
    Der Feed ist nach { $host } umgezogen; dorthin ging das Passwort nicht – gib es in den Feed-Einstellungen neu ein
error-feed-password-refused =
    { $host } nimmt Benutzername und Passwort nicht an – ändere sie in den Feed-Einstellungen
error-feed-token-refused = { $host } nimmt das Token nicht an – ändere es in den Feed-Einstellungen
error-feed-too-large =
    { $count ->
        [one] Dieser Feed ist zu groß, um ihn ganz zu lesen – nur einer seiner Einträge wurde behalten
       *[other] Dieser Feed ist zu groß, um ihn ganz zu lesen – nur { $count } seiner Einträge wurden behalten
    }
error-feed-cut-off = Dieser Feed bricht mittendrin ab – die letzten Einträge können fehlen
error-feed-unreadable = Dieser Feed war nicht lesbar – seine Einträge sind sicher; bitte melde seine Adresse
error-find-sign-in =
    { $host } verlangt Benutzername und Passwort – setz sie vor den Namen: { $address }
error-find-none = Kein Feed bei { $host } gefunden – gib die Adresse des Feeds selbst ein
error-find-unreadable = Die Antwort von { $host } war nicht lesbar – bitte melde die Adresse

error-parse-empty = Die Antwort ist leer – vielleicht gibt es den Feed nicht mehr
error-parse-web-page =
    Das ist eine Webseite, kein Feed – gib ihre Adresse unter „Abonnieren“ ein, um ihre Feeds zu finden
error-parse-subscription-list = Das ist eine Liste von Abonnements, kein Feed – importiere sie stattdessen
error-parse-not-a-feed = Das ist kein Feed – prüf die Adresse
error-parse-too-large = Der Feed ist größer als { $limit } – er wurde nicht gelesen
error-parse-broken = Der Feed ist unrettbar beschädigt – sag es seinem Anbieter
error-full-text-no-page = Dieser Eintrag hat keine Webseite
error-full-text-no-article = Auf der Seite wurde kein Artikel gefunden
error-full-text-unreadable = Die Seite war nicht lesbar
error-full-text-shorter = Die Seite hat weniger Text als der Feed
error-full-text-entry-removed = Dieser Eintrag wurde entfernt

## Errors of pictures

error-picture-too-many-bytes = Dieses Bild ist größer als { $limit }
error-picture-too-many-pixels = Dieses Bild ist zu groß ({ $width } × { $height })
error-picture-format = Bilder im Format { $format } lassen sich hier nicht zeigen
error-picture-format-unknown = Bilder dieser Art lassen sich hier nicht zeigen
error-picture-too-complex = Dieses Bild ist zu aufwendig zum Zeichnen
error-picture-damaged = Dieses Bild ist beschädigt
error-picture-not-loaded = Dieses Bild ist noch nicht geladen
error-picture-scheme = Von { $scheme }: lassen sich keine Bilder laden
error-picture-no-icon = Dieser Feed hat kein Symbol
error-picture-save = Das Bild ließ sich nicht speichern – { $reason }

## Errors of subscription lists

error-list-empty = Die Datei ist leer
error-list-unknown =
    Das ist keine Abonnementliste – Gleaner liest OPML (die meisten Reader exportieren es), die Datei urls von Newsboat, feeds.json von Thunderbird und Adressen, eine pro Zeile
error-list-thunderbird-rdf =
    Das ist eine alte Datei von Thunderbird – exportiere die Feeds aus Thunderbird als OPML
error-list-too-many-feeds =
    { $count ->
        [one] Die Liste hat mehr als 1 Feed – sie wurde nicht gelesen
       *[other] Die Liste hat mehr als { $count } Feeds – sie wurde nicht gelesen
    }
error-list-too-large = Die Datei ist größer als { $limit } – sie wurde nicht gelesen
error-list-not-a-list = keine Abonnementliste

## Errors of the library

error-library-create = { $path } ließ sich nicht anlegen – { $reason }
error-library-open = { $path } ließ sich nicht öffnen – { $reason }
error-library-foreign = { $path } ist keine Gleaner-Bibliothek – wähl ein anderes Profil
error-library-newer = { $path } stammt von einer neueren Version von Gleaner – aktualisiere diese
error-library-in-use-damaged =
    { $path } ist beschädigt – schließ das andere Gleaner, das sie offen hat, und starte neu
error-library-open-elsewhere = { $path } ist in einem anderen Gleaner offen – schließ es und versuch es noch einmal
error-library-bad-backup = { $path } ist keine vollständige Sicherung von Gleaner – wähl eine andere Datei
error-library-bad-name =
    Der Name { $path } eignet sich nicht für eine Bibliothek oder Sicherung – wähl einen anderen
error-library-not-repaired =
    { $path } ist beschädigt und ließ sich nicht reparieren – { $reason }; nichts wurde geändert
error-library-copy =
    { $path }, die Kopie vor der Umstellung der Bibliothek, ließ sich nicht schreiben – { $reason }; nichts wurde geändert
error-library-use = Die Bibliothek ist nicht verwendbar – { $reason }
error-library-stored =
    Einige Daten der Bibliothek sind nicht lesbar; vielleicht ist sie beschädigt – starte Gleaner neu, um sie zu reparieren
error-library-save = { $path } ließ sich nicht speichern – prüf den Datenträger und die Rechte
error-library-feed-removed = Dieser Feed ist nicht mehr in der Bibliothek
error-library-folder-removed = Dieser Ordner ist nicht mehr in der Bibliothek
error-library-rule = Die Regel wurde nicht gespeichert – { $reason }
error-library-folder-in-itself = Ein Ordner kann nicht in sich selbst verschoben werden
error-account-removed = Dieses Konto wurde entfernt
error-account-name-taken = Ein anderes Konto heißt schon so – wähl einen anderen Namen
error-account-exists = Dieses Konto gibt es schon
error-account-other = Ein Feed kann nicht in ein anderes Konto verschoben werden – abonniere ihn dort
error-account-nested-folder = Ein Ordner eines Kontos kann nicht in einem anderen Ordner liegen
error-account-folder-name-taken = Das Konto hat schon einen Ordner mit diesem Namen
error-account-no-address = Gib die Adresse des Servers ein
error-account-plain = { $host } ist unverschlüsselt: andere könnten unterwegs das Passwort lesen – nimm https, oder stimm trotzdem zu
error-library-address-taken = Ein anderer Feed hat diese Adresse schon
error-library-address-unsubscribed =
    Ein abbestellter Feed hat diese Adresse – abonniere ihn stattdessen neu
error-database-damaged = sie ist beschädigt; starte Gleaner neu, um sie zu reparieren
error-database-busy = ein anderes Programm benutzt sie; versuch es noch einmal
error-database-full = der Datenträger ist voll; schaff Platz und versuch es noch einmal
error-database-read-only = sie ist schreibgeschützt; prüf die Rechte der Datei
error-database-cannot-open = die Datei oder ihr Ordner lässt sich nicht öffnen; prüf die Rechte
error-database-io = der Datenträger meldet einen Fehler; prüf ihn
error-database-memory = der Speicher reicht nicht

repair-done = Die Bibliothek war beschädigt und wurde repariert. Gerettet: { $feeds } und { $entries }.
repair-done-starred =
    { $count ->
        [one] Die Bibliothek war beschädigt und wurde repariert. Gerettet: { $feeds } und { $entries }, davon 1 mit Stern.
       *[other] Die Bibliothek war beschädigt und wurde repariert. Gerettet: { $feeds } und { $entries }, davon { $count } mit Stern.
    }
repair-nothing-saved = Die Bibliothek war beschädigt, und nichts darin war lesbar.
repair-feeds-restored =
    { $count ->
        [one] 1 Feed wurde aus subscriptions.opml wiederhergestellt; aktualisiere, um seine Einträge zu laden.
       *[other] { $count } Feeds wurden aus subscriptions.opml wiederhergestellt; aktualisiere, um ihre Einträge zu laden.
    }
repair-without-text =
    { $count ->
        [one] Der Text von 1 Eintrag ist verloren; Aktualisieren stellt ihn wieder her, wenn der Feed ihn noch hat.
       *[other] Der Text von { $count } Einträgen ist verloren; Aktualisieren stellt die wieder her, die in Feeds noch stehen.
    }
repair-only-status =
    { $count ->
        [one] 1 Eintrag kann nur durch Aktualisieren wiederkommen, gelesen und mit Stern wie zuvor.
       *[other] { $count } Einträge können nur durch Aktualisieren wiederkommen, gelesen und mit Stern wie zuvor.
    }
repair-nothing-lost = Soweit bekannt, ist nichts verloren.
repair-unreadable = Diese Tabellen waren nicht ganz lesbar: { $tables }.
repair-set-aside = Die beschädigte Datei liegt nun unter { $path }
repair-log-damaged =
    Die letzten Änderungen waren nicht lesbar, weil ihr Protokoll beschädigt war – es liegt nun unter { $path }
repair-empty-library =
    { $count ->
        [one] Die Bibliothek war leer – 1 Feed wurde aus { $path } wiederhergestellt
       *[other] Die Bibliothek war leer – { $count } Feeds wurden aus { $path } wiederhergestellt
    }
repair-recovered-feed = Gerettete Einträge

## Errors of the program

error-settings-mistake = { $path } enthält einen Fehler – { $mistake }
error-settings-set-aside = { $path } enthält einen Fehler und liegt nun unter { $kept } – { $mistake }
error-program-crash = In Gleaner ist etwas schiefgegangen – bitte melde es: { $reason }
error-program-crash-address = In Gleaner ist etwas schiefgegangen – bitte melde die Adresse
error-program-start = Start nicht möglich – { $reason }
error-program-fetching = Das Abrufen ließ sich nicht starten – { $reason }
error-program-part-stopped = Ein Teil von Gleaner arbeitet nicht mehr – bitte starte neu

## Mistakes in searches and rules

query-too-long =
    { $count ->
        [one] Eine Suche hat höchstens 1 Byte
       *[other] Eine Suche hat höchstens { $count } Byte
    }
query-extra-parenthesis = Zu dieser schließenden Klammer fehlt die öffnende
query-too-deep =
    { $count ->
        [one] Höchstens 1 Ebene von Klammern
       *[other] Höchstens { $count } Ebenen von Klammern
    }
query-rule-empty = Gib eine Suche ein; eine Regel kann nicht auf alle Einträge passen
query-unknown-field = Unbekanntes Feld { $name }; meinst du { $suggestion }:?
query-unknown-status = Unbekannter Status „{ $word }“; möglich sind { $words } oder { $last }
query-unknown-media = Unbekannte Art „{ $word }“; möglich sind { $words } oder { $last }
query-needs-word = Schreib ein Wort hinter { $field }:
query-needs-value = Schreib { $words } oder { $last } hinter { $field }:
query-needs-date = Schreib ein Datum wie 2026-08-01 oder 2026-08
query-needs-age = Schreib ein Alter wie 12h, 7d, 2w, 6m oder 1y
query-expression-field = Reguläre Ausdrücke gehen nur in Titeln, Autoren und Adressen
query-expression-too-large = Dieser reguläre Ausdruck ist zu groß
query-expression-invalid = Ungültiger regulärer Ausdruck
query-expression-invalid-because = Ungültiger regulärer Ausdruck: { $reason }

## Accounts: what a server cannot do

sync-cannot-subscribe = Bei diesem Server können andere Programme keine Abonnements ändern
sync-cannot-arrange = Bei diesem Server können andere Programme keine Feeds umbenennen oder verschieben
sync-cannot-empty-folder = Dieser Server hat keine leeren Ordner – verschieb stattdessen einen Feed in einen neuen Ordner
sync-cannot-label = Dieser Server hat keine Schlagwörter für Einträge

## Accounts: why a change of subscriptions failed

sync-change-feed-missing = Der Server hat diesen Feed nicht
sync-change-not-offered = Dieser Server lässt das andere Programme nicht tun
sync-change-refused = Der Server hat es abgelehnt: { $reason }

## Problems of accounts

error-account-sign-in = { $host } nimmt Benutzername und Passwort nicht an – melde dich neu an
error-account-api-password =
    { $host } nimmt Benutzername und Passwort nicht an – vielleicht will es das API-Passwort aus seinen Einstellungen statt des Passworts der Webseite
error-account-api-off =
    { $host } lässt andere Programme nicht zu – schalte die API in seinen Einstellungen ein
error-account-other-service = { $host } hat nicht wie dieser Dienst geantwortet – prüf Adresse und Dienst
error-account-nothing-found = Bei { $host } wurde kein Dienst zum Abgleichen gefunden – prüf die Adresse, oder wähl den Dienst
error-account-unreadable = Die Antwort von { $host } war nicht lesbar, deshalb wurde nichts geändert – versuch es später noch einmal
error-account-quota = { $host } erlaubt vorerst keine weiteren Anfragen
error-account-ended = Das Abonnement bei { $host } ist abgelaufen – verlängere es auf der Webseite
error-account-application = { $host } antwortet nur registrierten Programmen, und Gleaner ist es nicht
error-account-feeds-vanished =
    { $count ->
        [one] Der Server führt einen Feed nicht mehr – ist er endgültig weg?
       *[other] Der Server führt { $count } Feeds nicht mehr – sind sie endgültig weg?
    }
error-account-parked =
    { $count ->
        [one] Eine Änderung ließ sich nicht senden
       *[other] { $count } Änderungen ließen sich nicht senden
    }

## Episodes: why one can't be played

play-no-device = Kein Tonserver und kein Tongerät gefunden – starte einen oder öffne die Folge in einem anderen Programm
play-device-lost = Das Tongerät ist weg – schließ eines an und spiel weiter
play-unsupported = Gleaner kann diese Art von Datei nicht abspielen – öffne sie in einem anderen Programm
play-unsupported-format = Gleaner kann { $format } nicht abspielen – öffne die Datei in einem anderen Programm
play-no-sound = Unter dieser Adresse gibt es keinen Ton – öffne sie im Browser
play-damaged = Die Datei der Folge ist beschädigt – lade sie noch einmal oder öffne sie in einem anderen Programm
play-too-large = Die Folge ist größer als { $limit } – öffne sie in einem anderen Programm
play-disk = Die Folge ließ sich beim Abspielen nicht zwischenspeichern – { $reason }
play-crash = Die Folge ließ sich nicht dekodieren – öffne sie in einem anderen Programm und melde ihre Adresse
play-not-built = Dieses Gleaner wurde ohne Ton gebaut – öffne die Folge in einem anderen Programm

## Languages

settings-language = Sprache
settings-language-system = Wie das System

## Entries for other programs

command-copy-as-markdown = Artikel als Markdown kopieren
command-save-markdown = Als Markdown-Datei speichern…
command-send-mail = Link per E-Mail senden…
command-open-with = Öffnen mit { $program }
command-open-with-first = Mit dem ersten Programm öffnen
command-open-with-second = Mit dem zweiten Programm öffnen
command-open-with-third = Mit dem dritten Programm öffnen
command-open-with-fourth = Mit dem vierten Programm öffnen
command-open-with-fifth = Mit dem fünften Programm öffnen
obstacle-no-program = Trag erst ein Programm in den Einstellungen ein
notice-markdown-copied = Artikel als Markdown kopiert
notice-no-folder = Trag erst einen Ordner für Markdown-Dateien in den Einstellungen ein
error-program-open = { $program } ließ sich nicht starten – { $reason }
settings-sending = Andere Programme
settings-markdown = Markdown-Dateien
settings-markdown-folder = Ordner für Markdown-Dateien
settings-markdown-hint = Etwa ein Obsidian-Vault
settings-programs = Öffnen mit
settings-program-name = Name von Programm { $number }
settings-program-command = Befehl von Programm { $number }

## Schlummern, Pause, Später lesen

place-snoozed = Schlummernd
place-read-later = Später lesen
command-snooze = Schlummern…
command-read-later = Später lesen
command-not-later = Nicht mehr später lesen
command-pause-feed = Feed anhalten…
command-resume-feed = Feed fortsetzen
sidebar-asleep = { $count } schlummernd
snooze-title = Schlummern bis
snooze-choice = { $choice } – { $time }
snooze-tonight = Heute Abend
snooze-tomorrow = Morgen
snooze-weekend = Wochenende
snooze-next-week = Nächste Woche
snooze-on-date = An einem Tag…
snooze-wake = Jetzt wecken
snooze-date = Tag wählen
snooze-date-field = Datum
snooze-date-hint = 2026-12-24 oder 2026-12-24 18:30
snooze-date-invalid = Schreib ein Datum wie 2026-12-24 oder 2026-12-24 18:30
snooze-past = Wähl eine Zeit in der Zukunft
snooze-act = Wählen
pause-title = { $feed } anhalten bis
date-day-time = { $day }, { $time }
list-snoozed-until = bis { $time }
list-back-from-snooze = hat ausgeschlummert
notice-back-from-snooze =
    { $count ->
        [one] 1 Eintrag hat ausgeschlummert
       *[other] { $count } Einträge haben ausgeschlummert
    }
step-snoozed = „{ $title }“ schlummert
step-snoozed-many =
    { $count ->
        [one] 1 Eintrag schlummert
       *[other] { $count } Einträge schlummern
    }
step-changed-folder-settings = Einstellungen des Ordners „{ $folder }“ geändert
feed-pause = Pause
feed-paused-until = Angehalten bis { $time }
health-paused-until = angehalten bis { $time }
feed-hide-count = Anzahl ausblenden
feed-unread-limit-before = Höchstens
unread-limit-after = ungelesen
feed-unread-limit-hint = Kommen mehr, werden ältere als gelesen markiert; im Verlauf geht es zurück
settings-mark-read-on-leave = Beim Verlassen einer Liste als gelesen markieren
settings-mark-read-on-leave-hint = Listen von Feeds, Ordnern, Suchen und Schlagwörtern
query-needs-amount = Schreib mehr oder weniger als eine Zahl: >2000 oder <5
step-limited-unread =
    { $count ->
        [one] 1 älteren Eintrag über der Grenze seines Feeds als gelesen markiert
       *[other] { $count } ältere Einträge über den Grenzen ihrer Feeds als gelesen markiert
    }
syntax-moments = wann gelesen oder mit Stern versehen
syntax-length = nach Länge, in Wörtern oder Minuten

## Gespeicherte Seiten

saved-pages-feed = Gespeicherte Seiten
command-save-page = Seite speichern…
save-page-title = Seite speichern
save-page-field = Adresse
save-page-hint = example.org/artikel
notice-saving-page = Die Seite wird gespeichert…
step-saved-page = Seite „{ $title }“ gespeichert
error-save-not-a-page = Dort ist keine Seite zum Lesen, nur eine Datei ({ $kind })

## Reihenfolgen

command-longest-first = Längste zuerst
command-shortest-first = Kürzeste zuerst
command-last-read-first = Zuletzt gelesene zuerst

## Änderungen

changes-picture-added = Bild hinzugefügt
changes-picture-removed = Bild entfernt
rules-does-mark-unread = als ungelesen markieren
rules-mark-unread-hint = Für Regeln mit is:edited – ein Eintrag wird wieder ungelesen, wenn er geändert wird
entry-edited =
    { $count ->
        [one] geändert
        [2] zweimal geändert
       *[other] { $count }-mal geändert
    }
changes-words = +{ $added } −{ $removed } Wörter
changes-places =
    { $count ->
        [one] { $count } Änderung
       *[other] { $count } Änderungen
    }
changes-heading = Titel geändert
changes-link = Link geändert
changes-authors = Autoren geändert
changes-none = keine Unterschiede
changes-bar = Änderungen
changes-since = Änderungen seit { $date }
changes-beside = Änderungen gegenüber „{ $title }“
changes-version = Fassung { $number } von { $count }
changes-told-added = hinzugefügt: { $words }
changes-told-removed = entfernt: { $words }
command-toggle-changes = Änderungen zeigen oder ausblenden
command-show-changes = Änderungen zeigen
command-hide-changes = Änderungen ausblenden
command-next-change = Nächste Änderung
command-previous-change = Vorige Änderung
command-compare-previous = Mit dem vorigen Eintrag vergleichen
notice-no-changes = Es gibt nichts zum Vergleichen

## Fluss

place-river = Fluss
river-burst = { $feed }, { $count } neue
river-why = { $pace }; bleibt { $stay }
river-why-by-hand = so lange soll es bleiben: { $stay }
river-unfold = Aufklappen
river-fold = Zuklappen
command-toggle-burst = Feed auf- oder zuklappen
pace-automatic = Je nach Takt des Feeds
pace-news = Nachrichten: { $stay }
pace-daily = Täglich: { $stay }
pace-essays = Essays: { $stay }
pace-evergreen = Zeitlos: { $stay }
pace-rare = schreibt selten
pace-minutes = schreibt mehrmals in der Stunde
pace-hours =
    { $count ->
        [one] schreibt etwa jede Stunde
       *[other] schreibt etwa alle { $count } Stunden
    }
pace-days =
    { $count ->
        [one] schreibt etwa einmal am Tag
        [7] schreibt etwa einmal in der Woche
       *[other] schreibt etwa alle { $count } Tage
    }
pace-months =
    { $count ->
        [one] schreibt etwa einmal im Monat
       *[other] schreibt etwa alle { $count } Monate
    }
stay-hours =
    { $count ->
        [one] { $count } Stunde
       *[other] { $count } Stunden
    }
stay-days =
    { $count ->
        [one] { $count } Tag
       *[other] { $count } Tage
    }
pace-plot =
    { $entries ->
        [one] { $entries } Eintrag in den letzten 90 Tagen
       *[other] { $entries } Einträge in den letzten 90 Tagen, an { $days } davon
    }
syntax-edited = vom Autor geändert
syntax-river = was noch im Fluss ist

## Abgleich zwischen Computern

step-folder-changes =
    { $count ->
        [one] Ein anderer Computer hat einen Feed, einen Ordner, eine Suche oder eine Regel geändert
       *[other] Andere Computer haben { $count } Feeds, Ordner, Suchen oder Regeln geändert
    }
step-joined-folder = Dem Abgleich-Ordner { $folder } beigetreten
folder-sync-missing = Der Abgleich-Ordner ist nicht da – verbinde ihn oder wähl einen anderen
folder-sync-read-only = In den Abgleich-Ordner kann nicht geschrieben werden – prüf seine Rechte
folder-sync-full = Im Abgleich-Ordner ist kein Platz mehr – schaff etwas Platz
folder-sync-from-future = Ein neueres Gleaner benutzt den Abgleich-Ordner – aktualisiere dieses
folder-sync-needs-passphrase = Der Abgleich-Ordner ist verschlüsselt – verlass ihn und tritt mit seiner Passphrase bei
folder-sync-wrong-passphrase = Der Abgleich-Ordner hat eine andere Passphrase – verlass ihn und tritt neu bei
folder-sync-not-encrypted = Der Abgleich-Ordner ist nicht verschlüsselt – tritt ohne Passphrase bei
folder-sync-failed = Der Abgleich-Ordner lässt sich nicht benutzen: { $reason }
folder-sync-joined-already = Es gibt schon einen Abgleich-Ordner – verlass ihn zuerst
folder-sync-busy = Ein anderes Gleaner benutzt den Abgleich-Ordner – versuch es gleich noch einmal
folder-sync-this-computer = Dieser Computer
command-sync-folder = Zwischen Computern abgleichen…
folder-sync-title = Zwischen Computern abgleichen
folder-sync-none = Kein Ordner gewählt
folder-sync-joined-at = Abgleich über { $folder }
folder-sync-choose = Ordner wählen…
folder-sync-show = Geräte zeigen…
folder-sync-explained =
    Wähl einen Ordner, den Syncthing, Dropbox, Nextcloud oder ein Stick zu deinen anderen Computern bringt. Abos, Gelesenes, Sterne, Schlagwörter und Regeln stimmen dann überein. Artikel und Passwörter bleiben hier.
folder-sync-path = Ordner
folder-sync-path-hint = Pfad des Ordners
folder-sync-passphrase = Passphrase, wenn gewünscht
folder-sync-passphrase-explained = Sie verschlüsselt, was geschrieben wird, und liegt im Schlüsselbund des Systems. Alle Computer brauchen dieselbe.
folder-sync-read = In den Ordner schauen
folder-sync-join = Beitreten
folder-sync-reading = Der Ordner wird gelesen…
folder-sync-joining = Beitritt läuft…
folder-sync-feeds-come =
    { $count ->
        [0] Von dort kommt kein Feed
        [one] Von dort kommt 1 Feed
       *[other] Von dort kommen { $count } Feeds
    }
folder-sync-feeds-go =
    { $count ->
        [0] dorthin geht keiner
        [one] dorthin geht 1
       *[other] dorthin gehen { $count }
    }
folder-sync-feeds-both =
    { $count ->
        [0] beiderseits ist keiner
        [one] 1 ist auf beiden Seiten
       *[other] { $count } sind auf beiden Seiten
    }
folder-sync-nothing-removed = nichts wird entfernt
folder-sync-joined = Dem Abgleich-Ordner beigetreten
folder-sync-left = Abgleich-Ordner verlassen; seine Dateien bleiben
folder-sync-kept = { $feed } wurde auf einem anderen Computer abbestellt, bleibt aber: er wurde inzwischen gelesen
folder-sync-waiting =
    { $count ->
        [one] 1 Änderung ist noch nicht im Ordner
       *[other] { $count } Änderungen sind noch nicht im Ordner
    }
folder-sync-size = Der Ordner belegt { $size }
folder-sync-newer = Einige Dateien sind von einem neueren Gleaner – aktualisiere dieses
folder-sync-look = Jetzt abgleichen
folder-sync-leave = Ordner verlassen
folder-sync-leave-hint = Alles bleibt, wie es ist, hier und im Ordner
folder-sync-own-device = { $name } – dieser Computer
folder-sync-device = { $name } – zuletzt gehört { $time }
folder-sync-device-silent = { $name } – noch nichts gehört
folder-sync-device-ahead = { $name } – seine Uhr geht weit vor, darum warten seine Änderungen

## Geschichten

list-also-in =
    { $count ->
        [one] auch in 1 Feed
       *[other] auch in { $count } Feeds
    }
list-row-folded = zugeklappt
list-row-unfolded = aufgeklappt
list-copy = { $feed }: { $title }
story-also-in = Auch in
story-source-hint = { $title } – { $reason }
story-same-text = { $feed } hat denselben Text: { $shared }
story-same-story = { $feed } berichtet dasselbe: { $shared }
story-indirect = { $feed } hat denselben Text oder Bericht wie ein anderer dieser Feeds
story-shares-link = derselbe Link
story-shares-heading = derselbe Titel
story-shares-text = { $percent } % des Textes
story-shares-names =
    { $count ->
        [one] 1 Name oder Zahl
       *[other] { $count } Namen und Zahlen
    }
settings-stories = Gleiche Berichte
settings-mark-copies-read = Wer einen liest, hat alle gelesen
settings-mark-copies-read-hint = Ist der Artikel gezeigt, werden die anderen Einträge seiner Zeile als gelesen markiert. Das geht zurück.
stories-off = Jeder Eintrag hat eine Zeile
stories-text = Eine Zeile für denselben Text
stories-story = Eine Zeile für denselben Bericht
command-toggle-fold = Zeile auf- oder zuklappen
command-next-source = Nächste Quelle des Berichts
command-why-story = Warum?
command-split-story = Nicht derselbe Bericht
obstacle-no-story = Kein anderer Feed hat diesen Text oder Bericht
query-needs-number = Schreib die Nummer eines Eintrags, wie in story:7
step-split-story = „{ $entry }“ von seinem Bericht getrennt
step-changed-folder-stories = Berichte von „{ $folder }“ geändert

## Vorlesen

command-read-aloud = Vorlesen starten oder beenden
command-start-aloud = Vorlesen
command-stop-aloud = Vorlesen beenden
command-pause-aloud = Vorlesen unterbrechen oder fortsetzen
command-hold-aloud = Vorlesen unterbrechen
command-go-on-aloud = Vorlesen fortsetzen
command-next-sentence = Nächster Satz
command-previous-sentence = Vorheriger Satz
command-read-next-aloud = Nächsten Eintrag vorlesen
obstacle-not-aloud = Starte erst das Vorlesen
aloud-bar = Vorlesen
aloud-paused = Unterbrochen: { $title }
aloud-show = „{ $title }“ zeigen
aloud-speed-now = Tempo: { $percent } %
aloud-voice = Stimme
aloud-usual-voice = Stimme des Systems
aloud-no-voices = Keine Stimmen zur Auswahl
aloud-no-voices-why = Der Sprachdienst bietet für diese Sprache keine andere Stimme
aloud-end-of-list = Das Ende der Liste ist erreicht
aloud-code = Code
aloud-formula = Formel
aloud-picture = Bild: { $words }
aloud-video = Video: { $title }
aloud-audio = Aufnahme: { $title }
aloud-embed = Eingebettete Seite: { $title }
aloud-no-text = Dieser Eintrag hat keinen Text
aloud-no-service = Kein Sprachdienst gefunden – installiere speech-dispatcher und eine Stimme wie espeak-ng
aloud-lost = Der Sprachdienst ist ausgefallen – { $reason }
aloud-refused = Der Sprachdienst lehnt ab – { $reply }
aloud-not-here = Auf diesem System kann Gleaner noch nicht vorlesen
aloud-not-built = Diese Fassung von Gleaner kann nicht vorlesen
settings-aloud = Vorlesen
settings-speed = Tempo
settings-voices = Stimmen
settings-voice-of = { $language }: { $voice }
settings-voice-remove = Für { $language } die Stimme des Systems nehmen
settings-voices-hint = Wähle die Stimme für eine Sprache unten in der Leiste, während ein Artikel vorgelesen wird
## Databases of other readers

step-imported-library =
    { $count ->
        [one] 1 Eintrag aus { $program } importiert
       *[other] { $count } Einträge aus { $program } importiert
    }
import-all = Importieren
import-entries =
    { $count ->
        [one] 1 Eintrag in { $program }
       *[other] { $count } Einträge in { $program }
    }
import-entries-marks = { $unread } ungelesen, { $starred } mit Stern
file-reader-databases = Datenbanken anderer Reader
error-foreign-unknown = keine Datenbank von QuiteRSS, RSS Guard, Liferea oder NewsFlash
error-foreign-version = eine Version von { $program }, die Gleaner nicht kennt
error-foreign-in-use = ein anderes Programm schreibt gerade hinein; beende es und versuch es noch einmal
error-foreign-too-many-entries =
    { $count ->
        [one] sie hat mehr als 1 Eintrag
       *[other] sie hat mehr als { $count } Einträge
    }
error-foreign-too-many-feeds =
    { $count ->
        [one] sie hat mehr als 1 Feed
       *[other] sie hat mehr als { $count } Feeds
    }
error-foreign-damaged = die Datenbank ist beschädigt

## Services that keep pages

command-send-to = An { $service } senden
command-send-to-first = An den ersten Dienst senden
command-send-to-second = An den zweiten Dienst senden
command-send-to-third = An den dritten Dienst senden
command-show-keepers = Dienste zum Senden…
obstacle-no-keeper = Diesen Dienst gibt es nicht, oder der Eintrag hat keinen Link – füg in den Einstellungen einen Dienst hinzu
keepers-title = An Dienste senden
keepers-explained = Einträge lassen sich an eine Leseliste oder Lesezeichen auf einem Server senden
keepers-none = Keine Dienste
keepers-choose = Dienste…
keepers-full =
    { $count ->
        [one] Möglich ist 1 Dienst
       *[other] Möglich sind { $count } Dienste
    }
keeper-at = { $name } auf { $host }
keeper-test = Testen
keeper-remove = Entfernen
keeper-service = Dienst
keeper-address = Adresse
keeper-address-hint = Adresse des Servers, etwa keep.example.org
keeper-client-id = Client-ID
keeper-client-secret = Client-Geheimnis
keeper-client-explained = Leg in Wallabag unter „API-Clients verwalten“ einen Client an. Das Passwort kommt in den Schlüsselbund.
keeper-token-explained = Leg in den Einstellungen des Dienstes ein Token an. Es kommt in den Schlüsselbund.
keeper-trying = Server wird gefragt…
keeper-added = { $name } hinzugefügt
keeper-removed = { $name } entfernt
keeper-works = { $name } antwortet
keeper-fails = { $name }: { $reason }
keeper-sent = An { $name } gesendet
keeper-not-sent = Senden an { $name } ging nicht – { $reason }
error-keeper-kind = Wähl einen Dienst
error-keeper-client = Gib Benutzername und Client-ID ein
error-keeper-secret = { $host } nimmt das Token oder Passwort nicht an – leg dort ein neues an
error-keeper-refused = { $host } hat die Seite abgelehnt: { $reason }

## The desktop around the window

notification-open = Zeigen
settings-resting = Nicht aktualisieren
settings-rests-on-battery = Im Akkubetrieb
settings-rests-on-metered = In getakteten Netzen
settings-background = Im Hintergrund
settings-stays-hidden = Bei geschlossenem Fenster weiter aktualisieren
settings-stays-hidden-hint = Beenden beendet es, Schließen des Fensters nicht
settings-starts-at-login = Beim Anmelden starten, ohne Fenster
error-start-at-login = Der Start beim Anmelden ließ sich nicht ändern – { $reason }
## Folgen: Player, Warteschlange, Downloads, Kapitel, Transkripte

place-queue = Warteschlange
sidebar-queued =
    { $count ->
        [one] 1 Folge in der Warteschlange
       *[other] { $count } Folgen in der Warteschlange
    }
command-group-listen = Hören
command-play-pause = Abspielen oder anhalten
command-play = Abspielen
command-pause = Anhalten
command-skip-back = Zurückspringen
command-skip-forward = Vorspringen
command-previous-chapter = Voriges Kapitel
command-next-chapter = Nächstes Kapitel
command-next-episode = Nächste Folge
command-play-faster = Schneller abspielen
command-play-slower = Langsamer abspielen
command-play-next = Als Nächstes abspielen
command-toggle-queued = In die Warteschlange oder heraus
command-add-to-queue = In die Warteschlange
command-remove-from-queue = Aus der Warteschlange entfernen
command-toggle-download = Herunterladen oder Download entfernen
command-download = Herunterladen
command-cancel-download = Download abbrechen
command-remove-download = Download entfernen
command-show-chapters = Kapitel
command-show-transcript = Transkript
command-queue-up = In der Warteschlange nach oben
command-queue-down = In der Warteschlange nach unten
command-close-player = Player schließen
obstacle-no-episode = Öffne zuerst eine Folge
notice-no-episode = Dieser Eintrag hat keinen Ton mehr
error-download-disk = Die Folge ließ sich nicht speichern – { $reason }
error-download-broken = Der Download brach immer wieder ab – versuch es später
step-enqueued = „{ $title }“ in die Warteschlange gestellt
step-enqueued-many =
    { $count ->
        [one] 1 Folge in die Warteschlange gestellt
       *[other] { $count } Folgen in die Warteschlange gestellt
    }
step-dequeued = „{ $title }“ aus der Warteschlange entfernt
step-dequeued-many =
    { $count ->
        [one] 1 Folge aus der Warteschlange entfernt
       *[other] { $count } Folgen aus der Warteschlange entfernt
    }
step-moved-in-queue = „{ $title }“ in der Warteschlange verschoben
step-moved-in-queue-many =
    { $count ->
        [one] 1 Folge in der Warteschlange verschoben
       *[other] { $count } Folgen in der Warteschlange verschoben
    }
step-downloaded = „{ $title }“ wird heruntergeladen
step-downloaded-many =
    { $count ->
        [one] 1 Folge wird heruntergeladen
       *[other] { $count } Folgen werden heruntergeladen
    }
step-removed-download = Download von „{ $title }“ entfernt
step-removed-download-many =
    { $count ->
        [one] 1 Download entfernt
       *[other] { $count } Downloads entfernt
    }
article-play-from = Ab { $time } abspielen
pane-player = Player
player-chapters = Kapitel
player-transcript = Transkript
player-hide-panel = Ausblenden
player-episode = { $title } – { $facts }
player-open-outside = In anderem Programm öffnen
player-loading = { $feed } – lädt…
player-feed-chapter = { $feed } – { $chapter }
player-times = { $speed }×
player-speed = Tempo: { $speed }
player-volume = Lautstärke
player-sleep = Schlaf-Timer
player-sleep-end = Schlaf-Timer: am Ende der Folge
player-sleep-left =
    { $minutes ->
        [one] Schlaf-Timer: noch 1 Minute
       *[other] Schlaf-Timer: noch { $minutes } Minuten
    }
player-sleep-off = Aus
player-sleep-minutes =
    { $minutes ->
        [one] In 1 Minute
       *[other] In { $minutes } Minuten
    }
player-sleep-at-end = Am Ende der Folge
player-more = Mehr zu dieser Folge
player-track = Position
player-position = { $position } von { $duration }
player-unknown-length = unbekannter Länge
player-time-chapter = { $time } { $chapter }
player-chapter = Kapitel
player-chapter-link = Link dieses Kapitels öffnen ({ $host })
player-transcript-find = Im Transkript suchen
player-transcript-found =
    { $count ->
        [0] Keine Treffer
        [one] 1 Treffer
       *[other] { $count } Treffer
    }
player-transcript-coming = Das Transkript wird geholt…
player-transcript-problem = Das Transkript ließ sich nicht holen – { $reason }
player-transcript-earlier = Früheres zeigen
player-transcript-later = Späteres zeigen
episode-play-length = { $play } ({ $length })
episode-downloaded = Heruntergeladen
episode-downloading = { $size } heruntergeladen
episode-downloading-share = { $percent } % von { $total }
episode-download-waits = Wartet auf den Download
episode-download-failed = Nicht heruntergeladen – { $reason }
settings-listening = Folgen
settings-skipping = Springen
settings-skip-back = Zurück
settings-skip-forward = Vor
settings-seconds =
    { $seconds ->
        [one] 1 Sekunde
       *[other] { $seconds } Sekunden
    }
settings-listening-end = Wenn eine Folge endet
settings-listening-marks-read = Als gelesen markieren
settings-downloads = Downloads
settings-downloads-room = Höchstens { $size } behalten
settings-downloads-hint = Wird es mehr, gehen zuerst die Folgen, die du gehört hast
feed-speed = Tempo
feed-skip-start = Am Anfang überspringen
feed-skip-end = Am Ende überspringen
feed-skip-nothing = Nichts
feed-downloads = Herunterladen
feed-downloads-none = Auf Wunsch
feed-downloads-newest =
    { $count ->
        [one] Die neueste Folge
       *[other] Die neuesten { $count }
    }
