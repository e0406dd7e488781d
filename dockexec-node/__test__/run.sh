#!/usr/bin/env bash
# Everything about the Node binding that must be green: build, types, tests. `./dev test` calls it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

npm ci --no-fund --no-audit --loglevel=error
npm run build
npm test
