# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034,SC2154 # variables that emulated.sh sets or reads
# The targets of emulated.sh, and their emulators and JDKs.

# Sets arch, emulator, cpu, lanes (0: SIMD must be refused), which default kernels must reach SIMD, the tests, and words of
# the gate's sentence.
describe() {
  arch=arm64 emulator=qemu-aarch64-static lanes=0 await=all gate="SIMD is off: "
  tests='(BitsTest|PortVectorsTest|ScalarOracleTest)'
  case $1 in
    neon) cpu=max,sve=off lanes=4 ;;
    sve256) cpu=max,sve256=on lanes=8 ;;
    sve512) cpu=max,sve512=on lanes=16 ;;
    # C2 of JDK 17 has neither masks nor max of vectors there, which clamped variances need.
    ppc64el) arch=ppc64el emulator=qemu-ppc64le-static cpu=power9 lanes=4 await=plain ;;
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
    return "$MISSING"
  fi
  for deb in "$root.debs"/*.deb; do
    dpkg -x "$deb" "$root" || fail "$MISSING" "dpkg cannot unpack $deb; is the disk full?"
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
  java=$(find "$cache/$root" -path '*/java-17-openjdk-*/bin/java')
  if [ -n "$emulator" ] && ! [ -e "$java.elf" ]; then
    mv "$java" "$java.elf"
    # shellcheck disable=SC2016 # expanded when a JVM starts
    printf '#!/bin/sh\nexec "$EMULATOR" "$0.elf" "$@"\n' >"$java"
    chmod +x "$java"
  fi
  if [ "$arch" = ppc64el ]; then set_java_mode "$cache/$root" || return; fi
  export EMULATOR=$cache/qemu/usr/bin/$emulator QEMU_LD_PREFIX=$cache/$root QEMU_CPU=$cpu
}

# Has the emulated dynamic linker load java-mode.s, which says why: set_java_mode ROOT
set_java_mode() {
  unpack binutils "$host" binutils-powerpc64le-linux-gnu binutils-common libjansson4 libzstd1 || return
  local tool=$cache/binutils/usr/bin/powerpc64le-linux-gnu libraries
  libraries=$(dirname "$(find "$cache/binutils" -name 'libbfd-*')")
  LD_LIBRARY_PATH=$libraries "$tool-as" -mpower8 -o "$1/java-mode.o" src/proof/java-mode.s
  LD_LIBRARY_PATH=$libraries "$tool-ld" -shared -o "$1/java-mode.so" "$1/java-mode.o"
  mkdir -p "$1/etc"
  echo "$1/java-mode.so" >"$1/etc/ld.so.preload"
}

# Runs the target's JVM for a while at most: run_java SECONDS OPTION...
run_java() {
  local seconds=$1
  shift
  local options=(--add-modules jdk.incubator.vector)
  # jspawnhelper is a program of the emulated processor, which this machine cannot start. The emulator slows the warm-up.
  local emulated=(-Djdk.lang.Process.launchMechanism=VFORK -Dio.github.rmspropsimd.warmup.timeout=240)
  if [ -n "$emulator" ]; then options+=("${emulated[@]}"); else options=(-zero "${options[@]}"); fi
  # In the foreground, since Ctrl-C would not end it elsewhere.
  timeout --foreground "$seconds" "$java" "${options[@]}" "$@"
}

