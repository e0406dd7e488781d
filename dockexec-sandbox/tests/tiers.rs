//! Every tier that this host and user allow, with what its report says of itself. Run as different users, and on hosts of different kinds: see `tests/vm`.

#![allow(clippy::unwrap_used)]

#[macro_use]
mod common;

use common::{limits, text};
use dockexec_sandbox::{
    ErrorKind, HostSupport, Layer, LayerState, LimitKind, MemoryLimit, MemorySource, Output, Sandbox, Termination,
    Tier, TierChoice,
};

const TIERS: [Tier; 3] = [Tier::User, Tier::Delegated, Tier::Full];

fn build(tier: Tier) -> Option<Sandbox> {
    match Sandbox::builder().tier(TierChoice::Exactly(tier)).build() {
        Ok(sandbox) => Some(sandbox),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Host, "{error}");
            assert!(error.hint().is_some(), "{error}");
            assert_ne!(HostSupport::probe().tier, Some(tier), "{error}");
            println!("skipped: {error}");
            None
        }
    }
}

fn state(out: &Output, layer: Layer) -> LayerState {
    let found = out.report.enforcement.iter().find(|l| l.layer == layer);
    found.unwrap().state.clone()
}

/// The test machine says which tier it has prepared; elsewhere the probe has to agree with what really works.
#[test]
fn the_best_tier_is_chosen() {
    let host = HostSupport::probe();
    println!("{host}");
    let sandbox = Sandbox::new().unwrap();
    assert_eq!(Some(sandbox.tier()), host.tier);
    if let Ok(expected) = std::env::var("DOCKEXEC_EXPECTED_TIER") {
        assert_eq!(sandbox.tier().to_string(), expected, "{host}");
    }
    let out = program!("int main(void) { printf(\"%d\", getuid()); return 0; }")
        .limits(limits())
        .output(&sandbox)
        .unwrap();
    assert_eq!(text(&out), "1000");
    for layer in &out.report.enforcement {
        println!("layer {:?}: {:?}", layer.layer, layer.state);
    }
}

/// A tier that the probe calls possible works, from limits to report; one that it does not is refused with the reason.
#[test]
fn every_tier_keeps_its_word() {
    for tier in TIERS {
        let Some(sandbox) = build(tier) else { continue };
        assert_eq!(sandbox.tier(), tier);
        let out = program!("int main(void) { return 7; }")
            .limits(limits())
            .output(&sandbox)
            .unwrap();
        assert_eq!(out.report.termination, Termination::Exited(7), "{tier}");
        assert_eq!(out.report.tier, tier);
        for layer in [
            Layer::Namespaces,
            Layer::Network,
            Layer::Root,
            Layer::Capabilities,
            Layer::Seccomp,
        ] {
            assert_eq!(state(&out, layer), LayerState::Enforced, "{tier}: {layer:?}");
        }
        let has_cgroup = tier != Tier::User;
        assert_eq!(state(&out, Layer::Cgroup) == LayerState::Enforced, has_cgroup, "{tier}");

        let mut small = limits();
        small.memory = MemoryLimit::mib(32);
        let hungry = "int main(void) { for (;;) { char *p = malloc(1 << 20); if (p) memset(p, 1, 1 << 20); } }";
        let out = program!(hungry).limits(small).output(&sandbox).unwrap();
        assert_eq!(out.report.termination, Termination::Killed(LimitKind::Memory), "{tier}");
        assert_eq!(out.report.oom_kills > 0, has_cgroup, "{tier}");
        assert_eq!(
            out.report.memory_source == MemorySource::SampledTree,
            !has_cgroup,
            "{tier}"
        );
    }
}

#[test]
fn bare_is_refused_and_told_why() {
    let error = Sandbox::builder()
        .tier(TierChoice::Exactly(Tier::Bare))
        .build()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Host);
    assert!(error.to_string().contains("without namespaces"), "{error}");
}
