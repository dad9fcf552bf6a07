//! Compares texts, addresses and dates by the rules of the corpora's own judge.

/// The text with single spaces, also in place of no-break spaces.
pub fn spaced(text: &str) -> String {
    text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with references resolved.
pub fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(34).position(|byte| byte == b';');
        if let Some((value, end)) = end.and_then(|end| Some((resolve(&rest[1..end])?, end))) {
            out.push_str(&value);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out + rest
}

fn resolve(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = number
            .strip_prefix(['x', 'X'])
            .map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        let windows_1252 = u8::try_from(code).ok().filter(|byte| (0x80..0xa0).contains(byte));
        return windows_1252
            .map(|byte| {
                encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.into_owned()
            })
            .or_else(|| char::from_u32(code).map(String::from));
    }
    let (first, second) = *html5ever::data::NAMED_ENTITIES.get(format!("{name};").as_str())?;
    Some([first, second].into_iter().filter(|&code| code != 0).filter_map(char::from_u32).collect())
        .filter(|text: &String| !text.is_empty())
}

/// The text without tags of any name.
pub fn without_tags(text: &str, needs_name: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        let name = tail.strip_prefix('/').unwrap_or(tail).chars().next();
        let is_tag = !needs_name || name.is_some_and(|c| c.is_ascii_alphabetic());
        if let Some(end) = tail.find('>').filter(|_| is_tag) {
            rest = &tail[end + 1..];
        } else {
            out.push('<');
            rest = tail;
        }
    }
    out + rest
}

/// The text without tags and references, with single spaces, as a person reads a title.
pub fn plain(text: &str) -> String {
    spaced(&unescaped(&without_tags(text, true)))
}

/// The letters and digits of a text, so that layout and markup do not matter.
pub fn letters(text: &str) -> String {
    unescaped(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a text equals one of the wanted texts.
pub fn same_text(got: Option<&str>, wanted: &[&str]) -> bool {
    let Some(got) = got else { return false };
    let have = [spaced(got), plain(got), letters(got)];
    wanted.iter().any(|want| {
        have.contains(&spaced(want))
            || have.contains(&plain(want))
            || (!letters(want).is_empty() && letters(want) == letters(got))
    })
}

/// Whether two addresses are equal by value.
pub fn same_url(got: &str, wanted: &str) -> bool {
    normal_url(got) == normal_url(wanted)
}

fn normal_url(url: &str) -> String {
    let trimmed = url.trim();
    let Some((scheme, rest)) = trimmed.split_once("://") else { return trimmed.to_owned() };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, tail) = rest.split_at(end);
    let scheme = scheme.to_lowercase();
    let slash = if matches!(scheme.as_str(), "http" | "https") && !tail.starts_with('/') {
        "/"
    } else {
        ""
    };
    format!("{scheme}://{}{slash}{tail}", host.to_lowercase())
}

/// Whether two times are equal to the second.
pub fn same_date(got: Option<&str>, wanted: &str) -> bool {
    let cut = |value: &str| {
        let value = value.replace("+00:00", "Z");
        match value.split_once('.') {
            Some((whole, fraction)) => {
                whole.to_owned() + fraction.trim_start_matches(|c: char| c.is_ascii_digit())
            }
            None => value,
        }
    };
    got.is_some_and(|got| cut(got) == cut(wanted))
}
