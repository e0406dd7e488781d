#!/bin/busybox sh
# The first process of the test machine: loads what the host's root is reached by, puts a tmpfs over that root, and goes there.
export PATH=/bin
bb=/bin/busybox
$bb mount -t proc proc /proc
$bb mount -t sysfs sys /sys
$bb mount -t devtmpfs dev /dev

option() {
  for word in $($bb cat /proc/cmdline); do
    case $word in "$1="*) echo "${word#*=}" ;; esac
  done
}

die() {
  echo "dockexec-vm: $1"
  echo o >/proc/sysrq-trigger
  $bb sleep 60
}

while read -r module; do
  $bb insmod "/modules/$module" || die "cannot load $module"
done </modules/order

if [ "$(option dockexec.only)" = alive ]; then die alive; fi

$bb mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=512000 host /host || die "cannot mount the host's root"
$bb mount -t tmpfs -o size=1g,mode=755 upper /upper
$bb mkdir /upper/changes /upper/work
$bb mount -t overlay -o lowerdir=/host,upperdir=/upper/changes,workdir=/upper/work overlay /newroot || die "cannot put a tmpfs over it"

cd /newroot || die "no new root"
$bb mount -t proc proc proc
$bb mount -t sysfs sys sys
$bb mount -t cgroup2 -o nsdelegate cgroup sys/fs/cgroup || die "no cgroup v2"
$bb mount -t devtmpfs dev dev
$bb mkdir -p dev/shm dev/pts
$bb mount -t tmpfs -o mode=1777 shm dev/shm
$bb mount -t devpts -o mode=600,ptmxmode=666 pts dev/pts
$bb mount -t tmpfs -o mode=1777 tmp tmp
$bb mount -t tmpfs -o mode=755 run run
# pivot_root, which the sandbox does, is impossible in a mere chroot.
exec $bb switch_root /newroot /bin/bash "$(option dockexec.guest)"
