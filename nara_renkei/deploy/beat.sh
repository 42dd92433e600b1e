#!/bin/sh
# The clock: one process only. Its file holds nothing that may not be lost.
set -eu
cd "$(dirname "$0")/../.."
[ ! -d .venv ] || PATH="$PWD/.venv/bin:$PATH"
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-nara_renkei.settings.prod}"
exec python -m celery -A nara_renkei beat --schedule "${RUN_DIR:-/tmp}/beat-schedule" --pidfile= --loglevel INFO
