#!/bin/sh
# Letters, scans, seals, reminders. WORKER_PROCESSES: see .env.example.
set -eu
cd "$(dirname "$0")/../.."
[ ! -d .venv ] || PATH="$PWD/.venv/bin:$PATH"
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-nara_renkei.settings.prod}"
exec python -m celery -A nara_renkei worker --queues celery --hostname worker@%h \
    --concurrency "${WORKER_PROCESSES:-2}" --without-gossip --without-mingle --loglevel INFO
