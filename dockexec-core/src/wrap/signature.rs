//! What a function problem asks for: a function with typed parameters, or a class with methods.

use super::types::Type;

/// A parameter: its name and type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Param {
    /// An identifier.
    pub name: String,
    /// Its type, never `Void`.
    pub ty: Type,
}

/// One callable: the function itself, or a method of a class.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Function {
    /// LeetCode's name, lower camel case.
    pub name: String,
    /// The parameters in order.
    pub params: Vec<Param>,
    /// What it returns.
    pub returns: Type,
    /// In-place problems: the answer is this parameter's value after the call (`output.paramindex`).
    pub output_param: Option<usize>,
}

/// A class-design problem.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Class {
    /// Its name, upper camel case.
    pub name: String,
    /// Parameters of its constructor.
    pub constructor: Vec<Param>,
    /// Its methods.
    pub methods: Vec<Function>,
}

/// The signature of a function problem.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Signature {
    /// One function; a case is the array of its arguments, the answer its result.
    Function(Function),
    /// A class; a case is `[["LRUCache","put",…], [[2],[1,1],…]]`, the answer the array of results (`null` for the constructor and for void).
    Class(Class),
}
