#!/bin/sh
# Pins what pyproject.toml asks for, by version and by the SHA-256 of every file there is
# of it, so that one list serves all platforms: requirements.lock for running,
# requirements-build.lock for what makes the package, requirements-dev.lock for development.
# What is pinned already keeps its version, unless --upgrade follows Python's name. No
# address of where files came from is written down.
set -eu
python=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip --quiet --disable-pip-version-check install uv
uv=$folder/venv/bin/uv
pin() {
    "$uv" pip compile --quiet --universal --python-version 3.11 \
        --fork-strategy fewest --generate-hashes --no-annotate --no-emit-index-url \
        --no-emit-find-links --custom-compile-command "make lock" "$@" >"$folder/told"
}
pin "$@" pyproject.toml --output-file requirements.lock
pin "$@" --group build --constraints requirements.lock \
    --output-file requirements-build.lock
pin "$@" --group dev --constraints requirements.lock --constraints requirements-build.lock \
    --output-file requirements-dev.lock
# Each of the common platforms (macOS from 14 on) finds a file that needs no compiler, of
# every package.
export MACOSX_DEPLOYMENT_TARGET=14.0
lacking=0
for platform in x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu \
    aarch64-apple-darwin x86_64-pc-windows-msvc; do
    for version in 3.11 3.12 3.13; do
        "$uv" pip install --quiet --dry-run --target "$folder/$platform" \
            --python-platform "$platform" --python-version "$version" \
            --only-binary :all: --require-hashes \
            -r requirements.lock -r requirements-build.lock ||
            lacking=1
    done
done
exit "$lacking"
