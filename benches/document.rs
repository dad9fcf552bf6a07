//! The time to turn bodies into documents and digests. Uses the seed feed if it is there, or else a
//! body of our own.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gleaner::document::{digest, from_html, plain_text, text_of};
use gleaner::model::EntryContent;
use gleaner::revisions::{Version, compare};

/// The longest body in the seed feed, with the entities of the XML resolved.
fn longest_seed_article() -> Option<String> {
    let xml = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/devops-fundamentals.xml"),
    )
    .ok()?;
    let bodies =
        xml.split("<description>").skip(2).filter_map(|rest| rest.split("</description>").next());
    let body = bodies.max_by_key(|body| body.len())?;
    Some(
        body.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&"),
    )
}

fn own_article() -> String {
    let part = "<h2>A heading</h2><p>Some <strong>strong</strong> words with a \
                <a href=\"https://example.org/?a=1&amp;b=2\">link</a> and \
                <code>code</code>.</p><ul><li>one</li><li><p>two</p></li></ul>\
                <pre class=\"highlight rust\"><code><span class=\"k\">fn</span> \
                <span class=\"nf\">main</span><span class=\"p\">()</span></code></pre>";
    part.repeat(25_000 / part.len())
}

fn documents(criterion: &mut Criterion) {
    let html = longest_seed_article().unwrap_or_else(|| {
        println!("the seed feed is absent: measuring a body of our own");
        own_article()
    });
    println!("{} bytes of HTML", html.len());
    let mut group = criterion.benchmark_group("document");
    group
        .throughput(Throughput::Bytes(html.len() as u64))
        .measurement_time(Duration::from_secs(3))
        .warm_up_time(Duration::from_secs(1));
    group.bench_function("from_html", |bencher| bencher.iter(|| from_html(black_box(&html), None)));
    group.bench_function("digest", |bencher| bencher.iter(|| digest(black_box(&html))));
    group.bench_function("text_of", |bencher| bencher.iter(|| text_of(black_box(&html))));
    group.bench_function("plain_text", |bencher| {
        bencher.iter(|| plain_text(black_box(&html), None, 80));
    });
    group.finish();
}

/// An article of this many words. `salt` decides which.
fn words_of(count: usize, salt: usize) -> String {
    let words: Vec<String> = (0..count).map(|at| format!("w{}", (at * salt) % 4093)).collect();
    words.chunks(60).flat_map(|part| ["<p>".into(), part.join(" "), ".</p>".into()]).collect()
}

fn revisions(criterion: &mut Criterion) {
    let old = words_of(5000, 7);
    let every_paragraph = old.replace("<p>w", "<p>another w");
    let mut group = criterion.benchmark_group("revisions of 5000 words");
    for (name, new) in [("edited", every_paragraph), ("wholly different", words_of(5000, 11))] {
        let [old, new] = [&old, &new].map(|html| {
            let content = EntryContent { html: html.clone(), ..EntryContent::default() };
            let document = from_html(html, None);
            (content, document)
        });
        let version = |(content, document)| Version::new(content, document);
        let (old, new) = (version((&old.0, &old.1)), version((&new.0, &new.1)));
        group.bench_function(name, |bencher| bencher.iter(|| compare(black_box(old), new)));
    }
    group.finish();
}

criterion_group!(benches, documents, revisions);
criterion_main!(benches);
