//! Reads the shortcodes that publishing tools leave in a body when the plug-in that would replace
//! them is missing: `[caption]`, `[embed]`, `[spoiler]` and their relatives.
//!
//! Only shortcodes with a known name are read, so that the brackets of a sentence stay.

use std::borrow::Cow;

use crate::markup::attributes::Attributes;
use crate::markup::escape::escape;

/// Shortcodes that only arrange their content.
const LAYOUT: [&str; 34] = [
    "row",
    "column",
    "columns",
    "one_half",
    "one_half_last",
    "one_third",
    "one_third_last",
    "two_third",
    "two_third_last",
    "gallery",
    "playlist",
    "contact-form",
    "contact-form-7",
    "wpforms",
    "gravityform",
    "ninja_form",
    "mc4wp_form",
    "toc",
    "ez-toc",
    "nextpage",
    "ad",
    "adsense",
    "adrotate",
    "divider",
    "spacer",
    "social",
    "sharethis",
    "sgmb",
    "newsletter_form",
    "jetpack_subscription_form",
    "blog_subscription_form",
    "wp_ad_camp_1",
    "dropcap",
    "highlight",
];
/// Beginnings of the names of shortcodes of page builders.
const BUILDERS: [&str; 9] =
    ["vc_", "et_pb_", "fusion_", "av_", "mk_", "fl_", "siteorigin_", "elementor-", "penci_"];
/// Shortcodes with the address of a page or film.
const EMBEDS: [&str; 9] = [
    "embed",
    "youtube",
    "vimeo",
    "tweet",
    "twitter",
    "instagram",
    "dailymotion",
    "soundcloud",
    "embedyt",
];
/// Brackets that are looked at. Looking for the end of each would take quadratic time.
const MAX_BRACKETS: usize = 4_000;
/// Longest content of a shortcode, in bytes.
const MAX_CONTENT_BYTES: usize = 64 << 10;
/// Elements that show shortcodes literally.
const LITERAL: [&str; 4] = ["<pre", "<code", "<kbd", "<samp"];

/// The body as HTML, unchanged if it has no known shortcode.
pub(super) fn to_html(html: &str) -> Cow<'_, str> {
    let may_have = memchr::memchr(b'[', html.as_bytes()).is_some() || html.contains("{{<");
    if !may_have || LITERAL.iter().any(|tag| html.contains(tag)) {
        return Cow::Borrowed(html);
    }
    let mut out: Option<String> = None;
    let (mut copied, mut from, mut left) = (0, 0, MAX_BRACKETS);
    while let Some(found) = html.get(from..).and_then(|rest| rest.find(['[', '{'])) {
        let at = from + found;
        from = at + 1;
        let rest = html.get(at..).unwrap_or_default();
        if !rest
            .get(1..)
            .is_some_and(|rest| rest.starts_with(|first: char| !first.is_ascii_digit()))
        {
            continue;
        }
        if left == 0 {
            break;
        }
        left -= 1;
        let Some((replacement, length)) = shortcode(rest).or_else(|| hugo(rest)) else { continue };
        let out = out.get_or_insert_with(String::new);
        out.push_str(html.get(copied..at).unwrap_or_default());
        out.push_str(&replacement);
        copied = at + length;
        from = copied;
    }
    let Some(mut out) = out else { return Cow::Borrowed(html) };
    out.push_str(html.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// A shortcode in brackets.
struct Shortcode<'a> {
    name: String,
    is_end: bool,
    /// The text between the name and the bracket.
    arguments: &'a str,
    /// With its brackets, in bytes.
    length: usize,
    /// The text after it.
    rest: &'a str,
}

