### המילים של החלון של Gleaner בעברית. איך מתרגמים: assets/i18n/README.md.

## Dates and times

date-today = היום
date-yesterday = אתמול
date-tomorrow = מחר
date-just-now = הרגע
date-minutes-ago =
    { $count ->
        [one] לפני דקה
        [two] לפני שתי דקות
       *[other] לפני { $count } דקות
    }
date-clock = { $hour }:{ $minute }
date-clock-seconds = { $hour }:{ $minute }:{ $second }
date-day-month = { $day } ב{ $month }
date-day-month-year = { $day } ב{ $month } { $year }
date-month-year = { $month } { $year }
date-weekday-time = { $weekday } { $time }
date-full = { $day } ב{ $month } { $year }, { $time }
date-monday = יום שני
date-tuesday = יום שלישי
date-wednesday = יום רביעי
date-thursday = יום חמישי
date-friday = יום שישי
date-saturday = שבת
date-sunday = יום ראשון
date-monday-short = ב׳
date-tuesday-short = ג׳
date-wednesday-short = ד׳
date-thursday-short = ה׳
date-friday-short = ו׳
date-saturday-short = שבת
date-sunday-short = א׳
date-january = ינואר
date-february = פברואר
date-march = מרץ
date-april = אפריל
date-may = מאי
date-june = יוני
date-july = יולי
date-august = אוגוסט
date-september = ספטמבר
date-october = אוקטובר
date-november = נובמבר
date-december = דצמבר
date-january-short = ינו׳
date-february-short = פבר׳
date-march-short = מרץ
date-april-short = אפר׳
date-may-short = מאי
date-june-short = יוני
date-july-short = יולי
date-august-short = אוג׳
date-september-short = ספט׳
date-october-short = אוק׳
date-november-short = נוב׳
date-december-short = דצמ׳

## Sizes

size-kilobytes = { $size } ק״ב
size-megabytes = { $size } מ״ב
size-gigabytes = { $size } ג״ב
size-terabytes = { $size } ט״ב

## Buttons and words of many screens

button-add = הוספה
button-back-up = גיבוי
button-cancel = ביטול
button-change = שינוי
button-choose = בחירה…
button-close = סגירה
button-copy = העתקה
button-create = יצירה
button-edit = עריכה…
button-open = פתיחה
button-redo = ביצוע חוזר
button-refresh = רענון
button-remove = הסרה
button-rename = שינוי שם
button-save = שמירה
button-subscribe = הרשמה
button-try-again = ניסיון נוסף
button-unsubscribe = ביטול הרשמה
choice-default = ברירת מחדל
choice-other = אחר
choice-filter = חיפוש
notice-copied = הועתק
notice-dismiss = סגירה
notice-link-copied = הקישור הועתק
notice-address-copied = קישור הערוץ הועתק
state-loading = בטעינה…
state-untitled = ללא כותרת
state-no-matches = אין התאמות
state-position = { $position } מתוך { $count }
count-entries =
    { $count ->
        [one] רשומה אחת
        [two] שתי רשומות
       *[other] { $count } רשומות
    }
count-feeds =
    { $count ->
        [one] ערוץ אחד
        [two] שני ערוצים
       *[other] { $count } ערוצים
    }
list-and-more = { $names } ועוד { $count }

## Commands: menu, palette and key sheet

command-group-article = מאמר
command-group-entry = רשומה
command-group-go = מעבר
command-group-feeds = ערוצים
command-group-view = תצוגה
command-group-program = Gleaner

command-next-entry = הרשומה הבאה
command-previous-entry = הרשומה הקודמת
command-next-unread = הרשומה הבאה שלא נקראה
command-previous-unread = הרשומה הקודמת שלא נקראה
command-page-down = עמוד למטה ואז הבאה בתור
command-page-up = עמוד למעלה
command-article-top = להתחלה
command-article-bottom = לסוף
command-find-in-article = חיפוש במאמר
command-find-next = ההתאמה הבאה
command-find-previous = ההתאמה הקודמת
command-select-all = בחירת הכול
command-show-outline = תוכן העניינים
command-jump-back = חזרה למקום הקריאה

command-star = סימון בכוכב
command-remove-star = הסרת הכוכב
command-toggle-star = סימון בכוכב או הסרתו
command-mark-read = סימון כנקראה
command-mark-unread = סימון כלא נקראה
command-toggle-read = סימון כנקראה או כלא נקראה
command-open-in-browser = פתיחה בדפדפן
command-open-in-background = פתיחה בלשונית ברקע
command-open-comments = פתיחת התגובות
command-copy-link = העתקת קישור
command-full-text = הצגת הטקסט המלא
command-feed-text = הצגת הנוסח שבערוץ
command-toggle-full-text = טקסט מלא או הנוסח שבערוץ
command-copy-as-text = העתקת המאמר כטקסט
command-mark-all-read = סימון הכול כנקרא
command-mark-above-read = סימון מה שמעל כנקרא
command-mark-below-read = סימון מה שמתחת כנקרא
command-mark-older-day-read = סימון רשומות ישנות מיום כנקראו
command-mark-older-week-read = סימון רשומות ישנות משבוע כנקראו
command-edit-tags = תגיות…
command-hide-entry = הסתרה
command-mute-word = השתקת מילה…
command-undo = ביטול פעולה

command-next-feed = הערוץ הבא
command-previous-feed = הערוץ הקודם
command-search = חיפוש ברשומות
command-add-account = הוספת חשבון…
command-back = חזרה

command-add-feed = הוספת ערוץ…
command-refresh-place = רענון הערוץ או התיקייה
command-refresh-all = רענון כל הערוצים
command-cancel-refresh = עצירת הרענון
command-show-health = תקינות הערוצים…
command-show-activity = פעילות…
command-show-statistics = נתוני קריאה…
command-collapse-folder = כיווץ התיקייה
command-expand-folder = הרחבת התיקייה
command-toggle-folder = כיווץ או הרחבה של התיקייה
command-open-site = פתיחת האתר
command-copy-feed-link = העתקת קישור הערוץ
command-feed-settings = הגדרות הערוץ…
command-rename-place = שינוי שם…
command-move-place = העברה לתיקייה…
command-select-feed = בחירת הערוץ
command-deselect-feed = ביטול בחירת הערוץ
command-remove-place = הסרה…
command-edit-search = עריכת החיפוש…
command-move-search-up = העברת החיפוש למעלה
command-move-search-down = העברת החיפוש למטה
command-show-rules = כללים…
command-new-folder = תיקייה חדשה…
command-import = ייבוא מינויים…
command-export = ייצוא מינויים…

command-unread-only = רק מה שלא נקרא
command-oldest-first = הישנות תחילה
command-hide-sidebar = הסתרת סרגל הצד
command-show-sidebar = הצגת סרגל הצד
command-toggle-sidebar = הצגה או הסתרה של סרגל הצד
command-larger-text = טקסט גדול יותר
command-smaller-text = טקסט קטן יותר
command-reset-text = גודל טקסט רגיל
command-wider-column = טור רחב יותר
command-narrower-column = טור צר יותר
command-show-palette = לוח הפקודות…
command-show-history = היסטוריה…
command-back-up = גיבוי הספרייה…
command-settings = הגדרות…
command-show-keys = קיצורי מקלדת
command-quit = יציאה
command-with-key = { $command } ({ $key })

## Keys, as the key sheet and tooltips name them (the settings file keeps English names)

key-down = למטה
key-up = למעלה
key-left = שמאלה
key-right = ימינה
key-page-down = Page Down
key-page-up = Page Up
key-plus = פלוס
key-minus = מינוס
key-home = Home
key-end = End
key-space = רווח
key-enter = Enter
key-backspace = Backspace
key-insert = Insert
key-delete = Delete
key-with-ctrl = Ctrl+{ $key }
key-with-alt = Alt+{ $key }
key-with-shift = Shift+{ $key }

## Places: sidebar, list, window

place-today = היום
place-unread = לא נקראו
place-starred = מסומנות בכוכב
place-all = כל הרשומות
place-preview = תצוגה מקדימה
place-feed = ערוץ
place-folder = תיקייה
place-search = חיפוש
place-tag = תגית
place-account = חשבון
place-on-this-computer = במחשב הזה
place-no-folder = ללא תיקייה
window-title = Gleaner
window-title-count = Gleaner ({ $count })

## Panes, for assistive technology

pane-feeds = ערוצים
pane-entries = רשומות
pane-article = מאמר

## Sidebar

sidebar-menu = תפריט
sidebar-unread = { $count } לא נקראו
sidebar-no-unread = הכול נקרא
sidebar-starred = { $count } עם כוכב
sidebar-no-starred = אין כוכבים
sidebar-has-problem = { $count }, יש בעיה
sidebar-problems =
    { $count ->
        [one] בעיה בערוץ אחד
        [two] בעיות בשני ערוצים
       *[other] בעיות ב־{ $count } ערוצים
    }
sidebar-selected =
    { $count ->
        [one] נבחר אחד
        [two] נבחרו שניים
       *[other] נבחרו { $count }
    }
sidebar-clear-selection = ניקוי הבחירה
sidebar-unsubscribe-selected = ביטול ההרשמה לערוצים שנבחרו
sidebar-move-selected = העברת הערוצים שנבחרו
sidebar-try-sample = ערוץ לדוגמה: { $title }
sidebar-subscribe-to = הרשמה אל { $url }

## Menus of feeds, folders and searches in the sidebar

menu-move-to = העברה אל
menu-pictures = תמונות
menu-unsubscribe-many =
    { $count ->
        [one] ביטול ההרשמה לערוץ אחד
        [two] ביטול ההרשמה לשני ערוצים
       *[other] ביטול ההרשמה ל־{ $count } ערוצים
    }
menu-move-up = העברה למעלה
menu-move-down = העברה למטה
menu-remove-search = הסרת החיפוש
menu-remove-tag = הסרת התגית
menu-collapse = כיווץ
menu-expand = הרחבה
menu-ungroup = פירוק התיקייה
pictures-always = לטעון תמיד
pictures-ask = לטעון לפי בקשה
pictures-never = לא לטעון

## Entry list

list-back-to-feeds = חזרה לערוצים
list-show-read = הצגת רשומות שנקראו
list-show-unread-only = רק רשומות שלא נקראו
list-newest-first = החדשות תחילה
list-oldest-first = הישנות תחילה
list-search-hint = חיפוש בכל הרשומות
list-save-search = שמירת החיפוש
list-close-search = סגירת החיפוש
list-search-title = חיפוש
list-search-title-in = חיפוש ב־{ $place }
list-search-count =
    { $count ->
        [one] נמצאה רשומה אחת
        [two] נמצאו שתי רשומות
       *[other] נמצאו { $count } רשומות
    }
list-search-error = { $place }: { $error }
list-row-read = נקראה
list-row-unread = לא נקראה
list-row-starred = עם כוכב
list-seen = נמצאה { $time }
list-empty-starred = עדיין אין כוכבים
list-empty-starred-key = עדיין אין כוכבים – מקישים { $key } על רשומה
list-empty-no-feeds = עדיין אין ערוצים
list-empty-search = אין תוצאות
list-empty-preview = אין רשומות בערוץ הזה
list-empty-unread = הכול נקרא
list-empty-show-all = הצגת הכול
list-empty-entries = עדיין אין רשומות
list-empty-feed = עדיין אין רשומות בערוץ הזה
list-empty-not-fetched = הערוץ הזה עוד לא רוענן
list-preview = עוד לא נרשמתם לערוץ הזה
list-feed-gone = המפרסם סגר את הערוץ הזה; הרשומות שלו נשארות כאן

## Menu of an entry

entry-mute = השתקה
entry-mute-word = ״{ $word }״
entry-mute-other = אחר…
entry-hide-feed-from-today = הסתרת { $feed } מ״היום״

## Status line and notices

status-fetching = בהורדה…
status-refreshing = ברענון…
status-progress = ברענון { $done } / { $total }
status-entries-unread =
    { $count ->
        [one] רשומה אחת, { $unread } לא נקראו
        [two] שתי רשומות, { $unread } לא נקראו
       *[other] { $count } רשומות, { $unread } לא נקראו
    }
