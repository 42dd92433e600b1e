#!/bin/sh
# Papers, on a queue of their own: a long one delays no letter. A process that a long one has grown is renewed after it.
set -eu
cd "$(dirname "$0")/../.."
[ ! -d .venv ] || PATH="$PWD/.venv/bin:$PATH"
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-nara_renkei.settings.prod}"
exec python -m celery -A nara_renkei worker --queues pdf --hostname pdf@%h --concurrency 1 \
    --time-limit 300 --soft-time-limit 270 --max-memory-per-child 200000 \
    --without-gossip --without-mingle --loglevel INFO
