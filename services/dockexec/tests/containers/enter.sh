#!/bin/sh
# Arranges what a container runtime arranges, as far as DockExec can tell the difference, and then becomes COMMAND.
#
# usage: enter.sh root|user CAPABILITIES masked|unmasked CACHE GROUP COMMAND…   (below: unshare --mount --pid --fork --ipc --uts --net)
#
# CAPABILITIES are names with a plus sign for setpriv, such as +setuid,+setgid. The paths are those of the OCI configuration that Docker and containerd
# write: maskedPaths and readonlyPaths. CACHE is a folder like a volume: what was prepared in it is there the next time.
# GROUP is an empty cgroup of version 2 to become the root of, or nothing.
set -eu
role=$1 capabilities=$2 proc=$3 cache=$4 group=$5
if [ -n "$group" ] && [ -z "${INSIDE:-}" ]; then
  # A namespace shows as its root the group that one is in when it is made.
  echo $$ >"$group/cgroup.procs"
  INSIDE=yes exec unshare --cgroup sh "$0" "$@"
fi
shift 5

mount --make-rprivate /
mount -t proc -o nosuid,nodev,noexec proc /proc
# A setting of pid namespaces: nobody below may execute what is in memory files.
if [ -n "${MEMFD_NOEXEC:-}" ]; then echo 2 >/proc/sys/vm/memfd_noexec; fi
if [ "$proc" = masked ]; then
  for path in acpi asound interrupts kcore keys latency_stats sched_debug scsi timer_list timer_stats; do
    if [ -d "/proc/$path" ]; then
      mount -t tmpfs -o ro,size=0 tmpfs "/proc/$path"
    elif [ -e "/proc/$path" ]; then
      mount --bind /dev/null "/proc/$path"
    fi
  done
  for path in bus fs irq sys sysrq-trigger; do
    [ -e "/proc/$path" ] || continue
    mount --bind "/proc/$path" "/proc/$path"
    mount -o remount,bind,ro,nosuid,nodev,noexec "/proc/$path"
  done
fi
if [ -d /sys/firmware ]; then mount -t tmpfs -o ro,size=0 tmpfs /sys/firmware; fi
mount -o remount,bind,ro /sys
if [ -n "$group" ]; then
  umount -R /sys/fs/cgroup
  mount -t cgroup2 -o ro,nosuid,nodev,noexec cgroup /sys/fs/cgroup
fi
# Devices: the usual ones, and nothing else.
mount -t tmpfs -o mode=755,size=64k devices /tmp
for device in null zero full random urandom tty; do
  touch "/tmp/$device"
  mount --bind "/dev/$device" "/tmp/$device"
done
mkdir /tmp/shm /tmp/pts
ln -s /proc/self/fd /tmp/fd
mount --move /tmp /dev
mount -t tmpfs -o mode=1777 shm /dev/shm
# A home and a folder for temporary files; the rest of the image as it is.
mount -t tmpfs -o mode=1777 tmp /tmp

if [ "$role" = root ]; then
  set -- setpriv --bounding-set="-all${capabilities:+,$capabilities}" --inh-caps=-all --no-new-privs "$@"
  home=/tmp/root
else
  set -- setpriv --reuid 1234 --regid 1234 --clear-groups --bounding-set=-all --inh-caps=-all --no-new-privs "$@"
  home=/tmp/user
fi
mkdir -p "$home" "$cache"
[ "$role" = root ] || chown 1234:1234 "$home" "$cache"
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/go/bin HOME="$home" \
  DOCKEXEC_CACHE_DIR="$cache" LANG=C.UTF-8 "$@"
