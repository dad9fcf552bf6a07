//! Maps the classes of all common highlighters to our kinds of token.

use super::dom::{Dom, Element, NodeId};
use super::model::TokenKind;

/// This many elements around the code may show the dialect.
const LEVELS_AROUND: usize = 3;

/// The meaning of the one- and two-letter classes in a block of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Pygments, Rouge and Chroma, which agree.
    Pygments,
    /// Pandoc, which uses some of the same letters for other kinds.
    Pandoc,
}

impl Dialect {
    /// The dialect of the code at `top`.
    pub(super) fn around(dom: &Dom, top: NodeId) -> Self {
        let mut around = std::iter::successors(Some(top), |id| Some(dom.parent(*id)))
            .take(LEVELS_AROUND)
            .filter_map(|id| dom.element(id));
        if around.any(|element| element.has_class(&["sourceCode"])) {
            Self::Pandoc
        } else {
            Self::Pygments
        }
    }
}

/// The kind of token that the class of an element states.
pub(super) fn token_kind(element: &Element, dialect: Dialect) -> Option<TokenKind> {
    let class = element.attr("class")?;
    if class.starts_with("hljs-") || class.contains(" hljs-") {
        return class
            .split_ascii_whitespace()
            .filter_map(|class| class.strip_prefix("hljs-"))
            .find_map(|name| highlight_js(name, class));
    }
    if class.contains("pl-") {
        return class
            .split_ascii_whitespace()
            .filter_map(|class| class.strip_prefix("pl-"))
            .find_map(github);
    }
    let mut classes = class.split_ascii_whitespace();
    if classes.clone().any(|class| class == "token") {
        // Prism writes the most specific class last.
        return classes.filter_map(prism).next_back();
    }
    classes.find_map(|class| match dialect {
        Dialect::Pygments => {
            pygments(class).or_else(|| prettify(class)).or_else(|| bare_highlight_js(class))
        }
        Dialect::Pandoc => pandoc(class),
    })
}

fn pygments(class: &str) -> Option<TokenKind> {
    use TokenKind as Kind;
    Some(match class {
        "c" | "c1" | "cm" | "ch" | "cd" | "cs" | "cpf" => Kind::Comment,
        "cp" | "gp" | "gh" | "gu" | "go" => Kind::Meta,
        "k" | "kd" | "kn" | "kp" | "kr" | "kv" | "ow" => Kind::Keyword,
        "kc" | "no" | "l" | "ld" | "bp" => Kind::Constant,
        "kt" | "nc" | "ne" | "nn" => Kind::Type,
        "nf" | "fm" => Kind::Function,
        "nb" => Kind::Builtin,
        "nt" => Kind::Tag,
        "na" | "nd" | "nl" | "py" => Kind::Attribute,
        "nv" | "vc" | "vg" | "vi" | "vm" => Kind::Variable,
        "s" | "s1" | "s2" | "sa" | "sb" | "sc" | "sd" | "sh" | "sr" | "ss" | "sx" | "dl" => {
            Kind::String
        }
        "se" | "si" | "ni" => Kind::Escape,
        "m" | "mb" | "mf" | "mh" | "mi" | "mo" | "mx" | "il" => Kind::Number,
        "o" | "or" => Kind::Operator,
        "p" | "pi" => Kind::Punctuation,
        "gi" => Kind::Inserted,
        "gd" => Kind::Deleted,
        "err" | "gr" | "gt" => Kind::Error,
        _ => return None,
    })
}

fn pandoc(class: &str) -> Option<TokenKind> {
    use TokenKind as Kind;
    Some(match class {
        "kw" | "cf" | "im" => Kind::Keyword,
        "dt" => Kind::Type,
        "dv" | "bn" | "fl" => Kind::Number,
        "ch" | "st" | "vs" | "ss" => Kind::String,
        "sc" => Kind::Escape,
        "co" | "do" | "an" | "cv" | "in" => Kind::Comment,
        "cn" => Kind::Constant,
        "fu" => Kind::Function,
        "va" => Kind::Variable,
        "op" => Kind::Operator,
        "bu" | "ex" => Kind::Builtin,
        "pp" => Kind::Meta,
        "at" | "ot" => Kind::Attribute,
        "er" | "al" | "wa" => Kind::Error,
        _ => return None,
    })
}

