//! Linkding: `POST /api/bookmarks/` with a token.
//!
//! A bookmark that exists would lose its title, notes and tags to a second one, so that one that
//! `GET /api/bookmarks/check/` finds is only marked as unread.

use serde_json::json;

use super::{PageKeeper, ask_with_token, expect_object, expect_success};
use crate::model::Page;
use crate::net::Method;
use crate::sync::error::ServiceError;
use crate::sync::http::{Connection, Question};
use crate::sync::service::ServiceFuture;
use crate::sync::wire;

pub(super) struct Linkding {
    pub(super) connection: Connection,
}

impl PageKeeper for Linkding {
    fn check(&mut self) -> ServiceFuture<'_, ()> {
        Box::pin(async move {
            let url = self.connection.url("api/bookmarks/", &[("limit", "1")]);
            let answer = ask_with_token(&mut self.connection, "Token", Question::get(url)).await?;
            expect_object(&answer)
        })
    }

    fn keep<'a>(&'a mut self, page: &'a Page) -> ServiceFuture<'a, ()> {
        Box::pin(async move {
            let question = if let Some(id) = self.kept(page).await? {
                let url = self.connection.url(&format!("api/bookmarks/{id}/"), &[]);
                Question::json(Method::Patch, url, &json!({ "unread": true }))
            } else {
                let url = self.connection.url("api/bookmarks/", &[]);
                let body = json!({ "url": page.url, "title": page.title, "unread": true });
                Question::json(Method::Post, url, &body)
            };
            let answer = ask_with_token(&mut self.connection, "Token", question).await?;
            expect_success(&answer)
        })
    }
}

impl Linkding {
    /// The number of the bookmark of a page, if the server has it.
    async fn kept(&mut self, page: &Page) -> Result<Option<i64>, ServiceError> {
        let query = [("url", page.url.as_str())];
        let url = self.connection.url("api/bookmarks/check/", &query);
        let answer = ask_with_token(&mut self.connection, "Token", Question::get(url)).await?;
        let found = answer.object()?;
        Ok(found.get("bookmark").and_then(|bookmark| wire::whole(bookmark, "id")))
    }
}
