//! Link posts of Hacker News, Lobsters and similar sites. Their links and counts become facts; the
//! rest of the body stays.

use url::Url;

use super::{links, paragraph, words};
use crate::article::{Fact, PageKind, host};
use crate::document::{Block, Document};
use crate::i18n::t;
use crate::model::EntryContent;

/// The starts of the lines in such a body.
const ARTICLE: &str = "Article URL:";
const COMMENTS: &str = "Comments URL:";
const POINTS: &str = "Points:";
const COUNT: &str = "# Comments:";

/// Takes off the links and counts.
pub(super) fn tidy(document: &mut Document, content: &EntryContent) -> Vec<Fact> {
    let mut post = Post::default();
    let only = document.blocks.len() == 1;
    document.blocks.retain(|block| !post.takes(block, only));
    if post.discussion.is_none() {
        return Vec::new();
    }
    // A rule between the text and the links has lost its purpose.
    while document.blocks.last() == Some(&Block::Rule) {
        document.blocks.pop();
    }
    post.facts(content)
}

#[derive(Debug, Default)]
struct Post {
    article: Option<Url>,
    discussion: Option<Url>,
    points: Option<u64>,
    comments: Option<u64>,
}

impl Post {
    /// Whether a block is nothing but a link or a count. Stores it if so.
    fn takes(&mut self, block: &Block, only: bool) -> bool {
        let Some(line) = paragraph(block) else { return false };
        let text = words(line);
        let text = text.trim();
        let url = || links(line).into_iter().next().map(|(_, url)| url);
        let number =
            |prefix: &str| text.strip_prefix(prefix).and_then(|rest| rest.trim().parse().ok());
        if text.starts_with(ARTICLE) {
            self.article = url();
            return self.article.is_some();
        }
        if text.starts_with(COMMENTS) || (only && text == "Comments") {
            self.discussion = url();
            return self.discussion.is_some();
        }
        if let Some(points) = number(POINTS) {
            self.points = Some(points);
            return true;
        }
        if let Some(comments) = number(COUNT) {
            self.comments = Some(comments);
            return true;
        }
        false
    }

    fn facts(self, content: &EntryContent) -> Vec<Fact> {
        let Some(discussion) = self.discussion else { return Vec::new() };
        let article = self.article.or_else(|| content.url.clone()).filter(|url| *url != discussion);
        let mut facts = Vec::new();
        if let Some(url) = article {
            let label = host(&url).map_or_else(|| t!(article_link), str::to_owned);
            facts.push(Fact::Page { label, url, kind: PageKind::Source });
        }
        let label = match self.comments.or(content.comments.map(u64::from)) {
            Some(count) => t!(article_comment_count, count = count),
            None => host(&discussion)
                .map_or_else(|| t!(article_comments), |host| t!(article_comments_on, host = host)),
        };
        facts.push(Fact::Page { label, url: discussion, kind: PageKind::Discussion });
        facts.extend(self.points.map(|points| Fact::Note(t!(article_points, count = points))));
        facts
    }
}
