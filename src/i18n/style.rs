//! The rules of style for messages that a machine can check. `assets/i18n/README.md` has them all.

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};

use super::Language;

/// Words with a capital letter inside a sentence of the English file: names, and places and keys as
/// the window names them.
const NAMES: [&str; 56] = [
    "API",
    "All",
    "DER",
    "DISPLAY",
    "Debian",
    "Dropbox",
    "Enable",
    "Enter",
    "Escape",
    "FILE",
    "Fever",
    "FreshRSS",
    "GB",
    "GNOME",
    "Gleaner",
    "Guard",
    "History",
    "I",
    "ID",
    "KB",
    "KWallet",
    "KeePassXC",
    "Keyring",
    "Keys",
    "Left",
    "Liferea",
    "MB",
    "Markdown",
    "Miniflux",
    "News",
    "NewsFlash",
    "Newsboat",
    "Nextcloud",
    "OPML",
    "Obsidian",
    "OpenGL",
    "Profile",
    "QuiteRSS",
    "RSS",
    "Read",
    "Right",
    "Security",
    "Settings",
    "Shift",
    "Subscribe",
    "Syncthing",
    "TB",
    "Thunderbird",
    "Tiny",
    "Today",
    "Unread",
    "WAYLAND_DISPLAY",
    "Wallabag",
    "Web",
    "X",
    "YouTube",
];

/// The starts of the ids of labels: buttons, titles, rows and notices, which stand alone.
const LABELS: [&str; 12] = [
    "add-title",
    "button-",
    "command-",
    "feed-",
    "lightbox-",
    "menu-",
    "name-",
    "notice-",
    "pane-",
    "place-",
    "settings-",
    "tags-",
];

/// The starts of the ids of reasons, which stand behind the dash of another message.
const REASONS: [&str; 11] = [
    "error-certificates-",
    "error-database-",
    "error-foreign-",
    "error-io-",
    "error-keyring-unreadable",
    "error-list-not-a-list",
    "error-net-proxy-address",
    "error-net-proxy-host",
    "error-net-proxy-password",
    "error-net-proxy-scheme",
    "skipped-",
];

/// The start of the ids of sentences that follow one another in a report.
const REPORT: &str = "repair-";

/// A text that the window can show: a message, or one variant of it. Arguments are `{name}`.
struct Text {
    id: &'static str,
    words: String,
}

impl Text {
    fn is_of(&self, groups: &[&str]) -> bool {
        groups.iter().any(|group| self.id.starts_with(group))
    }
}

/// The texts of a language.
fn texts(language: Language) -> Vec<Text> {
    let parsed = fluent_syntax::parser::parse(language.source())
        .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", language.tag()));
    let mut texts = Vec::new();
    for entry in &parsed.body {
        if let Entry::Message(message) = entry
            && let Some(pattern) = &message.value
        {
            texts.extend(
                variants(pattern).into_iter().map(|words| Text { id: message.id.name, words }),
            );
        }
    }
    texts
}

fn variants(pattern: &Pattern<&str>) -> Vec<String> {
    pattern.elements.iter().fold(vec![String::new()], |starts, element| {
        let ends = match element {
            PatternElement::TextElement { value } => vec![(*value).to_owned()],
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                vec![placeholder(inline)]
            }
            PatternElement::Placeable { expression: Expression::Select { variants: all, .. } } => {
                all.iter().flat_map(|variant| variants(&variant.value)).collect()
            }
        };
        starts
            .iter()
            .flat_map(|start| ends.iter().map(move |end| format!("{start}{end}")))
            .collect()
    })
}

fn placeholder(inline: &InlineExpression<&str>) -> String {
    match inline {
        InlineExpression::VariableReference { id } => format!("{{{}}}", id.name),
        InlineExpression::StringLiteral { value } => (*value).to_owned(),
        InlineExpression::NumberLiteral { .. }
        | InlineExpression::FunctionReference { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. }
        | InlineExpression::Placeable { .. } => "{}".to_owned(),
    }
}

/// Fails with the id and text of each message that breaks a rule.
fn assert_all(texts: &[Text], rule: &str, is_kept: impl Fn(&Text) -> bool) {
    let broken: Vec<String> = texts
        .iter()
        .filter(|text| !is_kept(text))
        .map(|text| format!("{} = {}", text.id, text.words))
        .collect();
    assert!(broken.is_empty(), "{rule}:\n{}", broken.join("\n"));
}

fn languages() -> impl Iterator<Item = Language> {
    Language::ALL.iter().copied().filter(|language| !language.is_pseudo())
}

