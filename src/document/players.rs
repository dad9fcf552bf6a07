//! Turns the boxes that publishing tools build around a sound, a film or a file into one card, so
//! that the times, buttons and stand-ins of their players are not read as words.

use super::dom::{Dom, Element, NONE, NodeId};
use super::elements::{Role, role};
use super::embeds::{PlayerElement, file_card, look_at_media};
use super::model::{Block, Embed, EmbedKind, Inline, InlineStyle, LinkTarget, Run};
use super::style::is_hidden_element;
use super::urls::Addresses;

/// Beginnings of the classes of the parts of players.
const PARTS: [&str; 21] = [
    "kg-audio-player",
    "kg-audio-thumbnail",
    "kg-video-overlay",
    "kg-video-player",
    "mejs-",
    "mejs__",
    "vjs-",
    "plyr__",
    "jp-controls",
    "jp-time",
    "jp-current-time",
    "jp-duration",
    "jp-progress",
    "jp-volume",
    "audioplayer-",
    "ytp-",
    "fp-controls",
    "fp-ui",
    "podlove-web-player",
    "pswp__",
    "media-control",
];

/// A box with more words is an article with a player in it, in characters.
const MAX_BOX_CHARS: usize = 400;

/// Whether an element is a part of a player: a button, a time, a stand-in.
pub(super) fn is_part(dom: &Dom, id: NodeId, element: &Element) -> bool {
    is_part_class(element)
        && !std::iter::once(id).chain(dom.descendants(id)).any(|child| {
            dom.element(child).is_some_and(|child| {
                matches!(
                    role(child.local().as_bytes()),
                    Role::Audio | Role::Video | Role::Frame | Role::Object
                )
            })
        })
}

fn is_part_class(element: &Element) -> bool {
    element.has_attr("class")
        && element.classes().any(|class| {
            PARTS.iter().any(|part| class.starts_with(part)) && !class.ends_with("-container")
        })
}

/// The card that a box shows, if it is one.
pub(super) fn card(
    dom: &Dom,
    id: NodeId,
    element: &Element,
    addresses: &Addresses,
) -> Option<Block> {
    if !element.has_attr("class") {
        return None;
    }
    let has_word = |words: &[&str]| {
        element.classes().any(|class| {
            let class = class.to_ascii_lowercase();
            words.iter().any(|word| class.contains(word))
        })
    };
    if has_word(&["audio", "video", "podcast", "player", "episode"]) {
        return media_box(dom, id, addresses);
    }
    let is_file = element
        .classes()
        .flat_map(|class| class.split(['-', '_']))
        .any(|word| ["file", "download", "attachment"].contains(&word));
    if is_file {
        return file_box(dom, id, addresses);
    }
    None
}

/// A box around one sound or film.
fn media_box(dom: &Dom, id: NodeId, addresses: &Addresses) -> Option<Block> {
    let elements = || dom.descendants(id).filter_map(|child| Some((child, dom.element(child)?)));
    let role_of = |element: &Element| role(element.local().as_bytes());
    let mut media = elements().filter_map(|(child, element)| match role_of(element) {
        Role::Audio => Some((child, EmbedKind::Audio)),
        Role::Video => Some((child, EmbedKind::Video)),
        _ => None,
    });
    let (player, kind) = media.next()?;
    if media.next().is_some() || elements().any(|(_, element)| &**element.local() == "figcaption") {
        return None;
    }
    let words = Words::of(dom, id);
    let is_box = words.chars <= MAX_BOX_CHARS
        && !elements().any(|(_, element)| {
            matches!(role_of(element), Role::Item | Role::Cell | Role::Paragraph)
                || element.has_attr("href")
        });
    let PlayerElement::Card(embed) = look_at_media(dom, player, kind, addresses) else {
        return None;
    };
    is_box.then(|| with_words(*embed, words))
}

/// A box with links to one file.
fn file_box(dom: &Dom, id: NodeId, addresses: &Addresses) -> Option<Block> {
    let mut links = dom
        .descendants(id)
        .filter_map(|child| dom.element(child))
        .filter_map(|element| element.attr("href").filter(|_| &**element.local() == "a"));
    let first = links.next()?;
    let has_one_target = links.all(|link| link == first);
    let has_more = dom.descendants(id).filter_map(|child| dom.element(child)).any(|element| {
        matches!(
            role(element.local().as_bytes()),
            Role::Image | Role::Item | Role::Cell | Role::Preformatted | Role::Heading(1 | 2)
        )
    });
    let LinkTarget::Url(url) = addresses.link(first)? else { return None };
    let words = Words::of(dom, id);
    let is_box = has_one_target
        && is_file(url.path())
        && !has_more
        && words.chars <= MAX_BOX_CHARS
        && matches!(url.scheme(), "http" | "https")
        && !words.pieces.is_empty();
    is_box.then(|| with_words(file_card(url), words))
}

