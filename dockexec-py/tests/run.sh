#!/usr/bin/env bash
# Builds the wheel with the profile and target directory of all other steps, installs it into a clean environment for every CPython from 3.9 on that is found here, and runs
# the tests against it. usage: run.sh [PYTEST ARGUMENTS…]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

OLDEST=9
NEWEST=15
target=$(realpath -m "${CARGO_TARGET_DIR:-../target}")
export CARGO_TARGET_DIR=$target
place=$target/python
mkdir -p "$place"

# A virtual environment with what a requirements file names; made anew when the file or the interpreter changes.
environment() {
  local python=$1 folder=$2 requirements=$3 stamp
  stamp="$("$python" -c 'import sys; print(sys.version)') $(cat "$requirements")"
  if [ "$(cat "$folder/stamp" 2>/dev/null)" != "$stamp" ]; then
    rm -rf "$folder"
    "$python" -m venv "$folder"
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements"
    printf '%s\n' "$stamp" >"$folder/stamp"
  fi
}

# The interpreters: by their usual names, and those that pyenv keeps beside each other.
interpreter() {
  local name=$1 candidate
  for candidate in "$(command -v "$name" || true)" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/"$name"; do
    # A name that is there and does not start (pyenv's for versions that are not chosen) is no interpreter; one without venv is of no use.
    if [ -n "$candidate" ] && "$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then
      "$candidate" -c 'import sys; print(sys.executable)'
      return
    fi
  done
}

found=()
for minor in $(seq $OLDEST $NEWEST); do
  path=$(interpreter "python3.$minor")
  if [ -n "$path" ]; then found+=("3.$minor=$path"); else echo "skipped: CPython 3.$minor is not installed here"; fi
done
if [ ${#found[@]} -eq 0 ]; then
  echo "no CPython from 3.$OLDEST on with venv was found (Debian: apt-get install python3-venv)" >&2
  exit 1
fi
# The extension speaks the stable ABI, which free-threaded builds before 3.15 do not have: there it is built from source, for that version alone.
free=$(for minor in 13 14 15; do interpreter "python3.${minor}t"; done)
[ -n "$free" ] || echo "skipped: no free-threaded CPython (python3.13t, python3.14t, python3.15t) is installed here"

newest=${found[-1]#*=}
environment "$newest" "$place/tools" tests/requirements-tools.txt
rm -rf "$place/wheels"
# The command too: the tests hold the two to each other, so neither may be older.
cargo build --workspace --profile ci --locked --bin dockexec --quiet
# Quiet about what cargo has fresh already; an error prints everything.
PATH="$place/tools/bin:$PATH" maturin build --profile ci --locked --interpreter "$newest" --out "$place/wheels" >"$place/build.log" 2>&1 ||
  { cat "$place/build.log" >&2; exit 1; }
wheel=$(echo "$place"/wheels/*.whl)
echo "wheel: $(basename "$wheel"), $(du -h "$wheel" | cut -f1)"
"$place/tools/bin/ruff" check --quiet . ../examples/python
"$place/tools/bin/ruff" format --quiet --check . ../examples/python
"$place/tools/bin/abi3audit" --strict --summary "$wheel"

export DOCKEXEC_KAFKA_JARS=$place/kafka-jars
export DOCKEXEC_CLI=$target/ci/dockexec DOCKEXEC_WHEEL=$wheel DOCKEXEC_TOOLS=$place/tools/bin

# What the tests write goes there too: nothing is left in the sources.
export PYTHONDONTWRITEBYTECODE=1
# The tests for one interpreter: all of them for the newest, what depends on the version for the others.
test_with() {
  local version=$1 python=$2 once=$3 requirements=$4 folder=$place/venv-$1
  shift 4
  environment "$python" "$folder" "$requirements"
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps --no-index "$wheel"
  printf '\n--- CPython %s\n' "$version"
  DOCKEXEC_TEST_ONCE=$once "$folder/bin/python" -m pytest -q -p no:cacheprovider "$@"
}

test_with "${found[-1]%%=*}" "$newest" 1 tests/requirements-examples.txt "$@"
# The others two by two: they mostly wait. What each says is printed when it has ended.
started=()
failed=0
settle() {
  local one
  for one in "${started[@]}"; do
    wait "${one#*=}" || failed=1
    cat "$place/${one%%=*}.log"
  done
  started=()
}
for entry in "${found[@]::${#found[@]}-1}"; do
  (test_with "${entry%%=*}" "${entry#*=}" 0 tests/requirements.txt "$@") >"$place/${entry%%=*}.log" 2>&1 &
  started+=("${entry%%=*}=$!")
  if [ ${#started[@]} -eq 2 ]; then settle; fi
done
settle
[ $failed -eq 0 ] || exit 1
for python in $free; do
  printf '\n--- free-threaded %s\n' "$python"
  folder=$place/venv-free
  environment "$python" "$folder" tests/requirements.txt
  # From the source distribution: in the tree the settings of .cargo/config.toml hold, which are for the stable ABI.
  "$place/tools/bin/maturin" sdist --out "$place/sdist" >/dev/null 2>&1
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps "$place"/sdist/*.tar.gz
  DOCKEXEC_TEST_ONCE=0 "$folder/bin/python" -m pytest -q -p no:cacheprovider "$@"
done
