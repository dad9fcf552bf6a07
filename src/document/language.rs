//! Finds the programming language that a page names for its code, in the classes of any
//! highlighter.

use super::dom::{Dom, Element, NodeId};

/// This many elements around the code may name its language.
const LEVELS_AROUND: usize = 4;

/// This many elements around the code may mark it as highlighted. Old Hexo puts a table between.
const HIGHLIGHT_LEVELS: usize = 7;

/// Classes that occur beside the language, as in `class="highlight python"`.
const NOT_LANGUAGES: [&str; 53] = [
    "highlight",
    "hljs",
    "code",
    "sourcecode",
    "prettyprint",
    "prettyprinted",
    "linenums",
    "pre",
    "source",
    "literal-block",
    "notranslate",
    "chroma",
    "rouge",
    "codehilite",
    "wp-block-code",
    "wp-block-preformatted",
    "code-block",
    "codeblock",
    "line-numbers",
    "nohighlight",
    "no-highlight",
    "text",
    "plain",
    "plaintext",
    "txt",
    "none",
    "default",
    "auto",
    "syntax",
    "syntaxhighlighter",
    "listing",
    "example",
    "snippet",
    "block",
    "shiki",
    "astro-code",
    "prism",
    "js-code-highlight",
    "wrap",
    "nowrap",
    "scroll",
    "dark",
    "light",
    "numbersource",
    "numberlines",
    "overflow-auto",
    "brush",
    "notion",
    "console-output",
    "highlighter-rouge",
    "language-plaintext",
    "torchlight",
    "copyable",
];

/// Classes of highlighters, beside which the bare name of a language may stand.
const MARKERS: [&str; 13] = [
    "highlight",
    "hljs",
    "sourceCode",
    "code",
    "prettyprint",
    "chroma",
    "syntaxhighlighter",
    "geshi",
    "codehilite",
    "src",
    "listing",
    "wp_syntax",
    "rouge",
];

/// Names of languages that may stand bare among other classes. A class that is not among them names
/// no language.
const KNOWN: [&str; 150] = [
    "ada",
    "apache",
    "apl",
    "applescript",
    "arduino",
    "asm",
    "assembly",
    "autohotkey",
    "awk",
    "bash",
    "basic",
    "bat",
    "batch",
    "bibtex",
    "brainfuck",
    "c",
    "c#",
    "c++",
    "clj",
    "clojure",
    "cmake",
    "cobol",
    "coffeescript",
    "common-lisp",
    "console",
    "cpp",
    "crystal",
    "cs",
    "csharp",
    "css",
    "csv",
    "cuda",
    "d",
    "dart",
    "delphi",
    "diff",
    "django",
    "docker",
    "dockerfile",
    "elisp",
    "elixir",
    "elm",
    "erb",
    "erl",
    "erlang",
    "f#",
    "fish",
    "fortran",
    "fsharp",
    "gdscript",
    "git",
    "gleam",
    "glsl",
    "go",
    "golang",
    "gradle",
    "graphql",
    "groovy",
    "haml",
    "handlebars",
    "haskell",
    "haxe",
    "hcl",
    "hlsl",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "jinja",
    "jinja2",
    "js",
    "json",
    "json5",
    "jsonc",
    "jsp",
    "jsx",
    "julia",
    "kotlin",
    "kt",
    "latex",
    "less",
    "lisp",
    "lua",
    "make",
    "makefile",
    "markdown",
    "matlab",
    "md",
    "mermaid",
    "mysql",
    "nasm",
    "nginx",
    "nim",
    "nix",
    "objc",
    "objective-c",
    "objectivec",
    "ocaml",
    "octave",
    "pascal",
    "patch",
    "perl",
    "php",
    "plsql",
    "postgresql",
    "powershell",
    "prolog",
    "properties",
    "proto",
    "protobuf",
    "ps1",
    "pug",
    "py",
    "python",
    "python3",
    "r",
    "racket",
    "rb",
    "rs",
    "ruby",
    "rust",
    "sass",
    "scala",
    "scheme",
    "scss",
    "sh",
    "shell",
    "sql",
    "swift",
    "tcl",
    "terraform",
    "tex",
    "toml",
    "ts",
    "tsx",
    "typescript",
    "vb",
    "vba",
    "vbnet",
    "verilog",
    "vhdl",
    "vim",
    "vue",
    "wasm",
    "xml",
    "yaml",
    "yml",
    "zig",
    "zsh",
];

