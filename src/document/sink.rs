//! Parses HTML into a [`Dom`] as browsers do, in linear time for any source.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, Tracer, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName, TokenizerResult, local_name, ns};

use super::dom::{Dom, Element, NONE, NodeId, NodeKind, ROOT};
use super::elements::{Role, role};
use super::limits::{MAX_HTML_BYTES, MAX_NODES, MAX_OPEN_ELEMENTS};
use super::tame::tame_attributes;

/// Start tags between two counts of the open elements. A count takes time for each of them.
const TAGS_BETWEEN_LOOKS: u32 = 32;

pub(super) struct ParsedTree {
    pub(super) dom: Dom,
    /// Whether a limit cut the source short.
    pub(super) is_truncated: bool,
}

/// Parses a body as a browser parses the content of `<body>`.
pub(super) fn parse(html: &str) -> ParsedTree {
    let cut = cut_to_limit(html);
    let tamed = tame_attributes(cut);
    let sink = Sink::default();
    let context = sink.create_element(
        QualName::new(None, ns!(html), local_name!("body")),
        Vec::new(),
        ElementFlags::default(),
    );
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let guard = Guard::new(TreeBuilder::new_for_fragment(sink, context, None, options));
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&tamed));
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    let is_full = tokenizer.sink.is_full.get();
    let dom = tokenizer.sink.builder.sink.finish();
    ParsedTree { dom, is_truncated: is_full || cut.len() < html.len() }
}

fn cut_to_limit(html: &str) -> &str {
    html.get(..html.floor_char_boundary(MAX_HTML_BYTES)).unwrap_or(html)
}

/// Filters the tokens for the tree builder to keep its lists of open elements short. Most of its
/// steps walk these lists, so deep or unclosed markup would take quadratic time.
struct Guard {
    builder: TreeBuilder<NodeId, Sink>,
    /// The number of start tags that were left out because too many elements were open. As many end
    /// tags are left out.
    left_out: Cell<u32>,
    tags_until_look: Cell<u32>,
    is_crowded: Cell<bool>,
    is_full: Cell<bool>,
}

impl Guard {
    fn new(builder: TreeBuilder<NodeId, Sink>) -> Self {
        Self {
            builder,
            left_out: Cell::new(0),
            tags_until_look: Cell::new(TAGS_BETWEEN_LOOKS),
            is_crowded: Cell::new(false),
            is_full: Cell::new(false),
        }
    }

    /// Counts the open elements from time to time.
    fn count_tag(&self) {
        let left = self.tags_until_look.get();
        if left > 0 {
            self.tags_until_look.set(left - 1);
        } else {
            self.look();
        }
    }

    fn look(&self) {
        self.tags_until_look.set(TAGS_BETWEEN_LOOKS);
        let count = OpenCount(Cell::new(0));
        self.builder.trace_handles(&count);
        self.is_crowded.set(count.0.get() >= MAX_OPEN_ELEMENTS);
        self.is_full.set(self.builder.sink.dom.borrow().len() >= MAX_NODES);
    }

    /// Whether the tag must be left out.
    fn leaves_out(&self, tag: &Tag) -> bool {
        if is_raw_or_void(&tag.name) {
            return false;
        }
        let left_out = self.left_out.get();
        match tag.kind {
            TagKind::StartTag if left_out > 0 => {
                self.left_out.set(left_out + 1);
                true
            }
            TagKind::StartTag => {
                if self.is_crowded.get() {
                    self.look();
                }
                let is_crowded = self.is_crowded.get();
                self.left_out.set(u32::from(is_crowded));
                is_crowded
            }
            TagKind::EndTag => {
                self.left_out.set(left_out.saturating_sub(1));
                left_out > 0
            }
        }
    }

    /// Puts a space in place of a block tag that is left out, so that words do not run together.
    fn gap(&self, tag: &Tag, line_number: u64) {
        let is_inline =
            matches!(role(tag.name.as_bytes()), Role::Transparent | Role::Styled(_) | Role::Link);
        if !is_inline {
            let _ = self
                .builder
                .process_token(Token::CharacterTokens(StrTendril::from_slice(" ")), line_number);
        }
    }
}

