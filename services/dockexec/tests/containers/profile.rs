//! `seccomp.json` as a container runtime reads it, and `run.sh` as far as it names capabilities.

use std::collections::BTreeSet;

use seccompiler::{BpfProgram, TargetArch};
use serde_json::{Value, json};

use crate::profiles;

const ALLOW: &str = "SCMP_ACT_ALLOW";

fn document() -> Value {
    serde_json::from_slice(&std::fs::read(profiles().join("seccomp.json")).unwrap()).unwrap()
}

fn names(group: &Value) -> impl Iterator<Item = &str> {
    group["names"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap())
}

/// The capabilities that `run.sh` adds for root.
pub(crate) fn capabilities() -> Vec<String> {
    let script = std::fs::read_to_string(profiles().join("run.sh")).unwrap();
    let words = script.split_ascii_whitespace();
    words
        .filter_map(|word| word.strip_prefix("--cap-add=").map(str::to_owned))
        .collect()
}

/// The filters, in the order they are to be applied. One filter has one answer for what it lists, so the refusals that differ from the default come second;
/// of two filters that refuse, the kernel takes the later one's answer.
pub(crate) fn compile() -> Vec<BpfProgram> {
    let document = document();
    assert_eq!(document["defaultAction"], "SCMP_ACT_ERRNO");
    let groups = document["syscalls"].as_array().unwrap();
    let allowed = groups.iter().filter(|g| g["action"] == ALLOW).flat_map(rules).collect();
    let refused: Vec<Value> = groups.iter().filter(|g| g["action"] != ALLOW).flat_map(rules).collect();
    let errno = |value: &Value| json!({"errno": value});
    let first = filter(allowed, errno(&document["defaultErrnoRet"]), json!("allow"));
    let second = filter(refused, json!("allow"), errno(&json!(1)));
    vec![first, second]
}

/// A group as the rules of the compiler. Runtimes pass over names that the architecture does not have.
fn rules(group: &Value) -> Vec<Value> {
    let args = group["args"].as_array().map(|args| {
        let arg = |arg: &Value| {
            assert_eq!(arg["op"], "SCMP_CMP_EQ");
            json!({"index": arg["index"], "type": "dword", "op": "eq", "val": arg["value"]})
        };
        args.iter().map(arg).collect::<Vec<_>>()
    });
    let rule = |name: &str| match &args {
        Some(args) => json!({"syscall": name, "args": args}),
        None => json!({"syscall": name}),
    };
    names(group).filter(|name| exists(name)).map(rule).collect()
}

fn exists(name: &str) -> bool {
    let one = json!({"one": {"mismatch_action": "allow", "match_action": {"errno": 1}, "filter": [{"syscall": name}]}});
    seccompiler::compile_from_json(one.to_string().as_bytes(), architecture()).is_ok()
}

fn architecture() -> TargetArch {
    std::env::consts::ARCH.try_into().unwrap()
}

fn filter(rules: Vec<Value>, otherwise: Value, answer: Value) -> BpfProgram {
    let text = json!({"main": {"mismatch_action": otherwise, "match_action": answer, "filter": rules}}).to_string();
    let mut compiled = seccompiler::compile_from_json(text.as_bytes(), architecture()).unwrap();
    compiled.remove("main").unwrap()
}

/// Whatever the sandbox allows to programs must be possible in the container around it, and nothing be both allowed and refused.
pub(crate) fn check_against_the_sandbox() {
    let document = document();
    let groups = document["syscalls"].as_array().unwrap();
    let listed = |allowed: bool| -> BTreeSet<&str> {
        groups
            .iter()
            .filter(|g| (g["action"] == ALLOW) == allowed)
            .flat_map(names)
            .collect()
    };
    let (allowed, refused) = (listed(true), listed(false));
    assert_eq!(allowed.intersection(&refused).count(), 0);
    for profile in ["standard", "compile"] {
        let path = profiles().join(format!("../../../dockexec-sandbox/profiles/{profile}.toml"));
        let rules: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
        for rule in rules["rule"].as_array().unwrap() {
            for name in rule.get("allow").and_then(toml::Value::as_array).into_iter().flatten() {
                let name = name.as_str().unwrap();
                assert!(
                    allowed.contains(name),
                    "{profile}.toml allows {name}, seccomp.json does not"
                );
            }
        }
    }
}
