"""Whose session it is, beside Django's own columns. A release before this one leaves it empty and works."""

from django.db import migrations, models

WHOSE = """
ALTER TABLE django_session ADD COLUMN account bigint;
CREATE INDEX session_account ON django_session (account) WHERE account IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0006_ask_for_pictures"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(WHOSE, "ALTER TABLE django_session DROP COLUMN account;"),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("account", models.BigIntegerField(null=True, verbose_name="利用者の番号")),
            ],
            options={
                "verbose_name": "セッション",
                "verbose_name_plural": "セッション",
                "db_table": "django_session",
                "managed": False,
            },
        ),
    ]
