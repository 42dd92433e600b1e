"""How the city judges a 提案: 送付, 回答, 裁定, 照会, checks, scores, decisions, and what comes after: undertakings, 開示, 廃棄."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nara_renkei.core.request_ids
from nara_renkei.core.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_first"),
        ("core", "0001_first"),
        ("directory", "0001_first"),
        ("proposals", "0001_first"),
        ("surveys", "0001_first"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="AfterQuestion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("asked_at", models.DateTimeField(verbose_name="お願いした日時")),
                    ("asked_by", models.CharField(max_length=120, verbose_name="お願いした人")),
                    (
                        "people",
                        models.ManyToManyField(related_name="+", to="surveys.addressee", verbose_name="お願いした宛先"),
                    ),
                    (
                        "proposal",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            related_query_name="after_question",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                    (
                        "survey",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="surveys.survey",
                            verbose_name="アンケート",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "終わった提案へのお願い",
                    "verbose_name_plural": "終わった提案へのお願い",
                },
            ),
            migrations.CreateModel(
                name="Screening",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("opened_at", models.DateTimeField(verbose_name="開いた日時")),
                    ("opened_by", models.CharField(max_length=120, verbose_name="開いた人")),
                    ("in_scope", models.BooleanField(blank=True, null=True, verbose_name="窓口の対象")),
                    ("missing", models.CharField(blank=True, max_length=200, verbose_name="足りない欄")),
                    (
                        "procedure",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("COOPERATION", "協働型"),
                                ("TRIAL", "実証型"),
                                ("CONTRACT", "契約型（公募）"),
                                ("IDEAS", "アイデア募集型"),
                                ("TRIAL_THEN_CONTRACT", "実証のあと提案者との契約を検討することがある型"),
                            ],
                            max_length=20,
                            verbose_name="仮の進め方の区分",
                        ),
                    ),
                    ("cost_outlook", models.CharField(blank=True, max_length=200, verbose_name="費用の見込み")),
                    ("seen_version", models.PositiveSmallIntegerField(default=1, verbose_name="デスクが確かめた版")),
                    (
                        "july_year",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="7月に思い出してもらった年"
                        ),
                    ),
                    (
                        "proposal",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            related_query_name="screening",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "スクリーニング",
                    "verbose_name_plural": "スクリーニング",
                },
            ),
            migrations.CreateModel(
                name="RosterReader",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "seat",
                        models.PositiveSmallIntegerField(
                            choices=[(1, "一つ目"), (2, "二つ目")], unique=True, verbose_name="席"
                        ),
                    ),
                    (
                        "post",
                        models.OneToOneField(
                            limit_choices_to={"kind": "DESK"},
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="accounts.post",
                            verbose_name="名簿を読む席",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "役員名簿を読む席",
                    "verbose_name_plural": "役員名簿を読む席",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("seat__in", [1, 2])),
                            name="roster_readers_are_two",
                            violation_error_message="役員名簿を読む席は二つまでです。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="BackgroundCheck",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("asked_by", models.CharField(max_length=120, verbose_name="お願いした人")),
                    ("delete_on", models.DateField(verbose_name="名簿を消す日")),
                    ("sent_on", models.DateField(blank=True, null=True, verbose_name="照会した日")),
                    ("answered_on", models.DateField(blank=True, null=True, verbose_name="回答の日")),
                    ("is_listed", models.BooleanField(blank=True, null=True, verbose_name="該当がある")),
                    ("recorded_by", models.CharField(blank=True, max_length=120, verbose_name="回答を記録した人")),
                    (
                        "roster",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            related_query_name="background",
                            to="proposals.rosterrequest",
                            verbose_name="名簿",
                        ),
                    ),
                    (
                        "screening",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            related_query_name="background",
                            to="screening.screening",
                            verbose_name="綴り",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "警察への照会",
                    "verbose_name_plural": "警察への照会",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answered_on", None), ("is_listed", None), ("recorded_by", "")),
                                models.Q(
                                    ("answered_on__isnull", False),
                                    ("is_listed__isnull", False),
                                    models.Q(("recorded_by", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="background_answer_whole",
                            violation_error_message="回答には、日付と該当の有無と記録した人が要ります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("answered_on", None),
                                models.Q(("answered_on__gte", models.F("sent_on")), ("sent_on__isnull", False)),
                                _connector="OR",
                            ),
                            name="background_answered_after_sent",
                            violation_error_message="回答の日は、照会した日より前にできません。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CalendarFeed",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("token_sha256", models.CharField(max_length=64, unique=True, verbose_name="SHA-256")),
                    ("created_at", models.DateTimeField(verbose_name="作った日時")),
                    ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="止めた日時")),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="職員",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "予定表の住所",
                    "verbose_name_plural": "予定表の住所",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("revoked_at", None)),
                            fields=("user",),
                            name="calendar_feed_once",
                            violation_error_message="予定表の住所は、もうあります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CheckItem",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.SlugField(max_length=30, unique=True, verbose_name="符号")),
                    (
                        "stage",
                        models.CharField(
                            choices=[
                                ("BEFORE_ROUTING", "送付前"),
                                ("BEFORE_DIALOGUE", "対話前"),
                                ("BEFORE_AGREEMENT", "協定・契約前"),
                            ],
                            max_length=16,
                            verbose_name="段階",
                        ),
                    ),
                    ("label", models.CharField(max_length=40, verbose_name="確かめること")),
                    ("how", models.CharField(blank=True, max_length=200, verbose_name="確かめ方")),
                    ("position", models.PositiveSmallIntegerField(default=0, verbose_name="順番")),
                    ("is_active", models.BooleanField(default=True, verbose_name="使う")),
                ],
                options={
                    "verbose_name": "団体についての確認の項目",
                    "verbose_name_plural": "団体についての確認の項目",
                },
            ),
            migrations.CreateModel(
                name="SoundnessCheck",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "result",
                        models.CharField(
                            choices=[
                                ("OK", "問題なし"),
                                ("CAUTION", "注意して進める"),
                                ("BLOCKED", "進められない"),
                                ("EXCUSED", "確認を省く"),
                                ("UNCHECKED", "未確認"),
                            ],
                            max_length=9,
                            verbose_name="結果",
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=300, verbose_name="確かめたこと")),
                    ("checked_by", models.CharField(max_length=120, verbose_name="確かめた人")),
                    ("checked_at", models.DateTimeField(verbose_name="確かめた日時")),
                    (
                        "file",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.privatefile",
                            verbose_name="資料",
                        ),
                    ),
                    (
                        "item",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="checks",
                            to="screening.checkitem",
                            verbose_name="確かめること",
                        ),
                    ),
                    (
                        "screening",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="checks",
                            to="screening.screening",
                            verbose_name="スクリーニング",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "団体についての確認",
                    "verbose_name_plural": "団体についての確認",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("result", "OK"), models.Q(("note", ""), _negated=True), _connector="OR"
                            ),
                            name="soundness_says_why",
                            violation_error_message="「問題なし」のほかは、確かめたことか、省く理由を書いてください。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="BudgetDate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
            migrations.CreateModel(
                name="ContractLimit",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
            migrations.CreateModel(
                name="DeclineReason",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.SlugField(max_length=30, unique=True, verbose_name="符号")),
                    ("label", models.CharField(max_length=80, verbose_name="理由")),
                    ("position", models.PositiveSmallIntegerField(default=0, verbose_name="順番")),
                    ("is_active", models.BooleanField(default=True, verbose_name="使う")),
                ],
                options={
                    "verbose_name": "見送りの理由",
                    "verbose_name_plural": "見送りの理由",
                },
            ),
            migrations.CreateModel(
                name="Decision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "disposition",
                        models.CharField(
                            choices=[
                                ("ADOPT", "進める"),
                                ("ADOPT_IF", "条件付きで進める"),
                                ("DECLINE", "見送り"),
                                ("REFER", "ほかの窓口のご案内"),
                            ],
                            max_length=10,
                            verbose_name="提案の扱い",
                        ),
                    ),
                    (
                        "implementer",
                        models.CharField(
                            choices=[("PROPOSER", "提案者と"), ("TENDER", "公募で"), ("UNDECIDED", "未定")],
                            default="UNDECIDED",
                            max_length=10,
                            verbose_name="実施者の決め方",
                        ),
                    ),
                    ("reason", models.TextField(max_length=600, verbose_name="理由")),
                    (
                        "what_would_change",
                        models.TextField(blank=True, max_length=600, verbose_name="変わればよいこと"),
                    ),
                    ("budget_needed", models.BooleanField(default=False, verbose_name="予算が要る")),
                    ("budget_year", models.CharField(blank=True, max_length=20, verbose_name="予算の年度")),
                    ("referred_to", models.CharField(blank=True, max_length=120, verbose_name="ご案内する窓口")),
                    (
                        "shelf_until",
                        models.DateField(
                            blank=True,
                            help_text="この日まで、毎年7月に課とデスクへ思い出すメールが行きます。",
                            null=True,
                            verbose_name="棚に置く期限",
                        ),
                    ),
                    (
                        "contract_method",
                        models.CharField(
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
                    (
                        "contract_item",
                        models.CharField(
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
                    ("contract_reason", models.CharField(blank=True, max_length=300, verbose_name="随意契約の理由")),
                    (
                        "contract_consulted_on",
                        models.DateField(blank=True, null=True, verbose_name="契約課と合議した日"),
                    ),
                    (
                        "contract_amount",
                        models.PositiveBigIntegerField(blank=True, null=True, verbose_name="予定価格（円）"),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("DRAFTED", "担当者の案"),
                                ("PROPOSED", "課の案（課長確認済み）"),
                                ("SENT_BACK", "差戻し"),
                                ("CONFIRMED", "デスク確認済み"),
                                ("TOLD", "お知らせ済み"),
                                ("REPLACED", "差替え"),
                            ],
                            default="DRAFTED",
                            max_length=10,
                            verbose_name="状態",
                        ),
                    ),
                    ("drafted_by", models.CharField(max_length=120, verbose_name="案を書いた人")),
                    ("drafted_at", models.DateTimeField(verbose_name="案の日時")),
                    ("proposed_by", models.CharField(blank=True, max_length=120, verbose_name="課として出した人")),
                    (
                        "proposed_as",
                        models.CharField(
                            blank=True,
                            choices=[("MANAGER", "課長"), ("DEPUTY", "代決")],
                            max_length=8,
                            verbose_name="出した立場",
                        ),
                    ),
                    ("proposed_at", models.DateTimeField(blank=True, null=True, verbose_name="課として出した日時")),
                    ("sent_back_reason", models.CharField(blank=True, max_length=300, verbose_name="差戻しの理由")),
                    ("confirmed_by", models.CharField(blank=True, max_length=120, verbose_name="デスクの確認")),
                    ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="デスクの確認日時")),
                    ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="お知らせした日時")),
                    (
                        "contract_limit",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="screening.contractlimit",
                            verbose_name="契約の種類",
                        ),
                    ),
                    (
                        "near",
                        models.ManyToManyField(
                            blank=True, related_name="+", to="proposals.challenge", verbose_name="近い課題"
                        ),
                    ),
                    (
                        "reasons",
                        models.ManyToManyField(
                            blank=True, related_name="+", to="screening.declinereason", verbose_name="見送りの理由"
                        ),
                    ),
                    (
                        "screening",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="decisions",
                            to="screening.screening",
                            verbose_name="スクリーニング",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "結果",
                    "verbose_name_plural": "結果",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("shelf_until__isnull", False)),
                            fields=["shelf_until"],
                            name="decision_on_shelf",
                        ),
                        models.Index(
                            condition=models.Q(("state__in", ["PROPOSED", "CONFIRMED"])),
                            fields=["screening"],
                            name="decision_waiting",
                        ),
                        models.Index(
                            condition=models.Q(("state__in", ["DRAFTED", "SENT_BACK"])),
                            fields=["screening"],
                            name="decision_with_division",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("state__in", ["TOLD", "REPLACED"]), _negated=True),
                            fields=("screening",),
                            name="decision_one_open",
                            violation_error_message="結果の案は、もうあります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("disposition", "DECLINE"), _negated=True),
                                models.Q(("what_would_change", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="decision_decline_says_what_would_change",
                            violation_error_message="見送りには、どう変わればよいかを書いてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("disposition", "REFER"), _negated=True),
                                models.Q(("referred_to", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="decision_referral_names_window",
                            violation_error_message="ほかの窓口のご案内には、窓口の名前が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("shelf_until", None), ("disposition", "DECLINE"), _connector="OR"),
                            name="decision_shelf_after_decline",
                            violation_error_message="棚に置けるのは、見送りのときだけです。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("contract_amount", None),
                                    ("contract_consulted_on", None),
                                    ("contract_item", ""),
                                    ("contract_method", ""),
                                    ("contract_reason", ""),
                                ),
                                models.Q(
                                    models.Q(("contract_method", ""), _negated=True),
                                    ("contract_consulted_on__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="decision_contract_consulted",
                            violation_error_message="契約の方法には、契約課の合議が要ります。合議した日を入れてください。",
                        ),
                        models.CheckConstraint(
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
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("contract_amount__isnull", False),
                                    ("contract_item", "1"),
                                    ("contract_limit__isnull", False),
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
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "TOLD"), ("told_at__isnull", False)),
                                models.Q(models.Q(("state", "TOLD"), _negated=True), ("told_at", None)),
                                _connector="OR",
                            ),
                            name="decision_told_iff_date",
                            violation_error_message="お知らせ済みの結果には、お知らせした日時が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Approval",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("drafted_on", models.DateField(verbose_name="起案日")),
                    ("decided_on", models.DateField(verbose_name="決裁日")),
                    ("decider", models.CharField(max_length=60, verbose_name="決裁者の職")),
                    (
                        "kind",
                        models.CharField(
                            choices=[("FULL", "本決裁"), ("STANDING", "専決"), ("DEPUTY", "代決")],
                            max_length=8,
                            verbose_name="専決・代決",
                        ),
                    ),
                    ("consulted", models.CharField(blank=True, max_length=200, verbose_name="合議した課")),
                    ("document_number", models.CharField(max_length=40, verbose_name="文書番号")),
                    ("recorded_by", models.CharField(max_length=120, verbose_name="記録した人")),
                    ("recorded_at", models.DateTimeField(verbose_name="記録した日時")),
                    (
                        "decision",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="approval",
                            to="screening.decision",
                            verbose_name="結果",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "決裁の記録",
                    "verbose_name_plural": "決裁の記録",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("decided_on__gte", models.F("drafted_on"))),
                            name="approval_after_draft",
                            violation_error_message="決裁日は起案日より前にできません。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="DecisionCondition",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                    ("text", models.CharField(max_length=600, verbose_name="条件")),
                    ("due_on", models.DateField(blank=True, null=True, verbose_name="期日")),
                    ("met_on", models.DateField(blank=True, null=True, verbose_name="満たした日")),
                    ("met_by", models.CharField(blank=True, max_length=120, verbose_name="確かめた人")),
                    (
                        "decision",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="conditions",
                            to="screening.decision",
                            verbose_name="結果",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "条件",
                    "verbose_name_plural": "条件",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("decision", "position"),
                            name="decision_condition_position_once",
                            violation_error_message="この順番の条件は、もうあります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("met_by", ""), ("met_on", None)),
                                models.Q(("met_on__isnull", False), models.Q(("met_by", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="decision_condition_met_by_somebody",
                            violation_error_message="満たした条件には、確かめた人が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Contact",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="識別子")),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("VISIT", "来庁"),
                                ("PHONE", "電話"),
                                ("MAIL", "メール・手紙"),
                                ("CALL", "訪問"),
                                ("ONLINE", "オンライン"),
                                ("THIRD_PARTY", "議員・第三者からの働きかけ"),
                                ("OTHER", "その他"),
                            ],
                            max_length=12,
                            verbose_name="種類",
                        ),
                    ),
                    ("met_at", models.DateTimeField(verbose_name="日時")),
                    ("place", models.CharField(blank=True, max_length=120, verbose_name="場所")),
                    ("people", models.CharField(max_length=300, verbose_name="相手と同席した人")),
                    ("body", models.TextField(max_length=2000, verbose_name="話したこと")),
                    ("next_step", models.CharField(blank=True, max_length=300, verbose_name="このあとどうするか")),
                    ("written_by", models.CharField(max_length=120, verbose_name="書いた人")),
                    ("written_at", models.DateTimeField(verbose_name="書いた日時")),
                    ("search", models.TextField(blank=True, editable=False, verbose_name="検索の文")),
                    (
                        "search_vector",
                        django.contrib.postgres.search.SearchVectorField(
                            editable=False, null=True, verbose_name="検索の索引"
                        ),
                    ),
                    (
                        "organization",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.organization",
                            verbose_name="団体",
                        ),
                    ),
                    (
                        "proposal",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            related_query_name="contact",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "応接記録",
                    "verbose_name_plural": "応接記録",
                    "indexes": [
                        models.Index(fields=["-met_at", "-id"], name="contact_newest"),
                        models.Index(fields=["proposal", "-met_at"], name="contact_of_proposal"),
                        models.Index(fields=["kind", "-met_at"], name="contact_by_kind"),
                        django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="contact_search"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DisclosureTerms",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("ordinance", models.CharField(default="奈良市情報公開条例", max_length=60, verbose_name="条例")),
                    ("article", models.CharField(default="第7条", max_length=20, verbose_name="不開示情報の条")),
                    (
                        "answer_days",
                        models.PositiveSmallIntegerField(
                            default=15,
                            help_text="受け付けた翌日から数えます。",
                            validators=[django.core.validators.MinValueValidator(1)],
                            verbose_name="決定までの日数",
                        ),
                    ),
                    (
                        "extension_days",
                        models.PositiveSmallIntegerField(
                            default=30,
                            help_text="決定の期限から、これより後には延ばせません。",
                            verbose_name="延ばせる日数",
                        ),
                    ),
                    (
                        "opinion_days",
                        models.PositiveSmallIntegerField(
                            default=14,
                            validators=[django.core.validators.MinValueValidator(1)],
                            verbose_name="意見照会の日数",
                        ),
                    ),
                    (
                        "objection_days",
                        models.PositiveSmallIntegerField(
                            default=14,
                            help_text="決定の日と開示の日の間に置きます。",
                            verbose_name="反対の意見があるときに置く日数",
                        ),
                    ),
                    (
                        "review_months",
                        models.PositiveSmallIntegerField(
                            default=3,
                            help_text="行政不服審査法18条1項：決定を知った日の翌日から3月。隠したか断った決定のあと、このあいだは提案を廃棄しません。",
                            verbose_name="審査請求の期間（月）",
                        ),
                    ),
                    (
                        "notice_days",
                        models.PositiveSmallIntegerField(
                            default=14,
                            help_text="審査請求の期間は、決定・開示・第三者への通知のいちばん後の日から、この日数を置いて数えます。",
                            verbose_name="決定の通知が届くまでの日数",
                        ),
                    ),
                    (
                        "is_checked",
                        models.BooleanField(
                            default=False,
                            help_text="見本です。市町村の情報公開条例に多い日数と号です。奈良市情報公開条例の条文と号に合わせて直し、「確かめた」にしてください。",
                            verbose_name="条例と照らして確かめた",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "情報公開の日数",
                    "verbose_name_plural": "情報公開の日数",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("pk", 1)),
                            name="disclosure_terms_is_one_row",
                            violation_error_message="情報公開の日数は一つだけです。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("answer_days__gte", 1), ("opinion_days__gte", 1)),
                            name="disclosure_terms_have_days",
                            violation_error_message="決定までの日数と意見照会の日数は、1日以上にしてください。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DisclosureGround",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "number",
                        models.PositiveSmallIntegerField(
                            unique=True,
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(99),
                            ],
                            verbose_name="号",
                        ),
                    ),
                    ("name", models.CharField(max_length=60, verbose_name="名前")),
                    ("explanation", models.CharField(blank=True, max_length=200, verbose_name="説明")),
                    (
                        "is_for_wishes",
                        models.BooleanField(
                            default=False,
                            help_text="「提案者の希望のとおりに隠す」を押したときの号。",
                            verbose_name="提案者の希望に使う",
                        ),
                    ),
                    ("is_active", models.BooleanField(default=True, verbose_name="使う")),
                ],
                options={
                    "verbose_name": "不開示の理由",
                    "verbose_name_plural": "不開示の理由",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("is_for_wishes", True)),
                            fields=("is_for_wishes",),
                            name="one_ground_for_wishes",
                            violation_error_message="提案者の希望に使う号は、一つだけです。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="DisclosureRequest",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="識別子")),
                    ("number", models.CharField(max_length=20, unique=True, verbose_name="番号")),
                    ("received_on", models.DateField(verbose_name="受け付けた日")),
                    (
                        "reception_number",
                        models.CharField(blank=True, max_length=40, verbose_name="情報公開窓口の受付番号"),
                    ),
                    (
                        "requester",
                        models.CharField(
                            choices=[("PERSON", "個人"), ("BODY", "法人その他の団体")],
                            max_length=10,
                            verbose_name="請求者の種別",
                        ),
                    ),
                    ("asked", models.TextField(max_length=2000, verbose_name="請求の内容")),
                    ("received_by", models.CharField(max_length=120, verbose_name="受け付けた人")),
                    ("due_on", models.DateField(verbose_name="決定の期限")),
                    ("extended_to", models.DateField(blank=True, null=True, verbose_name="延ばした期限")),
                    ("extension_reason", models.CharField(blank=True, max_length=300, verbose_name="延ばす理由")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("RECEIVED", "受付"),
                                ("FOUND", "文書の特定"),
                                ("ASKING", "意見照会中"),
                                ("DECIDED", "決定"),
                                ("OPENED", "開示済"),
                                ("WITHDRAWN", "取下げ"),
                            ],
                            default="RECEIVED",
                            max_length=10,
                            verbose_name="状態",
                        ),
                    ),
                    (
                        "decision",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("OPEN", "全部開示"),
                                ("PART", "部分開示"),
                                ("CLOSED", "不開示"),
                                ("ABSENT", "不存在"),
                                ("UNSAID", "存否応答拒否"),
                            ],
                            max_length=10,
                            verbose_name="決定",
                        ),
                    ),
                    ("decided_on", models.DateField(blank=True, null=True, verbose_name="決定した日")),
                    ("approval_number", models.CharField(blank=True, max_length=40, verbose_name="決裁の文書番号")),
                    ("reasons", models.TextField(blank=True, max_length=2000, verbose_name="決定の理由")),
                    ("decided_by", models.CharField(blank=True, max_length=120, verbose_name="決定を記録した人")),
                    ("opened_on", models.DateField(blank=True, null=True, verbose_name="開示した日")),
                    ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="取り下げられた日")),
                    (
                        "proposals",
                        models.ManyToManyField(related_name="+", to="proposals.proposal", verbose_name="提案"),
                    ),
                ],
                options={
                    "verbose_name": "開示請求",
                    "verbose_name_plural": "開示請求",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state__in", ("RECEIVED", "FOUND", "ASKING"))),
                            fields=["due_on"],
                            name="disclosure_undecided",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    models.Q(("decision", ""), _negated=True),
                                    models.Q(("approval_number", ""), _negated=True),
                                    models.Q(("decided_by", ""), _negated=True),
                                    ("decided_on__isnull", False),
                                    ("state__in", ("DECIDED", "OPENED")),
                                ),
                                models.Q(
                                    models.Q(("state__in", ("DECIDED", "OPENED")), _negated=True),
                                    ("approval_number", ""),
                                    ("decided_by", ""),
                                    ("decided_on", None),
                                    ("decision", ""),
                                ),
                                _connector="OR",
                            ),
                            name="disclosure_decided_whole",
                            violation_error_message="決定には、決定の種類、日付、決裁の文書番号、記録した人が要ります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("decision__in", ["", "OPEN"]),
                                models.Q(("reasons", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="disclosure_closed_says_why",
                            violation_error_message="全部を開示しないときは、決定の理由を書いてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("decided_on", None), ("decided_on__gte", models.F("received_on")), _connector="OR"
                            ),
                            name="disclosure_decided_after_receipt",
                            violation_error_message="決定の日は、受け付けた日より前にできません。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("extended_to", None), ("extension_reason", "")),
                                models.Q(
                                    models.Q(("extension_reason", ""), _negated=True),
                                    ("extended_to__gt", models.F("due_on")),
                                ),
                                _connector="OR",
                            ),
                            name="disclosure_extension_whole",
                            violation_error_message="延ばすには、もとの期限より後の日と、理由が要ります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("decision__in", ("OPEN", "PART")),
                                    ("opened_on__gte", models.F("decided_on")),
                                    ("state", "OPENED"),
                                ),
                                models.Q(models.Q(("state", "OPENED"), _negated=True), ("opened_on", None)),
                                _connector="OR",
                            ),
                            name="disclosure_opened_iff_day",
                            violation_error_message="開示には、開示する決定と、その日か後の日が要ります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "WITHDRAWN"), ("withdrawn_on__isnull", False)),
                                models.Q(models.Q(("state", "WITHDRAWN"), _negated=True), ("withdrawn_on", None)),
                                _connector="OR",
                            ),
                            name="disclosure_withdrawn_iff_day",
                            violation_error_message="取下げには、その日が要ります。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DisclosureDocument",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="識別子")),
                    ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                    ("key", models.CharField(max_length=120, verbose_name="文書の識別子")),
                    ("kind", models.CharField(max_length=120, verbose_name="種類")),
                    ("at", models.DateTimeField(verbose_name="文書の日時")),
                    ("pieces", models.JSONField(verbose_name="内容")),
                    ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                    ("found_at", models.DateTimeField(verbose_name="特定した日時")),
                    (
                        "outcome",
                        models.CharField(
                            blank=True,
                            choices=[("OPEN", "全部を開示"), ("PART", "一部を開示"), ("CLOSED", "全部を不開示")],
                            max_length=10,
                            verbose_name="開示・不開示",
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=200, verbose_name="全部を開示しない理由")),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                    (
                        "ground",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="screening.disclosureground",
                            verbose_name="全部を開示しない根拠",
                        ),
                    ),
                    (
                        "request",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="documents",
                            to="screening.disclosurerequest",
                            verbose_name="開示請求",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "開示請求の文書",
                    "verbose_name_plural": "開示請求の文書",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("request", "proposal", "key"),
                            name="disclosure_document_once",
                            violation_error_message="この文書は、もう特定しています。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ground__isnull", False), ("outcome", "CLOSED")),
                                models.Q(
                                    models.Q(("outcome", "CLOSED"), _negated=True), ("ground", None), ("note", "")
                                ),
                                _connector="OR",
                            ),
                            name="disclosure_closed_has_ground",
                            violation_error_message="全部を開示しない文書には、根拠の号が要ります。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Redaction",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("piece", models.CharField(max_length=120, verbose_name="項目")),
                    (
                        "words",
                        models.TextField(
                            blank=True, help_text="空なら、項目の全部。", max_length=2000, verbose_name="隠す言葉"
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=200, verbose_name="理由")),
                    ("marked_by", models.CharField(max_length=120, verbose_name="印を付けた人")),
                    ("marked_at", models.DateTimeField(verbose_name="印を付けた日時")),
                    (
                        "document",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="redactions",
                            to="screening.disclosuredocument",
                            verbose_name="文書",
                        ),
                    ),
                    (
                        "ground",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="screening.disclosureground",
                            verbose_name="根拠",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "墨塗り",
                    "verbose_name_plural": "墨塗り",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("document", "piece", "words"),
                            name="redaction_once",
                            violation_error_message="この言葉は、もう隠しています。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ThirdPartyOpinion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("asked_on", models.DateField(verbose_name="照会した日")),
                    ("due_on", models.DateField(verbose_name="回答の期限")),
                    ("asked_by", models.CharField(max_length=120, verbose_name="照会した人")),
                    (
                        "view",
                        models.CharField(
                            blank=True,
                            choices=[("AGREES", "支障なし"), ("OPPOSES", "反対")],
                            max_length=10,
                            verbose_name="意見",
                        ),
                    ),
                    ("text", models.TextField(blank=True, max_length=2000, verbose_name="意見の内容")),
                    ("answered_on", models.DateField(blank=True, null=True, verbose_name="回答の日")),
                    ("recorded_by", models.CharField(blank=True, max_length=120, verbose_name="回答を記録した人")),
                    ("told_on", models.DateField(blank=True, null=True, verbose_name="決定を知らせた日")),
                    (
                        "organization",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.organization",
                            verbose_name="団体",
                        ),
                    ),
                    (
                        "request",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="opinions",
                            to="screening.disclosurerequest",
                            verbose_name="開示請求",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "第三者への意見照会",
                    "verbose_name_plural": "第三者への意見照会",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("request", "organization"),
                            name="third_party_asked_once",
                            violation_error_message="この団体には、もう照会しています。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answered_on", None), ("recorded_by", ""), ("text", ""), ("view", "")),
                                models.Q(
                                    models.Q(("view", ""), _negated=True),
                                    models.Q(("recorded_by", ""), _negated=True),
                                    ("answered_on__gte", models.F("asked_on")),
                                ),
                                _connector="OR",
                            ),
                            name="third_party_answer_whole",
                            violation_error_message="回答には、意見、照会した日か後の日付、記録した人が要ります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("due_on__gt", models.F("asked_on"))),
                            name="third_party_due_after_asked",
                            violation_error_message="回答の期限は、照会した日より後にしてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("told_on", None), ("told_on__gte", models.F("asked_on")), _connector="OR"
                            ),
                            name="third_party_told_after_asked",
                            violation_error_message="決定を知らせた日は、照会した日より前にできません。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Handover",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("words", models.TextField(blank=True, max_length=4000, verbose_name="引き継ぐ人へ")),
                    ("written_at", models.DateTimeField(blank=True, null=True, verbose_name="書いた日時")),
                    ("version", models.PositiveIntegerField(default=1, verbose_name="版")),
                    ("handed_at", models.DateTimeField(blank=True, null=True, verbose_name="引き継いだ日時")),
                    ("handed_by", models.CharField(blank=True, max_length=120, verbose_name="引継ぎを押した人")),
                    (
                        "post",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="handover",
                            to="accounts.post",
                            verbose_name="席",
                        ),
                    ),
                    (
                        "successor",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="引き継いだ人",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "引継ぎ",
                    "verbose_name_plural": "引継ぎ",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("handed_at", None), ("handed_by", ""), ("successor", None)),
                                models.Q(
                                    ("handed_at__isnull", False),
                                    ("successor__isnull", False),
                                    models.Q(("handed_by", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="handover_done_whole",
                            violation_error_message="済んだ引継ぎには、引き継いだ人、日時、押した人が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("words", ""), ("written_at__isnull", False), _connector="OR"),
                            name="handover_words_dated",
                            violation_error_message="引き継ぐ人への文には、書いた日時が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SuccessorLetter",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("sent_at", models.DateTimeField(verbose_name="送った日時")),
                    ("sent_by", models.CharField(max_length=120, verbose_name="送った人")),
                    (
                        "organization",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.organization",
                            verbose_name="団体",
                        ),
                    ),
                    (
                        "post",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="accounts.post",
                            verbose_name="後任の席",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "後任のお知らせ",
                    "verbose_name_plural": "後任のお知らせ",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("organization", "post"),
                            name="successor_letter_once",
                            violation_error_message="この団体には、この後任をもう知らせています。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Inquiry",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("question", models.CharField(max_length=300, verbose_name="尋ねること")),
                    ("asked_by", models.CharField(max_length=120, verbose_name="尋ねた人")),
                    ("asked_at", models.DateTimeField(verbose_name="尋ねた日時")),
                    ("due_on", models.DateField(verbose_name="回答期限")),
                    ("reminded_on", models.DateField(blank=True, null=True, verbose_name="最後に促した日")),
                    (
                        "verdict",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("YES", "差し支えない"),
                                ("CONDITIONAL", "条件付きで差し支えない"),
                                ("NO", "差し支えがある"),
                            ],
                            max_length=12,
                            verbose_name="回答",
                        ),
                    ),
                    ("opinion", models.TextField(blank=True, verbose_name="意見")),
                    ("answered_by", models.CharField(blank=True, max_length=120, verbose_name="答えた人")),
                    ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答えた日時")),
                    ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="取り消した日時")),
                    ("revoked_by", models.CharField(blank=True, max_length=120, verbose_name="取り消した人")),
                    ("revoke_reason", models.CharField(blank=True, max_length=200, verbose_name="取り消す理由")),
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
                        "screening",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="inquiries",
                            to="screening.screening",
                            verbose_name="スクリーニング",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "意見照会",
                    "verbose_name_plural": "意見照会",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("answered_at", None)),
                            fields=["division", "due_on", "id"],
                            name="inquiry_waiting",
                        ),
                        models.Index(
                            condition=models.Q(("answered_at", None)), fields=["due_on", "id"], name="inquiry_due_first"
                        ),
                        models.Index(fields=["division", "-due_on", "-id"], name="inquiry_newest"),
                        models.Index(fields=["-due_on", "-id"], name="inquiry_newest_of_all"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answered_at", None), ("opinion", "")),
                                models.Q(("answered_at__isnull", False), models.Q(("opinion", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="inquiry_answered_with_opinion",
                            violation_error_message="答えには意見が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("verdict", ""), ("answered_at__isnull", False), _connector="OR"),
                            name="inquiry_verdict_with_answer",
                            violation_error_message="回答には、答えた日時が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("revoke_reason", ""), ("revoked_at", None), ("revoked_by", "")),
                                models.Q(
                                    ("answered_at", None),
                                    ("revoked_at__isnull", False),
                                    models.Q(("revoked_by", ""), _negated=True),
                                    models.Q(("revoke_reason", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="inquiry_revoked_whole",
                            violation_error_message="取り消した照会には、取り消した人と理由が必要です。答えた照会は取り消せません。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="StandingConsultee",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "occasion",
                        models.CharField(
                            choices=[
                                ("COST", "市の費用がかかる"),
                                ("CONTRACT", "契約になる"),
                                ("DATA", "市のデータを使う"),
                                ("PLACE", "市の場所を使う"),
                                ("AGREEMENT", "協定を結ぶ"),
                            ],
                            max_length=12,
                            verbose_name="どんなとき",
                        ),
                    ),
                    ("question", models.CharField(max_length=300, verbose_name="尋ねること")),
                    ("within_days", models.PositiveSmallIntegerField(default=5, verbose_name="回答期限（開庁日）")),
                    ("is_active", models.BooleanField(default=True, verbose_name="使う")),
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
                    "verbose_name": "いつも意見を聞く課（提案）",
                    "verbose_name_plural": "いつも意見を聞く課（提案）",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("occasion", "division"),
                            name="consultee_once",
                            violation_error_message="この場合のこの課は、もうあります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Ruling",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("words", models.CharField(blank=True, max_length=300, verbose_name="デスクからのひとこと")),
                    ("asked_by", models.CharField(max_length=120, verbose_name="求めた人")),
                    ("asked_at", models.DateTimeField(verbose_name="求めた日時")),
                    ("due_on", models.DateField(verbose_name="裁定の期限")),
                    ("reminded_on", models.DateField(blank=True, null=True, verbose_name="最後に促した日")),
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
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("ruled_at", None)),
                            fields=("screening",),
                            name="ruling_one_open",
                            violation_error_message="この提案の裁定は、もう求めています。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("division", None),
                                    ("is_custody", False),
                                    ("reason", ""),
                                    ("ruled_at", None),
                                    ("ruled_by", ""),
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
                        models.CheckConstraint(
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
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("talk", ""), ("talk_at", None)),
                                models.Q(("talk_at__isnull", False), models.Q(("talk", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="ruling_talk_whole",
                            violation_error_message="デスクと話すときは、話したいことが必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Routing",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("is_lead", models.BooleanField(default=False, verbose_name="主担当")),
                    ("note", models.CharField(blank=True, max_length=300, verbose_name="デスクからのひとこと")),
                    ("sent_at", models.DateTimeField(verbose_name="送付日時")),
                    ("sent_by", models.CharField(max_length=120, verbose_name="送付した人")),
                    ("starts_on", models.DateField(verbose_name="数え始めの日")),
                    ("within_days", models.PositiveSmallIntegerField(verbose_name="開庁日")),
                    ("due_on", models.DateField(blank=True, null=True, verbose_name="回答期限")),
                    (
                        "state",
                        models.CharField(
                            choices=[("OPEN", "回答待ち"), ("ANSWERED", "回答済み"), ("ENDED", "終了")],
                            default="OPEN",
                            max_length=8,
                            verbose_name="状態",
                        ),
                    ),
                    ("reminded_on", models.DateField(blank=True, null=True, verbose_name="最後に促した日")),
                    (
                        "over_on",
                        models.DateField(
                            blank=True, help_text="提案が終わった日。", null=True, verbose_name="終わった日"
                        ),
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
                    (
                        "handler",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="担当者",
                        ),
                    ),
                    (
                        "section",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.section",
                            verbose_name="係",
                        ),
                    ),
                    (
                        "ruling",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="routing",
                            to="screening.ruling",
                            verbose_name="裁定",
                        ),
                    ),
                    (
                        "screening",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="routings",
                            to="screening.screening",
                            verbose_name="スクリーニング",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "送付",
                    "verbose_name_plural": "送付",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state", "OPEN")),
                            fields=["division", "due_on", "id"],
                            name="routing_worklist",
                        ),
                        models.Index(
                            condition=models.Q(("state", "OPEN")), fields=["due_on", "id"], name="routing_due_first"
                        ),
                        models.Index(fields=["division", "-sent_at"], name="routing_history"),
                        models.Index(
                            condition=models.Q(("over_on", None), models.Q(("state", "ENDED"), _negated=True)),
                            fields=["division", "sent_at", "id"],
                            name="routing_in_hand",
                        ),
                        models.Index(
                            condition=models.Q(("over_on", None), models.Q(("state", "ENDED"), _negated=True)),
                            fields=["sent_at", "id"],
                            name="routing_oldest_in_hand",
                        ),
                        models.Index(
                            condition=models.Q(("over_on__isnull", False)),
                            fields=["division", "-over_on", "-id"],
                            name="routing_over",
                        ),
                        models.Index(
                            condition=models.Q(("over_on__isnull", False)),
                            fields=["-over_on", "-id"],
                            name="routing_over_lately",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("is_lead", True), models.Q(("state", "ENDED"), _negated=True)),
                            fields=("screening",),
                            name="routing_one_lead",
                            violation_error_message="主担当課は一つだけです。",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state", "ENDED"), _negated=True),
                            fields=("screening", "division"),
                            name="routing_division_once",
                            violation_error_message="この課には、もう送付しています。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("over_on", None), models.Q(("state", "OPEN"), _negated=True), _connector="OR"
                            ),
                            name="routing_over_waits_for_nothing",
                            violation_error_message="終わった提案の送付は、回答を待てません。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RoutingAnswer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "choice",
                        models.CharField(
                            choices=[
                                ("CONSIDER", "検討する"),
                                ("JOINTLY", "ほかの課と一緒に検討する"),
                                ("NOT_OURS", "担当ではない"),
                            ],
                            max_length=8,
                            verbose_name="回答",
                        ),
                    ),
                    ("comment", models.CharField(max_length=200, verbose_name="一言")),
                    ("contact", models.CharField(blank=True, max_length=60, verbose_name="担当者")),
                    (
                        "dates",
                        models.CharField(
                            blank=True, help_text="お知らせの文に入ります。", max_length=200, verbose_name="候補日"
                        ),
                    ),
                    (
                        "meeting_dates",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.DateTimeField(),
                            blank=True,
                            default=list,
                            size=3,
                            verbose_name="候補日の日時",
                        ),
                    ),
                    ("drafted_by", models.CharField(max_length=120, verbose_name="案を書いた人")),
                    ("drafted_at", models.DateTimeField(verbose_name="案の日時")),
                    ("confirmed_by", models.CharField(blank=True, max_length=120, verbose_name="確認した人")),
                    ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="確認日時")),
                    (
                        "confirmed_as",
                        models.CharField(
                            blank=True,
                            choices=[("MANAGER", "課長"), ("DEPUTY", "代決")],
                            max_length=8,
                            verbose_name="確認した立場",
                        ),
                    ),
                    ("noted_by", models.CharField(blank=True, max_length=120, verbose_name="受け取った人")),
                    ("noted_at", models.DateTimeField(blank=True, null=True, verbose_name="デスクが受け取った日時")),
                    (
                        "routing",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answer",
                            to="screening.routing",
                            verbose_name="送付",
                        ),
                    ),
                    (
                        "suggested",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.division",
                            verbose_name="行き先の案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "課の回答",
                    "verbose_name_plural": "課の回答",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("confirmed_at__isnull", False), ("noted_at", None)),
                            fields=["routing"],
                            name="answer_to_note",
                        ),
                        models.Index(
                            condition=models.Q(("confirmed_at__isnull", False)),
                            fields=["confirmed_at"],
                            name="answer_learnt",
                        ),
                        models.Index(
                            condition=models.Q(("choice", "NOT_OURS")), fields=["routing"], name="answer_not_ours"
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("confirmed_as", ""), ("confirmed_at", None), ("confirmed_by", "")),
                                models.Q(
                                    ("confirmed_at__isnull", False),
                                    models.Q(("confirmed_as", ""), _negated=True),
                                    models.Q(("confirmed_by", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="answer_confirmed_by_somebody",
                            violation_error_message="確認した回答には、確認した人と立場が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("noted_at", None), ("confirmed_at__isnull", False), _connector="OR"),
                            name="answer_noted_after_confirmed",
                            violation_error_message="課の確認が済んだ回答だけを受け取れます。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("meeting_dates__len__lte", 3)),
                            name="answer_three_dates",
                            violation_error_message="候補日は三つまでです。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Interest",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
            migrations.CreateModel(
                name="CriteriaSet",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("version", models.PositiveSmallIntegerField(unique=True, verbose_name="版")),
                    ("valid_from", models.DateField(verbose_name="使い始める日")),
                    ("note", models.CharField(blank=True, max_length=200, verbose_name="変えたところ")),
                ],
                options={
                    "verbose_name": "採点の基準",
                    "verbose_name_plural": "採点の基準",
                },
            ),
            migrations.CreateModel(
                name="Criterion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.SlugField(max_length=20, verbose_name="符号")),
                    ("label", models.CharField(max_length=40, verbose_name="観点")),
                    ("weight", models.PositiveSmallIntegerField(default=1, verbose_name="重み")),
                    ("meaning_1", models.CharField(max_length=80, verbose_name="1点の意味")),
                    ("meaning_2", models.CharField(max_length=80, verbose_name="2点の意味")),
                    ("meaning_3", models.CharField(max_length=80, verbose_name="3点の意味")),
                    ("meaning_4", models.CharField(max_length=80, verbose_name="4点の意味")),
                    ("position", models.PositiveSmallIntegerField(default=0, verbose_name="順番")),
                    (
                        "criteria_set",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="criteria",
                            to="screening.criteriaset",
                            verbose_name="採点の基準",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "観点",
                    "verbose_name_plural": "観点",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("criteria_set", "code"),
                            name="criterion_once",
                            violation_error_message="この版には、この符号の観点がもうあります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("weight__gte", 1)),
                            name="criterion_weighs",
                            violation_error_message="重みは1以上にしてください。使わない観点は、次の版から消します。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Assessor",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("label", models.CharField(max_length=120, verbose_name="評価者")),
                    ("named_by", models.CharField(max_length=120, verbose_name="指名した人")),
                    ("named_at", models.DateTimeField(verbose_name="指名した日時")),
                    ("scored_at", models.DateTimeField(blank=True, null=True, verbose_name="採点を出した日時")),
                    ("removed_by", models.CharField(blank=True, max_length=120, verbose_name="外した人")),
                    ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="外した日時")),
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
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="職員",
                        ),
                    ),
                    (
                        "criteria_set",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="screening.criteriaset",
                            verbose_name="採点の基準",
                        ),
                    ),
                    (
                        "screening",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="assessors",
                            to="screening.screening",
                            verbose_name="スクリーニング",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "評価者",
                    "verbose_name_plural": "評価者",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("removed_at", None)),
                            fields=("screening", "user"),
                            name="assessor_once",
                            violation_error_message="この人は、もう評価者です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("scored_at", None), ("removed_at", None), _connector="OR"),
                            name="assessor_scored_stays",
                            violation_error_message="採点を出した評価者は外せません。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("removed_at", None), ("removed_by", "")),
                                models.Q(("removed_at__isnull", False), models.Q(("removed_by", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="assessor_removed_by_somebody",
                            violation_error_message="評価者を外したときは、外した人が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Score",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("value", models.PositiveSmallIntegerField(verbose_name="点")),
                    ("comment", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                    (
                        "assessor",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="scores",
                            to="screening.assessor",
                            verbose_name="評価者",
                        ),
                    ),
                    (
                        "criterion",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="screening.criterion",
                            verbose_name="観点",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "採点",
                    "verbose_name_plural": "採点",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("assessor", "criterion"),
                            name="score_once",
                            violation_error_message="この観点は、もう採点しています。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("value__range", (1, 4))),
                            name="score_range",
                            violation_error_message="点は1から4までです。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("value__in", (1, 4)), _negated=True),
                                models.Q(("comment", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="score_at_an_end_says_why",
                            violation_error_message="1点と4点には、理由を書いてください。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Finding",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("good", models.CharField(max_length=200, verbose_name="よい点")),
                    ("concern", models.CharField(max_length=200, verbose_name="気になる点")),
                    ("conclusion", models.CharField(max_length=100, verbose_name="ひとことの結論")),
                    ("written_by", models.CharField(max_length=120, verbose_name="書いた人")),
                    ("written_at", models.DateTimeField(verbose_name="書いた日時")),
                    (
                        "screening",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="findings",
                            to="screening.screening",
                            verbose_name="スクリーニング",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "三行の所見",
                    "verbose_name_plural": "三行の所見",
                    "indexes": [models.Index(fields=["screening", "-written_at"], name="finding_newest")],
                },
            ),
            migrations.CreateModel(
                name="ConflictDeclaration",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("has_conflict", models.BooleanField(verbose_name="利害関係がある")),
                    ("what", models.CharField(blank=True, max_length=300, verbose_name="どのような関係か")),
                    ("declared_by", models.CharField(max_length=120, verbose_name="申告した人")),
                    ("declared_at", models.DateTimeField(verbose_name="申告した日時")),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="職員",
                        ),
                    ),
                    (
                        "screening",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="conflicts",
                            to="screening.screening",
                            verbose_name="スクリーニング",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "利益相反の申告",
                    "verbose_name_plural": "利益相反の申告",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("screening", "user", "has_conflict"),
                            name="conflict_declared_once",
                            violation_error_message="同じ申告は、もうあります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("has_conflict", False), ("what", "")),
                                models.Q(("has_conflict", True), models.Q(("what", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="conflict_says_what",
                            violation_error_message="利害関係があるときは、どのような関係かを書いてください。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Note",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("body", models.TextField(max_length=2000, verbose_name="メモ")),
                    ("written_by", models.CharField(max_length=120, verbose_name="書いた人")),
                    ("written_at", models.DateTimeField(verbose_name="日時")),
                    (
                        "screening",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="notes",
                            to="screening.screening",
                            verbose_name="スクリーニング",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "庁内のメモ",
                    "verbose_name_plural": "庁内のメモ",
                },
            ),
            migrations.CreateModel(
                name="Minutes",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("held_on", models.DateField(verbose_name="行った日")),
                    ("place", models.CharField(blank=True, max_length=120, verbose_name="場所")),
                    ("attendees", models.CharField(max_length=300, verbose_name="出席者")),
                    ("body", models.TextField(max_length=4000, verbose_name="話したこと")),
                    ("written_by", models.CharField(max_length=120, verbose_name="書いた人")),
                    ("written_at", models.DateTimeField(verbose_name="日時")),
                    (
                        "screening",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="minutes",
                            to="screening.screening",
                            verbose_name="スクリーニング",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "対話の記録",
                    "verbose_name_plural": "対話の記録",
                },
            ),
            migrations.CreateModel(
                name="NextStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="識別子")),
                    ("what", models.CharField(max_length=200, verbose_name="何を")),
                    (
                        "party",
                        models.CharField(
                            choices=[("division", "担当課"), ("desk", "デスク"), ("proposer", "提案者")],
                            max_length=10,
                            verbose_name="だれが",
                        ),
                    ),
                    ("person", models.CharField(blank=True, max_length=60, verbose_name="担当の人")),
                    ("due_on", models.DateField(verbose_name="期日")),
                    ("written_by", models.CharField(max_length=120, verbose_name="書いた人")),
                    ("written_at", models.DateTimeField(verbose_name="書いた日時")),
                    ("done_by", models.CharField(blank=True, max_length=120, verbose_name="済みにした人")),
                    ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="済みにした日時")),
                    (
                        "division",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.division",
                            verbose_name="課",
                        ),
                    ),
                    (
                        "minutes",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="next_steps",
                            to="screening.minutes",
                            verbose_name="対話の記録",
                        ),
                    ),
                    (
                        "screening",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="next_steps",
                            to="screening.screening",
                            verbose_name="スクリーニング",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "次の一歩",
                    "verbose_name_plural": "次の一歩",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("done_at", None)),
                            fields=["division", "due_on", "id"],
                            name="next_step_of_division",
                        ),
                        models.Index(
                            condition=models.Q(("done_at", None)), fields=["due_on", "id"], name="next_step_due_first"
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("division__isnull", False), ("party", "division")),
                                models.Q(models.Q(("party", "division"), _negated=True), ("division", None)),
                                _connector="OR",
                            ),
                            name="next_step_of_division_names_it",
                            violation_error_message="課の次の一歩には課が要ります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("done_at", None), ("done_by", "")),
                                models.Q(("done_at__isnull", False), models.Q(("done_by", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="next_step_done_by_somebody",
                            violation_error_message="済んだ次の一歩には、済みにした人が要ります。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProcedureTick",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.SlugField(max_length=30, verbose_name="手続")),
                    ("ticked_by", models.CharField(max_length=120, verbose_name="印を付けた人")),
                    ("ticked_at", models.DateTimeField(verbose_name="印を付けた日時")),
                    (
                        "screening",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="procedure_ticks",
                            to="screening.screening",
                            verbose_name="スクリーニング",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "手続の印",
                    "verbose_name_plural": "手続の印",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("screening", "code"),
                            name="procedure_tick_once",
                            violation_error_message="この手続には、もう印が付いています。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SavedFilter",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=30, verbose_name="名前")),
                    ("query", models.CharField(max_length=500, verbose_name="絞り込み")),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="持ち主",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "絞り込みの保存",
                    "verbose_name_plural": "絞り込みの保存",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("owner", "name"),
                            name="saved_filter_once",
                            violation_error_message="この名前の絞り込みは、もうあります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="QueueExport",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="識別子")),
                    ("query", models.CharField(max_length=500, verbose_name="絞り込み")),
                    (
                        "sheet_format",
                        models.CharField(
                            choices=[("csv", "CSV"), ("xlsx", "Excel")], max_length=4, verbose_name="形式"
                        ),
                    ),
                    ("asked_at", models.DateTimeField(verbose_name="頼んだ日時")),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="頼んだ人",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "一覧の書き出し",
                    "verbose_name_plural": "一覧の書き出し",
                },
            ),
            migrations.CreateModel(
                name="RecordOpening",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "reason",
                        models.CharField(
                            choices=[
                                ("DIALOGUE", "対話の準備"),
                                ("PROPOSAL", "提案の検討"),
                                ("AGREEMENT", "協定の更新"),
                                ("HANDOVER", "担当の引継ぎ"),
                                ("OTHER", "その他"),
                            ],
                            max_length=10,
                            verbose_name="理由",
                        ),
                    ),
                    ("words", models.CharField(blank=True, max_length=120, verbose_name="ひとこと")),
                    ("opened_at", models.DateTimeField(verbose_name="開いた日時")),
                    ("opened_by", models.CharField(max_length=120, verbose_name="開いた人")),
                    ("ends_on", models.DateField(verbose_name="読める最後の日")),
                    (
                        "organization",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.organization",
                            verbose_name="団体",
                        ),
                    ),
                    (
                        "reader",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="読む人",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "企業カルテの閲覧",
                    "verbose_name_plural": "企業カルテの閲覧",
                    "indexes": [
                        models.Index(fields=["organization", "-opened_at"], name="record_opening_newest"),
                        models.Index(fields=["reader", "organization", "ends_on"], name="record_opening_standing"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("reason", "OTHER"), _negated=True),
                                models.Q(("words", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="record_opening_other_says_what",
                            violation_error_message="「その他」のときは、何のために開くかを書いてください。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReplyTemplate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=60, verbose_name="名前")),
                    ("body", models.TextField(max_length=1500, verbose_name="文")),
                    ("position", models.PositiveSmallIntegerField(default=0, verbose_name="順番")),
                    ("is_active", models.BooleanField(default=True, verbose_name="使う")),
                ],
                options={
                    "verbose_name": "返信のひな形",
                    "verbose_name_plural": "返信のひな形",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("name",),
                            name="reply_template_once",
                            violation_error_message="同じ名前のひな形が、もうあります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="RetentionClass",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("REALISED", "進めた提案（協定・実施に至ったもの）"),
                                ("DECLINED", "見送りの提案"),
                                ("REFERRED", "ほかの窓口をご案内した提案"),
                                ("WITHDRAWN", "取り下げられた提案"),
                                ("PERSON", "終わった提案の担当者の氏名・連絡先"),
                                ("TALK", "相談だけで終わったもの"),
                                ("DIALOGUE", "ダイアログの記録"),
                                ("TRAINING", "研修の記録"),
                                ("ACCOUNT", "使われていない、団体の担当者のアカウント"),
                            ],
                            max_length=10,
                            unique=True,
                            verbose_name="文書の区分",
                        ),
                    ),
                    (
                        "years",
                        models.PositiveSmallIntegerField(
                            help_text="終わった年度の翌年度の4月1日から数えます。",
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(99),
                            ],
                            verbose_name="保存年限（年）",
                        ),
                    ),
                    (
                        "source",
                        models.CharField(
                            help_text="例：文書管理規程 別表第2 第3号", max_length=200, verbose_name="根拠"
                        ),
                    ),
                    (
                        "is_confirmed",
                        models.BooleanField(
                            default=False,
                            help_text="確かめるまでは例です。この区分のものは廃棄できません。",
                            verbose_name="市の規程と照らして確かめた",
                        ),
                    ),
                    (
                        "confirmed_on",
                        models.DateField(blank=True, editable=False, null=True, verbose_name="確かめた日"),
                    ),
                    (
                        "confirmed_by",
                        models.CharField(blank=True, editable=False, max_length=120, verbose_name="確かめた人"),
                    ),
                ],
                options={
                    "verbose_name": "保存年限",
                    "verbose_name_plural": "保存年限",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("years__gte", 1), ("years__lte", 99)),
                            name="retention_has_years",
                            violation_error_message="保存年限は、1年から99年までです。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("confirmed_by", ""), ("confirmed_on", None), ("is_confirmed", False)),
                                models.Q(
                                    models.Q(("confirmed_by", ""), _negated=True),
                                    ("confirmed_on__isnull", False),
                                    ("is_confirmed", True),
                                ),
                                _connector="OR",
                            ),
                            name="retention_confirmed_whole",
                            violation_error_message="確かめた年限には、日付と、確かめた人が要ります。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Hold",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "cause",
                        models.CharField(
                            choices=[
                                ("DISCLOSE", "開示請求・審査請求"),
                                ("DISPUTE", "係争・監査"),
                                ("OTHER", "そのほか"),
                            ],
                            max_length=8,
                            verbose_name="わけ",
                        ),
                    ),
                    (
                        "reason",
                        models.CharField(
                            help_text="事件の番号、請求の番号など。", max_length=300, verbose_name="くわしく"
                        ),
                    ),
                    ("placed_at", models.DateTimeField(verbose_name="止めた日時")),
                    ("placed_by", models.CharField(max_length=120, verbose_name="止めた人")),
                    ("lifted_on", models.DateField(blank=True, null=True, verbose_name="解いた日")),
                    ("lifted_by", models.CharField(blank=True, max_length=120, verbose_name="解いた人")),
                    ("lifted_reason", models.CharField(blank=True, max_length=300, verbose_name="解いたわけ")),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            related_query_name="hold",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "廃棄の停止",
                    "verbose_name_plural": "廃棄の停止",
                    "indexes": [
                        models.Index(condition=models.Q(("lifted_on", None)), fields=["proposal"], name="hold_standing")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("lifted_by", ""), ("lifted_on", None), ("lifted_reason", "")),
                                models.Q(
                                    models.Q(("lifted_by", ""), _negated=True),
                                    models.Q(("lifted_reason", ""), _negated=True),
                                    ("lifted_on__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="hold_lifted_whole",
                            violation_error_message="解くには、日付、人、わけが要ります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Extension",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("until", models.DateField(verbose_name="この日まで残す")),
                    ("reason", models.CharField(max_length=300, verbose_name="延ばす理由")),
                    ("extended_at", models.DateTimeField(verbose_name="延ばした日時")),
                    ("extended_by", models.CharField(max_length=120, verbose_name="延ばした人")),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            related_query_name="extension",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "保存の延長",
                    "verbose_name_plural": "保存の延長",
                    "indexes": [models.Index(fields=["proposal", "-until"], name="extension_longest")],
                },
            ),
            migrations.CreateModel(
                name="DisposalList",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.CharField(max_length=20, unique=True, verbose_name="番号")),
                    ("made_at", models.DateTimeField(verbose_name="作った日時")),
                    ("made_by", models.CharField(max_length=120, verbose_name="作った人")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("DRAFT", "作成中"),
                                ("SUBMITTED", "承認待ち"),
                                ("APPROVED", "承認済み"),
                                ("RUNNING", "廃棄中"),
                                ("DONE", "廃棄済み"),
                                ("DROPPED", "取りやめ"),
                            ],
                            default="DRAFT",
                            max_length=10,
                            verbose_name="状態",
                        ),
                    ),
                    ("prepared_at", models.DateTimeField(blank=True, null=True, verbose_name="承認をお願いした日時")),
                    ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="承認した日時")),
                    ("document_number", models.CharField(blank=True, max_length=40, verbose_name="決裁の文書番号")),
                    ("decided_on", models.DateField(blank=True, null=True, verbose_name="決裁日")),
                    ("started_by", models.CharField(blank=True, max_length=120, verbose_name="廃棄を始めた人")),
                    ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="廃棄を始めた日時")),
                    ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="廃棄を終えた日時")),
                    (
                        "approved_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="承認した人",
                        ),
                    ),
                    (
                        "prepared_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="承認をお願いした人",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "廃棄リスト",
                    "verbose_name_plural": "廃棄リスト",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("prepared_at", None), ("prepared_by", None), ("state", "DRAFT")),
                                ("state", "DROPPED"),
                                models.Q(
                                    ("prepared_at__isnull", False),
                                    ("prepared_by__isnull", False),
                                    ("state__in", ["SUBMITTED", "APPROVED", "RUNNING", "DONE"]),
                                ),
                                _connector="OR",
                            ),
                            name="disposal_prepared_iff_sent",
                            violation_error_message="承認を待つリストには、お願いした人と日時が要ります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    models.Q(("document_number", ""), _negated=True),
                                    ("approved_at__isnull", False),
                                    ("approved_by__isnull", False),
                                    ("decided_on__isnull", False),
                                    ("state__in", ("APPROVED", "RUNNING", "DONE")),
                                ),
                                models.Q(
                                    models.Q(("state__in", ("APPROVED", "RUNNING", "DONE")), _negated=True),
                                    ("approved_at", None),
                                    ("approved_by", None),
                                    ("decided_on", None),
                                    ("document_number", ""),
                                ),
                                _connector="OR",
                            ),
                            name="disposal_approved_whole",
                            violation_error_message="承認には、承認した人、日時、決裁の文書番号と日付が要ります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("approved_by", None),
                                models.Q(("approved_by", models.F("prepared_by")), _negated=True),
                                _connector="OR",
                            ),
                            name="disposal_approved_by_another",
                            violation_error_message="承認をお願いした人は、承認できません。ほかの人が承認してください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    models.Q(("started_by", ""), _negated=True),
                                    ("started_at__isnull", False),
                                    ("state__in", ["RUNNING", "DONE"]),
                                ),
                                models.Q(
                                    models.Q(("state__in", ["RUNNING", "DONE"]), _negated=True),
                                    ("started_at", None),
                                    ("started_by", ""),
                                ),
                                _connector="OR",
                            ),
                            name="disposal_started_iff_running",
                            violation_error_message="廃棄を始めたリストには、始めた人と日時が要ります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("finished_at__isnull", False), ("state", "DONE")),
                                models.Q(models.Q(("state", "DONE"), _negated=True), ("finished_at", None)),
                                _connector="OR",
                            ),
                            name="disposal_finished_iff_done",
                            violation_error_message="終えたリストには、終えた日時が要ります。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DisposalLine",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "request_id",
                        models.CharField(
                            blank=True,
                            default=nara_renkei.core.request_ids.current_request_id,
                            editable=False,
                            max_length=32,
                            verbose_name="お問い合わせ番号",
                        ),
                    ),
                    ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="識別子")),
                    ("position", models.PositiveSmallIntegerField(verbose_name="番")),
                    ("number", models.CharField(max_length=16, verbose_name="提案番号")),
                    ("years", models.PositiveSmallIntegerField(verbose_name="保存年限（年）")),
                    ("completed_on", models.DateField(verbose_name="終わった日")),
                    ("ends_on", models.DateField(verbose_name="保存の終わり")),
                    ("division", models.CharField(blank=True, max_length=60, verbose_name="主担当課")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("WAITING", "廃棄する"),
                                ("WORKING", "廃棄中"),
                                ("WIPED", "廃棄済み"),
                                ("PUT_OFF", "延ばす"),
                                ("KEPT", "廃棄しなかった"),
                                ("FAILED", "できなかった"),
                            ],
                            default="WAITING",
                            max_length=10,
                            verbose_name="扱い",
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=300, verbose_name="わけ")),
                    ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="試みの回数")),
                    ("next_try_at", models.DateTimeField(blank=True, null=True, verbose_name="次に試みる時刻")),
                    ("wiped_at", models.DateTimeField(blank=True, null=True, verbose_name="廃棄した日時")),
                    ("wiped_rows", models.PositiveIntegerField(default=0, verbose_name="消した行")),
                    ("wiped_files", models.PositiveIntegerField(default=0, verbose_name="消したファイル")),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            related_query_name="disposal",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                    (
                        "disposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="lines",
                            to="screening.disposallist",
                            verbose_name="廃棄リスト",
                        ),
                    ),
                    (
                        "retention",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="screening.retentionclass",
                            verbose_name="文書の区分",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "廃棄リストの行",
                    "verbose_name_plural": "廃棄リストの行",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state__in", ["WAITING", "WORKING"])),
                            fields=["next_try_at"],
                            name="disposal_line_waiting",
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("disposal", "position"),
                            name="disposal_line_position_once",
                            violation_error_message="この番は、もうあります。",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("state__in", ("WAITING", "WORKING", "FAILED", "WIPED"))),
                            fields=("proposal",),
                            name="disposal_line_of_proposal_once",
                            violation_error_message="この提案は、もう廃棄リストにあります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "WIPED"), ("wiped_at__isnull", False)),
                                models.Q(models.Q(("state", "WIPED"), _negated=True), ("wiped_at", None)),
                                _connector="OR",
                            ),
                            name="disposal_line_wiped_iff_moment",
                            violation_error_message="廃棄した行には、日時が要ります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state__in", ["PUT_OFF", "KEPT", "FAILED"]), _negated=True),
                                models.Q(("note", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="disposal_line_kept_says_why",
                            violation_error_message="廃棄しない行には、わけが要ります。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TenderDisclosure",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("content", models.JSONField(default=list, verbose_name="伝えたこと")),
                    ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                    ("made_by", models.CharField(max_length=120, verbose_name="一覧を作った人")),
                    ("made_at", models.DateTimeField(verbose_name="一覧を作った日時")),
                    (
                        "screening",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="disclosure",
                            to="screening.screening",
                            verbose_name="スクリーニング",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "公募で見せる一覧",
                    "verbose_name_plural": "公募で見せる一覧",
                },
            ),
            migrations.CreateModel(
                name="Undertaking",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("reference", models.CharField(blank=True, max_length=120, verbose_name="協定書・契約の番号")),
                    (
                        "benefit_yen",
                        models.PositiveBigIntegerField(
                            blank=True,
                            help_text="市がしたとすれば、かかった費用。",
                            null=True,
                            verbose_name="効果額（円）",
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
                name="Milestone",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                name="YearEnd",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("year", models.PositiveSmallIntegerField(help_text="始まりの西暦。", verbose_name="年度")),
                    (
                        "choice",
                        models.CharField(
                            choices=[("CONTINUE", "継続する"), ("END", "終える")],
                            max_length=8,
                            verbose_name="決めたこと",
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
            migrations.CreateModel(
                name="DeskProposal",
                fields=[],
                options={
                    "verbose_name": "提案",
                    "verbose_name_plural": "提案",
                    "proxy": True,
                },
                bases=("proposals.proposal",),
            ),
        ),
    ]
