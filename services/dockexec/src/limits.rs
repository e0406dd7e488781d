//! Limits as options.

use std::time::Duration;

use clap::Args;
use dockexec_core::{Limits, Result};
use dockexec_protocol::LimitsRecord;

/// Limits of a run.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct LimitArgs {
    /// CPU time: `2`, `1.5s` or `500ms` [default: 3s]
    #[arg(long, value_name = "TIME", value_parser = time, help_heading = "Limits")]
    cpu: Option<Duration>,

    /// Elapsed time [default: twice the CPU time plus 1s]
    #[arg(long, value_name = "TIME", value_parser = time, help_heading = "Limits")]
    wall: Option<Duration>,

    /// Memory in MiB: `64` or `1GiB` [default: 256]
    #[arg(long, value_name = "SIZE", value_parser = memory, help_heading = "Limits")]
    memory: Option<u64>,

    /// Processes and threads at a time [default: 64]
    #[arg(long, value_name = "N", help_heading = "Limits")]
    processes: Option<u32>,

    /// Output in KiB [default: 16384]
    #[arg(long, value_name = "KIB", help_heading = "Limits")]
    output: Option<u64>,
}

impl LimitArgs {
    /// These limits over `base`.
    pub(crate) fn over(&self, base: Limits) -> Result<Limits> {
        let millis = |time: Duration| time.as_secs_f64() * 1e3;
        let record = LimitsRecord {
            cpu_ms: self.cpu.map(millis),
            wall_ms: self.wall.map(millis),
            total_cpu_ms: None,
            memory_mib: self.memory,
            processes: self.processes,
            output_kib: self.output,
        };
        record.over(base)
    }
}

fn time(text: &str) -> Result<Duration, String> {
    let (number, unit) = match text.strip_suffix("ms") {
        Some(number) => (number, 1e-3),
        None => (text.strip_suffix('s').unwrap_or(text), 1.0),
    };
    let seconds = number.parse::<f64>().ok().filter(|number| *number > 0.0);
    seconds
        .and_then(|number| Duration::try_from_secs_f64(number * unit).ok())
        .ok_or_else(|| "a time such as 2, 1.5s or 500ms is needed".to_owned())
}

fn memory(text: &str) -> Result<u64, String> {
    let (number, unit) = match text.strip_suffix("GiB").or_else(|| text.strip_suffix('G')) {
        Some(number) => (number, 1024),
        None => (
            text.strip_suffix("MiB")
                .or_else(|| text.strip_suffix('M'))
                .unwrap_or(text),
            1,
        ),
    };
    let mib = number
        .trim()
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(unit));
    mib.ok_or_else(|| "a size such as 64, 64MiB or 1GiB is needed".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_have_units() {
        assert_eq!(time("2"), Ok(Duration::from_secs(2)));
        assert_eq!(time("1.5s"), Ok(Duration::from_millis(1500)));
        assert_eq!(time("500ms"), Ok(Duration::from_millis(500)));
        for bad in ["", "-1", "0", "nan", "inf", "1h", "1e400"] {
            assert!(time(bad).is_err(), "{bad}");
        }
        assert_eq!(memory("64"), Ok(64));
        assert_eq!(memory("2GiB"), Ok(2048));
        for bad in ["", "1.5", "-1", "18446744073709551615GiB", "1KiB"] {
            assert!(memory(bad).is_err(), "{bad}");
        }
    }
}
