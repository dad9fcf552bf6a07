//! The parsed messages of each language, and how one of them becomes text.
//!
//! Nothing here panics: a message that is broken or missing is shown in English, else as its id.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use super::language::{Language, language};
use super::{numbers, pseudo};

type Bundle = FluentBundle<FluentResource>;

// A language is parsed when it is first used; the others cost nothing.
static BUNDLES: [OnceLock<Bundle>; Language::ALL.len()] =
    [const { OnceLock::new() }; Language::ALL.len()];

/// The text of a message in `language`.
pub(super) fn text(language: Language, id: &str, args: Option<&FluentArgs<'_>>) -> String {
    let text = match formatted(language, id, args) {
        Some(text) => text,
        None if language == Language::English => return id.to_owned(),
        None => return text_in_english(id, args),
    };
    if language.is_pseudo() { pseudo::bracketed(&text) } else { text }
}

/// The texts of the messages that read `english`, in the language in use. For tests, which look for
/// widgets by their English names.
#[must_use]
pub fn translations(english: &str) -> Vec<String> {
    let ids = Language::English.source().lines().filter_map(|line| line.split_once(" = "));
    let mut found: Vec<String> = Vec::new();
    for (id, _) in ids.filter(|(_, words)| *words == english) {
        let words = text(language(), id, None);
        if !found.contains(&words) {
            found.push(words);
        }
    }
    found
}

fn text_in_english(id: &str, args: Option<&FluentArgs<'_>>) -> String {
    formatted(Language::English, id, args).unwrap_or_else(|| id.to_owned())
}

fn formatted(language: Language, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let bundle = bundle(language)?;
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, args, &mut errors);
    errors.is_empty().then(|| text.into_owned())
}

fn bundle(language: Language) -> Option<&'static Bundle> {
    BUNDLES.get(language as usize).map(|cell| cell.get_or_init(|| parse(language)))
}

fn parse(language: Language) -> Bundle {
    let locale: LanguageIdentifier = language.plural_tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // The marks around arguments would show as boxes where a font lacks them, and would end up in
    // copied text. Arguments in the other direction are isolated where they are laid out.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(numbers::argument));
    if language.is_pseudo() {
        bundle.set_transform(Some(pseudo::accented));
    }
    // A file with a broken entry still gives its other entries.
    let resource = FluentResource::try_new(language.source().to_owned())
        .unwrap_or_else(|(resource, _)| resource);
    // Fails only for an id that is there twice; the first one stays.
    let _ = bundle.add_resource(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_message_shows_its_id() {
        for language in Language::ALL.iter().copied() {
            assert_eq!(text(language, "no-such-message", None), "no-such-message");
        }
    }

    #[test]
    fn a_message_is_found_by_its_english_words() {
        assert_eq!(translations("Feed settings…"), ["Feed settings…"]);
        let german = crate::i18n::with_language(Language::German, || translations("Undo"));
        assert_eq!(german, ["Rückgängig"]);
        assert!(translations("no such words").is_empty());
    }

    #[test]
    fn a_message_without_its_argument_shows_its_id() {
        assert_eq!(text(Language::English, "date-minutes-ago", None), "date-minutes-ago");
    }
}