status-last-refresh = { $state } { $when } · { $result }
status-refreshed = רוענן
status-stopped = נעצר
status-offline = לא מקוון
status-proxy-unreached = אין חיבור לשרת המתווך
status-nothing-new = אין חדש
status-new = { $count } חדשות
status-updated = { $count } עודכנו
status-failed = { $count } נכשלו
status-waiting = { $count } ממתינות
notice-already-subscribed = כבר נרשמתם אל { $feed }
notice-no-outline = אין כותרות במאמר הזה
notice-nothing-unread-there = שם הכול כבר נקרא
notice-full-text-coming = הטקסט המלא בדרך…
notice-full-text = מוצג הטקסט המלא
notice-feed-text = מוצג הנוסח שבערוץ
notice-article-copied = המאמר הועתק כטקסט
notice-undone = בוטל: { $step }
notice-redone = בוצע שוב: { $step }
notice-nothing-to-undo = אין מה לבטל
notice-compacted = כווץ מ־{ $before } ל־{ $after }
notice-saved-file = נשמר: { $path }
notice-no-file-dialog = בגרסה הזו של Gleaner אין תיבת דו־שיח לשמירת תמונות
notice-offline = נראה שאין חיבור לרשת; שום דבר לא השתנה
notice-proxy-unreached = לא ניתן להגיע לאף ערוץ דרך השרת המתווך – בדקו אותו בהגדרות
notification-new-entries =
    { $count ->
        [one] רשומה חדשה אחת
        [two] שתי רשומות חדשות
       *[other] { $count } רשומות חדשות
    }

## Article

article-select-entry = בחרו רשומה כדי לקרוא אותה
article-back-to-list = חזרה לרשימה
article-more = עוד
article-details = פרטים
article-spoiler = ספוילר
article-show-spoiler = הצגת הספוילר
article-hide-spoiler = הסתרת הספוילר
article-too-long = המאמר ארוך מכדי להציג את כולו; ההמשך נמצא בדף האינטרנט שלו
article-no-text =
    אין בערוץ טקסט לרשומה הזו; הקישו { $key } כדי להביא את הטקסט המלא מהדף שלה
article-no-text-without-key =
    אין בערוץ טקסט לרשומה הזו; בחרו ״{ $command }״ כדי להביא אותו מהדף שלה
article-trackers-blocked =
    { $count ->
        [one] נחסם עוקב אחד
        [two] נחסמו שני עוקבים
       *[other] נחסמו { $count } עוקבים
    }
article-promotions-hidden =
    { $count ->
        [one] הוסתר קטע פרסומי אחד
        [two] הוסתרו שני קטעים פרסומיים
       *[other] הוסתרו { $count } קטעים פרסומיים
    }
article-tags = תגיות: { $tags }
article-copy-code = העתקת הקוד
article-copy-link = העתקת קישור למאמר
article-show-diagram = הצגת התרשים
article-show-source = הצגת המקור
article-show-whole-picture = הצגת התמונה כולה
article-wrap = גלישת שורות
article-unwrap = ללא גלישה
article-wrap-lines = גלישת שורות
article-picture = תמונה
article-diagram = תרשים
article-gif = GIF
article-load-pictures = טעינת תמונות
article-load-pictures-named = טעינת תמונות: { $name }
article-picture-failed = { $name }, { $error }
article-picture-failed-retry = ניסיון נוסף: { $name }, { $error }
article-picture-retry = הטעינה נכשלה · ניסיון נוסף
article-picture-lost = הטעינה נכשלה
article-embed-video = סרטון
article-embed-audio = שמע
article-embed-page = דף אינטרנט
article-embed-from = { $kind } · { $host }
article-embed-named = { $title }, { $facts }
article-callout-note = הערה
article-callout-tip = טיפ
article-callout-important = חשוב
article-callout-warning = אזהרה
article-callout-caution = זהירות
article-go-to-note = מעבר להערה

article-watch = צפייה
article-listen = האזנה
article-media-facts = { $title } · { $facts }
article-watch-on-youtube = צפייה ב־YouTube
article-file = קובץ
article-source = מקור: { $host }
article-comments = תגובות
article-comment-count =
    { $count ->
        [one] תגובה אחת
        [two] שתי תגובות
       *[other] { $count } תגובות
    }
article-comments-on = תגובות ב־{ $host }
article-points =
    { $count ->
        [one] נקודה אחת
        [two] שתי נקודות
       *[other] { $count } נקודות
    }
article-pre-release = גרסה מוקדמת
article-arxiv-new = חדש
article-arxiv-cross-listed = גם בתחום נוסף
article-arxiv-replacement = גרסה חדשה
article-arxiv-replacement-cross = גרסה חדשה, גם בתחום נוסף
article-link = קישור
article-short-video = סרטון קצר
article-preview-ends = כאן מסתיימת התצוגה המקדימה. { $link }
article-minutes = { $minutes } דק׳
article-hours = { $hours } שע׳
article-hours-minutes = { $hours } שע׳ { $minutes } דק׳
article-seen = נמצאה { $date }
article-dated = מתוארכת { $date }

find-previous = ההתאמה הקודמת (Shift+Enter)
find-next = ההתאמה הבאה (Enter)
find-close = סגירת החיפוש
find-count = נמצאו { $count }
find-most = { $count }+

lightbox-previous = התמונה הקודמת (חץ ימינה)
lightbox-next = התמונה הבאה (חץ שמאלה)
lightbox-fit = התאמה
lightbox-fit-hint = התאמה לחלון (0)
lightbox-actual-size = 1:1
lightbox-actual-size-hint = גודל מקורי (1)
lightbox-smaller = הקטנה (-)
lightbox-larger = הגדלה (+)
lightbox-close = סגירה (Escape)
lightbox-open-link = פתיחת הקישור (o)
lightbox-open-picture = פתיחת התמונה בדפדפן (o)
lightbox-save = שמירת התמונה…
lightbox-copy = העתקת התמונה

## Embedded players and pages in articles

embed-youtube = סרטון YouTube
embed-map = מפה
embed-vimeo = סרטון Vimeo
embed-dailymotion = סרטון Dailymotion
embed-twitch = סרטון Twitch
embed-ted = הרצאת TED
embed-loom = סרטון Loom
embed-wistia = סרטון Wistia
embed-videopress = סרטון VideoPress
embed-post-on-x = פוסט ב־X

## Add feed

add-title = הוספת ערוץ
add-address = כתובת
add-address-hint = כתובת של ערוץ או של דף אינטרנט, או קובץ
add-credentials = הכניסה היא עם הסיסמה שבכתובת, והיא נשמרת בצרור המפתחות של המערכת
add-find = חיפוש ערוצים
add-searching = מחפשים ערוצים…
add-found =
    { $count ->
        [one] נמצא ערוץ אחד
        [two] נמצאו שני ערוצים
       *[other] נמצאו { $count } ערוצים
    }
add-no-entries = עדיין אין רשומות בערוץ הזה
add-newest = · { $title }
add-example = לדוגמה
add-nothing-found = לא נמצא שם ערוץ – נסו את הכתובת של הערוץ עצמו

## Names

name-field = שם
name-rename-feed = שינוי שם הערוץ
name-rename-feed-hint = להשאיר ריק כדי להציג את השם שנתן המפרסם
name-rename-folder = שינוי שם התיקייה
name-new-folder = תיקייה חדשה
name-rename-search = שינוי שם החיפוש
name-rename-tag = שינוי שם התגית
name-rename-account = שינוי שם החשבון
name-edit-search = עריכת החיפוש
name-edit-search-hint = מילים, title:, is:unread, newer:7d
name-change-address = שינוי כתובת הערוץ
name-change-address-hint = כתובת הערוץ
name-mute = השתקת מילה
name-mute-hint = מילה או צירוף
name-mute-explained = רשומות חדשות שמכילות אותה לא יופיעו ב״היום״, ב״לא נקראו״ וב״כל הרשומות״
name-invalid-address = הכתובת אינה תקינה
name-password-in-address = השמיטו את הסיסמה – ״כניסה״ בהגדרות הערוץ שומרת עליה היטב

## Move to folder

move-named = העברת { $name }
move-many =
    { $count ->
        [one] העברת ערוץ אחד
        [two] העברת שני ערוצים
       *[other] העברת { $count } ערוצים
    }
move-unknown-feed = העברת ערוץ

## Tags

tags-title = תגיות
tags-explained = התגיות שלכם; מוצאים אותן עם tag:name
tags-new = תגית חדשה
tags-add = הוספת תגית

## Feed settings

feed-notify-hint = צריך להפעיל התראות גם בהגדרות
feed-hide-from-today = הסתרה מ״היום״
feed-entries = רשומות
feed-full-text = תמיד להציג את הטקסט המלא
feed-sign-in = כניסה
feed-change-sign-in = כניסה…
feed-change-address = שינוי הכתובת…
keep-days-before = רשומות מתוך
keep-days-after = הימים האחרונים
keep-entries-before = רק
keep-entries-after = הרשומות האחרונות

## Sign in to a feed

sign-in-title = כניסה אל { $feed }
sign-in-none = ללא
sign-in-password = שם משתמש וסיסמה
sign-in-token = אסימון
sign-in-user-name = שם משתמש
sign-in-password-field = סיסמה
sign-in-keyring = נשמר בצרור המפתחות של המערכת; נשלח רק אל { $host }

## Accounts

account-add = הוספת חשבון
account-add-button = הוספת חשבון
account-sign-in-again = כניסה אל { $account }
account-service = שירות
account-find-out = זיהוי לפי הכתובת
account-address = כתובת השרת
account-address-hint = כתובת השרת שלכם, למשל rss.example.org
account-user-or-none = שם משתמש; ריק אם יש אסימון
account-password = סיסמה או אסימון
account-keyring = נשמר בצרור המפתחות של המערכת ונשלח רק לשרת הזה
account-hint-any = עובד עם FreshRSS, Miniflux, Nextcloud News, Tiny Tiny RSS ואחרים
account-hint-freshrss = צריך את סיסמת ה־API של FreshRSS: הפעילו ״API access״ בהגדרות שלו וקבעו סיסמה בפרופיל
account-hint-miniflux = השתמשו בשם המשתמש ובסיסמה, או רק במפתח API מתוך Settings → API Keys
account-hint-nextcloud = השתמשו בסיסמת יישום: יוצרים אותה ב־Nextcloud תחת Settings → Security
account-hint-ttrss = הפעילו קודם ״Enable API״ בהעדפות של Tiny Tiny RSS
account-hint-fever = השתמשו בסיסמה שהשרת שומר עבור Fever; ייתכן שהיא שונה מהרגילה
account-hint-inoreader = השירות Inoreader עונה רק לתוכנות שנרשמו אצלו
account-hint-password = שם המשתמש והסיסמה שמשמשים אתכם בדף האינטרנט שלו
account-unencrypted = בלי https אחרים ברשת יכולים לקרוא את הסיסמה – לשלוח בכל זאת?
account-send-anyway = לשלוח בכל זאת
account-working = מתבצעת כניסה…
account-sync = סנכרון עכשיו
account-sign-in = כניסה מחדש…
account-remove = הסרת החשבון
account-send-again = שליחה חוזרת של השינויים שנדחו
account-feeds-are-gone = כן, הערוצים אינם
account-syncing = בסנכרון
account-synced = סונכרן { $when }
account-never-synced = עוד לא סונכרן
account-parked =
    { $count ->
        [one] שינוי אחד נדחה
        [two] שני שינויים נדחו
       *[other] { $count } שינויים נדחו
    }
notice-account-signed-in = נכנסתם אל { $account }
status-changes-waiting =
    { $count ->
        [one] שינוי אחד ממתין
        [two] שני שינויים ממתינים
       *[other] { $count } שינויים ממתינים
    }
status-sync-failed = הסנכרון של { $account } נכשל
status-syncing = סנכרון { $account }…
status-sync-progress = סנכרון { $account }: { $done } מתוך { $total } רשומות

## Feed health

