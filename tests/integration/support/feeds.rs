//! Small feeds for the tests.

/// An RSS feed whose entries have these guids and bodies. Their titles are `Entry GUID`.
pub fn rss(title: &str, entries: &[(&str, &str)]) -> String {
    let items: Vec<String> = entries
        .iter()
        .map(|(guid, body)| {
            format!(
                "<item><guid isPermaLink=\"false\">{guid}</guid><title>Entry {guid}</title>\
                 <description><![CDATA[{body}]]></description></item>"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\">\
         <channel><title>{title}</title>{}</channel></rss>",
        items.concat()
    )
}

/// A feed with one article, which has a picture on the same server.
pub fn picture_feed() -> Vec<u8> {
    let item = "<item><guid>1</guid><title>Pictures</title><description>&lt;p&gt;Look:&lt;/p&gt;\
         &lt;p&gt;&lt;img src='/a.svg' alt='A square'&gt;&lt;/p&gt;</description></item>";
    format!("<rss version='2.0'><channel><title>Pictures</title>{item}</channel></rss>")
        .into_bytes()
}
