//! The types a function problem can speak about, and the JSON values that fit them.
//!
//! Values cross this file in two directions. Arguments and expected answers come from a problem and are checked by [`Type::canonical`], whose faults are
//! for the problem's author. Answers come from a harness that runs beside hostile code and are read by [`read_answer`], which trusts nothing:
//! it parses by the type alone, so that its recursion is bounded by the type's depth and not by the text.

use std::fmt;

use serde_json::{Number, Value, json};

/// Nodes of a list or tree that are walked at most; the harnesses stop at the same number.
pub const MAX_NODES: usize = 1_000_000;

/// Values (scalars and arrays together) that an answer or the arguments of a case may consist of.
pub const MAX_VALUES: usize = 4_000_000;

/// `[]` and `list<>` around each other at most.
const MAX_TYPE_DEPTH: usize = 8;

/// Longest spelling of a type.
const MAX_TYPE_TEXT: usize = 200;

/// A type of LeetCode's metaData.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Type {
    /// Nothing: methods and in-place functions return it.
    Void,
    /// 32-bit signed.
    Integer,
    /// 64-bit signed.
    Long,
    /// IEEE 754 binary64.
    Double,
    /// `true` or `false`.
    Boolean,
    /// One character.
    Character,
    /// Text.
    String,
    /// `T[]`: an array in every language.
    Array(Box<Type>),
    /// `list<T>`: like an array, but Java says `List<T>`.
    List(Box<Type>),
    /// A singly linked list of integers; JSON: an array.
    ListNode,
    /// A binary tree of integers; JSON: level order, `null` for missing children of real nodes.
    TreeNode,
}

/// A spelling that is no type, or none that can be judged from the signature alone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TypeFault {
    /// Nobody knows it.
    #[error("unknown type {0:?}")]
    Unknown(String),
    /// LeetCode has it, but a driver written for the problem would be needed.
    #[error("type {0:?} needs a driver written for its problem")]
    NeedsDriver(String),
    /// `void[]`, `list<void>`.
    #[error("{0:?}: void cannot be an element")]
    VoidElement(String),
    /// More brackets than any problem needs.
    #[error("{0:?}: nested more than 8 levels deep")]
    TooDeep(String),
}

/// Types of LeetCode that only a hand-written driver can make or read.
const NEEDS_DRIVER: &[&str] = &[
    "NestedInteger",
    "Node",
    "Interval",
    "Iterator",
    "Employee",
    "Master",
    "GuessGame",
];

impl Type {
    /// Reads LeetCode's spelling, which is not consistent: `integer[][]`, `list<list<string>>`, `String`, and nothing at all for void.
    ///
    /// # Errors
    /// Names the text that is no type.
    pub fn parse(text: &str) -> Result<Self, TypeFault> {
        let shown = || text.chars().take(MAX_TYPE_TEXT).collect::<String>();
        if text.len() > MAX_TYPE_TEXT {
            return Err(TypeFault::Unknown(shown()));
        }
        parse_type(text.trim(), 0).map_err(|fault| match fault {
            Fault::Unknown(part) if NEEDS_DRIVER.contains(&part) => TypeFault::NeedsDriver(shown()),
            Fault::Unknown(_) => TypeFault::Unknown(shown()),
            Fault::VoidElement => TypeFault::VoidElement(shown()),
            Fault::TooDeep => TypeFault::TooDeep(shown()),
        })
    }

    /// The type of its elements, for arrays and lists.
    pub fn item(&self) -> Option<&Type> {
        match self {
            Self::Array(item) | Self::List(item) => Some(item),
            _ => None,
        }
    }

    /// The type's shape for harnesses and templates: `{"kind": "array", "item": {…}, "text": "integer[]"}`.
    pub fn descriptor(&self) -> Value {
        let kind = match self {
            Self::Array(_) => "array".to_owned(),
            Self::List(_) => "list".to_owned(),
            other => other.to_string(),
        };
        match self.item() {
            Some(item) => json!({"kind": kind, "item": item.descriptor(), "text": self.to_string()}),
            None => json!({"kind": kind, "text": kind}),
        }
    }

