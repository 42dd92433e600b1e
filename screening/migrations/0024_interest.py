import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0003_division_keywords"),
        ("proposals", "0021_shared_summaries"),
        ("screening", "0023_reply_templates"),
    ]

    operations = [
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=120, verbose_name="一言")),
                ("raised_by", models.CharField(max_length=120, verbose_name="手を挙げた人")),
                ("raised_at", models.DateTimeField(verbose_name="手を挙げた日時")),
                ("lowered_by", models.CharField(blank=True, max_length=120, verbose_name="手を下げた人")),
                ("lowered_at", models.DateTimeField(blank=True, null=True, verbose_name="手を下げた日時")),
                (
                    "division",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.division",
                        verbose_name="課",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        related_query_name="interests",
                        to="proposals.proposal",
                        verbose_name="提案",
                    ),
                ),
            ],
            options={
                "verbose_name": "関心あり",
                "verbose_name_plural": "関心あり",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lowered_at", None)),
                        fields=("proposal", "division"),
                        name="interest_once",
                        violation_error_message="この課は、もう手を挙げています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lowered_at", None), ("lowered_by", "")),
                            models.Q(("lowered_at__isnull", False), models.Q(("lowered_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="interest_lowered_by_somebody",
                        violation_error_message="下げた手には、下げた人が必要です。",
                    ),
                ],
            },
        ),
    ]
