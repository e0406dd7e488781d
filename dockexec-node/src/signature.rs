//! Signatures: what a function problem asks for.

use std::sync::Arc;

use dockexec_core::wrap::{Signature, starter_code};
use dockexec_core::{Error, Languages, Result};
use napi::Env;
use napi::bindgen_prelude::Object;
use napi_derive::napi;
use serde_json::Value;

use crate::error::Failure;
use crate::task;

/// A function or class to be written, as `lib/signature.ts` uses it.
#[napi]
#[derive(Debug)]
pub struct NativeSignature(Arc<Signature>);

impl NativeSignature {
    pub(crate) fn of(signature: &Arc<Signature>) -> Self {
        Self(Arc::clone(signature))
    }

    pub(crate) fn core(&self) -> Arc<Signature> {
        Arc::clone(&self.0)
    }
}

#[napi]
impl NativeSignature {
    /// Reads LeetCode's metaData.
    #[napi(constructor)]
    pub fn new(metadata: String) -> napi::Result<Self> {
        let signature = Signature::from_leetcode(&metadata).map_err(Failure::from)?;
        Ok(Self(Arc::new(signature)))
    }

    /// The function's or class's name.
    #[napi(getter)]
    pub fn name(&self) -> String {
        self.0.name().to_owned()
    }

    /// LeetCode's metaData, in canonical form, as JSON text.
    #[napi(getter)]
    pub fn metadata(&self) -> String {
        self.0.to_leetcode().to_string()
    }

    /// The arguments of a case (the text of a JSON array) in canonical form.
    #[napi(ts_return_type = "Json[]")]
    pub fn canonical_args(&self, args: String) -> napi::Result<Vec<Value>> {
        let canonical = array(&args).and_then(|args| self.0.canonical_args(&args));
        Ok(canonical.map_err(Failure::from)?)
    }

    /// The expected answer to `args` in canonical form.
    #[napi(ts_return_type = "Json")]
    pub fn canonical_expected(&self, args: String, expected: String) -> napi::Result<Value> {
        let canonical = array(&args)
            .and_then(|args| value(&expected).and_then(|expected| self.0.canonical_expected(&args, &expected)));
        Ok(canonical.map_err(Failure::from)?)
    }

    /// The code a person begins with.
    #[napi(ts_return_type = "Promise<string>")]
    pub fn starter_code<'env>(&self, env: &'env Env, language: String) -> napi::Result<Object<'env>> {
        let signature = self.core();
        task::at_desk(env, move || Ok(starter_code(&signature, Languages::find(&language)?)?))
    }
}

fn array(text: &str) -> Result<Vec<Value>> {
    serde_json::from_str(text).map_err(|error| malformed(&error))
}

fn value(text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|error| malformed(&error))
}

fn malformed(error: &serde_json::Error) -> Error {
    Error::bad_request("malformed-json", error.to_string())
}
