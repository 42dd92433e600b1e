"""Which request made the row. The release before this one goes on writing rows, without it."""

from django.db import migrations, models

import nara_renkei.core.request_ids


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0010_absent_rounds")]

    operations = [
        migrations.AddField(
            "seatingplan",
            "request_id",
            models.CharField(
                blank=True,
                default=nara_renkei.core.request_ids.current_request_id,
                editable=False,
                max_length=32,
                verbose_name="お問い合わせ番号",
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE dialogue_seatingplan ALTER COLUMN request_id SET DEFAULT ''",
            "ALTER TABLE dialogue_seatingplan ALTER COLUMN request_id DROP DEFAULT",
        ),
    ]
