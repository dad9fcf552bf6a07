//! Draws every Mermaid diagram of a real feed.

use std::path::Path;

use gleaner::document::{Block, Code, from_html};
use gleaner::parse::{ParseContext, parse_feed};
use gleaner::picture::{Fit, Palette, draw_diagram};

use crate::support::skip::skip;

const LIGHT: Palette = Palette {
    page: [253, 252, 249],
    surface: [240, 239, 235],
    group: [247, 246, 243],
    border: [190, 189, 184],
    line: [110, 109, 106],
    ink: [28, 28, 26],
    accent: [40, 90, 160],
};
const DARK: Palette = Palette {
    page: [27, 27, 29],
    surface: [44, 44, 47],
    group: [36, 36, 38],
    border: [90, 90, 94],
    line: [160, 160, 164],
    ink: [226, 226, 224],
    accent: [120, 170, 240],
};
const ANY: Fit = Fit { width: 4000, height: 4000 };

fn codes<'a>(blocks: &'a [Block], found: &mut Vec<&'a Code>) {
    for block in blocks {
        match block {
            Block::Code(code) => found.push(code),
            Block::List(list) => list.items.iter().for_each(|item| codes(&item.blocks, found)),
            Block::Quote(blocks) | Block::Details { blocks, .. } | Block::Figure { blocks, .. } => {
                codes(blocks, found);
            }
            _ => {}
        }
    }
}

/// The sources of all diagrams in the seed feed, or `None` if the feed is absent.
fn seed_diagrams() -> Option<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/devops-fundamentals.xml");
    let Ok(bytes) = std::fs::read(path) else {
        skip("../shared/seed is absent");
        return None;
    };
    let feed = parse_feed(&bytes, &ParseContext::default()).unwrap();
    let mut sources = Vec::new();
    for entry in &feed.entries {
        let document = from_html(&entry.content.html, None);
        let mut found = Vec::new();
        codes(&document.blocks, &mut found);
        sources.extend(
            found
                .into_iter()
                .filter(|code| code.language.as_deref() == Some("mermaid"))
                .map(|code| code.text.clone()),
        );
    }
    Some(sources)
}

#[test]
fn every_diagram_of_the_seed_feed_is_drawn() {
    let Some(sources) = seed_diagrams() else { return };
    assert_eq!(sources.len(), 11);
    for (at, source) in sources.iter().enumerate() {
        for (name, palette) in [("light", LIGHT), ("dark", DARK)] {
            let picture = draw_diagram(source, &palette, 1.0, ANY)
                .unwrap_or_else(|err| panic!("diagram {at}: {err}\n{source}"));
            assert!(picture.natural.0 > 100, "diagram {at}");
            if let Some(dir) = std::env::var_os("GLEANER_GALLERY") {
                let bitmap = picture.bitmap;
                let image =
                    image::RgbaImage::from_raw(bitmap.width, bitmap.height, bitmap.rgba).unwrap();
                image.save(Path::new(&dir).join(format!("diagram-{at}-{name}.png"))).unwrap();
            }
        }
    }
}
