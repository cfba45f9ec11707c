#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the tests of bits and the digests on emulated processors and on Zero. --help has the usage.
set -euo pipefail
cd "$(dirname "$0")/../.."
unset JDK_JAVA_OPTIONS JAVA_TOOL_OPTIONS _JAVA_OPTIONS
# shellcheck source=src/proof/emulated-jdks.sh
. src/proof/emulated-jdks.sh

readonly ALL="neon sve256 sve512 ppc64el s390x zero"
readonly TEST_SECONDS=3600 DIGEST_SECONDS=1800
readonly PASSED=0 FAILED=1 USAGE=2 MISSING=4
if [ -n "${XDG_CACHE_HOME:-}" ]; then cache=$XDG_CACHE_HOME/rmsprop-simd/emulated; else cache=target/emulated; fi

usage() {
  cat <<END
Usage: src/proof/emulated.sh [--help] [--out FILE] [--tries N] [TARGET ...]

Proves the library's bits on processors that this machine does not have. QEMU emulates the processor and runs Debian's
OpenJDK 17 for it. Without a TARGET, all of them run, in half an hour or more:

  neon      AArch64 with NEON: 4 lanes
  sve256    AArch64 with SVE at 256 bits: 8 lanes
  sve512    AArch64 with SVE at 512 bits: 16 lanes
  ppc64el   POWER9, little-endian, with VSX: 4 lanes; C2 compiles some rules only
  s390x     IBM Z, big-endian: SCALAR
  zero      this processor with HotSpot's Zero, an interpreter without C2: SCALAR

Each target compares the digests of all presets. Targets with lanes also run the tests of bits, s390x those of SCALAR.
Where SIMD should run, a fallback to SCALAR is a failure.

  --out FILE   the table in Markdown, relative to the project's folder; default target/emulated.md. Rows of other targets
               stay in it.
  --tries N    how often jqwik tries a property that names no number itself; default 1000

The script needs Debian or Ubuntu, Maven, a JDK 25 and the network, and no root rights. It downloads QEMU and the JDKs with
apt-get into $cache and changes nothing on the system. Delete that folder to download again.

Exit codes: 0 all passed; 1 bits differ, a test failed or SIMD did not run; 2 usage; 4 something is missing.
END
}

# Ends the script with a message: fail CODE MESSAGE
fail() {
  echo "emulated.sh: $2" >&2
  exit "$1"
}

# Offline where all is fetched already.
maven() {
  mvn -B -q -o --no-transfer-progress "$@" >"$cache/maven.log" 2>&1 || mvn -B -q --no-transfer-progress "$@"
}

build() {
  local plugin=org.apache.maven.plugins:maven-dependency-plugin:3.9.0 version
  echo "Compiling the tests"
  maven test-compile $plugin:build-classpath "-Dmdep.outputFile=$cache/classpath" ||
    fail $MISSING "Maven cannot compile the tests; see above. Install a JDK 25 and Maven 3.8 or later, and connect to the network"
  version=$(sed -E 's/.*junit-platform-engine-([0-9.]+)\.jar.*/\1/' "$cache/classpath")
  console=$cache/junit-platform-console-standalone-$version.jar
  [ -e "$console" ] || maven $plugin:copy "-DoutputDirectory=$cache" \
    "-Dartifact=org.junit.platform:junit-platform-console-standalone:$version" ||
    fail $MISSING "Maven cannot fetch the JUnit console; connect to the network"
}

# A number of the JUnit console's closing lines: count "tests failed"
count() {
  sed -nE "s/^\[ *([0-9]+) $1 *\]$/\1/p" "$log.tests"
}

# Sets reason if the digests differ or the wrong backend ran.
check_digests() {
  local status=0 options=(--backend all)
  if [ $lanes -gt 0 ]; then options+=(--require-simd --await "$await"); fi
  # Zero computes a fused multiply-add in 100 µs: once is enough.
  if [ -z "$emulator" ]; then options=(--backend scalar); fi
  run_java $DIGEST_SECONDS -cp target/classes:target/test-classes io.github.rmspropsimd.proof.Digests "${options[@]}" \
    >"$log.digests" 2>&1 || status=$?
  explanation=$(sed -n 's/^SIMD: //p' "$log.digests")
  reached=$(sed -nE 's/^status d2l: (.*) SIMD at the end: .*/\1/p' "$log.digests")
  digests=$(awk '$5 == "yes" { equal++ } length($4) == 64 { all++ }
    END { printf "%d of %d equal", equal, all }' "$log.digests")
  backends=$(awk 'length($4) == 64 && !seen[$2 $3]++ { printf "%s%s %d", comma, $2, $3; comma = ", " }' "$log.digests")
  case $status in
    1) reason=$(grep -m1 -E 'differ|Exception' "$log.digests" || tail -n1 "$log.digests") ;;
    3) reason="SIMD did not run" ;;
    124) reason="the digests took more than $DIGEST_SECONDS s" ;;
    [!0]*) reason="exit code $status of the digests: $(tail -n1 "$log.digests")" ;;
  esac
  if [ -z "$reason" ] && [[ $explanation != *"$gate"* ]]; then reason="unexpected gate sentence"; fi
  kernels=$(sed -nE 's/^status .* end: ([0-9]+) of ([0-9]+) kernels\.$/\1 \2/p' "$log.digests" |
    awk '{ simd += $1; all += $2 } END { printf "%d of %d", simd, all }')
  if [ $lanes -eq 0 ] || [ -n "$reason" ]; then return; fi
  if [ "$backends" != "SCALAR 1, SIMD $lanes, default $lanes" ]; then reason="the lanes are not $lanes"; fi
  if [ $await = all ] && [ "${kernels% of *}" != "${kernels#* of }" ]; then reason="default kernels stayed on SCALAR"; fi
}

