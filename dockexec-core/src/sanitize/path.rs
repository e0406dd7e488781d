//! Canonical names: what an expression refers to, as a path of segments, whatever it is called in this source.
//!
//! `o.system` after `import os as o`, `system` after `from os import system`, and `getattr(os, "system")` are all the path `os.system`.
//! A segment that is a deeper part of a *module's* name starts with a slash: Go's `os/exec.Command` is `os`, `/exec`, `Command`.
//! A segment nobody can know before the program runs is `[?]`.

use std::collections::HashMap;

/// Segment of a member whose name is computed.
pub(super) const COMPUTED: &str = "[?]";
/// Longer paths are cut: no pattern is as long, and cutting keeps a chain of a million members cheap.
pub(super) const MAX_SEGMENTS: usize = 10;

/// Splits a written name into segments.
pub(super) fn segments(written: &str) -> Vec<String> {
    let mut segments = Vec::new();
    let mut current = String::new();
    for character in written.chars() {
        match character {
            '.' | '/' => {
                push_segment(&mut segments, &mut current);
                if character == '/' && !segments.is_empty() {
                    current.push('/');
                }
            }
            other => current.push(other),
        }
    }
    push_segment(&mut segments, &mut current);
    segments.truncate(MAX_SEGMENTS);
    segments
}

fn push_segment(segments: &mut Vec<String>, current: &mut String) {
    if !current.is_empty() && current != "/" {
        segments.push(std::mem::take(current));
    }
    current.clear();
}

/// A name in the interned tree of paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct PathId(u32);

impl PathId {
    /// The path of no segments.
    pub(super) const ROOT: Self = Self(0);
}

/// All paths met in one source. Equal paths have equal ids, and making one longer is one lookup.
#[derive(Debug)]
pub(super) struct Paths {
    nodes: Vec<Node>,
    children: HashMap<(PathId, String), PathId>,
    aliases: HashMap<PathId, PathId>,
}

#[derive(Debug)]
struct Node {
    parent: PathId,
    segment: String,
    depth: usize,
}

impl Paths {
    /// No paths but the root; `aliases` are other spellings of a path: spelling → path.
    pub(super) fn new<'a>(aliases: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let root = Node {
            parent: PathId::ROOT,
            segment: String::new(),
            depth: 0,
        };
        let mut paths = Self {
            nodes: vec![root],
            children: HashMap::new(),
            aliases: HashMap::new(),
        };
        for (spelling, path) in aliases {
            let spelling = paths.written(PathId::ROOT, spelling);
            let path = paths.written(PathId::ROOT, path);
            paths.aliases.insert(spelling, path);
        }
        paths
    }

    /// `base` followed by one segment, in its canonical spelling.
    pub(super) fn join(&mut self, base: PathId, segment: &str) -> PathId {
        let depth = self.depth(base);
        if depth >= MAX_SEGMENTS {
            return base;
        }
        let fresh = PathId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        let id = *self.children.entry((base, segment.to_owned())).or_insert(fresh);
        if id == fresh {
            self.nodes.push(Node {
                parent: base,
                segment: segment.to_owned(),
                depth: depth + 1,
            });
        }
        self.aliases.get(&id).copied().unwrap_or(id)
    }

    /// `base` followed by the segments of `written`.
    pub(super) fn written(&mut self, base: PathId, written: &str) -> PathId {
        segments(written)
            .iter()
            .fold(base, |path, segment| self.join(path, segment))
    }

    /// How many segments `path` has.
    pub(super) fn depth(&self, path: PathId) -> usize {
        self.nodes.get(path.0 as usize).map_or(0, |node| node.depth)
    }

    /// The path of the first segment alone.
    pub(super) fn first_segment(&self, path: PathId) -> PathId {
        let mut at = path;
        while let Some(node) = self.nodes.get(at.0 as usize).filter(|node| node.depth > 1) {
            at = node.parent;
        }
        at
    }

    /// The segments of `path`.
    pub(super) fn segments(&self, path: PathId) -> Vec<&str> {
        let mut segments = Vec::new();
        let mut at = path;
        while let Some(node) = self.nodes.get(at.0 as usize).filter(|node| node.depth > 0) {
            segments.push(node.segment.as_str());
            at = node.parent;
        }
        segments.reverse();
        segments
    }

    /// `path` as people write it.
    pub(super) fn display(&self, path: PathId) -> String {
        let mut text = String::new();
        for segment in self.segments(path) {
            if !text.is_empty() && !segment.starts_with(['/', '[']) {
                text.push('.');
            }
            text.push_str(segment);
        }
        text
    }
}

/// What a rule says about names: segments, each plain, `*` (any member), or ending in `*` (any member that starts so).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    segments: Vec<String>,
}

impl Pattern {
    /// Reads a pattern as written in a rule.
    pub(super) fn parse(written: &str) -> Self {
        Self {
            segments: segments(written),
        }
    }

    /// Whether `path` is what the pattern names, or something inside it.
    pub(super) fn covers(&self, path: &[&str]) -> bool {
        !self.segments.is_empty()
            && path.len() >= self.segments.len()
            && self
                .segments
                .iter()
                .zip(path)
                .all(|(pattern, segment)| matches_segment(pattern, segment))
    }

    /// Whether it ends in `*` alone, and so names nothing in particular.
    pub(super) fn is_open(&self) -> bool {
        self.segments.last().is_some_and(|last| last == "*")
    }

    /// Whether `path` is exactly what the pattern names.
    pub(super) fn names(&self, path: &[&str]) -> bool {
        path.len() == self.segments.len() && self.covers(path)
    }
}

/// Whether one segment fits: `*` stands for any text that does not begin a deeper part of a module's name.
pub(super) fn matches_segment(pattern: &str, segment: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some("") => !segment.starts_with('/'),
        Some(prefix) => segment.starts_with(prefix),
        None => pattern == segment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(pattern: &str, path: &str) -> bool {
        let segments = segments(path);
        let path: Vec<_> = segments.iter().map(String::as_str).collect();
        Pattern::parse(pattern).covers(&path)
    }

    #[test]
    fn a_pattern_covers_what_is_inside() {
        assert!(covers("subprocess", "subprocess.run"));
        assert!(covers("os.exec*", "os.execvp"));
        assert!(covers("os.*", "os.system.x"));
        assert!(covers("os/exec", "os/exec.Command"));
        assert!(covers("os.[?]", "os.[?]"));
        assert!(!covers("os.*", "os"));
        assert!(!covers("os.*", "os/exec"));
        assert!(!covers("os.exec*", "os.path"));
        assert!(!covers("socket", "socketserver"));
    }

    #[test]
    fn equal_paths_are_one_and_aliases_are_folded() {
        let mut paths = Paths::new([("globalThis.global", "globalThis"), ("io.open", "builtins.open")].into_iter());
        let direct = paths.written(PathId::ROOT, "globalThis.eval");
        let winding = paths.written(PathId::ROOT, "globalThis.global.global.eval");
        assert_eq!(direct, winding);
        let open = paths.written(PathId::ROOT, "io.open");
        assert_eq!(paths.display(open), "builtins.open");
        let go = paths.written(PathId::ROOT, "os/exec.Command");
        assert_eq!(paths.display(go), "os/exec.Command");
    }

    #[test]
    fn paths_do_not_grow_for_ever() {
        let mut paths = Paths::new(std::iter::empty());
        let deep = (0..100_000).fold(PathId::ROOT, |path, _| paths.join(path, "a"));
        assert_eq!(paths.depth(deep), MAX_SEGMENTS);
    }
}
