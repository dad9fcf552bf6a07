use super::*;

fn line(text: &str) -> Vec<Inline> {
    let style = InlineStyle::empty();
    vec![Inline::Text(Run { text: text.into(), style, link: None, hint: None })]
}

fn shown(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        let Inline::Text(run) = inline else { continue };
        let (before, after) = if run.style.contains(InlineStyle::INSERTED) {
            ("{+", "+}")
        } else if run.style.contains(InlineStyle::DELETED) {
            ("[-", "-]")
        } else {
            ("", "")
        };
        out.extend([before, run.text.as_str(), after]);
    }
    out
}

fn merged(old: &str, new: &str) -> Option<String> {
    merge(&line(old), &line(new)).map(|merged| shown(&merged.content))
}

#[test]
fn a_word_that_was_replaced_stands_before_the_new_one() {
    assert_eq!(
        merged("The quick brown fox jumps over it", "The quick red fox jumps over it").unwrap(),
        "The quick [-brown-] {+red+} fox jumps over it"
    );
    assert_eq!(
        merged("Old news of the whole day", "New news of the whole day").unwrap(),
        "[-Old-] {+New+} news of the whole day"
    );
}

#[test]
fn changes_that_are_close_are_one() {
    assert_eq!(
        merged("one two a three b four five six seven", "one two x three y four five six seven")
            .unwrap(),
        "one two [-a three b-] {+x three y+} four five six seven"
    );
}

#[test]
fn a_line_of_which_little_stays_is_not_merged() {
    assert_eq!(merged("all of this is gone", "nothing like it was before is here"), None);
    assert!(merged("one two three four", "one two x y").is_some());
}

#[test]
fn white_space_and_curly_quotation_marks_are_no_change() {
    assert_eq!(keys_of_text("it's  \"fine\""), keys_of_text(" it\u{2019}s \u{201c}fine\u{201d} "));
    assert_ne!(keys_of_text("fine"), keys_of_text("Fine"));
}

#[test]
fn numbers_and_compounds_are_one_word() {
    let words = |text: &str| pieces(text).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(
        words("1,204.5 don't well-known v2.0, ok."),
        ["1,204.5", " don't", " well-known", " v2.0", ",", " ok", "."]
    );
    assert_eq!(words("東京 a"), ["東", "京", " a"]);
}

#[test]
fn relative_times_and_counters_are_no_change() {
    assert_eq!(
        keys_of_text("Updated 3 hours ago by Ada"),
        keys_of_text("Updated 1 day ago by Ada")
    );
    assert_eq!(keys_of_text("12 comments"), keys_of_text("15 comments"));
    assert_ne!(keys_of_text("chapter 12"), keys_of_text("chapter 15"));
}