# Sets reason if a test failed or was skipped. The tests assert the JDK, SIMD and its lanes, and compare no digest again.
check_tests() {
  local status=0 failed options=(-Djdk.expected=17 -Djqwik.tries.default="$tries")
  if [ $lanes -gt 0 ]; then options+=("-Dlanes.bits=$((lanes * 32))"); fi
  run_java $TEST_SECONDS "${options[@]}" -cp "$console:target/classes:target/test-classes:$(<"$cache/classpath")" \
    org.junit.platform.console.ConsoleLauncher execute --disable-banner --disable-ansi-colors --details=testfeed \
    --scan-classpath target/test-classes --include-classname ".*$tests" --exclude-classname '.*\.DigestBitsTest' \
    >"$log.tests" 2>&1 || status=$?
  passed=$(count "tests successful")
  failed=$(count "tests failed")
  if [ -z "$passed" ]; then
    reason="the tests did not end, exit code $status (124: after $TEST_SECONDS s)"
  elif [ $status -ne 0 ] || [ "$failed" -gt 0 ]; then
    reason="$failed tests and $(count "containers failed") classes failed"
  elif [ "$(count "tests (skipped|aborted)" | sort -u)$(count "containers (skipped|aborted)" | sort -u)" != 00 ] ||
    [ "$passed" -eq 0 ]; then
    reason="tests were skipped"
  fi
}

# Runs one target, adds its row to the table and prints its line: run_target NAME
run_target() {
  local name=$1 status=$PASSED
  reason="" passed="" kernels="" digests="none computed" backends="" explanation="" reached="" version="" log=$cache/$name
  describe "$name"
  install_jdk || status=$?
  if [ $status -eq $PASSED ]; then
    echo "Running $name; output in $log.*"
    version=$(run_java 60 -version 2>&1 | grep -oE 'OpenJDK .* VM \(build [^,]+' | sed 's/(build //') ||
      reason="its JDK does not start: $(run_java 60 -version 2>&1 | tail -n1)"
    if [ -z "$reason" ]; then check_digests; fi
    if [ -z "$reason" ] && [ -n "$tests" ]; then check_tests; fi
    if [ -n "$reason" ]; then status=$FAILED; fi
  fi
  local result=passed qemu=none
  if [ -n "$emulator" ] && [ -e "$EMULATOR" ]; then qemu=$("$EMULATOR" -version | sed -n '1s/.* version \([0-9.]*\).*/QEMU \1/p'); fi
  if [ $status -eq $FAILED ]; then result="FAILED: $reason; output in $log.*"; fi
  if [ $status -eq $MISSING ]; then result="not run: $reason"; fi
  lines+=("$(printf '%-8s %s; %s tests passed; digests: %s; lanes: %s; default kernels on SIMD: %s. %s %s' "$name" "$result" \
    "${passed:-0}" "$digests" "${backends:--}" "${kernels:--}" "$explanation" "$reached")")
  sed -i "/^| $name |/d" "$table.rows"
  echo "| $name | $(date -u +%F) | $qemu | ${emulator:+$arch }$cpu | ${version:--} | $result | ${passed:--} | ${passed:+$tries} |" \
    "$digests | ${backends:--} | ${kernels:--} | ${explanation:--} | ${reached:--} |" >>"$table.rows"
  return $status
}

# Writes the table after each target, in case the run is interrupted.
write_table() {
  local name
  {
    cat <<END
# Bits on emulated processors

This page shows the library's bits on emulated processors. \`src/proof/emulated.sh\` ran them on $(uname -m) and wrote it.
An emulated processor shows bits and backends, and no speed: the times in status lines are the emulator's.
Properties that name no number of tries themselves ran as often as the column "tries" says.

QEMU starts ppc64el programs in AltiVec's non-Java mode. C2's vectors then add subnormal numbers as 0, on SCALAR too, and
digests differ. The script clears that mode. It awaits SIMD for the plain rules there, and for every rule on AArch64.

| target | date | emulator | processor | JVM | result | tests passed | tries | digests | backends and lanes | default kernels on SIMD | \`Backend.SIMD.explanation()\` | \`status()\` of a default kernel |
|---|---|---|---|---|---|--:|--:|---|---|---|---|---|
END
    for name in $ALL; do grep "^| $name |" "$table.rows" || true; done
  } >"$table"
}

table=target/emulated.md tries=1000 targets=() lines=() exit_code=$PASSED
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage && exit ;;
    --out) [ $# -gt 1 ] || fail $USAGE "--out needs a file" && table=$2 && shift ;;
    --tries) [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || fail $USAGE "--tries needs a number" && tries=$2 && shift ;;
    *) [[ " $ALL " == *" $1 "* ]] || fail $USAGE "unknown target $1; one of: $ALL" && targets+=("$1") ;;
  esac
  shift
done
if [ ${#targets[@]} -eq 0 ]; then read -ra targets <<<"$ALL"; fi
for tool in apt-get dpkg mvn; do
  command -v $tool >/dev/null || fail $MISSING "$tool is missing; on Debian or Ubuntu, apt-get install apt dpkg maven"
done
host=$(dpkg --print-architecture)
mkdir -p "$cache" "$(dirname "$table")"
cache=$(realpath "$cache")

build
grep -sE "^\| (${ALL// /|}) \|" "$table" >"$table.rows" || true
for target in "${targets[@]}"; do
  run_target "$target" || { code=$? && if [ $exit_code -ne $FAILED ]; then exit_code=$code; fi; }
  write_table
done
rm "$table.rows"
printf '%s\n' "" "${lines[@]}" "Table: $table"
exit $exit_code
