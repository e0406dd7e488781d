//! The names of the checkers in requests and problem files.

use super::Checker;
use crate::{Error, Result};

/// How far apart two numbers may be and still be the same: within `abs`, or within `rel` of the expected one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerance {
    /// |a−b| ≤ abs.
    pub abs: f64,
    /// |a−b| ≤ rel · |expected|.
    pub rel: f64,
}

impl Tolerance {
    /// What `exact` means for a `double`: expected values are often written with five decimals.
    pub const EXACT: Self = Self { abs: 1e-5, rel: 0.0 };

    /// Whether `answer` is `expected`, as far as this tolerance goes. NaN is NaN, each infinity is itself.
    pub fn accepts(self, answer: f64, expected: f64) -> bool {
        if answer.is_nan() || expected.is_nan() {
            return answer.is_nan() && expected.is_nan();
        }
        if answer.is_infinite() || expected.is_infinite() {
            return answer == expected;
        }
        let distance = (answer - expected).abs();
        distance <= self.abs || distance <= self.rel * expected.abs()
    }
}

impl Default for Tolerance {
    /// What the `float` checker takes when nothing is said: 1e-5 absolute or 1e-6 relative.
    fn default() -> Self {
        Self { abs: 1e-5, rel: 1e-6 }
    }
}

impl Checker {
    /// The names that [`Checker::parse`] knows. `custom` is one of them but needs its program besides.
    pub const NAMES: [&'static str; 9] = [
        "exact",
        "tokens",
        "lines",
        "any_order",
        "any_order_deep",
        "float",
        "one_of",
        "termination",
        "custom",
    ];

    /// The built-in checker called `name`; `float` takes `tolerance`.
    ///
    /// # Errors
    /// `BadRequest` for an unknown name (it lists the known ones), for `custom`, which is more than a name, and for a tolerance that is negative or not finite.
    pub fn parse(name: &str, tolerance: Option<Tolerance>) -> Result<Self> {
        if tolerance.is_some() && name != "float" {
            return Err(
                Error::bad_request("checker-tolerance", format!("the checker {name:?} takes no tolerance"))
                    .with_hint("only `float` does"),
            );
        }
        Ok(match name {
            "exact" => Self::Exact,
            "tokens" => Self::Tokens,
            "lines" => Self::Lines,
            "any_order" => Self::AnyOrder,
            "any_order_deep" => Self::AnyOrderDeep,
            "float" => float(tolerance.unwrap_or_default())?,
            "one_of" => Self::OneOf,
            "termination" => Self::Termination,
            "custom" => {
                return Err(
                    Error::bad_request("custom-checker", "the checker `custom` needs a program")
                        .with_hint("give its language and its source"),
                );
            }
            _ => {
                let name: String = name.chars().take(40).collect();
                return Err(
                    Error::bad_request("unknown-checker", format!("unknown checker {name:?}"))
                        .with_hint(format!("one of: {}", Self::NAMES.join(", "))),
                );
            }
        })
    }

    /// Its name in requests and problem files.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Tokens => "tokens",
            Self::Lines => "lines",
            Self::AnyOrder => "any_order",
            Self::AnyOrderDeep => "any_order_deep",
            Self::Float { .. } => "float",
            Self::OneOf => "one_of",
            Self::Termination => "termination",
            Self::Custom(_) => "custom",
        }
    }
}

fn float(Tolerance { abs, rel }: Tolerance) -> Result<Checker> {
    for (name, value) in [("abs", abs), ("rel", rel)] {
        if !value.is_finite() || value < 0.0 {
            return Err(
                Error::bad_request("checker-tolerance", format!("the tolerance `{name}` is {value}"))
                    .with_hint("a small number that is not negative, such as 1e-6"),
            );
        }
    }
    Ok(Checker::Float { abs, rel })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_but_custom_parses_back_to_itself() {
        for name in Checker::NAMES.into_iter().filter(|name| *name != "custom") {
            assert_eq!(Checker::parse(name, None).unwrap().name(), name);
        }
        assert_eq!(Checker::parse("custom", None).unwrap_err().code(), "custom-checker");
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let error = Checker::parse("fuzzy", None).unwrap_err();
        assert_eq!(error.code(), "unknown-checker");
        for name in Checker::NAMES {
            assert!(error.hint().unwrap().contains(name), "{error}");
        }
    }

    #[test]
    fn tolerances_are_checked() {
        let parse = |name, abs, rel| Checker::parse(name, Some(Tolerance { abs, rel }));
        assert_eq!(parse("float", 0.5, 0.0).unwrap(), Checker::Float { abs: 0.5, rel: 0.0 });
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(parse("float", bad, 0.0).unwrap_err().code(), "checker-tolerance");
            assert_eq!(parse("float", 0.0, bad).unwrap_err().code(), "checker-tolerance");
        }
        assert_eq!(parse("exact", 1.0, 1.0).unwrap_err().code(), "checker-tolerance");
    }

    #[test]
    fn what_is_not_finite_equals_only_itself() {
        let tolerance = Tolerance { abs: 1.0, rel: 1.0 };
        let values = [0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
        for (row, a) in values.into_iter().enumerate() {
            for (column, b) in values.into_iter().enumerate() {
                assert_eq!(tolerance.accepts(a, b), row == column, "{a} {b}");
            }
        }
    }
}