/// Whether a path ends with the name of a file that is no page.
fn is_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| {
        (2..=5).contains(&extension.len())
            && !matches!(&*extension, "html" | "htm" | "php" | "asp" | "aspx" | "jsp" | "xhtml")
    })
}

/// The words of a box.
struct Words {
    /// The words of the element that is marked as the title.
    title: Option<String>,
    pieces: Vec<String>,
    chars: usize,
}

impl Words {
    fn of(dom: &Dom, top: NodeId) -> Self {
        let mut words = Self { title: None, pieces: Vec::new(), chars: 0 };
        let mut title = NONE;
        let mut id = dom.first_child(top);
        while id != NONE {
            let mut next = dom.after(id, top);
            if let Some(element) = dom.element(id) {
                if is_left_out(element) {
                    next = dom.after_subtree(id, top);
                } else if element.classes().any(|class| class.contains("title")) {
                    title = id;
                }
            } else if let Some(text) = dom.text(id) {
                words.push(text, title != NONE && dom.is_within(id, title));
            }
            id = next;
        }
        words
    }

    fn push(&mut self, text: &str, is_title: bool) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() || is_time(&text) {
            return;
        }
        self.chars += text.chars().count();
        if is_title && self.title.is_none() {
            self.title = Some(text);
        } else if !self.pieces.contains(&text) && !text.eq_ignore_ascii_case("download") {
            self.pieces.push(text);
        }
    }
}

fn is_left_out(element: &Element) -> bool {
    is_part_class(element)
        || is_hidden_element(element)
        || element.classes().any(|class| class.contains("button"))
        || matches!(
            role(element.local().as_bytes()),
            Role::Dropped
                | Role::Script
                | Role::Frame
                | Role::Audio
                | Role::Video
                | Role::Input
                | Role::NoScript
                | Role::Object
        )
}

/// Whether a text is a time or a speed of a player: `0:00`, `/ 95.4`, `1×`.
fn is_time(text: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_digit() || " /:.×x-−–".contains(letter))
}

/// The card with its title, and the other words as its caption.
fn with_words(embed: Embed, words: Words) -> Block {
    let mut pieces = words.pieces.into_iter();
    let title = words.title.or_else(|| pieces.next());
    let embed = Embed { title: title.unwrap_or(embed.title), ..embed };
    let rest: Vec<String> = pieces.collect();
    let embed = Block::Embed(Box::new(embed));
    if rest.is_empty() {
        return embed;
    }
    let text = rest.join(" · ");
    let run = Run { text, style: InlineStyle::empty(), link: None, hint: None };
    let caption = vec![Inline::Text(run)];
    Block::Figure { blocks: vec![embed], caption, is_caption_first: false }
}

#[cfg(test)]
mod tests {
    use super::super::{dump, from_html};

    fn dumped(html: &str) -> String {
        dump(&from_html(html, "https://e.org/".parse().ok().as_ref()))
    }

    #[test]
    fn a_player_is_one_card() {
        let html = "<div class='audio-box'><img class='kg-audio-thumbnail' src=a.png>\
                    <audio src=owl.mp3></audio><div class=title>An owl</div><span>0:00</span>/\
                    <span>12:30</span><button>Play</button></div>";
        assert_eq!(dumped(html), "embed audio \"An owl\" <https://e.org/owl.mp3>\n");
    }

    #[test]
    fn a_file_is_one_card() {
        let html = "<div class='file'><a href=plan.pdf>Plan</a> <span>2 MB</span>\
                    <a class=button href=plan.pdf>Download</a></div>";
        assert_eq!(
            dumped(html),
            "figure\n  embed page \"Plan\" <https://e.org/plan.pdf>\n  caption 2 MB\n"
        );
    }

    #[test]
    fn an_article_with_a_film_stays_an_article() {
        let html =
            "<div class=video-post><video src=a.mp4></video><p>Words</p><ul><li>One</ul></div>";
        assert!(dumped(html).contains("p Words"));
    }
}