    /// Checks that `value` is of this type and brings it into the form that [`read_answer`] gives: doubles are floating-point numbers, trees have no trailing nulls,
    /// an absent list or tree is empty. `place` is where the value stands, such as `args[1]`.
    ///
    /// # Errors
    /// Names the innermost place that does not fit, the value there and the type it should have.
    pub fn canonical(&self, value: &Value, place: &str) -> Result<Value, ValueFault> {
        let mut walk = Walk {
            place,
            path: Vec::new(),
            budget: MAX_VALUES,
        };
        walk.value(self, value)
    }
}

impl fmt::Display for Type {
    /// LeetCode's spelling: `integer[][]`, `list<string>`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Void => f.write_str("void"),
            Self::Integer => f.write_str("integer"),
            Self::Long => f.write_str("long"),
            Self::Double => f.write_str("double"),
            Self::Boolean => f.write_str("boolean"),
            Self::Character => f.write_str("character"),
            Self::String => f.write_str("string"),
            Self::Array(item) => write!(f, "{item}[]"),
            Self::List(item) => write!(f, "list<{item}>"),
            Self::ListNode => f.write_str("ListNode"),
            Self::TreeNode => f.write_str("TreeNode"),
        }
    }
}

enum Fault<'a> {
    Unknown(&'a str),
    VoidElement,
    TooDeep,
}

fn parse_type(text: &str, depth: usize) -> Result<Type, Fault<'_>> {
    if depth > MAX_TYPE_DEPTH {
        return Err(Fault::TooDeep);
    }
    if let Some(item) = text.strip_suffix("[]") {
        return Ok(Type::Array(Box::new(parse_element(item.trim(), depth)?)));
    }
    let list = text
        .strip_suffix('>')
        .and_then(|text| text.strip_prefix("list<").or_else(|| text.strip_prefix("List<")));
    if let Some(item) = list {
        return Ok(Type::List(Box::new(parse_element(item.trim(), depth)?)));
    }
    Ok(match text {
        "" | "void" | "null" => Type::Void,
        "integer" | "int" | "Integer" => Type::Integer,
        "long" | "Long" => Type::Long,
        "double" | "Double" | "float" => Type::Double,
        "boolean" | "bool" | "Boolean" => Type::Boolean,
        "character" | "char" | "Character" => Type::Character,
        "string" | "String" => Type::String,
        "ListNode" => Type::ListNode,
        "TreeNode" => Type::TreeNode,
        other => return Err(Fault::Unknown(other)),
    })
}

fn parse_element(text: &str, depth: usize) -> Result<Type, Fault<'_>> {
    match parse_type(text, depth + 1)? {
        Type::Void => Err(Fault::VoidElement),
        ty => Ok(ty),
    }
}

/// A value that is not of the type it should have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueFault {
    place: String,
    value: String,
    ty: String,
    reason: Option<&'static str>,
}