health-title = תקינות הערוצים
health-all = הכול
health-failing = נכשלים
health-moved = עברו
health-silent = שנה בלי פרסום
health-never-read = לא נקראו אף פעם
health-paused = מושהים
health-filter = { $filter } ({ $count })
health-search-hint = חלק מכותרת או מכתובת
health-search = חיפוש ערוצים
health-column-state = מצב
health-column-title = ערוץ
health-column-success = הצלחה אחרונה
health-column-entries = רשומות בחודש
health-column-read = נקראו
health-state-gone = נסגר לתמיד
health-state-sign-in = נדרשת כניסה
health-state-missing = לא נמצא
health-state-not-a-feed = לא ערוץ
health-state-unreachable = לא זמין
health-state-failing = נכשל
health-state-faltering = נכשל לאחרונה
health-state-moved = עבר
health-state-incomplete = חלקי
health-state-new = עוד לא רוענן
health-state-paused = מושהה
health-state-well = תקין
health-never = אף פעם
health-rate = { $count }
health-rate-low = פחות מ־1
health-percent = { $percent }%
health-menu = פעולות עבור { $feed }
health-row = { $feed }: { $state } · הצלחה אחרונה: { $success } · { $rate } · { $percent }% נקראו
health-row-empty = { $feed }: { $state } · הצלחה אחרונה: { $success } · אין רשומות
health-none = אין כאן ערוצים
health-failed-once = { $problem } · נכשל פעם אחת, { $since }
health-failed-times = { $problem } · נכשל { $count } פעמים ברצף, לראשונה { $since }
health-moved-to = עבר אל { $url } · { $schedule }
health-never-refreshed = לא רוענן אף פעם
health-refreshed = רוענן { $when }
health-no-automatic-refresh = ללא רענון אוטומטי
health-next = הבא { $when }
health-next-refresh = ברענון הבא
health-schedule = { $last } · { $next }
health-less-than-monthly = פחות מאחת בחודש
health-monthly = { $count } בחודש
health-newest-today = האחרונה מהיום
health-newest-days =
    { $count ->
        [one] האחרונה לפני יום
        [two] האחרונה לפני יומיים
       *[other] האחרונה לפני { $count } ימים
    }
health-read-none = לא נקראו אף פעם
health-read = { $count } נקראו
health-facts = { $entries } · { $rate } · { $newest } · { $read } · בערך { $size }
health-find-address = חיפוש כתובת חדשה
health-use-address = שימוש בכתובת הזו
health-pause = השהיה
health-resume = המשך

## Reading statistics

statistics-title = נתוני קריאה
statistics-explained = רשומות שפתחתם. היום הראשון: { $date }
statistics-empty = פתחו רשומה, והיא תיספר כאן
statistics-last-days = 30 הימים האחרונים
statistics-last-months = 12 החודשים האחרונים
statistics-by-day = רשומות שנקראו לפי יום
statistics-by-month = רשומות שנקראו לפי חודש
statistics-by-hour = רשומות שנקראו לפי שעה ביום
statistics-by-feed = הערוצים הנקראים ביותר
statistics-unopened =
    { $count ->
        [one] ערוץ אחד שלא קראתם
        [two] שני ערוצים שלא קראתם
       *[other] { $count } ערוצים שלא קראתם
    }
statistics-more = ועוד { $count }
statistics-bar = { $name }: { $count } נקראו
statistics-chart = { $title }: { $numbers }
statistics-chart-empty = { $title }: עדיין כלום

## Activity

activity-title = פעילות
activity-title-feed = הפעילות של { $feed }
activity-all = הכול
activity-failed = נכשלו
activity-show-all-feeds = הצגת כל הערוצים
activity-search-hint = חלק מכתובת, מערוץ או מתשובה
activity-search = חיפוש בקשות
activity-none = אין כאן בקשות
activity-explained = כל הבקשות של היממה האחרונה; סיסמאות ומפתחות שבכתובות אף פעם לא נשמרים
activity-explained-feed = הבקשות לערוץ הזה ביממה האחרונה. מצב הערוץ: { $schedule }.
activity-copy-details = העתקת הפרטים
activity-copy-details-hint = דיווח למפרסם, בלי סיסמאות ומפתחות
activity-details-copied = הפרטים הועתקו
activity-request = { $answer }: { $url }, { $details }
activity-redirect = { $status } אל { $url }
activity-cause-asked = רענון ידני
activity-cause-timer = רענון אוטומטי
activity-cause-added = הוספת ערוץ
activity-cause-preview = תצוגה מקדימה
activity-cause-full-text = טקסט מלא
activity-cause-picture = תמונה
activity-cause-icon = סמל
activity-cause-sync = סנכרון
activity-cause-episode = פרק
activity-cause-folder = סנכרון בין מחשבים
activity-transfer = { $size } תוך { $time }
activity-transfer-redirects =
    { $count ->
        [one] { $size } תוך { $time } · הפניה אחת
        [two] { $size } תוך { $time } · שתי הפניות
       *[other] { $size } תוך { $time } · { $count } הפניות
    }
activity-transfer-empty = ריק, { $time }
activity-transfer-empty-redirects =
    { $count ->
        [one] ריק, { $time } · הפניה אחת
        [two] ריק, { $time } · שתי הפניות
       *[other] ריק, { $time } · { $count } הפניות
    }
activity-milliseconds = { $count } מ״ש
activity-seconds = { $count } שנ׳
activity-stopped = נעצר לפני שהגיעה התשובה
activity-feed-kept = המינוי בוטל במחשב אחר; נשאר, כי בינתיים קראת בו
activity-next-gone = סגור, לא נבדק עוד
activity-next-at = הבדיקה הבאה ב־{ $time }
activity-next-refresh = הבדיקה הבאה ברענון הבא
activity-next-manual = רק ניסיון ידני
activity-next-manual-after = רק ניסיון ידני, לא לפני { $time }
http-status = { $status } { $meaning }
http-success = הצלחה
http-redirect = הפניה
http-client-error = שגיאת לקוח
http-server-error = שגיאת שרת
http-unknown = מצב לא ידוע
http-ok = תקין
http-no-content = אין תוכן
http-moved-permanently = עבר לצמיתות
http-found = נמצא במקום אחר
http-not-modified = לא השתנה
http-temporary-redirect = הפניה זמנית
http-permanent-redirect = הפניה קבועה
http-bad-request = בקשה שגויה
http-unauthorized = נדרשת כניסה
http-payment-required = נדרש תשלום
http-forbidden = אסור
http-not-found = לא נמצא
http-method-not-allowed = השיטה אסורה
http-not-acceptable = לא קביל
http-request-timeout = הבקשה התמהמהה
http-gone = הוסר
http-misdirected = בקשה שהגיעה ליעד שגוי
http-too-many-requests = יותר מדי בקשות
http-legal-reasons = חסום מסיבות משפטיות
http-internal-error = שגיאת שרת פנימית
http-bad-gateway = שגיאה בשער
http-unavailable = השירות לא זמין
http-gateway-timeout = השער התמהמה
activity-filter = { $filter } ({ $count })

## History: the page, and one line for each kind of step

history-title = היסטוריה
history-explained = 90 הימים האחרונים (עד 1,000 פעולות). אפשר לבטל כל אחת בנפרד.
history-empty = עדיין אין היסטוריה
history-button = { $button }: { $step }
history-when = { $ago }, { $time }
history-automatic = אוטומטי, { $when }

step-marked-read = ״{ $title }״ סומנה כנקראה
step-marked-read-many =
    { $count ->
        [one] רשומה אחת סומנה כנקראה
        [two] שתי רשומות סומנו כנקראו
       *[other] { $count } רשומות סומנו כנקראו
    }
step-marked-unread = ״{ $title }״ סומנה כלא נקראה
step-marked-unread-many =
    { $count ->
        [one] רשומה אחת סומנה כלא נקראה
        [two] שתי רשומות סומנו כלא נקראו
       *[other] { $count } רשומות סומנו כלא נקראו
    }
step-starred = נוסף כוכב ל״{ $title }״
step-starred-many =
    { $count ->
        [one] נוסף כוכב לרשומה אחת
        [two] נוסף כוכב לשתי רשומות
       *[other] נוסף כוכב ל־{ $count } רשומות
    }
step-unstarred = הוסר הכוכב מ״{ $title }״
step-unstarred-many =
    { $count ->
        [one] הוסר הכוכב מרשומה אחת
        [two] הוסר הכוכב משתי רשומות
       *[other] הוסר הכוכב מ־{ $count } רשומות
    }
step-hid = ״{ $title }״ הוסתרה
step-hid-many =
    { $count ->
        [one] רשומה אחת הוסתרה
        [two] שתי רשומות הוסתרו
       *[other] { $count } רשומות הוסתרו
    }
step-unhid = ״{ $title }״ מוצגת שוב
step-unhid-many =
    { $count ->
        [one] רשומה אחת מוצגת שוב
        [two] שתי רשומות מוצגות שוב
       *[other] { $count } רשומות מוצגות שוב
    }
step-tagged = תגית ל״{ $title }״: { $tag }
step-tagged-many =
    { $count ->
        [one] תגית לרשומה אחת: { $tag }
        [two] תגית לשתי רשומות: { $tag }
       *[other] תגית ל־{ $count } רשומות: { $tag }
    }
step-untagged = הוסרה תגית מ״{ $title }״: { $tag }
step-untagged-many =
    { $count ->
        [one] הוסרה תגית מרשומה אחת: { $tag }
        [two] הוסרה תגית משתי רשומות: { $tag }
       *[other] הוסרה תגית מ־{ $count } רשומות: { $tag }
    }
step-subscribed = הרשמה אל ״{ $feed }״
step-unsubscribed = בוטלה ההרשמה אל ״{ $feed }״
step-unsubscribed-many =
    { $count ->
        [one] בוטלה ההרשמה לערוץ אחד
        [two] בוטלה ההרשמה לשני ערוצים
       *[other] בוטלה ההרשמה ל־{ $count } ערוצים
    }
step-removed-account = החשבון ״{ $account }״ הוסר
step-changed-sign-in = פרטי הכניסה של ״{ $feed }״ השתנו
step-removed-sign-in = פרטי הכניסה של ״{ $feed }״ הוסרו
step-renamed = השם ״{ $before }״ שונה ל״{ $after }״
step-changed-address = הכתובת של ״{ $feed }״ השתנתה
step-changed-feed-settings = ההגדרות של ״{ $feed }״ השתנו
step-created-folder = נוצרה התיקייה ״{ $folder }״
step-removed-folder = הוסרה התיקייה ״{ $folder }״
step-moved-to-folder = ״{ $name }״ הועבר אל ״{ $folder }״
step-moved-to-folder-many =
    { $count ->
        [one] ערוץ אחד הועבר אל ״{ $folder }״
        [two] שני ערוצים הועברו אל ״{ $folder }״
       *[other] { $count } ערוצים הועברו אל ״{ $folder }״
    }
step-moved-out-of-folder = ״{ $name }״ הוצא מהתיקייה שלו
step-moved-out-of-folder-many =
    { $count ->
        [one] ערוץ אחד הוצא מהתיקייה שלו
        [two] שני ערוצים הוצאו מהתיקיות שלהם
       *[other] { $count } ערוצים הוצאו מהתיקיות שלהם
    }
step-moved = ״{ $name }״ הועבר
step-moved-many =
    { $count ->
        [one] ערוץ אחד הועבר
        [two] שני ערוצים הועברו
       *[other] { $count } ערוצים הועברו
    }
step-saved-search = נשמר החיפוש ״{ $search }״
step-changed-search = השתנה החיפוש ״{ $search }״
step-moved-search = הועבר החיפוש ״{ $search }״
step-removed-search = הוסר החיפוש ״{ $search }״
step-removed-tag = הוסרה התגית ״{ $tag }״
step-created-rule = נוצר הכלל ״{ $rule }״
step-changed-rule = השתנה הכלל ״{ $rule }״
step-removed-rule = הוסר הכלל ״{ $rule }״
step-applied-rule =
    { $count ->
        [one] הכלל ״{ $rule }״ הופעל על רשומה אחת
        [two] הכלל ״{ $rule }״ הופעל על שתי רשומות
       *[other] הכלל ״{ $rule }״ הופעל על { $count } רשומות
    }
step-rules-changed =
    { $count ->
        [one] כללים שינו רשומה חדשה אחת
        [two] כללים שינו שתי רשומות חדשות
       *[other] כללים שינו { $count } רשומות חדשות
    }
step-removed-old =
    { $count ->
        [one] הוסרה רשומה ישנה אחת
        [two] הוסרו שתי רשומות ישנות
       *[other] הוסרו { $count } רשומות ישנות
    }
step-imported =
    { $count ->
        [one] יובא ערוץ אחד
        [two] יובאו שני ערוצים
       *[other] יובאו { $count } ערוצים
    }
