//! Recognises galleries: boxes whose pictures belong together, and what only moves through them.

use super::dom::{Dom, Element, NodeId};
use super::elements::{Role, role};

/// Classes of boxes whose pictures belong together.
const CLASSES: [&str; 40] = [
    "gallery",
    "wp-block-gallery",
    "blocks-gallery",
    "blocks-gallery-grid",
    "tiled-gallery",
    "tiled-gallery__gallery",
    "wp-block-jetpack-slideshow",
    "wp-block-jetpack-tiled-gallery",
    "jetpack-slideshow",
    "kg-gallery-container",
    "sqs-gallery",
    "image-gallery",
    "image-gallery-embed",
    "photo-gallery",
    "gallery-grid",
    "image-grid",
    "photo-grid",
    "image-row",
    "photo-row",
    "photo-set",
    "photoset",
    "lightgallery",
    "galleria",
    "fotorama",
    "slideshow",
    "slider",
    "slides",
    "rslides",
    "bxslider",
    "carousel",
    "carousel-inner",
    "owl-carousel",
    "flickity-slider",
    "slick-slider",
    "slick-track",
    "swiper",
    "swiper-wrapper",
    "splide__list",
    "glide__slides",
    "npf_row",
];

/// Elements that other makers invented for galleries.
const NAMES: [&str; 9] = [
    "amp-carousel",
    "amp-base-carousel",
    "amp-stream-gallery",
    "swiper-container",
    "image-gallery",
    "photo-gallery",
    "photo-grid",
    "slide-show",
    "lightbox-gallery",
];

/// Parts of the classes of what shows the place in a gallery.
const POSITIONS: [&str; 8] = [
    "pagination",
    "indicators",
    "dots",
    "bullets",
    "numbertext",
    "slide-count",
    "slide-number",
    "slider-nav",
];

/// Whether the pictures of an element belong together.
pub(super) fn is_gallery(element: &Element, role: Role) -> bool {
    match role {
        Role::Division => element.has_class(&CLASSES),
        Role::Transparent => NAMES.contains(&&**element.local()),
        _ => false,
    }
}

/// Whether an element only shows the place in a gallery: dots, or `1 / 2`.
pub(super) fn is_position(dom: &Dom, id: NodeId, element: &Element) -> bool {
    let is_marked = element.classes().any(|class| {
        let class = class.to_ascii_lowercase();
        POSITIONS.iter().any(|part| class.contains(part))
    });
    is_marked
        && !dom.descendants(id).any(|child| {
            dom.text(child).is_some_and(|text| text.chars().any(char::is_alphabetic))
                || dom
                    .element(child)
                    .is_some_and(|child| role(child.local().as_bytes()) == Role::Image)
        })
}

#[cfg(test)]
mod tests {
    use super::super::{dump, from_html};

    #[test]
    fn what_moves_through_a_gallery_is_not_shown() {
        let pictures = "<div><img src=a.jpg></div><div><img src=b.jpg></div>";
        let wanted = "gallery\n  image <https://e.org/a.jpg>\n  image <https://e.org/b.jpg>\n";
        for html in [
            format!("<div class=swiper>{pictures}<div class=swiper-pagination>1 / 2</div></div>"),
            format!("<div class=carousel>{pictures}<ol class=dots><li>1<li>2</ol></div>"),
            "<amp-carousel><amp-img src=a.jpg></amp-img><amp-img src=b.jpg></amp-img>".to_owned(),
        ] {
            assert_eq!(dump(&from_html(&html, "https://e.org/".parse().ok().as_ref())), wanted);
        }
    }
}
