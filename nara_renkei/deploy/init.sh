#!/bin/sh
# Once per release, before the others start: tables and reference data as the owner, static files.
set -eu
cd "$(dirname "$0")/../.."
[ ! -d .venv ] || PATH="$PWD/.venv/bin:$PATH"
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-nara_renkei.settings.prod}"
DATABASE_ROLE=owner python -m nara_renkei.deploy.migrate
DATABASE_ROLE=owner python manage.py load_reference
python manage.py collectstatic --noinput --verbosity 0
