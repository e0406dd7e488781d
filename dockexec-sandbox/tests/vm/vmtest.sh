#!/usr/bin/env bash
# Runs built tests inside a virtual machine: Debian's own kernel with nothing but cgroup v2, and Landlock, over this host's root, read-only.
#
# usage: vmtest.sh [--short] [--tier full|delegated|user] [--only BINARY [--filter WORDS]]
#
# Machines on which DockExec is developed often have version 1 or hybrid cgroups, and tests run as root. Here the same binaries run three times: as root (the
# tier `full`), as an ordinary user with a delegated cgroup (`delegated`), and as one without (`user`). The guest's root is this host's over 9p with a tmpfs
# on top, so nothing has to be installed in it, and nothing it does lasts. `./dev vmtest` calls this; see also guest.sh, which is what the guest runs.
#
# Emulated, the whole takes more than an hour, most of it waiting: machines of one tier each can run side by side.
#
# Exit status: 0 when every test passed, 3 when the machine cannot be had here (the reason is printed), 1 otherwise.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../../.." && pwd)
cd "$repository"
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
work=$target/vm
mode=full tiers=full,delegated,user only="" filter=""
while [ $# -gt 0 ]; do
  case $1,${2:-} in
    --short,*) mode=short ;;
    --tier,full | --tier,delegated | --tier,user) tiers=$2; shift ;;
    --only,?*) only=$2; shift ;;
    --filter,?*) filter=$2; shift ;;
    *) echo "usage: vmtest.sh [--short] [--tier full|delegated|user] [--only BINARY [--filter WORDS]]" >&2; exit 2 ;;
  esac
  shift
done
# What one run makes; the kernel is everybody's.
run=$work/$mode-$tiers${only:+-$only}

# No more of the host than this, and no longer than this (in seconds): a guest that hangs is a failure.
MEMORY_MIB=3072
if [ "$mode" = short ]; then PATIENCE=900; else PATIENCE=5400; fi

unavailable() {
  echo "vmtest: skipped: $1"
  exit 3
}

# ---- what is needed: an emulator, the tools for a first root, a kernel ----------------------------------------------

install_tools() {
  local missing=()
  command -v qemu-system-x86_64 >/dev/null || missing+=(qemu-system-x86)
  [ -x /bin/busybox ] && ! ldd /bin/busybox >/dev/null 2>&1 || missing+=(busybox-static)
  command -v cpio >/dev/null || missing+=(cpio)
  command -v depmod >/dev/null || [ -x /sbin/depmod ] || missing+=(kmod)
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || unavailable "these Debian packages are missing: ${missing[*]}"
  [ "$(id -u)" -eq 0 ] || unavailable "these Debian packages are missing, and only root can install them: ${missing[*]}"
  echo "installing ${missing[*]}"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive timeout 240 apt-get install -y -qq --no-install-recommends "${missing[@]}"; } \
    >"$run/apt.log" 2>&1 || unavailable "apt could not install ${missing[*]} (see $run/apt.log)"
}

# The kernel that the meta package stands for, unpacked below $work/kernel, never installed.
fetch_kernel() {
  local package
  if [ ! -e "$work/kernel/boot" ]; then
    command -v apt-cache >/dev/null || unavailable "there is no apt to fetch a kernel with"
    package=$(apt-cache depends linux-image-amd64 2>/dev/null | sed -n 's/^ *Depends: \(linux-image-[0-9].*\)/\1/p' | head -n 1)
    [ -n "$package" ] || unavailable "apt knows no linux-image-amd64 (run apt-get update)"
    echo "fetching $package"
    rm -rf "$work/kernel" "$work/download"
    mkdir -p "$work/download"
    # apt drops root's rights for downloads and needs a directory it may write to.
    (cd "$work/download" && timeout 240 apt-get download -o APT::Sandbox::User=root "$package") >"$run/apt.log" 2>&1 ||
      unavailable "apt could not download $package (see $run/apt.log)"
    dpkg -x "$work"/download/*.deb "$work/kernel.part"
    rm -rf "$work/download"
    mv "$work/kernel.part" "$work/kernel"
  fi
  release=$(basename "$(echo "$work"/kernel/lib/modules/*)")
  [ -e "$work/kernel/lib/modules/$release/modules.dep" ] || PATH=$PATH:/sbin depmod -b "$work/kernel" "$release"
}

# busybox, the modules that reach the host's root, in the order in which they can be loaded, and init.sh.
build_first_root() {
  local first=$run/first
  rm -rf "$first"
  mkdir -p "$first"/{bin,modules,proc,sys,dev,host,upper,newroot}
  cp /bin/busybox "$first/bin/"
  PATH=$PATH:/sbin modprobe -d "$work/kernel" -S "$release" -a --show-depends virtio_pci 9pnet_virtio 9p overlay |
    sed -n 's/^insmod \([^ ]*\).*/\1/p' | awk '!seen[$0]++' >"$run/modules"
  while read -r module; do
    cp "$module" "$first/modules/"
    basename "$module"
  done <"$run/modules" >"$first/modules/order"
  cp "$here/init.sh" "$first/init"
  chmod 755 "$first/init"
  (cd "$first" && find . | cpio -o -H newc --quiet) | gzip -1 >"$run/initrd.gz"
}

