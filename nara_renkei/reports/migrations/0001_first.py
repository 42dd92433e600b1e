"""The statistics of a year, and how far the city is from its picture of itself."""

import django.db.models.deletion
from django.db import migrations, models

from nara_renkei.core.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0001_first"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="SelfCheckStatement",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "picture",
                        models.CharField(
                            choices=[
                                ("organisation", "①組織体制"),
                                ("culture", "②組織風土"),
                                ("system", "③仕組み"),
                                ("understanding", "④公民の相互理解"),
                            ],
                            max_length=14,
                            verbose_name="目指す姿",
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                    ("text", models.CharField(max_length=120, verbose_name="文")),
                    ("from_year", models.PositiveSmallIntegerField(verbose_name="使い始める年度")),
                    ("to_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="最後の年度")),
                ],
                options={
                    "verbose_name": "自己点検の文",
                    "verbose_name_plural": "自己点検の文",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("to_year", None)),
                            fields=("position",),
                            name="self_check_statement_one_in_use",
                            violation_error_message="この順番の文は、もうあります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("text", ""), _negated=True),
                            name="self_check_statement_says_something",
                            violation_error_message="自己点検の文を書いてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("to_year", None), ("to_year__gte", models.F("from_year")), _connector="OR"
                            ),
                            name="self_check_statement_years",
                            violation_error_message="最後の年度は、使い始める年度か、その後にしてください。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SelfCheck",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                    ("answered_by", models.CharField(max_length=120, verbose_name="答えた人")),
                    ("answered_at", models.DateTimeField(verbose_name="答えた日時")),
                    ("changed_by", models.CharField(blank=True, max_length=120, verbose_name="最後に直した人")),
                    ("changed_at", models.DateTimeField(blank=True, null=True, verbose_name="最後に直した日時")),
                    ("version", models.PositiveIntegerField(default=1, verbose_name="保存の回数")),
                    (
                        "note_organisation",
                        models.CharField(blank=True, max_length=200, verbose_name="①についてのひとこと"),
                    ),
                    ("note_culture", models.CharField(blank=True, max_length=200, verbose_name="②についてのひとこと")),
                    ("note_system", models.CharField(blank=True, max_length=200, verbose_name="③についてのひとこと")),
                    (
                        "note_understanding",
                        models.CharField(blank=True, max_length=200, verbose_name="④についてのひとこと"),
                    ),
                    (
                        "division",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.division",
                            verbose_name="課",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "自己点検",
                    "verbose_name_plural": "自己点検",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("division", "year"),
                            name="self_check_once",
                            violation_error_message="この課のこの年度の自己点検は、もうあります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("changed_at", None), ("changed_by", "")),
                                models.Q(("changed_at__isnull", False), models.Q(("changed_by", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="self_check_changed_iff_by",
                            violation_error_message="直した自己点検には、日時と、直した人の両方が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SelfCheckAnswer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "level",
                        models.PositiveSmallIntegerField(
                            choices=[(1, "まだ"), (2, "少し"), (3, "半分くらい"), (4, "だいたい"), (5, "いつも")],
                            verbose_name="段階",
                        ),
                    ),
                    (
                        "self_check",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="answers",
                            to="reports.selfcheck",
                            verbose_name="自己点検",
                        ),
                    ),
                    (
                        "statement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answers",
                            to="reports.selfcheckstatement",
                            verbose_name="自己点検の文",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "自己点検の答え",
                    "verbose_name_plural": "自己点検の答え",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("self_check", "statement"),
                            name="self_check_answer_once",
                            violation_error_message="この文には、もう答えています。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("level__gte", 1), ("level__lte", 5)),
                            name="self_check_answer_level",
                            violation_error_message="段階は1から5です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SelfCheckRequest",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                    ("asked_on", models.DateField(verbose_name="お願いした日")),
                    ("reminded_on", models.DateField(blank=True, null=True, verbose_name="もう一度お願いした日")),
                    (
                        "division",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.division",
                            verbose_name="課",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "自己点検のお願い",
                    "verbose_name_plural": "自己点検のお願い",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("division", "year"),
                            name="self_check_request_once",
                            violation_error_message="この課には、もうお願いしています。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("reminded_on", None), ("reminded_on__gt", models.F("asked_on")), _connector="OR"
                            ),
                            name="self_check_request_reminded_after",
                            violation_error_message="もう一度お願いした日は、お願いした日より後です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="YearStatistics",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "year",
                        models.PositiveSmallIntegerField(help_text="始まりの西暦。", unique=True, verbose_name="年度"),
                    ),
                    ("figures", models.JSONField(verbose_name="数字")),
                    ("as_of", models.DateField(verbose_name="数えた日")),
                ],
                options={
                    "verbose_name": "統計",
                    "verbose_name_plural": "統計",
                },
            ),
            migrations.CreateModel(
                name="VisionTarget",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "year",
                        models.PositiveSmallIntegerField(
                            help_text="始まりの西暦。令和8年度は2026。", verbose_name="年度"
                        ),
                    ),
                    (
                        "sign",
                        models.CharField(
                            choices=[
                                ("taking_part", "①組織体制\u3000課の参加率（％、多いほどよい）"),
                                (
                                    "first_answer_days",
                                    "①組織体制\u3000最初のお返事までの日数（開庁日、少ないほどよい）",
                                ),
                                ("kept", "①組織体制\u3000期限内率（％、多いほどよい）"),
                                ("check_organisation", "①組織体制\u3000自己点検（％、多いほどよい）"),
                                ("self_started", "②組織風土\u3000自分から動いた課（％、多いほどよい）"),
                                ("with_case", "②組織風土\u3000事例のある課（％、多いほどよい）"),
                                ("training", "②組織風土\u3000研修の受講率（％、多いほどよい）"),
                                ("check_culture", "②組織風土\u3000自己点検（％、多いほどよい）"),
                                ("cases", "③仕組み\u3000事例（件、多いほどよい）"),
                                ("fresh", "③仕組み\u3000見直しの期限内（％、多いほどよい）"),
                                ("templates_taken", "③仕組み\u3000様式を使った回数（回、多いほどよい）"),
                                ("check_system", "③仕組み\u3000自己点検（％、多いほどよい）"),
                                ("satisfaction", "④公民の相互理解\u3000満足度（％、多いほどよい）"),
                                ("again", "④公民の相互理解\u3000再提案率（％、多いほどよい）"),
                                ("for_challenges", "④公民の相互理解\u3000課題に応える提案（％、多いほどよい）"),
                                ("check_understanding", "④公民の相互理解\u3000自己点検（％、多いほどよい）"),
                            ],
                            max_length=24,
                            verbose_name="指標",
                        ),
                    ),
                    ("value", models.FloatField(help_text="指標と同じ単位の数。0より大きい数。", verbose_name="目標")),
                ],
                options={
                    "verbose_name": "目指す姿の目標",
                    "verbose_name_plural": "目指す姿の目標",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("year", "sign"),
                            name="vision_target_once",
                            violation_error_message="この年度のこの指標の目標は、もうあります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("value__gt", 0)),
                            name="vision_target_above_nothing",
                            violation_error_message="目標は、0より大きい数にしてください。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SignReading",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("quarter", models.DateField(help_text="四半期の初日。", verbose_name="四半期")),
                    (
                        "sign",
                        models.CharField(
                            choices=[
                                ("taking_part", "①組織体制\u3000課の参加率（％、多いほどよい）"),
                                (
                                    "first_answer_days",
                                    "①組織体制\u3000最初のお返事までの日数（開庁日、少ないほどよい）",
                                ),
                                ("kept", "①組織体制\u3000期限内率（％、多いほどよい）"),
                                ("check_organisation", "①組織体制\u3000自己点検（％、多いほどよい）"),
                                ("self_started", "②組織風土\u3000自分から動いた課（％、多いほどよい）"),
                                ("with_case", "②組織風土\u3000事例のある課（％、多いほどよい）"),
                                ("training", "②組織風土\u3000研修の受講率（％、多いほどよい）"),
                                ("check_culture", "②組織風土\u3000自己点検（％、多いほどよい）"),
                                ("cases", "③仕組み\u3000事例（件、多いほどよい）"),
                                ("fresh", "③仕組み\u3000見直しの期限内（％、多いほどよい）"),
                                ("templates_taken", "③仕組み\u3000様式を使った回数（回、多いほどよい）"),
                                ("check_system", "③仕組み\u3000自己点検（％、多いほどよい）"),
                                ("satisfaction", "④公民の相互理解\u3000満足度（％、多いほどよい）"),
                                ("again", "④公民の相互理解\u3000再提案率（％、多いほどよい）"),
                                ("for_challenges", "④公民の相互理解\u3000課題に応える提案（％、多いほどよい）"),
                                ("check_understanding", "④公民の相互理解\u3000自己点検（％、多いほどよい）"),
                            ],
                            max_length=24,
                            verbose_name="指標",
                        ),
                    ),
                    (
                        "value",
                        models.FloatField(
                            help_text="数えるものがない、または少なすぎるときは、空。", null=True, verbose_name="値"
                        ),
                    ),
                    ("cases", models.PositiveIntegerField(null=True, verbose_name="もとの件数")),
                    ("as_of", models.DateField(help_text="この日の終わりまでを数えた。", verbose_name="数えた日")),
                ],
                options={
                    "verbose_name": "指標の値",
                    "verbose_name_plural": "指標の値",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("quarter", "sign"),
                            name="sign_reading_once",
                            violation_error_message="この四半期のこの指標の値は、もうあります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("quarter__day", 1), ("quarter__month__in", [1, 4, 7, 10])),
                            name="sign_reading_of_a_quarter",
                            violation_error_message="四半期は、4月・7月・10月・1月の1日で書きます。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("as_of__gte", models.F("quarter"))),
                            name="sign_reading_counted_after_it_began",
                            violation_error_message="四半期が始まる前に数えた値は、置けません。",
                        ),
                    ],
                },
            ),
        ),
    ]
