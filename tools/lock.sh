#!/bin/sh
# Pins what pyproject.toml asks for: requirements.lock for running, and
# requirements-dev.lock with what development needs beside it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" -m venv "$folder/venv"
pip="$folder/venv/bin/python -m pip --quiet --disable-pip-version-check"
needs() {
    "$1" - "$2" <<'PYTHON'
import sys, tomllib
with open("pyproject.toml", "rb") as file:
    project = tomllib.load(file)
groups = {"run": project["project"]["dependencies"], **project["dependency-groups"]}
print("\n".join(groups[sys.argv[1]]))
PYTHON
}
needs "$1" run >"$folder/run.txt"
needs "$1" dev >"$folder/dev.txt"
$pip install -r "$folder/run.txt"
$pip freeze | sort >requirements.lock
$pip install -r requirements.lock -r "$folder/dev.txt"
$pip freeze | sort | comm -13 requirements.lock - >requirements-dev.lock
