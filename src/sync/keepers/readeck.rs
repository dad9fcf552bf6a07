//! Readeck: `POST /api/bookmarks` with a token. The server fetches the page later, so it answers
//! 202.

use serde_json::json;

use super::{PageKeeper, ask_with_token, expect_object, expect_success};
use crate::model::Page;
use crate::net::Method;
use crate::sync::http::{Connection, Question};
use crate::sync::service::ServiceFuture;

pub(super) struct Readeck {
    pub(super) connection: Connection,
}

impl PageKeeper for Readeck {
    fn check(&mut self) -> ServiceFuture<'_, ()> {
        Box::pin(async move {
            let url = self.connection.url("api/profile", &[]);
            let answer = ask_with_token(&mut self.connection, "Bearer", Question::get(url)).await?;
            expect_object(&answer)
        })
    }

    fn keep<'a>(&'a mut self, page: &'a Page) -> ServiceFuture<'a, ()> {
        Box::pin(async move {
            let url = self.connection.url("api/bookmarks", &[]);
            let body = if page.title.is_empty() {
                json!({ "url": page.url })
            } else {
                json!({ "url": page.url, "title": page.title })
            };
            let question = Question::json(Method::Post, url, &body);
            let answer = ask_with_token(&mut self.connection, "Bearer", question).await?;
            expect_success(&answer)
        })
    }
}
