//! Makes the pictures of galleries that only a script would show: their addresses are in an
//! attribute, as JSON.

use serde_json::Value;

use super::new_element;
use crate::document::dom::{Dom, Element, NodeId, NodeKind};

/// Attributes with the pictures of a gallery.
const ATTRIBUTES: [&str; 4] = ["data-attrs", "data-gallery", "data-images", "data-photos"];
/// Fields with the list of pictures.
const LISTS: [&str; 4] = ["images", "photos", "items", "gallery"];
/// Fields with the address of a picture, best first.
const ADDRESSES: [&str; 5] = ["src", "url", "image", "full", "href"];
/// More pictures of one gallery are left out.
const MAX_PICTURES: usize = 100;

/// Whether an element may have a gallery in an attribute.
pub(super) fn may_hold_gallery(element: &Element) -> bool {
    let is_named =
        element.classes().any(|class| class.contains("gallery") || class.contains("slideshow"));
    is_named && ATTRIBUTES.iter().any(|name| element.has_attr(name))
}

/// Adds the pictures of a gallery, unless it has some.
pub(super) fn fill(dom: &mut Dom, gallery: NodeId) {
    let has_pictures = dom
        .descendants(gallery)
        .any(|id| dom.element(id).is_some_and(|element| &**element.local() == "img"));
    let Some(element) = dom.element(gallery).filter(|_| !has_pictures) else { return };
    let data = ATTRIBUTES
        .iter()
        .filter_map(|name| element.attr(name))
        .find_map(|value| serde_json::from_str::<Value>(value).ok());
    let Some(data) = data else { return };
    let pictures = list(&data, 0).map(Vec::as_slice).unwrap_or_default();
    for picture in pictures.iter().take(MAX_PICTURES) {
        let Some(address) = address(picture) else { continue };
        let figure = new_element(dom, "figure", &[]);
        let image = new_element(dom, "img", &[("src", address), ("alt", text(picture, "alt"))]);
        dom.append(figure, image);
        push_caption(dom, figure, text(picture, "caption"));
        dom.append(gallery, figure);
    }
    let caption = data.get("gallery").map_or("", |gallery| text(gallery, "caption"));
    if !caption.is_empty() {
        let figure = new_element(dom, "figure", &[]);
        dom.insert_before(gallery, figure);
        dom.detach(gallery);
        dom.append(figure, gallery);
        push_caption(dom, figure, caption);
    }
}

/// The list of pictures in the data, a few levels deep.
fn list(data: &Value, depth: usize) -> Option<&Vec<Value>> {
    match data {
        Value::Array(values) => Some(values),
        Value::Object(_) if depth < LISTS.len() => {
            LISTS.iter().filter_map(|name| data.get(name)).find_map(|data| list(data, depth + 1))
        }
        Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            None
        }
    }
}

fn address(picture: &Value) -> Option<&str> {
    let address = picture
        .as_str()
        .or_else(|| ADDRESSES.iter().find_map(|name| picture.get(name).and_then(Value::as_str)))?;
    (!address.is_empty()).then_some(address)
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn push_caption(dom: &mut Dom, around: NodeId, words: &str) {
    if words.is_empty() {
        return;
    }
    let caption = new_element(dom, "figcaption", &[]);
    let text = dom.add(NodeKind::Text(words.into()));
    dom.append(caption, text);
    dom.append(around, caption);
}

#[cfg(test)]
mod tests {
    use crate::document::{dump, from_html};

    #[test]
    fn pictures_of_a_gallery_that_a_script_would_show_are_shown() {
        let first = "gallery\n  figure\n    image <https://e.org/1.jpg>\n    caption By day\n";
        for html in [
            r#"<div class="image-gallery-embed" data-attrs='{"gallery":{"images":[
               {"src":"https://e.org/1.jpg","caption":"By day"},
               {"src":"https://e.org/2.jpg"}]}}'>"#,
            r#"<div class="jetpack-slideshow" data-gallery='[
               {"src":"https://e.org/1.jpg","caption":"By day"},{"src":"https://e.org/2.jpg"}]'>"#,
        ] {
            let shown = dump(&from_html(html, None));
            assert_eq!(shown, format!("{first}  image <https://e.org/2.jpg>\n"), "{html}");
        }
        let whole = r#"<div class="image-gallery-embed" data-attrs='{"gallery":{"caption":"All",
            "images":[{"src":"https://e.org/1.jpg"},{"src":"https://e.org/2.jpg"}]}}'></div>"#;
        assert!(dump(&from_html(whole, None)).ends_with("\n  caption All\n"));
        let other = r#"<div class="gallery" data-attrs='{"id": 7, "images": {"src": 1}}'>Words"#;
        assert_eq!(dump(&from_html(other, None)), "p Words\n");
    }
}
