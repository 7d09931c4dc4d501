#!/bin/sh
# Sets up .venv with vifacts and the extras named in $1 ("" or "[dev]"): with uv where it is there, else with
# pip. Debian's python3 comes without venv: its package is installed where the rights allow, and so is its Chromium
# for the extra "browser"; without one the tests in a browser are skipped.
set -eu
extras=${1:-}
cd "$(dirname "$0")/.."
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo

python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "vifacts needs Python 3.11 or newer; $python is $("$python" -V 2>&1)" >&2
    exit 1
fi

case $extras in *browser*)
    # libatomic1: Playwright's driver is linked against it, and a small Debian lacks it
    has_browser() { command -v chromium || command -v chromium-browser; }
    has_library() { ! command -v ldconfig || ldconfig -p | grep -q libatomic.so.1; }
    if ! { has_browser && has_library; } >/dev/null 2>&1; then
        quietly=${as_root:+sudo -n} # a browser is not worth asking for a password
        echo "installing Debian's chromium, for the tests in a browser" >&2
        if ! { command -v apt-get && $quietly apt-get update -qq && $quietly apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core libatomic1; } >/dev/null 2>&1; then
            echo "no Chromium: the tests in a browser will be skipped (apt-get install chromium)" >&2
        fi
    fi
esac

# The extra "ftm" is compiled: where it cannot be, the tests that need it are skipped.
where_it_can_be() {
    case $extras in *dev*)
        "$@" --editable ".[ftm]" >/dev/null 2>&1 || echo "no PyICU: the tests with FollowTheMoney's library will be skipped" >&2
    esac
}

if command -v uv >/dev/null 2>&1; then
    [ -x .venv/bin/python ] || uv venv --quiet --python "$python" .venv
    uv pip install --quiet --python .venv/bin/python --editable ".$extras"
    where_it_can_be uv pip install --quiet --python .venv/bin/python
    exit 0
fi

if ! [ -x .venv/bin/pip ]; then
    rm -rf .venv
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
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
where_it_can_be .venv/bin/pip install --quiet --disable-pip-version-check
