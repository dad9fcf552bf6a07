//! `gleaner speak`: reads an entry aloud, or prints the sentences that would be spoken.

use std::cell::RefCell;
use std::io::Write;
use std::sync::Arc;
use std::sync::mpsc;

use serde_json::json;

use super::CliError;
use super::library::{open, printable, store_error};
use super::profile::Profile;
use crate::aloud::{
    self, NewVoice, News, Reading, Script, Spot, Text, Tune, language_for, script_of,
};
use crate::article::present;
use crate::config::{Settings, read_toml};
use crate::i18n::Language;
use crate::model::EntryId;
use crate::store::Store;

/// Arguments of `gleaner speak`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The number of the entry, as listed by `list`
    #[arg(value_name = "ID")]
    id: i64,
    /// Print the sentences instead of speaking them
    #[arg(long)]
    sentences: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Reads the entry, and prints each sentence as it is spoken.
pub fn run(args: &Args, profile: &Profile, out: &mut dyn Write) -> Result<(), CliError> {
    let store = open(profile)?;
    let reading = reading(args.id, &store, profile)?;
    drop(store);
    let language = language_for(&reading);
    if args.sentences {
        let script: Script = script_of(&reading.text, &language, reading.window);
        let words = script.utterances().iter().map(|utterance| utterance.words.clone()).collect();
        return print(args, &language, words, out);
    }
    let words = speak(args, reading, out)?;
    if args.json { print(args, &language, words, out) } else { Ok(()) }
}

fn reading(id: i64, store: &Store, profile: &Profile) -> Result<Reading, CliError> {
    let reader = store.reader();
    let missing =
        || CliError::new("no_such_entry", format!("There is no entry {id} - see gleaner list"));
    let mut entry = reader.entry(EntryId(id)).map_err(store_error)?.ok_or_else(missing)?;
    if let Some(text) =
        reader.full_text(entry.id).map_err(store_error)?.filter(|text| text.is_shown)
    {
        entry.content.html = text.html;
    }
    let shown = present(&entry.content);
    let text = Text {
        title: entry.content.title,
        subtitle: shown.subtitle,
        document: Arc::new(shown.document),
        formulas: Arc::default(),
    };
    let declared = reader.feed_language(entry.feed_id).map_err(store_error)?;
    let settings = read_toml::<Settings>(&profile.paths.settings()).unwrap_or_default();
    let settings = settings.clamped();
    let tune = Tune { percent: settings.speech_percent, voices: settings.voices };
    Ok(Reading { text, from: Spot::default(), declared, window: Language::English, tune })
}

/// Speaks. Returns the sentences that were spoken; those are printed meanwhile unless JSON is
/// wanted.
fn speak(args: &Args, reading: Reading, out: &mut dyn Write) -> Result<Vec<String>, CliError> {
    let (sender, orders) = mpsc::channel();
    let new_voice: NewVoice = Arc::new(aloud::system_voice);
    let spoken = RefCell::new((Vec::new(), None, out, Ok(())));
    let stop = sender.clone();
    let tell = |news| {
        let (sentences, failure, out, printed) = &mut *spoken.borrow_mut();
        match news {
            News::Saying { words, .. } => {
                if !args.json {
                    *printed = writeln!(out, "{}", printable(&words)).and_then(|()| out.flush());
                    if printed.is_err() {
                        // Nobody reads along any more.
                        let _ = stop.send(aloud::Order::Stop);
                    }
                }
                sentences.push(words);
            }
            News::Failed(words) => *failure = Some(words),
            News::Began { .. } | News::Voices(_) | News::Ended => {}
        }
    };
    aloud::speak(reading, sender, &orders, &new_voice, &tell);
    let (sentences, failure, _, printed) = spoken.into_inner();
    printed?;
    match failure {
        Some(words) => Err(CliError::new("no_speech", words)),
        None => Ok(sentences),
    }
}

fn print(
    args: &Args,
    language: &str,
    words: Vec<String>,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    if args.json {
        let answer = json!({ "entry": args.id, "language": language, "sentences": words });
        writeln!(out, "{answer}")?;
    } else {
        for sentence in words {
            writeln!(out, "{}", printable(&sentence))?;
        }
    }
    Ok(())
}
