//! Limits on the wire.

use std::time::Duration;

use dockexec_core::{Error, Limits, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Longest time limit, in milliseconds: one hour.
const MAX_MS: f64 = 3_600_000.0;
/// Largest memory limit, in MiB: one TiB.
const MAX_MEMORY_MIB: u64 = 1 << 20;
/// Largest output limit, in KiB: the judge holds that much for a case that prints it.
const MAX_OUTPUT_KIB: u64 = 256 << 10;
/// Most processes of a run.
const MAX_PROCESSES: u32 = 4_096;

/// What a submission may use. Each field left out has its default.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitsRecord {
    /// CPU time of each case in milliseconds. Default 3000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cpu_ms: Option<f64>,
    /// Elapsed time of each case in milliseconds. Default: twice `cpu_ms` plus 1000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wall_ms: Option<f64>,
    /// CPU time of the whole process, start-up included, in milliseconds. Default: ten times `cpu_ms`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_cpu_ms: Option<f64>,
    /// Memory in MiB: the user's share, to which the language's run-time overhead is added. Default 256.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_mib: Option<u64>,
    /// Processes and threads at a time, to which the language's own are added. Default 64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub processes: Option<u32>,
    /// Standard output of a case in KiB, and the same for standard error. Default 16384.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_kib: Option<u64>,
}

impl LimitsRecord {
    /// These limits over `base`.
    ///
    /// # Errors
    /// `BadRequest` naming the limit that is out of its range, and the range.
    pub fn over(&self, base: Limits) -> Result<Limits> {
        let mut limits = base;
        if let Some(cpu) = self.cpu_ms {
            limits.cpu = time("cpu_ms", cpu)?;
        }
        limits.wall = self
            .wall_ms
            .map(|wall| time("wall_ms", wall))
            .transpose()?
            .or(base.wall);
        limits.total_cpu = self
            .total_cpu_ms
            .map(|total| time("total_cpu_ms", total))
            .transpose()?
            .or(base.total_cpu);
        if let Some(memory) = self.memory_mib {
            limits.memory = within("memory_mib", memory, MAX_MEMORY_MIB)? << 20;
        }
        if let Some(processes) = self.processes {
            limits.processes = within("processes", processes, MAX_PROCESSES)?;
        }
        if let Some(output) = self.output_kib {
            limits.output = within("output_kib", output, MAX_OUTPUT_KIB)? << 10;
        }
        Ok(limits)
    }
}

impl From<&Limits> for LimitsRecord {
    /// All of them, with the defaults of those that were left out.
    fn from(limits: &Limits) -> Self {
        Self {
            cpu_ms: Some(crate::millis(limits.cpu)),
            wall_ms: Some(crate::millis(limits.wall())),
            total_cpu_ms: Some(crate::millis(limits.total_cpu())),
            memory_mib: Some(limits.memory >> 20),
            processes: Some(limits.processes),
            output_kib: Some(limits.output >> 10),
        }
    }
}

fn time(name: &str, millis: f64) -> Result<Duration> {
    if !(millis > 0.0 && millis <= MAX_MS) {
        return Err(out_of_range(name, millis, format!("more than 0, at most {MAX_MS}")));
    }
    Ok(Duration::from_nanos((millis * 1e6).round() as u64))
}

fn within<T: PartialOrd + From<u8> + Copy + std::fmt::Display>(name: &str, value: T, most: T) -> Result<T> {
    if value < T::from(1) || value > most {
        return Err(out_of_range(name, value, format!("1 to {most}")));
    }
    Ok(value)
}

fn out_of_range(name: &str, value: impl std::fmt::Display, range: String) -> Error {
    Error::bad_request("limits", format!("limits.{name} is {value}")).with_hint(format!("{name}: {range}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Limits> {
        serde_json::from_str::<LimitsRecord>(text)
            .unwrap()
            .over(Limits::default())
    }

    #[test]
    fn what_is_left_out_keeps_its_default() {
        assert_eq!(read("{}").unwrap(), Limits::default());
        let limits = read(r#"{"cpu_ms": 1500.5, "memory_mib": 64, "output_kib": 1}"#).unwrap();
        assert_eq!(limits.cpu, Duration::from_micros(1_500_500));
        assert_eq!((limits.memory, limits.output), (64 << 20, 1024));
        assert_eq!(limits.wall(), Duration::from_micros(4_001_000));
    }

    #[test]
    fn impossible_limits_are_refused_by_name() {
        for text in [
            r#"{"cpu_ms": 0}"#,
            r#"{"cpu_ms": -1}"#,
            r#"{"wall_ms": 1e300}"#,
            r#"{"memory_mib": 0}"#,
            r#"{"memory_mib": 18446744073709551615}"#,
            r#"{"processes": 4294967295}"#,
            r#"{"output_kib": 99999999999}"#,
        ] {
            let error = read(text).unwrap_err();
            let name = text.split('"').nth(1).unwrap();
            assert!(error.message().contains(name), "{text}: {error}");
            assert!(error.hint().is_some());
        }
    }
}
