#!/usr/bin/env bash
# Installs what the tests need (PostgreSQL, Chromium, a Korean font; Debian packages) and runs every test of the project.
# Suites run in two lanes beside each other; each suite's output is shown as a whole when it has ended.
# The last line is "N passed, N failed", summed over all suites. A missing component or suite is a failure, never a skip.
set -euo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
readonly UNITS='Dashboard units' BROWSER='Dashboard in Chromium'
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
trap 'trap - INT TERM; kill 0' INT TERM

step() { printf '\n== %s\n' "$*"; }

# Notes a suite's figures; a suite without figures has crashed, which is a failure.
count() { # name, passed, failed, skipped, exit code
  local name=$1 p=${2:-0} f=${3:-0} s=${4:-0} code=$5
  if [ "$code" -ne 0 ] && [ "$f" -eq 0 ]; then
    echo "$name: ended with exit code $code"
    f=1
  elif [ "$p" -eq 0 ] && [ "$f" -eq 0 ]; then
    echo "$name: ran no test"
    f=1
  fi
  echo "$p $f $s" >"$results/$name.figures"
  echo "$name: $p passed, $f failed, $s skipped, $SECONDS s"
}

# Runs suites one after another; shows each suite's output when it has ended, so that two lanes do not mix theirs.
lane() { # suites
  local suite
  for suite in "$@"; do
    (SECONDS=0; run "$suite") >"$results/$suite.log" 2>&1 || true
    flock "$results" cat "$results/$suite.log"
  done
}

run() { # suite
  step "$1"
  case "$1" in
    "$UNITS") run_vitest ;;
    "$BROWSER") run_playwright ;;
    *) run_dotnet "$1" ;;
  esac
}

# Says once more what failed, at the end, where a reader of a long output (or of its last lines alone) looks first.
failures() { # suites
  local suite
  for suite in "$@"; do
    [ -s "$results/$suite.log" ] || continue
    sed 's/\x1b\[[0-9;]*m//g' "$results/$suite.log" \
      | awk '/\[FAIL\]$/ || /^ *FAIL / { left = 25; print ""; print; next }
             left > 0 && /^ {4}[^ ]/ { left = 0 }
             left > 0 { print; left-- }'
  done
}

install_packages() {
  local missing=()
  command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell)
  fc-list :lang=ko 2>/dev/null | grep -q . || missing+=(fontconfig fonts-noto-cjk)
  if [ ${#missing[@]} -gt 0 ]; then
    step "Installing ${missing[*]}"
    local sudo=()
    [ "$(id -u)" -eq 0 ] || sudo=(sudo)
    "${sudo[@]}" apt-get update -qq
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  fi
}

run_dotnet() { # project
  local name=$1 code=0 report="$results/$1.xml"
  dotnet "tests/$name/bin/Release/net10.0/FinOpsAI.$name.dll" -noColor -xml "$report" || code=$?
  local figures='0 0 0' head
  if [ -s "$report" ]; then
    # The whole report may stand on one line: look at the assembly's own tag only.
    head=$(grep -o '<assembly [^>]*>' "$report" | head -n 1)
    figures="$(attribute passed "$head") $(attribute failed "$head") $(attribute skipped "$head")"
  fi
  # shellcheck disable=SC2086
  count "$name" $figures "$code"
}

attribute() { # name, tag
  sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$2"
}

run_vitest() {
  local code=0 report="$results/vitest.json"
  (cd src/Web/ui && npm run --silent typecheck && npm run --silent lint && npm run --silent size && npm test --silent -- --reporter=default --reporter=json --outputFile.json="$report") || code=$?
  count "$UNITS" "$(json "$report" numPassedTests)" "$(json "$report" numFailedTests)" "$(json "$report" numPendingTests)" "$code"
}

# A machine that is shared may stall a browser: a test is given a second try, and named when it needed it.
run_playwright() {
  local code=0 report="$results/playwright.json" flaky
  (cd tests/EndToEnd && npm ci --silent --no-audit --no-fund \
    && FINOPSAI_DLL="$PWD/../../src/Silo/bin/Release/net10.0/finopsai.dll" CHROMIUM="$(command -v chromium-headless-shell)" \
      PLAYWRIGHT_JSON_OUTPUT_NAME="$report" npx playwright test --retries=1 --reporter=list,json) || code=$?
  flaky=$(json "$report" stats.flaky)
  [ "$flaky" -eq 0 ] || echo "$BROWSER: $flaky of the tests passed at their second try only; they are listed above as flaky"
  count "$BROWSER" $(($(json "$report" stats.expected) + flaky)) "$(json "$report" stats.unexpected)" "$(json "$report" stats.skipped)" "$code"
}

# One compiler for all projects, where one for each would have to warm up anew: a minute less. It is this run's own, and ends with the build.
build() {
  local code=0 pipe="finopsai-$$" process
  dotnet build FinOpsAI.sln -c Release -v q -clp:NoSummary -p:UseSharedCompilation=true -p:SharedCompilationId="$pipe" || code=$?
  for process in $(grep -las -- "-pipename:$pipe" /proc/[0-9]*/cmdline | grep -o '[0-9]*'); do
    kill "$process" 2>/dev/null || true
  done
  return "$code"
}

json() { # file, path
  [ -s "$1" ] || { echo 0; return; }
  node -e 'const v = process.argv[2].split(".").reduce((o, k) => o?.[k], JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"))); console.log(v ?? 0)' "$1" "$2"
}

install_packages
step "Building"
build

# The slowest project beside all others; the browser alone, since it looks at pages that move.
others=()
for project in tests/*.Tests; do
  [ "$(basename "$project")" = Silo.Tests ] || others+=("$(basename "$project")")
done
lane Silo.Tests &
lane "${others[@]}" "$UNITS" &
wait
lane "$BROWSER"

passed=0
failed=0
skipped=0
for suite in Silo.Tests "${others[@]}" "$UNITS" "$BROWSER"; do
  if ! read -r p f s <"$results/$suite.figures"; then
    echo "$suite: did not run"
    p=0 f=1 s=0
  fi
  passed=$((passed + p))
  failed=$((failed + f))
  skipped=$((skipped + s))
done

if [ "$failed" -gt 0 ]; then
  step "Failed"
  failures Silo.Tests "${others[@]}" "$UNITS"
fi

echo
if [ "$skipped" -gt 0 ]; then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
