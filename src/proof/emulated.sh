#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the tests of bits and the digests on emulated processors and on Zero. --help has the usage.
set -euo pipefail
cd "$(dirname "$0")/../.."
unset JDK_JAVA_OPTIONS JAVA_TOOL_OPTIONS _JAVA_OPTIONS

readonly ALL="neon sve256 sve512 ppc64el s390x zero"
readonly TEST_SECONDS=3600 DIGEST_SECONDS=1800
readonly PASSED=0 FAILED=1 USAGE=2 MISSING=4
if [ -n "${XDG_CACHE_HOME:-}" ]; then cache=$XDG_CACHE_HOME/rmsprop-simd/emulated; else cache=target/emulated; fi

usage() {
  cat <<END
Usage: src/proof/emulated.sh [--help] [--out FILE] [TARGET ...]

Proves the library's bits on processors that this machine does not have. QEMU emulates the processor and runs Debian's
OpenJDK 17 for it. Without a TARGET, all of them run, in about half an hour:

  neon      AArch64 with NEON: 4 lanes
  sve256    AArch64 with SVE at 256 bits: 8 lanes
  sve512    AArch64 with SVE at 512 bits: 16 lanes
  ppc64el   POWER9, little-endian, with VSX: 4 lanes
  s390x     IBM Z, big-endian: SCALAR
  zero      this processor with HotSpot's Zero, an interpreter without C2: SCALAR

Each target compares the digests of all presets. Targets with lanes also run the tests of bits, s390x those of SCALAR.
Where SIMD should run, a fallback to SCALAR is a failure.

  --out FILE   the table in Markdown, relative to the project's folder; default target/emulated.md

The script needs Debian or Ubuntu, Maven, a JDK 25 and the network, and no root rights. It downloads QEMU and the JDKs with
apt-get into $cache, in an apt state of their own, and changes nothing on the system.
Delete that folder to download again.

Exit codes: 0 all passed; 1 bits differ, a test failed or SIMD did not run; 2 usage; 4 something is missing.
END
}

# Ends the script with a message: fail CODE MESSAGE
fail() {
  echo "emulated.sh: $2" >&2
  exit "$1"
}

# Sets arch, emulator, cpu, lanes (0: SIMD must be refused), the tests, and words of the gate's sentence.
describe() {
  arch=arm64 emulator=qemu-aarch64-static lanes=0 tests='(BitsTest|PortVectorsTest|ScalarOracleTest)' gate="SIMD is off: "
  case $1 in
    neon) cpu=max,sve=off lanes=4 ;;
    sve256) cpu=max,sve256=on lanes=8 ;;
    sve512) cpu=max,sve512=on lanes=16 ;;
    ppc64el) arch=ppc64el emulator=qemu-ppc64le-static cpu=power9 lanes=4 ;;
    s390x) arch=s390x emulator=qemu-s390x-static cpu=max tests='(PortVectorsTest|ScalarOracleTest)' ;;
    zero) arch=$host emulator="" cpu=$(uname -m) tests="" gate="this JVM is OpenJDK 64-Bit Zero VM" ;;
  esac
  if [ $lanes -gt 0 ]; then gate="SIMD runs with $lanes lanes."; fi
}

