#!/usr/bin/env bash
# Measures Baton beside the bare limits. Ratios of one run count; absolute figures move with the machine and its neighbours.
#   bench/run.sh engine [FILTER]   decision, match and rotation (BenchmarkDotNet)
#   bench/run.sh import [ROUNDS]   a file of 90,000 leads: the bare pipeline and Baton in turn
#   bench/run.sh http [ROUNDS]     one lead a request, 64 connections: a bare server and Baton in turn (needs wrk)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
bench="bench/Baton.Bench/bin/Release/net10.0/Baton.Bench.dll"
baton="src/Baton.Cli/bin/Release/net10.0/baton.dll"

build() {
  dotnet build bench/Baton.Bench -c Release -v q -nologo
  dotnet build src/Baton.Cli -c Release -v q -nologo
}

engine() { # filter
  build
  dotnet "$bench" --filter "$1" --artifacts artifacts/bench
}

import() { # rounds
  build
  mkdir -p artifacts/bench/import
  dotnet "$bench" import artifacts/bench/import "$1"
}

listens() { # port
  for _ in $(seq 100); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then return; fi
    sleep 0.1
  done
  echo "nobody listens on port $1" >&2
  return 1
}

# Each side gets a server of its own, warmed up once; then they take turns under the same load.
http() { # rounds
  build
  command -v wrk >/dev/null || { echo "wrk is missing (Debian: apt-get install wrk)" >&2; exit 1; }
  local sides=(bare baton) ports=(18091 18092) rate p99 round side
  folder=$(mktemp -d)
  trap 'kill $(jobs -p) 2>/dev/null; wait 2>/dev/null; rm -rf "$folder"' EXIT
  mkdir "$folder/bare"
  dotnet "$bench" bare-server "$folder/bare" "http://127.0.0.1:${ports[0]}" >"$folder/bare.log" 2>&1 &
  cat >"$folder/workspace.yaml" <<'YAML'
workspace: bench
reps: [{ id: ana }, { id: bob }, { id: eva }, { id: cy }]
policy:
  pools: { all: { members: [ana, bob, eva, cy] } }
  rules: [{ name: all, route: [{ pool: all }] }]
YAML
  dotnet "$baton" apply "$folder/workspace.yaml" --data "$folder/baton" >/dev/null
  BATON_KEY=$(dotnet "$baton" key create bench --data "$folder/baton")
  export BATON_KEY
  dotnet "$baton" serve --data "$folder/baton" --urls "http://127.0.0.1:${ports[1]}" >"$folder/baton.log" 2>&1 &
  for port in "${ports[@]}"; do listens "$port"; done
  for round in warm-up $(seq "$1"); do
    for side in 0 1; do
      wrk -t1 -c64 -d5s --latency -s bench/post.lua "http://127.0.0.1:${ports[$side]}/v1/leads" >"$folder/wrk.log"
      rate=$(awk '/Requests\/sec/ { print $2 }' "$folder/wrk.log")
      p99=$(awk '$1 == "99%" { print $2 }' "$folder/wrk.log")
      printf '%-8s %-6s %10s requests/s   p99 %s\n' "$round" "${sides[$side]}" "$rate" "$p99"
      if grep -q 'Non-2xx' "$folder/wrk.log"; then grep 'Non-2xx' "$folder/wrk.log"; fi
      if [[ "$round" != warm-up ]]; then echo "$rate" >>"$folder/${sides[$side]}.rates"; fi
    done
  done
  paste "$folder/baton.rates" "$folder/bare.rates" | awk '{ print $1 / $2 }' | sort -n |
    awk '{ r[NR] = $1 } END { printf "ratio, median of %d: %.3f\n", NR, r[int((NR + 1) / 2)] }'
}

case "${1:-}" in
  engine) engine "${2:-*}" ;;
  import) import "${2:-5}" ;;
  http) http "${2:-3}" ;;
  *) sed -n '2,$ { /^#/!q; s/^# \{0,1\}//p; }' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
