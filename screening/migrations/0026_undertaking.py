import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0003_division_keywords"),
        ("screening", "0025_routing_handler"),
    ]

    operations = [
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=120, verbose_name="節目")),
                ("due_on", models.DateField(verbose_name="予定の日")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="済んだ日")),
                ("done_by", models.CharField(blank=True, max_length=120, verbose_name="確かめた人")),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="screening.screening",
                        verbose_name="スクリーニング",
                    ),
                ),
            ],
            options={
                "verbose_name": "節目",
                "verbose_name_plural": "節目",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_by", ""), ("done_on", None)),
                            models.Q(("done_on__isnull", False), models.Q(("done_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="milestone_done_by_somebody",
                        violation_error_message="済んだ節目には、確かめた人が必要です。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Undertaking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(blank=True, max_length=120, verbose_name="協定書・契約の番号")),
                (
                    "benefit_yen",
                    models.PositiveBigIntegerField(
                        blank=True, help_text="市がしたとすれば、かかった費用。", null=True, verbose_name="効果額（円）"
                    ),
                ),
                ("benefit_how", models.CharField(blank=True, max_length=300, verbose_name="効果額の出し方")),
                ("next_report_on", models.DateField(blank=True, null=True, verbose_name="次に報告する日")),
                ("reminded_on", models.DateField(blank=True, null=True, verbose_name="報告を促した日")),
                ("kept_by", models.CharField(max_length=120, verbose_name="書いた人")),
                ("kept_at", models.DateTimeField(verbose_name="書いた日時")),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.agreement",
                        verbose_name="包括連携協定",
                    ),
                ),
                (
                    "screening",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undertaking",
                        to="screening.screening",
                        verbose_name="スクリーニング",
                    ),
                ),
            ],
            options={
                "verbose_name": "取組の記録",
                "verbose_name_plural": "取組の記録",
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_report_on__isnull", False)),
                        fields=["next_report_on"],
                        name="undertaking_report",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("benefit_how", ""), ("benefit_yen", None)),
                            models.Q(("benefit_yen__isnull", False), models.Q(("benefit_how", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="undertaking_benefit_says_how",
                        violation_error_message="効果額には、出し方を書いてください。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="YearEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(help_text="始まりの西暦。", verbose_name="年度")),
                (
                    "choice",
                    models.CharField(
                        choices=[("CONTINUE", "継続する"), ("END", "終える")], max_length=8, verbose_name="決めたこと"
                    ),
                ),
                ("decided_by", models.CharField(max_length=120, verbose_name="決めた人")),
                ("decided_at", models.DateTimeField(verbose_name="決めた日時")),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="year_ends",
                        to="screening.screening",
                        verbose_name="スクリーニング",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度末の確認",
                "verbose_name_plural": "年度末の確認",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("screening", "year"),
                        name="year_end_once",
                        violation_error_message="この年度の確認は、もう済んでいます。",
                    )
                ],
            },
        ),
    ]
