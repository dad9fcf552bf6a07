//! The rules for every document, whatever it was made from: no dangerous address, and every part
//! well-formed.

use gleaner::document::{Block, Code, Document, Inline, InlineStyle, LinkTarget};

/// Panics if a document breaks one of the rules.
pub fn check(document: &Document) {
    check_blocks(&document.blocks, &mut check_inline);
}

fn check_code(code: &Code) {
    let mut at = 0;
    for token in &code.tokens {
        assert!(token.start >= at && token.end > token.start, "tokens ascend: {code:?}");
        assert!(
            code.text.get(token.start as usize..token.end as usize).is_some(),
            "tokens lie on characters: {code:?}"
        );
        at = token.end;
    }
    assert!(!code.text.ends_with('\n') && !code.text.is_empty(), "{code:?}");
}

fn check_blocks(blocks: &[Block], seen: &mut impl FnMut(&Inline)) {
    for block in blocks {
        match block {
            Block::Heading { level, content, .. } => {
                assert!((1..=6).contains(level));
                content.iter().for_each(&mut *seen);
            }
            Block::Paragraph { content, .. } => {
                assert!(!content.is_empty());
                content.iter().for_each(&mut *seen);
            }
            Block::List(list) => {
                list.items.iter().for_each(|item| check_blocks(&item.blocks, seen));
            }
            Block::Quote(blocks) | Block::Gallery(blocks) => check_blocks(blocks, seen),
            Block::Rule => {}
            Block::DefinitionList(groups) => groups.iter().for_each(|group| {
                group.terms.iter().flatten().for_each(&mut *seen);
                group.meanings.iter().for_each(|meaning| check_blocks(meaning, seen));
            }),
            Block::Details { summary, blocks, .. } => {
                summary.iter().for_each(&mut *seen);
                check_blocks(blocks, seen);
            }
            Block::Code(code) => check_code(code),
            Block::Table(table) => {
                let rows = u32::try_from(table.rows.len()).unwrap();
                for (index, row) in (0..).zip(&table.rows) {
                    for cell in &row.cells {
                        assert!(
                            cell.column_span >= 1
                                && cell.column + cell.column_span <= table.columns,
                            "{table:?}"
                        );
                        assert!(cell.row_span >= 1 && index + cell.row_span <= rows, "{table:?}");
                        check_blocks(&cell.blocks, seen);
                    }
                }
            }
            Block::Figure { blocks, caption, .. } => {
                caption.iter().for_each(&mut *seen);
                check_blocks(blocks, seen);
            }
            Block::Image(image) => seen(&Inline::Image(image.clone())),
            Block::Embed(embed) => assert!(matches!(embed.url.scheme(), "http" | "https")),
        }
    }
}

fn check_inline(item: &Inline) {
    let check_link = |link: Option<&LinkTarget>| {
        if let Some(LinkTarget::Url(url)) = link {
            assert!(matches!(url.scheme(), "http" | "https" | "mailto"), "{url}");
        }
    };
    match item {
        Inline::Text(run) => {
            assert!(!run.text.is_empty());
            let is_folded = !run.text.contains("  ") || run.style.contains(InlineStyle::CODE);
            assert!(is_folded && !run.text.contains('\n'), "{run:?}");
            check_link(run.link.as_deref());
        }
        Inline::Image(image) => {
            assert!(
                matches!(image.url.scheme(), "http" | "https")
                    || image.url.as_str().starts_with("data:image/"),
                "{}",
                image.url
            );
            check_link(image.link.as_deref());
        }
        Inline::Formula(_) | Inline::Break | Inline::Anchor(_) => {}
    }
}
