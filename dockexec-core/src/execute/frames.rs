//! The frames of PROTOCOL.md. Reading is strict and bounded: these bytes come from inside the sandbox.

use std::sync::Arc;

/// The largest payload, in bytes (PROTOCOL.md).
pub const MAX_PAYLOAD: usize = 64 << 20;
/// The case number of an error that happened while loading the user's code.
pub const LOADING: u32 = u32::MAX;

/// A frame from a harness.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Frame {
    /// `R`: the user's code is loaded.
    Ready,
    /// `A`: the answer of a case, as JSON text.
    Answer(u32, Vec<u8>),
    /// `E`: the case failed.
    Error(u32, Vec<u8>),
    /// `F`: the source does not parse.
    Fault(Vec<u8>),
}

/// How a harness broke the protocol.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// A kind that does not exist.
    #[error("a frame of unknown kind {0:#04x}")]
    UnknownKind(u8),
    /// More than [`MAX_PAYLOAD`].
    #[error("a frame of {0} bytes, more than the {MAX_PAYLOAD} allowed")]
    TooLarge(usize),
    /// Too short for its kind.
    #[error("a frame of kind `{0}` that is too short or too long for it")]
    WrongSize(char),
}

/// Takes frames out of a stream of bytes that arrives in arbitrary pieces.
#[derive(Debug, Default)]
pub struct Decoder {
    buffer: Vec<u8>,
}

const HEADER: usize = 5;

impl Decoder {
    /// Adds what arrived.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Whether bytes are left that no frame has used: part of a frame, or one too many.
    pub fn has_rest(&self) -> bool {
        !self.buffer.is_empty()
    }

    /// The next complete frame, if there is one.
    ///
    /// # Errors
    /// When the bytes cannot become a frame. The stream is then worth nothing any more.
    pub fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        let Some((header, rest)) = self.buffer.split_at_checked(HEADER) else {
            return Ok(None);
        };
        let (length, kind) = match *header {
            [a, b, c, d, kind] => (u32::from_le_bytes([a, b, c, d]) as usize, kind),
            _ => return Ok(None),
        };
        if !matches!(kind, b'R' | b'A' | b'E' | b'F') {
            return Err(FrameError::UnknownKind(kind));
        }
        if length > MAX_PAYLOAD {
            return Err(FrameError::TooLarge(length));
        }
        let Some(payload) = rest.get(..length) else {
            return Ok(None);
        };
        let frame = parse(kind, payload)?;
        self.buffer.drain(..HEADER + length);
        Ok(Some(frame))
    }
}

fn parse(kind: u8, payload: &[u8]) -> Result<Frame, FrameError> {
    let wrong_size = FrameError::WrongSize(kind as char);
    match kind {
        b'R' if payload.is_empty() => Ok(Frame::Ready),
        b'R' => Err(wrong_size),
        b'F' => Ok(Frame::Fault(payload.to_vec())),
        _ => {
            let (number, body) = payload.split_first_chunk::<4>().ok_or(wrong_size)?;
            let number = u32::from_le_bytes(*number);
            Ok(if kind == b'A' {
                Frame::Answer(number, body.to_vec())
            } else {
                Frame::Error(number, body.to_vec())
            })
        }
    }
}

/// The frame that asks for case `number`, whose arguments are the JSON text `args`. `None` if it would be larger than the protocol allows.
pub fn case(number: u32, args: &[u8]) -> Option<Arc<[u8]>> {
    let length = args.len().checked_add(4).filter(|length| *length <= MAX_PAYLOAD)?;
    let mut frame = Vec::with_capacity(HEADER + length);
    frame.extend_from_slice(&u32::try_from(length).ok()?.to_le_bytes());
    frame.push(b'C');
    frame.extend_from_slice(&number.to_le_bytes());
    frame.extend_from_slice(args);
    Some(frame.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn encode(kind: u8, payload: &[u8]) -> Vec<u8> {
        let mut bytes = u32::try_from(payload.len()).unwrap().to_le_bytes().to_vec();
        bytes.push(kind);
        bytes.extend_from_slice(payload);
        bytes
    }

    #[test]
    fn frames_survive_any_cutting() {
        let mut stream = encode(b'R', b"");
        stream.extend(encode(b'A', b"\x01\0\0\0[1,2]"));
        let mut decoder = Decoder::default();
        let mut seen = Vec::new();
        for byte in stream {
            decoder.push(&[byte]);
            while let Some(frame) = decoder.next_frame().unwrap() {
                seen.push(frame);
            }
        }
        assert_eq!(seen, [Frame::Ready, Frame::Answer(1, b"[1,2]".to_vec())]);
        assert!(!decoder.has_rest());
    }

    #[test]
    fn what_is_not_a_frame_is_refused() {
        let refuse = |bytes: &[u8]| {
            let mut decoder = Decoder::default();
            decoder.push(bytes);
            decoder.next_frame().unwrap_err()
        };
        assert_eq!(refuse(&encode(b'X', b"")), FrameError::UnknownKind(b'X'));
        assert_eq!(refuse(&encode(b'R', b"x")), FrameError::WrongSize('R'));
        assert_eq!(refuse(&encode(b'A', b"x")), FrameError::WrongSize('A'));
        assert_eq!(refuse(b"\xff\xff\xff\xffA"), FrameError::TooLarge(u32::MAX as usize));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut decoder = Decoder::default();
            decoder.push(&bytes);
            while let Ok(Some(_)) = decoder.next_frame() {}
        }
    }
}
