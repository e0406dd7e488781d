//! Comparing without regard to order: as multisets, by sorting both sides by a canonical key.
//!
//! The trap is `double`, whose equality (within a tolerance) is no equivalence and so has no key: `[[1.0, 5], [1.000001, 3]]` and
//! `[[1.0, 3], [1.000001, 5]]` are the same multiset, but sort differently. So all doubles of both sides are put into clusters first, neighbours within the
//! tolerance together; keys compare by cluster, and pairs that sorting put side by side are then compared by value.

use std::cmp::Ordering;

use serde_json::Value;

use super::lines::Lines;
use super::tokens::Tokens;
use super::value::{self, item_type, items};
use super::{Opinion, Tolerance, show};
use crate::wrap::types::Type;

/// How `answer` differs from `expected` when the order of the top level does not count.
pub(super) fn difference(ty: &Type, answer: &Value, expected: &Value) -> Option<String> {
    compare(ty, answer, expected, Depth::Top)
}

/// How `answer` differs from `expected` when no order counts.
pub(super) fn difference_deep(ty: &Type, answer: &Value, expected: &Value) -> Option<String> {
    compare(ty, answer, expected, Depth::Every)
}

/// Of an answer with more elements than this, and not as many as it should have, only that is told. To sort it takes several times the memory of the answer, which
/// comes from a program that may want just that.
const MOST_SORTED: usize = 100_000;

/// Which levels are unordered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Top,
    Every,
}

fn compare(ty: &Type, answer: &Value, expected: &Value, depth: Depth) -> Option<String> {
    let unordered = is_unordered(ty);
    let (Some(answers), Some(wanted), true) = (items(ty, answer), items(ty, expected), unordered) else {
        return value::difference(ty, answer, expected, Tolerance::EXACT);
    };
    if answers.len() != wanted.len() && answers.len() > MOST_SORTED {
        return Some(format!("{} (in any order)", counts(answers.len(), wanted.len())));
    }
    let clusters = Clusters::of(ty, [answer, expected]);
    let keyed = |values| sorted_keys(item_type(ty), values, depth, &clusters);
    let (answer_keys, wanted_keys) = (keyed(answers), keyed(wanted));
    let same = answer_keys.len() == wanted_keys.len()
        && answer_keys
            .iter()
            .zip(&wanted_keys)
            .all(|((a, _), (b, _))| a.accepts(b));
    if same {
        return None;
    }
    Some(explain(&answer_keys, &wanted_keys))
}

/// Trees have a shape, which is part of their value; linked lists count as arrays.
fn is_unordered(ty: &Type) -> bool {
    matches!(ty, Type::Array(_) | Type::List(_) | Type::ListNode)
}

/// A value in the form it is sorted by. As deep as the type it was made from, and no deeper.
enum Key<'a> {
    Null,
    Bool(bool),
    Integer(i128),
    Double {
        cluster: usize,
        value: f64,
    },
    Text(&'a str),
    Items(Vec<Key<'a>>),
    /// A value that does not fit its type; equal to nothing.
    Misfit,
}

fn key<'a>(ty: &Type, value: &'a Value, depth: Depth, clusters: &Clusters) -> Key<'a> {
    if let Some(values) = items(ty, value) {
        let item = item_type(ty);
        let mut keys: Vec<_> = values.iter().map(|value| key(item, value, depth, clusters)).collect();
        if depth == Depth::Every && is_unordered(ty) {
            keys.sort_by(Key::order);
        }
        return Key::Items(keys);
    }
    let fitting = match ty {
        _ if value.is_null() => Some(Key::Null),
        Type::Integer | Type::Long => value::integer(value).map(Key::Integer),
        Type::Boolean => value.as_bool().map(Key::Bool),
        Type::Character | Type::String => value.as_str().map(Key::Text),
        Type::Double => value::double(value).map(|value| Key::Double {
            cluster: clusters.find(value),
            value,
        }),
        _ => None,
    };
    fitting.unwrap_or(Key::Misfit)
}

/// The keys of `values` in order, each with the value it belongs to.
fn sorted_keys<'a>(ty: &Type, values: &'a [Value], depth: Depth, clusters: &Clusters) -> Vec<(Key<'a>, &'a Value)> {
    let mut keys: Vec<_> = values
        .iter()
        .map(|value| (key(ty, value, depth, clusters), value))
        .collect();
    keys.sort_by(|(a, _), (b, _)| a.order(b));
    keys
}

impl Key<'_> {
    /// By cluster first, over the whole key; by value only among what is the same by cluster.
    fn order(&self, other: &Self) -> Ordering {
        self.compare(other, &|a, b| a.0.cmp(&b.0))
            .then_with(|| self.compare(other, &|a, b| a.1.total_cmp(&b.1)))
    }

    /// Lexicographic; `doubles` compares two doubles given as (cluster, value).
    fn compare(&self, other: &Self, doubles: &dyn Fn((usize, f64), (usize, f64)) -> Ordering) -> Ordering {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Integer(a), Self::Integer(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Double { cluster: c, value: v }, Self::Double { cluster: d, value: w }) => {
                doubles((*c, *v), (*d, *w))
            }
            (Self::Items(a), Self::Items(b)) => {
                let pairs = a.iter().zip(b).map(|(a, b)| a.compare(b, doubles));
                let first = pairs.into_iter().find(|order| order.is_ne());
                first.unwrap_or_else(|| a.len().cmp(&b.len()))
            }
            _ => self.rank().cmp(&other.rank()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Null => 0,
            Self::Bool(_) => 1,
            Self::Integer(_) => 2,
            Self::Double { .. } => 3,
            Self::Text(_) => 4,
            Self::Items(_) => 5,
            Self::Misfit => 6,
        }
    }

    /// Whether two keys are the same value: the final word on what the order put side by side.
    fn accepts(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Misfit, _) | (_, Self::Misfit) => false,
            (Self::Double { value: a, .. }, Self::Double { value: b, .. }) => Tolerance::EXACT.accepts(*a, *b),
            (Self::Items(a), Self::Items(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.accepts(b)),
            _ => self.compare(other, &|_, _| Ordering::Equal).is_eq(),
        }
    }
}

