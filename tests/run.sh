#!/usr/bin/env bash
# Installs what the tests need (PostgreSQL, Chromium, a Korean font; Debian packages) and runs every test of the project.
# The last line is "N passed, N failed", summed over all test projects. A missing component is a failure, never a skip.
set -euo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0
failed=0
skipped=0

step() { printf '\n== %s\n' "$*"; }

# Adds a suite's figures to the sum; a suite without figures has crashed, which is a failure.
count() { # name, passed, failed, skipped, exit code
  local name=$1 p=${2:-0} f=${3:-0} s=${4:-0} code=$5
  if [ "$code" -ne 0 ] && [ "$f" -eq 0 ]; then
    echo "$name: ended with exit code $code" >&2
    f=1
  elif [ "$p" -eq 0 ] && [ "$f" -eq 0 ]; then
    echo "$name: ran no test" >&2
    f=1
  fi
  passed=$((passed + p))
  failed=$((failed + f))
  skipped=$((skipped + s))
  echo "$name: $p passed, $f failed, $s skipped"
}

install_packages() {
  local missing=()
  command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  command -v chromium >/dev/null || missing+=(chromium)
  fc-list :lang=ko 2>/dev/null | grep -q . || missing+=(fontconfig fonts-noto-cjk)
  if [ ${#missing[@]} -gt 0 ]; then
    step "Installing ${missing[*]}"
    local sudo=()
    [ "$(id -u)" -eq 0 ] || sudo=(sudo)
    "${sudo[@]}" apt-get update -qq
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  fi
}

run_dotnet() { # project folder
  local name code=0 report
  name=$(basename "$1")
  step "$name"
  report="$results/$name.xml"
  dotnet "$1/bin/Release/net10.0/FinOpsAI.$name.dll" -noColor -xml "$report" || code=$?
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
  step "Dashboard units"
  (cd src/Web/ui && npm run --silent typecheck && npm run --silent lint && npm run --silent size && npm test --silent -- --reporter=default --reporter=json --outputFile.json="$report") || code=$?
  count "Dashboard units" "$(json "$report" numPassedTests)" "$(json "$report" numFailedTests)" "$(json "$report" numPendingTests)" "$code"
}

run_playwright() {
  local code=0 report="$results/playwright.json"
  step "Dashboard in Chromium"
  (cd tests/EndToEnd && npm ci --silent --no-audit --no-fund \
    && FINOPSAI_DLL="$PWD/../../src/Silo/bin/Release/net10.0/finopsai.dll" CHROMIUM="$(command -v chromium)" \
      PLAYWRIGHT_JSON_OUTPUT_NAME="$report" npx playwright test --reporter=list,json) || code=$?
  count "Dashboard in Chromium" "$(json "$report" stats.expected)" "$(json "$report" stats.unexpected)" "$(json "$report" stats.skipped)" "$code"
}

json() { # file, path
  [ -s "$1" ] || { echo 0; return; }
  node -e 'const v = process.argv[2].split(".").reduce((o, k) => o?.[k], JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"))); console.log(v ?? 0)' "$1" "$2"
}

install_packages
step "Building"
dotnet build FinOpsAI.sln -c Release -v q -clp:NoSummary

for project in tests/*.Tests; do
  run_dotnet "$project"
done
run_vitest
run_playwright

echo
if [ "$skipped" -gt 0 ]; then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
[ "$failed" -eq 0 ]
