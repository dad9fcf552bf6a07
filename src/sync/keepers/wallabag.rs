//! Wallabag: an access token for the password of a registered client (`/oauth/v2/token`), then
//! `POST /api/entries.json`.
//!
//! The token lasts an hour and is asked for at each use: a page is sent once in a while, and then
//! nothing has to be kept.

use serde_json::{Value, json};

use super::{PageKeeper, expect_object, expect_success};
use crate::model::{Keeper, Page, Secret};
use crate::net::Method;
use crate::sync::error::ServiceError;
use crate::sync::http::{Answer, Connection, Question};
use crate::sync::service::ServiceFuture;

pub(super) struct Wallabag {
    connection: Connection,
    user: String,
    client_id: String,
}

impl Wallabag {
    pub(super) fn new(connection: Connection, keeper: &Keeper) -> Self {
        let (user, client_id) = (keeper.user.clone(), keeper.client_id.trim().to_owned());
        Self { connection, user, client_id }
    }

    async fn token(&mut self) -> Result<Secret, ServiceError> {
        let url = self.connection.url("oauth/v2/token", &[]);
        let (client_secret, password) = (self.connection.user(), self.connection.secret());
        let form = Question::post_form(
            url,
            &[
                ("grant_type", "password"),
                ("client_id", &self.client_id),
                ("client_secret", &client_secret),
                ("username", &self.user),
                ("password", password.reveal()),
            ],
        );
        let answer = self.connection.ask(form).await?;
        // It answers 400 with `invalid_grant` or `invalid_client`.
        if answer.status == 400 {
            return Err(ServiceError::SignIn { host: answer.host });
        }
        if answer.is_page() {
            return Err(ServiceError::NotThisService { host: answer.host });
        }
        let fields = answer.object()?;
        let token = fields.get("access_token").and_then(Value::as_str);
        token
            .map(|token| Secret::new(format!("Bearer {token}")))
            .ok_or_else(|| answer.unreadable_because("it has no access_token"))
    }

    async fn ask(&mut self, question: Question) -> Result<Answer, ServiceError> {
        let token = self.token().await?;
        self.connection.ask(question.with_secret("authorization", token)).await
    }
}

impl PageKeeper for Wallabag {
    fn check(&mut self) -> ServiceFuture<'_, ()> {
        Box::pin(async move {
            let url = self.connection.url("api/entries.json", &[("perPage", "1")]);
            let answer = self.ask(Question::get(url)).await?;
            expect_object(&answer)
        })
    }

    fn keep<'a>(&'a mut self, page: &'a Page) -> ServiceFuture<'a, ()> {
        Box::pin(async move {
            let url = self.connection.url("api/entries.json", &[]);
            let body = if page.title.is_empty() {
                json!({ "url": page.url })
            } else {
                json!({ "url": page.url, "title": page.title })
            };
            let answer = self.ask(Question::json(Method::Post, url, &body)).await?;
            expect_success(&answer)
        })
    }
}
