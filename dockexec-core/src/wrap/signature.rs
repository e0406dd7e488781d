//! What a function problem asks for: a function with typed parameters, or a class with methods.
//!
//! Signatures come as LeetCode's metaData, a loosely kept JSON: this reader takes what it needs, ignores the rest, and says by JSON path what it cannot use.
//! Names are checked to be plain identifiers, because they end up in generated code.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::types::{self, AnswerFault, Type, TypeFault, ValueFault};
use crate::{Error, ErrorKind, Result, Stage};

/// Parameters of a function, methods of a class at most.
const MAX_MEMBERS: usize = 64;

/// Characters of a name at most.
const MAX_NAME: usize = 64;

/// Calls of a class case at most.
const MAX_STEPS: usize = 200_000;

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

impl Function {
    /// The type of its answer: what it returns, or, when it returns nothing, its output parameter's type.
    pub fn answer_type(&self) -> &Type {
        match (
            &self.returns,
            self.output_param.and_then(|index| self.params.get(index)),
        ) {
            (Type::Void, Some(output)) => &output.ty,
            (returns, _) => returns,
        }
    }
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

impl Class {
    /// The method of that name.
    pub fn method(&self, name: &str) -> Option<&Function> {
        self.methods.iter().find(|method| method.name == name)
    }
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

impl Signature {
    /// Reads LeetCode's metaData from its JSON text.
    ///
    /// # Errors
    /// `BadRequest` with the JSON path of what is missing or wrong; `Unsupported` for problems that a signature does not describe (`manual`, databases).
    pub fn from_leetcode(text: &str) -> Result<Self> {
        let value: Value = serde_json::from_str(text)
            .map_err(|error| Error::bad_request("signature", "the signature is not JSON").with_source(error))?;
        Self::from_value(&value)
    }

    /// Reads LeetCode's metaData from a JSON object, or from a string that holds one (as LeetCode sends it).
    ///
    /// # Errors
    /// As [`Signature::from_leetcode`].
    pub fn from_value(value: &Value) -> Result<Self> {
        if let Value::String(text) = value {
            let value: Value = serde_json::from_str(text)
                .map_err(|error| Error::bad_request("signature", "the signature is not JSON").with_source(error))?;
            return Place::root(&value).signature();
        }
        Place::root(value).signature()
    }

    /// The metaData of this signature, in the types' regular spelling.
    pub fn to_leetcode(&self) -> Value {
        match self {
            Self::Function(function) => {
                let mut value = json!({
                    "name": function.name,
                    "params": params_json(&function.params),
                    "return": {"type": function.returns.to_string()},
                });
                if let Some(index) = function.output_param {
                    value["output"] = json!({"paramindex": index});
                }
                value
            }
            Self::Class(class) => json!({
                "classname": class.name,
                "constructor": {"params": params_json(&class.constructor)},
                "methods": class.methods.iter().map(|method| json!({
                    "name": method.name,
                    "params": params_json(&method.params),
                    "return": {"type": method.returns.to_string()},
                })).collect::<Vec<_>>(),
                "systemdesign": true,
            }),
        }
    }

    /// The canonical description that harnesses interpret and templates read.
    ///
    /// ```json
    /// {"kind": "function", "name": "f", "params": [{"name": "a", "type": {…}}], "returns": {…}, "output_param": null}
    /// {"kind": "class", "name": "C", "constructor": [{"name": "a", "type": {…}}], "methods": [{"name": "m", "params": […], "returns": {…}}]}
    /// ```
    /// A type is `{"kind": "integer", "text": "integer"}`; `array` and `list` have an `item` too.
    pub fn descriptor(&self) -> Value {
        match self {
            Self::Function(function) => function_descriptor("function", function),
            Self::Class(class) => json!({
                "kind": "class",
                "name": class.name,
                "constructor": params_descriptor(&class.constructor),
                "methods": class.methods.iter().map(|method| function_descriptor("method", method)).collect::<Vec<_>>(),
            }),
        }
    }

    /// The name of the function or class.
    pub fn name(&self) -> &str {
        match self {
            Self::Function(function) => &function.name,
            Self::Class(class) => &class.name,
        }
    }

