#!/bin/bash
# What the test machine does: the same tests as root, as an ordinary user with a delegated cgroup, and as one without. Then it switches itself off.
#
# Lines that begin with "dockexec-vm: " are the run's log; everything else is only shown when something failed.
option() { sed -n "s/.*\<$1=\([^ ]*\).*/\1/p" /proc/cmdline; }
work=$(option dockexec.work)
scratch=$(option dockexec.tmp)
tiers=$(option dockexec.tiers)
say() { echo "dockexec-vm: $*"; }

USER_ID=1234
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/go/bin LANG=C.UTF-8
unset $(compgen -e | grep -E '^(dockexec|HOME$)') 2>/dev/null
passed=0 failed=0
# Emulated, everything takes about ten times as long as it would.
machine="virtual processor" attacks=""
if [ "$(option dockexec.emulated)" != 0 ]; then
  export DOCKEXEC_TEST_PATIENCE=10
  # All of them would take many hours. Lines 28 to 81 are those that meet the kernel: files, isolation, resources; which language calls it makes no difference to it.
  machine="emulated processor" attacks="28-81 c"
fi

# Where the tests write: their folder for temporary files, which is on the host's disk, becomes a tmpfs that anybody may write to.
mkdir -p "$scratch" && mount -t tmpfs -o mode=1777 scratch "$scratch"
# No home below /tmp: toolchains are prepared there and seen under the same path inside, where /tmp has to be empty.
export HOME=/home/administrator
mkdir -p $HOME
ip link set lo up 2>/dev/null
mkdir -p /home/tester && chown $USER_ID:$USER_ID /home/tester

# What the log ends with, a row for each tier.
summary=()

# one NAME COMMAND… : runs a test binary and counts.
one() {
  local name=$1 output status started=$SECONDS
  shift
  output=$(mktemp)
  "$@" >"$output" 2>&1 </dev/null
  status=$?
  local result ok bad left_out
  # A binary may start itself again for a test in a process of its own; its own result is the last.
  result=$(grep -E '^test result: ' "$output" | tail -n 1)
  ok=$(sed -n 's/.* \([0-9][0-9]*\) passed.*/\1/p' <<<"$result")
  bad=$(sed -n 's/.* \([0-9][0-9]*\) failed.*/\1/p' <<<"$result")
  left_out=$(sed -n 's/.* \([0-9][0-9]*\) ignored.*/\1/p' <<<"$result")
  ok=${ok:-0} bad=${bad:-0} left_out=${left_out:-0}
  # A binary that died without naming a test has failed as well.
  if [ $status -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
  passed=$((passed + ok)) failed=$((failed + bad))
  row_passed=$((row_passed + ok)) row_failed=$((row_failed + bad)) row_ignored=$((row_ignored + left_out))
  row_binaries+="$name $ok, "
  say "$(printf '    %-12s %3d passed, %d failed, %d ignored (%d s)' "$name" "$ok" "$bad" "$left_out" $((SECONDS - started)))"
  grep -oE 'skipped: .*' "$output" | sort | uniq -c | while read -r line; do say "        $line"; done
  grep -E '^(layer |only programs |catalogue: |  \[[0-9]+\] |held / n/a|[a-z]+, sanitizing )' "$output" | while read -r line; do say "        $line"; done
  row_layers+=$(sed -n 's/^layer \([A-Za-z]*\): \([A-Za-z]*\).*/\2 \1\n/p' "$output")
  [ "$bad" -eq 0 ] || { echo "=== $name exited with $status"; cat "$output"; }
  rm -f "$output"
}

# The layers of a row in one line, the enforced ones first.
layers() {
  sort -u <<<"$row_layers" | awk 'NF == 2 {of[$1] = of[$1] " " $2; n[$1]++} END {for (how in of) printf "%d %s:%s; ", n[how], tolower(how), of[how]}' | sed 's/; $//'
}

# all TIER PREFIX… : every test under a way of starting it.
all() {
  local tier=$1 name binary arguments who
  local row_passed=0 row_failed=0 row_ignored=0 row_binaries="" row_layers=""
  shift
  who=$("$@" sh -c 'echo "uid $(id -u), cgroup $(cut -d: -f3 /proc/self/cgroup)"')
  say "as $who, expecting tier $tier"
  while IFS='|' read -r name binary arguments; do
    # shellcheck disable=SC2086 # Several filters are several words.
    one "$name" "$@" env DOCKEXEC_EXPECTED_TIER="$tier" DOCKEXEC_ATTACKS="$attacks" \
      "$binary" $arguments $([ "$name" = tiers ] && echo --nocapture --test-threads=1)
  done <"$work/tests"
  summary+=("tier $tier ($who): $row_passed passed, $row_failed failed, $row_ignored ignored" "    tests: ${row_binaries%, }" "    layers: $(layers)")
}

as_user() { setpriv --reuid $USER_ID --regid $USER_ID --clear-groups --inh-caps=-all env HOME=/home/tester USER=tester "$@"; }

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
wanted() { [[ ,$tiers, == *,$1,* ]]; }
! wanted full || all full env
! wanted delegated || all delegated in_delegated_group
! wanted user || all user in_foreign_group
say "summary: kernel $(uname -r), cgroup version 2 alone, $machine"
for line in "${summary[@]}"; do say "  $line"; done
say "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ] && say "result: all passed"
sync
echo o >/proc/sysrq-trigger
sleep 60
