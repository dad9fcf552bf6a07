//! `database.sqlite` of NewsFlash. Folders are categories, and two tables say what is in which.

use rusqlite::Connection;

use super::tables::Tables;
use super::{Kind, Layout, with_names};
use crate::model::ForeignProgram;

pub(super) const KIND: Kind = Kind {
    program: ForeignProgram::NewsFlash,
    marks: &["articles", "feeds", "feed_mapping"],
    needs: &[
        ("articles", &["article_id", "feed_id", "unread", "marked"]),
        ("feeds", &["feed_id", "feed_url"]),
        ("feed_mapping", &["feed_id", "category_id"]),
    ],
    layout,
};

/// Articles from which on their stars are counted.
const TELLING: i64 = 20;

fn layout(conn: &Connection, tables: &Tables) -> rusqlite::Result<Layout> {
    let feed = |columns: &[&str]| tables.first("feeds", columns);
    let article = |columns: &[&str]| tables.first("articles", columns);
    let columns = with_names(&[
        "articles.rowid".to_owned(),
        "articles.feed_id".to_owned(),
        "articles.article_id".to_owned(),
        article(&["url"]),
        article(&["title"]),
        article(&["author"]),
        tables.first_text("articles", &["html", "scraped_content", "summary"]),
        article(&["timestamp"]),
        "coalesce(articles.unread, 0) = 0".to_owned(),
        format!("articles.marked = {}", star(conn)?),
        "NULL".to_owned(),
        "NULL".to_owned(),
    ]);
    Ok(Layout {
        folders: folders(tables),
        feeds: format!(
            "SELECT feeds.feed_id, NULL, (SELECT category_id FROM feed_mapping
                 WHERE feed_mapping.feed_id = feeds.feed_id LIMIT 1), {}, feed_url, {} FROM feeds",
            feed(&["label"]),
            feed(&["website"])
        ),
        entries: format!("SELECT {columns} FROM articles"),
    })
}

/// The number of a starred article: 0, as `unread` is 0 for the first of its two values. Where that
/// would be most of the articles, the numbers are the other way round: nobody stars most articles.
fn star(conn: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT count(*), coalesce(sum(marked = 0), 0) FROM articles";
    let (all, zeros): (i64, i64) = conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(i64::from(all >= TELLING && zeros > all / 2))
}

fn folders(tables: &Tables) -> String {
    if !tables.has_column("categories", "category_id") {
        return "SELECT NULL, NULL, NULL LIMIT 0".to_owned();
    }
    let parent = if tables.has_column("category_mapping", "parent_id")
        && tables.has_column("category_mapping", "category_id")
    {
        "(SELECT parent_id FROM category_mapping
              WHERE category_mapping.category_id = categories.category_id LIMIT 1)"
            .to_owned()
    } else {
        tables.first("categories", &["parent_id"])
    };
    format!(
        "SELECT category_id, {parent}, {} FROM categories",
        tables.first("categories", &["label"])
    )
}
