//! Recognises the namespaces of feeds by the many addresses that publishers declare, or by the
//! usual prefix if there is no declaration.

use crate::markup::entities::decode;
use crate::markup::{Tag, split_name};

/// A vocabulary whose elements are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Namespace {
    /// RSS of any version. Its elements usually have no namespace.
    Rss,
    /// Atom 1.0 and 0.3.
    Atom,
    /// `content:encoded`.
    Content,
    /// Dublin Core.
    Dc,
    DcTerms,
    /// Media RSS.
    Media,
    /// Apple's and Google's podcast elements.
    Itunes,
    /// The comment API of the well-formed web.
    Wfw,
    Xhtml,
    Rdf,
    /// The RSS module that states how often a feed is updated.
    Syndication,
    /// Enclosures of RSS 1.0.
    Enclosure,
    /// Publishing metadata (PRISM).
    Prism,
    /// Slash, which states how many comments an entry has.
    Slash,
    /// The threading extension of Atom (RFC 4685).
    Thread,
    /// Dave Winer's elements, among them `source:markdown`.
    Source,
    /// Podcasting 2.0: chapters and transcripts.
    Podcast,
    Other,
}

/// In lower case, without scheme, `www.` and a final `/` or `#`.
const ADDRESSES: [(&str, Namespace); 42] = [
    ("purl.org/rss/1.0", Namespace::Rss),
    ("purl.org/net/rss1.1", Namespace::Rss),
    ("my.netscape.com/rdf/simple/0.9", Namespace::Rss),
    ("channel.netscape.com/rdf/simple/0.9", Namespace::Rss),
    ("my.netscape.com/publish/formats/rss-0.91.dtd", Namespace::Rss),
    ("backend.userland.com/rss", Namespace::Rss),
    ("backend.userland.com/rss2", Namespace::Rss),
    ("backend.userland.com/rss191", Namespace::Rss),
    ("blogs.law.harvard.edu/tech/rss", Namespace::Rss),
    ("cyber.law.harvard.edu/rss", Namespace::Rss),
    ("cyber.law.harvard.edu/rss/rss.html", Namespace::Rss),
    ("rssboard.org/rss-specification", Namespace::Rss),
    ("w3.org/2005/atom", Namespace::Atom),
    ("purl.org/atom/ns", Namespace::Atom),
    ("purl.org/atom/app", Namespace::Other),
    ("example.com/newformat", Namespace::Atom),
    ("example.com/necho", Namespace::Atom),
    ("purl.org/echo", Namespace::Atom),
    ("uri/of/echo/namespace", Namespace::Atom),
    ("purl.org/pie", Namespace::Atom),
    ("purl.org/rss/1.0/modules/content", Namespace::Content),
    ("purl.org/dc/elements/1.1", Namespace::Dc),
    ("purl.org/dc/elements/1.0", Namespace::Dc),
    ("purl.org/rss/1.0/modules/dc", Namespace::Dc),
    ("purl.org/dc/terms", Namespace::DcTerms),
    ("search.yahoo.com/mrss", Namespace::Media),
    ("rssboard.org/media-rss", Namespace::Media),
    ("itunes.com/dtds/podcast-1.0.dtd", Namespace::Itunes),
    ("google.com/schemas/play-podcasts/1.0", Namespace::Itunes),
    ("wellformedweb.org/commentapi", Namespace::Wfw),
    ("w3.org/1999/xhtml", Namespace::Xhtml),
    ("w3.org/1999/02/22-rdf-syntax-ns", Namespace::Rdf),
    ("purl.org/rss/1.0/modules/syndication", Namespace::Syndication),
    ("purl.org/rss/1.0/modules/enclosure", Namespace::Enclosure),
    ("purl.oclc.org/net/rss_2.0/enc", Namespace::Enclosure),
    ("prismstandard.org/namespaces/basic/2.0", Namespace::Prism),
    ("purl.org/rss/1.0/modules/slash", Namespace::Slash),
    ("purl.org/syndication/thread/1.0", Namespace::Thread),
    ("source.scripting.com", Namespace::Source),
    ("podcastindex.org/namespace/1.0", Namespace::Podcast),
    ("github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md", Namespace::Podcast),
    (
        "github.com/podcastindex-org/podcast-namespace/blob/main/docs/namespace/1.0.md",
        Namespace::Podcast,
    ),
];

/// The meaning of prefixes without a declaration.
const PREFIXES: [(&str, Namespace); 21] = [
    ("rss", Namespace::Rss),
    ("atom", Namespace::Atom),
    ("atom10", Namespace::Atom),
    ("atom03", Namespace::Atom),
    ("a10", Namespace::Atom),
    ("content", Namespace::Content),
    ("dc", Namespace::Dc),
    ("dcterms", Namespace::DcTerms),
    ("media", Namespace::Media),
    ("itunes", Namespace::Itunes),
    ("googleplay", Namespace::Itunes),
    ("wfw", Namespace::Wfw),
    ("xhtml", Namespace::Xhtml),
    ("rdf", Namespace::Rdf),
    ("sy", Namespace::Syndication),
    ("enc", Namespace::Enclosure),
    ("prism", Namespace::Prism),
    ("slash", Namespace::Slash),
    ("thr", Namespace::Thread),
    ("source", Namespace::Source),
    ("podcast", Namespace::Podcast),
];

