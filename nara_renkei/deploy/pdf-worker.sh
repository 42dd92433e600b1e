#!/bin/sh
# Papers, on a queue of their own: a long one delays no letter. The process is renewed before it grows.
set -eu
cd "$(dirname "$0")/../.."
[ ! -d .venv ] || PATH="$PWD/.venv/bin:$PATH"
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-nara_renkei.settings.prod}"
exec python -m celery -A nara_renkei worker --queues pdf --hostname pdf@%h --concurrency 1 \
    --time-limit 300 --soft-time-limit 270 --max-memory-per-child 600000 \
    --without-gossip --without-mingle --loglevel INFO