# Unpacks packages of an architecture into $cache/NAME, once: unpack NAME ARCHITECTURE PACKAGE...
unpack() {
  local root=$cache/$1 arch=$2 state=$cache/apt-$2 deb link
  shift 2
  if [ -e "$root.complete" ]; then return; fi
  local apt=(apt-get -q -o "APT::Architecture=$arch" -o "APT::Architectures=$arch" -o "Dir::State=$state"
    -o "Dir::State::status=$state/status" -o "Dir::Cache=$state/cache" -o APT::Sandbox::User= -o Acquire::Languages=none)
  rm -rf "$root" "$root.debs"
  mkdir -p "$root" "$root.debs" "$state/lists/partial" "$state/cache/archives/partial"
  : >"$state/status"
  echo "Downloading $* for $arch"
  # An index that cannot be updated may still name the packages.
  "${apt[@]}" update >"$root.log" 2>&1 || true
  if ! (cd "$root.debs" && "${apt[@]}" download "$@") >>"$root.log" 2>&1; then
    reason="apt-get has no $* for $arch ($(grep -m1 '^E:' "$root.log" || tail -n1 "$root.log")); add a Debian mirror with that\
 architecture to apt's sources, or connect to the network"
    return $MISSING
  fi
  for deb in "$root.debs"/*.deb; do
    dpkg -x "$deb" "$root" || fail $MISSING "dpkg cannot unpack $deb; is the disk full?"
  done
  # Outside its root an absolute link would lead to the files of this machine.
  while IFS= read -r -d '' link; do
    ln -sfn "$root$(readlink "$link")" "$link"
  done < <(find "$root" -type l -lname '/*' -print0)
  rm -rf "$root.debs"
  touch "$root.complete"
}

# Sets java, a command that runs the target's JDK. Tests start JVMs from java.home, which must find the emulator too.
install_jdk() {
  local packages=(openjdk-17-jre-headless) root=$arch
  if [ -n "$emulator" ]; then
    unpack qemu "$host" qemu-user-static || return
    packages+=(libc6 libgcc-s1 libstdc++6 zlib1g)
  else
    root=zero packages+=(openjdk-17-jre-zero)
  fi
  unpack "$root" "$arch" "${packages[@]}" || return
  java=$(find "$cache/$root/usr/lib/jvm" -path '*/java-17-openjdk-*/bin/java')
  if [ -n "$emulator" ] && ! [ -e "$java.elf" ]; then
    mv "$java" "$java.elf"
    # shellcheck disable=SC2016 # expanded when a JVM starts
    printf '#!/bin/sh\nexec "$EMULATOR" "$0.elf" "$@"\n' >"$java"
    chmod +x "$java"
  fi
  export EMULATOR=$cache/qemu/usr/bin/$emulator QEMU_LD_PREFIX=$cache/$root QEMU_CPU=$cpu
}

run_java() {
  local seconds=$1
  shift
  local options=(--add-modules jdk.incubator.vector)
  # jspawnhelper is a program of the emulated processor, which this machine cannot start.
  if [ -n "$emulator" ]; then options+=(-Djdk.lang.Process.launchMechanism=VFORK); else options=(-zero "${options[@]}"); fi
  # In the foreground, since Ctrl-C would not end it elsewhere.
  timeout --foreground "$seconds" "$java" "${options[@]}" "$@"
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
  if [ $lanes -gt 0 ]; then options+=(--require-simd); fi
  # Zero computes a fused multiply-add in 100 µs: once is enough.
  if [ -z "$emulator" ]; then options=(--backend scalar); fi
  run_java $DIGEST_SECONDS -cp target/classes:target/test-classes io.github.rmspropsimd.proof.Digests "${options[@]}" \
    >"$log.digests" 2>&1 || status=$?
  explanation=$(sed -n 's/^SIMD: //p' "$log.digests")
  reached=$(sed -n 's/^status d2l: //p' "$log.digests")
  digests=$(awk '$5 == "yes" { equal++ } length($4) == 64 { all++ }
    END { printf "%d of %d equal", equal, all }' "$log.digests")
  backends=$(awk 'length($4) == 64 && !seen[$2 $3]++ { printf "%s%s %d", comma, $2, $3; comma = ", " }' "$log.digests")
  case $status in
    0) ;;
    1) reason=$(grep -m1 -E 'differ|Exception' "$log.digests" || tail -n1 "$log.digests") ;;
    3) reason="SIMD did not run" ;;
    124) reason="the digests took more than $DIGEST_SECONDS s" ;;
    *) reason="exit code $status of the digests: $(tail -n1 "$log.digests")" ;;
  esac
  if [ -z "$reason" ] && [[ $explanation != *"$gate"* ]]; then reason="unexpected gate sentence"; fi
  if [ -z "$reason" ] && [ $lanes -gt 0 ] && [ "$backends" != "SCALAR 1, SIMD $lanes, default $lanes" ]; then
    reason="the default kernel did not reach SIMD with $lanes lanes"
  fi
}

