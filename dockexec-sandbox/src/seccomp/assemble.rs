//! From a table of actions to a BPF program.

use std::collections::BTreeMap;

/// What happens to one system call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Allow,
    Errno(u16),
    Kill,
    /// Allowed when all conditions of one alternative hold, else the errno.
    When(Vec<Vec<Condition>>, u16),
}

/// The low word of an argument, masked, is one of some values. The kernel looks at no more than the low word
/// for all calls that profiles filter by argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    pub(super) arg: u8,
    pub(super) mask: Option<u32>,
    pub(super) values: Vec<u32>,
}

#[cfg(target_arch = "x86_64")]
pub(super) const ARCH: u32 = 0xc000_003e;
#[cfg(target_arch = "aarch64")]
pub(super) const ARCH: u32 = 0xc000_00b7;

/// Offsets into `struct seccomp_data`.
const DATA_NUMBER: u32 = 0;
const DATA_ARCH: u32 = 4;
const fn data_argument(index: u8) -> u32 {
    16 + 8 * index as u32
}

const LOAD: u16 = 0x20;
const AND: u16 = 0x54;
const JUMP: u16 = 0x05;
const JUMP_EQUAL: u16 = 0x15;
const JUMP_AT_LEAST: u16 = 0x35;
const RETURN: u16 = 0x06;

const RET_ALLOW: u32 = 0x7fff_0000;
const RET_KILL_PROCESS: u32 = 0x8000_0000;
const RET_ERRNO: u32 = 0x0005_0000;

/// One instruction: code, jump if true, jump if false, operand.
type Instruction = (u16, u8, u8, u32);

/// The kernel's BPF_MAXINSNS.
const MAX_INSTRUCTIONS: usize = 4096;

/// Compiles the table. Numbers it lacks get ENOSYS. `None` when the program would be too large.
pub(super) fn assemble(actions: &BTreeMap<u32, Action>) -> Option<Vec<u8>> {
    let mut code: Vec<Instruction> = vec![
        (LOAD, 0, 0, DATA_ARCH),
        (JUMP_EQUAL, 1, 0, ARCH),
        (RETURN, 0, 0, RET_KILL_PROCESS),
        (LOAD, 0, 0, DATA_NUMBER),
    ];
    if cfg!(target_arch = "x86_64") {
        // The x32 calls share our AUDIT_ARCH and start here.
        code.extend([(JUMP_AT_LEAST, 0, 1, 0x4000_0000), (RETURN, 0, 0, RET_KILL_PROCESS)]);
    }
    code.extend(search(&ranges(actions))?);
    if code.len() > MAX_INSTRUCTIONS {
        return None;
    }
    let mut bytes = Vec::with_capacity(code.len() * 8);
    for (opcode, if_true, if_false, operand) in code {
        bytes.extend(opcode.to_ne_bytes());
        bytes.extend([if_true, if_false]);
        bytes.extend(operand.to_ne_bytes());
    }
    Some(bytes)
}

/// The table as runs of equal action, each with its first number; together they cover everything.
fn ranges(actions: &BTreeMap<u32, Action>) -> Vec<(u32, Action)> {
    let unknown = Action::Errno(libc::ENOSYS as u16);
    let end = actions.last_key_value().map_or(0, |(last, _)| last + 1);
    let mut ranges: Vec<(u32, Action)> = Vec::new();
    for number in 0..=end {
        let action = actions.get(&number).unwrap_or(&unknown);
        if ranges.last().is_none_or(|(_, last)| last != action) {
            ranges.push((number, action.clone()));
        }
    }
    ranges
}

fn search(ranges: &[(u32, Action)]) -> Option<Vec<Instruction>> {
    match ranges {
        [] => None,
        [(_, action)] => leaf(action),
        _ => {
            let (left, right) = ranges.split_at(ranges.len() / 2);
            let (middle, _) = right.first()?;
            let (left, right) = (search(left)?, search(right)?);
            let mut code = match u8::try_from(left.len()) {
                Ok(over) => vec![(JUMP_AT_LEAST, over, 0, *middle)],
                // Conditional jumps reach 255 instructions only.
                Err(_) => vec![
                    (JUMP_AT_LEAST, 0, 1, *middle),
                    (JUMP, 0, 0, u32::try_from(left.len()).ok()?),
                ],
            };
            code.extend(left);
            code.extend(right);
            Some(code)
        }
    }
}

fn leaf(action: &Action) -> Option<Vec<Instruction>> {
    let errno = |number: u16| (RETURN, 0, 0, RET_ERRNO | u32::from(number));
    Some(match action {
        Action::Allow => vec![(RETURN, 0, 0, RET_ALLOW)],
        Action::Errno(number) => vec![errno(*number)],
        Action::Kill => vec![(RETURN, 0, 0, RET_KILL_PROCESS)],
        Action::When(alternatives, otherwise) => {
            let mut code = Vec::new();
            for conditions in alternatives {
                code.extend(alternative(conditions)?);
            }
            code.push(errno(*otherwise));
            code
        }
    })
}

/// All conditions, then the permission; whichever fails jumps behind it.
fn alternative(conditions: &[Condition]) -> Option<Vec<Instruction>> {
    let mut code = vec![(RETURN, 0, 0, RET_ALLOW)];
    for condition in conditions.iter().rev() {
        let mut front = vec![(LOAD, 0, 0, data_argument(condition.arg))];
        front.extend(condition.mask.map(|mask| (AND, 0, 0, mask)));
        let (last, others) = condition.values.split_last()?;
        for (i, value) in others.iter().enumerate() {
            front.push((JUMP_EQUAL, u8::try_from(others.len() - i).ok()?, 0, *value));
        }
        front.push((JUMP_EQUAL, 0, u8::try_from(code.len()).ok()?, *last));
        front.extend(code);
        code = front;
    }
    Some(code)
}

/// What a program decides; a test oracle that knows the instructions used above.
#[cfg(test)]
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Allow,
    Errno(i32),
    Kill,
}

#[cfg(test)]
pub(super) fn evaluate(program: &[u8], arch: u32, number: u32, args: [u64; 6]) -> Verdict {
    let code: Vec<Instruction> = program
        .chunks(8)
        .map(|c| {
            (
                u16::from_ne_bytes([c[0], c[1]]),
                c[2],
                c[3],
                u32::from_ne_bytes([c[4], c[5], c[6], c[7]]),
            )
        })
        .collect();
    let (mut at, mut accumulator) = (0, 0u32);
    loop {
        let (opcode, if_true, if_false, operand) = code[at];
        at += 1;
        let branch = |condition: bool| usize::from(if condition { if_true } else { if_false });
        match opcode {
            LOAD => {
                accumulator = match operand {
                    DATA_NUMBER => number,
                    DATA_ARCH => arch,
                    other => args[(other as usize - 16) / 8] as u32,
                }
            }
            AND => accumulator &= operand,
            JUMP => at += operand as usize,
            JUMP_EQUAL => at += branch(accumulator == operand),
            JUMP_AT_LEAST => at += branch(accumulator >= operand),
            RETURN if operand == RET_ALLOW => return Verdict::Allow,
            RETURN if operand == RET_KILL_PROCESS => return Verdict::Kill,
            RETURN => return Verdict::Errno((operand & 0xffff) as i32),
            other => panic!("unknown instruction {other:#x}"),
        }
    }
}
