//! `database.db` of RSS Guard. Feeds and folders belong to accounts; messages name their feed by
//! the id that it has at its server (in newer versions, by its row).

use rusqlite::Connection;

use super::tables::Tables;
use super::{Kind, Layout, with_names};
use crate::model::ForeignProgram;

pub(super) const KIND: Kind = Kind {
    program: ForeignProgram::RssGuard,
    marks: &["feeds", "messages"],
    needs: &[("feeds", &["id"]), ("messages", &["id", "feed", "is_read"])],
    layout,
};

#[expect(clippy::unnecessary_wraps, reason = "another program's database is asked for it")]
fn layout(_conn: &Connection, tables: &Tables) -> rusqlite::Result<Layout> {
    let feed = |columns: &[&str]| tables.first("feeds", columns);
    let message = |columns: &[&str]| tables.first("messages", columns);
    // An id within its account.
    let within = |account: String, id: &str| format!("coalesce({account}, '') || '/' || {id}");
    let by_row = within(feed(&["account_id"]), "feeds.id");
    let by_name = within(feed(&["account_id"]), &feed(&["custom_id", "id"]));
    let (id, other_id) =
        if tables.is_integer("messages", "feed") { (by_row, by_name) } else { (by_name, by_row) };
    let columns = with_names(&[
        "messages.id".to_owned(),
        within(message(&["account_id"]), "messages.feed"),
        message(&["custom_id"]),
        message(&["url"]),
        message(&["title"]),
        message(&["author"]),
        tables.first_text("messages", &["contents"]),
        message(&["date_created"]),
        "messages.is_read".to_owned(),
        message(&["is_important"]),
        "NULL".to_owned(),
        "NULL".to_owned(),
    ]);
    let folders = if tables.has_column("categories", "id") {
        let category = |columns: &[&str]| tables.first("categories", columns);
        format!("SELECT id, {}, {} FROM categories", category(&["parent_id"]), category(&["title"]))
    } else {
        "SELECT NULL, NULL, NULL LIMIT 0".to_owned()
    };
    Ok(Layout {
        folders,
        feeds: format!(
            "SELECT {id}, {other_id}, {}, {}, {}, NULL FROM feeds",
            feed(&["category"]),
            feed(&["title"]),
            feed(&["source", "url"])
        ),
        entries: format!(
            "SELECT {columns} FROM messages WHERE {} AND {}",
            tables.is_zero("messages", "is_deleted"),
            tables.is_zero("messages", "is_pdeleted")
        ),
    })
}