# Sets reason if a test failed or was skipped. The tests assert the JDK, SIMD and its lanes, and compare no digest again.
check_tests() {
  local status=0 failed options=(-Djdk.expected=17)
  if [ $lanes -gt 0 ]; then options+=("-Dlanes.bits=$((lanes * 32))"); fi
  run_java $TEST_SECONDS "${options[@]}" -cp "$console:target/classes:target/test-classes:$(<"$cache/classpath")" \
    org.junit.platform.console.ConsoleLauncher execute --disable-banner --disable-ansi-colors --details=testfeed \
    --scan-classpath target/test-classes --include-classname ".*$tests" --exclude-classname '.*\.DigestBitsTest' \
    >"$log.tests" 2>&1 || status=$?
  passed=$(count "tests successful")
  failed=$(count "tests failed")
  if [ $status -eq 124 ]; then
    reason="the tests took more than $TEST_SECONDS s"
  elif [ $status -ne 0 ] || [ "$failed" != 0 ] || [ "${passed:-0}" = 0 ]; then
    reason="${failed:-all} tests failed, exit code $status"
  elif [ "$(count "tests skipped")$(count "tests aborted")$(count "containers skipped")" != 000 ]; then
    reason="tests were skipped"
  fi
}

# Runs one target, adds its row to the table and prints its line: run_target NAME
run_target() {
  local name=$1 status=$PASSED
  reason="" passed=0 digests="none computed" backends="" explanation="" reached="" version="" log=$cache/$name
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
  lines+=("$(printf '%-8s %s; %s tests passed; digests: %s; lanes: %s. %s %s' "$name" "$result" "${passed:-0}" \
    "$digests" "${backends:--}" "$explanation" "$reached")")
  echo "| $name | $qemu | ${emulator:+$arch }$cpu | ${version:--} | $result | ${passed:-0} | $digests | ${backends:--} |" \
    "${explanation:--} | ${reached:--} |" >>"$table.rows"
  return $status
}

table=target/emulated.md targets=() lines=() exit_code=$PASSED command="src/proof/emulated.sh${*:+ $*}"
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage && exit ;;
    --out) [ $# -gt 1 ] || fail $USAGE "--out needs a file" && table=$2 && shift ;;
    *) [[ " $ALL " == *" $1 "* ]] || fail $USAGE "unknown target $1; one of: $ALL" && targets+=("$1") ;;
  esac
  shift
done
if [ ${#targets[@]} -eq 0 ]; then read -ra targets <<<"$ALL"; fi
for tool in apt-get dpkg timeout; do
  command -v $tool >/dev/null || fail $MISSING "$tool is missing; run this script on Debian or Ubuntu"
done
command -v mvn >/dev/null || fail $MISSING "mvn is missing; install it with apt-get install maven"
host=$(dpkg --print-architecture)
mkdir -p "$cache" "$(dirname "$table")"
cache=$(realpath "$cache")

build
: >"$table.rows"
for target in "${targets[@]}"; do
  run_target "$target" || { code=$? && if [ $exit_code -ne $FAILED ]; then exit_code=$code; fi; }
done
{
  cat <<END
# Bits on emulated processors

This page shows the library's bits on processors that QEMU emulated on $(uname -m), on $(date -u +%F), by \`$command\`.
An emulated processor shows bits and backends, and no speed: the times in status lines are the emulator's.

| target | emulator | processor | JVM | result | tests passed | digests | backends and lanes | \`Backend.SIMD.explanation()\` | \`status()\` of a default kernel |
|---|---|---|---|---|--:|---|---|---|---|
END
  cat "$table.rows"
} >"$table"
rm "$table.rows"
printf '%s\n' "" "${lines[@]}" "Table: $table"
exit $exit_code
