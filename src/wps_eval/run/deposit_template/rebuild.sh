#!/bin/sh
# Makes the environment from the lock, runs the notebook over the data of this folder, and compares its numbers.
set -e
cd "$(dirname "$0")"
"${PYTHON:-python3}" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation ./package
.venv/bin/wps-eval study rebuild .
