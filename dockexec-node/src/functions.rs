//! What needs no engine: sources and hosts.

use std::sync::Arc;

use dockexec_core::sanitize::{self, Profile, Sanitized, Scope, Strictness};
use dockexec_core::wrap::{self, Task};
use dockexec_core::{Error, Languages};
use dockexec_protocol::{self as protocol, FindingRecord, LanguageList, WrapReport};
use napi::Env;
use napi::bindgen_prelude::Object;
use napi_derive::napi;

use crate::convert::{DoctorReport, Finding, LanguageInfo, Program};
use crate::error::Failure;
use crate::read::{self, SanitizeCall, SubmissionRecord};
use crate::signature::NativeSignature;
use crate::task;

/// What the sanitizer finds in a submission.
#[napi(ts_return_type = "Promise<Finding[]>")]
pub fn sanitize(env: &Env, call: String) -> napi::Result<Object<'_>> {
    task::at_desk(env, move || {
        let call: SanitizeCall = read::call(&call)?;
        let profile = call.profile()?;
        let submission = Arc::new(call.submission.into_core());
        let found = match sanitize::sanitize(&submission, Languages::find(&submission.language)?, &profile)? {
            Sanitized::Clean(_) => Vec::new(),
            Sanitized::Rejected(found) => found,
        };
        Ok(found
            .iter()
            .map(|found| Finding::from(&FindingRecord::from(found)))
            .collect::<Vec<_>>())
    })
}

/// The program that is made of a submission. Nothing is run, so nothing is forbidden.
#[napi(ts_return_type = "Promise<Program>")]
pub fn wrap<'env>(
    env: &'env Env,
    submission: String,
    signature: Option<&NativeSignature>,
) -> napi::Result<Object<'env>> {
    let task = signature.map_or(Task::Program, |signature| Task::Function(signature.core()));
    task::at_desk(env, move || Ok(Program::from(wrapped(&submission, &task)?)))
}

fn wrapped(submission: &str, task: &Task) -> Result<WrapReport, Failure> {
    let submission: SubmissionRecord = read::call(submission)?;
    let submission = Arc::new(submission.into_core());
    let profile = Profile {
        strictness: Strictness::Off,
        scope: match task {
            Task::Program => Scope::Program,
            _ => Scope::Function,
        },
        allow: Vec::new(),
    };
    match sanitize::sanitize(&submission, Languages::find(&submission.language)?, &profile)? {
        Sanitized::Clean(source) => Ok(WrapReport::new(&wrap::wrap(&source, task)?)),
        Sanitized::Rejected(found) => {
            let why = found.first().map(|found| found.message.clone());
            Err(Error::bad_request("invalid-source", why.unwrap_or_default()).into())
        }
    }
}

/// What this host can enforce and judge.
#[napi(ts_return_type = "Promise<DoctorReport>")]
pub fn doctor(env: &Env) -> napi::Result<Object<'_>> {
    task::at_desk(env, || Ok(DoctorReport::from(protocol::DoctorReport::of_host()?)))
}

/// The languages of this build, with what this host has for each.
#[napi(ts_return_type = "Promise<LanguageInfo[]>")]
pub fn languages(env: &Env) -> napi::Result<Object<'_>> {
    task::at_desk(env, || {
        let list = LanguageList::of_host()?;
        Ok(list.languages.into_iter().map(LanguageInfo::from).collect::<Vec<_>>())
    })
}
