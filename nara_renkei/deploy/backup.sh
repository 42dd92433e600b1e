#!/bin/sh
# One generation of the backup, encrypted and proven; --list, --rehearsed. BACKUP_*: see .env.example.
set -eu
cd "$(dirname "$0")/../.."
[ ! -d .venv ] || PATH="$PWD/.venv/bin:$PATH"
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-nara_renkei.settings.prod}"
exec python -m nara_renkei.deploy.keep backup "$@"
