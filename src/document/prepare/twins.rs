//! Removes the second copies of pictures: layers that show them large, blurred stand-ins, and
//! twins for dark pages.

use std::collections::{HashMap, HashSet};

use super::{NONE, is_in_tree, letters};
use crate::document::dom::{Dom, Element, NodeId};
use crate::document::images::{DARK_TWIN, PLACEHOLDER_DATA_BYTES};

/// Words in the classes of layers.
const LAYERS: [&str; 9] = [
    "lightbox",
    "overlay",
    "modal",
    "popup",
    "fullscreen",
    "fancybox",
    "pswp",
    "zoom",
    "gallery-large",
];
/// Words in the classes of stand-ins.
const STAND_INS: [&str; 11] = [
    "placeholder",
    "blur",
    "lqip",
    "lowres",
    "low-res",
    "low-quality",
    "tiny",
    "preload",
    "thumbnail-blur",
    "progressivemedia-thumbnail",
    "preview-image",
];
/// A box around a picture and its stand-in has fewer nodes.
const MAX_BOX_NODES: usize = 60;
/// Attributes with the address of a picture.
const ADDRESSES: [&str; 5] = ["src", "data-src", "data-lazy-src", "data-original", "data-orig-src"];
/// Attributes that only the real picture has.
const LAZY: [&str; 5] = ["data-src", "data-lazy-src", "data-original", "data-srcset", "srcset"];

/// The pages that a picture is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    Light,
    Dark,
}

/// Classes of pictures for light pages, in lower case.
const LIGHT_CLASSES: [&str; 22] = [
    "only-light",
    "light-only",
    "light-mode-only",
    "show-light",
    "show-on-light",
    "show-in-light",
    "for-light",
    "light-mode",
    "light-theme",
    "theme-light",
    "light-image",
    "light-img",
    "img-light",
    "image-light",
    "dark:hidden",
    "dark:sl-hidden",
    "dark:d-none",
    "hide-dark",
    "hide-on-dark",
    "hide-in-dark",
    "no-dark",
    "d-dark-none",
];
/// Classes of pictures for dark pages, in lower case.
const DARK_CLASSES: [&str; 22] = [
    "only-dark",
    "dark-only",
    "dark-mode-only",
    "show-dark",
    "show-on-dark",
    "show-in-dark",
    "for-dark",
    "dark-mode",
    "dark-theme",
    "theme-dark",
    "dark-image",
    "dark-img",
    "img-dark",
    "image-dark",
    "light:hidden",
    "light:sl-hidden",
    "dark:block",
    "dark:inline",
    "dark:inline-block",
    "dark:flex",
    "hide-light",
    "hide-on-light",
];

/// Attributes that name the pages.
const SCHEME_ATTRIBUTES: [&str; 5] =
    ["data-theme", "data-color-scheme", "data-color-mode", "data-scheme", "data-mode"];
/// Words beside `light` or `dark` in the class of a picture that is meant for such pages.
const SCHEME_WORDS: [&str; 14] = [
    "themedcomponent",
    "themed",
    "theme",
    "mode",
    "only",
    "none",
    "hidden",
    "hide",
    "show",
    "visible",
    "img",
    "image",
    "logo",
    "scheme",
];

impl Scheme {
    /// The pages that an element is meant for, if it says so by its class or by the fragment of
    /// its address.
    pub(super) fn of(element: &Element) -> Option<Self> {
        let fragment = element.attr("src").and_then(|src| src.rsplit_once('#'));
        match fragment.map(|(_, fragment)| fragment) {
            Some("gh-light-mode-only" | "only-light" | "light-mode-only") => {
                return Some(Self::Light);
            }
            Some("gh-dark-mode-only" | "only-dark" | "dark-mode-only") => return Some(Self::Dark),
            _ => {}
        }
        let named = SCHEME_ATTRIBUTES.iter().find_map(|name| element.attr(name));
        match named {
            Some("light") => return Some(Self::Light),
            Some("dark") => return Some(Self::Dark),
            _ => {}
        }
        element.classes().find_map(|class| {
            let class = class.to_ascii_lowercase();
            if LIGHT_CLASSES.contains(&class.as_str()) || class.contains("image--light") {
                Some(Self::Light)
            } else if DARK_CLASSES.contains(&class.as_str()) || class.contains("image--dark") {
                Some(Self::Dark)
            } else {
                Self::by_words(&class)
            }
        })
    }