/// The words of a text that do not begin a sentence.
fn inner_words(text: &str) -> Vec<&str> {
    let mut inner = Vec::new();
    // A name in a pair of quotation marks is a label; a colon begins a new label.
    let mut begins = true;
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '{');
        if !begins && !word.starts_with(['\u{201c}', '{']) && !bare.is_empty() {
            inner.push(bare);
        }
        begins = word.ends_with(['.', ':', '?', '\u{b7}']) || word == "\u{b7}";
    }
    inner
}

#[test]
fn a_text_is_one_line_without_stray_spaces() {
    for language in languages() {
        assert_all(&texts(language), "one line, single spaces", |text| {
            !text.words.contains(['\n', '\t', '\u{a0}'])
                && !text.words.contains("  ")
                && text.words.trim() == text.words
        });
    }
}

#[test]
fn quotes_dashes_and_ellipses_are_those_of_print() {
    for language in languages() {
        let texts = texts(language);
        assert_all(&texts, "quotation marks of the language", |text| {
            !text.words.contains(['"', '`', '\u{b4}'])
        });
        assert_all(&texts, "the ellipsis is one character", |text| !text.words.contains(".."));
        assert_all(&texts, "a dash, not a hyphen", |text| {
            !text.words.contains(" - ") && !text.words.contains("--") || is_about_options(text)
        });
        assert_all(&texts, "no exclamation marks", |text| !text.words.contains('!'));
    }
}

/// Whether a text names an option of the command line.
fn is_about_options(text: &Text) -> bool {
    text.words.contains("gleaner --")
}

#[test]
fn english_quotes_come_in_pairs_and_an_apostrophe_is_in_a_word() {
    assert_all(&texts(Language::English), "“quotes”, and ' only in words", |text| {
        let count = |mark| text.words.matches(mark).count();
        let letters: Vec<char> = text.words.chars().collect();
        let is_inside = |at: usize| {
            let is_letter = |at: Option<usize>| {
                at.and_then(|at| letters.get(at)).is_some_and(|letter| letter.is_alphabetic())
            };
            is_letter(at.checked_sub(1)) && is_letter(at.checked_add(1))
        };
        count('\u{201c}') == count('\u{201d}')
            && letters.iter().enumerate().all(|(at, letter)| *letter != '\'' || is_inside(at))
    });
}

#[test]
fn one_english_sentence_has_no_full_stop_and_several_have_one_each() {
    assert_all(&texts(Language::English), "full stops only after several sentences", |text| {
        if text.id.starts_with(REPORT) {
            return true;
        }
        let has_several = text.words.contains(". ");
        // At the end there may be an argument, which is a link, or a command to type.
        let (_, last) = text.words.rsplit_once(": ").unwrap_or_default();
        let is_open = text.words.ends_with('}') || last.starts_with("gleaner ");
        text.words.ends_with('.') == (has_several && !is_open)
    });
}

#[test]
fn english_dashes_have_spaces_and_there_is_one_at_most() {
    assert_all(&texts(Language::English), "one dash, with spaces", |text| {
        let dashes = text.words.matches('\u{2014}').count();
        dashes == text.words.matches(" \u{2014} ").count()
            && dashes <= 1
            && !text.words.contains('\u{2013}')
    });
}

#[test]
fn an_english_ellipsis_follows_its_word_at_the_end() {
    assert_all(&texts(Language::English), "the ellipsis ends a label", |text| {
        match text.words.split_once('\u{2026}') {
            None => true,
            // "… and 3 more" and a list of examples.
            Some((before, after)) => before.is_empty() || after.is_empty() && text_ends(before),
        }
    });
}

fn text_ends(before: &str) -> bool {
    !before.ends_with(' ') || before.ends_with("/ ")
}

#[test]
fn english_labels_are_in_sentence_case() {
    let all = texts(Language::English);
    for name in NAMES {
        assert!(all.iter().any(|text| text.words.contains(name)), "{name} is in no message");
    }
    assert_all(&texts(Language::English), "capitals only for names", |text| {
        inner_words(&text.words).iter().all(|word| {
            !word.starts_with(char::is_uppercase)
                || word
                    .split(['+', '/', '\''])
                    .all(|part| !part.starts_with(char::is_uppercase) || NAMES.contains(&part))
        })
    });
    assert_all(&texts(Language::English), "a label begins with a capital", |text| {
        let is_label = text.is_of(&LABELS) || text.id.ends_with("-title");
        !is_label || text.id.ends_with("-hint") || !text.words.starts_with(char::is_lowercase)
    });
}