    /// Every type that occurs, in the order of the signature, some of them more than once.
    pub fn types(&self) -> Vec<&Type> {
        fn of<'a>(params: &'a [Param], returns: Option<&'a Type>) -> impl Iterator<Item = &'a Type> {
            params.iter().map(|param| &param.ty).chain(returns)
        }
        match self {
            Self::Function(function) => of(&function.params, Some(&function.returns)).collect(),
            Self::Class(class) => {
                let methods = class.methods.iter();
                let methods = methods.flat_map(|method| of(&method.params, Some(&method.returns)));
                of(&class.constructor, None).chain(methods).collect()
            }
        }
    }

    /// Checks a case's arguments and brings them into canonical form: one value for each parameter, or for a class the names and the argument lists.
    ///
    /// # Errors
    /// `BadRequest`, code `invalid-testcase`: which argument, its value, the type it should have.
    pub fn canonical_args(&self, args: &[Value]) -> Result<Vec<Value>> {
        match self {
            Self::Function(function) => canonical_params(&function.params, args, "args"),
            Self::Class(class) => {
                let (names, lists) = class_case(class, args)?;
                let mut canonical = Vec::with_capacity(lists.len());
                for (index, (step, list)) in steps(class, names)?.zip(lists).enumerate() {
                    let place = format!("args[1][{index}]");
                    let list = list.as_array().ok_or_else(|| {
                        invalid(format!("{place}: expected the array of arguments of {:?}", step.name))
                    })?;
                    canonical.push(Value::Array(canonical_params(step.params, list, &place)?));
                }
                Ok(vec![Value::Array(names.to_vec()), Value::Array(canonical)])
            }
        }
    }

    /// Checks a case's arguments.
    ///
    /// # Errors
    /// As [`Signature::canonical_args`].
    pub fn validate_args(&self, args: &[Value]) -> Result<()> {
        self.canonical_args(args).map(drop)
    }

    /// Checks an expected answer for the case with these arguments and brings it into the form that [`Signature::read_answer`] gives.
    ///
    /// # Errors
    /// `BadRequest`, code `invalid-testcase`: where in the answer, the value, the type it should have.
    pub fn canonical_expected(&self, args: &[Value], expected: &Value) -> Result<Value> {
        match self {
            Self::Function(function) => function
                .answer_type()
                .canonical(expected, "expected")
                .map_err(invalid_value),
            Self::Class(class) => {
                let (names, _) = class_case(class, args)?;
                let results = expected.as_array().filter(|results| results.len() == names.len());
                let results = results.ok_or_else(|| {
                    invalid(format!(
                        "expected: one result for each of the {} calls is needed",
                        names.len()
                    ))
                })?;
                let mut canonical = Vec::with_capacity(results.len());
                for (index, (step, result)) in steps(class, names)?.zip(results).enumerate() {
                    let place = format!("expected[{index}]");
                    canonical.push(step.returns.canonical(result, &place).map_err(invalid_value)?);
                }
                Ok(Value::Array(canonical))
            }
        }
    }

    /// Checks an expected answer.
    ///
    /// # Errors
    /// As [`Signature::canonical_expected`].
    pub fn validate_expected(&self, args: &[Value], expected: &Value) -> Result<()> {
        self.canonical_expected(args, expected).map(drop)
    }

    /// The types of the answer's elements for a class case with these arguments; `None` for a function.
    ///
    /// # Errors
    /// As [`Signature::canonical_args`].
    pub fn step_types(&self, args: &[Value]) -> Result<Option<Vec<&Type>>> {
        match self {
            Self::Function(_) => Ok(None),
            Self::Class(class) => {
                let (names, _) = class_case(class, args)?;
                Ok(Some(steps(class, names)?.map(|step| step.returns).collect()))
            }
        }
    }

