use std::sync::Mutex;
use std::sync::mpsc::channel;

use super::*;
use crate::document::from_html;

/// What a voice was told.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Told {
    Tune(Tone),
    Say(String),
    Cancel,
}

/// A voice that speaks each sentence when the test says so.
struct FakeVoice {
    told: Arc<Mutex<Vec<Told>>>,
    count: u64,
}

impl Voice for FakeVoice {
    fn tune(&mut self, tone: &Tone) -> Result<(), VoiceError> {
        self.told.lock().unwrap().push(Told::Tune(tone.clone()));
        Ok(())
    }

    fn say(&mut self, words: &str) -> Result<MessageId, VoiceError> {
        self.told.lock().unwrap().push(Told::Say(words.to_owned()));
        self.count += 1;
        Ok(MessageId(self.count))
    }

    fn cancel(&mut self) -> Result<(), VoiceError> {
        self.told.lock().unwrap().push(Told::Cancel);
        Ok(())
    }

    fn voices(&mut self) -> Result<Vec<VoiceName>, VoiceError> {
        let voice = |name: &str, language: &str| VoiceName {
            name: name.to_owned(),
            language: language.to_owned(),
        };
        Ok(vec![voice("Ann", "en-GB"), voice("Bo", "de"), voice("Cy+x", "en"), voice("Di", "en")])
    }
}

fn text(html: &str) -> Text {
    let document = Arc::new(from_html(html, None));
    Text { title: "Title".to_owned(), subtitle: None, document, formulas: Arc::default() }
}

fn reading(html: &str) -> Reading {
    Reading {
        text: text(html),
        from: Spot::default(),
        declared: None,
        window: Language::English,
        tune: Tune { percent: 100, voices: BTreeMap::new() },
    }
}

fn ended(message: u64) -> Order {
    Order::Voice(VoiceEvent::Ended(MessageId(message)))
}

/// Reads with orders that are there from the start; the first ones come before the first word.
fn run(reading: Reading, early: Vec<Order>, orders: Vec<Order>) -> (Vec<Told>, Vec<News>) {
    let told: Arc<Mutex<Vec<Told>>> = Arc::default();
    let news = Mutex::new(Vec::new());
    let (sender, inbox) = channel();
    for order in early {
        sender.send(order).unwrap();
    }
    let (voice_told, outer, late) = (Arc::clone(&told), sender.clone(), Mutex::new(orders));
    let new_voice: NewVoice = Arc::new(move |_| {
        let told = Arc::clone(&voice_told);
        Ok(Box::new(FakeVoice { told, count: 0 }))
    });
    let tell = |event: News| {
        // The voices come once the first sentence is spoken.
        if let News::Voices(_) = event {
            for order in late.lock().unwrap().drain(..) {
                outer.send(order).unwrap();
            }
            outer.send(Order::Stop).unwrap();
        }
        news.lock().unwrap().push(event);
    };
    speak(reading, sender, &inbox, &new_voice, &tell);
    let told = told.lock().unwrap().clone();
    (told, news.into_inner().unwrap())
}

fn said(told: &[Told]) -> Vec<&str> {
    told.iter().filter_map(words).collect()
}

fn words(told: &Told) -> Option<&str> {
    match told {
        Told::Say(words) => Some(words.as_str()),
        Told::Cancel => Some("(stop)"),
        Told::Tune(_) => None,
    }
}

fn shown(news: &[News]) -> usize {
    news.iter().filter(|news| matches!(news, News::Saying { .. })).count()
}

#[test]
fn sentences_follow_each_other_without_a_gap_and_then_it_ends() {
    let (told, news) = run(reading("<p>One. Two.</p>"), vec![], vec![ended(1), ended(2), ended(3)]);
    assert_eq!(said(&told), ["Title.", "One.", "Two."]);
    assert_eq!((shown(&news), news.last()), (3, Some(&News::Ended)));
}

#[test]
fn it_stops_at_once_and_says_nothing_more() {
    let (told, news) = run(reading("<p>One. Two.</p>"), vec![], vec![Order::Stop]);
    assert_eq!(said(&told), ["Title.", "One.", "(stop)"]);
    assert_ne!(news.last(), Some(&News::Ended));
    let (told, _) = run(reading("<p>One.</p>"), vec![Order::Stop], vec![]);
    assert!(told.is_empty(), "stopped before the first word: {told:?}");
}

#[test]
fn a_pause_begins_its_sentence_again() {
    let orders = vec![ended(1), Order::Pause, ended(2), Order::Resume];
    let (told, _) = run(reading("<p>One. Two. Three.</p>"), vec![], orders);
    assert_eq!(said(&told), ["Title.", "One.", "Two.", "(stop)", "One.", "Two.", "(stop)"]);
}

