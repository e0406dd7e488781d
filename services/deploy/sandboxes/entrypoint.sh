#!/bin/sh
# The first process of a container that runs DockExec as root: makes its cgroup one in which groups for runs can be made, then becomes COMMAND.
#
# In a cgroup namespace of version 2 the container's processes sit in what looks like the root, and a group with processes of its own cannot hand controllers
# down. So they move one level deeper. Container engines mount the file system read-only; the right to change that is the one that DockExec needs anyway.
set -eu
group=/sys/fs/cgroup
if [ -e $group/cgroup.controllers ]; then
  mkdir $group/dockexec-service 2>/dev/null || [ -d $group/dockexec-service ] || {
    mount -o remount,bind,rw $group && mkdir $group/dockexec-service
  }
  for process in $(cat $group/cgroup.procs); do
    # Some have ended meanwhile, such as the one that has just listed them.
    echo "$process" 2>/dev/null >$group/dockexec-service/cgroup.procs || :
  done
fi
exec "$@"
