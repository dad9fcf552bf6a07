//! Entries that workers pass to other programs.

use std::path::Path;
use std::time::{Duration, Instant};

use gleaner::model::{EntryId, Filter};
use gleaner::query::Expr;
use gleaner::worker::{ArticleJob, Event};

use crate::worker_support::{Office, no_network};

fn office() -> (Office, EntryId) {
    let office = Office::with(&["a"], no_network());
    let id = office.library.list(Expr::All, Filter::All)[0].id;
    (office, id)
}

fn saved(office: &Office, entry_id: EntryId, folder: &Path) -> Result<String, String> {
    office.submit(ArticleJob::SaveMarkdown { entry_id, folder: folder.to_owned() });
    let path = office.wait_for(|event| match event {
        Event::Exported(result) => Some(result),
        _ => None,
    })?;
    Ok(path.file_name().unwrap().to_str().unwrap().to_owned())
}

#[test]
fn an_entry_becomes_a_file_with_front_matter_and_never_replaces_one() {
    let (office, id) = office();
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("notes");
    let first = saved(&office, id, &inner).unwrap();
    let second = saved(&office, id, &inner).unwrap();
    assert_ne!(first, second);
    let text = std::fs::read_to_string(inner.join(first)).unwrap();
    assert!(text.starts_with("---\ntitle: \""), "{text}");
    assert!(text.contains("\ncreated: 20"), "{text}");
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let (office, id) = office();
    let file = tempfile::NamedTempFile::new().unwrap();
    let message = saved(&office, id, file.path()).unwrap_err();
    assert!(message.starts_with("Couldn't write "), "{message}");
}

#[test]
fn markdown_goes_to_the_clipboard() {
    let (office, id) = office();
    office.submit(ArticleJob::CopyAsMarkdown(id));
    let text = office.wait_for(|event| match event {
        Event::Markdown(text) => Some(text),
        _ => None,
    });
    assert!(text.starts_with("# "), "{text}");
}

#[cfg(unix)]
#[test]
fn a_program_gets_the_entry_as_a_file_without_a_shell() {
    let (office, entry_id) = office();
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("a copy; $(x).md");
    let command = format!("cp {{file}} '{}'", copy.display());
    office.submit(ArticleJob::OpenWith { entry_id, command });
    let deadline = Instant::now() + Duration::from_secs(20);
    while !std::fs::read_to_string(&copy).is_ok_and(|text| text.starts_with("---\n")) {
        assert!(Instant::now() < deadline, "the program wrote nothing");
        std::thread::yield_now();
    }
}

#[test]
fn a_program_that_does_not_start_is_told() {
    let (office, entry_id) = office();
    let command = "gleaner-no-such-program {url}".to_owned();
    office.submit(ArticleJob::OpenWith { entry_id, command });
    let message = office.wait_for(|event| match event {
        Event::Failed(message) => Some(message),
        _ => None,
    });
    assert_eq!(message, "Couldn't start gleaner-no-such-program — file not found");
}