step-imported-searches = יובאו חיפושים וכללים
step-imported-folders = יובאו תיקיות, חיפושים וכללים
step-secret-lost =
    { $step } – הסיסמה או האסימון כבר לא בצרור המפתחות; הזינו אותם שוב בהגדרות הערוץ

## Import, export, backup

import-title = ייבוא מינויים
import-hint = נתיב לרשימה מכל קורא, או גררו אותה אל החלון
import-reading = בקריאה…
import-file = קובץ
import-add-feeds =
    { $count ->
        [one] הוספת ערוץ אחד
        [two] הוספת שני ערוצים
       *[other] הוספת { $count } ערוצים
    }
import-new =
    { $count ->
        [one] ערוץ חדש אחד
        [two] שני ערוצים חדשים
       *[other] { $count } ערוצים חדשים
    }
import-known =
    { $count ->
        [one] ערוץ אחד כבר בספרייה שלכם
        [two] שני ערוצים כבר בספרייה שלכם
       *[other] { $count } ערוצים כבר בספרייה שלכם
    }
import-repeated =
    { $count ->
        [one] ערוץ אחד מופיע פעמיים ברשימה
        [two] שני ערוצים מופיעים פעמיים ברשימה
       *[other] { $count } ערוצים מופיעים פעמיים ברשימה
    }
import-all-known =
    { $count ->
        [one] הערוץ כבר בספרייה שלכם
        [two] שני הערוצים כבר בספרייה שלכם
       *[other] כל { $count } הערוצים כבר בספרייה שלכם
    }
import-searches =
    { $count ->
        [one] חיפוש שמור אחד
        [two] שני חיפושים שמורים
       *[other] { $count } חיפושים שמורים
    }
import-rules =
    { $count ->
        [one] כלל אחד
        [two] שני כללים
       *[other] { $count } כללים
    }
import-skipped =
    { $count ->
        [one] אחד דולג
        [two] שניים דולגו
       *[other] { $count } דולגו
    }
import-skipped-because = דולג: { $name } – { $reason }
import-more =
    { $count ->
        [one] … ועוד אחד
        [two] … ועוד שניים
       *[other] … ועוד { $count }
    }
import-search = חיפוש { $name }: { $query }
import-rule = כלל { $query }: { $actions }
export-title = ייצוא מינויים
export-hint = היכן לשמור את קובץ ה־OPML
back-up-title = גיבוי הספרייה
back-up-explained =
    כותב קובץ אחד עם כל הערוצים, הרשומות, הסימונים וההיסטוריה. לשחזור: gleaner restore FILE
back-up-hint = היכן לשמור את הגיבוי
file-subscription-lists = רשימות מינויים
file-all = כל הקבצים

skipped-newsboat-filter =
    הקורא Newsboat מפעיל תוכנה על הערוץ הזה ו־Gleaner לא; הוסיפו את הכתובת לבדה אם זה מספיק
skipped-program = תוכנה יוצרת את הערוץ הזה, ו־Gleaner לא מפעיל תוכנות
skipped-address = הכתובת אינה תקינה
skipped-scheme = כתובת מסוג שאין ל־Gleaner דרך להוריד
skipped-scraped = תוכנה אחרת בונה את הערוץ הזה מתוך דף, ו־Gleaner לא
skipped-link = זה קישור ולא ערוץ
skipped-list = זו רשימה נוספת; ייבאו אותה בנפרד
skipped-second-folder = הערוץ מופיע פעמיים ברשימה, ויוכנס רק לתיקייה ״{ $folder }״
skipped-outside-folders = הערוץ מופיע פעמיים ברשימה, ויישאר מחוץ לתיקיות
skipped-filter = אי אפשר לקרוא את המסנן שלו
skipped-attribute = חיפוש ב־Gleaner לא יכול להשתמש כך ב״{ $attribute }״
skipped-too-many-searches =
    { $count ->
        [one] רק החיפוש הראשון נקרא
        [two] רק שני החיפושים הראשונים נקראו
       *[other] רק { $count } החיפושים הראשונים נקראו
    }
skipped-too-many-rules =
    { $count ->
        [one] רק הכלל הראשון נקרא
        [two] רק שני הכללים הראשונים נקראו
       *[other] רק { $count } הכללים הראשונים נקראו
    }
skipped-rule-scope = הוא שייך לערוץ שאינו ברשימה

## Command palette

palette-hint = פקודה, ערוץ, תיקייה או חיפוש
palette-field = חיפוש
palette-matches = התאמות
obstacle-no-entry = בחרו קודם רשומה
obstacle-no-article = פתחו קודם מאמר
obstacle-no-feed = בחרו קודם ערוץ בסרגל הצד
obstacle-no-folder = בחרו קודם תיקייה בסרגל הצד
obstacle-no-search = בחרו קודם חיפוש שמור בסרגל הצד
obstacle-no-link = אין קישור לרשומה הזו
obstacle-no-comments = אין דף תגובות לרשומה הזו
obstacle-no-site = הערוץ הזה לא מציין אתר
obstacle-no-refresh = אין רענון כרגע
obstacle-all-read = הכול כאן כבר נקרא
obstacle-preview = הירשמו קודם לערוץ
obstacle-limit = אין מה לשנות

## Keyboard shortcuts

keys-reset-all = איפוס כל הקיצורים
keys-unbound = גם פקודות ללא קיצור
keys-change = שינוי הקיצור של { $command }
keys-press = הקישו על מקש, או על שניים בזה אחר זה
keys-remove = הסרת הקיצור
keys-reset = איפוס
keys-use = שימוש בקיצור הזה
keys-clash = הקיצור הזה שייך לפקודה ״{ $command }״, והיא תאבד אותו
keys-clash-more =
    { $count ->
        [one] לפקודה ״{ $command }״ ולעוד פקודה אחת יש קיצורים שמתחילים כך, והן יאבדו אותם
        [two] לפקודה ״{ $command }״ ולעוד שתי פקודות יש קיצורים שמתחילים כך, והן יאבדו אותם
       *[other] לפקודה ״{ $command }״ ולעוד { $count } פקודות יש קיצורים שמתחילים כך, והן יאבדו אותם
    }

## Search syntax, on the page of keyboard shortcuts

syntax-title = תחביר החיפוש
syntax-words = שתי המילים, בכותרת, בשם המחבר או בטקסט
syntax-phrase = הצירוף המדויק
syntax-prefix = מילים שמתחילות ב־{ $prefix }
syntax-not = בלי המילה הזו
syntax-or = אחת המילים
syntax-fields = רק בשדה הזה
syntax-feeds = רשומות מהערוץ, מהתיקייה או בשפה הזו
syntax-tag-url = תגית, חלק מהכתובת
syntax-status = נקראה או לא נקראה
syntax-marks = עם כוכב או מוסתרת
syntax-media = עם שמע או סרטון
syntax-age = לפי גיל: h, d, w, m, y
syntax-date = לפי תאריך
syntax-expression = ביטוי רגולרי, בכותרת או בשם המחבר

## Rules

rules-title = כללים
rules-explained =
    כללים מסמנים רשומות חדשות שמתאימות, מוסיפים כוכב או תגית, מסתירים או מתריעים. הם כתובים בתחביר החיפוש.
rules-new = כלל חדש…
rules-apply = החלה על רשומות קיימות
rules-line = { $scope } · { $actions }
rules-in-all-feeds = בכל הערוצים
rules-in-feed = בערוץ { $feed }
rules-in-deleted-feed = בערוץ שנמחק
rules-in-folder = בתיקייה { $folder }
rules-in-deleted-folder = בתיקייה שנמחקה
rules-does-tag = תגית { $tag }
rules-does-mark-read = סימון כנקראה
rules-does-star = כוכב
rules-does-hide = הסתרה
rules-does-notify = התראה
rules-edit-title = עריכת כלל
rules-new-title = כלל חדש
rules-when = כשרשומה חדשה מתאימה
rules-query-hint = מילים, title:, author:, url:, /ביטוי/ …
rules-query = שאילתה
rules-all = כל הכללים
rules-save = שמירת הכלל
rules-where = היכן
rules-hide-hint = מסתיר אותה מ״היום״, מ״לא נקראו״ ומ״כל הרשומות״; הערוץ שלה והחיפושים עדיין מציגים אותה
rules-notify = התראה
rules-tag = תגית
rules-no-tag = ללא
rules-trial = היה מתאים ל־{ $found } מתוך { $total } האחרונות

## Settings

settings-title = הגדרות
settings-search = חיפוש בהגדרות
settings-window = חלון
settings-list = רשימה
settings-refreshing = רענון
settings-network = רשת
settings-library = ספרייה
settings-interface-size = גודל הממשק
settings-percent = { $percent }%
settings-marking = סימון
looks-title = טקסט וערכת נושא
add-sign-in = כניסה…
add-folder-of = { $account } / { $folder }
add-wants-sign-in = האתר { $host } דורש שם משתמש וסיסמה
add-sign-in-refused = האתר { $host } לא מקבל את שם המשתמש והסיסמה – בדקו את שניהם
add-sign-in-hint = שם וסיסמה לערוץ; נשמרים בצרור המפתחות של המערכת
error-no-folder = אין תיקייה { $path }
notice-file-dialog-missing = אין במערכת תיבת דו־שיח לקבצים – הקלידו את הנתיב במקום זאת
keys-filter = חיפוש קיצורים
about-title = על אודות Gleaner
about-version = גרסה { $version }
about-explained = קורא ערוצים שעובד בלי שרת, או עם השרת שלכם, ואף פעם לא עוקב אחריכם
about-files = קבצים
about-profile = פרופיל
about-subscriptions = רשימת המינויים
about-pictures = תמונות במטמון
about-licences = רישיונות
about-copy = העתקת הפרטים
list-ask-refresh = לרענן את הערוצים אוטומטית?
list-refresh-on-request = רק לפי בקשה
command-about = על אודות Gleaner…
command-system-theme = ערכת נושא: לפי המערכת
command-light-theme = ערכת נושא: בהירה
command-dark-theme = ערכת נושא: כהה
command-sepia-theme = ערכת נושא: ספיה
command-black-theme = ערכת נושא: שחורה
looks-all-settings = כל ההגדרות…
settings-theme = ערכת נושא
settings-theme-system = לפי המערכת
settings-theme-light = בהירה
settings-theme-dark = כהה
settings-theme-sepia = ספיה
settings-theme-black = שחורה
settings-font = גופן
settings-text-size = גודל הטקסט
settings-column-width = רוחב הטור
settings-line-height = גובה השורה
settings-order = סדר
settings-feeds-show = בערוצים יוצגו
settings-feeds-show-unread = רשומות שלא נקראו
settings-feeds-show-all = כל הרשומות
settings-pictures = טעינת תמונות
settings-pictures-always = תמיד
settings-pictures-ask = לפי בקשה
settings-pictures-never = אף פעם
settings-icons = סמלים
settings-show-icons = הצגת סמלי הערוצים
settings-show-icons-hint = מורדים מאתר הערוץ אחרי רענון, לכל היותר פעם בשבוע
settings-refresh = רענון אוטומטי
settings-refresh-never = אף פעם
settings-refresh-minutes =
    { $count ->
        [one] כל דקה
        [two] כל שתי דקות
       *[other] כל { $count } דקות
    }
settings-refresh-hours =
    { $count ->
        [one] כל שעה
        [two] כל שעתיים
       *[other] כל { $count } שעות
    }
settings-refresh-day = כל יום
settings-reading = קריאה
settings-mark-read-on-open = סימון כנקראה בפתיחה
settings-mark-read-on-scroll = סימון כנקראה בגלילה
settings-notifications = התראות
settings-notify = התראה על רשומות חדשות
settings-notify-hint = אחרי רענון, לערוצים ולכללים שהופעלה בהם התראה
settings-keep = שמירה
settings-keep-everything = הכול
settings-library-size = ספרייה: { $size } (אפשר לפנות { $free })
settings-compact = כיווץ
settings-compact-hint = מפנה שטח דיסק שאינו בשימוש
settings-forget = מחיקה סופית של מה שהוסר, וכיווץ
settings-forget-hint = מרוקן את ההיסטוריה; לא יהיה אפשר לשחזר ערוצים ורשומות שהוסרו
settings-proxy = שרת מתווך
settings-proxy-none = ללא שרת מתווך
settings-proxy-system = השרת המתווך של המערכת
settings-proxy-custom = מותאם אישית
settings-proxy-address = כתובת השרת המתווך
settings-proxy-hint = http://, https://, socks5:// או socks5h://
settings-certificates = אישורים משלכם
settings-certificates-file = קובץ אישורים
settings-certificates-hint = PEM או DER; ריק אם אין

