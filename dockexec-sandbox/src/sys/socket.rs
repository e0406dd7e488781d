//! SEQPACKET sockets that carry descriptors.

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};

use super::{check, own};

/// Room for this many descriptors in one message.
const MAX_FDS: usize = crate::plan::step::MAX_FDS;
/// cmsghdr (16 bytes on 64-bit) and the descriptors, in words so that it is aligned.
const CONTROL_WORDS: usize = (16 + MAX_FDS * 4).div_ceil(8);

/// A connected pair, close-on-exec.
pub(crate) fn seqpacket_pair() -> io::Result<(OwnedFd, OwnedFd)> {
    let mut fds: [RawFd; 2] = [-1; 2];
    let kind = libc::SOCK_SEQPACKET | libc::SOCK_CLOEXEC;
    // SAFETY: the array has room for the two descriptors.
    check(unsafe { libc::socketpair(libc::AF_UNIX, kind, 0, fds.as_mut_ptr()) })?;
    Ok((own(fds[0])?, own(fds[1])?))
}

fn header(iov: &mut libc::iovec, control: &mut [u64], length: usize) -> libc::msghdr {
    // SAFETY: msghdr is plain data for which all zeros are valid.
    let mut header: libc::msghdr = unsafe { std::mem::zeroed() };
    header.msg_iov = iov;
    header.msg_iovlen = 1;
    if length > 0 {
        header.msg_control = control.as_mut_ptr().cast();
        header.msg_controllen = length as _;
    }
    header
}

/// Sends one message with its descriptors.
pub(crate) fn send(socket: BorrowedFd<'_>, bytes: &[u8], fds: &[BorrowedFd<'_>]) -> io::Result<()> {
    if fds.len() > MAX_FDS {
        return Err(io::Error::from_raw_os_error(libc::E2BIG));
    }
    let mut control = [0u64; CONTROL_WORDS];
    let data = fds.len() * 4;
    control[0] = 16 + data as u64;
    control[1] = libc::SOL_SOCKET as u64 | (libc::SCM_RIGHTS as u64) << 32;
    for (i, fd) in fds.iter().enumerate() {
        control[2 + i / 2] |= (fd.as_raw_fd() as u32 as u64) << (32 * (i % 2));
    }
    let mut iov = libc::iovec {
        iov_base: bytes.as_ptr().cast_mut().cast(),
        iov_len: bytes.len(),
    };
    let header = header(
        &mut iov,
        &mut control,
        if fds.is_empty() {
            0
        } else {
            (16 + data).next_multiple_of(8)
        },
    );
    loop {
        // SAFETY: header, iov and both buffers live through the call; sendmsg does not write to `bytes`.
        let sent = unsafe { libc::sendmsg(socket.as_raw_fd(), &header, libc::MSG_NOSIGNAL) };
        if sent >= 0 {
            return Ok(());
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}

/// One received message.
pub(crate) struct Received {
    /// Its length; 0 means that the other side is gone.
    pub(crate) length: usize,
    /// The first descriptor it carried.
    pub(crate) fd: Option<OwnedFd>,
}

/// Receives one message and at most one descriptor. `wait` false returns `WouldBlock` when there is none.
pub(crate) fn receive(socket: BorrowedFd<'_>, buffer: &mut [u8], wait: bool) -> io::Result<Received> {
    let mut control = [0u64; CONTROL_WORDS];
    let mut iov = libc::iovec {
        iov_base: buffer.as_mut_ptr().cast(),
        iov_len: buffer.len(),
    };
    let size = size_of_val(&control);
    let mut header = header(&mut iov, &mut control, size);
    let flags = libc::MSG_CMSG_CLOEXEC | if wait { 0 } else { libc::MSG_DONTWAIT };
    let length = loop {
        // SAFETY: header, iov and both buffers live through the call and have the sizes stated.
        let got = unsafe { libc::recvmsg(socket.as_raw_fd(), &mut header, flags) };
        if got >= 0 {
            break got as usize;
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    };
    let mut fds = Vec::new();
    if header.msg_controllen as usize >= 16 {
        let count = (control[0] as usize)
            .min(header.msg_controllen as usize)
            .saturating_sub(16)
            / 4;
        for i in 0..count.min(MAX_FDS) {
            let number = (control[2 + i / 2] >> (32 * (i % 2))) as u32 as RawFd;
            // SAFETY: the kernel installed this descriptor for us while receiving the message.
            fds.push(unsafe { OwnedFd::from_raw_fd(number) });
        }
    }
    // Further descriptors, which nobody sends, are closed here.
    Ok(Received {
        length,
        fd: fds.into_iter().next(),
    })
}
