//! Karakeep: `POST /api/v1/bookmarks` with a key. A bookmark that exists is answered with 200, a
//! new one with 201.

use serde_json::json;

use super::{PageKeeper, ask_with_token, expect_object, expect_success};
use crate::model::Page;
use crate::net::Method;
use crate::sync::http::{Connection, Question};
use crate::sync::service::ServiceFuture;

pub(super) struct Karakeep {
    pub(super) connection: Connection,
}

impl PageKeeper for Karakeep {
    fn check(&mut self) -> ServiceFuture<'_, ()> {
        Box::pin(async move {
            let url = self.connection.url("api/v1/users/me", &[]);
            let answer = ask_with_token(&mut self.connection, "Bearer", Question::get(url)).await?;
            expect_object(&answer)
        })
    }

    fn keep<'a>(&'a mut self, page: &'a Page) -> ServiceFuture<'a, ()> {
        Box::pin(async move {
            let url = self.connection.url("api/v1/bookmarks", &[]);
            let body = if page.title.is_empty() {
                json!({ "type": "link", "url": page.url })
            } else {
                json!({ "type": "link", "url": page.url, "title": page.title })
            };
            let question = Question::json(Method::Post, url, &body);
            let answer = ask_with_token(&mut self.connection, "Bearer", question).await?;
            expect_success(&answer)
        })
    }
}
