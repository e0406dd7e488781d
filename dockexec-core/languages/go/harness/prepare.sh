#!/bin/sh
# Builds the standard library's archives and the harness's package, and prints where each package's archive is: the compiler's and linker's import configuration.
# No cgo: neither a C compiler nor its headers are needed, here or in the sandbox. No debugging information: nobody reads it, and links are quicker.
set -eu
root=$1 tools=$2 prepared=$3

export GOCACHE="$prepared/cache" GOTOOLCHAIN=local GO111MODULE=off GOFLAGS= GOENV=off GOPATH="$prepared/path" CGO_ENABLED=0
unset GOROOT GOOS GOARCH GOEXPERIMENT GODEBUG 2>/dev/null || true

config=$prepared/std
"$root/bin/go" list -export -trimpath -gcflags=all=-dwarf=false \
	-f '{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}' std >"$config"
"$tools/compile" -p dockexec -complete -trimpath "$(dirname "$0")" -importcfg "$config" -o "$prepared/dockexec.a" "$(dirname "$0")/harness.go"

cat "$config"
echo "packagefile dockexec=$prepared/dockexec.a"
rm "$config"