impl ValueFault {
    /// Where the value stands, such as `args[1][0][2]`.
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for ValueFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {} is not a valid value of type {}",
            self.place, self.value, self.ty
        )?;
        match self.reason {
            Some(reason) => write!(f, " ({reason})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ValueFault {}

/// A walk over a value by its type. It recurses at most as deep as the type is nested.
struct Walk<'a> {
    place: &'a str,
    path: Vec<usize>,
    budget: usize,
}

impl Walk<'_> {
    fn value(&mut self, ty: &Type, value: &Value) -> Result<Value, ValueFault> {
        if self.budget == 0 {
            return Err(self.fault(ty, value, Some("more than 4000000 values")));
        }
        self.budget -= 1;
        let canonical = match (ty, value) {
            (Type::Void, Value::Null) => Some(Value::Null),
            (Type::Integer, _) => value
                .as_i64()
                .filter(|number| i32::try_from(*number).is_ok())
                .map(Value::from),
            (Type::Long, _) => value.as_i64().map(Value::from),
            (Type::Double, _) => canonical_double(value),
            (Type::Boolean, Value::Bool(_)) => Some(value.clone()),
            (Type::Character, Value::String(text)) => (text.chars().count() == 1).then(|| value.clone()),
            (Type::String, Value::String(_)) => Some(value.clone()),
            (Type::Array(item) | Type::List(item), Value::Array(items)) => return self.items(item, items),
            (Type::ListNode | Type::TreeNode, Value::Null) => Some(Value::Array(Vec::new())),
            (Type::ListNode, Value::Array(items)) => return self.list(ty, value, items),
            (Type::TreeNode, Value::Array(items)) => return self.tree(ty, value, items),
            _ => None,
        };
        canonical.ok_or_else(|| self.fault(ty, value, range_hint(ty, value)))
    }

    fn items(&mut self, ty: &Type, items: &[Value]) -> Result<Value, ValueFault> {
        let mut canonical = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            self.path.push(index);
            canonical.push(self.value(ty, item)?);
            self.path.pop();
        }
        Ok(Value::Array(canonical))
    }

    fn list(&mut self, ty: &Type, value: &Value, items: &[Value]) -> Result<Value, ValueFault> {
        if items.len() > MAX_NODES {
            return Err(self.fault(ty, value, Some("more than 1000000 nodes")));
        }
        self.items(&Type::Integer, items)
    }

    fn tree(&mut self, ty: &Type, value: &Value, items: &[Value]) -> Result<Value, ValueFault> {
        if items.len() > 2 * MAX_NODES {
            return Err(self.fault(ty, value, Some("more than 1000000 nodes")));
        }
        let mut shape = TreeShape::new();
        let mut canonical = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            self.path.push(index);
            if let Err(reason) = shape.place(!item.is_null()) {
                return Err(self.fault(ty, item, Some(reason)));
            }
            canonical.push(match item {
                Value::Null => Value::Null,
                node => self.value(&Type::Integer, node)?,
            });
            self.path.pop();
        }
        while canonical.last().is_some_and(Value::is_null) {
            canonical.pop();
        }
        Ok(Value::Array(canonical))
    }

    fn fault(&self, ty: &Type, value: &Value, reason: Option<&'static str>) -> ValueFault {
        let mut place = self.place.to_owned();
        for index in &self.path {
            place.push_str(&format!("[{index}]"));
        }
        ValueFault {
            place,
            value: excerpt(value),
            ty: ty.to_string(),
            reason,
        }
    }
}

fn canonical_double(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) => number.as_f64().map(double_value),
        Value::String(text) if is_not_finite_name(text) => Some(value.clone()),
        _ => None,
    }
}

/// A double as JSON: a number, or a name where JSON has no number for it.
fn double_value(double: f64) -> Value {
    match Number::from_f64(double) {
        Some(number) => Value::Number(number),
        None if double.is_nan() => "NaN".into(),
        None if double > 0.0 => "Infinity".into(),
        None => "-Infinity".into(),
    }
}

fn is_not_finite_name(text: &str) -> bool {
    matches!(text, "NaN" | "Infinity" | "-Infinity")
}

fn range_hint(ty: &Type, value: &Value) -> Option<&'static str> {
    match (ty, value) {
        (Type::Integer, Value::Number(number)) if number.is_i64() || number.is_u64() => {
            Some("it does not fit into 32 bits")
        }
        (Type::Long, Value::Number(number)) if number.is_u64() => Some("it does not fit into 64 bits"),
        (Type::Character, Value::String(_)) => Some("it must be exactly one character"),
        _ => None,
    }
}

/// The value as text, cut to what a message can hold.
fn excerpt(value: &Value) -> String {
    const SHOWN: usize = 60;
    match value {
        Value::Array(items) if items.len() > SHOWN => format!("an array of {} elements", items.len()),
        Value::Object(_) => "an object".to_owned(),
        _ => {
            let text = value.to_string();
            match text.char_indices().nth(SHOWN) {
                Some((at, _)) => format!("{}…", &text[..at]),
                None => text,
            }
        }
    }
}

/// Says whether the next element of a level-order text has a place in the tree.
struct TreeShape {
    /// Places for children that the nodes so far have opened.
    open: usize,
    nodes: usize,
}

