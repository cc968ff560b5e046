#!/usr/bin/env bash
# Measures Baton beside the bare limits. Ratios of one run count; absolute figures move with the machine and its neighbours.
#   bench/run.sh engine [FILTER]   decision, match and rotation (BenchmarkDotNet)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

build() {
  dotnet build bench/Baton.Bench -c Release -v q -nologo
}

engine() { # filter
  build
  dotnet bench/Baton.Bench/bin/Release/net10.0/Baton.Bench.dll --filter "$1" --artifacts artifacts/bench
}

case "${1:-}" in
  engine) engine "${2:-*}" ;;
  *) sed -n '2,$ { /^#/!q; s/^# \{0,1\}//p; }' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
