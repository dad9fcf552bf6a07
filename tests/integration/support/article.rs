//! Articles for tests, and the article pane in a harness.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use egui::{Event, Modifiers, PointerButton, Pos2, Vec2};
use egui_kittest::Harness;
use gleaner::article::Article;
use gleaner::article::{complete, present};
use gleaner::config::{TextFace, ThemeChoice};
use gleaner::document::{Document, from_html};
use gleaner::i18n::Language;
use gleaner::model::{Entry, EntryContent, EntryId, EntryKey, EntryStatus, FeedId};
use gleaner::parse::{ParseContext, parse_feed};
use gleaner::ui::article::{ArticleAction, ArticlePane, Header, ReadingStyle};
use gleaner::ui::theme::Theme;
use jiff::Timestamp;
use url::Url;

use super::raster::Raster;
use super::skip::skip;

/// An article with an HTML body, published on 6 August 2025.
pub fn article(title: &str, html: &str) -> Arc<Article> {
    let base = Url::parse("https://example.org/post").unwrap();
    let content = EntryContent {
        title: title.to_owned(),
        url: Some(base.clone()),
        authors: vec!["Ada Lovelace".to_owned()],
        published: Some("2025-08-06T12:28:43Z".parse().unwrap()),
        html: html.to_owned(),
        base: Some(base.clone()),
        ..EntryContent::default()
    };
    with_document(content, from_html(html, Some(&base)))
}

/// An article with its own document.
pub fn with_document(content: EntryContent, document: Document) -> Arc<Article> {
    let facts = present(&content).facts;
    Arc::new(Article {
        entry: entry(1, content),
        document: Arc::new(document),
        subtitle: None,
        own_tags: Vec::new(),
        story: Vec::new(),
        facts,
        reading_minutes: 9,
        formulas: Arc::default(),
        is_full_text: false,
        edits: 0,
        changes: None,
        is_light: false,
    })
}

pub fn entry(id: i64, content: EntryContent) -> Entry {
    Entry {
        id: EntryId(id),
        feed_id: FeedId(1),
        key: EntryKey(id.to_string()),
        first_seen: content.published.unwrap_or(Timestamp::UNIX_EPOCH),
        content,
        status: EntryStatus::default(),
    }
}

/// The articles of the seed feed. Empty, with a message, if the feed is missing.
pub fn seed_articles() -> Vec<Arc<Article>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/devops-fundamentals.xml");
    let Ok(bytes) = std::fs::read(&path) else {
        skip("../shared/seed is absent");
        return Vec::new();
    };
    let feed = feed_rs::parser::parse(&bytes[..]).unwrap();
    let articles = feed.entries.into_iter().enumerate().map(|(at, item)| {
        let html = item
            .summary
            .map(|text| text.content)
            .or(item.content.and_then(|content| content.body))
            .unwrap_or_default();
        let url = item.links.first().and_then(|link| Url::parse(&link.href).ok());
        let content = EntryContent {
            title: item.title.map(|title| title.content).unwrap_or_default(),
            url: url.clone(),
            authors: item.authors.into_iter().filter_map(|person| person.name).collect(),
            published: item.published.map(|time| Timestamp::from_second(time.timestamp()).unwrap()),
            tags: item.categories.into_iter().map(|category| category.term).collect(),
            comments_url: url.clone(),
            ..EntryContent::default()
        };
        let document = Arc::new(from_html(&html, url.as_ref()));
        let facts = present(&content).facts;
        Arc::new(Article {
            entry: entry(at as i64 + 1, content),
            document,
            subtitle: None,
            own_tags: Vec::new(),
            story: Vec::new(),
            facts,
            reading_minutes: 9,
            formulas: Arc::default(),
            is_full_text: false,
            edits: 0,
            changes: None,
            is_light: false,
        })
    });
    articles.collect()
}

/// The articles of a feed file, as the program shows them.
pub fn feed_articles(path: &Path) -> Vec<Arc<Article>> {
    let context = ParseContext::new("https://example.org/feed.xml".parse().ok(), None);
    let mut feed = parse_feed(&std::fs::read(path).unwrap(), &context).unwrap();
    complete(&mut feed);
    let articles = feed.entries.into_iter().enumerate().map(|(at, parsed)| {
        let shown = present(&parsed.content);
        Arc::new(Article {
            entry: entry(at as i64 + 1, parsed.content),
            document: Arc::new(shown.document),
            subtitle: shown.subtitle,
            own_tags: Vec::new(),
            story: Vec::new(),
            facts: shown.facts,
            reading_minutes: 2,
            formulas: Arc::default(),
            is_full_text: false,
            edits: 0,
            changes: None,
            is_light: false,
        })
    });
    articles.collect()
}

