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

/// One instruction in its final form: code, jump if true, jump if false, operand.
type Instruction = (u16, u8, u8, u32);

/// From this number on, up to the next range, this happens.
type Range = (u32, Action);

/// An instruction whose jumps may still lead to an outcome instead of a place.
#[derive(Clone)]
struct Draft {
    opcode: u16,
    if_true: Jump,
    if_false: Jump,
    operand: u32,
}

#[derive(Clone, Copy)]
enum Jump {
    /// Over so many instructions.
    Over(usize),
    /// To the return with this value.
    To(u32),
}

/// The kernel's BPF_MAXINSNS.
const MAX_INSTRUCTIONS: usize = 4096;
/// Conditional jumps reach 255 instructions: a block with its returns stays below.
const MAX_BLOCK: usize = 240;

/// Compiles the table. Numbers it lacks get ENOSYS. `None` when the program would be too large.
///
/// Installing a filter costs about 0.2 µs per instruction (the kernel translates it in several passes), so
/// outcomes are shared: a comparison jumps straight to one of the few returns at the end of its block.
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
    code.extend(blocks(&ranges(actions))?);
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
fn ranges(actions: &BTreeMap<u32, Action>) -> Vec<Range> {
    let unknown = Action::Errno(libc::ENOSYS as u16);
    let end = actions.last_key_value().map_or(0, |(last, _)| last + 1);
    let mut ranges: Vec<Range> = Vec::new();
    for number in 0..=end {
        let action = actions.get(&number).unwrap_or(&unknown);
        if ranges.last().is_none_or(|(_, last)| last != action) {
            ranges.push((number, action.clone()));
        }
    }
    ranges
}

/// A search over the ranges in one block with its own returns, or in two halves where that is too long.
fn blocks(ranges: &[Range]) -> Option<Vec<Instruction>> {
    let body = search(ranges)?;
    if let Some(block) = close(body) {
        return Some(block);
    }
    let (left, right) = halves(ranges)?;
    let (middle, _) = right.first()?;
    let (left, right) = (blocks(left)?, blocks(right)?);
    let over = u32::try_from(left.len()).ok()?;
    let mut code = vec![(JUMP_AT_LEAST, 0, 1, *middle), (JUMP, 0, 0, over)];
    code.extend(left);
    code.extend(right);
    Some(code)
}

/// Appends the returns and resolves the jumps to them. `None` where the block is too long for its jumps.
fn close(body: Search) -> Option<Vec<Instruction>> {
    let drafts = match body {
        Search::Outcome(value) => return Some(vec![(RETURN, 0, 0, value)]),
        Search::Code(drafts) => drafts,
    };
    let mut returns: Vec<u32> = Vec::new();
    let mut code = Vec::with_capacity(drafts.len() + 8);
    if drafts.len() > MAX_BLOCK {
        return None;
    }
    for (at, draft) in drafts.iter().enumerate() {
        let mut distance = |jump: Jump| match jump {
            Jump::Over(count) => u8::try_from(count).ok(),
            Jump::To(value) => {
                let index = returns.iter().position(|r| *r == value).unwrap_or_else(|| {
                    returns.push(value);
                    returns.len() - 1
                });
                u8::try_from(drafts.len() + index - at - 1).ok()
            }
        };
        code.push((
            draft.opcode,
            distance(draft.if_true)?,
            distance(draft.if_false)?,
            draft.operand,
        ));
    }
    code.extend(returns.into_iter().map(|value| (RETURN, 0, 0, value)));
    Some(code)
}

/// What a part of the search comes down to.
enum Search {
    /// No question left.
    Outcome(u32),
    Code(Vec<Draft>),
}

fn halves(ranges: &[Range]) -> Option<(&[Range], &[Range])> {
    (ranges.len() > 1).then(|| ranges.split_at(ranges.len() / 2))
}

fn search(ranges: &[Range]) -> Option<Search> {
    let Some((left, right)) = halves(ranges) else {
        return leaf(&ranges.first()?.1);
    };
    let (middle, _) = right.first()?;
    let (left, right) = (search(left)?, search(right)?);
    let (if_false, left) = match left {
        Search::Outcome(value) => (Jump::To(value), Vec::new()),
        Search::Code(code) => (Jump::Over(0), code),
    };
    let (if_true, right) = match right {
        Search::Outcome(value) => (Jump::To(value), Vec::new()),
        Search::Code(code) => (Jump::Over(left.len()), code),
    };
    let mut code = vec![Draft {
        opcode: JUMP_AT_LEAST,
        if_true,
        if_false,
        operand: *middle,
    }];
    code.extend(left);
    code.extend(right);
    Some(Search::Code(code))
}

fn leaf(action: &Action) -> Option<Search> {
    Some(match action {
        Action::Allow => Search::Outcome(RET_ALLOW),
        Action::Errno(number) => Search::Outcome(RET_ERRNO | u32::from(*number)),
        Action::Kill => Search::Outcome(RET_KILL_PROCESS),
        Action::When(alternatives, otherwise) => {
            let mut code = Vec::new();
            let mut on_failure = Jump::To(RET_ERRNO | u32::from(*otherwise));
            // From the last: a failed alternative falls through to the one behind it.
            for conditions in alternatives.iter().rev() {
                let mut front = alternative(conditions, on_failure)?;
                front.extend(code);
                code = front;
                on_failure = Jump::Over(0);
            }
            Search::Code(code)
        }
    })
}

/// All conditions, then the permission. Whichever fails goes where `on_failure` says, counted from the end.
fn alternative(conditions: &[Condition], on_failure: Jump) -> Option<Vec<Draft>> {
    let mut code: Vec<Draft> = Vec::new();
    for (index, condition) in conditions.iter().enumerate().rev() {
        let last_condition = index + 1 == conditions.len();
        let plain = |opcode, operand| Draft {
            opcode,
            if_true: Jump::Over(0),
            if_false: Jump::Over(0),
            operand,
        };
        let mut front = vec![plain(LOAD, data_argument(condition.arg))];
        front.extend(condition.mask.map(|mask| plain(AND, mask)));
        let (last, others) = condition.values.split_last()?;
        let holds = |over| {
            if last_condition {
                Jump::To(RET_ALLOW)
            } else {
                Jump::Over(over)
            }
        };
        for (i, value) in others.iter().enumerate() {
            front.push(Draft {
                opcode: JUMP_EQUAL,
                if_true: holds(others.len() - i),
                if_false: Jump::Over(0),
                operand: *value,
            });
        }
        let if_false = match on_failure {
            Jump::Over(beyond) => Jump::Over(code.len() + beyond),
            outcome => outcome,
        };
        front.push(Draft {
            opcode: JUMP_EQUAL,
            if_true: holds(0),
            if_false,
            operand: *last,
        });
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
