//! Draws Mermaid diagrams in the colours of the page.
//!
//! Authors often publish diagrams that Mermaid itself rejects, usually with unquoted parentheses in
//! labels. A source that does not parse is mended and tried once more. If that fails too, it is
//! shown as code.

mod mend;
mod tint;

use std::time::Duration;

use merman::svg::{
    CssOverridePolicy, HostTheme, HostThemeAppearance, Presentation, RenderResourcePolicy,
    SvgOutputPolicy, SvgPipelinePreset, SvgRenderOptions, ThemeRole,
};
use merman::{
    Engine, OperationControl, RenderOutput, RenderRequest, Renderer, SvgEnvironment, SvgRequest,
};

use super::decode::Picture;
use super::error::PictureError;
use super::fit::Fit;
use super::svg::Drawing;

/// Longest source in bytes, the same as Mermaid's own limit.
pub const MAX_DIAGRAM_BYTES: usize = 50_000;
/// Time limit for drawing.
const DIAGRAM_TIME: Duration = Duration::from_secs(5);

/// The colours of the page, each as red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Palette {
    /// The background.
    pub page: [u8; 3],
    /// The fill of boxes.
    pub surface: [u8; 3],
    /// The fill of groups of boxes.
    pub group: [u8; 3],
    /// The borders of boxes.
    pub border: [u8; 3],
    /// Arrows and other lines.
    pub line: [u8; 3],
    /// Text.
    pub ink: [u8; 3],
    /// The first colour of charts.
    pub accent: [u8; 3],
}

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

fn render(source: &str, palette: &Palette, time: Duration) -> Result<String, PictureError> {
    let damaged = |reason: String| PictureError::Damaged { reason };
    let output = SvgOutputPolicy {
        preset: SvgPipelinePreset::ResvgSafe,
        css_override_policy: CssOverridePolicy::StripExistingImportant,
        ..SvgOutputPolicy::default()
    };
    let theme = theme(palette).map_err(|err| damaged(err.to_string()))?;
    let resolved = Presentation::new().with_theme(theme).resolve();
    let renderer = Renderer::new().with_engine(resolved.materialize_engine(Engine::new()));
    let request = SvgRequest {
        environment: SvgEnvironment::deterministic()
            .with_resource_policy(RenderResourcePolicy::interactive()),
        pipeline: Some(output.pipeline()),
        presentation: resolved.render_policy(),
        options: SvgRenderOptions {
            diagram_id: Some("diagram".to_owned()),
            ..SvgRenderOptions::default()
        },
        ..SvgRequest::default()
    };
    let control = OperationControl::new().with_deadline(time);
    match renderer.render(RenderRequest::svg(source, control, request)) {
        Ok(RenderOutput::Svg(Some(svg))) => Ok(svg.into_parts().0),
        Ok(_) => Err(damaged("no diagram".to_owned())),
        Err(err) => Err(damaged(err.to_string())),
    }
}

fn theme(palette: &Palette) -> Result<HostTheme, impl std::error::Error> {
    let is_dark = tint::lightness(palette.page) < tint::lightness(palette.ink);
    let appearance = if is_dark { HostThemeAppearance::Dark } else { HostThemeAppearance::Light };
    let roles = [
        (ThemeRole::Canvas, palette.page),
        (ThemeRole::Surface, palette.surface),
        (ThemeRole::SurfaceAlt, palette.group),
        (ThemeRole::SurfaceMuted, palette.group),
        (ThemeRole::Text, palette.ink),
        (ThemeRole::SubtleText, palette.line),
        (ThemeRole::Border, palette.border),
        (ThemeRole::Line, palette.line),
        (ThemeRole::EdgeLabelBackground, palette.page),
        (ThemeRole::ClusterBackground, palette.group),
        (ThemeRole::ClusterBorder, palette.border),
        (ThemeRole::NoteBackground, palette.group),
        (ThemeRole::NoteBorder, palette.border),
        (ThemeRole::NoteText, palette.ink),
        (ThemeRole::ActorBackground, palette.surface),
        (ThemeRole::ActorBorder, palette.border),
        (ThemeRole::ActorText, palette.ink),
        (ThemeRole::ActivationBackground, palette.group),
        (ThemeRole::ActivationBorder, palette.border),
    ];
    let theme = HostTheme::new()
        .with_appearance(appearance)
        .try_with_font_family("Noto Sans, sans-serif")?;
    let theme = roles
        .into_iter()
        .try_fold(theme, |theme, (role, color)| theme.try_with_role(role, tint::hex(color)))?;
    let series = [
        [0x4e, 0x79, 0xa7],
        [0x59, 0xa1, 0x4f],
        [0xf2, 0x8e, 0x2b],
        [0xe1, 0x57, 0x59],
        [0x76, 0xb7, 0xb2],
        [0xb0, 0x7a, 0xa1],
    ];
    theme.try_with_series_palette(
        std::iter::once(palette.accent)
            .chain(series)
            .map(|color| tint::hex(tint::mix(color, palette.page, 0.75))),
    )
}

#[cfg(test)]
mod tests {
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
        assert!(render(source, &LIGHT, DIAGRAM_TIME).is_ok());
        assert!(render(source, &LIGHT, Duration::ZERO).is_err());
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
