#!/bin/sh
# The web server. WEB_BIND, WEB_REUSE_PORT, WEB_WORKERS: see .env.example.
set -eu
cd "$(dirname "$0")/../.."
[ ! -d .venv ] || PATH="$PWD/.venv/bin:$PATH"
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-nara_renkei.settings.prod}"
[ "${WEB_REUSE_PORT:-0}" = 0 ] || set -- --reuse-port
exec python -m gunicorn nara_renkei.wsgi:application --config nara_renkei/deploy/web.py \
    --bind "${WEB_BIND:-0.0.0.0:8000}" --workers "${WEB_WORKERS:-2}" "$@"
