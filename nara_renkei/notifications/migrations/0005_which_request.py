"""Which request made the row. The release before this one goes on writing rows, without it."""

from django.db import migrations, models

import nara_renkei.core.request_ids


class Migration(migrations.Migration):
    dependencies = [("notifications", "0004_cancelled_letters")]

    operations = [
        migrations.AddField(
            "outgoingmail",
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
            "ALTER TABLE notifications_outgoingmail ALTER COLUMN request_id SET DEFAULT ''",
            "ALTER TABLE notifications_outgoingmail ALTER COLUMN request_id DROP DEFAULT",
        ),
    ]
