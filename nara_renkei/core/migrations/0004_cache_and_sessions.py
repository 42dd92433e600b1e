"""What no model of ours makes: the table of Django's cache, and whose a session is, beside Django's own columns.

The cache stands here and not in ``createcachetable``, so that the wall can name it. ``account`` is empty before somebody
signs in.
"""

from django.db import migrations

CACHE = """
CREATE TABLE core_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX core_cache_expires ON core_cache (expires);
"""
WHOSE = """
ALTER TABLE django_session ADD COLUMN account bigint;
CREATE INDEX session_account ON django_session (account) WHERE account IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_guards"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(CACHE, "DROP TABLE core_cache;"),
        migrations.RunSQL(WHOSE, "ALTER TABLE django_session DROP COLUMN account;"),
    ]