# ---- the machine ----------------------------------------------------------------------------------------------------

# boot SECONDS ACCELERATION APPENDED… : the guest's console goes to standard output.
boot() {
  local patience=$1 acceleration=$2
  shift 2
  timeout --foreground "$patience" qemu-system-x86_64 -machine q35 -accel "$acceleration" -cpu max -m "$MEMORY_MIB" -smp 2 -nographic -no-reboot -nodefaults \
    -serial stdio -kernel "$work/kernel/boot/vmlinuz-$release" -initrd "$run/initrd.gz" \
    -virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap \
    -append "console=ttyS0 quiet loglevel=3 panic=-1 $*" </dev/null 2>"$run/qemu.log" | sed -u 's/\r$//'
}

# KVM where it really boots (nested, it may exist and hang), emulation otherwise.
choose_acceleration() {
  if [ -w /dev/kvm ] && (boot 20 kvm dockexec.only=alive) 2>/dev/null | grep -q '^dockexec-vm: alive'; then
    acceleration=kvm
  else
    acceleration=tcg,thread=multi
  fi
}

# ---- what it runs ---------------------------------------------------------------------------------------------------

# Lines "name|binary|arguments" for guest.sh. Names come from cargo, so that a stale binary is never taken.
list_tests() {
  local built
  built=$(cargo test --profile ci --locked --workspace --no-run 2>&1) || { printf '%s\n' "$built" >&2; exit 1; }
  printf '%s\n' "$built" | sed -n 's/^ *Executable \(.*\) (\(.*\))$/\1|\2/p' >"$run/executables"
  binary() { # of a test target: package folder, path in it
    awk -F'|' -v source="$2" -v stem="/$1-" '$1 ~ source && index($2, stem) {print $2; exit}' "$run/executables"
  }
  rm -rf "$run/bin"
  mkdir "$run/bin"
  : >"$run/tests"
  take() { # name, source file, arguments: copied, so that a build meanwhile does not pull it from under the guest
    local found
    [ -z "$only" ] || [ "$only" = "$1" ] || return 0
    found=$(binary "$1" "$2")
    [ -n "$found" ] || { echo "vmtest: there is no test binary of $2" >&2; exit 1; }
    cp "$found" "$run/bin/$1"
    echo "$1|$run/bin/$1|${filter:-${3:-}}" >>"$run/tests"
  }
  take tiers tests/tiers.rs
  if [ "$mode" = short ]; then
    # What differs between the versions of cgroups, and little else: emulated, each test takes seconds.
    take promises tests/promises/main.rs "limits::memory limits::processes limits::cpu_time"
  else
    take promises tests/promises/main.rs
    take user_tier tests/user_tier.rs
    take runtimes tests/runtimes.rs
    take containers tests/containers/main.rs "--skip judges_ --skip a_masked_proc"
    [ ! -e dockexec-core/tests/attacks/main.rs ] || take attacks tests/attacks/main.rs
  fi
}

# A function, so that the script is read as a whole before it runs: a run takes long, and the file may be edited meanwhile.
main() {
  mkdir -p "$run"
  install_tools
  fetch_kernel
  build_first_root
  choose_acceleration
  list_tests

  printf 'kernel %s, %s, %s MiB, tests: %s, tiers: %s\n' "$release" "$acceleration" "$MEMORY_MIB" "$mode" "$tiers"
  started=$SECONDS
  boot "$PATIENCE" "$acceleration" "dockexec.guest=$here/guest.sh dockexec.work=$run dockexec.tmp=$target/tmp dockexec.tiers=$tiers dockexec.emulated=$([ "$acceleration" = kvm ] && echo 0 || echo 1)" |
    tee "$run/log" | sed -u -n 's/^dockexec-vm: //p' || true
  printf 'the machine ran for %d s; everything it printed is in %s\n' $((SECONDS - started)) "$run/log"
  if ! grep -q '^dockexec-vm: result: all passed' "$run/log"; then
    echo "vmtest: FAILED; what the failing tests printed:"
    grep -v '^dockexec-vm: ' "$run/log" | tail -n 400
    cat "$run/qemu.log"
    exit 1
  fi
}

main; exit
