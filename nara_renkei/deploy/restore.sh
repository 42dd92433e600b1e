#!/bin/sh
# Checks a generation, restores it, compares; --check, --rehearse, --replace. Nothing changes before all of it is good.
set -eu
cd "$(dirname "$0")/../.."
[ ! -d .venv ] || PATH="$PWD/.venv/bin:$PATH"
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-nara_renkei.settings.prod}"
exec python -m nara_renkei.deploy.keep restore "$@"
