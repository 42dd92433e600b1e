"""廃棄リスト, 停止 and 延長 of other records than proposals, and the day on which a requester was told."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("screening", "0004_staff_wall")]
    # it writes rows of proposals alone and tells nobody: the columns are filled with what they hold then
    kept_since = dict.fromkeys(
        (
            "disclosure_told_whole",
            "disposal_line_of_record_once",
            "disposal_line_of_one",
            "extension_of_one",
            "hold_of_one",
        ),
        "0.1.0",
    )

    operations = [
        migrations.AddField(
            model_name="disclosurerequest",
            name="told_evidence",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=120, verbose_name="届いたことの控え"
            ),
        ),
        migrations.AddField(
            model_name="disclosurerequest",
            name="told_how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("HANDED", "手渡し"),
                    ("CERTIFIED", "郵便（配達証明）"),
                    ("POST", "郵便（配達の記録なし）"),
                    ("EMAIL", "メール"),
                    ("OTHER", "そのほか"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="知らせ方",
            ),
        ),
        migrations.AddField(
            model_name="disclosurerequest",
            name="told_on",
            field=models.DateField(blank=True, null=True, verbose_name="請求者に知らせた日"),
        ),
        migrations.AddField(
            model_name="disposalline",
            name="record",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=80, verbose_name="ほかの文書の鍵"
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="record",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=80, verbose_name="ほかの文書の鍵"
            ),
        ),
        migrations.AddField(
            model_name="hold",
            name="record",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=80, verbose_name="ほかの文書の鍵"
            ),
        ),
        migrations.AlterField(
            model_name="disclosureterms",
            name="notice_days",
            field=models.PositiveSmallIntegerField(
                default=14,
                help_text="請求者に知らせた日の記録がないとき、審査請求の期間は、決定・開示・第三者への通知のいちばん後の日から、この日数を置いて数えます。",
                verbose_name="決定の通知が届くまでの日数",
            ),
        ),
        migrations.AlterField(
            model_name="disposalline",
            name="number",
            field=models.CharField(max_length=40, verbose_name="番号"),
        ),
        migrations.AlterField(
            model_name="disposalline",
            name="proposal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                related_query_name="disposal",
                to="proposals.proposal",
                verbose_name="提案",
            ),
        ),
        migrations.AlterField(
            model_name="extension",
            name="proposal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                related_query_name="extension",
                to="proposals.proposal",
                verbose_name="提案",
            ),
        ),
        migrations.AlterField(
            model_name="hold",
            name="proposal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                related_query_name="hold",
                to="proposals.proposal",
                verbose_name="提案",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("told_evidence", ""), ("told_how", ""), ("told_on", None)),
                    models.Q(
                        models.Q(("told_how", ""), _negated=True),
                        ("decided_on__isnull", False),
                        ("told_on__gte", models.F("decided_on")),
                    ),
                    _connector="OR",
                ),
                name="disclosure_told_whole",
                violation_error_message="請求者に知らせた日は決定の日か後の日で、知らせ方が要ります。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposalline",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ("WAITING", "WORKING", "FAILED", "WIPED")), models.Q(("record", ""), _negated=True)
                ),
                fields=("record",),
                name="disposal_line_of_record_once",
                violation_error_message="この文書は、もう廃棄リストにあります。",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposalline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("proposal__isnull", False), ("record", "")),
                    models.Q(("proposal", None), models.Q(("record", ""), _negated=True)),
                    _connector="OR",
                ),
                name="disposal_line_of_one",
                violation_error_message="提案か、ほかの文書か、どちらか一つのものです。",
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("proposal__isnull", False), ("record", "")),
                    models.Q(("proposal", None), models.Q(("record", ""), _negated=True)),
                    _connector="OR",
                ),
                name="extension_of_one",
                violation_error_message="提案か、ほかの文書か、どちらか一つのものです。",
            ),
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("proposal__isnull", False), ("record", "")),
                    models.Q(("proposal", None), models.Q(("record", ""), _negated=True)),
                    _connector="OR",
                ),
                name="hold_of_one",
                violation_error_message="提案か、ほかの文書か、どちらか一つのものです。",
            ),
        ),
    ]