impl<'a> Shortcode<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let inner = text.strip_prefix('[')?;
        let is_end = inner.starts_with('/');
        let inner = inner.strip_prefix('/').unwrap_or(inner);
        let name_end = inner
            .find(|letter: char| !(letter.is_ascii_alphanumeric() || "-_".contains(letter)))
            .filter(|end| (1..=40).contains(end))?;
        let end = inner.get(..inner.floor_char_boundary(600))?.find(']')?;
        let arguments = inner.get(name_end..end)?;
        let length = end + 2 + usize::from(is_end);
        let name = inner.get(..name_end)?.to_ascii_lowercase();
        Some(Self { name, is_end, arguments, length, rest: text.get(length..)? })
    }

    fn argument(&self, names: &[&str]) -> Option<String> {
        let plain = self
            .arguments
            .replace(['\u{201c}', '\u{201d}', '\u{2033}'], "\"")
            .replace("&quot;", "\"")
            .replace("&#8220;", "\"")
            .replace("&#8221;", "\"")
            .replace("&#8243;", "\"");
        let found = Attributes::new(&plain, 0)
            .find(|attribute| names.contains(&attribute.name))
            .map(|attribute| attribute.value.trim_matches('"').to_owned());
        found.filter(|value| !value.is_empty())
    }

    /// The first argument that is an address.
    fn address(&self) -> Option<&'a str> {
        self.arguments
            .split(|letter: char| letter.is_whitespace() || "\"'".contains(letter))
            .map(|word| {
                word.split_once('=')
                    .filter(|(name, _)| !name.contains(':'))
                    .map_or(word, |(_, value)| value)
            })
            .find(|word| is_address(word))
    }

    /// Whether the arguments look like arguments: nothing, or a name with a value.
    fn has_arguments(&self) -> bool {
        self.arguments.trim().is_empty() || self.arguments.contains('=')
    }

    /// The length with the content and the end of the shortcode, and the content.
    fn with_content(&self) -> Option<(usize, &'a str)> {
        let end = format!("[/{}]", self.name);
        let limit = self.rest.floor_char_boundary(MAX_CONTENT_BYTES);
        let at = self.rest.get(..limit)?.find(&end)?;
        Some((self.length + at + end.len(), self.rest.get(..at)?))
    }
}

fn is_address(word: &str) -> bool {
    word.starts_with("https://") || word.starts_with("http://")
}

fn shortcode(text: &str) -> Option<(String, usize)> {
    let code = Shortcode::read(text)?;
    let name = code.name.as_str();
    let whole = |html: &str| Some((html.to_owned(), code.length));
    match name {
        "caption" | "wp_caption" if code.is_end => whole("</figure>"),
        "caption" | "wp_caption" if code.arguments.contains('=') => {
            let caption = code.argument(&["caption"]);
            let caption =
                caption.map(|words| format!("<figcaption>{}</figcaption>", escape(&words)));
            whole(&format!("<figure>{}", caption.unwrap_or_default()))
        }
        "spoiler" | "su_spoiler" | "hide" if code.is_end => whole("</details>"),
        "spoiler" | "su_spoiler" if code.has_arguments() => {
            code.with_content()?;
            let title = code.argument(&["title"]);
            let title = title.map(|title| format!("<summary>{}</summary>", escape(&title)));
            whole(&format!("<details class=\"spoiler\">{}", title.unwrap_or_default()))
        }
        "code" | "sourcecode" | "source" | "php" | "python" | "bash" => sourcecode(&code),
        "audio" | "video" => media(&code),
        _ if EMBEDS.contains(&name) => embed(&code),
        _ if is_layout(name) && code.has_arguments() => whole(" "),
        _ => None,
    }
}

fn is_layout(name: &str) -> bool {
    LAYOUT.contains(&name) || BUILDERS.iter().any(|builder| name.starts_with(builder))
}

/// `[embed]address[/embed]`, `[youtube address]`, `[youtube id="..."]`.
fn embed(code: &Shortcode<'_>) -> Option<(String, usize)> {
    if code.is_end {
        return None;
    }
    let line = |address: &str| format!("<p>{}</p>", escape(address));
    if let Some((length, content)) = code.with_content() {
        let address = content.trim();
        return is_address(address).then(|| (line(address), length));
    }
    if let Some(address) = code.address() {
        return Some((line(address), code.length));
    }
    let id = code.argument(&["id", "v", "video"])?;
    let page = match code.name.as_str() {
        "youtube" | "embedyt" => format!("https://www.youtube.com/watch?v={id}"),
        "vimeo" => format!("https://vimeo.com/{id}"),
        _ => return None,
    };
    Some((line(&page), code.length))
}

/// `[audio mp3="address"][/audio]`.
fn media(code: &Shortcode<'_>) -> Option<(String, usize)> {
    let name = &code.name;
    let source = code.argument(&["src", "mp3", "m4a", "ogg", "wav", "mp4", "webm", "m4v"]);
    let source = source.or_else(|| code.address().map(str::to_owned))?;
    let length = code.with_content().map_or(code.length, |(length, _)| length);
    Some((format!("<{name} src=\"{}\"></{name}>", escape(&source)), length))
}

