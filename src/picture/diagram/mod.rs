//! Draws Mermaid diagrams in the colours of the page.
//!
//! Authors often publish diagrams that Mermaid itself rejects, usually with unquoted parentheses in
//! labels. A source that does not parse is mended and tried once more. If that fails too, it is
//! shown as code. Without the feature `diagrams`, every source is shown as code.

#[cfg(feature = "diagrams")]
mod measure;
#[cfg(feature = "diagrams")]
mod mend;
mod palette;
#[cfg(feature = "diagrams")]
mod render;
#[cfg(feature = "diagrams")]
mod tint;

use super::decode::Picture;
use super::error::PictureError;
use super::fit::Fit;

pub use palette::Palette;

/// Longest source in bytes, the same as Mermaid's own limit.
pub const MAX_DIAGRAM_BYTES: usize = 50_000;
/// Time limit for drawing.
#[cfg(feature = "diagrams")]
const DIAGRAM_TIME: std::time::Duration = std::time::Duration::from_secs(5);

/// Draws a Mermaid diagram at `scale` times its own size, smaller if it does not fit.
pub fn draw_diagram(
    source: &str,
    palette: &Palette,
    scale: f32,
    fit: Fit,
) -> Result<Picture, PictureError> {
    if source.len() > MAX_DIAGRAM_BYTES {
        return Err(PictureError::TooManyBytes { limit: MAX_DIAGRAM_BYTES });
    }
    draw(source, palette, scale, fit)
}

#[cfg(feature = "diagrams")]
fn draw(source: &str, palette: &Palette, scale: f32, fit: Fit) -> Result<Picture, PictureError> {
    use super::svg::Drawing;
    use render::render;

    let source = tint::tinted(source, palette);
    let svg = render(&source, palette, DIAGRAM_TIME).or_else(|first| {
        render(&mend::mended(&source), palette, DIAGRAM_TIME).map_err(|_| first)
    })?;
    let drawing = Drawing::parse(svg.as_bytes())?;
    Ok(Picture {
        bitmap: drawing.draw(scale, fit)?,
        natural: drawing.size(),
        is_animated: false,
        frames: Vec::new(),
        needs_plate: false,
    })
}

#[cfg(not(feature = "diagrams"))]
fn draw(_: &str, _: &Palette, _: f32, _: Fit) -> Result<Picture, PictureError> {
    Err(PictureError::Unsupported { format: Some("Mermaid") })
}

#[cfg(all(test, feature = "diagrams"))]
mod tests {
    use std::time::Duration;

    use super::*;

    pub(super) const LIGHT: Palette = Palette {
        page: [255, 255, 252],
        surface: [240, 240, 236],
        group: [247, 247, 244],
        border: [190, 190, 184],
        line: [110, 110, 106],
        ink: [28, 28, 26],
        accent: [40, 90, 160],
    };
    const ANY: Fit = Fit { width: 4000, height: 4000 };

    #[test]
    fn a_flowchart_is_drawn_at_the_scale_of_the_screen() {
        let once = draw_diagram("graph LR\n A[One] --> B(Two)", &LIGHT, 1.0, ANY).unwrap();
        let twice = draw_diagram("graph LR\n A[One] --> B(Two)", &LIGHT, 2.0, ANY).unwrap();
        assert_eq!(once.natural, twice.natural);
        assert!(once.natural.0 > 100 && once.bitmap.rgba.iter().any(|byte| *byte > 0));
        assert!(twice.bitmap.width.abs_diff(2 * once.bitmap.width) <= 1);
    }

    #[test]
    fn labels_with_brackets_are_mended() {
        for source in [
            "graph LR\n A[Services (SEs)] --> B",
            "flowchart TD\n A --> C{Services (e.g., VMs)};\n C -->|yes (or no)| D(A (b) c)",
            "graph LR\n I[Kafka Controller (ZooKeeper/KRaft)] -- Coordinates --> F;",
        ] {
            assert!(draw_diagram(source, &LIGHT, 1.0, ANY).is_ok(), "{source}");
        }
    }

    #[test]
    fn other_kinds_are_drawn_too() {
        for source in [
            "sequenceDiagram\n Alice->>Bob: Hello\n Bob-->>Alice: Hi",
            "classDiagram\n Animal <|-- Duck",
            "stateDiagram-v2\n [*] --> Still\n Still --> [*]",
            "erDiagram\n CUSTOMER ||--o{ ORDER : places",
            "pie title Pets\n \"Dogs\" : 386\n \"Cats\" : 85",
            "gantt\n title A plan\n dateFormat YYYY-MM-DD\n section One\n \
             Task :a1, 2026-01-01, 30d",
            "mindmap\n root((mindmap))\n  Origins",
        ] {
            assert!(draw_diagram(source, &LIGHT, 1.0, ANY).is_ok(), "{source}");
        }
    }

    #[test]
    fn a_text_that_is_not_a_diagram_is_an_error() {
        for source in ["", "graph of the function", "graph LR\n A[One --> --> B]]", "\u{0}\u{0}"] {
            assert!(draw_diagram(source, &LIGHT, 1.0, ANY).is_err(), "{source}");
        }
    }

    #[test]
    fn a_diagram_that_takes_too_long_is_given_up() {
        let source = "graph LR\n A --> B";
        assert!(render::render(source, &LIGHT, DIAGRAM_TIME).is_ok());
        assert!(render::render(source, &LIGHT, Duration::ZERO).is_err());
    }

    #[test]
    fn a_source_may_be_as_long_as_the_limit_and_no_longer() {
        let comment = |length: usize| {
            let head = "graph LR\nA --> B\n";
            format!(
                "{head}{}{}",
                "%%\n".repeat((length - head.len()) / 3),
                "\n".repeat((length - head.len()) % 3)
            )
        };
        assert!(draw_diagram(&comment(MAX_DIAGRAM_BYTES), &LIGHT, 1.0, ANY).is_ok());
        let too_long = draw_diagram(&comment(MAX_DIAGRAM_BYTES + 1), &LIGHT, 1.0, ANY);
        assert_eq!(too_long, Err(PictureError::TooManyBytes { limit: MAX_DIAGRAM_BYTES }));
    }
}
