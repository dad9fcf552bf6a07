//! Pictures of the article pane. A few are compared bit by bit with committed files; the rest is
//! for people to look at.
//!
//! `GLEANER_RECORD=1` replaces the committed pictures. `cargo test article_gallery -- --ignored`
//! writes pictures of the seed articles to the directory in `GLEANER_GALLERY`.

use std::path::{Path, PathBuf};

use egui::Vec2;
use egui_kittest::kittest::Queryable as _;
use gleaner::config::{TextFace, ThemeChoice};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, RgbaImage};

use super::support::article::{self, PaneState, Setting, pane};

fn committed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures").join(format!("{name}.png"))
}

/// With the best PNG compression, because these files are committed.
fn save(picture: &RgbaImage, path: &Path) {
    let file = std::fs::File::create(path).unwrap();
    let encoder = PngEncoder::new_with_quality(
        std::io::BufWriter::new(file),
        CompressionType::Best,
        FilterType::Adaptive,
    );
    DynamicImage::ImageRgba8(picture.clone()).to_rgb8().write_with_encoder(encoder).unwrap();
}

#[track_caller]
fn assert_picture(name: &str, picture: &RgbaImage) {
    let path = committed(name);
    if std::env::var_os("GLEANER_RECORD").is_some() {
        save(picture, &path);
        return;
    }
    let expected = image::open(&path)
        .unwrap_or_else(|err| panic!("{}: {err}; record it with GLEANER_RECORD=1", path.display()))
        .into_rgba8();
    if expected != *picture {
        let seen = path.with_extension("new.png");
        save(picture, &seen);
        panic!("the picture {name} has changed: see {}", seen.display());
    }
}

const SAMPLE: &str = include_str!("../fixtures/article/everything.html");

fn sample(setting: &Setting) -> RgbaImage {
    pane(&article::article("The engine that weaves", SAMPLE), setting).render().unwrap()
}

#[test]
fn the_top_of_an_article_in_light() {
    assert_picture(
        "article-light",
        &sample(&Setting { size: Vec2::new(640.0, 720.0), ..Setting::default() }),
    );
}

#[test]
fn the_top_of_an_article_in_dark_serif_at_double_scale() {
    let setting = Setting {
        size: Vec2::new(420.0, 420.0),
        scale: 2.0,
        theme: ThemeChoice::Dark,
        face: TextFace::Serif,
    };
    assert_picture("article-dark-serif", &sample(&setting));
}

/// Scrolls through an article and saves the views, one below the other.
fn gallery_of(harness: &mut egui_kittest::Harness<'_, PaneState>, path: &Path) {
    let mut shots = vec![harness.render().unwrap()];
    while shots.len() < 4 && harness.state_mut().pane.scroll(gleaner::ui::article::Scroll::PageDown)
    {
        harness.run();
        shots.push(harness.render().unwrap());
    }
    for (at, shot) in shots.iter().enumerate() {
        shot.save(
            path.with_file_name(format!(
                "{}-{at}.png",
                path.file_stem().unwrap().to_string_lossy()
            )),
        )
        .unwrap();
    }
}

/// A selection, a hovered link with its address, and a focus ring.
fn touched(setting: &Setting) -> RgbaImage {
    let mut harness = pane(&article::article("The engine that weaves", SAMPLE), setting);
    let paragraph =
        harness.get_all_by_role(egui::accesskit::Role::Paragraph).nth(1).unwrap().rect();
    harness.drag_at(paragraph.left_top() + Vec2::new(160.0, 30.0));
    harness.run();
    harness.hover_at(paragraph.left_bottom() + Vec2::new(300.0, 20.0));
    harness.run();
    harness.drop_at(paragraph.left_bottom() + Vec2::new(300.0, 60.0));
    harness.run();
    harness.get_by_role_and_label(egui::accesskit::Role::Link, "to the code").focus();
    harness.get_by_role_and_label(egui::accesskit::Role::Link, "the notes themselves").hover();
    harness.run();
    harness.render().unwrap()
}

#[test]
fn a_selection_a_hovered_link_and_the_focus() {
    assert_picture(
        "article-touched",
        &touched(&Setting { size: Vec2::new(640.0, 420.0), ..Setting::default() }),
    );
}

#[test]
#[ignore = "for looking at: writes many pictures"]
fn article_gallery() {
    let Some(directory) = std::env::var_os("GLEANER_GALLERY").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&directory).unwrap();
    // Words separated by commas; a picture is made if its name has one of them.
    let wanted = std::env::var("GLEANER_GALLERY_ONLY").unwrap_or_default();
    let mut articles = article::seed_articles();
    articles.insert(0, article::article("The engine that weaves", SAMPLE));
    if let Some(html) = std::env::var_os("GLEANER_GALLERY_HTML") {
        articles.insert(1, article::article("A file", &std::fs::read_to_string(html).unwrap()));
    }
    if let Some(feed) = std::env::var_os("GLEANER_GALLERY_FEED") {
        articles = article::feed_articles(Path::new(&feed));
    }
    let themes = [
        ("light", ThemeChoice::Light),
        ("dark", ThemeChoice::Dark),
        ("sepia", ThemeChoice::Sepia),
        ("black", ThemeChoice::Black),
    ];
    for (at, article) in articles.iter().enumerate() {
        for (theme_name, theme) in themes {
            for (size, scale, face) in [
                (Vec2::new(1400.0, 900.0), 1.0, TextFace::Sans),
                (Vec2::new(900.0, 700.0), 1.0, TextFace::Sans),
                (Vec2::new(700.0, 700.0), 2.0, TextFace::Sans),
                (Vec2::new(900.0, 700.0), 1.0, TextFace::Serif),
            ] {
                let name = format!("{at:02}-{theme_name}-{}x{}@{scale}-{face:?}", size.x, size.y);
                if wanted.split(',').any(|word| name.contains(word)) {
                    gallery_of(
                        &mut pane(article, &Setting { size, scale, theme, face }),
                        &directory.join(&name),
                    );
                }
            }
        }
    }
}
