import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_merged_organization"),
        ("screening", "0006_close_over_routings"),
    ]

    operations = [
        migrations.RenameField(model_name="routing", old_name="ruling", new_name="ruling_text"),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="デスクからのひとこと")),
                ("asked_by", models.CharField(max_length=120, verbose_name="求めた人")),
                ("asked_at", models.DateTimeField(verbose_name="求めた日時")),
                ("due_on", models.DateField(verbose_name="裁定の期限")),
                ("question", models.CharField(blank=True, max_length=200, verbose_name="課長に聞いたこと")),
                ("question_at", models.DateTimeField(blank=True, null=True, verbose_name="課長に聞いた日時")),
                ("talk", models.CharField(blank=True, max_length=200, verbose_name="デスクと話したいこと")),
                ("talk_at", models.DateTimeField(blank=True, null=True, verbose_name="デスクに伝えた日時")),
                ("is_custody", models.BooleanField(default=False, verbose_name="預かり")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="裁定の理由")),
                ("ruled_by", models.CharField(blank=True, max_length=120, verbose_name="裁定した人")),
                ("ruled_at", models.DateTimeField(blank=True, null=True, verbose_name="裁定した日時")),
                (
                    "asked_division",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.division",
                        verbose_name="課長に聞いた課",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.department",
                        verbose_name="裁定する部",
                    ),
                ),
                (
                    "division",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.division",
                        verbose_name="担当とする課",
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings",
                        to="screening.screening",
                        verbose_name="スクリーニング",
                    ),
                ),
            ],
            options={
                "verbose_name": "裁定",
                "verbose_name_plural": "裁定",
            },
        ),
        migrations.AddField(
            model_name="routing",
            name="ruling",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="routing",
                to="screening.ruling",
                verbose_name="裁定",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ruled_at", None)),
                fields=("screening",),
                name="ruling_one_open",
                violation_error_message="この提案の裁定は、もう求めています。",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("division", None), ("is_custody", False), ("reason", ""), ("ruled_at", None), ("ruled_by", "")
                    ),
                    models.Q(
                        ("division__isnull", False),
                        ("ruled_at__isnull", False),
                        models.Q(("reason", ""), _negated=True),
                        models.Q(("ruled_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="ruling_given_whole",
                violation_error_message="裁定には、担当とする課、理由、裁定した人が必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked_division", None), ("question", ""), ("question_at", None)),
                    models.Q(
                        ("asked_division__isnull", False),
                        ("question_at__isnull", False),
                        models.Q(("question", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="ruling_question_whole",
                violation_error_message="課長に聞くときは、課と聞くことが必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("talk", ""), ("talk_at", None)),
                    models.Q(("talk_at__isnull", False), models.Q(("talk", ""), _negated=True)),
                    _connector="OR",
                ),
                name="ruling_talk_whole",
                violation_error_message="デスクと話すときは、話したいことが必要です。",
            ),
        ),
    ]
