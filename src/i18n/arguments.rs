//! Which arguments a Fluent message takes; shared by the build script and the tests.
//!
//! A message that refers to another message takes the arguments of both. A term takes none of
//! ours: Fluent gives a term only those arguments that the reference itself passes.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};

/// The messages of one file by id.
pub(crate) struct Messages<'a> {
    patterns: BTreeMap<&'a str, &'a Pattern<&'a str>>,
}

impl<'a> Messages<'a> {
    /// Fails with a sentence for the first entry that the program cannot use.
    pub(crate) fn new(resource: &'a Resource<&'a str>) -> Result<Self, String> {
        let mut patterns = BTreeMap::new();
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let id = message.id.name;
            let Some(value) = &message.value else { return Err(format!("{id} has no text")) };
            if !message.attributes.is_empty() {
                return Err(format!("{id} has an attribute; give it a message of its own"));
            }
            if patterns.insert(id, value).is_some() {
                return Err(format!("{id} is there twice"));
            }
        }
        Ok(Self { patterns })
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.patterns.keys().copied()
    }

    /// Empty for an unknown id.
    pub(crate) fn arguments(&self, id: &str) -> BTreeSet<&'a str> {
        let mut found = Walk { messages: self, seen: BTreeSet::new(), names: BTreeSet::new() };
        found.message(id);
        found.names
    }
}

struct Walk<'m, 'a> {
    messages: &'m Messages<'a>,
    // Two messages may refer to each other; Fluent reports that when it formats them.
    seen: BTreeSet<&'a str>,
    names: BTreeSet<&'a str>,
}

impl<'a> Walk<'_, 'a> {
    fn message(&mut self, id: &str) {
        let Some((id, pattern)) = self.messages.patterns.get_key_value(id) else { return };
        if self.seen.insert(id) {
            self.pattern(pattern);
        }
    }

    fn pattern(&mut self, pattern: &'a Pattern<&'a str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &'a Expression<&'a str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &'a InlineExpression<&'a str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.names.insert(id.name);
            }
            InlineExpression::MessageReference { id, .. } => self.message(id.name),
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::FunctionReference { arguments, .. }
            | InlineExpression::TermReference { arguments: Some(arguments), .. } => {
                for argument in &arguments.positional {
                    self.inline(argument);
                }
                for argument in &arguments.named {
                    self.inline(&argument.value);
                }
            }
            InlineExpression::StringLiteral { .. }
            | InlineExpression::NumberLiteral { .. }
            | InlineExpression::TermReference { arguments: None, .. } => {}
        }
    }
}
