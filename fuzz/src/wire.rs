//! Lines of a batch, which come from anywhere.

use dockexec_protocol::{BatchRequest, Defaults, read_request};

pub(crate) fn wire(input: &[u8]) {
    let request = match read_request(input) {
        Ok(request) => request,
        Err(rejected) => {
            assert!(
                rejected.error.message.len() < 4_000,
                "a complaint of {} bytes",
                rejected.error.message.len()
            );
            return;
        }
    };
    let written = serde_json::to_vec(&request).expect("a request can be written");
    let again =
        read_request(&written).unwrap_or_else(|rejected| panic!("{}: {rejected:?}", String::from_utf8_lossy(&written)));
    assert_eq!(kind(&again), kind(&request));
    assert_eq!(serde_json::to_vec(&again).ok(), Some(written));
    if let Err(error) = request.into_job(&Defaults::default()) {
        assert!(
            error.to_string().len() < 4_000,
            "a complaint of {} bytes",
            error.to_string().len()
        );
    }
}

fn kind(request: &BatchRequest) -> u8 {
    match request {
        BatchRequest::Function(_) => 0,
        BatchRequest::Stdio(_) => 1,
        BatchRequest::Run(_) => 2,
    }
}