#[test]
fn steps_go_back_and_forth_and_past_the_end() {
    let orders = vec![Order::Step(1), Order::Step(-5), Order::Step(2)];
    let (told, _) = run(reading("<p>One. Two.</p>"), vec![], orders);
    assert_eq!(
        said(&told),
        [
            "Title.", "One.", "(stop)", "One.", "Two.", "(stop)", "Title.", "One.", "(stop)",
            "Two.", "(stop)"
        ]
    );
    let (_, news) = run(reading("<p>One.</p>"), vec![], vec![Order::Step(9)]);
    assert_eq!(news.last(), Some(&News::Ended));
    let (told, news) = run(reading("<p>One. Two.</p>"), vec![Order::Pause], vec![Order::Step(1)]);
    assert_eq!((said(&told).len(), shown(&news)), (0, 2), "a step in a pause only shows");
}

#[test]
fn an_end_that_was_not_told_is_noticed_with_the_next() {
    let (told, _) = run(reading("<p>One. Two. Three.</p>"), vec![], vec![ended(2), ended(77)]);
    assert_eq!(said(&told), ["Title.", "One.", "Two.", "Three.", "(stop)"]);
}

#[test]
fn the_language_of_the_article_chooses_voice_and_words() {
    let mut german = reading("<p>Die Brücke ist für ein Jahr nicht offen.</p><pre>x = 1</pre>");
    german.declared = Some("de-AT".to_owned());
    german.tune.voices.insert("de".to_owned(), "Bo".to_owned());
    let (told, news) = run(german, vec![], vec![ended(1), ended(2)]);
    let tone = Tone { language: "de-AT".to_owned(), voice: Some("Bo".to_owned()), percent: 100 };
    assert_eq!(told.first(), Some(&Told::Tune(tone)));
    let bo = VoiceName { name: "Bo".to_owned(), language: "de".to_owned() };
    assert!(news.contains(&News::Voices([bo].into())), "{news:?}");
    let code = with_language(Language::German, || t!(aloud_code));
    assert!(said(&told).iter().any(|words| words.starts_with(&code)), "{told:?}");
}

#[test]
fn a_new_speed_begins_the_sentence_again() {
    let fast = Tune { percent: 150, voices: BTreeMap::new() };
    let same = Order::Tune(fast.clone());
    let (told, news) = run(reading("<p>One.</p>"), vec![], vec![Order::Tune(fast), same]);
    assert_eq!(said(&told), ["Title.", "One.", "(stop)", "Title.", "One.", "(stop)"]);
    assert!(matches!(told.last(), Some(Told::Cancel)) && shown(&news) == 2);
    let names: Vec<&str> = news
        .iter()
        .filter_map(|news| if let News::Voices(voices) = news { Some(voices) } else { None })
        .flat_map(|voices| voices.iter().map(|voice| voice.name.as_str()))
        .collect();
    assert_eq!(names, ["Ann", "Di"], "variants are left out");
}

#[test]
fn an_article_that_changes_is_read_on() {
    let orders = vec![ended(1), Order::Replace(text("<p>New. One. Two.</p>")), ended(9)];
    let (told, _) = run(reading("<p>One. Two.</p>"), vec![], orders);
    assert_eq!(said(&told), ["Title.", "One.", "Two.", "(stop)", "One.", "Two.", "(stop)"]);
    let same = vec![Order::Replace(text("<p>One.</p>"))];
    let (told, _) = run(reading("<p>One.</p>"), vec![], same);
    assert_eq!(said(&told), ["Title.", "One.", "(stop)"], "nothing has changed");
}

#[test]
fn an_empty_article_is_named() {
    let mut empty = reading("");
    empty.text.title = String::new();
    let (told, news) = run(empty, vec![], vec![ended(1)]);
    assert_eq!(said(&told).len(), 1);
    assert_eq!(news.last(), Some(&News::Ended));
}

#[test]
fn a_voice_that_is_lost_or_missing_is_told() {
    let lost = vec![Order::Voice(VoiceEvent::Lost)];
    let (_, news) = run(reading("<p>One.</p>"), vec![], lost);
    assert!(matches!(news.last(), Some(News::Failed(_))), "{news:?}");
    let (sender, inbox) = channel();
    let none: NewVoice = Arc::new(|_| Err(VoiceError::NotHere));
    let news = Mutex::new(Vec::new());
    speak(reading(""), sender, &inbox, &none, &|event| news.lock().unwrap().push(event));
    assert!(matches!(news.lock().unwrap().last(), Some(News::Failed(_))));
}

#[test]
fn a_megabyte_is_split_and_stopped_soon() {
    let (told, news) = run(reading(&"<p>Some words here. ".repeat(60_000)), vec![], vec![]);
    assert_eq!(said(&told).len(), 3);
    assert_eq!(shown(&news), 1);
}
