//! Whether texts contain all words of a search, whatever their case, in any script.

/// The words of a search, ready to be looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    words: Vec<String>,
    folded: String,
}

impl Words {
    /// The words in what the reader typed.
    pub(super) fn new(search: &str) -> Self {
        Self { words: search.split_whitespace().map(str::to_lowercase).collect(), folded: String::new() }
    }

    /// Whether there is nothing to look for.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether each word occurs in at least one of the texts.
    pub(super) fn occur_in(&mut self, texts: &[&str]) -> bool {
        self.folded.clear();
        for text in texts {
            fold_into(text, &mut self.folded);
            // No word contains white space, so none is found across two texts.
            self.folded.push('\n');
        }
        self.words.iter().all(|word| memchr::memmem::find(self.folded.as_bytes(), word.as_bytes()).is_some())
    }
}

fn fold_into(text: &str, folded: &mut String) {
    if text.is_ascii() {
        let start = folded.len();
        folded.push_str(text);
        if let Some(added) = folded.get_mut(start..) {
            added.make_ascii_lowercase();
        }
    } else {
        folded.push_str(&text.to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(search: &str, texts: &[&str]) -> bool {
        Words::new(search).occur_in(texts)
    }

    #[test]
    fn every_word_must_occur_somewhere() {
        assert!(is_found("rust ada", &["Learning Rust", "Ada Lovelace", ""]));
        assert!(!is_found("rust bob", &["Learning Rust", "Ada Lovelace", ""]));
    }

    #[test]
    fn case_does_not_matter_in_any_script() {
        assert!(is_found("ÜBER москва", &["Über uns", "МОСКВА"]));
        assert!(is_found("über", &["ÜBER UNS"]));
    }

    #[test]
    fn parts_of_words_are_found_and_texts_do_not_run_together() {
        assert!(is_found("earn", &["Learning"]));
        assert!(!is_found("ab", &["a", "b"]));
    }

    #[test]
    fn white_space_alone_is_no_search() {
        assert!(Words::new(" \t ").is_empty());
    }
}
