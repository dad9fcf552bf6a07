//! Writes text as HTML and XML. The counterpart of [`super::entities`].

/// The text with the four characters that mean something in HTML and XML written as references. It
/// may stand between tags and within an attribute in double quotes.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// Appends [`escape`] of the text.
pub(crate) fn push_escaped(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        let (plain, special) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        out.push_str(match special.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "&quot;",
        });
        rest = special.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// Appends a space, the name and the value in double quotes.
pub(crate) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.extend([" ", name, "=\""]);
    push_escaped(out, value);
    out.push('"');
}

/// Appends the text as a CDATA section. Text that contains `]]>` takes several sections.
pub(crate) fn push_section(out: &mut String, text: &str) {
    out.push_str("<![CDATA[");
    let mut rest = text;
    while let Some(at) = memchr::memmem::find(rest.as_bytes(), b"]]>") {
        let (part, end) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(part);
        out.push_str("]]]]><![CDATA[>");
        rest = end.get("]]>".len()..).unwrap_or_default();
    }
    out.push_str(rest);
    out.push_str("]]>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_characters_of_markup_become_references() {
        assert_eq!(escape("a & <b c=\"d\">"), "a &amp; &lt;b c=&quot;d&quot;&gt;");
        let mut out = String::from("<a");
        push_attribute(&mut out, "title", "\u{201c}x\u{201d} & \"y\"");
        assert_eq!(out, "<a title=\"\u{201c}x\u{201d} &amp; &quot;y&quot;\"");
    }

    #[test]
    fn a_section_that_would_end_itself_is_split() {
        let mut out = String::new();
        push_section(&mut out, "a]]>b");
        assert_eq!(out, "<![CDATA[a]]]]><![CDATA[>b]]>");
    }
}
