#!/usr/bin/env bash
# Runs every command of the README and the pages, as a reader would, before a release:
#
#   src/site/commands.sh [--limit SECONDS] [--only REGEX] [--list]
#
# It reads the blocks marked sh and the inline code that starts with mvn, java -jar or src/. Each command runs in the
# repository's root. One that still runs after the limit, 120 seconds by default, is stopped and counts as "started".
# A command with a placeholder takes its value from the environment: FILE (airfoil data), JDK_HOME (another JDK). Without the
# value it is skipped, and the table says so. Exit code 1 if a command fails.
set -uo pipefail
cd "$(dirname "$0")/../.."

limit=120 only=. list=false
while [ $# -gt 0 ]; do
  case $1 in
    --limit) limit=$2; shift 2 ;;
    --only) only=$2; shift 2 ;;
    --list) list=true; shift ;;
    *) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done

# One line for each command: its page, a tab, the command. Lines that end in a backslash go on in the next.
commands() {
  for page in README.md CONTRIBUTING.md RELEASING.md src/port/CONFORMANCE.md src/site/markdown/*.md; do
    [ -f "$page" ] || continue
    awk -v page="$page" '
      /^```sh/ { block = 1; next }
      /^```/ { other = !block && !other; block = 0; next }
      block {
        line = line $0
        if (sub(/\\$/, "", line)) next
        sub(/ +# .*$/, "", line)
        if (line !~ /^ *(#|$)/) print page "\t" line
        line = ""
        next
      }
      !other {
        rest = $0
        while (match(rest, /`(mvn |java -jar target|src\/[a-z]+\/[a-z]+\.sh)[^`]*`/)) {
          print page "\t" substr(rest, RSTART + 1, RLENGTH - 2)
          rest = substr(rest, RSTART + RLENGTH)
        }
      }' "$page"
  done | awk -F '\t' '!seen[$2]++'
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0
echo "| page | command | result | seconds |"
echo "|---|---|---|--:|"
while IFS=$'\t' read -r page command; do
  result= seconds=
  if [[ $command =~ src/site/commands.sh|deploy|versions:set|api-baseline ]]; then
    result="skipped: not from here"
  fi
  if [ "$command" = "mvn -Prelease verify" ] && [ -z "$(gpg --list-secret-keys 2> /dev/null)" ]; then
    result="skipped: no signing key"
  fi
  if [[ $command == *perfasm* ]] && ! command -v perf > /dev/null; then result="skipped: no perf"; fi
  if [[ $command == *AOTCache* ]] && ! java -XX:AOTMode=off -version > /dev/null 2>&1; then result="skipped: an older JDK"; fi
  for name in FILE JDK_HOME; do
    if [[ " $command" =~ [^A-Z_]$name([^A-Z_]|$) ]]; then
      if [ -z "${!name:-}" ]; then result="skipped: no $name"; else command=${command//$name/${!name}}; fi
    fi
  done
  [[ $command == *...* || $command == *…* || $command == *BEFORE* ]] && result="skipped: an outline"
  if [ -z "$result" ] && ! $list; then
    start=$SECONDS
    timeout --kill-after 20 "$limit" bash -o pipefail -c "$command" > "$log" 2>&1 < /dev/null
    code=$?
    seconds=$((SECONDS - start))
    case $code in
      0) result=passed ;;
      124 | 137) result="started, stopped" ;;
      *) result="failed with $code"; failed=1 ;;
    esac
  fi
  echo "| $page | \`${command//|/\\|}\` | $result | $seconds |"
  case $result in failed*) tail -5 "$log" >&2 ;; esac
done < <(commands | grep -E -- "$only")
exit "$failed"