/// `[code lang="python"]...[/code]`. Tools put tags around its lines.
fn sourcecode(code: &Shortcode<'_>) -> Option<(String, usize)> {
    let (length, content) = code.with_content().filter(|_| code.has_arguments())?;
    let named = !matches!(code.name.as_str(), "code" | "sourcecode" | "source");
    let language = code.argument(&["lang", "language"]).or(named.then(|| code.name.clone()));
    let class = language.map(|language| format!(" class=\"language-{}\"", escape(&language)));
    let content = content
        .replace("<br />\n", "\n")
        .replace("<br>\n", "\n")
        .replace("<br />", "\n")
        .replace("<br>", "\n")
        .replace("</p>\n<p>", "\n\n")
        .replace("<p>", "")
        .replace("</p>", "");
    Some((format!("<pre><code{}>{content}</code></pre>", class.unwrap_or_default()), length))
}

/// The shortcodes of Hugo, such as `{{< youtube id >}}` and `{{< figure src="..." >}}`. They come
/// escaped, because no author means a tag by them.
fn hugo(text: &str) -> Option<(String, usize)> {
    let (inner, end) = if let Some(inner) = text.strip_prefix("{{<") {
        (inner, ">}}")
    } else {
        (text.strip_prefix("{{&lt;")?, "&gt;}}")
    };
    let at = inner.get(..inner.floor_char_boundary(600))?.find(end)?;
    let words = inner.get(..at)?.trim();
    let length = text.len() - inner.len() + at + end.len();
    let (name, arguments) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let code = Shortcode { name: name.to_owned(), is_end: false, arguments, length, rest: "" };
    let first = || arguments.split_whitespace().next().map(|word| word.trim_matches('"'));
    let html = match name {
        "youtube" => {
            let id = code.argument(&["id"]).or_else(|| first().map(str::to_owned))?;
            format!("<p>https://www.youtube.com/watch?v={}</p>", escape(&id))
        }
        "vimeo" => format!("<p>https://vimeo.com/{}</p>", escape(first()?)),
        "figure" | "img" | "image" => {
            let source = code.argument(&["src"])?;
            let caption = code.argument(&["caption", "title"]).unwrap_or_default();
            let alt = code.argument(&["alt"]).unwrap_or_default();
            format!(
                "<figure><img src=\"{}\" alt=\"{}\"><figcaption>{}</figcaption></figure>",
                escape(&source),
                escape(&alt),
                escape(&caption)
            )
        }
        _ => return None,
    };
    Some((html, length))
}

#[cfg(test)]
mod tests {
    use super::to_html;

    #[test]
    fn known_shortcodes_become_html() {
        for (html, wanted) in [
            (
                "[caption id=\"a\" width=\"300\"]<img src=a> A mill[/caption]",
                "<figure><img src=a> A mill</figure>",
            ),
            ("[embed]https://e.org/a[/embed]", "<p>https://e.org/a</p>"),
            ("[youtube https://youtu.be/x]", "<p>https://youtu.be/x</p>"),
            ("[youtube id=\"abc\"]", "<p>https://www.youtube.com/watch?v=abc</p>"),
            (
                "[audio mp3=\"https://e.org/a.mp3\"][/audio]",
                "<audio src=\"https://e.org/a.mp3\"></audio>",
            ),
            ("[vc_row el_class=\"x\"]Words[/vc_row]", " Words "),
            (
                "[spoiler title=\"End\"]He[/spoiler]",
                "<details class=\"spoiler\"><summary>End</summary>He</details>",
            ),
            (
                "[code lang=\"py\"]x = 1[/code]",
                "<pre><code class=\"language-py\">x = 1</code></pre>",
            ),
            ("{{< youtube abc >}}", "<p>https://www.youtube.com/watch?v=abc</p>"),
        ] {
            assert_eq!(to_html(html), wanted);
        }
    }

    #[test]
    fn brackets_of_a_sentence_stay() {
        for text in [
            "He wrote [sic] and [caption missing] on it [1].",
            "<p>Write <code>[embed]https://e.org[/embed]</code></p>",
            "see [row 3], [video] and [highlight of the day]",
            "[embed]",
            "[",
            "{{ name }}",
        ] {
            assert_eq!(to_html(text), text);
        }
    }
}