    /// The pages that the words of a class name: `themedComponent--dark_a1`, `d-light-none`.
    fn by_words(class: &str) -> Option<Self> {
        let words = || class.split(['-', '_', ':']);
        let has = |names: &[&str]| words().any(|word| names.contains(&word));
        let (is_light, is_dark) = (has(&["light"]), has(&["dark"]));
        if is_light == is_dark || !has(&SCHEME_WORDS) {
            return None;
        }
        let is_shown = !has(&["none", "hidden", "hide"]);
        Some(if is_dark == is_shown { Self::Dark } else { Self::Light })
    }
}

/// A picture that is meant for one kind of pages.
struct Themed {
    /// The element that is marked: the picture or a box around it.
    marked: NodeId,
    picture: Option<NodeId>,
    scheme: Scheme,
}

/// Makes one picture of two neighbours, one for light and one for dark pages.
pub(super) fn join_schemes(dom: &mut Dom, themed: &[(NodeId, Scheme)]) {
    let mut before: Option<Themed> = None;
    for (marked, scheme) in themed.iter().copied() {
        let Some(next) = themed_picture(dom, marked, scheme) else { continue };
        match before.take() {
            Some(first) if first.scheme != scheme && are_neighbours(dom, &first, &next) => {
                let (light, dark) =
                    if scheme == Scheme::Dark { (first, next) } else { (next, first) };
                join(dom, &light, &dark);
            }
            _ => before = Some(next),
        }
    }
}

/// The single picture or drawing that a mark belongs to.
fn themed_picture(dom: &Dom, marked: NodeId, scheme: Scheme) -> Option<Themed> {
    let is =
        |id: NodeId, name: &str| dom.element(id).is_some_and(|element| &**element.local() == name);
    if (letters(dom, marked) > 0 && !is(marked, "svg")) || !is_in_tree(dom, marked) {
        return None;
    }
    let all = || std::iter::once(marked).chain(dom.descendants(marked));
    let mut pictures = all().filter(|id| is(*id, "img"));
    let picture = pictures.next();
    let is_single =
        pictures.next().is_none() && (picture.is_some() || all().any(|id| is(id, "svg")));
    is_single.then_some(Themed { marked, picture, scheme })
}

/// Whether nothing but tags is between two pictures.
fn are_neighbours(dom: &Dom, first: &Themed, next: &Themed) -> bool {
    let around = |id: NodeId| {
        std::iter::successors(Some(dom.parent(id)), |at| Some(dom.parent(*at)))
            .take(3)
            .filter(|at| *at != NONE)
            .collect::<Vec<_>>()
    };
    let outer = around(first.marked);
    let Some(shared) = around(next.marked).into_iter().find(|id| outer.contains(id)) else {
        return false;
    };
    let mut id = dom.after_subtree(first.marked, shared);
    while id != NONE && id != next.marked {
        if dom.text(id).is_some_and(|text| !text.trim().is_empty()) {
            return false;
        }
        id = dom.after(id, shared);
    }
    id == next.marked
}

fn join(dom: &mut Dom, light: &Themed, dark: &Themed) {
    let address = dark.picture.and_then(|id| dom.element(id)).and_then(|element| {
        ADDRESSES.iter().find_map(|name| element.attr(name)).map(str::to_owned)
    });
    let light = light.picture.and_then(|id| dom.element_mut(id));
    if let (Some(address), Some(light)) = (address, light) {
        light.set_attr(DARK_TWIN, &address);
    }
    dom.detach(dark.marked);
}

/// Whether an element may lie over the page. A figure with a class of layers is what opens one:
/// WordPress marks pictures that can be enlarged so.
pub(super) fn may_be_layer(element: &Element) -> bool {
    element.attr("aria-hidden") == Some("true")
        || element.attr("role") == Some("dialog")
        || (&**element.local() != "figure"
            && element.classes().any(|class| {
                let class = class.to_ascii_lowercase();
                LAYERS.iter().any(|word| class.contains(word))
            }))
}

