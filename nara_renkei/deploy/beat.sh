#!/bin/sh
# The clock. Of several, one speaks (core/lone_clock.py). Its file holds nothing that may not be lost.
set -eu
cd "$(dirname "$0")/../.."
[ ! -d .venv ] || PATH="$PWD/.venv/bin:$PATH"
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-nara_renkei.settings.prod}"
exec python -m celery -A nara_renkei beat --scheduler nara_renkei.core.lone_clock:LoneScheduler \
    --schedule "${RUN_DIR:-/tmp}/beat-schedule" --pidfile= --loglevel INFO