    /// Reads the harness's answer to the case with these (valid) arguments.
    ///
    /// # Errors
    /// What does not fit and at which byte.
    pub fn read_answer(&self, args: &[Value], bytes: &[u8]) -> Result<Value, AnswerFault> {
        match (self, self.step_types(args)) {
            (Self::Function(function), _) => types::read_answer(function.answer_type(), bytes),
            (Self::Class(_), Ok(Some(types))) => types::read_answers(&types, bytes),
            (Self::Class(_), _) => types::read_answers(&[], bytes),
        }
    }
}

fn params_json(params: &[Param]) -> Vec<Value> {
    let json = |param: &Param| json!({"name": param.name, "type": param.ty.to_string()});
    params.iter().map(json).collect()
}

fn params_descriptor(params: &[Param]) -> Vec<Value> {
    let descriptor = |param: &Param| json!({"name": param.name, "type": param.ty.descriptor()});
    params.iter().map(descriptor).collect()
}

fn function_descriptor(kind: &str, function: &Function) -> Value {
    json!({
        "kind": kind,
        "name": function.name,
        "params": params_descriptor(&function.params),
        "returns": function.returns.descriptor(),
        "output_param": function.output_param,
    })
}

fn invalid(message: impl Into<String>) -> Error {
    Error::bad_request("invalid-testcase", message)
}

fn invalid_value(fault: ValueFault) -> Error {
    invalid(fault.to_string())
}

fn canonical_params(params: &[Param], args: &[Value], place: &str) -> Result<Vec<Value>> {
    if params.len() != args.len() {
        let names: Vec<_> = params.iter().map(|param| param.name.as_str()).collect();
        return Err(invalid(format!(
            "{place}: {} arguments where {} are needed ({})",
            args.len(),
            params.len(),
            names.join(", ")
        )));
    }
    let canonical = |(index, (param, arg)): (usize, (&Param, &Value))| {
        param
            .ty
            .canonical(arg, &format!("{place}[{index}]"))
            .map_err(invalid_value)
    };
    params.iter().zip(args).enumerate().map(canonical).collect()
}

/// The two halves of a class case, given as two arguments or as one that holds both.
fn class_case<'a>(class: &Class, args: &'a [Value]) -> Result<(&'a [Value], &'a [Value])> {
    let both = match args {
        [Value::Array(both)] => both.as_slice(),
        both => both,
    };
    let [Value::Array(names), Value::Array(lists)] = both else {
        return Err(invalid(format!(
            "args: a case of class {} is [[\"{}\", …names of methods], [[…], …argument lists]]",
            class.name, class.name
        )));
    };
    if names.len() != lists.len() {
        return Err(invalid(format!(
            "args: {} names but {} argument lists",
            names.len(),
            lists.len()
        )));
    }
    if names.len() > MAX_STEPS {
        return Err(invalid(format!(
            "args: {} calls are more than {MAX_STEPS}",
            names.len()
        )));
    }
    Ok((names, lists))
}

/// One call of a class case: the constructor first, methods after it.
struct Step<'c, 'n> {
    name: &'n str,
    params: &'c [Param],
    returns: &'c Type,
}

fn steps<'c, 'n>(class: &'c Class, names: &'n [Value]) -> Result<impl Iterator<Item = Step<'c, 'n>>> {
    let step = |(index, name): (usize, &'n Value)| {
        let step = match (index, name.as_str()) {
            (0, Some(name)) if name == class.name => Some(Step {
                name,
                params: &class.constructor,
                returns: &Type::Void,
            }),
            (1.., Some(name)) => class.method(name).map(|method| Step {
                name,
                params: &method.params,
                returns: &method.returns,
            }),
            _ => None,
        };
        step.ok_or_else(|| {
            let expected = match index {
                0 => format!("the class's name {:?}", class.name),
                _ => format!("a method of {}", class.name),
            };
            invalid(format!("args[0][{index}]: {} is not {expected}", short(name)))
        })
    };
    if names.is_empty() {
        return Err(invalid(format!("args[0]: the first call must be {:?}", class.name)));
    }
    let steps = names.iter().enumerate().map(step).collect::<Result<Vec<_>>>()?;
    Ok(steps.into_iter())
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}

/// A JSON value together with its path, so that every complaint can say where.
#[derive(Clone)]
struct Place<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Place<'a> {
    fn root(value: &'a Value) -> Self {
        Self {
            value,
            path: "signature".to_owned(),
        }
    }

    fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(Self {
            value,
            path: format!("{}.{key}", self.path),
        })
    }

    fn need(&self, key: &str) -> Result<Self> {
        self.get(key).ok_or_else(|| self.wrong(format!("`{key}` is missing")))
    }

    fn wrong(&self, problem: impl std::fmt::Display) -> Error {
        Error::bad_request("signature", format!("{}: {problem}", self.path))
    }

    fn flag(&self, key: &str) -> bool {
        self.value.get(key).is_some_and(|value| value == &Value::Bool(true))
    }

    fn text(&self) -> Result<&'a str> {
        self.value
            .as_str()
            .ok_or_else(|| self.wrong(format!("{} is not a string", short(self.value))))
    }

    fn items(&self) -> Result<Vec<Self>> {
        let items = self
            .value
            .as_array()
            .ok_or_else(|| self.wrong(format!("{} is not an array", short(self.value))))?;
        if items.len() > MAX_MEMBERS {
            return Err(self.wrong(format!("{} entries are more than {MAX_MEMBERS}", items.len())));
        }
        let place = |(index, value)| Self {
            value,
            path: format!("{}[{index}]", self.path),
        };
        Ok(items.iter().enumerate().map(place).collect())
    }

    fn signature(&self) -> Result<Signature> {
        if !self.value.is_object() {
            return Err(self.wrong(format!("{} is not an object", short(self.value))));
        }
        if self.flag("manual") {
            return Err(self.unsupported("it is marked `manual`: its driver is written by hand"));
        }
        if self
            .get("database")
            .is_some_and(|database| database.value != &Value::Bool(false))
        {
            return Err(self.unsupported("it is a database problem"));
        }
        match self.flag("systemdesign") || self.get("classname").is_some() {
            true => self.class().map(Signature::Class),
            false => self.function().map(Signature::Function),
        }
    }

    fn unsupported(&self, why: impl std::fmt::Display) -> Error {
        let message = format!("{}: {why}", self.path);
        Error::new(ErrorKind::Unsupported, Stage::Request, "signature-unsupported", message)
            .with_hint("only functions and classes that their signature describes completely can be judged")
    }

    fn class(&self) -> Result<Class> {
        let constructor = match self.get("constructor") {
            Some(constructor) => constructor.params()?,
            None => Vec::new(),
        };
        let name = self.need("classname")?.name()?;
        let mut methods: Vec<Function> = Vec::new();
        for place in self.need("methods")?.items()? {
            let method = place.function()?;
            if methods.iter().any(|other| other.name == method.name) {
                return Err(place.wrong(format!("a second method {:?}", method.name)));
            }
            if method.name == name {
                return Err(place.wrong(format!("method {:?} has the name of the class", method.name)));
            }
            methods.push(Function {
                output_param: None,
                ..method
            });
        }
        Ok(Class {
            name,
            constructor,
            methods,
        })
    }

    fn function(&self) -> Result<Function> {
        let params = self.params()?;
        Ok(Function {
            name: self.need("name")?.name()?,
            returns: match self.get("return") {
                Some(place) => place.returns()?,
                None => Type::Void,
            },
            output_param: self.output_param(params.len())?,
            params,
        })
    }

    fn params(&self) -> Result<Vec<Param>> {
        let Some(list) = self.get("params") else {
            return Ok(Vec::new());
        };
        let mut names = BTreeSet::new();
        let mut params = Vec::new();
        for place in list.items()? {
            let name = place.need("name")?.name()?;
            if !names.insert(name.clone()) {
                return Err(place.wrong(format!("a second parameter {name:?}")));
            }
            let ty = place.need("type")?;
            match ty.ty()? {
                Type::Void => return Err(ty.wrong("a parameter cannot be void")),
                ty => params.push(Param { name, ty }),
            }
        }
        Ok(params)
    }

    fn returns(&self) -> Result<Type> {
        match self.get("type") {
            Some(place) => place.ty(),
            None => Ok(Type::Void),
        }
    }

    fn output_param(&self, params: usize) -> Result<Option<usize>> {
        let Some(place) = self.get("output").and_then(|output| output.get("paramindex")) else {
            return Ok(None);
        };
        let index = place.value.as_u64().and_then(|index| usize::try_from(index).ok());
        match index.filter(|index| *index < params) {
            Some(index) => Ok(Some(index)),
            None => Err(place.wrong(format!(
                "{} is not the index of one of {params} parameters",
                short(place.value)
            ))),
        }
    }

    fn ty(&self) -> Result<Type> {
        Type::parse(self.text()?).map_err(|fault| match fault {
            TypeFault::NeedsDriver(_) => self.unsupported(fault),
            fault => self.wrong(fault),
        })
    }

    fn name(&self) -> Result<String> {
        let text = self.text()?;
        let mut chars = text.chars();
        let starts = chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
        if !starts || !chars.all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err(self.wrong(format!("{} is not an identifier", short(self.value))));
        }
        if text.len() > MAX_NAME {
            return Err(self.wrong(format!("a name of {} characters is too long", text.len())));
        }
        Ok(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(text: &str) -> Function {
        match Signature::from_leetcode(text).unwrap() {
            Signature::Function(function) => function,
            other => panic!("{other:?}"),
        }
    }

    const LRU: &str = r#"{"classname":"LRUCache","constructor":{"params":[{"name":"capacity","type":"integer"}]},
        "maxbytesperline":200000,
        "methods":[{"name":"get","params":[{"name":"key","type":"integer"}],"return":{"type":"integer"}},
                   {"name":"put","params":[{"name":"key","type":"integer"},{"name":"value","type":"integer"}],"return":{"type":""}}],
        "params":[{"name":"inputs","type":"integer[]"},{"name":"inputs","type":"integer[]"}],
        "return":{"type":"list<String>","dealloc":true},"systemdesign":true}"#;

    #[test]
    fn reads_functions() {
        let two_sum = function(
            "{\r\n \"name\": \"twoSum\", \"params\": [{\"name\":\"nums\",\"type\":\"integer[]\"},{\"name\":\"target\",\"type\":\"integer\"}],\r\n
             \"return\": {\"type\":\"integer[]\",\"size\":2,\"dealloc\":true}, \"manual\": false}",
        );
        assert_eq!(two_sum.name, "twoSum");
        assert_eq!(two_sum.params[0].ty.to_string(), "integer[]");
        assert_eq!(two_sum.answer_type().to_string(), "integer[]");
        let in_place = function(r#"{"name":"f","params":[{"name":"a","type":"ListNode"}],"output":{"paramindex":0}}"#);
        assert_eq!(in_place.answer_type(), &Type::ListNode);
    }

    #[test]
    fn reads_classes_and_metadata_within_a_string() {
        let text = Value::String(LRU.to_owned());
        let Signature::Class(class) = Signature::from_value(&text).unwrap() else {
            panic!("not a class");
        };
        assert_eq!(class.name, "LRUCache");
        assert_eq!(class.constructor.len(), 1);
        assert_eq!(class.method("put").unwrap().returns, Type::Void);
    }

    #[test]
    fn what_it_writes_it_reads() {
        let function = r#"{"name":"f","params":[{"name":"a","type":"list<list<string>>"}],"return":{"type":"void"},"output":{"paramindex":0}}"#;
        for text in [LRU, function] {
            let signature = Signature::from_leetcode(text).unwrap();
            assert_eq!(Signature::from_value(&signature.to_leetcode()).unwrap(), signature);
        }
    }

    #[test]
    fn says_where_the_metadata_is_wrong() {
        let check = |text: &str, message: &str| {
            let error = Signature::from_leetcode(text).unwrap_err();
            assert_eq!(error.message(), message);
        };
        check("[]", "signature: [] is not an object");
        check("{}", "signature: `name` is missing");
        check(r#"{"name":3}"#, "signature.name: 3 is not a string");
        check(r#"{"name":"a b"}"#, "signature.name: \"a b\" is not an identifier");
        check(r#"{"name":"f","params":{}}"#, "signature.params: {} is not an array");
        check(
            r#"{"name":"f","params":[{"name":"a","type":"integer"},{"name":"b","type":"intt"}]}"#,
            "signature.params[1].type: unknown type \"intt\"",
        );
        check(
            r#"{"name":"f","params":[{"name":"a","type":"integer"},{"name":"a","type":"integer"}]}"#,
            "signature.params[1]: a second parameter \"a\"",
        );
        check(
            r#"{"name":"f","params":[{"name":"a","type":"void"}]}"#,
            "signature.params[0].type: a parameter cannot be void",
        );
        check(
            r#"{"name":"f","params":[],"output":{"paramindex":0}}"#,
            "signature.output.paramindex: 0 is not the index of one of 0 parameters",
        );
        check(r#"{"classname":"A"}"#, "signature: `methods` is missing");
        check(
            r#"{"classname":"A","methods":[{"name":"m"},{"name":"m"}]}"#,
            "signature.methods[1]: a second method \"m\"",
        );
        check(
            r#"{"name":"f","manual":true}"#,
            "signature: it is marked `manual`: its driver is written by hand",
        );
        assert_eq!(Signature::from_leetcode("{").unwrap_err().kind(), ErrorKind::BadRequest);
        let manual = Signature::from_leetcode(r#"{"name":"f","params":[{"name":"a","type":"Node"}]}"#).unwrap_err();
        assert_eq!(manual.kind(), ErrorKind::Unsupported);
    }

    #[test]
    fn checks_the_arguments_of_a_function() {
        let signature = Signature::from_leetcode(
            r#"{"name":"f","params":[{"name":"a","type":"integer[][]"},{"name":"x","type":"double"}],"return":{"type":"double"}}"#,
        )
        .unwrap();
        assert_eq!(
            signature.canonical_args(&[json!([[1], []]), json!(2)]).unwrap(),
            [json!([[1], []]), json!(2.0)]
        );
        let check = |args: Value, message: &str| {
            let error = signature.validate_args(args.as_array().unwrap()).unwrap_err();
            assert_eq!((error.code(), error.message()), ("invalid-testcase", message));
        };
        check(json!([[]]), "args: 1 arguments where 2 are needed (a, x)");
        check(
            json!([[[1, "2"]], 1]),
            "args[0][0][1]: \"2\" is not a valid value of type integer",
        );
        assert_eq!(signature.canonical_expected(&[], &json!(1)).unwrap(), json!(1.0));
        assert_eq!(
            signature.validate_expected(&[], &json!([1])).unwrap_err().message(),
            "expected: [1] is not a valid value of type double"
        );
    }

    #[test]
    fn checks_the_calls_of_a_class_case() {
        let signature = Signature::from_leetcode(LRU).unwrap();
        let two = [json!(["LRUCache", "put", "get"]), json!([[2], [1, 1], [1]])];
        assert_eq!(signature.canonical_args(&two).unwrap(), two);
        assert_eq!(signature.canonical_args(&[json!(two.to_vec())]).unwrap(), two);
        assert_eq!(
            signature.canonical_expected(&two, &json!([null, null, 1])).unwrap(),
            json!([null, null, 1])
        );
        assert_eq!(
            signature.read_answer(&two, b"[null,null,1]").unwrap(),
            json!([null, null, 1])
        );
        assert!(signature.read_answer(&two, b"[null,null,null]").is_err());
        let check = |args: Value, message: &str| {
            let error = signature.validate_args(args.as_array().unwrap()).unwrap_err();
            assert_eq!(error.message(), message);
        };
        check(json!([[], []]), "args[0]: the first call must be \"LRUCache\"");
        check(json!([["LRUCache"], []]), "args: 1 names but 0 argument lists");
        check(
            json!([["put"], [[]]]),
            "args[0][0]: \"put\" is not the class's name \"LRUCache\"",
        );
        check(
            json!([["LRUCache", "pop"], [[1], []]]),
            "args[0][1]: \"pop\" is not a method of LRUCache",
        );
        check(
            json!([["LRUCache", "get"], [[1], [true]]]),
            "args[1][1][0]: true is not a valid value of type integer",
        );
        check(
            json!([["LRUCache", "get"], [[1], 7]]),
            "args[1][1]: expected the array of arguments of \"get\"",
        );
        assert_eq!(
            signature
                .validate_expected(&two, &json!([null, 1]))
                .unwrap_err()
                .message(),
            "expected: one result for each of the 3 calls is needed"
        );
    }
}