impl TreeShape {
    fn new() -> Self {
        Self { open: 1, nodes: 0 }
    }

    fn place(&mut self, is_node: bool) -> Result<(), &'static str> {
        if self.open == 0 {
            return Err("it has no parent: every node before it has its children already");
        }
        if !is_node && self.nodes == 0 {
            return Err("the root is null; an empty tree is []");
        }
        self.open -= 1;
        if is_node {
            self.open += 2;
            self.nodes += 1;
        }
        if self.nodes > MAX_NODES {
            return Err("more than 1000000 nodes");
        }
        Ok(())
    }
}

/// Why the text of an answer could not be read: the harness was tampered with, or has a defect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the answer is not a value of type {ty}: {problem} at byte {offset}")]
pub struct AnswerFault {
    ty: String,
    problem: String,
    offset: usize,
}

/// Reads the text of an answer of type `ty` from a harness that is not trusted.
///
/// Bytes that are not UTF-8 are replaced. White space, trailing text, numbers out of range and other JSON types are faults; so are more than [`MAX_VALUES`] values.
///
/// # Errors
/// What was expected and at which byte.
pub fn read_answer(ty: &Type, bytes: &[u8]) -> Result<Value, AnswerFault> {
    read_with(bytes, &ty.to_string(), |reader| reader.value(ty))
}

/// Reads an answer that is an array with one type for each element: the results of a class case.
///
/// # Errors
/// As [`read_answer`]; too few or too many elements are faults too.
pub fn read_answers(types: &[&Type], bytes: &[u8]) -> Result<Value, AnswerFault> {
    read_with(bytes, &format!("[{} results]", types.len()), |reader| {
        reader.each(types)
    })
}

fn read_with(
    bytes: &[u8],
    shown: &str,
    read: impl FnOnce(&mut Reader<'_>) -> Result<Value, String>,
) -> Result<Value, AnswerFault> {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader {
        text: &text,
        at: 0,
        budget: MAX_VALUES,
    };
    let result = read(&mut reader).and_then(|value| reader.end().map(|()| value));
    result.map_err(|problem| AnswerFault {
        ty: shown.to_owned(),
        problem,
        offset: reader.at,
    })
}

/// A reader of canonical JSON that always knows which type comes next.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    budget: usize,
}

