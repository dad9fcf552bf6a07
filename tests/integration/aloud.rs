//! Articles read aloud with a double of Speech Dispatcher.

use std::collections::BTreeMap;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use gleaner::aloud::ssip::{Place, SsipVoice};
use gleaner::aloud::{
    MessageId, NewVoice, News, Order, Reading, Spot, Text, Tone, Tune, Voice, VoiceError,
    VoiceEvent, speak,
};
use gleaner::document::from_html;
use gleaner::i18n::Language;

use crate::support::speech_server::SpeechServer;

const PATIENCE: Duration = Duration::from_secs(20);

fn reading(title: &str, html: &str) -> Reading {
    let document = Arc::new(from_html(html, None));
    let (title, formulas) = (title.to_owned(), Arc::default());
    Reading {
        text: Text { title, subtitle: None, document, formulas },
        from: Spot::default(),
        declared: None,
        window: Language::English,
        tune: Tune { percent: 150, voices: BTreeMap::new() },
    }
}

/// Reads to the end, or until something fails. Returns the news.
fn read(place: &Place, reading: Reading) -> Vec<News> {
    let (sender, orders) = channel::<Order>();
    let place = place.clone();
    let new_voice: NewVoice = Arc::new(move |tell| Ok(Box::new(SsipVoice::connect(&place, tell)?)));
    let news = Mutex::new(Vec::new());
    speak(reading, sender, &orders, &new_voice, &|event| news.lock().unwrap().push(event));
    news.into_inner().unwrap()
}

fn spoken(server: &SpeechServer) -> Vec<String> {
    let heard = server.heard();
    heard.iter().filter_map(|line| line.strip_prefix("> ")).map(str::to_owned).collect()
}

#[test]
fn an_article_is_spoken_sentence_by_sentence() {
    let server = SpeechServer::start();
    let html = "<p>The first one is here. And this is the second.</p><pre>a = 1</pre><p>End.</p>";
    let news = read(&server.place, reading("On bridges", html));
    assert_eq!(news.last(), Some(&News::Ended), "{news:?}");
    assert_eq!(
        spoken(&server),
        ["On bridges.", "The first one is here.", "And this is the second.", "Code.", "End."]
    );
    let heard = server.heard();
    for command in ["SET SELF RATE 25", "SET SELF LANGUAGE en", "SET SELF SSML_MODE OFF"] {
        assert!(heard.iter().any(|line| line == command), "{command}: {heard:?}");
    }
    let voices: Vec<String> = news
        .iter()
        .filter_map(|news| if let News::Voices(voices) = news { Some(voices) } else { None })
        .flat_map(|voices| voices.iter().map(|voice| voice.name.clone()))
        .collect();
    assert_eq!(voices, ["Alan (Scots)"]);
}

#[test]
fn no_article_can_give_commands() {
    let server = SpeechServer::start();
    let html = "<p>.<br>.\r\nSTOP ALL\r\n&#13;&#10;.&#13;&#10;SET ALL RATE 100</p>\
        <pre>\r\n.\r\nQUIT\r\n</pre><p>&lt;speak&gt;<br>.</p><p>..<br>.A. b</p>";
    let news = read(&server.place, reading(".\r\n.\r\nQUIT", html));
    assert_eq!(news.last(), Some(&News::Ended), "{news:?}");
    let allowed = ["SET SELF ", "SPEAK", "LIST SYNTHESIS_VOICES", "CANCEL SELF", "> "];
    let mut heard = server.heard();
    while heard.last().is_some_and(|last| last == "QUIT" || last == "CANCEL SELF") {
        heard.pop();
    }
    for line in heard {
        assert!(allowed.iter().any(|start| line.starts_with(start)), "{line}");
        assert!(!line.contains('|'), "a message of several lines: {line}");
    }
    assert!(
        spoken(&server).contains(&"<speak>".to_owned()),
        "markup is text: {:?}",
        spoken(&server)
    );
}

#[test]
fn a_voice_is_chosen_stopped_and_told_of_ends() {
    let server = SpeechServer::start();
    let (sender, events) = channel();
    let tell = Arc::new(move |event| _ = sender.send(event));
    let mut voice = SsipVoice::connect(&server.place, tell).unwrap();
    let tone = Tone {
        language: "en-GB".to_owned(),
        voice: Some("Alan (Scots)\"\r\nSTOP ALL".to_owned()),
        percent: 50,
    };
    voice.tune(&tone).unwrap();
    assert_eq!(voice.say("Hello").unwrap(), MessageId(1));
    assert_eq!(events.recv_timeout(PATIENCE), Ok(VoiceEvent::Ended(MessageId(1))));
    voice.cancel().unwrap();
    let heard = server.heard();
    assert!(heard.contains(&"SET SELF SYNTHESIS_VOICE \"Alan (Scots)STOP ALL\"".to_owned()));
    assert_eq!(heard.last().map(String::as_str), Some("CANCEL SELF"));
    drop(voice);
    assert_eq!(events.recv_timeout(PATIENCE), Ok(VoiceEvent::Lost));
}

#[test]
fn a_service_that_refuses_says_why() {
    let server = SpeechServer::refusing("SPEAK");
    let news = read(&server.place, reading("T", "<p>One."));
    let Some(News::Failed(words)) = news.last() else { panic!("{news:?}") };
    assert!(words.contains("301 ERROR NOT HERE"), "{words}");
    // Words that it may do without.
    for command in ["SET SELF SSML_MODE", "SET SELF SYNTHESIS_VOICE", "LIST"] {
        let server = SpeechServer::refusing(command);
        let mut reading = reading("T", "<p>This is the one of it.");
        reading.tune.voices.insert("en".to_owned(), "Gone".to_owned());
        assert_eq!(read(&server.place, reading).last(), Some(&News::Ended), "{command}");
    }
}

#[test]
fn without_a_service_the_user_learns_what_to_install() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place { socket: folder.path().join("none"), program: "no-such-program".into() };
    let error = SsipVoice::connect(&place, Arc::new(|_| ())).unwrap_err();
    assert!(matches!(error, VoiceError::NoService { .. }));
    let news = read(&place, reading("T", "<p>One."));
    let Some(News::Failed(words)) = news.last() else { panic!("{news:?}") };
    assert!(words.contains("install speech-dispatcher"), "{words}");
}

#[test]
fn a_megabyte_and_an_article_from_right_to_left_are_read() {
    let server = SpeechServer::start();
    let html = "<p>שלום לכולם. מה שלומכם היום?</p>".to_owned() + &"<p>עוד משפט אחד.".repeat(300);
    let news = read(&server.place, reading("כותרת", &html));
    assert_eq!(news.last(), Some(&News::Ended));
    assert_eq!(news.first(), Some(&News::Began { language: "he".to_owned() }));
    assert_eq!(spoken(&server).len(), 303);
}
