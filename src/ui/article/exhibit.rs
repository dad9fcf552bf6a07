//! The pictures of an article that the lightbox can show, each in its largest form.

use std::sync::Arc;

use crate::article::PictureKey;
use crate::document::LinkTarget;
use crate::i18n::t;

use super::flow::{Flow, Piece, PieceKind};
use super::scene::{Appearance, Scene};

/// A picture for the lightbox.
#[derive(Debug, Clone)]
pub(super) struct Exhibit {
    pub(super) key: PictureKey,
    /// The alternative text.
    pub(super) name: String,
    /// The link around the picture on its page.
    pub(super) link: Option<Arc<LinkTarget>>,
}

impl Scene {
    /// The key of the largest form of a picture: the picture file that it links to, else the widest
    /// candidate of the page.
    pub(super) fn exhibit_key(&self, flow: &Flow, image: usize) -> Option<PictureKey> {
        let key = self.key(image)?;
        let Some(known) = flow.images.get(image).filter(|_| matches!(key, PictureKey::Web(_)))
        else {
            return Some(key.clone());
        };
        let is_dark = |url| known.dark.as_ref() == Some(url);
        if matches!(key, PictureKey::Web(url) if is_dark(url)) {
            return Some(key.clone());
        }
        let linked = known
            .link
            .as_deref()
            .and_then(|link| if let LinkTarget::Url(url) = link { Some(url) } else { None });
        let linked = linked.filter(|url| is_picture_file(url)).cloned();
        let widest = || {
            known
                .candidates
                .iter()
                .filter(|candidate| candidate.width.is_some())
                .max_by_key(|candidate| candidate.width)
        };
        let url = linked.or_else(|| widest().map(|candidate| candidate.url.clone()));
        Some(url.map_or_else(|| key.clone(), |url| PictureKey::Web(Arc::new(url))))
    }

    /// The pictures that the lightbox can show, from top to bottom.
    pub(super) fn exhibits(&self, flow: &Flow) -> Vec<Exhibit> {
        let mut found = Vec::new();
        for piece in &flow.pieces {
            self.collect(flow, piece, &mut found);
        }
        found
    }

    fn collect(&self, flow: &Flow, piece: &Piece, found: &mut Vec<Exhibit>) {
        let mut add = |image: usize| {
            if flow.formulas.contains_key(&image) {
                return;
            }
            if flow.posters.contains_key(&image) {
                return;
            }
            let key = self.exhibit_key(flow, image);
            if let (Appearance::Ready(_) | Appearance::Coming, Some(key), Some(known)) =
                (self.image(image), key, flow.images.get(image))
            {
                let name =
                    if known.alt.is_empty() { t!(article_picture) } else { known.alt.clone() };
                found.push(Exhibit { key, name, link: known.link.clone() });
            }
        };
        match &piece.kind {
            PieceKind::Image(image) => add(*image),
            PieceKind::Gallery(gallery) => {
                flow.galleries.get(*gallery).into_iter().flatten().for_each(|shot| add(shot.image));
            }
            PieceKind::Text(slice) => {
                let images = flow.leaves.get(slice.leaf).map_or(&[][..], |leaf| &leaf.images[..]);
                images
                    .iter()
                    .filter(|(byte, _)| slice.bytes.contains(byte))
                    .for_each(|(_, image)| add(*image));
            }
            PieceKind::Rows { table, rows } => {
                let rows = flow
                    .tables
                    .get(*table)
                    .and_then(|table| table.rows.get(rows.clone()))
                    .into_iter()
                    .flatten()
                    .flatten();
                rows.flat_map(|cell| &cell.pieces)
                    .for_each(|piece| self.collect(flow, piece, found));
            }
            PieceKind::Code { panel, slice }
                if slice.bytes.start == 0 && self.is_diagram(*panel) =>
            {
                found.extend(self.diagram_key(*panel).map(|key| Exhibit {
                    key: key.clone(),
                    name: t!(article_diagram),
                    link: None,
                }));
            }
            PieceKind::Code { .. }
            | PieceKind::Embed(_)
            | PieceKind::Chips
            | PieceKind::Rule
            | PieceKind::End => {}
        }
    }
}

/// Whether an address ends like that of a picture file.
fn is_picture_file(url: &url::Url) -> bool {
    let extension =
        url.path().rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| {
        ["png", "jpg", "jpeg", "webp", "gif", "svg"].contains(&extension.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Image, ImageCandidate};

    fn image(candidates: &[(&str, Option<u32>, Option<u32>)]) -> Image {
        let url = |name: &str| format!("https://example.org/{name}").parse().unwrap();
        let candidate = |(name, width, density): &(&str, Option<u32>, Option<u32>)| {
            ImageCandidate { url: url(name), width: *width, density: *density }
        };
        Image {
            url: Arc::new(url("plain")),
            candidates: candidates.iter().map(candidate).collect(),
            alt: String::new(),
            title: None,
            size: (None, None),
            link: None,
            dark: None,
        }
    }

    #[test]
    fn a_closer_look_is_a_look_at_the_largest_form() {
        let looked_at = |image: Image| {
            let key = PictureKey::Web(Arc::clone(&image.url));
            let flow = Flow { images: vec![image], ..Flow::default() };
            let scene = Scene::of_keys(vec![key]);
            match scene.exhibit_key(&flow, 0) {
                Some(PictureKey::Web(url)) => url.path().to_owned(),
                other => panic!("{other:?}"),
            }
        };
        let linking = |target: &str| Image {
            link: Some(Arc::new(LinkTarget::Url(
                format!("https://example.org/{target}").parse().unwrap(),
            ))),
            ..image(&[("s", Some(300), None), ("l", Some(1600), None)])
        };
        assert_eq!(looked_at(linking("full.JPG")), "/full.JPG");
        assert_eq!(looked_at(linking("page")), "/l");
        assert_eq!(looked_at(image(&[("two", None, Some(200))])), "/plain");
    }
}
