//! The types a function problem can speak about, and the JSON values that fit them.

use std::fmt;

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