## Failure at start

failure-title = לא ניתן להפעיל את Gleaner
failure-copy = העתקת ההודעה
failure-no-window =
    לא ניתן לפתוח חלון – { $missing }. שורת הפקודה עובדת בלעדיו: gleaner --help
failure-no-display = לא נמצא מסך (האם הוגדר DISPLAY או WAYLAND_DISPLAY?)
failure-no-opengl =
    לא נמצא מנהל התקן OpenGL (ב־Debian: apt install libgl1 libegl1 libgl1-mesa-dri)

## Errors of the network

error-net-address = הכתובת אינה תקינה: ״{ $text }״
error-net-scheme = אין ל־Gleaner דרך לפתוח כתובות { $scheme }: – השתמשו ב־http, ב־https או בקובץ
error-net-dns = השרת { $host } לא נמצא – בדקו את הכתובת ואת החיבור שלכם
error-net-unreachable = אין גישה אל { $host } – בדקו את החיבור שלכם
error-net-refused = אין גישה אל { $host } – החיבור נדחה
error-net-tls = אין חיבור מאובטח אל { $host } – האישור או ההצפנה שלו לא מתקבלים
error-net-timeout = השרת { $host } לא ענה זמן רב מדי – נסו שוב מאוחר יותר
error-net-challenge =
    השרת { $host } ענה בבדיקה נגד בוטים שרק דפדפן עובר – נסו שוב מאוחר יותר, או בקשו מהאתר להכניס קוראי ערוצים
error-net-too-large = התשובה של { $host } גדולה מ־{ $limit }
error-net-redirect-loop = אין גישה אל { $host } – הפניה במעגל
error-net-redirect-too-many = אין גישה אל { $host } – יותר מדי הפניות
error-net-redirect-no-address = אין גישה אל { $host } – ההפניה שלו ללא כתובת
error-net-redirect-bad-address = אין גישה אל { $host } – ההפניה שלו לכתובת לא תקינה
error-net-redirect-not-web =
    אין גישה אל { $host } – הוא מפנה לכתובת שאינה באינטרנט
error-net-encoding = לא ניתן לפרוס את התשובה של { $host } ({ $encoding }) – נסו שוב מאוחר יותר
error-net-transfer = החיבור אל { $host } נקטע – נסו שוב מאוחר יותר
error-net-private = חסום: { $host } נמצא ברשת המקומית שלכם
error-net-waiting = יותר מדי בקשות אל { $host } – נסו שוב מאוחר יותר
error-net-plaintext =
    החיבור אל { $host } לא מוצפן ולכן הסיסמה לא נשלחה – השתמשו בכתובת ה־https שלו
error-net-proxy-setting = לא ניתן להשתמש בשרת המתווך שבהגדרות – { $reason }
error-net-proxy-address = הכתובת שלו אינה תקינה
error-net-proxy-scheme = הכתובת שלו צריכה להתחיל ב־http://, https://, socks5:// או socks5h://
error-net-proxy-host = אין שרת בכתובת שלו
error-net-proxy-password =
    יש בכתובת שלו סיסמה, ו־Gleaner לא שומר אותה; הגדירו אותה במערכת
error-net-proxy =
    אין גישה אל { $host } דרך השרת המתווך { $proxy } – בדקו אותו בהגדרות
error-net-certificates =
    אין חיבור מאובטח אל { $host }, ולא ניתן לקרוא את האישורים שב־{ $path } – { $reason }
error-net-certificates-setting = לא ניתן לקרוא את האישורים שב־{ $path } – { $reason }
error-certificates-not-a-file = לא קובץ
error-certificates-too-large = גדול מדי
error-certificates-broken = אחד האישורים פגום
error-certificates-none = אין בו אישור
error-net-no-resources = נגמרו משאבי המערכת – סגרו תוכנות אחרות ונסו שוב
error-file-not-found = הקובץ לא נמצא: { $path }
error-file-not-a-file = זה לא קובץ: { $path }
error-file-read = לא ניתן לקרוא את { $path } – { $reason }
error-file-write = לא ניתן לכתוב את { $path } – { $reason }
error-file-open = לא ניתן לפתוח את { $name } – { $reason }
error-file-open-name = לא ניתן לפתוח את { $name } – בדקו את השם
error-io-not-found = הקובץ לא נמצא
error-io-permission = אין הרשאה
error-io-exists = הקובץ כבר קיים
error-io-disk-full = הדיסק מלא
error-io-is-directory = זו תיקייה
error-io-not-a-directory = חלק מהנתיב אינו תיקייה
error-io-read-only = הדיסק לקריאה בלבד
error-io-other = המערכת מדווחת על שגיאה ({ $error })

error-http-401 = השרת { $host } דורש שם משתמש וסיסמה (401)
error-http-403 = השרת { $host } סירב לגישה (403)
error-http-404 = הדף לא נמצא אצל { $host } (404) – בדקו את הכתובת
error-http-407 = השרת המתווך עבור { $host } דורש סיסמה (407) – הגדירו אותה במערכת
error-http-410 = השרת { $host } הסיר את הערוץ הזה לתמיד (410)
error-http-429 = יותר מדי בקשות אל { $host } (429) – נסו שוב מאוחר יותר
error-http-server = שגיאת שרת אצל { $host } ({ $status }) – נסו שוב מאוחר יותר
error-http-other = השרת { $host } ענה במצב { $status }

error-sign-in-missing = חסרים השם, הסיסמה או האסימון
error-sign-in-too-long = השם, הסיסמה או האסימון ארוכים מדי
error-sign-in-characters =
    בשם, בסיסמה או באסימון יש תווים שאי אפשר לשלוח – בדקו את הטקסט שהדבקתם
error-keyring-missing =
    אין צרור מפתחות לשמור בו סיסמאות – הפעילו אחד (GNOME Keyring, KWallet, KeePassXC) והפעילו מחדש את Gleaner, שאף פעם לא כותב אותן לקובץ
error-keyring-locked = צרור המפתחות נעול – פתחו אותו ונסו שוב
error-keyring-failed = לא ניתן להשתמש בצרור המפתחות – { $reason }
error-keyring-unreadable = לא ניתן לקרוא את הרשומה שבו
error-keyring-silent = צרור המפתחות לא עונה – אולי הוא ממתין שתפתחו אותו
error-keyring-empty = אין בצרור המפתחות סיסמה לערוץ הזה – הזינו אותה בהגדרות הערוץ
error-keyring-ask = לא ניתן לפנות לצרור המפתחות – { $reason }

## Errors of feeds

error-feed-sign-in = השרת { $host } דורש שם משתמש וסיסמה – הזינו אותם בהגדרות הערוץ
error-feed-sign-in-moved =
    הערוץ עבר אל { $host }, שלא קיבל את הסיסמה – הזינו אותה שוב בהגדרות הערוץ
error-feed-password-refused =
    השרת { $host } לא מקבל את שם המשתמש והסיסמה – שנו אותם בהגדרות הערוץ
error-feed-token-refused = השרת { $host } לא מקבל את האסימון – שנו אותו בהגדרות הערוץ
error-feed-too-large =
    { $count ->
        [one] הערוץ גדול מכדי לקרוא את כולו – נשמרה רק רשומה אחת שלו
        [two] הערוץ גדול מכדי לקרוא את כולו – נשמרו רק שתי רשומות שלו
       *[other] הערוץ גדול מכדי לקרוא את כולו – נשמרו רק { $count } רשומות שלו
    }
error-feed-cut-off = הערוץ נקטע באמצע – ייתכן שהרשומות האחרונות חסרות
error-feed-unreadable = לא ניתן לקרוא את הערוץ – הרשומות שלו בטוחות; אנא דווחו על הכתובת שלו
error-find-sign-in =
    השרת { $host } דורש שם משתמש וסיסמה – כתבו אותם לפני שמו: { $address }
error-find-none = לא נמצא ערוץ אצל { $host } – הדביקו את הכתובת של הערוץ עצמו
error-find-unreadable = לא ניתן לקרוא את התשובה של { $host } – אנא דווחו על הכתובת

error-parse-empty = התשובה ריקה – ייתכן שהערוץ כבר לא קיים
error-parse-web-page =
    זה דף אינטרנט ולא ערוץ – נסו את הכתובת שלו ב״הרשמה״ כדי למצוא את הערוצים שלו
error-parse-subscription-list = זו רשימת מינויים ולא ערוץ – ייבאו אותה במקום זאת
error-parse-not-a-feed = זה לא ערוץ – בדקו את הכתובת
error-parse-too-large = הערוץ גדול מ־{ $limit } – הוא לא נקרא
error-parse-broken = הערוץ פגום ללא תקנה – ספרו למפרסם
error-full-text-no-page = אין לרשומה הזו דף אינטרנט
error-full-text-no-article = לא נמצא מאמר בדף
error-full-text-unreadable = לא ניתן לקרוא את הדף
error-full-text-shorter = בדף יש פחות טקסט מאשר בערוץ
error-full-text-entry-removed = הרשומה הזו הוסרה

## Errors of pictures

error-picture-too-many-bytes = התמונה גדולה מ־{ $limit }
error-picture-too-many-pixels = התמונה גדולה מכדי להציג אותה ({ $width } × { $height })
error-picture-format = לא ניתן להציג כאן תמונות { $format }
error-picture-format-unknown = לא ניתן להציג כאן תמונות מסוג זה
error-picture-too-complex = התמונה מורכבת מכדי לצייר אותה
error-picture-damaged = התמונה פגומה
error-picture-not-loaded = התמונה עוד לא נטענה
error-picture-scheme = לא ניתן לטעון תמונות מכתובות { $scheme }:
error-picture-no-icon = אין סמל לערוץ הזה
error-picture-save = לא ניתן לשמור את התמונה – { $reason }

## Errors of subscription lists

error-list-empty = הקובץ ריק
error-list-unknown =
    זו לא רשימת מינויים – Gleaner קורא OPML (רוב הקוראים מייצאים אותו), את הקובץ urls של Newsboat, את feeds.json של Thunderbird, וכתובות, אחת בכל שורה
error-list-thunderbird-rdf =
    זה קובץ ישן של Thunderbird – ייצאו את הערוצים מ־Thunderbird כ־OPML
error-list-too-many-feeds =
    { $count ->
        [one] יש ברשימה יותר מערוץ אחד – היא לא נקראה
        [two] יש ברשימה יותר משני ערוצים – היא לא נקראה
       *[other] יש ברשימה יותר מ־{ $count } ערוצים – היא לא נקראה
    }
error-list-too-large = הקובץ גדול מ־{ $limit } – הוא לא נקרא
error-list-not-a-list = לא רשימת מינויים

## Errors of the library

error-library-create = לא ניתן ליצור את { $path } – { $reason }
error-library-open = לא ניתן לפתוח את { $path } – { $reason }
error-library-foreign = זו לא ספרייה של Gleaner: { $path } – בחרו פרופיל אחר
error-library-newer = הקובץ { $path } נכתב בגרסה חדשה יותר של Gleaner – עדכנו את זו
error-library-in-use-damaged =
    הקובץ { $path } פגום – סגרו את ה־Gleaner האחר שפתח אותו והפעילו מחדש
error-library-open-elsewhere = הקובץ { $path } פתוח ב־Gleaner אחר – סגרו אותו ונסו שוב
error-library-bad-backup = הקובץ { $path } אינו גיבוי שלם של Gleaner – בחרו קובץ אחר
error-library-bad-name =
    השם { $path } לא מתאים לספרייה או לגיבוי – בחרו שם אחר
error-library-not-repaired =
    הקובץ { $path } פגום ולא ניתן לתקן אותו – { $reason }; שום דבר לא השתנה
error-library-copy =
    לא ניתן לכתוב את { $path }, העותק שנוצר לפני שדרוג הספרייה – { $reason }; שום דבר לא השתנה