impl TokenSink for Guard {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<NodeId> {
        if matches!(token, Token::TagToken(Tag { kind: TagKind::StartTag, .. })) {
            self.count_tag();
        }
        match token {
            Token::ParseError(_) | Token::CommentToken(_) | Token::DoctypeToken(_) => {
                TokenSinkResult::Continue
            }
            Token::EOFToken => self.builder.process_token(Token::EOFToken, line_number),
            _ if self.is_full.get() => TokenSinkResult::Continue,
            Token::TagToken(tag) if self.leaves_out(&tag) => {
                self.gap(&tag, line_number);
                TokenSinkResult::Continue
            }
            Token::TagToken(tag) if is_closed_frame(&tag) => {
                let end = Tag {
                    kind: TagKind::EndTag,
                    self_closing: false,
                    attrs: Vec::new(),
                    ..tag.clone()
                };
                let _ = self.builder.process_token(Token::TagToken(tag), line_number);
                let _ = self.builder.process_token(Token::TagToken(end), line_number);
                TokenSinkResult::Continue
            }
            Token::TagToken(_) | Token::CharacterTokens(_) | Token::NullCharacterToken => {
                match self.builder.process_token(token, line_number) {
                    TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => {
                        TokenSinkResult::Continue
                    }
                    other => other,
                }
            }
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Whether the tag is a frame that closes itself, as in XML. A browser would take the rest of the
/// body for the content of the frame, but no author means that.
fn is_closed_frame(tag: &Tag) -> bool {
    tag.kind == TagKind::StartTag && tag.self_closing && tag.name == local_name!("iframe")
}

/// Whether the tag changes how the tokenizer reads on, or never stays open. Such tags must reach
/// the builder.
fn is_raw_or_void(name: &LocalName) -> bool {
    matches!(
        &**name,
        "script"
            | "style"
            | "textarea"
            | "title"
            | "xmp"
            | "iframe"
            | "noembed"
            | "noframes"
            | "plaintext"
            | "br"
            | "hr"
            | "img"
            | "input"
            | "wbr"
            | "embed"
            | "source"
            | "track"
            | "area"
            | "param"
            | "col"
            | "meta"
            | "link"
            | "base"
    )
}

/// Counts the elements that the tree builder holds.
struct OpenCount(Cell<usize>);

impl Tracer for OpenCount {
    type Handle = NodeId;

    fn trace_handle(&self, _: &NodeId) {
        self.0.set(self.0.get() + 1);
    }
}

/// Builds the [`Dom`] as the tree builder demands.
struct Sink {
    dom: RefCell<Dom>,
}

impl Default for Sink {
    fn default() -> Self {
        let mut dom = Dom::default();
        dom.add(NodeKind::Other);
        Self { dom: RefCell::new(dom) }
    }
}

/// The name of an element, by value so that the tree is not borrowed.
#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    fn append_text(dom: &mut Dom, parent: NodeId, text: &StrTendril) {
        let last = dom.get(parent).map_or(NONE, |node| node.last_child);
        if !Self::extend_text(dom, last, text) {
            let id = dom.add(NodeKind::Text(text.clone()));
            dom.append(parent, id);
        }
    }

    fn extend_text(dom: &mut Dom, id: NodeId, text: &StrTendril) -> bool {
        let Some(NodeKind::Text(before)) = dom.get_mut(id).map(|node| &mut node.kind) else {
            return false;
        };
        before.push_tendril(text);
        true
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = Name;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name {
        let name = self.dom.borrow().element(*target).map(|element| element.name.clone());
        Name(name.unwrap_or_else(|| QualName::new(None, ns!(html), local_name!(""))))
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let mut dom = self.dom.borrow_mut();
        let id = dom.add(NodeKind::Element(Element { name, attrs }));
        if flags.template {
            // The content of a template is not in the tree. It has the next index.
            dom.add(NodeKind::Other);
        }
        id
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.dom.borrow_mut().add(NodeKind::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.dom.borrow_mut().add(NodeKind::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let mut dom = self.dom.borrow_mut();
        match child {
            NodeOrText::AppendText(text) => Self::append_text(&mut dom, *parent, &text),
            NodeOrText::AppendNode(id) => {
                dom.detach(id);
                dom.append(*parent, id);
            }
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        prev_element: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let has_parent = self.dom.borrow().parent(*element) != NONE;
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(prev_element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        target + 1
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, new_node: NodeOrText<NodeId>) {
        let mut dom = self.dom.borrow_mut();
        match new_node {
            NodeOrText::AppendText(text) => {
                let before = dom.previous(*sibling);
                if !Self::extend_text(&mut dom, before, &text) {
                    let id = dom.add(NodeKind::Text(text));
                    dom.insert_before(*sibling, id);
                }
            }
            NodeOrText::AppendNode(id) => {
                dom.detach(id);
                dom.insert_before(*sibling, id);
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        let mut dom = self.dom.borrow_mut();
        let Some(NodeKind::Element(element)) = dom.get_mut(*target).map(|node| &mut node.kind)
        else {
            return;
        };
        for attr in attrs {
            if !element.attrs.iter().any(|known| known.name == attr.name)
                && element.attrs.len() < super::limits::MAX_ATTRIBUTES
            {
                element.attrs.push(attr);
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.dom.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.dom.borrow_mut().move_children(*node, *new_parent);
    }
}
