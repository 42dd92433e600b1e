"""A cancellation after the 確定 waits until the desk has looked at the seats again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0008_cards")]

    operations = [
        migrations.AddField(
            model_name="registration",
            name="seen_at",
            field=models.DateTimeField(
                blank=True,
                help_text="確定のあとの取消しは、デスクが卓を見直すまで空です。",
                null=True,
                verbose_name="取消しを確かめた日時",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(("seen_at", None), ("state", "CANCELLED"), _connector="OR"),
                name="registration_seen_when_cancelled",
                violation_error_message="確かめた日時は、取り消した申込みだけが持ちます。",
            ),
        ),
    ]
