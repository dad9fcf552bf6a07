//! `feeds.db` of QuiteRSS. A feed without an address is a folder; `parentId` is 0 at the top.

use rusqlite::Connection;

use super::tables::Tables;
use super::{Kind, Layout, with_names};
use crate::model::ForeignProgram;

pub(super) const KIND: Kind = Kind {
    program: ForeignProgram::QuiteRss,
    marks: &["feeds", "news"],
    needs: &[("feeds", &["id", "xmlurl"]), ("news", &["id", "feedid", "read"])],
    layout,
};

#[expect(clippy::unnecessary_wraps, reason = "another program's database is asked for it")]
fn layout(_conn: &Connection, tables: &Tables) -> rusqlite::Result<Layout> {
    let feed = |columns: &[&str]| tables.first("feeds", columns);
    let news = |columns: &[&str]| tables.first("news", columns);
    let columns = with_names(&[
        "news.id".to_owned(),
        "news.feedid".to_owned(),
        news(&["guid"]),
        news(&["link_href", "link_alternate"]),
        news(&["title"]),
        news(&["author_name"]),
        tables.first_text("news", &["content", "description"]),
        news(&["published", "modified", "received"]),
        "news.read".to_owned(),
        news(&["starred"]),
        news(&["enclosure_url"]),
        news(&["enclosure_type"]),
    ]);
    let (name, parent) = (feed(&["text", "title"]), feed(&["parentid"]));
    Ok(Layout {
        folders: format!("SELECT id, {parent}, {name} FROM feeds WHERE coalesce(xmlurl, '') = ''"),
        feeds: format!(
            "SELECT id, NULL, {parent}, {name}, xmlurl, {} FROM feeds
                 WHERE coalesce(xmlurl, '') <> ''",
            feed(&["htmlurl"])
        ),
        entries: format!("SELECT {columns} FROM news WHERE {}", tables.is_zero("news", "deleted")),
    })
}
