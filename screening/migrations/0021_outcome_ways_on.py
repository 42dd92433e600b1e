import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0016_told_conditions"),
        ("screening", "0020_answer_learnt"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContractLimit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=30, unique=True, verbose_name="符号")),
                ("label", models.CharField(max_length=60, verbose_name="契約の種類")),
                ("amount", models.PositiveBigIntegerField(verbose_name="上限（円）")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="順番")),
                ("is_active", models.BooleanField(default=True, verbose_name="使う")),
            ],
            options={
                "verbose_name": "少額随意契約の上限",
                "verbose_name_plural": "少額随意契約の上限",
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="contract_amount",
            field=models.PositiveBigIntegerField(blank=True, null=True, verbose_name="予定価格（円）"),
        ),
        migrations.AddField(
            model_name="decision",
            name="contract_consulted_on",
            field=models.DateField(blank=True, null=True, verbose_name="契約課と合議した日"),
        ),
        migrations.AddField(
            model_name="decision",
            name="contract_item",
            field=models.CharField(
                blank=True,
                choices=[
                    ("1", "第1号 少額"),
                    ("2", "第2号 性質・目的が競争入札に適しない"),
                    ("3", "第3号 障害者支援施設・シルバー人材センターなど"),
                    ("4", "第4号 新しい事業分野の開拓"),
                    ("5", "第5号 緊急"),
                    ("6", "第6号 競争入札が不利"),
                    ("7", "第7号 時価より著しく有利"),
                    ("8", "第8号 入札者・落札者がない"),
                    ("9", "第9号 落札者が契約を結ばない"),
                ],
                max_length=1,
                verbose_name="施行令第167条の2第1項",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="contract_method",
            field=models.CharField(
                blank=True,
                choices=[
                    ("OPEN_BID", "一般競争入札"),
                    ("LIMITED", "指名競争入札"),
                    ("PROPOSAL", "随意契約（公募型プロポーザル）"),
                    ("SOLE", "随意契約"),
                ],
                max_length=8,
                verbose_name="契約の方法",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="contract_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="随意契約の理由"),
        ),
        migrations.AddField(
            model_name="decision",
            name="near",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="proposals.challenge", verbose_name="近い課題"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="shelf_until",
            field=models.DateField(
                blank=True,
                help_text="この日まで、毎年7月に課とデスクへ思い出すメールが行きます。",
                null=True,
                verbose_name="棚に置く期限",
            ),
        ),
        migrations.AddField(
            model_name="screening",
            name="july_year",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="7月に思い出してもらった年"),
        ),
        migrations.CreateModel(
            name="BudgetDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("INITIAL", "当初要求"),
                            ("SUPPLEMENT", "補正"),
                            ("LIABILITY", "債務負担行為"),
                            ("RESOLUTION", "議決が要る件"),
                        ],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                (
                    "month",
                    models.PositiveSmallIntegerField(
                        help_text="財政課に出す締切。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="締切の月",
                    ),
                ),
                (
                    "day",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ],
                        verbose_name="締切の日",
                    ),
                ),
                (
                    "starts_month",
                    models.PositiveSmallIntegerField(
                        help_text="当初予算なら4。",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="使える月",
                    ),
                ),
                ("sentence", models.CharField(help_text="課が読みます。", max_length=120, verbose_name="説明")),
                (
                    "is_usual",
                    models.BooleanField(
                        default=False, help_text="「最短で」の文に使います。", verbose_name="ふつうの道"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="順番")),
                ("is_active", models.BooleanField(default=True, verbose_name="使う")),
            ],
            options={
                "verbose_name": "予算・議会の日程",
                "verbose_name_plural": "予算・議会の日程",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("day__range", (1, 31)), ("month__range", (1, 12)), ("starts_month__range", (1, 12))
                        ),
                        name="budget_date_is_a_day",
                        violation_error_message="月は1から12、日は1から31で入れてください。",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="contract_limit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="screening.contractlimit",
                verbose_name="契約の種類",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("shelf_until__isnull", False)), fields=["shelf_until"], name="decision_on_shelf"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("shelf_until", None), ("disposition", "DECLINE"), _connector="OR"),
                name="decision_shelf_after_decline",
                violation_error_message="棚に置けるのは、見送りのときだけです。",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("contract_amount", None),
                        ("contract_consulted_on", None),
                        ("contract_item", ""),
                        ("contract_method", ""),
                        ("contract_reason", ""),
                    ),
                    models.Q(
                        models.Q(("contract_method", ""), _negated=True), ("contract_consulted_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="decision_contract_consulted",
                violation_error_message="契約の方法には、契約課の合議が要ります。合議した日を入れてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("contract_method__in", ["PROPOSAL", "SOLE"]),
                        models.Q(("contract_item", ""), _negated=True),
                        models.Q(("contract_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("contract_method__in", ["PROPOSAL", "SOLE"]), _negated=True),
                        ("contract_item", ""),
                        ("contract_reason", ""),
                    ),
                    _connector="OR",
                ),
                name="decision_contract_ground",
                violation_error_message="随意契約には、施行令第167条の2第1項の号と理由が要ります。",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("contract_amount__isnull", False), ("contract_item", "1"), ("contract_limit__isnull", False)
                    ),
                    models.Q(
                        models.Q(("contract_item", "1"), _negated=True),
                        ("contract_amount", None),
                        ("contract_limit", None),
                    ),
                    _connector="OR",
                ),
                name="decision_contract_small",
                violation_error_message="第1号（少額）のときだけ、契約の種類と予定価格を入れます。",
            ),
        ),
    ]