/// Most declarations in force at one place. Every element searches all of them.
const MAX_BINDINGS: usize = 256;

impl Namespace {
    fn from_address(address: &str) -> Self {
        let lower = address.trim().to_ascii_lowercase();
        let bare = lower
            .strip_prefix("https://")
            .or_else(|| lower.strip_prefix("http://"))
            .unwrap_or(&lower);
        let bare = bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches(['/', '#']);
        ADDRESSES
            .iter()
            .find(|(known, _)| *known == bare)
            .map_or(Self::Other, |(_, namespace)| *namespace)
    }

    fn from_prefix(prefix: &str) -> Self {
        PREFIXES
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(prefix))
            .map_or(Self::Other, |(_, namespace)| *namespace)
    }
}

/// The namespace declarations in force.
#[derive(Debug)]
pub(crate) struct Scopes<'a> {
    /// The namespace of names without a prefix.
    home: Namespace,
    /// Level of the element, prefix, namespace.
    bindings: Vec<(usize, &'a str, Namespace)>,
}

impl<'a> Scopes<'a> {
    pub(crate) fn new(home: Namespace) -> Self {
        Self { home, bindings: Vec::new() }
    }

    /// Adds the declarations of a tag. They are in force until [`Self::close`] with its level.
    pub(crate) fn open(&mut self, level: usize, tag: &Tag<'a>) {
        if !tag.attributes.contains("xmlns") {
            return;
        }
        for (name, value) in tag.attributes() {
            let prefix = if name.eq_ignore_ascii_case("xmlns") {
                ""
            } else {
                name.strip_prefix("xmlns:").unwrap_or("xml")
            };
            if prefix != "xml" && self.bindings.len() < MAX_BINDINGS {
                self.bindings.push((level, prefix, Namespace::from_address(&decode(value))));
            }
        }
    }

    /// Removes the declarations of this level and of deeper ones.
    pub(crate) fn close(&mut self, level: usize) {
        while self.bindings.last().is_some_and(|(bound, ..)| *bound >= level) {
            self.bindings.pop();
        }
    }

    /// The namespace and the local name of an element.
    pub(crate) fn resolve<'n>(&self, name: &'n str) -> (Namespace, &'n str) {
        let (prefix, local) = split_name(name);
        let bound = self
            .bindings
            .iter()
            .rev()
            .find(|(_, known, _)| *known == prefix)
            .map(|(.., namespace)| *namespace);
        let namespace = match (bound, prefix) {
            // Feeds declare wrong default namespaces, so the root element decides.
            (None | Some(Namespace::Other), "") => self.home,
            (Some(namespace), _) => namespace,
            (None, prefix) => Namespace::from_prefix(prefix),
        };
        (namespace, local)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{Cursor, Token};

    fn tag(source: &str) -> Tag<'_> {
        match Cursor::new(source).next_token() {
            Some(Token::Open(tag)) => tag,
            other => panic!("no tag: {other:?}"),
        }
    }

    #[test]
    fn a_namespace_is_known_under_all_its_addresses() {
        for address in [
            "http://search.yahoo.com/mrss/",
            "https://search.yahoo.com/mrss",
            "http://www.rssboard.org/media-rss",
        ] {
            assert_eq!(Namespace::from_address(address), Namespace::Media, "{address}");
        }
        assert_eq!(
            Namespace::from_address("http://www.iTunes.com/DTDs/Podcast-1.0.dtd"),
            Namespace::Itunes
        );
    }

    #[test]
    fn a_declared_prefix_wins_over_its_usual_meaning() {
        let mut scopes = Scopes::new(Namespace::Rss);
        assert_eq!(scopes.resolve("dc:creator"), (Namespace::Dc, "creator"));
        scopes.open(1, &tag("<rss xmlns:dc='urn:else' xmlns:m='http://search.yahoo.com/mrss/'>"));
        assert_eq!(scopes.resolve("dc:creator"), (Namespace::Other, "creator"));
        assert_eq!(scopes.resolve("m:title"), (Namespace::Media, "title"));
    }

    #[test]
    fn declarations_beyond_the_limit_are_ignored() {
        let mut scopes = Scopes::new(Namespace::Rss);
        let many = (1..MAX_BINDINGS)
            .map(|number| format!(" xmlns:p{number}='urn:x'"))
            .collect::<Vec<_>>()
            .concat();
        let media = "http://search.yahoo.com/mrss/";
        let root = format!("<rss{many} xmlns:last='{media}' xmlns:more='{media}'>");
        scopes.open(1, &tag(&root));
        assert_eq!(scopes.resolve("last:x"), (Namespace::Media, "x"));
        assert_eq!(scopes.resolve("more:x"), (Namespace::Other, "x"));
    }

    #[test]
    fn declarations_end_with_their_element() {
        let mut scopes = Scopes::new(Namespace::Rss);
        scopes.open(2, &tag("<item xmlns='http://www.w3.org/2005/Atom'>"));
        assert_eq!(scopes.resolve("title"), (Namespace::Atom, "title"));
        scopes.close(2);
        assert_eq!(scopes.resolve("title"), (Namespace::Rss, "title"));
    }
}
