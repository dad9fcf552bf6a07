//! Builds the flow of a very long article on a thread, because it would hold up a frame.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use egui::Context;

use crate::article::Article;
use crate::i18n::with_language;

use super::flow::{Flow, Header};

/// Bodies longer than this, in bytes of HTML, are opened by a thread: building them takes more than
/// a millisecond.
pub(super) const LARGE_BYTES: usize = 128 << 10;
/// Documents with more blocks than this are opened by a thread, too.
pub(super) const LARGE_BLOCKS: usize = 2000;

/// A thread that builds a flow.
#[derive(Debug)]
pub(super) struct Opening {
    article: Arc<Article>,
    header: Header,
    flow: Receiver<Flow>,
}

impl Opening {
    /// The flow of an article; `None` while a thread still makes it.
    pub(super) fn flow(
        opening: &mut Option<Self>,
        ctx: &Context,
        article: &Arc<Article>,
        header: &Header,
    ) -> Option<Flow> {
        if !Self::is_large(article) {
            *opening = None;
            return Some(Flow::new(article, header));
        }
        let current = match opening.take() {
            Some(current) if current.is_of(article, header) => current,
            _ => match Self::start(ctx, article, header) {
                Some(started) => started,
                None => return Some(Flow::new(article, header)),
            },
        };
        match current.flow.try_recv() {
            Ok(flow) => Some(flow),
            Err(TryRecvError::Empty) => {
                *opening = Some(current);
                None
            }
            Err(TryRecvError::Disconnected) => Some(Flow::new(article, header)),
        }
    }

    /// Whether an article is opened by a thread, and its document dropped once it is open.
    pub(super) fn is_large(article: &Article) -> bool {
        article.entry.content.html.len() > LARGE_BYTES
            || article.document.blocks.len() > LARGE_BLOCKS
    }

    fn start(ctx: &Context, article: &Arc<Article>, header: &Header) -> Option<Self> {
        let (sender, flow) = sync_channel(1);
        let (of, under, ctx) = (Arc::clone(article), header.clone(), ctx.clone());
        let thread = std::thread::Builder::new().name("opening".to_owned()).spawn(move || {
            // The receiver is gone if the user has opened another article meanwhile.
            let _ = sender.send(with_language(under.language, || Flow::new(&of, &under)));
            ctx.request_repaint();
        });
        thread.ok().map(|_| Self { article: Arc::clone(article), header: header.clone(), flow })
    }

    fn is_of(&self, article: &Arc<Article>, header: &Header) -> bool {
        Arc::ptr_eq(&self.article, article) && self.header == *header
    }
}
