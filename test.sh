#!/usr/bin/env bash
# Passes every test of the project. The last line is "N passed, N failed"; the exit code is 0 only when nothing failed.
#   ./test.sh          everything
#   ./test.sh --long   with the soaks (BATON_LONG=1)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

for argument in "$@"; do
  case "$argument" in
    --long) export BATON_LONG=1 ;;
    *) echo "usage: ./test.sh [--long]" >&2; exit 2 ;;
  esac
done

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1
if [[ ! -d "${HOME:-}" || ! -w "${HOME:-}" ]]; then
  export HOME="$PWD/artifacts/home"
  mkdir -p "$HOME"
fi

logs="$PWD/artifacts/test"
rm -rf "$logs"
mkdir -p "$logs"
passed=0
failed=0
baton="src/Baton.Cli/bin/Release/net10.0/baton.dll"

count() { # name, passed, failed, seconds
  passed=$((passed + $2))
  failed=$((failed + $3))
  printf '%-28s %6d passed %4d failed %5ds\n' "$1" "$2" "$3" "$4"
}

finish() {
  echo "$passed passed, $failed failed"
  [[ "$failed" -eq 0 && "$passed" -gt 0 ]]
  exit
}

limited() { # seconds, command...: a hanging part is a failure, not a hanging build
  local seconds=$1
  shift
  if command -v timeout >/dev/null; then timeout --kill-after=20 "$seconds" "$@" </dev/null; else "$@" </dev/null; fi
}

# A step that has no tests of its own: nothing is counted when it succeeds, one failure when it does not.
step() { # name, seconds, command...
  local name=$1 seconds=$2 start=$SECONDS
  shift 2
  if limited "$seconds" "$@" >"$logs/$name.log" 2>&1; then
    printf '%-28s %26s %5ds\n' "$name" "ok" "$((SECONDS - start))"
  else
    cat "$logs/$name.log"
    count "$name" 0 1 "$((SECONDS - start))"
    return 1
  fi
}

trx_counter() { # file, attribute
  sed -n "s/.*<Counters[^>]* $2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1
}

# One test project. A runner that crashes, that leaves no report or that finds nothing to run is a failure.
test_project() { # folder
  local name start=$SECONDS status=0 good=0 bad=0 total=0 executed=0
  name=$(basename "$1")
  if [[ -z "$(find "$1" -name '*.cs' -not -path '*/obj/*' -not -path '*/bin/*' -print -quit)" ]]; then
    printf '%-28s %26s\n' "$name" "has no source yet"
    return
  fi
  limited 3000 dotnet test "$1" --no-build -c Release --nologo -v q \
    --logger "trx;LogFileName=$name.trx" --results-directory "$logs" >"$logs/$name.log" 2>&1 || status=$?
  if [[ -s "$logs/$name.trx" ]]; then
    good=$(trx_counter "$logs/$name.trx" passed)
    total=$(trx_counter "$logs/$name.trx" total)
    executed=$(trx_counter "$logs/$name.trx" executed)
    bad=$((${executed:-0} - ${good:-0}))
    # On a developer's machine a test may be skipped for a missing tool; where the verdict counts it may not.
    if [[ "${CI:-}" == true ]]; then bad=$((${total:-0} - ${good:-0})); fi
  fi
  if [[ "$bad" -eq 0 && ("$status" -ne 0 || "${good:-0}" -eq 0) ]]; then
    echo "$name: the test runner failed (exit code $status, ${good:-0} passed)"
    bad=1
  fi
  if [[ "$bad" -gt 0 ]]; then
    cat "$logs/$name.log"
    sed -n '/<ErrorInfo>/,/<\/ErrorInfo>/p' "$logs/$name.trx" 2>/dev/null | cut -c 1-400 | head -n 200
  fi
  count "$name" "${good:-0}" "$bad" "$((SECONDS - start))"
  if [[ "${total:-0}" -ne "${executed:-0}" ]]; then
    echo "  $((total - executed)) of them not run: what they need is not on this machine"
  fi
}

# The console's own tests, by vitest.
test_web() {
  local start=$SECONDS status=0 report="$logs/web.json" good=0 bad=0
  limited 300 npm test --prefix web -- --reporter=json --outputFile="$report" >"$logs/web.log" 2>&1 || status=$?
  if [[ -s "$report" ]]; then
    read -r good bad < <(node -p 'const r = JSON.parse(fs.readFileSync(process.argv[1])); `${r.numPassedTests} ${r.numFailedTests}`' "$report")
  fi
  if [[ "$bad" -eq 0 && ("$status" -ne 0 || "$good" -eq 0) ]]; then
    echo "web: vitest failed (exit code $status, $good passed)"
    bad=1
  fi
  if [[ "$bad" -gt 0 ]]; then cat "$logs/web.log"; fi
  count web "$good" "$bad" "$((SECONDS - start))"
}

# The scenarios under one folder, by the product's own command; its last line is "N passed, N failed".
test_scenarios() { # folder
  local name="scenarios: $1" folder=$1 start=$SECONDS status=0 line good=0 bad=0
  local log="$logs/scenarios-$(tr -c 'a-z\n' '-' <<<"$1")"
  limited 1800 dotnet "$baton" test "$folder" --junit "$log.junit.xml" >"$log.log" 2>&1 || status=$?
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log.log" | tail -n 1 || true)
  if [[ -n "$line" ]]; then
    read -r good _ bad _ <<<"$line"
  fi
  if [[ "$bad" -eq 0 && ("$status" -ne 0 || "$good" -eq 0) ]]; then
    echo "$name: baton test failed (exit code $status, $good passed)"
    bad=1
  fi
  if [[ "$bad" -gt 0 ]]; then cat "$log.log"; fi
  count "$name" "$good" "$bad" "$((SECONDS - start))"
}

has_scenarios() { [[ -d "$1" && -n "$(find "$1" -name '*.scenario.yaml' -print -quit)" ]]; }

all_scenarios() {
  local folder
  for folder in tests/scenarios samples ../shared/scenarios; do
    if has_scenarios "$folder"; then test_scenarios "$folder"; fi
  done
}

step tools 600 dotnet tool restore || finish
step format 600 dotnet csharpier check . || true
step build 1800 dotnet build Baton.slnx -c Release -nologo -v q || finish
step oidc 300 npm ci --prefix tests/Baton.Server.Tests/oidc || true
step webhooks 300 npm ci --prefix tests/Baton.Server.Tests/webhooks || true
step typescript 300 npm ci --prefix clients/typescript || true
step web-format 120 npm run lint --prefix web || true
step web-types 300 npm run types --prefix web || true
test_web
for project in tests/*.Tests; do
  test_project "$project"
done
all_scenarios
finish