#[test]
fn an_english_error_begins_with_a_capital_and_a_reason_does_not() {
    assert_all(&texts(Language::English), "a reason follows a dash, an error does not", |text| {
        let first = text.words.chars().next();
        let is_capital = first.is_some_and(char::is_uppercase);
        if text.is_of(&REASONS) {
            !is_capital || NAMES.iter().any(|name| text.words.starts_with(name))
        } else {
            !text.is_of(&["error-"]) || is_capital || text.words.starts_with(['{', '\u{201c}'])
        }
    });
}

#[test]
fn english_shortens_its_negations() {
    assert_all(&texts(Language::English), "can't and couldn't", |text| {
        !["cannot", "can not", "could not"].iter().any(|long| text.words.contains(long))
    });
}

/// The categories of plurals that a language needs; `other` is the last.
fn plurals(language: Language) -> &'static [&'static str] {
    match language {
        Language::Hebrew => &["one", "two", "other"],
        Language::English | Language::German | Language::Pseudo | Language::PseudoMirrored => {
            &["one", "other"]
        }
    }
}

#[test]
fn a_plural_has_every_form_of_its_language() {
    for language in languages() {
        let parsed = fluent_syntax::parser::parse(language.source()).unwrap();
        for entry in &parsed.body {
            let Entry::Message(message) = entry else { continue };
            for element in message.value.iter().flat_map(|pattern| &pattern.elements) {
                let PatternElement::Placeable { expression: Expression::Select { variants, .. } } =
                    element
                else {
                    continue;
                };
                let keys = categories(variants);
                assert_eq!(keys, plurals(language), "{}: {}", language.tag(), message.id.name);
                assert!(variants.last().unwrap().default, "{}: *[other]", message.id.name);
            }
        }
    }
}

/// The categories of plurals in a message; numbers that have words of their own stand beside them.
fn categories<'a>(variants: &'a [Variant<&'a str>]) -> Vec<&'a str> {
    let category = |variant: &'a Variant<&'a str>| match &variant.key {
        VariantKey::Identifier { name } => Some(*name),
        VariantKey::NumberLiteral { .. } => None,
    };
    variants.iter().filter_map(category).collect()
}

#[test]
fn german_says_du_in_german_quotation_marks() {
    assert_all(&texts(Language::German), "„quotes“ in pairs", |text| {
        let count = |mark| text.words.matches(mark).count();
        count('\u{201e}') == count('\u{201c}') && count('\u{201d}') == 0 && count('\'') == 0
    });
    assert_all(&texts(Language::German), "du, not Sie", |text| {
        !["Ihnen", "Ihre", "Ihr ", "können Sie", " Sie "].iter().any(|sie| text.words.contains(sie))
    });
    assert_all(&texts(Language::German), "a dash – with spaces", has_short_dashes);
}

#[test]
fn hebrew_is_in_hebrew() {
    let is_hebrew = |letter: char| ('\u{5d0}'..='\u{5ea}').contains(&letter);
    assert_all(&texts(Language::Hebrew), "words of the language", |text| {
        let mut words = text.words.clone();
        while let (Some(start), Some(end)) = (words.find('{'), words.find('}')) {
            words.replace_range(start..=end, "");
        }
        // The names of keys, and names.
        let is_name =
            text.id.starts_with("key-") || ["Gleaner", "Gleaner ()", "GIF"].contains(&&*words);
        is_name || words.contains(is_hebrew) || !words.contains(char::is_alphabetic)
    });
    assert_all(&texts(Language::Hebrew), "״quotes״ of the language", |text| {
        !text.words.contains(['\u{201c}', '\u{201d}', '\u{201e}'])
    });
    assert_all(&texts(Language::Hebrew), "a dash – with spaces", has_short_dashes);
}

fn has_short_dashes(text: &Text) -> bool {
    let dashes = text.words.matches('\u{2013}').count();
    dashes == text.words.matches(" \u{2013} ").count() && !text.words.contains('\u{2014}')
}

#[test]
fn a_plural_of_english_tells_one_from_many() {
    let parsed = fluent_syntax::parser::parse(Language::English.source()).unwrap();
    for entry in &parsed.body {
        let Entry::Message(message) = entry else { continue };
        for element in message.value.iter().flat_map(|pattern| &pattern.elements) {
            if let PatternElement::Placeable { expression: Expression::Select { variants, .. } } =
                element
            {
                let words = format!("{}: [one] and *[other]", message.id.name);
                assert_eq!(categories(variants), ["one", "other"], "{words}");
                assert!(variants.last().unwrap().default, "{words}");
            }
        }
    }
    assert_all(&texts(Language::English), "plurals by Fluent", |text| !text.words.contains("(s)"));
}
