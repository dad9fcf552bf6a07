//! Parsing a whole feed with our normalisation, beside feed-rs alone on the same bytes. At most
//! twice the time of feed-rs is acceptable.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    missing_docs
)]

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use gleaner::parse::{ParseContext, parse_feed};

/// The seed feed, or a similar one if it is missing.
fn feed() -> Vec<u8> {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/devops-fundamentals.xml");
    fs::read(seed).unwrap_or_else(|_| made_up().into_bytes())
}

fn made_up() -> String {
    let mut feed =
        String::from("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Made up</title>");
    let body = "&lt;p&gt;Words &lt;code&gt;fn main&lt;/code&gt; and a &lt;a \
                href=\"https://example.org/\"&gt;link&lt;/a&gt;.&lt;/p&gt;\n"
        .repeat(200);
    for n in 0..12 {
        let _ = write!(
            feed,
            "<item><title>Entry {n}</title><guid>{n}</guid><description>{body}</description></item>"
        );
    }
    feed + "</channel></rss>"
}

fn parsing(criterion: &mut Criterion) {
    let bytes = feed();
    let mut group = criterion.benchmark_group("parse");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("feed-rs alone", |bencher| {
        bencher.iter(|| feed_rs::parser::parse(black_box(&bytes[..])));
    });
    let context = ParseContext::default();
    group.bench_function("normalised", |bencher| {
        bencher.iter(|| parse_feed(black_box(&bytes), &context));
    });
    group.finish();
}

criterion_group!(benches, parsing);
criterion_main!(benches);