/// Attributes whose value is the language.
const ATTRIBUTES: [&str; 5] =
    ["data-lang", "data-language", "data-enlighter-language", "lang-name", "data-code-language"];

/// Whether a text in lower case is the name of a language.
pub(super) fn is_known_language(text: &str) -> bool {
    KNOWN.contains(&text)
}

/// The language of the code at `top`, as named on the element, within it or around it.
pub(super) fn language_of(dom: &Dom, top: NodeId) -> Option<String> {
    let inner = || {
        dom.children(top)
            .filter_map(|child| dom.element(child))
            .filter(|element| &**element.local() == "code")
            .take(1)
    };
    let outer = std::iter::successors(Some(top), |id| Some(dom.parent(*id)))
        .take(LEVELS_AROUND)
        .filter_map(|id| dom.element(id));
    let known = inner().chain(outer).find_map(explicit);
    let mut around = inner().chain(
        std::iter::successors(Some(top), |id| Some(dom.parent(*id)))
            .take(HIGHLIGHT_LEVELS)
            .filter_map(|id| dom.element(id)),
    );
    let named = known.or_else(|| around.find_map(beside_highlight)).or_else(|| shown(dom, top))?;
    cleaned(&named)
}

/// The language that Crayon shows above the code.
fn shown(dom: &Dom, top: NodeId) -> Option<String> {
    let label = dom
        .descendants(top)
        .find(|id| dom.element(*id).is_some_and(|element| element.has_class(&["crayon-language"])));
    label.map(|label| dom.text_of(label))
}

/// A language that is marked as one.
fn explicit(element: &Element) -> Option<String> {
    if element.attrs.is_empty() {
        return None;
    }
    let by_attribute = ATTRIBUTES.iter().find_map(|name| element.attr(name)).map(str::to_owned);
    by_attribute
        .filter(|name| !name.is_empty())
        .or_else(|| by_class(element))
        .or_else(|| by_lang(element))
}

/// GitHub writes `<pre lang="sql">`. Elsewhere `lang` is the language of the words.
fn by_lang(element: &Element) -> Option<String> {
    let is_code = matches!(&**element.local(), "pre" | "code");
    let name = element.attr("lang").filter(|_| is_code)?.to_ascii_lowercase();
    (name.len() > 2 || name == "js" || name == "ts")
        .then_some(name)
        .filter(|name| is_known_language(name))
}

fn by_class(element: &Element) -> Option<String> {
    let classes = element.attr("class")?;
    if let Some((_, brush)) = classes.split_once("brush:") {
        return brush
            .split([';', ' '])
            .map(str::trim)
            .find(|name| !name.is_empty())
            .map(str::to_owned);
    }
    let prefixes =
        ["language-", "lang-", "highlight-source-", "highlight-text-", "source-", "src-"];
    let marked = classes.split_ascii_whitespace().find_map(|class| {
        let named = prefixes.iter().find_map(|prefix| class.strip_prefix(prefix));
        // Sphinx writes `highlight-python`, MediaWiki `mw-highlight-lang-lua`.
        let bare = || class.strip_prefix("mw-highlight-lang-").or(class.strip_prefix("highlight-"));
        named.or_else(|| bare().filter(|name| is_known_language(name)))
    });
    marked.map(|name| name.strip_suffix("-basic").unwrap_or(name).to_owned())
}

/// A language beside `highlight`, `hljs` or `sourceCode`.
fn beside_highlight(element: &Element) -> Option<String> {
    let is_known = |class: &&str| KNOWN.contains(&class.to_ascii_lowercase().as_str());
    let known = element.classes().find(is_known).map(str::to_owned);
    let is_code = matches!(&**element.local(), "pre" | "code") || element.has_class(&MARKERS);
    known.filter(|_| is_code)
}

fn cleaned(name: &str) -> Option<String> {
    let name = name.trim().to_lowercase();
    let is_language = !name.is_empty()
        && name.len() <= 30
        && !NOT_LANGUAGES.contains(&name.as_str())
        && name != "text only"
        && name != "output";
    is_language.then_some(name)
}