error-library-use = לא ניתן להשתמש בספרייה – { $reason }
error-library-stored =
    לא ניתן לקרוא חלק מהנתונים בספרייה; ייתכן שהיא פגומה – הפעילו מחדש את Gleaner כדי לתקן אותה
error-library-save = לא ניתן לשמור את { $path } – בדקו את הדיסק ואת ההרשאות
error-library-feed-removed = הערוץ הזה כבר לא בספרייה
error-library-folder-removed = התיקייה הזו כבר לא בספרייה
error-library-rule = הכלל לא נשמר – { $reason }
error-library-folder-in-itself = אי אפשר להעביר תיקייה אל תוך עצמה
error-account-removed = החשבון הזה הוסר
error-account-name-taken = יש חשבון אחר בשם הזה – בחרו שם אחר
error-account-exists = החשבון הזה כבר נוסף
error-account-other = אי אפשר להעביר ערוץ לחשבון אחר – הירשמו אליו שם
error-account-nested-folder = תיקייה של חשבון לא יכולה להיות בתוך תיקייה
error-account-folder-name-taken = כבר יש בחשבון תיקייה בשם הזה
error-account-no-address = הזינו את כתובת השרת
error-account-plain = החיבור אל { $host } לא מוצפן: אחרים בדרך יכולים לקרוא את הסיסמה – השתמשו ב־https, או הסכימו לשלוח בכל זאת
error-library-address-taken = הכתובת הזו כבר שייכת לערוץ אחר
error-library-address-unsubscribed =
    הכתובת הזו שייכת לערוץ שביטלתם את ההרשמה אליו – הירשמו אליו שוב במקום זאת
error-database-damaged = היא פגומה; הפעילו מחדש את Gleaner כדי לתקן אותה
error-database-busy = תוכנה אחרת משתמשת בה; נסו שוב
error-database-full = הדיסק מלא; פנו מקום ונסו שוב
error-database-read-only = היא לקריאה בלבד; בדקו את הרשאות הקובץ
error-database-cannot-open = לא ניתן לפתוח את הקובץ או את התיקייה שלו; בדקו את ההרשאות
error-database-io = הדיסק מדווח על שגיאה; בדקו אותו
error-database-memory = אין די זיכרון

repair-done = הספרייה הייתה פגומה ותוקנה. ניצלו: { $feeds } ו־{ $entries }.
repair-done-starred =
    { $count ->
        [one] הספרייה הייתה פגומה ותוקנה. ניצלו: { $feeds } ו־{ $entries }, ואחת מהן עם כוכב.
        [two] הספרייה הייתה פגומה ותוקנה. ניצלו: { $feeds } ו־{ $entries }, ושתיים מהן עם כוכב.
       *[other] הספרייה הייתה פגומה ותוקנה. ניצלו: { $feeds } ו־{ $entries }, ו־{ $count } מהן עם כוכב.
    }
repair-nothing-saved = הספרייה הייתה פגומה ולא ניתן לקרוא ממנה דבר.
repair-feeds-restored =
    { $count ->
        [one] ערוץ אחד שוחזר מתוך subscriptions.opml; רעננו כדי לטעון את הרשומות שלו.
        [two] שני ערוצים שוחזרו מתוך subscriptions.opml; רעננו כדי לטעון את הרשומות שלהם.
       *[other] { $count } ערוצים שוחזרו מתוך subscriptions.opml; רעננו כדי לטעון את הרשומות שלהם.
    }
repair-without-text =
    { $count ->
        [one] הטקסט של רשומה אחת אבד; רענון ישחזר אותו אם הוא עדיין בערוץ.
        [two] הטקסט של שתי רשומות אבד; רענון ישחזר את מה שעדיין בערוצים.
       *[other] הטקסט של { $count } רשומות אבד; רענון ישחזר את מה שעדיין בערוצים.
    }
repair-only-status =
    { $count ->
        [one] רשומה אחת תוכל לחזור רק ברענון, נקראה ועם כוכב כמו קודם.
        [two] שתי רשומות יוכלו לחזור רק ברענון, נקראו ועם כוכב כמו קודם.
       *[other] { $count } רשומות יוכלו לחזור רק ברענון, נקראו ועם כוכב כמו קודם.
    }
repair-nothing-lost = ככל הידוע לא אבד דבר.
repair-unreadable = לא ניתן לקרוא במלואן את הטבלאות: { $tables }.
repair-set-aside = הקובץ הפגום נשמר בשם { $path }
repair-log-damaged =
    לא ניתן לקרוא את השינויים האחרונים כי היומן שלהם פגום – הוא נשמר בשם { $path }
repair-empty-library =
    { $count ->
        [one] הספרייה הייתה ריקה – ערוץ אחד שוחזר מתוך { $path }
        [two] הספרייה הייתה ריקה – שני ערוצים שוחזרו מתוך { $path }
       *[other] הספרייה הייתה ריקה – { $count } ערוצים שוחזרו מתוך { $path }
    }
repair-recovered-feed = רשומות שניצלו

## Errors of the program

error-settings-mistake = יש טעות בקובץ { $path } – { $mistake }
error-settings-set-aside = יש טעות בקובץ { $path }, והוא הועבר אל { $kept } – { $mistake }
error-program-crash = משהו השתבש ב־Gleaner – אנא דווחו: { $reason }
error-program-crash-address = משהו השתבש ב־Gleaner – אנא דווחו על הכתובת
error-program-start = ההפעלה נכשלה – { $reason }
error-program-fetching = ההורדה לא התחילה – { $reason }
error-program-part-stopped = חלק של Gleaner הפסיק לעבוד – הפעילו אותו מחדש

## Mistakes in searches and rules

query-too-long =
    { $count ->
        [one] בחיפוש יש לכל היותר בית אחד
        [two] בחיפוש יש לכל היותר שני בתים
       *[other] בחיפוש יש לכל היותר { $count } בתים
    }
query-extra-parenthesis = לסוגר הזה אין סוגר פותח
query-too-deep =
    { $count ->
        [one] לכל היותר רמה אחת של סוגריים
        [two] לכל היותר שתי רמות של סוגריים
       *[other] לכל היותר { $count } רמות של סוגריים
    }
query-rule-empty = הזינו חיפוש; כלל לא יכול להתאים לכל רשומה
query-unknown-field = שדה לא מוכר { $name }; התכוונתם ל־{ $suggestion }:?
query-unknown-status = מצב לא מוכר ״{ $word }״; השתמשו ב־{ $words } או { $last }
query-unknown-media = סוג לא מוכר ״{ $word }״; השתמשו ב־{ $words } או { $last }
query-needs-word = כתבו מילה אחרי { $field }:
query-needs-value = כתבו { $words } או { $last } אחרי { $field }:
query-needs-date = כתבו תאריך כמו 2026-08-01 או 2026-08
query-needs-age = כתבו גיל כמו 12h, 7d, 2w, 6m או 1y
query-expression-field = ביטויים רגולריים עובדים רק בכותרות, בשמות מחברים ובכתובות
query-expression-too-large = הביטוי הרגולרי גדול מדי
query-expression-invalid = ביטוי רגולרי לא תקין
query-expression-invalid-because = ביטוי רגולרי לא תקין: { $reason }

## Accounts: what a server cannot do

sync-cannot-subscribe = השרת הזה לא מרשה לתוכנות אחרות לשנות מינויים
sync-cannot-arrange = השרת הזה לא מרשה לתוכנות אחרות לשנות שם לערוצים או להעביר אותם
sync-cannot-empty-folder = אין בשרת הזה תיקיות ריקות – העבירו ערוץ לתיקייה חדשה במקום זאת
sync-cannot-label = אין בשרת הזה תגיות לרשומות

## Accounts: why a change of subscriptions failed

sync-change-feed-missing = הערוץ הזה לא נמצא בשרת
sync-change-not-offered = השרת הזה לא מרשה זאת לתוכנות אחרות
sync-change-refused = השרת סירב: { $reason }

## Problems of accounts

error-account-sign-in = השרת { $host } לא מקבל את שם המשתמש והסיסמה – היכנסו שוב
error-account-api-password =
    השרת { $host } לא מקבל את שם המשתמש והסיסמה – ייתכן שהוא רוצה את סיסמת ה־API שבהגדרות שלו במקום זו של דף האינטרנט
error-account-api-off =
    הגישה של תוכנות אחרות כבויה אצל { $host } – הפעילו את ה־API בהגדרות שלו
error-account-other-service = השרת { $host } לא ענה כמו השירות הזה – בדקו את הכתובת ואת השירות
error-account-nothing-found = לא נמצא שירות סנכרון אצל { $host } – בדקו את הכתובת, או בחרו את השירות
error-account-unreadable = לא ניתן לקרוא את התשובה של { $host }, ולכן שום דבר לא השתנה – נסו שוב מאוחר יותר
error-account-quota = השרת { $host } לא מרשה עוד בקשות כרגע
error-account-ended = המינוי אצל { $host } הסתיים – חדשו אותו בדף האינטרנט שלו
error-account-application = השרת { $host } עונה רק לתוכנות שנרשמו אצלו, ו־Gleaner לא נרשם
error-account-feeds-vanished =
    { $count ->
        [one] ערוץ אחד כבר לא מופיע בשרת – האם הוא נעלם לתמיד?
        [two] שני ערוצים כבר לא מופיעים בשרת – האם הם נעלמו לתמיד?
       *[other] { $count } ערוצים כבר לא מופיעים בשרת – האם הם נעלמו לתמיד?
    }
error-account-parked =
    { $count ->
        [one] לא ניתן לשלוח שינוי אחד
        [two] לא ניתן לשלוח שני שינויים
       *[other] לא ניתן לשלוח { $count } שינויים
    }

## Episodes: why one can't be played

play-no-device = לא נמצאו שרת קול או התקן קול – הפעילו אחד, או פתחו את הפרק בתוכנה אחרת
play-device-lost = התקן הקול נותק – חברו התקן ונגנו שוב
play-unsupported = Gleaner לא יכול לנגן קובץ מהסוג הזה – פתחו אותו בתוכנה אחרת
play-unsupported-format = Gleaner לא יכול לנגן { $format } – פתחו את הקובץ בתוכנה אחרת
play-no-sound = אין קול בכתובת הזאת – פתחו אותה בדפדפן
play-damaged = קובץ הפרק פגום – הורידו אותו שוב, או פתחו אותו בתוכנה אחרת
play-too-large = הפרק גדול מ־{ $limit } – פתחו אותו בתוכנה אחרת
play-disk = לא ניתן לשמור את הפרק בזמן הניגון – { $reason }
play-crash = לא ניתן לפענח את הפרק – פתחו אותו בתוכנה אחרת ודווחו על הכתובת שלו
play-not-built = ה־Gleaner הזה נבנה בלי קול – פתחו את הפרק בתוכנה אחרת

## Languages

settings-language = שפה
settings-language-system = לפי המערכת

## Entries for other programs

command-copy-as-markdown = העתקת המאמר כ־Markdown
command-save-markdown = שמירה כקובץ Markdown…
command-send-mail = שליחת הקישור בדוא״ל…
command-open-with = פתיחה באמצעות { $program }
command-open-with-first = פתיחה באמצעות התוכנה הראשונה
command-open-with-second = פתיחה באמצעות התוכנה השנייה
command-open-with-third = פתיחה באמצעות התוכנה השלישית
command-open-with-fourth = פתיחה באמצעות התוכנה הרביעית
command-open-with-fifth = פתיחה באמצעות התוכנה החמישית
obstacle-no-program = הזינו קודם תוכנה בהגדרות
notice-markdown-copied = המאמר הועתק כ־Markdown
notice-no-folder = הזינו קודם בהגדרות תיקייה לקובצי Markdown
error-program-open = לא ניתן להפעיל את { $program } – { $reason }
settings-sending = תוכנות אחרות
settings-markdown = קובצי Markdown
settings-markdown-folder = תיקייה לקובצי Markdown
settings-markdown-hint = למשל כספת של Obsidian
settings-programs = פתיחה באמצעות
settings-program-name = השם של תוכנה { $number }
settings-program-command = הפקודה של תוכנה { $number }

## נודניק, השהיה, לקריאה בהמשך

