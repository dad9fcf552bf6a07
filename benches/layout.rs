//! The article pane: the first frame of the longest seed article, a frame without changes, and
//! scrolling through 20,000 blocks.
//!
//! A frame is all the work of the UI thread for the pane: settle, lay out, interact, paint.
//! `tessellate` adds egui's triangles.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use egui::{Event, Pos2, RawInput, Rect, Vec2};
use gleaner::article::Article;
use gleaner::document::{Document, from_html};
use gleaner::i18n::Language;
use gleaner::model::{Entry, EntryContent, EntryId, EntryKey, EntryStatus, FeedId};
use gleaner::ui::article::{ArticlePane, Header, ReadingStyle, Scroll};
use gleaner::ui::theme::Theme;
use jiff::Timestamp;

const BLOCKS: usize = 20_000;

struct Window {
    ctx: egui::Context,
    pane: ArticlePane,
    header: Header,
    time: f64,
}

impl Window {
    fn new() -> Self {
        let ctx = egui::Context::default();
        gleaner::ui::fonts::install(&ctx);
        Theme::light().apply(&ctx);
        let header = Header {
            language: Language::English,
            feed_title: "Notes".into(),
            time_zone: jiff::tz::TimeZone::UTC,
            full_text_key: None,
        };
        Self { ctx, pane: ArticlePane::new(), header, time: 0.0 }
    }

    fn frame(&mut self, article: &Arc<Article>, events: Vec<Event>) -> egui::FullOutput {
        self.time += 1.0 / 60.0;
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(900.0, 800.0)));
        let input = RawInput { screen_rect, time: Some(self.time), events, ..RawInput::default() };
        let mut output = self.ctx.run_ui(input, |ui| {
            self.pane.show_ui(ui, article, &self.header, &ReadingStyle::default(), &Theme::light());
        });
        output.textures_delta.clear();
        output
    }
}

fn article(id: i64, document: Document) -> Arc<Article> {
    let entry = Entry {
        id: EntryId(id),
        feed_id: FeedId(1),
        key: EntryKey(id.to_string()),
        first_seen: Timestamp::UNIX_EPOCH,
        content: EntryContent { title: "A title".into(), ..EntryContent::default() },
        status: EntryStatus::default(),
    };
    Arc::new(Article {
        entry,
        document: Arc::new(document),
        subtitle: None,
        own_tags: Vec::new(),
        story: Vec::new(),
        facts: Vec::new(),
        reading_minutes: 9,
        formulas: Arc::default(),
        is_full_text: false,
        edits: 0,
        changes: None,
        is_light: false,
    })
}

/// The longest body in the seed feed, or else one of our own of that length.
fn longest() -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/devops-fundamentals.xml");
    let bodies = std::fs::read(path)
        .ok()
        .and_then(|bytes| feed_rs::parser::parse(&bytes[..]).ok())
        .map(|feed| {
            let html =
                feed.entries.into_iter().filter_map(|entry| entry.summary.map(|text| text.content));
            html.max_by_key(String::len).unwrap_or_default()
        });
    from_html(&bodies.unwrap_or_else(|| sample(120)), None)
}

fn sample(blocks: usize) -> String {
    let block = |at: usize| match at % 5 {
        0 => format!("<h2>Part {at}</h2>"),
        1 => format!("<pre><code>let block = {at};\nlet next = block + 1;</code></pre>"),
        2 => format!("<ul><li>item {at}</li><li>another <code>item</code></li></ul>"),
        _ => format!(
            "<p>Paragraph {at} goes on about <em>nothing</em> in \
             <strong>particular</strong>, at some <a href='https://example.org/{at}'>length</a>, \
             so that it needs more than one line.</p>"
        ),
    };
    (0..blocks).map(block).collect()
}

fn layout(criterion: &mut Criterion) {
    let long = article(1, longest());
    let huge = article(3, from_html(&sample(BLOCKS), None));
    println!("{} blocks", huge.document.blocks.len());

    let small = article(4, from_html("<p>Between.</p>", None));
    let mut window = Window::new();
    criterion.bench_function("first frame of the longest article", |bencher| {
        bencher.iter_custom(|count| {
            let mut spent = Duration::ZERO;
            for _ in 0..count {
                // egui keeps the texts of the previous frame. Another article in between removes
                // them.
                window.frame(&small, Vec::new());
                window.frame(&small, Vec::new());
                let start = Instant::now();
                black_box(window.frame(&long, Vec::new()).shapes.len());
                spent += start.elapsed();
            }
            spent
        });
    });
    criterion.bench_function("a frame at rest", |bencher| {
        bencher.iter(|| black_box(window.frame(&long, Vec::new()).shapes.len()));
    });
    criterion.bench_function("a frame at rest with triangles", |bencher| {
        bencher.iter(|| {
            let output = window.frame(&long, Vec::new());
            black_box(window.ctx.tessellate(output.shapes, 1.0).len())
        });
    });

    criterion.bench_function("opening 20,000 blocks", |bencher| {
        // A thread cuts the article into pieces. The measured time is the longest frame of the
        // window meanwhile.
        bencher.iter_custom(|count| {
            let mut spent = Duration::ZERO;
            for _ in 0..count {
                window.pane = ArticlePane::new();
                let mut longest = Duration::ZERO;
                loop {
                    let start = Instant::now();
                    black_box(window.frame(&huge, Vec::new()).shapes.len());
                    longest = longest.max(start.elapsed());
                    if !window.pane.is_opening() {
                        break;
                    }
                    std::thread::sleep(Duration::from_millis(1));
                }
                spent += longest;
            }
            spent
        });
    });
    criterion.bench_function("scrolling 20,000 blocks", |bencher| {
        bencher.iter(|| {
            if !window.pane.scroll(Scroll::LineDown) {
                window.pane.scroll(Scroll::Top);
            }
            black_box(window.frame(&huge, Vec::new()).shapes.len())
        });
    });
    criterion.bench_function("paging through 20,000 blocks", |bencher| {
        bencher.iter(|| {
            if !window.pane.scroll(Scroll::PageDown) {
                window.pane.scroll(Scroll::Top);
            }
            black_box(window.frame(&huge, Vec::new()).shapes.len())
        });
    });
    criterion.bench_function("to the end of 20,000 blocks and back", |bencher| {
        let mut is_at_end = false;
        bencher.iter(|| {
            is_at_end = !is_at_end;
            window.pane.scroll(if is_at_end { Scroll::Bottom } else { Scroll::Top });
            black_box(window.frame(&huge, Vec::new()).shapes.len())
        });
    });
}

/// The very first frame: every glyph is drawn for the first time.
fn cold(criterion: &mut Criterion) {
    let long = article(1, longest());
    criterion.bench_function("the very first frame", |bencher| {
        bencher.iter_with_setup(Window::new, |mut window| {
            black_box(window.frame(&long, Vec::new()).shapes.len())
        });
    });
}

criterion_group!(benches, layout, cold);
criterion_main!(benches);
