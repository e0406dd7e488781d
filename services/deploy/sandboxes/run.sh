#!/bin/sh
# Starts a container in which DockExec can sandbox, without --privileged. README.md explains every line.
#
# usage: run.sh root|user IMAGE [COMMAND…]        (ENGINE=podman uses Podman)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
profile=${1:?root or user?}
shift

# Both: the system calls of this list only, no way to gain privileges, an image that nobody changes.
set -- --rm -i --security-opt "seccomp=$here/seccomp.json" --security-opt no-new-privileges \
  --read-only --tmpfs /tmp:exec,mode=1777 --cap-drop=ALL "$@"

case $profile in
  # Tier `full`: the kernel counts and limits memory, processes and CPU time of every run. The capabilities stay with DockExec; a run has none.
  root)
    set -- --cap-add=SYS_ADMIN --cap-add=SETUID --cap-add=SETGID --cap-add=CHOWN --cap-add=DAC_OVERRIDE --cap-add=KILL \
      --cgroupns=private -v "$here/entrypoint.sh:/dockexec-entrypoint:ro" --entrypoint /dockexec-entrypoint "$@"
    ;;
  # Tier `user`: no capability at all. Memory is sampled. /proc must not be masked, or languages that need it are refused.
  user)
    set -- --user 1000:1000 --security-opt systempaths=unconfined "$@"
    ;;
  *) echo "run.sh: root or user, not $profile" >&2; exit 2 ;;
esac

# The profile has to be loaded first: apparmor_parser -r apparmor/dockexec
if [ -e /sys/kernel/security/apparmor/profiles ] && grep -q '^dockexec ' /sys/kernel/security/apparmor/profiles 2>/dev/null; then
  set -- --security-opt apparmor=dockexec "$@"
fi
exec "${ENGINE:-docker}" run "$@"