place-snoozed = בנודניק
place-read-later = לקריאה בהמשך
command-snooze = נודניק…
command-read-later = לקריאה בהמשך
command-not-later = הסרה מהקריאה בהמשך
command-pause-feed = השהיית ערוץ…
command-resume-feed = המשך הערוץ
sidebar-asleep = { $count } בנודניק
snooze-title = נודניק עד
snooze-choice = { $choice } – { $time }
snooze-tonight = הערב
snooze-tomorrow = מחר
snooze-weekend = סוף השבוע
snooze-next-week = בשבוע הבא
snooze-on-date = בתאריך…
snooze-wake = להעיר עכשיו
snooze-date = בחירת תאריך
snooze-date-field = תאריך
snooze-date-hint = 2026-12-24 או 2026-12-24 18:30
snooze-date-invalid = כתבו תאריך כמו 2026-12-24 או 2026-12-24 18:30
snooze-past = בחרו זמן בעתיד
snooze-act = בחירה
pause-title = השהיית { $feed } עד
date-day-time = { $day }, { $time }
list-snoozed-until = עד { $time }
list-back-from-snooze = חזרה מנודניק
notice-back-from-snooze =
    { $count ->
        [one] רשומה אחת חזרה מנודניק
        [two] שתי רשומות חזרו מנודניק
       *[other] { $count } רשומות חזרו מנודניק
    }
step-snoozed = ״{ $title }״ עברה לנודניק
step-snoozed-many =
    { $count ->
        [one] רשומה אחת עברה לנודניק
        [two] שתי רשומות עברו לנודניק
       *[other] { $count } רשומות עברו לנודניק
    }
step-changed-folder-settings = הגדרות התיקייה ״{ $folder }״ שונו
feed-pause = השהיה
feed-paused-until = בהשהיה עד { $time }
health-paused-until = בהשהיה עד { $time }
feed-hide-count = להסתיר את המספר
feed-unread-limit-before = לכל היותר
unread-limit-after = שלא נקראו
feed-unread-limit-hint = כשמגיעות עוד, הישנות מסומנות כנקראו; אפשר לבטל בהיסטוריה
settings-mark-read-on-leave = לסמן כנקרא ביציאה מרשימה
settings-mark-read-on-leave-hint = רשימות של ערוצים, תיקיות, חיפושים ותגיות
query-needs-amount = כתבו יותר או פחות ממספר: ‎>2000 או ‎<5
step-limited-unread =
    { $count ->
        [one] רשומה ישנה אחת מעל מכסת הערוץ סומנה כנקראה
        [two] שתי רשומות ישנות מעל מכסות הערוצים סומנו כנקראו
       *[other] { $count } רשומות ישנות מעל מכסות הערוצים סומנו כנקראו
    }
syntax-moments = לפי זמן הקריאה או הכוכב
syntax-length = לפי אורך, במילים או בדקות

## דפים שמורים

saved-pages-feed = דפים שמורים
command-save-page = שמירת דף…
save-page-title = שמירת דף
save-page-field = כתובת
save-page-hint = כתובת, כמו example.org/article
notice-saving-page = הדף נשמר…
step-saved-page = הדף ״{ $title }״ נשמר
error-save-not-a-page = אין שם דף לקריאה, רק קובץ ({ $kind })

## סדר

command-longest-first = הארוכות תחילה
command-shortest-first = הקצרות תחילה
command-last-read-first = אלה שנקראו לאחרונה תחילה

## שינויים

changes-picture-added = נוספה תמונה
changes-picture-removed = הוסרה תמונה
rules-does-mark-unread = סימון כלא נקראה
rules-mark-unread-hint = לכללים עם is:edited – רשומה חוזרת להיות לא נקראה כשעורכים אותה
entry-edited =
    { $count ->
        [one] נערכה
        [two] נערכה פעמיים
       *[other] נערכה { $count } פעמים
    }
changes-words = ‎+{ $added } ‎−{ $removed } מילים
changes-places =
    { $count ->
        [one] שינוי אחד
        [two] שני שינויים
       *[other] { $count } שינויים
    }
changes-heading = הכותרת שונתה
changes-link = הקישור שונה
changes-authors = המחברים שונו
changes-none = אין הבדלים
changes-bar = שינויים
changes-since = שינויים מאז { $date }
changes-beside = שינויים לעומת ״{ $title }״
changes-version = גרסה { $number } מתוך { $count }
changes-told-added = נוסף: { $words }
changes-told-removed = הוסר: { $words }
command-toggle-changes = הצגה או הסתרה של השינויים
command-show-changes = הצגת השינויים
command-hide-changes = הסתרת השינויים
command-next-change = השינוי הבא
command-previous-change = השינוי הקודם
command-compare-previous = השוואה לרשומה הקודמת
notice-no-changes = אין למה להשוות את הרשומה הזאת

## נהר

place-river = נהר
river-burst = { $feed }, { $count } חדשות
river-why = { $pace }; נשארת { $stay }
river-why-by-hand = קבעתם כמה תישאר: { $stay }
river-unfold = פתיחה
river-fold = קיפול
command-toggle-burst = פתיחה או קיפול של רשומות ערוץ
pace-automatic = לפי קצב הערוץ
pace-news = חדשות: { $stay }
pace-daily = יומי: { $stay }
pace-essays = מאמרים: { $stay }
pace-evergreen = על־זמני: { $stay }
pace-rare = מפרסם לעתים רחוקות
pace-minutes = מפרסם כמה פעמים בשעה
pace-hours =
    { $count ->
        [one] מפרסם בערך כל שעה
        [two] מפרסם בערך כל שעתיים
       *[other] מפרסם בערך כל { $count } שעות
    }
pace-days =
    { $count ->
        [one] מפרסם בערך פעם ביום
        [two] מפרסם בערך כל יומיים
        [7] מפרסם בערך פעם בשבוע
       *[other] מפרסם בערך כל { $count } ימים
    }
pace-months =
    { $count ->
        [one] מפרסם בערך פעם בחודש
        [two] מפרסם בערך כל חודשיים
       *[other] מפרסם בערך כל { $count } חודשים
    }
stay-hours =
    { $count ->
        [one] שעה אחת
        [two] שעתיים
       *[other] { $count } שעות
    }
stay-days =
    { $count ->
        [one] יום אחד
        [two] יומיים
       *[other] { $count } ימים
    }
pace-plot =
    { $entries ->
        [one] רשומה אחת ב־90 הימים האחרונים
        [two] שתי רשומות ב־90 הימים האחרונים, ב־{ $days } מהם
       *[other] { $entries } רשומות ב־90 הימים האחרונים, ב־{ $days } מהם
    }
syntax-edited = נערכה בידי המפרסם
syntax-river = מה שעוד לא עזב את הנהר

## סנכרון בין מחשבים

step-folder-changes =
    { $count ->
        [one] מחשב אחר שינה ערוץ, תיקייה, חיפוש או כלל
        [two] מחשבים אחרים שינו שני ערוצים, תיקיות, חיפושים או כללים
       *[other] מחשבים אחרים שינו { $count } ערוצים, תיקיות, חיפושים או כללים
    }
step-joined-folder = הצטרפות לתיקיית הסנכרון { $folder }
folder-sync-missing = תיקיית הסנכרון לא נמצאת – חברו אותה, או בחרו אחרת
folder-sync-read-only = לא ניתן לכתוב בתיקיית הסנכרון – בדקו את ההרשאות
folder-sync-full = לא נשאר מקום בתיקיית הסנכרון – פנו מקום
folder-sync-from-future = גרסה חדשה יותר של Gleaner משתמשת בתיקיית הסנכרון – עדכנו את זו
folder-sync-needs-passphrase = תיקיית הסנכרון מוצפנת – עזבו אותה והצטרפו שוב עם משפט הסיסמה שלה
folder-sync-wrong-passphrase = לתיקיית הסנכרון משפט סיסמה אחר – עזבו אותה והצטרפו שוב
folder-sync-not-encrypted = תיקיית הסנכרון אינה מוצפנת – הצטרפו בלי משפט סיסמה
folder-sync-failed = לא ניתן להשתמש בתיקיית הסנכרון: { $reason }
folder-sync-joined-already = כבר יש תיקיית סנכרון – עזבו אותה קודם
folder-sync-busy = Gleaner אחר משתמש בתיקיית הסנכרון – נסו שוב בעוד רגע
folder-sync-this-computer = המחשב הזה
command-sync-folder = סנכרון בין מחשבים…
folder-sync-title = סנכרון בין מחשבים
folder-sync-none = לא נבחרה תיקייה
folder-sync-joined-at = סנכרון דרך { $folder }
folder-sync-choose = בחירת תיקייה…
folder-sync-show = הצגת המכשירים…
folder-sync-explained =
    בחרו תיקייה ש־Syncthing, ‏Dropbox, ‏Nextcloud או כונן נייד מעבירים למחשבים האחרים שלכם. מינויים, רשומות שנקראו או סומנו בכוכב, תגיות וכללים יהיו זהים. מאמרים וסיסמאות נשארים כאן.
folder-sync-path = תיקייה
folder-sync-path-hint = נתיב התיקייה
folder-sync-passphrase = משפט סיסמה, אם רוצים
folder-sync-passphrase-explained = הוא מצפין את מה שנכתב, ונשמר בצרור המפתחות של המערכת. כל המחשבים צריכים אותו משפט.
folder-sync-read = מבט בתיקייה
folder-sync-join = הצטרפות
folder-sync-reading = התיקייה נקראת…
folder-sync-joining = מצטרפים…
folder-sync-feeds-come =
    { $count ->
        [0] לא מגיעים משם ערוצים
        [one] ערוץ אחד מגיע משם
        [two] שני ערוצים מגיעים משם
       *[other] { $count } ערוצים מגיעים משם
    }
folder-sync-feeds-go =
    { $count ->
        [0] אף אחד לא עובר לשם
        [one] אחד עובר לשם
        [two] שניים עוברים לשם
       *[other] { $count } עוברים לשם
    }
folder-sync-feeds-both =
    { $count ->
        [0] אין משותפים
        [one] אחד משותף
        [two] שניים משותפים
       *[other] { $count } משותפים
    }
folder-sync-nothing-removed = דבר לא מוסר
folder-sync-joined = הצטרפתם לתיקיית הסנכרון
folder-sync-left = עזבתם את תיקיית הסנכרון; הקבצים שלה נשארים
folder-sync-kept = המינוי ל{ $feed } בוטל במחשב אחר, אבל הוא נשאר: קראו אותו בינתיים
folder-sync-waiting =
    { $count ->
        [one] שינוי אחד עוד לא בתיקייה
        [two] שני שינויים עוד לא בתיקייה
       *[other] { $count } שינויים עוד לא בתיקייה
    }
folder-sync-size = התיקייה תופסת { $size }
folder-sync-newer = יש קבצים מגרסה חדשה יותר של Gleaner – עדכנו את זו
folder-sync-look = סנכרון עכשיו
folder-sync-leave = עזיבת התיקייה
folder-sync-leave-hint = הכול נשאר כמו שהוא, כאן ובתיקייה
folder-sync-own-device = { $name } – המחשב הזה
folder-sync-device = { $name } – נשמע ממנו { $time }
folder-sync-device-silent = { $name } – עוד לא נשמע ממנו
folder-sync-device-ahead = { $name } – השעון שלו מקדים מאוד, לכן השינויים שלו ממתינים

## סיפורים

list-also-in =
    { $count ->
        [one] גם בערוץ אחד
        [two] גם בשני ערוצים
       *[other] גם ב־{ $count } ערוצים
    }
list-row-folded = מקופלת
list-row-unfolded = פתוחה
list-copy = { $feed }: { $title }
story-also-in = גם אצל
story-source-hint = { $title } – { $reason }
story-same-text = ב־{ $feed } יש אותו הטקסט: { $shared }
story-same-story = { $feed } מדווח על אותו הסיפור: { $shared }
story-indirect = ב־{ $feed } יש אותו טקסט או סיפור כמו בערוץ אחר מאלה
story-shares-link = אותו הקישור
story-shares-heading = אותה הכותרת
story-shares-text = { $percent }% מהטקסט
story-shares-names =
    { $count ->
        [one] שם או מספר אחד
        [two] שני שמות ומספרים
       *[other] { $count } שמות ומספרים
    }
