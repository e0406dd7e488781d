#!/bin/bash
# What the test machine does: the same tests as root, as an ordinary user with a delegated cgroup, and as one without. Then it switches itself off.
#
# Lines that begin with "dockexec-vm: " are the run's log; everything else is only shown when something failed.
option() { sed -n "s/.*\<$1=\([^ ]*\).*/\1/p" /proc/cmdline; }
work=$(option dockexec.work)
scratch=$(option dockexec.tmp)
mode=$(option dockexec.mode)
say() { echo "dockexec-vm: $*"; }

USER_ID=1234
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/go/bin LANG=C.UTF-8
unset $(compgen -e | grep -E '^(dockexec|HOME$)') 2>/dev/null
passed=0 failed=0
# Emulated, everything takes about ten times as long as it would.
[ "$(option dockexec.emulated)" = 0 ] || export DOCKEXEC_TEST_PATIENCE=10

# Where the tests write: their folder for temporary files, which is on the host's disk, becomes a tmpfs that anybody may write to.
mkdir -p "$scratch" && mount -t tmpfs -o mode=1777 scratch "$scratch"
export HOME=/tmp/root
mkdir -p $HOME
ip link set lo up 2>/dev/null
mkdir -p /tmp/user && chown $USER_ID:$USER_ID /tmp/user

# one NAME COMMAND… : runs a test binary and counts.
one() {
  local name=$1 output status started=$SECONDS
  shift
  output=$(mktemp)
  "$@" >"$output" 2>&1 </dev/null
  status=$?
  local summary ok bad
  # A binary may start itself again for a test in a process of its own; its own summary is the last.
  summary=$(grep -E '^test result: ' "$output" | tail -n 1)
  ok=$(sed -n 's/.* \([0-9][0-9]*\) passed.*/\1/p' <<<"$summary")
  bad=$(sed -n 's/.* \([0-9][0-9]*\) failed.*/\1/p' <<<"$summary")
  ok=${ok:-0} bad=${bad:-0}
  passed=$((passed + ok))
  # A binary that died without naming a test has failed as well.
  if [ $status -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
  failed=$((failed + bad))
  say "$(printf '    %-12s %3d passed, %d failed (%d s)' "$name" "$ok" "$bad" $((SECONDS - started)))"
  grep -oE 'skipped: .*' "$output" | sort | uniq -c | while read -r line; do say "        $line"; done
  grep -E '^layer ' "$output" | while read -r line; do say "        $line"; done
  [ "$bad" -eq 0 ] || { echo "=== $name exited with $status"; cat "$output"; }
  rm -f "$output"
}

# all TIER PREFIX… : every test under a way of starting it.
all() {
  local tier=$1 name binary arguments
  shift
  say "as $("$@" sh -c 'echo "uid $(id -u), cgroup $(cut -d: -f3 /proc/self/cgroup)"'), expecting tier $tier"
  while IFS='|' read -r name binary arguments; do
    # shellcheck disable=SC2086 # Several filters are several words.
    one "$name" "$@" env DOCKEXEC_EXPECTED_TIER="$tier" "$binary" $arguments $([ "$name" = tiers ] && echo --nocapture --test-threads=1)
  done <"$work/tests"
}

as_user() { setpriv --reuid $USER_ID --regid $USER_ID --clear-groups --inh-caps=-all env HOME=/tmp/user USER=tester "$@"; }

# What systemd does for `systemd-run --user --scope -p Delegate=yes`: a group that belongs to the user, and the shell in a group below it.
in_delegated_group() {
  local group=/sys/fs/cgroup/delegated
  mkdir -p $group/session
  for file in . cgroup.procs cgroup.subtree_control cgroup.threads; do chown $USER_ID:$USER_ID "$group/$file"; done
  chown -R $USER_ID:$USER_ID $group/session
  (
    echo $BASHPID >$group/session/cgroup.procs
    as_user "$@"
  )
}

# The controllers have to be handed down to the delegated group by root, as systemd does.
echo "+memory +pids +cpu" >/sys/fs/cgroup/cgroup.subtree_control
# An ordinary user's processes are not in the root group.
in_foreign_group() {
  mkdir -p /sys/fs/cgroup/foreign
  (
    echo $BASHPID >/sys/fs/cgroup/foreign/cgroup.procs
    as_user "$@"
  )
}

say "kernel $(uname -r), cgroup $(stat -f -c %T /sys/fs/cgroup) ($(cat /sys/fs/cgroup/cgroup.controllers)), security modules $(cat /sys/kernel/security/lsm 2>/dev/null || { mount -t securityfs s /sys/kernel/security 2>/dev/null; cat /sys/kernel/security/lsm; })"
all full env
all delegated in_delegated_group
all user in_foreign_group
say "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ] && say "result: all passed"
sync
echo o >/proc/sysrq-trigger
sleep 60