/// The state of the pane's harness.
pub struct PaneState {
    pub pane: ArticlePane,
    pub article: Arc<Article>,
    pub header: Header,
    pub style: ReadingStyle,
    pub theme: Theme,
    pub actions: Vec<ArticleAction>,
    /// Lays out the alphabet in this many sizes first, to fill egui's glyph atlas.
    pub alphabets: u16,
}

/// How to show the pane.
#[derive(Debug, Clone)]
pub struct Setting {
    pub size: Vec2,
    pub scale: f32,
    pub theme: ThemeChoice,
    pub face: TextFace,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            size: Vec2::new(700.0, 600.0),
            scale: 1.0,
            theme: ThemeChoice::Light,
            face: TextFace::Sans,
        }
    }
}

/// The pane alone in a window.
pub fn pane(article: &Arc<Article>, setting: &Setting) -> Harness<'static, PaneState> {
    let theme = Theme::of(setting.theme, egui::Theme::Light);
    let state = PaneState {
        pane: ArticlePane::new(),
        article: Arc::clone(article),
        header: Header {
            language: Language::English,
            feed_title: "Notes on Engines".to_owned(),
            time_zone: jiff::tz::TimeZone::UTC,
            full_text_key: None,
        },
        style: ReadingStyle { face: setting.face, ..ReadingStyle::default() },
        theme: theme.clone(),
        actions: Vec::new(),
        alphabets: 0,
    };
    let mut harness = Harness::builder()
        .with_size(setting.size)
        .with_pixels_per_point(setting.scale)
        .with_theme(if theme.is_dark { egui::Theme::Dark } else { egui::Theme::Light })
        .with_step_dt(1.0 / 60.0)
        .with_max_steps(120)
        .renderer(Raster::default())
        .allow_missing_glyphs()
        .with_context_setup(move |ctx| {
            // Pictures for people may use all fonts of this machine. Pictures that are compared
            // must not.
            if std::env::var_os("GLEANER_GALLERY").is_some() {
                gleaner::ui::fonts::install_system(ctx);
            } else {
                gleaner::ui::fonts::install(ctx);
            }
            theme.apply(ctx);
        })
        .build_ui_state(
            |ui, state: &mut PaneState| {
                let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(ui.ctx().content_rect()));
                ui.set_clip_rect(ui.max_rect());
                for size in 0..state.alphabets {
                    let font = egui::FontId::proportional(60.0 + f32::from(size));
                    let _ = ui.painter().layout_no_wrap(
                        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".into(),
                        font,
                        state.theme.ink,
                    );
                }
                let actions = state.pane.show_ui(
                    &mut ui,
                    &state.article,
                    &state.header,
                    &state.style,
                    &state.theme,
                );
                state.actions.extend(actions);
            },
            state,
        );
    harness.run();
    harness
}

/// The pane with an article of this body.
pub fn show(html: &str) -> Harness<'static, PaneState> {
    pane(&article("A title", html), &Setting::default())
}

/// Forty paragraphs, all different.
pub fn long() -> String {
    (0..40).fold(String::new(), |mut html, at| {
        let _ = write!(
            html,
            "<p id='p{at}'>Paragraph {at} goes on about nothing in particular, at some length, \
                 so that it needs lines.</p>"
        );
        html
    })
}

/// Presses at one point, moves to another, and releases.
pub fn drag(harness: &mut Harness<'_, PaneState>, from: Pos2, to: Pos2) {
    harness.drag_at(from);
    harness.run();
    harness.hover_at(to);
    harness.run();
    harness.drop_at(to);
    harness.run();
}

/// Clicks several times in a row at a point.
pub fn press_times(harness: &mut Harness<'_, PaneState>, at: Pos2, times: usize) {
    for _ in 0..times {
        for pressed in [true, false] {
            harness.event(Event::PointerMoved(at));
            harness.event(Event::PointerButton {
                pos: at,
                button: PointerButton::Primary,
                pressed,
                modifiers: Modifiers::NONE,
            });
        }
    }
    harness.run();
}