settings-stories = סיפורים
settings-mark-copies-read = קריאת אחת מסמנת את האחרות כנקראו
settings-mark-copies-read-hint = אחרי שהמאמר מוצג, שאר הרשומות שהשורה שלו מייצגת מסומנות כנקראו. אפשר לבטל.
stories-off = שורה לכל רשומה
stories-text = שורה אחת לאותו הטקסט
stories-story = שורה אחת לאותו הסיפור
command-toggle-fold = פתיחה או קיפול של השורה
command-next-source = המקור הבא של הסיפור
command-why-story = למה?
command-split-story = לא אותו הסיפור
obstacle-no-story = באף ערוץ אחר אין הטקסט או הסיפור הזה
query-needs-number = כתבו מספר של רשומה, כמו story:7
step-split-story = ״{ $entry }״ הופרדה מהסיפור שלה
step-changed-folder-stories = הסיפורים של ״{ $folder }״ שונו

## הקראה

command-read-aloud = הקראה או עצירה
command-start-aloud = הקראה
command-stop-aloud = עצירת ההקראה
command-pause-aloud = השהיה או המשך של ההקראה
command-hold-aloud = השהיית ההקראה
command-go-on-aloud = המשך ההקראה
command-next-sentence = המשפט הבא
command-previous-sentence = המשפט הקודם
command-read-next-aloud = הקראת הרשומה הבאה
obstacle-not-aloud = התחילו קודם בהקראה
aloud-bar = הקראה
aloud-paused = בהשהיה: { $title }
aloud-show = הצגת ״{ $title }״
aloud-speed-now = מהירות: { $percent }%
aloud-voice = קול
aloud-usual-voice = הקול של המערכת
aloud-no-voices = אין קולות לבחירה
aloud-no-voices-why = שירות הדיבור לא מציע קול אחר לשפה הזאת
aloud-end-of-list = הרשימה הסתיימה
aloud-code = קוד
aloud-formula = נוסחה
aloud-picture = תמונה: { $words }
aloud-video = סרטון: { $title }
aloud-audio = הקלטה: { $title }
aloud-embed = דף מוטמע: { $title }
aloud-no-text = לרשומה הזאת אין טקסט
aloud-no-service = לא נמצא שירות דיבור – התקינו את speech-dispatcher ואת אחד הקולות, כמו espeak-ng
aloud-lost = שירות הדיבור נפסק – { $reason }
aloud-refused = שירות הדיבור סירב – { $reply }
aloud-not-here = במערכת הזאת Gleaner עדיין לא מקריא
aloud-not-built = הגרסה הזאת של Gleaner לא מקריאה
settings-aloud = הקראה
settings-speed = מהירות
settings-voices = קולות
settings-voice-of = { $language }: { $voice }
settings-voice-remove = חזרה לקול של המערכת עבור { $language }
settings-voices-hint = את הקול לכל שפה בוחרים בסרגל שלמטה, בזמן שמאמר מוקרא
## Databases of other readers

step-imported-library =
    { $count ->
        [one] יובאה רשומה אחת מ־{ $program }
        [two] יובאו שתי רשומות מ־{ $program }
       *[other] יובאו { $count } רשומות מ־{ $program }
    }
import-all = ייבוא
import-entries =
    { $count ->
        [one] רשומה אחת ב־{ $program }
        [two] שתי רשומות ב־{ $program }
       *[other] { $count } רשומות ב־{ $program }
    }
import-entries-marks = לא נקראו: { $unread }, עם כוכב: { $starred }
file-reader-databases = מסדי נתונים של קוראים אחרים
error-foreign-unknown = לא מסד נתונים של QuiteRSS,‏ RSS Guard,‏ Liferea או NewsFlash
error-foreign-version = גרסה של { $program } ש־Gleaner לא מכיר
error-foreign-in-use = תוכנה אחרת כותבת אליו; סגרו אותה ונסו שוב
error-foreign-too-many-entries =
    { $count ->
        [one] יש בו יותר מרשומה אחת
        [two] יש בו יותר משתי רשומות
       *[other] יש בו יותר מ־{ $count } רשומות
    }
error-foreign-too-many-feeds =
    { $count ->
        [one] יש בו יותר מערוץ אחד
        [two] יש בו יותר משני ערוצים
       *[other] יש בו יותר מ־{ $count } ערוצים
    }
error-foreign-damaged = מסד הנתונים פגום

## Services that keep pages

command-send-to = שליחה אל { $service }
command-send-to-first = שליחה אל השירות הראשון
command-send-to-second = שליחה אל השירות השני
command-send-to-third = שליחה אל השירות השלישי
command-show-keepers = שירותים לשליחה…
obstacle-no-keeper = אין שירות כזה, או שלרשומה אין קישור – הוסיפו שירות בהגדרות
keepers-title = שליחה לשירותים
keepers-explained = אפשר לשלוח רשומות לרשימת קריאה או לסימניות בשרת
keepers-none = אין שירותים
keepers-choose = שירותים…
keepers-full =
    { $count ->
        [one] אפשר להוסיף שירות אחד
        [two] אפשר להוסיף שני שירותים
       *[other] אפשר להוסיף { $count } שירותים
    }
keeper-at = { $name } ב־{ $host }
keeper-test = בדיקה
keeper-remove = הסרה
keeper-service = שירות
keeper-address = כתובת
keeper-address-hint = כתובת השרת, למשל keep.example.org
keeper-client-id = מזהה לקוח
keeper-client-secret = סוד הלקוח
keeper-client-explained = צרו לקוח ב־Wallabag תחת ״API clients management״. הסיסמה נשמרת בצרור המפתחות.
keeper-token-explained = צרו אסימון בהגדרות השירות. הוא נשמר בצרור המפתחות.
keeper-trying = השרת נשאל…
keeper-added = נוסף { $name }
keeper-removed = הוסר { $name }
keeper-works = { $name } עונה
keeper-fails = ‏{ $name }: { $reason }
keeper-sent = נשלח אל { $name }
keeper-not-sent = לא ניתן לשלוח אל { $name } – { $reason }
error-keeper-kind = בחרו שירות
error-keeper-client = הזינו שם משתמש ומזהה לקוח
error-keeper-secret = { $host } לא מקבל את האסימון או הסיסמה – צרו שם חדשים
error-keeper-refused = { $host } דחה את הדף: { $reason }

## The desktop around the window

notification-open = הצגה
settings-resting = בלי רענון
settings-rests-on-battery = כשהמחשב על סוללה
settings-rests-on-metered = ברשת שמחייבת לפי נפח
settings-background = ברקע
settings-stays-hidden = להמשיך לרענן כשהחלון סגור
settings-stays-hidden-hint = יציאה מסיימת; סגירת החלון לא
settings-starts-at-login = להתחיל בכניסה למערכת, בלי חלון
error-start-at-login = לא ניתן לשנות את ההפעלה בכניסה – { $reason }
## פרקים: נגן, תור, הורדות, פרקי משנה, תמלילים

place-queue = תור השמעה
sidebar-queued =
    { $count ->
        [one] פרק אחד בתור
        [two] שני פרקים בתור
       *[other] { $count } פרקים בתור
    }
command-group-listen = האזנה
command-play-pause = ניגון או השהיה
command-play = ניגון
command-pause = השהיה
command-skip-back = דילוג אחורה
command-skip-forward = דילוג קדימה
command-previous-chapter = הקטע הקודם
command-next-chapter = הקטע הבא
command-next-episode = הפרק הבא
command-play-faster = ניגון מהיר יותר
command-play-slower = ניגון איטי יותר
command-play-next = ניגון מיד אחרי
command-toggle-queued = הוספה לתור או הסרה
command-add-to-queue = הוספה לתור
command-remove-from-queue = הסרה מהתור
command-toggle-download = הורדה או הסרת ההורדה
command-download = הורדה
command-cancel-download = ביטול ההורדה
command-remove-download = הסרת ההורדה
command-show-chapters = קטעים
command-show-transcript = תמליל
command-queue-up = העברה למעלה בתור
command-queue-down = העברה למטה בתור
command-close-player = סגירת הנגן
obstacle-no-episode = קודם פתחו פרק
notice-no-episode = ברשומה הזו כבר אין שמע
error-download-disk = אי אפשר לשמור את הפרק – { $reason }
error-download-broken = ההורדה נקטעה שוב ושוב – נסו מאוחר יותר
step-enqueued = ״{ $title }״ נוסף לתור
step-enqueued-many =
    { $count ->
        [one] פרק אחד נוסף לתור
        [two] שני פרקים נוספו לתור
       *[other] { $count } פרקים נוספו לתור
    }
step-dequeued = ״{ $title }״ הוסר מהתור
step-dequeued-many =
    { $count ->
        [one] פרק אחד הוסר מהתור
        [two] שני פרקים הוסרו מהתור
       *[other] { $count } פרקים הוסרו מהתור
    }
step-moved-in-queue = ״{ $title }״ הוזז בתור
step-moved-in-queue-many =
    { $count ->
        [one] פרק אחד הוזז בתור
        [two] שני פרקים הוזזו בתור
       *[other] { $count } פרקים הוזזו בתור
    }
step-downloaded = ״{ $title }״ בהורדה
step-downloaded-many =
    { $count ->
        [one] פרק אחד בהורדה
        [two] שני פרקים בהורדה
       *[other] { $count } פרקים בהורדה
    }
step-removed-download = ההורדה של ״{ $title }״ הוסרה
step-removed-download-many =
    { $count ->
        [one] הורדה אחת הוסרה
        [two] שתי הורדות הוסרו
       *[other] { $count } הורדות הוסרו
    }
article-play-from = ניגון מ־{ $time }
pane-player = נגן
player-chapters = קטעים
player-transcript = תמליל
player-hide-panel = הסתרה
player-episode = { $title } – { $facts }
player-open-outside = פתיחה בתוכנה אחרת
player-loading = { $feed } – בטעינה…
player-feed-chapter = { $feed } – { $chapter }
player-times = ‎{ $speed }×
player-speed = מהירות: { $speed }
player-volume = עוצמה
player-sleep = טיימר שינה
player-sleep-end = טיימר שינה: בסוף הפרק
player-sleep-left =
    { $minutes ->
        [one] טיימר שינה: נשארה דקה אחת
        [two] טיימר שינה: נשארו שתי דקות
       *[other] טיימר שינה: נשארו { $minutes } דקות
    }
player-sleep-off = כבוי
player-sleep-minutes =
    { $minutes ->
        [one] בעוד דקה אחת
        [two] בעוד שתי דקות
       *[other] בעוד { $minutes } דקות
    }
player-sleep-at-end = בסוף הפרק
player-more = עוד לפרק הזה
player-track = מיקום
player-position = { $position } מתוך { $duration }
player-unknown-length = אורך לא ידוע
player-time-chapter = { $time } { $chapter }
player-chapter = קטע
player-chapter-link = פתיחת הקישור של הקטע ({ $host })
player-transcript-find = חיפוש בתמליל
player-transcript-found =
    { $count ->
        [0] אין תוצאות
        [one] תוצאה אחת
        [two] שתי תוצאות
       *[other] { $count } תוצאות
    }
player-transcript-coming = התמליל בהבאה…
player-transcript-problem = אי אפשר להביא את התמליל – { $reason }
player-transcript-earlier = הצגת המוקדם יותר
player-transcript-later = הצגת המאוחר יותר
episode-play-length = { $play } ({ $length })
episode-downloaded = הורד
episode-downloading = הורדו { $size }
episode-downloading-share = { $percent }% מתוך { $total }
episode-download-waits = ממתין להורדה
episode-download-failed = לא הורד – { $reason }
settings-listening = פרקים
settings-skipping = דילוג
settings-skip-back = אחורה
settings-skip-forward = קדימה
settings-seconds =
    { $seconds ->
        [one] שנייה אחת
        [two] שתי שניות
       *[other] { $seconds } שניות
    }
settings-listening-end = כשפרק נגמר
settings-listening-marks-read = סימון כנקרא
settings-downloads = הורדות
settings-downloads-room = לשמור לכל היותר { $size }
settings-downloads-hint = כשיש יותר, קודם מוסרים פרקים ששמעתם
feed-speed = מהירות
feed-skip-start = דילוג בהתחלה
feed-skip-end = דילוג בסוף
feed-skip-nothing = בלי דילוג
feed-downloads = הורדה
feed-downloads-none = לפי בקשה
feed-downloads-newest =
    { $count ->
        [one] הפרק החדש ביותר
        [two] שני הפרקים החדשים ביותר
       *[other] { $count } הפרקים החדשים ביותר
    }
