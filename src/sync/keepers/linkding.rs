//! Linkding: `POST /api/bookmarks/` with a token. A bookmark that exists is updated.

use serde_json::json;

use super::{PageKeeper, ask_with_token, expect_object, expect_success};
use crate::model::Page;
use crate::net::Method;
use crate::sync::http::{Connection, Question};
use crate::sync::service::ServiceFuture;

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
            let url = self.connection.url("api/bookmarks/", &[]);
            let body = json!({ "url": page.url, "title": page.title, "unread": true });
            let question = Question::json(Method::Post, url, &body);
            let answer = ask_with_token(&mut self.connection, "Token", question).await?;
            expect_success(&answer)
        })
    }
}
