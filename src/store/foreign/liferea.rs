//! `liferea.db` of Liferea. A node is a feed, a folder or a search; a subscription is the address
//! of a node.

use rusqlite::Connection;

use super::tables::Tables;
use super::{Kind, Layout, with_names};
use crate::model::ForeignProgram;

pub(super) const KIND: Kind = Kind {
    program: ForeignProgram::Liferea,
    marks: &["items", "subscription", "node"],
    needs: &[
        ("items", &["item_id", "node_id", "read"]),
        ("subscription", &["node_id", "source"]),
        ("node", &["node_id", "title"]),
    ],
    layout,
};

#[expect(clippy::unnecessary_wraps, reason = "another program's database is asked for it")]
fn layout(_conn: &Connection, tables: &Tables) -> rusqlite::Result<Layout> {
    let item = |columns: &[&str]| tables.first("items", columns);
    let node = |columns: &[&str]| tables.first("node", columns);
    // Without an index, each entry would search the whole table.
    let author = if tables.has_column("metadata", "item_id")
        && tables.has_column("metadata", "key")
        && tables.has_column("metadata", "value")
        && tables.is_indexed("metadata")
    {
        "(SELECT value FROM metadata
              WHERE metadata.item_id = items.item_id AND key = 'author' LIMIT 1)"
    } else {
        "NULL"
    };
    let columns = with_names(&[
        "items.item_id".to_owned(),
        "items.node_id".to_owned(),
        item(&["source_id"]),
        item(&["source"]),
        item(&["title"]),
        author.to_owned(),
        tables.first_text("items", &["description"]),
        item(&["date"]),
        "items.read".to_owned(),
        item(&["marked"]),
        "NULL".to_owned(),
        "NULL".to_owned(),
    ]);
    Ok(Layout {
        // The root is a folder without a name.
        folders: format!(
            "SELECT node_id, {}, iif(node_id = 'root', '', title) FROM node WHERE {} = 'folder'",
            node(&["parent_id"]),
            node(&["type"])
        ),
        feeds: format!(
            "SELECT subscription.node_id, NULL, {}, node.title, subscription.source, NULL
                 FROM subscription LEFT JOIN node ON node.node_id = subscription.node_id",
            node(&["parent_id"])
        ),
        // Comments are items, too.
        entries: format!(
            "SELECT {columns} FROM items WHERE {}",
            tables.is_zero("items", "comment")
        ),
    })
}