fn prettify(class: &str) -> Option<TokenKind> {
    use TokenKind as Kind;
    Some(match class {
        "kwd" => Kind::Keyword,
        "str" | "atv" => Kind::String,
        "com" => Kind::Comment,
        "typ" => Kind::Type,
        "lit" => Kind::Number,
        "pun" => Kind::Punctuation,
        "tag" => Kind::Tag,
        "atn" => Kind::Attribute,
        "dec" => Kind::Meta,
        _ => return None,
    })
}

fn highlight_js(name: &str, class: &str) -> Option<TokenKind> {
    use TokenKind as Kind;
    Some(match name {
        "comment" | "quote" | "doctag" => Kind::Comment,
        "keyword" => Kind::Keyword,
        "type" | "class" => Kind::Type,
        "title" if class.contains("class_") => Kind::Type,
        "title" | "function" => Kind::Function,
        "built_in" | "builtin-name" => Kind::Builtin,
        "string" | "regexp" | "code" | "formula" => Kind::String,
        "char" | "subst" | "char.escape" => Kind::Escape,
        "number" => Kind::Number,
        "literal" | "symbol" | "constant" => Kind::Constant,
        "variable" | "template-variable" | "params" | "property" => Kind::Variable,
        "name" | "tag" | "selector-tag" => Kind::Tag,
        "attr" | "attribute" | "selector-attr" | "selector-class" | "selector-id"
        | "selector-pseudo" => Kind::Attribute,
        "operator" => Kind::Operator,
        "punctuation" | "bullet" => Kind::Punctuation,
        "meta" | "meta-keyword" | "meta-string" | "section" | "prompt" => Kind::Meta,
        "addition" => Kind::Inserted,
        "deletion" => Kind::Deleted,
        _ => return None,
    })
}

/// The classes of highlight.js without their prefix, as old Hexo writes them.
fn bare_highlight_js(class: &str) -> Option<TokenKind> {
    let is_ambiguous =
        matches!(class, "code" | "quote" | "section" | "formula" | "class" | "name" | "char");
    if is_ambiguous { None } else { highlight_js(class, class) }
}

fn prism(class: &str) -> Option<TokenKind> {
    use TokenKind as Kind;
    Some(match class {
        "comment" | "prolog" | "doctype" | "cdata" | "shebang" => Kind::Comment,
        "keyword" | "atrule" | "important" => Kind::Keyword,
        "class-name" | "namespace" | "maybe-class-name" => Kind::Type,
        "function" | "method" | "function-variable" => Kind::Function,
        "builtin" => Kind::Builtin,
        "string" | "char" | "regex" | "attr-value" | "url" | "template-string" => Kind::String,
        "entity" | "interpolation" | "escape" => Kind::Escape,
        "number" | "unit" | "hexcode" => Kind::Number,
        "boolean" | "constant" | "symbol" | "null" => Kind::Constant,
        "variable" | "parameter" | "property-access" => Kind::Variable,
        "tag" | "selector" => Kind::Tag,
        "attr-name" | "property" | "key" | "decorator" | "annotation" => Kind::Attribute,
        "operator" => Kind::Operator,
        "punctuation" => Kind::Punctuation,
        "directive" | "macro" | "title" | "coord" => Kind::Meta,
        "inserted" | "inserted-sign" => Kind::Inserted,
        "deleted" | "deleted-sign" => Kind::Deleted,
        _ => return None,
    })
}

fn github(class: &str) -> Option<TokenKind> {
    use TokenKind as Kind;
    Some(match class {
        "c" | "pdc" => Kind::Comment,
        "k" => Kind::Keyword,
        "c1" => Kind::Constant,
        "en" => Kind::Function,
        "e" => Kind::Attribute,
        "v" | "smi" | "vpf" => Kind::Variable,
        "s" | "pds" | "sr" | "sra" => Kind::String,
        "cce" | "pse" | "sre" => Kind::Escape,
        "ent" => Kind::Tag,
        "mh" | "mm" | "ms" => Kind::Meta,
        "mi1" => Kind::Inserted,
        "md" => Kind::Deleted,
        "bu" | "ii" => Kind::Error,
        "kos" => Kind::Punctuation,
        _ => return None,
    })
}