impl<'a> Reader<'a> {
    fn value(&mut self, ty: &Type) -> Result<Value, String> {
        self.budget = self.budget.checked_sub(1).ok_or("more than 4000000 values")?;
        match ty {
            Type::Void => self.literal("null", Value::Null),
            Type::Integer => self.integer(i64::from(i32::MIN), i64::from(i32::MAX)),
            Type::Long => self.integer(i64::MIN, i64::MAX),
            Type::Double => self.double(),
            Type::Boolean if self.peek() == Some(b't') => self.literal("true", Value::Bool(true)),
            Type::Boolean => self.literal("false", Value::Bool(false)),
            Type::Character => self.character(),
            Type::String | Type::Array(_) | Type::List(_) if self.peek() == Some(b'n') => {
                self.literal("null", Value::Null)
            }
            Type::String => self.string().map(Value::String),
            Type::Array(item) | Type::List(item) => self.array(|reader| reader.value(item)),
            Type::ListNode => self.list(),
            Type::TreeNode => self.tree(),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn end(&self) -> Result<(), String> {
        match self.rest() {
            "" => Ok(()),
            _ => Err("text after the value".to_owned()),
        }
    }

    fn byte(&mut self, expected: u8) -> Result<(), String> {
        if self.peek() != Some(expected) {
            return Err(format!("expected `{}`", char::from(expected)));
        }
        self.at += 1;
        Ok(())
    }

    fn literal(&mut self, literal: &str, value: Value) -> Result<Value, String> {
        if !self.rest().starts_with(literal) {
            return Err(format!("expected `{literal}`"));
        }
        self.at += literal.len();
        Ok(value)
    }

    fn array(&mut self, mut item: impl FnMut(&mut Self) -> Result<Value, String>) -> Result<Value, String> {
        self.byte(b'[')?;
        let mut items = Vec::new();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::Array(items));
        }
        loop {
            items.push(item(self)?);
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return Err("expected `,` or `]`".to_owned()),
            }
        }
        self.at += 1;
        // A million arrays of one element each would otherwise take four times what is in them.
        items.shrink_to_fit();
        Ok(Value::Array(items))
    }

    fn each(&mut self, types: &[&Type]) -> Result<Value, String> {
        let mut next = types.iter();
        let value = self.array(|reader| match next.next() {
            Some(ty) => reader.value(ty),
            None => Err("more results than calls".to_owned()),
        })?;
        match next.next() {
            None => Ok(value),
            Some(_) => Err("fewer results than calls".to_owned()),
        }
    }

    fn list(&mut self) -> Result<Value, String> {
        let mut nodes = 0;
        self.array(|reader| {
            nodes += 1;
            match nodes <= MAX_NODES {
                true => reader.value(&Type::Integer),
                false => Err("more than 1000000 nodes".to_owned()),
            }
        })
    }

    fn tree(&mut self) -> Result<Value, String> {
        let mut shape = TreeShape::new();
        let value = self.array(|reader| {
            let is_node = reader.peek() != Some(b'n');
            shape.place(is_node)?;
            reader.value(if is_node { &Type::Integer } else { &Type::Void })
        })?;
        match value.as_array().and_then(|items| items.last()) {
            Some(Value::Null) => Err("a tree with trailing nulls".to_owned()),
            _ => Ok(value),
        }
    }

    fn integer(&mut self, min: i64, max: i64) -> Result<Value, String> {
        let text = self.number()?;
        let number = text.parse::<i64>().ok().filter(|number| (min..=max).contains(number));
        number
            .map(Value::from)
            .ok_or_else(|| format!("{} is not an integer from {min} to {max}", excerpt(&text.into())))
    }

    fn double(&mut self) -> Result<Value, String> {
        if self.peek() == Some(b'"') {
            let text = self.string()?;
            return match is_not_finite_name(&text) {
                true => Ok(text.into()),
                false => Err("expected a number".to_owned()),
            };
        }
        let text = self.number()?;
        let double = text.parse::<f64>().map_err(|_| "expected a number".to_owned())?;
        Ok(double_value(double))
    }

    /// The text of a number by JSON's grammar.
    fn number(&mut self) -> Result<&'a str, String> {
        let bytes = self.rest().as_bytes();
        let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
        let is = |at: usize, any: &[u8]| bytes.get(at).is_some_and(|byte| any.contains(byte));
        let mut at = usize::from(is(0, b"-"));
        let whole = digits(at);
        if whole == 0 || (whole > 1 && is(at, b"0")) {
            return Err("expected a number".to_owned());
        }
        at += whole;
        if is(at, b".") {
            let fraction = digits(at + 1);
            if fraction == 0 {
                return Err("expected a digit after the point".to_owned());
            }
            at += 1 + fraction;
        }
        if is(at, b"eE") {
            let sign = usize::from(is(at + 1, b"+-"));
            let exponent = digits(at + 1 + sign);
            if exponent == 0 {
                return Err("expected a digit in the exponent".to_owned());
            }
            at += 1 + sign + exponent;
        }
        let text = self.rest().get(..at).unwrap_or_default();
        self.at += at;
        Ok(text)
    }

    fn character(&mut self) -> Result<Value, String> {
        let text = self.string()?;
        match text.chars().count() {
            1 => Ok(text.into()),
            count => Err(format!("{count} characters instead of one")),
        }
    }

    fn string(&mut self) -> Result<String, String> {
        self.byte(b'"')?;
        let mut string = String::new();
        loop {
            let rest = self.rest();
            let plain = rest
                .find(|c: char| c == '"' || c == '\\' || c < ' ')
                .unwrap_or(rest.len());
            string.push_str(rest.get(..plain).unwrap_or_default());
            self.at += plain;
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => string.push(self.escape()?),
                Some(_) => return Err("a control character in a string".to_owned()),
                None => return Err("an unfinished string".to_owned()),
            }
        }
        self.at += 1;
        Ok(string)
    }

    fn escape(&mut self) -> Result<char, String> {
        self.at += 1;
        let kind = self.peek();
        self.at += 1;
        Ok(match kind {
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(c),
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'u') => self.unicode_escape()?,
            _ => return Err("an unknown escape".to_owned()),
        })
    }

    fn unicode_escape(&mut self) -> Result<char, String> {
        let first = self.code_unit()?;
        if (0xd800..0xdc00).contains(&first) && self.rest().starts_with("\\u") {
            let before = self.at;
            self.at += 2;
            let second = self.code_unit()?;
            if (0xdc00..0xe000).contains(&second) {
                let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = before;
        }
        Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn code_unit(&mut self) -> Result<u32, String> {
        let digits = self
            .rest()
            .get(..4)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        self.at += if unit.is_some() { 4 } else { 0 };
        unit.ok_or_else(|| "expected four hexadecimal digits".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn small_arrays_take_no_more_than_they_hold() {
        let ty = Type::parse("integer[][]").unwrap();
        let Value::Array(items) = read_answer(&ty, b"[[1],[2,3],[]]").unwrap() else {
            panic!("an array")
        };
        let rooms: Vec<_> = items
            .iter()
            .map(|item| match item {
                Value::Array(items) => items.capacity(),
                _ => usize::MAX,
            })
            .collect();
        assert_eq!(rooms, [1, 2, 0]);
    }

    #[test]
    fn reads_every_spelling() {
        for (text, canonical) in [
            ("integer", "integer"),
            ("int", "integer"),
            ("long", "long"),
            ("String", "string"),
            ("string", "string"),
            ("char", "character"),
            ("", "void"),
            ("integer[][]", "integer[][]"),
            ("list<list<string>>", "list<list<string>>"),
            ("list<integer[]>", "list<integer[]>"),
            ("list<list< integer >>", "list<list<integer>>"),
            ("ListNode[]", "ListNode[]"),
            ("list<TreeNode>", "list<TreeNode>"),
            ("List<String>", "list<string>"),
        ] {
            assert_eq!(Type::parse(text).unwrap().to_string(), canonical, "{text}");
        }
    }

    #[test]
    fn names_the_text_that_is_no_type() {
        let check = |text: &str, message: &str| assert_eq!(Type::parse(text).unwrap_err().to_string(), message);
        check("map<string>", "unknown type \"map<string>\"");
        check("list<integer", "unknown type \"list<integer\"");
        check(
            "NestedInteger[]",
            "type \"NestedInteger[]\" needs a driver written for its problem",
        );
        check("void[]", "\"void[]\": void cannot be an element");
        check("[]", "\"[]\": void cannot be an element");
        assert!(matches!(
            Type::parse(&format!("integer{}", "[]".repeat(20))),
            Err(TypeFault::TooDeep(_))
        ));
        assert!(matches!(Type::parse(&"[]".repeat(1 << 20)), Err(TypeFault::Unknown(text)) if text.len() == 200));
    }

    fn canonical(ty: &str, json: &str) -> Result<String, String> {
        let value: Value = serde_json::from_str(json).unwrap();
        let canonical = Type::parse(ty).unwrap().canonical(&value, "args[1]");
        canonical
            .map(|value| value.to_string())
            .map_err(|fault| fault.to_string())
    }

    #[test]
    fn locates_the_value_that_does_not_fit() {
        let check = |ty: &str, json: &str, message: &str| assert_eq!(canonical(ty, json), Err(message.to_owned()));
        check(
            "integer[][]",
            "[[1,2,3.5]]",
            "args[1][0][2]: 3.5 is not a valid value of type integer",
        );
        check(
            "integer",
            "2147483648",
            "args[1]: 2147483648 is not a valid value of type integer (it does not fit into 32 bits)",
        );
        check(
            "long[]",
            "[9223372036854775808]",
            "args[1][0]: 9223372036854775808 is not a valid value of type long (it does not fit into 64 bits)",
        );
        check(
            "character",
            "\"ab\"",
            "args[1]: \"ab\" is not a valid value of type character (it must be exactly one character)",
        );
        check("boolean", "1", "args[1]: 1 is not a valid value of type boolean");
        check("string", "null", "args[1]: null is not a valid value of type string");
        check(
            "ListNode",
            "[1,null]",
            "args[1][1]: null is not a valid value of type integer",
        );
        check(
            "TreeNode",
            "[1,null,null,2]",
            "args[1][3]: 2 is not a valid value of type TreeNode (it has no parent: every node before it has its children already)",
        );
        check(
            "TreeNode",
            "[null]",
            "args[1][0]: null is not a valid value of type TreeNode (the root is null; an empty tree is [])",
        );
        check(
            "integer[]",
            "{\"a\":1}",
            "args[1]: an object is not a valid value of type integer[]",
        );
        check(
            "double",
            "\"nan\"",
            "args[1]: \"nan\" is not a valid value of type double",
        );
    }

    #[test]
    fn brings_values_into_canonical_form() {
        let check = |ty: &str, json: &str, canon: &str| assert_eq!(canonical(ty, json).as_deref(), Ok(canon));
        check("double[]", "[1,2.5,\"-Infinity\"]", "[1.0,2.5,\"-Infinity\"]");
        check("TreeNode", "[1,null,2,null,null]", "[1,null,2]");
        check("ListNode", "null", "[]");
        check("TreeNode[]", "[null,[]]", "[[],[]]");
        check("character[][]", "[[\"é\"]]", "[[\"é\"]]");
    }

    fn read(ty: &str, text: &[u8]) -> Result<String, String> {
        let answer = read_answer(&Type::parse(ty).unwrap(), text);
        answer.map(|value| value.to_string()).map_err(|fault| fault.to_string())
    }

    #[test]
    fn reads_answers_by_type() {
        let check = |ty: &str, text: &str, canon: &str| assert_eq!(read(ty, text.as_bytes()).as_deref(), Ok(canon));
        check("void", "null", "null");
        check("long", "-9223372036854775808", "-9223372036854775808");
        check("double", "1", "1.0");
        check("double", "-0.0", "-0.0");
        check("double", "1E22", "1e+22");
        check("double", "1e999", "\"Infinity\"");
        check("double", "\"NaN\"", "\"NaN\"");
        check("integer[]", "null", "null");
        check("string", r#""a\u00e9\ud83d\ude00\n\/""#, "\"aé😀\\n/\"");
        check("string", r#""\ud83d""#, "\"\u{fffd}\"");
        check("string", r#""\ud83d\u0041""#, "\"\u{fffd}A\"");
        check("character", r#""\u0000""#, "\"\\u0000\"");
        check("TreeNode", "[1,null,2]", "[1,null,2]");
        check("list<list<string>>", r#"[[],["a","b"]]"#, r#"[[],["a","b"]]"#);
        assert_eq!(read("string", b"\"\xff\"").unwrap(), "\"\u{fffd}\"");
    }

    #[test]
    fn refuses_answers_that_are_not_exactly_of_the_type() {
        for (ty, text) in [
            ("integer", ""),
            ("integer", "1.0"),
            ("integer", "1e3"),
            ("integer", "01"),
            ("integer", "+1"),
            ("integer", "2147483648"),
            ("integer", "true"),
            ("integer", "\"1\""),
            ("integer", "1 "),
            ("integer", " 1"),
            ("integer", "1]"),
            ("long", "9223372036854775808"),
            ("double", "NaN"),
            ("double", "1."),
            ("double", ".5"),
            ("double", "1e"),
            ("double", "\"inf\""),
            ("boolean", "1"),
            ("boolean", "null"),
            ("character", "\"\""),
            ("character", "\"ab\""),
            ("string", "\"a"),
            ("string", "\"\n\""),
            ("string", r#""\x""#),
            ("string", r#""\u12g4""#),
            ("integer[]", "[1,]"),
            ("integer[]", "[,1]"),
            ("integer[]", "[1 ,2]"),
            ("integer[]", "[1"),
            ("integer[]", "[[1]]"),
            ("ListNode", "null"),
            ("ListNode", "[null]"),
            ("TreeNode", "[1,null]"),
            ("TreeNode", "[null]"),
            (
                "TreeNode",
                "[1,2,3,4,5,6,7,8,null,null,null,null,null,null,null,null,null,1]",
            ),
        ] {
            assert!(read(ty, text.as_bytes()).is_err(), "{ty} {text}");
        }
    }

    #[test]
    fn a_class_answer_has_one_type_for_each_step() {
        let types = [&Type::Void, &Type::Integer, &Type::Boolean];
        assert_eq!(read_answers(&types, b"[null,1,true]").unwrap(), json!([null, 1, true]));
        for text in ["[null,1]", "[null,1,true,1]", "[null,true,true]", "null"] {
            assert!(read_answers(&types, text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn deep_or_endless_text_is_a_fault_and_nothing_worse() {
        let deep = "[".repeat(1 << 20);
        assert!(read("integer[][]", deep.as_bytes()).is_err());
        let long = format!("[{}1]", "1,".repeat(MAX_VALUES));
        assert!(
            read("integer[]", long.as_bytes())
                .unwrap_err()
                .contains("more than 4000000 values")
        );
        let list = format!("[{}1]", "1,".repeat(MAX_NODES));
        assert!(
            read("ListNode", list.as_bytes())
                .unwrap_err()
                .contains("more than 1000000 nodes")
        );
    }

    /// Any type of at most three levels.
    fn any_type() -> impl Strategy<Value = Type> {
        let scalar = prop_oneof![
            Just(Type::Integer),
            Just(Type::Long),
            Just(Type::Double),
            Just(Type::Boolean),
            Just(Type::Character),
            Just(Type::String),
            Just(Type::ListNode),
        ];
        scalar.prop_recursive(2, 4, 1, |item| {
            prop_oneof![
                item.clone().prop_map(|item| Type::Array(Box::new(item))),
                item.prop_map(|item| Type::List(Box::new(item))),
            ]
        })
    }

    fn any_value(ty: &Type) -> BoxedStrategy<Value> {
        match ty {
            Type::Integer => any::<i32>().prop_map(Value::from).boxed(),
            Type::Long => any::<i64>().prop_map(Value::from).boxed(),
            Type::Double => any::<f64>().prop_map(double_value).boxed(),
            Type::Boolean => any::<bool>().prop_map(Value::from).boxed(),
            Type::Character => any::<char>().prop_map(|c| c.to_string().into()).boxed(),
            Type::String => any::<String>().prop_map(Value::from).boxed(),
            Type::ListNode => prop::collection::vec(any::<i32>(), 0..6).prop_map(Value::from).boxed(),
            Type::Array(item) | Type::List(item) => prop::collection::vec(any_value(item), 0..4)
                .prop_map(Value::from)
                .boxed(),
            Type::Void | Type::TreeNode => Just(Value::Null).boxed(),
        }
    }

    proptest! {
        #[test]
        fn spelling_and_reading_agree(ty in any_type()) {
            prop_assert_eq!(Type::parse(&ty.to_string()).unwrap(), ty);
        }

        #[test]
        fn what_is_canonical_reads_back_as_itself((ty, value) in any_type().prop_flat_map(|ty| (Just(ty.clone()), any_value(&ty)))) {
            let canonical = ty.canonical(&value, "value").unwrap();
            prop_assert_eq!(read_answer(&ty, canonical.to_string().as_bytes()).unwrap(), canonical);
        }

        #[test]
        fn hostile_bytes_never_panic(ty in any_type(), bytes in prop::collection::vec(any::<u8>(), 0..64), text in "[\\[\\],\"\\\\ux0-9a-f.eE+-]{0,40}") {
            let _ = read_answer(&ty, &bytes);
            let _ = read_answer(&ty, text.as_bytes());
            let _ = Type::parse(&text);
        }
    }
}
