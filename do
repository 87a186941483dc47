#!/usr/bin/env bash
# The one entry for people: sets up what is missing, then does the thing asked for.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

BIN=.venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1

usage() {
  cat <<'TEXT'
./do run [--port N]      run the platform here, with its own database; Ctrl-C stops it
./do test [ARGS]         all checks and tests (ARGS go to pytest)
./do check               the fast checks: format, lint, types, import order, migrations, translations
./do bench [PREFIX]      measure; one JSON line per figure
./do shell               a Python shell inside the platform
./do setup               only set up
./do messages            gather new sentences of the screens into the translation files
./do dictionary          write docs/data-dictionary.md from the models
./do lock                work out requirements*.txt anew
TEXT
}

die() { printf '%s\n' "$*" >&2; exit 1; }

# What the system lacks: installed as root on Debian or Ubuntu, else named in one line.
need_packages() {
  local missing=("$@")
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${missing[*]} …" >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}"; } \
      >var/setup.log 2>&1 || die "Could not install ${missing[*]}: see var/setup.log"
  else
    die "Please install: ${missing[*]}   (Debian, Ubuntu: sudo apt-get install ${missing[*]})"
  fi
}

find_python() {
  for python in python3 python3.13 python3.12 python3.11; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$python"; return; fi
  done
  die "Python 3.11 or newer is needed."
}

stamp() { cat "$@" | sha256sum | cut -d' ' -f1; }

# install NAME FILES…: bring .venv to what FILES say, once per content of FILES.
install() {
  local name=$1; shift
  local now; now=$(stamp pyproject.toml "$@")
  [ "$(cat ".venv/.stamp-$name" 2>/dev/null)" = "$now" ] && return
  echo "Installing what the platform needs ($name) …" >&2
  local args=(); for file in "$@"; do args+=(-r "$file"); done
  "$BIN/python" -m pip install --quiet --require-hashes "${args[@]}" >&2
  "$BIN/python" -m pip install --quiet --no-deps --no-build-isolation --editable . >&2
  echo "$now" >".venv/.stamp-$name"
}

setup() {
  mkdir -p var
  # An environment knows its own place: in a copied or moved checkout it would run the old one's code.
  if [ ! -x "$BIN/python" ] || [ "$(cat .venv/.place 2>/dev/null)" != "$PWD" ] || ! "$BIN/python" -c 'import pip' 2>/dev/null; then
    local python; python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null || need_packages python3-venv
    "$python" -m venv --clear .venv
    echo "$PWD" >.venv/.place
  fi
  install run requirements.txt
  "$BIN/python" -m tools.messages compile
}

setup_tests() {
  setup
  install test requirements.txt requirements-dev.txt
}

# The shell first: it draws the same pages without windows, in two thirds of the time.
find_chromium() {
  command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome || true
}

setup_browser() {
  local missing=()
  [ -n "$(find_chromium)" ] || missing+=(chromium)
  fc-list :lang=zh-cn 2>/dev/null | grep -q . || missing+=(fontconfig fonts-noto-cjk)
  need_packages "${missing[@]}"
  NIANGJIA_CHROMIUM=$(find_chromium); export NIANGJIA_CHROMIUM
}

check() {
  "$BIN/ruff" format --check --quiet . || die "Format: run  $BIN/ruff format ."
  "$BIN/ruff" check --quiet .
  local imports; imports=$("$BIN/lint-imports" --no-cache 2>&1) || die "$imports"
  "$BIN/python" -m tools.messages check
  "$BIN/python" -m tools.sizes
  "$BIN/python" -W ignore::RuntimeWarning -m tools.dictionary check
  "$BIN/python" -W ignore::RuntimeWarning -m niangjia.cli makemigrations --check --dry-run --verbosity 0 || die "Models changed: run  $BIN/niangjia makemigrations"
  "$BIN/mypy"
}

# The checks, mostly one process that reads everything, beside the tests, which mostly wait for others.
test_all() {
  check >var/check.log 2>&1 & local checks=$! tests=0 checked=0
  trap 'kill "$checks" 2>/dev/null || true' EXIT
  "$BIN/python" -m pytest --numprocesses auto --dist worksteal "$@" || tests=$?
  wait "$checks" || checked=$?
  trap - EXIT
  cat var/check.log
  [ "$checked" = 0 ] || die "The checks failed: see above."
  return "$tests"
}

case "${1:-help}" in
  run) shift; setup; exec "$BIN/niangjia" run "$@" ;;
  setup) setup_tests ;;
  check) setup_tests; check ;;
  test) shift; setup_tests; setup_browser; test_all "$@" ;;
  bench) shift; setup_tests; exec "$BIN/python" -m benchmarks "$@" ;;
  shell) shift; setup; exec "$BIN/niangjia" shell "$@" ;;
  messages) setup_tests; exec "$BIN/python" -m tools.messages gather ;;
  dictionary) setup_tests; exec "$BIN/python" -m tools.dictionary write ;;
  lock)
    setup_tests
    for name in requirements requirements-dev; do
      "$BIN/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --custom-compile-command './do lock' "$name.in" --output-file "$name.txt"
    done ;;
  help | -h | --help) usage ;;
  *) usage >&2; exit 2 ;;
esac
