//! Adapts an author's colours to the page: fills become tints of the background, so that text keeps
//! its contrast in every theme.

use super::Palette;

/// The share of a fill's own colour in its tint.
const FILL: f32 = 0.28;
/// The share of a border's own colour in its tint.
const STROKE: f32 = 0.55;

/// The source with adapted colours in its `style` and `classDef` lines.
pub(super) fn tinted(source: &str, palette: &Palette) -> String {
    let is_styling =
        |line: &str| ["style ", "classDef "].iter().any(|word| line.trim_start().starts_with(word));
    // Directives are dropped: an author's own theme would not fit the page.
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("%%{"));
    let lines =
        lines.flat_map(|line| if is_styling(line) { apart(line) } else { vec![line.to_owned()] });
    let lines = lines.map(|line| if is_styling(&line) { styling(&line, palette) } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// Splits `style A,B fill:...` into one line per box. Our parser would read it as one box with that
/// name.
fn apart(line: &str) -> Vec<String> {
    let mut words = line.trim_start().splitn(3, ' ');
    match (words.next(), words.next(), words.next()) {
        (Some("style"), Some(names), Some(rest)) if names.contains(',') => {
            names.split(',').map(|name| format!("style {name} {rest}")).collect()
        }
        _ => vec![line.to_owned()],
    }
}

fn styling(line: &str, palette: &Palette) -> String {
    let (body, end) = match line.trim_end().strip_suffix(';') {
        Some(body) => (body, ";"),
        None => (line.trim_end(), ""),
    };
    // Commas also separate the names before the properties. Names have no colon.
    let parts: Vec<String> = body.split(',').filter_map(|part| property(part, palette)).collect();
    format!("{}{end}", parts.join(","))
}

/// An adapted property. `None` if it has to be left out.
fn property(part: &str, palette: &Palette) -> Option<String> {
    let Some((name, value)) = part.split_once(':') else { return Some(part.to_owned()) };
    let word = name.rsplit(char::is_whitespace).next().unwrap_or(name);
    let head = name.strip_suffix(word).unwrap_or_default();
    let share = match word {
        "fill" => FILL,
        "stroke" => STROKE,
        "color" => {
            return if head.trim().is_empty() {
                None
            } else {
                Some(format!("{head}{word}:{}", hex(palette.ink)))
            };
        }
        _ => return Some(part.to_owned()),
    };
    let fitted = parse(value.trim()).map_or(
        if word == "fill" { palette.surface } else { palette.border },
        |color| {
            let is_gray = color
                .iter()
                .max()
                .zip(color.iter().min())
                .is_some_and(|(most, least)| most - least < 24);
            match (word, is_gray) {
                ("fill", true) => palette.surface,
                (_, true) => palette.border,
                (_, false) => mix(color, palette.page, share),
            }
        },
    );
    Some(format!("{head}{word}:{}", hex(fitted)))
}

/// `#rgb` or `#rrggbb`.
fn parse(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#')?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    let byte = |shift: u32| ((value >> shift) & 0xff) as u8;
    let nibble = |shift: u32| ((value >> shift) & 0xf) as u8 * 17;
    match digits.len() {
        3 => Some([nibble(8), nibble(4), nibble(0)]),
        6 => Some([byte(16), byte(8), byte(0)]),
        _ => None,
    }
}

/// `#rrggbb`.
pub(super) fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// A mix of two colours. `share` is the part of the first one, 0 to 1.
pub(super) fn mix(first: [u8; 3], second: [u8; 3], share: f32) -> [u8; 3] {
    std::array::from_fn(|at| {
        let channel = |color: [u8; 3]| color.get(at).copied().map_or(0.0, f32::from);
        (channel(first) * share + channel(second) * (1.0 - share)).round() as u8
    })
}

/// The approximate lightness of a colour, 0 to 255.
pub(super) fn lightness([red, green, blue]: [u8; 3]) -> u32 {
    (u32::from(red) * 3 + u32::from(green) * 6 + u32::from(blue)) / 10
}

#[cfg(test)]
mod tests {
    use super::super::tests::LIGHT;
    use super::*;

    #[test]
    fn an_authors_fill_becomes_a_tint_and_gray_becomes_the_pages_own() {
        let pink = hex(mix([255, 0x99, 255], LIGHT.page, FILL));
        let line = tinted("style C fill:#f9f,stroke:#333,stroke-width:2px", &LIGHT);
        assert_eq!(
            line,
            format!("style C fill:{pink},stroke:{},stroke-width:2px", hex(LIGHT.border))
        );
        assert_eq!(
            tinted("style D fill:#fff;", &LIGHT),
            format!("style D fill:{};", hex(LIGHT.surface))
        );
    }

    #[test]
    fn words_keep_the_ink_of_the_page() {
        assert_eq!(tinted("classDef hot fill:#f00,color:#fff", &LIGHT).matches("color").count(), 0);
        assert_eq!(
            tinted("classDef hot color:#fff", &LIGHT),
            format!("classDef hot color:{}", hex(LIGHT.ink))
        );
    }

    #[test]
    fn several_boxes_with_one_style_get_a_line_each() {
        assert_eq!(
            tinted("style F,G stroke-width:2px", &LIGHT),
            "style F stroke-width:2px\nstyle G stroke-width:2px"
        );
    }

    #[test]
    fn other_lines_stay_as_they_are() {
        for line in ["graph LR", "A[style x fill:#f9f] --> B", "classDef"] {
            assert_eq!(tinted(line, &LIGHT), line);
        }
    }
}
