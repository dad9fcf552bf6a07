//! Counts the elements of an SVG after every reference is replaced by its target. Twenty lines can
//! become a billion elements.

use std::collections::HashMap;

use resvg::usvg::roxmltree::{Document, Node, NodeId};

/// Attributes that apply to every element inside a group.
const INHERITED: [&str; 5] = ["fill", "stroke", "marker-start", "marker-mid", "marker-end"];

/// Most references in style sheets that may apply to any element. Further ones are dropped.
const MAX_ANYWHERE: usize = 64;

/// The approximate number of elements after expansion.
pub(super) fn elements(document: &Document<'_>) -> u64 {
    // Gradients are shared by the renderer, however often they are used.
    let nodes =
        || document.descendants().filter(|node| !node.tag_name().name().ends_with("Gradient"));
    let ids = nodes().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    let mut expansion =
        Expansion { ids, classes: HashMap::new(), anywhere: Vec::new(), known: HashMap::new() };
    for style in
        nodes().filter(|node| node.tag_name().name() == "style").filter_map(|node| node.text())
    {
        expansion.read_style(style);
    }
    expansion.of(document.root_element())
}

struct Expansion<'a, 'i> {
    ids: HashMap<&'a str, Node<'a, 'i>>,
    /// The targets of style rules, by class.
    classes: HashMap<&'a str, Vec<Node<'a, 'i>>>,
    /// The targets of style rules with other selectors. Any element may match these.
    anywhere: Vec<Node<'a, 'i>>,
    /// The number of elements that an element expands to. `None` while it is being counted: the
    /// renderer does not draw a reference to an element around it.
    known: HashMap<NodeId, Option<u64>>,
}

enum Visit<'a, 'i> {
    Enter(Node<'a, 'i>),
    Leave(Node<'a, 'i>),
}

impl<'a, 'i> Expansion<'a, 'i> {
    fn read_style(&mut self, style: &'a str) {
        for (selectors, body) in style.split('}').filter_map(|rule| rule.split_once('{')) {
            let found: Vec<Node<'a, 'i>> =
                references(body).filter_map(|id| self.ids.get(id).copied()).collect();
            for selector in selectors.split(',').map(str::trim).filter(|_| !found.is_empty()) {
                let class = selector.strip_prefix('.').filter(|name| {
                    !name.contains(|c: char| c.is_whitespace() || ".:#[>+~*".contains(c))
                });
                match class {
                    Some(class) => self.classes.entry(class).or_default().extend(&found),
                    None => self.anywhere.extend(&found),
                }
            }
        }
        self.anywhere.truncate(MAX_ANYWHERE);
    }

    /// The number of elements that `root` expands to. Not recursive, because drawings may nest to
    /// any depth.
    fn of(&mut self, root: Node<'a, 'i>) -> u64 {
        let mut visits = vec![Visit::Enter(root)];
        while let Some(visit) = visits.pop() {
            match visit {
                Visit::Enter(node) if self.known.contains_key(&node.id()) => {}
                Visit::Enter(node) => {
                    self.known.insert(node.id(), None);
                    visits.push(Visit::Leave(node));
                    let (once, each) = self.targets(node);
                    let within = node.children().filter(Node::is_element);
                    visits.extend(within.chain(once).chain(each).map(Visit::Enter));
                }
                Visit::Leave(node) => {
                    let sum = self.sum(node);
                    self.known.insert(node.id(), Some(sum));
                }
            }
        }
        self.weight(root)
    }

    fn weight(&self, node: Node<'a, 'i>) -> u64 {
        self.known.get(&node.id()).copied().flatten().unwrap_or(0)
    }

    fn sum(&self, node: Node<'a, 'i>) -> u64 {
        let (once, each) = self.targets(node);
        let all = |nodes: &mut dyn Iterator<Item = Node<'a, 'i>>| {
            nodes.fold(0_u64, |sum, node| sum.saturating_add(self.weight(node)))
        };
        let within = all(&mut node.children().filter(Node::is_element)).saturating_add(1);
        let each = all(&mut each.into_iter()).saturating_add(1);
        within.saturating_mul(each).saturating_add(all(&mut once.into_iter()))
    }

    /// The targets of an element's references: drawn once, and drawn for each element inside it.
    fn targets(&self, node: Node<'a, 'i>) -> (Vec<Node<'a, 'i>>, Vec<Node<'a, 'i>>) {
        let (mut once, mut each) = (Vec::new(), Vec::new());
        for attribute in node.attributes() {
            match attribute.name() {
                "href" => once.extend(
                    attribute.value().strip_prefix('#').and_then(|id| self.ids.get(id).copied()),
                ),
                "style" => {
                    for (name, value) in
                        attribute.value().split(';').filter_map(|part| part.split_once(':'))
                    {
                        self.sort(name.trim(), value, &mut once, &mut each);
                    }
                }
                name => self.sort(name, attribute.value(), &mut once, &mut each),
            }
        }
        let classes = node.attribute("class").unwrap_or_default().split_whitespace();
        once.extend(classes.filter_map(|class| self.classes.get(class)).flatten());
        once.extend(&self.anywhere);
        (once, each)
    }

    fn sort(
        &self,
        name: &str,
        value: &str,
        once: &mut Vec<Node<'a, 'i>>,
        each: &mut Vec<Node<'a, 'i>>,
    ) {
        let found = references(value).filter_map(|id| self.ids.get(id).copied());
        if INHERITED.contains(&name) { each.extend(found) } else { once.extend(found) }
    }
}

/// The names in all `url(#name)` of a value.
fn references(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|rest| {
        let inside = rest.split(')').next()?.trim().trim_matches(['"', '\'']);
        inside.strip_prefix('#')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(inside: &str) -> u64 {
        let text = format!("<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>");
        elements(&Document::parse(&text).unwrap())
    }

    #[test]
    fn a_target_counts_once_for_each_reference() {
        assert_eq!(count("<g><rect/><rect/></g>"), 4);
        assert_eq!(count("<g id='a'><rect/></g><use href='#a'/><use href='#a'/>"), 1 + 2 + 3 + 3);
        assert_eq!(count("<mask id='m'><rect/></mask><rect mask='url(#m)'/>"), 1 + 2 + 3);
        assert_eq!(
            count("<pattern id='p'/><g style='fill: url(\"#p\")'><rect/><rect/></g>"),
            1 + 1 + 3 * 2
        );
        let mask = "<mask id='m'><g/><g/></mask>";
        assert_eq!(
            count(&format!(
                "<style>.a, .b {{ mask: url(#m) }}</style>{mask}<rect class='b'/><rect/>"
            )),
            1 + 1 + 3 + 4 + 1
        );
        assert!(
            count(&format!("<style>g rect {{ mask: url(#m) }}</style>{mask}<rect/>"))
                >= 1 + 1 + 3 + 4
        );
        assert_eq!(
            count("<linearGradient id='g'><stop/></linearGradient><rect fill='url(#g)'/>"),
            1 + 2 + 1
        );
    }

    #[test]
    fn references_in_circles_end_and_those_that_multiply_are_seen() {
        assert!(count("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>") < 20);
        let group = |level: i32| {
            format!("<g id='a{level}'>{}</g>", format!("<use href='#a{}'/>", level - 1).repeat(10))
        };
        let uses = (1..=9).map(group).collect::<Vec<_>>().concat();
        assert!(count(&format!("<g id='a0'/>{uses}")) > 1_000_000_000);
    }
}
