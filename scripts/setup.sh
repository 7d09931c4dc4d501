#!/bin/sh
# Sets up .venv with vifacts and the extras named in $1 ("" or "[dev]"): with uv where it is there, else with
# pip. Debian's python3 comes without venv: its package is installed where the rights allow.
set -eu
extras=${1:-}
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "vifacts needs Python 3.11 or newer; $python is $("$python" -V 2>&1)" >&2
    exit 1
fi

if command -v uv >/dev/null 2>&1; then
    [ -x .venv/bin/python ] || uv venv --quiet --python "$python" .venv
    uv pip install --quiet --python .venv/bin/python --editable ".$extras"
    exit 0
fi

if ! [ -x .venv/bin/pip ]; then
    rm -rf .venv
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        as_root=
        [ "$(id -u)" = 0 ] || as_root=sudo
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        echo "installing Debian's $package" >&2
        if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq "$package"; } >/dev/null; then
            echo "python3 has no venv: install $package (apt-get install $package) and run this again" >&2
            exit 1
        fi
    fi
    "$python" -m venv .venv
fi
.venv/bin/pip install --quiet --disable-pip-version-check --editable ".$extras"
