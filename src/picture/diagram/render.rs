//! Mermaid source to SVG, with the colours of the page as merman's theme.

use std::time::Duration;

use merman::svg::{
    CssOverridePolicy, HostTheme, HostThemeAppearance, Presentation, RenderResourcePolicy,
    SvgOutputPolicy, SvgPipelinePreset, SvgRenderOptions, ThemeRole,
};
use merman::{
    Engine, OperationControl, RenderOutput, RenderRequest, Renderer, SvgEnvironment, SvgRequest,
};

use crate::picture::error::PictureError;

use super::{Palette, measure, tint};

/// Gives up after `time`.
pub(super) fn render(
    source: &str,
    palette: &Palette,
    time: Duration,
) -> Result<String, PictureError> {
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
            .with_text_measurement_policy(measure::policy()?)
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
        Ok(RenderOutput::Svg(Some(svg))) => Ok(with_solid_labels(&svg.into_parts().0)),
        Ok(_) => Err(damaged("no diagram".to_owned())),
        Err(err) => Err(damaged(err.to_string())),
    }
}

/// Mermaid lets the arrow shine through the ground of its label, which strikes out the words. Here
/// the ground covers it.
fn with_solid_labels(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some((before, after)) = rest.split_once("rgba(") {
        let (color, after) = after.split_once(')').unwrap_or((after, ""));
        out.push_str(before);
        match color.strip_suffix(", 0.5") {
            Some(solid) => out.extend(["rgb(", solid, ")"]),
            None => out.extend(["rgba(", color, ")"]),
        }
        rest = after;
    }
    out.push_str(rest);
    out.replace("rect{opacity:0.5;", "rect{opacity:1;")
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
    use super::super::tests::LIGHT;
    use super::*;

    #[test]
    fn colours_that_are_half_transparent_become_solid() {
        let svg = "<rect fill=\"rgba(1, 2, 3, 0.5)\"/><rect fill=\"rgba(4, 5, 6, 0.25)\"/>";
        let solid = "<rect fill=\"rgb(1, 2, 3)\"/><rect fill=\"rgba(4, 5, 6, 0.25)\"/>";
        assert_eq!(with_solid_labels(svg), solid);
    }

    #[test]
    fn the_words_on_an_arrow_have_a_solid_ground() {
        for source in [
            "graph LR\n A -->|words| B",
            "stateDiagram-v2\n A --> B: words",
            "erDiagram\n A ||--o{ B : words",
            "classDiagram\n A --> B : words",
        ] {
            let svg = render(source, &LIGHT, Duration::from_secs(5)).unwrap();
            assert!(svg.contains("words") && !svg.contains(", 0.5)"), "{source}");
        }
    }
}
