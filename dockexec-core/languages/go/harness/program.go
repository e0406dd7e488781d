package main

// Limits the stack of whole programs to what functions get: the run-time system's own limit of 1 GB would be reached long after the memory limit.
import _ "dockexec"