/// The doubles of both sides, sorted; a cluster is named by the place of its first member.
struct Clusters(Vec<f64>);

impl Clusters {
    fn of(ty: &Type, values: [&Value; 2]) -> Self {
        let mut doubles = Vec::new();
        if has_doubles(ty) {
            for value in values {
                collect(ty, value, &mut doubles);
            }
            doubles.sort_by(f64::total_cmp);
        }
        let mut starts: Vec<f64> = Vec::new();
        let mut last: Option<f64> = None;
        for value in doubles {
            if !last.is_some_and(|last| Tolerance::EXACT.accepts(last, value)) {
                starts.push(value);
            }
            last = Some(value);
        }
        Self(starts)
    }

    fn find(&self, value: f64) -> usize {
        let value = normal(value);
        self.0.partition_point(|start| start.total_cmp(&value).is_le())
    }
}

fn has_doubles(ty: &Type) -> bool {
    match ty {
        Type::Double => true,
        Type::Array(item) | Type::List(item) => has_doubles(item),
        _ => false,
    }
}

fn collect(ty: &Type, value: &Value, into: &mut Vec<f64>) {
    match items(ty, value) {
        Some(values) => values.iter().for_each(|value| collect(item_type(ty), value, into)),
        None => into.extend(value::double(value).map(normal)),
    }
}

/// One zero and one NaN, so that the total order has no two places for what is the same.
fn normal(value: f64) -> f64 {
    if value.is_nan() { f64::NAN } else { value + 0.0 }
}

fn counts(answers: usize, wanted: usize) -> String {
    format!("the answer has {}, expected {wanted}", value::elements(answers))
}

/// Names the first value that is on one side only.
fn explain(answers: &[(Key<'_>, &Value)], wanted: &[(Key<'_>, &Value)]) -> String {
    let by_cluster = |a: &Key<'_>, b: &Key<'_>| a.compare(b, &|a, b| a.0.cmp(&b.0));
    let (mut missing, mut extra) = (None, None);
    let (mut left, mut right) = (answers.iter().peekable(), wanted.iter().peekable());
    while missing.is_none() || extra.is_none() {
        let order = match (left.peek(), right.peek()) {
            (Some((a, _)), Some((b, _))) => by_cluster(a, b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => break,
        };
        if order.is_le() {
            let taken = left.next();
            extra = extra.or(taken.filter(|_| order.is_lt()));
        }
        if order.is_ge() {
            let taken = right.next();
            missing = missing.or(taken.filter(|_| order.is_gt()));
        }
    }
    let mut parts = Vec::new();
    if answers.len() != wanted.len() {
        parts.push(counts(answers.len(), wanted.len()));
    }
    parts.extend(missing.map(|(_, value)| format!("{} is missing", show::value(value))));
    parts.extend(extra.map(|(_, value)| format!("{} is too much", show::value(value))));
    if parts.is_empty() {
        parts.push("some numbers are too far from the expected ones".into());
    }
    format!("{} (in any order)", parts.join("; "))
}

/// Lines in any order.
pub(super) fn check_lines(output: &[u8], expected: &[u8]) -> Opinion {
    check_sorted(output, expected, |line| line)
}

/// Lines in any order, and the tokens of each line in any order.
pub(super) fn check_lines_deep(output: &[u8], expected: &[u8]) -> Opinion {
    check_sorted(output, expected, |line| {
        let mut tokens: Vec<_> = Tokens::new(line).map(|token| token.text).collect();
        tokens.sort_unstable();
        tokens.join(&b' ')
    })
}

fn check_sorted<'a, K: AsRef<[u8]> + Ord>(
    output: &'a [u8],
    expected: &'a [u8],
    key: impl Fn(&'a [u8]) -> K,
) -> Opinion {
    // The counts first: a program that floods lines costs a walk, and no memory beyond what the expected text costs.
    let (count, wanted_count) = (Lines::trimmed(output).count(), Lines::trimmed(expected).count());
    if count != wanted_count {
        return Opinion::wrong(format!(
            "the output has {count} lines, expected {wanted_count} (in any order)"
        ));
    }
    let sorted = |text| {
        let mut keys: Vec<_> = Lines::trimmed(text).map(&key).collect();
        keys.sort_unstable();
        keys
    };
    let (answers, wanted) = (sorted(output), sorted(expected));
    let different = answers.iter().zip(&wanted).find(|(a, b)| a != b);
    Opinion::from_difference(different.map(|(answer, wanted)| {
        if answer < wanted {
            format!("the line {} is too much (in any order)", show::text(answer.as_ref()))
        } else {
            format!("the line {} is missing (in any order)", show::text(wanted.as_ref()))
        }
    }))
}
