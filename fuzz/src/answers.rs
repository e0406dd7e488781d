//! What comes out of a sandbox over the answer channel: frames, and the answers in them.
//!
//! Input: a signature as LeetCode's metaData, the arguments of a case, the bytes of the channel.

use dockexec_core::execute::frames::{Decoder, Frame, MAX_PAYLOAD};
use dockexec_core::wrap::Signature;
use serde_json::Value;

use super::parts;

pub(crate) fn frames(input: &[u8]) {
    let [signature, args, channel] = parts(input);
    let whole = decode(channel.chunks(channel.len().max(1)));
    let bytewise = decode(channel.chunks(1));
    assert_eq!(whole, bytewise, "how the bytes arrive makes a difference");
    let Some(signature) = std::str::from_utf8(signature)
        .ok()
        .and_then(|text| Signature::from_leetcode(text).ok())
    else {
        return;
    };
    let args: Vec<Value> = serde_json::from_slice(args).unwrap_or_default();
    let Ok(args) = signature.canonical_args(&args) else {
        return;
    };
    for frame in whole {
        if let Frame::Answer(_, text) = frame {
            answer(&signature, &args, &text);
        }
    }
}

fn decode<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Vec<Frame> {
    let (mut decoder, mut frames) = (Decoder::default(), Vec::new());
    for piece in pieces {
        decoder.push(piece);
        loop {
            match decoder.next_frame() {
                Ok(Some(frame)) => frames.push(frame),
                Ok(None) => break,
                Err(_) => return frames,
            }
        }
    }
    if let Some(Frame::Answer(_, payload) | Frame::Error(_, payload) | Frame::Fault(payload)) = frames.last() {
        assert!(payload.len() <= MAX_PAYLOAD);
    }
    frames
}

/// What was read is read again from its own text: reading and writing agree.
fn answer(signature: &Signature, args: &[Value], text: &[u8]) {
    let Ok(value) = signature.read_answer(args, text) else {
        return;
    };
    let written = value.to_string();
    let again = signature.read_answer(args, written.as_bytes());
    let again = again.unwrap_or_else(|fault| panic!("{written} is not read again: {fault}"));
    assert_eq!(again.to_string(), written);
}
