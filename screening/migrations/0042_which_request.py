"""Which request made the row. The release before this one goes on writing rows, without it."""

from django.db import migrations, models

import nara_renkei.core.request_ids


class Migration(migrations.Migration):
    dependencies = [("screening", "0041_persons_guard")]

    operations = [
        migrations.AddField(
            "disposalline",
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
            "ALTER TABLE screening_disposalline ALTER COLUMN request_id SET DEFAULT ''",
            "ALTER TABLE screening_disposalline ALTER COLUMN request_id DROP DEFAULT",
        ),
    ]
