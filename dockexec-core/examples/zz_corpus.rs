use dockexec_core::judge::checker::Checker;
use dockexec_core::problem::*;
use dockexec_core::wrap::Signature;
use dockexec_core::*;
use std::sync::Arc;
fn main() {
    let langs: Vec<String> = std::env::args()
        .nth(2)
        .unwrap_or("python".into())
        .split(',')
        .map(|s| s.to_string())
        .collect();
    let off = std::env::args().nth(3).as_deref() == Some("off");
    let text = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let engine = Engine::new().unwrap();
    let (mut ok, mut bad) = (0, 0);
    let start = std::time::Instant::now();
    let handles: Vec<_> = text
        .lines()
        .filter_map(|line| {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let language = row["language"].as_str().unwrap().to_string();
            if !langs.contains(&language) {
                return None;
            }
            let sub = Submission::new(language.clone(), row["source"].as_str().unwrap());
            let mut req = if let Some(sig) = row.get("signature") {
                let cases: Vec<TestCase> = row["cases"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|c| TestCase {
                        name: "c".into(),
                        input: CaseInput::Args(c["args"].as_array().unwrap().clone().into()),
                        expected: Expected::Value(Arc::new(c["expected"].clone())),
                        hidden: false,
                    })
                    .collect();
                let mut r = JudgeRequest::function(sub, Signature::from_value(sig).unwrap(), cases);
                r.checker = match row["compare"].as_str().unwrap() {
                    "exact" => Checker::Exact,
                    "any_order" => Checker::AnyOrder,
                    "any_order_deep" => Checker::AnyOrderDeep,
                    o => panic!("{o}"),
                };
                r
            } else {
                let stdin = row
                    .get("stdin")
                    .and_then(|s| s.as_str())
                    .unwrap_or("")
                    .as_bytes()
                    .to_vec();
                let exp = row
                    .get("expected_stdout")
                    .and_then(|s| s.as_str())
                    .map(|s| s.as_bytes().to_vec());
                let cmp = row
                    .get("compare")
                    .and_then(|s| s.as_str())
                    .unwrap_or("exit status")
                    .to_string();
                let term = cmp == "exit status" || exp.is_none();
                let mut sub = sub;
                if let Some(f) = row.get("files").and_then(|f| f.as_object()) {
                    for (k, v) in f {
                        sub.files.push((k.clone(), v.as_str().unwrap().as_bytes().to_vec()));
                    }
                }
                let mut r = JudgeRequest::program(
                    sub,
                    [TestCase {
                        name: "c".into(),
                        input: CaseInput::Stdin(stdin.into()),
                        expected: if term {
                            Expected::Nothing
                        } else {
                            Expected::Text(exp.unwrap().into())
                        },
                        hidden: false,
                    }],
                );
                r.checker = if term {
                    Checker::Termination
                } else if cmp == "exact" {
                    Checker::Exact
                } else {
                    Checker::Tokens
                };
                r
            };
            if off {
                req.profile.strictness = sanitize::Strictness::Off;
            }
            Some((row, engine.start(req).unwrap()))
        })
        .collect();
    let mut cpu = std::time::Duration::ZERO;
    for (row, h) in handles {
        let r = h.wait();
        let want: Vec<String> = row
            .get("expected_verdicts")
            .and_then(|v| v.as_array())
            .map(|a| a.iter().map(|x| x.as_str().unwrap().to_string()).collect())
            .unwrap_or_default();
        let got = match &r {
            Ok(j) => {
                cpu += j.totals.cpu;
                j.verdict.code().to_string()
            }
            Err(e) => format!("JE {e}"),
        };
        if (want.is_empty() && !got.starts_with("JE")) || want.contains(&got) {
            ok += 1;
            if want.is_empty() {
                println!("ok {} {} ({})", got, row["id"], row["must"]);
            }
        } else {
            bad += 1;
            println!(
                "MISS {} want {:?} got {} ({})",
                row["id"],
                want,
                got,
                row.get("portability").unwrap_or(&serde_json::Value::Null)
            );
            if let Ok(j) = &r {
                println!(
                    "   findings {:?}\n   diag {:?}\n   msg {:?}",
                    j.findings
                        .iter()
                        .map(|f| format!("{} {} @{}", f.rule, f.message, f.span.line))
                        .collect::<Vec<_>>(),
                    j.diagnostics.first(),
                    j.message
                );
                if let Some(c) = j.first_failing() {
                    let s = format!("{:?}", c);
                    println!("   case {}", s.chars().take(700).collect::<String>());
                }
            }
        }
    }
    println!("{langs:?} ok {ok} bad {bad} in {:?} cpu {:?}", start.elapsed(), cpu);
}