/// The names of the layers that pictures of the article open (`<a href="#big"><img></a>`).
fn opened_by_pictures(dom: &Dom, pictures: &[NodeId]) -> HashSet<String> {
    let around = |id: NodeId| {
        std::iter::successors(Some(dom.parent(id)), |at| Some(dom.parent(*at)))
            .take_while(|at| *at != NONE)
            .take(3)
    };
    pictures
        .iter()
        .flat_map(|id| around(*id))
        .filter_map(|id| dom.element(id)?.attr("href")?.strip_prefix('#'))
        .map(str::to_owned)
        .collect()
}

/// Removes layers that only show pictures that the article also shows elsewhere.
pub(super) fn drop_layers(dom: &mut Dom, layers: &[NodeId], pictures: &[NodeId]) {
    if layers.is_empty() || pictures.len() < 2 {
        return;
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    let opened = opened_by_pictures(dom, pictures);
    for key in pictures.iter().filter_map(|id| key(dom, *id)) {
        *counts.entry(key).or_default() += 1;
    }
    let with_pictures: HashSet<NodeId> = pictures
        .iter()
        .flat_map(|id| {
            std::iter::successors(Some(*id), |at| Some(dom.parent(*at)))
                .take_while(|at| *at != NONE)
        })
        .collect();
    for layer in layers.iter().copied().filter(|layer| with_pictures.contains(layer)) {
        if !is_in_tree(dom, layer) || letters(dom, layer) > 0 {
            continue;
        }
        let mut inside: HashMap<String, usize> = HashMap::new();
        let all = std::iter::once(layer).chain(dom.descendants(layer));
        for key in all.filter_map(|id| key(dom, id)) {
            *inside.entry(key).or_default() += 1;
        }
        let name = dom.element(layer).and_then(|element| element.attr("id"));
        let is_opened = name.is_some_and(|name| opened.contains(name));
        let is_copy = is_opened
            || !inside.is_empty()
                && inside.iter().all(|(key, count)| counts.get(key).is_some_and(|all| all > count));
        if is_copy {
            dom.detach(layer);
            for (key, count) in inside {
                counts.entry(key).and_modify(|all| *all = all.saturating_sub(count));
            }
        }
    }
}

/// The address of a picture without its size and query.
fn key(dom: &Dom, id: NodeId) -> Option<String> {
    let element = dom.element(id).filter(|element| &**element.local() == "img")?;
    let address = ADDRESSES
        .iter()
        .filter_map(|name| element.attr(name))
        .find(|address| !address.is_empty() && !address.starts_with("data:"))?;
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
    let is_size = |size: &str| {
        size.split_once('x').is_some_and(|(width, height)| {
            [width, height].iter().all(|side| side.parse::<u32>().is_ok())
        })
    };
    let bare =
        stem.rsplit_once('-').filter(|(_, size)| is_size(size)).map_or(stem, |(bare, _)| bare);
    Some(format!("{bare}.{extension}"))
}

/// Removes the small blurred copies that fill the place of a picture until it has come.
pub(super) fn drop_stand_ins(dom: &mut Dom, pictures: &[NodeId]) {
    for picture in pictures.iter().copied() {
        let is_stand_in = dom.element(picture).is_some_and(is_stand_in);
        if is_stand_in && stands_for_another(dom, picture) {
            dom.detach(picture);
        }
    }
}

fn is_stand_in(element: &Element) -> bool {
    if LAZY.iter().any(|name| element.has_attr(name)) {
        return false;
    }
    let is_tiny = element
        .attr("src")
        .is_some_and(|src| src.starts_with("data:") && src.len() < PLACEHOLDER_DATA_BYTES);
    is_tiny
        || element.has_attr("data-placeholder-image")
        || element.attr("style").is_some_and(|style| style.contains("blur("))
        || element.classes().any(|class| {
            let class = class.to_ascii_lowercase();
            STAND_INS.iter().any(|word| class.contains(word))
        })
}

/// Whether the box around a stand-in has the real picture and nothing else.
fn stands_for_another(dom: &Dom, picture: NodeId) -> bool {
    let mut at = dom.parent(picture);
    for _ in 0..3 {
        let Some(element) = dom.element(at) else { return false };
        let nodes: Vec<NodeId> = dom.descendants(at).take(MAX_BOX_NODES).collect();
        let has_words = nodes
            .iter()
            .any(|id| dom.text(*id).is_some_and(|text| text.chars().any(char::is_alphanumeric)));
        if !matches!(&**element.local(), "div" | "span" | "figure" | "a" | "picture" | "p")
            || has_words
            || nodes.len() == MAX_BOX_NODES
        {
            return false;
        }
        let has_real = nodes.iter().any(|id| {
            *id != picture
                && dom
                    .element(*id)
                    .is_some_and(|other| &**other.local() == "img" && !is_stand_in(other))
        });
        if has_real {
            return true;
        }
        at = dom.parent(at);
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::document::{dump, from_html};

    fn pictures(html: &str) -> usize {
        let base = "https://e.org/".parse().ok();
        dump(&from_html(html, base.as_ref())).matches("image <").count()
    }

    #[test]
    fn a_layer_with_copies_is_left_out() {
        let layer = |start: &str| {
            format!("<img src=a.jpg><{start}><button>x</button><img data-src=a-900x600.jpg></div>")
        };
        assert_eq!(pictures(&layer("div class='wp-lightbox-overlay'")), 1);
        assert_eq!(pictures(&layer("div aria-hidden=true")), 1);
        assert_eq!(pictures(&layer("div")), 2);
        let wrapper = "<div class='lightbox-wrapper'><img src=a.jpg></div><img src=b.jpg>";
        assert_eq!(pictures(wrapper), 2);
    }

    #[test]
    fn a_picture_that_opens_a_layer_is_shown() {
        let overlay = "<div class='wp-lightbox-overlay' hidden><figure><img src=a.jpg></figure>";
        let figure = "<figure class='wp-lightbox-container'><img src=a.jpg><button></button>";
        assert_eq!(pictures(&format!("<p>Words</p>{figure}</figure>{overlay}</div>")), 1);
        let layer = "<a href=#_ class=lightbox id=big><img src=a.jpg></a>";
        assert_eq!(pictures(&format!("<a href=#big><img src=a-small.jpg></a>{layer}")), 1);
        assert_eq!(pictures(&format!("<img src=b.jpg>{layer}")), 2);
    }

    #[test]
    fn a_stand_in_is_not_shown_beside_its_picture() {
        let beside = |stand_in: &str| format!("<div><img {stand_in}><img src=a.jpg></div>");
        assert_eq!(pictures(&beside("src='data:image/png;base64,AAAA'")), 1);
        assert_eq!(pictures(&beside("src=b.jpg class='lqip'")), 1);
        assert_eq!(pictures(&beside("src=b.jpg style='filter: blur(5px)'")), 1);
        assert_eq!(pictures(&beside("src=b.jpg")), 2);
    }

    #[test]
    fn pictures_for_light_and_dark_pages_are_one() {
        let base = "https://e.org/".parse().ok();
        let wanted = "image <https://e.org/day.png> dark=<https://e.org/night.png>\n";
        for html in [
            "<img class=only-light src=day.png><img class=only-dark src=night.png>",
            "<a class='dark:hidden'><img src=day.png></a>\
             <a class='hidden dark:block'><img src=night.png></a>",
            "<img data-theme=light src=day.png><img data-theme=dark src=night.png>",
            "<img class=themedComponent--light_a src=day.png>\
             <img class=themedComponent--dark_b src=night.png>",
            "<img class=d-dark-none src=day.png><img class=d-light-none src=night.png>",
            "<picture><source media='(prefers-color-scheme: dark)' srcset=night.png>\
             <img src=day.png></picture>",
            "<picture><source media='(prefers-color-scheme:light)' srcset=day.png>\
             <img src=night.png></picture>",
        ] {
            assert_eq!(dump(&from_html(html, base.as_ref())), wanted, "{html}");
        }
        let drawing = "viewBox='0 0 99 99'><text>A</text></svg>";
        let drawings = format!("<svg class=only-light {drawing}<svg class=only-dark {drawing}");
        assert_eq!(pictures(&drawings), 1);
        assert_eq!(pictures("<img class=dark-mode src=a.png>Words<img src=b.png>"), 2);
    }
}
