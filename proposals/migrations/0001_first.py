"""提案 and all that a 団体 and the city do with them before it is judged: 課題, 相談, 確認事項, versions, messages, meetings."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nara_renkei.core.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_first"),
        ("core", "0001_first"),
        ("directory", "0001_first"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="Trouble",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("trouble", models.CharField(max_length=400, verbose_name="困っていること")),
                    ("wish", models.CharField(blank=True, max_length=120, verbose_name="どうなるとよいか")),
                    ("author", models.CharField(max_length=120, verbose_name="書いた人")),
                    ("email", models.EmailField(blank=True, max_length=254, verbose_name="庁内メール")),
                    ("written_at", models.DateTimeField(verbose_name="書いた日時")),
                    ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="片づいた日時")),
                    ("closed_reason", models.CharField(blank=True, max_length=200, verbose_name="片づけた理由")),
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
                ],
                options={
                    "verbose_name": "困りごとメモ",
                    "verbose_name_plural": "困りごとメモ",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("closed_at", None), ("closed_reason", "")),
                                models.Q(("closed_at__isnull", False), models.Q(("closed_reason", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="trouble_closed_iff_reason",
                            violation_error_message="片づけた困りごとメモには、片づけた理由が必要です。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Challenge",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.SlugField(max_length=20, unique=True, verbose_name="コード")),
                    ("field", models.CharField(max_length=40, verbose_name="分野")),
                    ("title", models.CharField(max_length=80, verbose_name="課題名")),
                    ("background", models.TextField(verbose_name="背景")),
                    ("figures", models.TextField(verbose_name="いまの数字")),
                    ("future", models.TextField(verbose_name="実現したい未来")),
                    ("wanted", models.TextField(verbose_name="求める提案")),
                    ("solutions", models.TextField(blank=True, verbose_name="想定する解決の例")),
                    ("out_of_scope", models.TextField(blank=True, verbose_name="対象外")),
                    ("offered", models.TextField(verbose_name="市が提供できるもの")),
                    ("benefit", models.TextField(blank=True, verbose_name="事業者の利点")),
                    ("expertise", models.TextField(blank=True, verbose_name="求める専門性")),
                    ("considered", models.TextField(blank=True, verbose_name="検討経過")),
                    (
                        "procedure",
                        models.CharField(
                            choices=[
                                ("COOPERATION", "協働型"),
                                ("TRIAL", "実証型"),
                                ("CONTRACT", "契約型（公募）"),
                                ("IDEAS", "アイデア募集型"),
                                ("TRIAL_THEN_CONTRACT", "実証のあと提案者との契約を検討することがある型"),
                            ],
                            max_length=20,
                            verbose_name="進め方の区分",
                        ),
                    ),
                    ("procedure_note", models.TextField(blank=True, verbose_name="進め方の説明")),
                    ("published_on", models.DateField(blank=True, null=True, verbose_name="公開した日")),
                    ("opens_on", models.DateField(verbose_name="募集の始まり")),
                    (
                        "closes_on",
                        models.DateField(blank=True, help_text="空なら随時。", null=True, verbose_name="募集の終わり"),
                    ),
                    ("asked_on", models.DateField(blank=True, null=True, verbose_name="続けるかを尋ねた日")),
                    ("reminded_on", models.DateField(blank=True, null=True, verbose_name="もう一度尋ねた日")),
                    ("reconfirmed_on", models.DateField(blank=True, null=True, verbose_name="続けることを確かめた日")),
                    (
                        "closing_told_on",
                        models.DateField(blank=True, null=True, verbose_name="終わりが近いと知らせた日"),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("DRAFT", "作成中"),
                                ("HANDED_IN", "デスクで確認中"),
                                ("PUBLISHED", "公開"),
                                ("RETIRED", "取下げ"),
                            ],
                            default="DRAFT",
                            max_length=10,
                            verbose_name="状態",
                        ),
                    ),
                    ("drafted_by", models.CharField(blank=True, max_length=120, verbose_name="書いた人")),
                    ("handed_in_at", models.DateTimeField(blank=True, null=True, verbose_name="デスクに出した日時")),
                    ("returned_reason", models.CharField(blank=True, max_length=400, verbose_name="差し戻した理由")),
                    ("retired_on", models.DateField(blank=True, null=True, verbose_name="取り下げた日")),
                    ("retired_reason", models.CharField(blank=True, max_length=400, verbose_name="取り下げた理由")),
                    (
                        "version",
                        models.PositiveIntegerField(default=1, help_text="保存するたびに進みます。", verbose_name="版"),
                    ),
                    ("outcome", models.TextField(blank=True, verbose_name="結果")),
                    ("search", models.TextField(blank=True, editable=False, verbose_name="検索の文")),
                    (
                        "search_vector",
                        django.contrib.postgres.search.SearchVectorField(
                            editable=False, null=True, verbose_name="検索の索引"
                        ),
                    ),
                    (
                        "lead",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.division",
                            verbose_name="担当課",
                        ),
                    ),
                    (
                        "supporting",
                        models.ManyToManyField(
                            blank=True, related_name="+", to="directory.division", verbose_name="協力課"
                        ),
                    ),
                    (
                        "trouble",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="challenges",
                            to="proposals.trouble",
                            verbose_name="もとの困りごとメモ",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "課題",
                    "verbose_name_plural": "課題",
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="challenge_search"),
                        models.Index(
                            condition=models.Q(("state", "PUBLISHED")), fields=["field"], name="challenge_public_field"
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("closes_on", None), ("closes_on__gte", models.F("opens_on")), _connector="OR"
                            ),
                            name="challenge_window",
                            violation_error_message="募集の終わりは始まりより後にしてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "PUBLISHED"), _negated=True),
                                ("published_on__isnull", False),
                                _connector="OR",
                            ),
                            name="challenge_published_on_iff_public",
                            violation_error_message="公開した課題には公開した日が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("retired_on__isnull", False), ("state", "RETIRED")),
                                models.Q(models.Q(("state", "RETIRED"), _negated=True), ("retired_on", None)),
                                _connector="OR",
                            ),
                            name="challenge_retired_iff_date",
                            violation_error_message="取り下げた課題には取り下げた日が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ChallengeQuestion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("question", models.TextField(max_length=400, verbose_name="質問")),
                    ("answer", models.TextField(blank=True, verbose_name="回答")),
                    ("published_on", models.DateField(blank=True, null=True, verbose_name="公開した日")),
                    ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="質問された日時")),
                    (
                        "asked_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="質問した人",
                        ),
                    ),
                    (
                        "challenge",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="questions",
                            to="proposals.challenge",
                            verbose_name="課題",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "質問と回答",
                    "verbose_name_plural": "質問と回答",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("published_on", None), models.Q(("answer", ""), _negated=True), _connector="OR"
                            ),
                            name="challenge_question_public_iff_answered",
                            violation_error_message="公開する質問には回答が必要です。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Proposal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="識別子")),
                    (
                        "number",
                        models.CharField(blank=True, max_length=16, null=True, unique=True, verbose_name="提案番号"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("OPEN", "自由提案型"), ("CHALLENGE", "課題提示型")],
                            default="OPEN",
                            max_length=10,
                            verbose_name="型",
                        ),
                    ),
                    ("contact_name", models.CharField(blank=True, max_length=60, verbose_name="担当者氏名")),
                    ("contact_phone", models.CharField(blank=True, max_length=20, verbose_name="担当者の電話")),
                    (
                        "channel",
                        models.CharField(
                            choices=[
                                ("WEB", "画面"),
                                ("VISIT", "来庁・紙"),
                                ("PHONE", "電話"),
                                ("MAIL", "郵送・メール"),
                            ],
                            default="WEB",
                            max_length=6,
                            verbose_name="届き方",
                        ),
                    ),
                    ("entered_by", models.CharField(blank=True, max_length=120, verbose_name="入力した職員")),
                    (
                        "ledger_number",
                        models.CharField(
                            blank=True,
                            help_text="デスクの台帳から取り込んだ行の番号。",
                            max_length=40,
                            null=True,
                            unique=True,
                            verbose_name="台帳番号",
                        ),
                    ),
                    ("title", models.CharField(blank=True, max_length=40, verbose_name="提案名")),
                    ("summary", models.CharField(blank=True, max_length=200, verbose_name="概要")),
                    ("beneficiary", models.CharField(blank=True, max_length=200, verbose_name="だれの何がよくなるか")),
                    ("body", models.CharField(blank=True, max_length=800, verbose_name="提案内容")),
                    (
                        "asks",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("PLACE", "場所"),
                                    ("DATA", "データ"),
                                    ("PUBLICITY", "広報"),
                                    ("INTRODUCTION", "紹介"),
                                    ("REGULATION", "規制の相談"),
                                    ("COST", "費用"),
                                    ("AGREEMENT", "協定"),
                                ],
                                max_length=12,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="市に求めること",
                        ),
                    ),
                    (
                        "cost",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("NONE", "市の負担なし"),
                                ("PARTLY", "一部を市にお願いしたい"),
                                ("CONSULT", "相談したい"),
                            ],
                            max_length=8,
                            verbose_name="費用",
                        ),
                    ),
                    ("city_benefit", models.CharField(blank=True, max_length=400, verbose_name="市の利点")),
                    ("proposer_benefit", models.CharField(blank=True, max_length=400, verbose_name="提案者の利点")),
                    ("originality", models.CharField(blank=True, max_length=400, verbose_name="独自性・先行例")),
                    ("roles", models.CharField(blank=True, max_length=400, verbose_name="役割分担")),
                    ("timing", models.CharField(blank=True, max_length=100, verbose_name="希望時期")),
                    ("method", models.CharField(blank=True, max_length=100, verbose_name="連携手法")),
                    ("related_divisions", models.CharField(blank=True, max_length=100, verbose_name="関係しそうな課")),
                    ("track_record", models.CharField(blank=True, max_length=400, verbose_name="実績")),
                    ("co_proposers_note", models.CharField(blank=True, max_length=200, verbose_name="共同提案者")),
                    (
                        "confidential",
                        models.CharField(
                            blank=True, max_length=400, verbose_name="開示されると不利益がある部分とその理由"
                        ),
                    ),
                    (
                        "publicity",
                        models.CharField(
                            choices=[
                                ("OPEN", "提案名と団体名を公開してよい"),
                                ("TITLE_ONLY", "提案名だけ公開してよい"),
                                ("CLOSED", "公開しない"),
                            ],
                            default="CLOSED",
                            max_length=10,
                            verbose_name="公開の可否",
                        ),
                    ),
                    ("share_summary", models.BooleanField(default=False, verbose_name="庁内での概要共有")),
                    ("consulted_before", models.BooleanField(default=False, verbose_name="事前相談をした")),
                    ("team", models.CharField(blank=True, max_length=400, verbose_name="実施体制")),
                    ("risks", models.CharField(blank=True, max_length=400, verbose_name="リスクと対応")),
                    ("schedule", models.CharField(blank=True, max_length=400, verbose_name="工程")),
                    ("estimate", models.CharField(blank=True, max_length=200, verbose_name="概算")),
                    ("permits", models.CharField(blank=True, max_length=200, verbose_name="許認可")),
                    (
                        "challenge_answer",
                        models.CharField(blank=True, max_length=400, verbose_name="課題の問いへの答え"),
                    ),
                    (
                        "challenge_question",
                        models.CharField(blank=True, max_length=200, verbose_name="担当課に確かめたいこと"),
                    ),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("DRAFT", "下書き"),
                                ("SUBMITTED", "受付"),
                                ("RETURNED", "修正のお願い"),
                                ("IN_REVIEW", "担当課で検討中"),
                                ("IN_DIALOGUE", "対話中"),
                                ("ON_HOLD", "保留"),
                                ("ADOPTED", "進める"),
                                ("UNDERWAY", "実施中"),
                                ("COMPLETED", "完了"),
                                ("DECLINED", "見送り"),
                                ("REFERRED", "ほかの窓口のご案内"),
                                ("WITHDRAWN", "取下げ"),
                            ],
                            default="DRAFT",
                            max_length=12,
                            verbose_name="状態",
                        ),
                    ),
                    ("status_changed_at", models.DateTimeField(verbose_name="状態が変わった日時")),
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
                            help_text="市がこの提案について決めたもの。空なら、課題の区分。",
                            max_length=20,
                            verbose_name="進め方の区分",
                        ),
                    ),
                    ("held_until", models.DateField(blank=True, null=True, verbose_name="保留の期限")),
                    ("created_at", models.DateTimeField(verbose_name="書き始めた日時")),
                    ("updated_at", models.DateTimeField(verbose_name="最終の動き")),
                    ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="提出日時")),
                    (
                        "submission_key",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="提出の鍵"),
                    ),
                    ("version", models.PositiveIntegerField(default=1, verbose_name="版")),
                    ("pledge_draft", models.JSONField(blank=True, default=dict, verbose_name="確認事項の下書き")),
                    ("search", models.TextField(blank=True, editable=False, verbose_name="検索の文")),
                    (
                        "search_vector",
                        django.contrib.postgres.search.SearchVectorField(
                            editable=False, null=True, verbose_name="検索の索引"
                        ),
                    ),
                    (
                        "author",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="書いた人",
                        ),
                    ),
                    (
                        "challenge",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="proposals",
                            to="proposals.challenge",
                            verbose_name="課題",
                        ),
                    ),
                    (
                        "lead_division",
                        models.ForeignKey(
                            blank=True,
                            help_text="担当課が引き受けてから、提案者に見せます。",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.division",
                            verbose_name="担当課",
                        ),
                    ),
                    (
                        "organization",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="proposals",
                            to="directory.organization",
                            verbose_name="団体",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "提案",
                    "verbose_name_plural": "提案",
                    "indexes": [
                        models.Index(fields=["-submitted_at", "-id"], name="proposal_newest"),
                        models.Index(
                            condition=models.Q(
                                ("share_summary", True),
                                ("status__in", ("SUBMITTED", "RETURNED", "IN_REVIEW", "IN_DIALOGUE", "ON_HOLD")),
                            ),
                            fields=["-submitted_at", "-id"],
                            name="proposal_shared",
                        ),
                        models.Index(fields=["status", "-submitted_at", "-id"], name="proposal_by_status"),
                        models.Index(fields=["kind", "-submitted_at", "-id"], name="proposal_by_kind"),
                        models.Index(fields=["lead_division", "-submitted_at", "-id"], name="proposal_by_division"),
                        models.Index(fields=["organization", "-submitted_at", "-id"], name="proposal_by_organization"),
                        models.Index(fields=["-updated_at", "-id"], name="proposal_by_movement"),
                        models.Index(fields=["title", "id"], name="proposal_by_title"),
                        models.Index(
                            condition=models.Q(
                                ("publicity", "OPEN"), ("status__in", ("ADOPTED", "UNDERWAY", "COMPLETED"))
                            ),
                            fields=["-status_changed_at", "-id"],
                            name="proposal_realised",
                        ),
                        models.Index(
                            condition=models.Q(("status__in", ("COMPLETED", "DECLINED", "REFERRED"))),
                            fields=["status_changed_at", "id"],
                            name="proposal_ended",
                        ),
                        django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="proposal_search"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("status", "DRAFT"), ("submitted_at", None)),
                                models.Q(models.Q(("status", "DRAFT"), _negated=True), ("submitted_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="proposal_draft_iff_not_submitted",
                            violation_error_message="提出済みの提案には提出日時が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("number", None), ("submitted_at", None)),
                                models.Q(("number__isnull", False), ("submitted_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="proposal_number_iff_submitted",
                            violation_error_message="提出済みの提案には提案番号が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("challenge__isnull", False), ("kind", "CHALLENGE")),
                                models.Q(("challenge", None), ("kind", "OPEN")),
                                _connector="OR",
                            ),
                            name="proposal_challenge_iff_kind",
                            violation_error_message="課題提示型の提案には課題が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("submitted_at", None), ("organization__isnull", False), _connector="OR"
                            ),
                            name="proposal_submitted_by_organization",
                            violation_error_message="提出済みの提案には団体が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("held_until__isnull", False), ("status", "ON_HOLD")),
                                models.Q(models.Q(("status", "ON_HOLD"), _negated=True), ("held_until", None)),
                                _connector="OR",
                            ),
                            name="proposal_held_until_iff_on_hold",
                            violation_error_message="保留には期限が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="NumberSequence",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                    (
                        "kind",
                        models.CharField(
                            choices=[("OPEN", "自由提案型"), ("CHALLENGE", "課題提示型")],
                            max_length=10,
                            verbose_name="型",
                        ),
                    ),
                    ("last", models.PositiveIntegerField(default=0, verbose_name="最後の番号")),
                ],
                options={
                    "verbose_name": "提案番号の控え",
                    "verbose_name_plural": "提案番号の控え",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("year", "kind"),
                            name="number_sequence_once",
                            violation_error_message="この年度と型の控えは、もうあります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProposalAccess",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "scope",
                        models.CharField(
                            choices=[("FULL", "全部"), ("QUESTION", "照会に要る部分"), ("SUMMARY", "概要")],
                            default="FULL",
                            max_length=8,
                            verbose_name="範囲",
                        ),
                    ),
                    ("starts_on", models.DateField(verbose_name="始まり")),
                    ("ends_on", models.DateField(blank=True, null=True, verbose_name="終わり")),
                    ("why", models.CharField(max_length=80, verbose_name="理由")),
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
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="accesses",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "閲覧できる課",
                    "verbose_name_plural": "閲覧できる課",
                    "indexes": [models.Index(fields=["division", "proposal"], name="access_division")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                            ),
                            name="access_period",
                            violation_error_message="終わりは始まりより後にしてください。",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ends_on", None)),
                            fields=("proposal", "division"),
                            name="access_once",
                            violation_error_message="この課は、もう閲覧できます。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Message",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "party",
                        models.CharField(
                            choices=[
                                ("proposer", "提案者"),
                                ("desk", "デスク"),
                                ("division", "担当課"),
                                ("system", "システム"),
                            ],
                            max_length=10,
                            verbose_name="書いた側",
                        ),
                    ),
                    ("author", models.CharField(max_length=120, verbose_name="書いた人")),
                    ("body", models.TextField(max_length=2000, verbose_name="本文")),
                    ("at", models.DateTimeField(verbose_name="日時")),
                    ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="相手が確認した日時")),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="messages",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "メッセージ",
                    "verbose_name_plural": "メッセージ",
                    "indexes": [
                        models.Index(fields=["proposal", "at"], name="message_thread"),
                        models.Index(
                            condition=models.Q(("confirmed_at", None), ("party", "proposer")),
                            fields=["at", "proposal"],
                            name="message_waiting_longest",
                        ),
                        models.Index(
                            condition=models.Q(("confirmed_at", None), ("party", "proposer")),
                            fields=["proposal"],
                            name="message_unanswered",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Attachment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=0, verbose_name="順番")),
                    (
                        "is_scan",
                        models.BooleanField(
                            default=False, help_text="代行入力のもとになった紙。", verbose_name="紙の写し"
                        ),
                    ),
                    (
                        "file",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.privatefile",
                            verbose_name="ファイル",
                        ),
                    ),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="attachments",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                    (
                        "message",
                        models.ForeignKey(
                            blank=True,
                            help_text="空なら、提案そのものの添付。",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attachments",
                            to="proposals.message",
                            verbose_name="メッセージ",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "添付",
                    "verbose_name_plural": "添付",
                },
            ),
            migrations.CreateModel(
                name="Promise",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "stage",
                        models.CharField(
                            choices=[
                                ("FORMAL_CHECK", "形式の確認"),
                                ("FIRST_ANSWER", "担当課の最初のお返事"),
                                ("DIALOGUE", "対話の設定"),
                                ("OUTCOME", "結果のお知らせ"),
                            ],
                            max_length=12,
                            verbose_name="段階",
                        ),
                    ),
                    ("starts_on", models.DateField(verbose_name="数え始めの日")),
                    ("within_days", models.PositiveSmallIntegerField(verbose_name="開庁日")),
                    (
                        "due_on",
                        models.DateField(
                            blank=True, help_text="時計が止まっている間は空。", null=True, verbose_name="期日"
                        ),
                    ),
                    ("told_on", models.DateField(blank=True, null=True, verbose_name="提案者にお知らせした期日")),
                    ("met_on", models.DateField(blank=True, null=True, verbose_name="果たした日")),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="promises",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "約束",
                    "verbose_name_plural": "約束",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("met_on", None)),
                            fields=["due_on", "proposal"],
                            name="promise_due_first",
                        ),
                        models.Index(
                            condition=models.Q(("met_on__isnull", False)),
                            fields=["-met_on", "-proposal"],
                            name="promise_newest_met",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("met_on", None)),
                            fields=("proposal", "stage"),
                            name="promise_open_once",
                            violation_error_message="この段階の約束は、もうあります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ToldDate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("day", models.DateField(verbose_name="お知らせした期日")),
                    ("told_at", models.DateTimeField(verbose_name="お知らせした日時")),
                    ("why", models.CharField(blank=True, max_length=120, verbose_name="理由")),
                    (
                        "promise",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="told_dates",
                            to="proposals.promise",
                            verbose_name="約束",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "お知らせした期日",
                    "verbose_name_plural": "お知らせした期日",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("promise", "day", "told_at"),
                            name="told_date_once",
                            violation_error_message="この期日は、もうお知らせしています。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Pause",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("starts_on", models.DateField(verbose_name="始まり")),
                    ("ends_on", models.DateField(blank=True, null=True, verbose_name="終わり")),
                    ("reason", models.CharField(max_length=80, verbose_name="理由")),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="pauses",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "時計の停止",
                    "verbose_name_plural": "時計の停止",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                            ),
                            name="pause_period",
                            violation_error_message="終わりは始まりより後にしてください。",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("ends_on", None)),
                            fields=("proposal", "reason"),
                            name="pause_open_once",
                            violation_error_message="時計はこの理由でもう止まっています。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CoProposer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=100, verbose_name="団体の名称")),
                    ("email", models.EmailField(blank=True, max_length=254, verbose_name="担当者のメール")),
                    ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="お願いした日時")),
                    ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="引き受けた日時")),
                    ("accepted_by", models.CharField(blank=True, max_length=120, verbose_name="引き受けた人")),
                    ("accepted_from", models.CharField(blank=True, max_length=45, verbose_name="引き受けた人の接続元")),
                    ("accepted_sha256", models.CharField(blank=True, max_length=64, verbose_name="読んだ文のSHA-256")),
                    ("declined_at", models.DateTimeField(blank=True, null=True, verbose_name="断った日時")),
                    ("declined_reason", models.CharField(blank=True, max_length=200, verbose_name="断った理由")),
                    ("pledge_draft", models.JSONField(blank=True, default=dict, verbose_name="確認事項の下書き")),
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
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="co_proposers",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "共同提案者",
                    "verbose_name_plural": "共同提案者",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("proposal", "organization"),
                            name="co_proposer_once",
                            violation_error_message="この団体は、もう共同提案者です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("accepted_at", None),
                                models.Q(("declined_at", None), ("organization__isnull", False)),
                                _connector="OR",
                            ),
                            name="co_proposer_accepted_names_organization",
                            violation_error_message="引き受けた共同提案者には団体が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Condition",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                    ("text", models.CharField(max_length=600, verbose_name="条件")),
                    ("due_on", models.DateField(blank=True, null=True, verbose_name="期日")),
                    ("met_on", models.DateField(blank=True, null=True, verbose_name="満たした日")),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="conditions",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "お知らせした条件",
                    "verbose_name_plural": "お知らせした条件",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("proposal", "position"),
                            name="condition_position_once",
                            violation_error_message="この順番の条件は、もうあります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ConsultationSlot",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="識別子")),
                    ("starts_at", models.DateTimeField(verbose_name="始まり")),
                    ("ends_at", models.DateTimeField(verbose_name="終わり")),
                    ("place", models.CharField(max_length=120, verbose_name="場所・つなぎ方")),
                    ("is_online", models.BooleanField(default=False, verbose_name="オンライン")),
                ],
                options={
                    "verbose_name": "相談の枠",
                    "verbose_name_plural": "相談の枠",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                            name="slot_period",
                            violation_error_message="終わりは始まりより後にしてください。",
                        ),
                        models.UniqueConstraint(
                            fields=("starts_at", "place"),
                            name="slot_once",
                            violation_error_message="同じ時間と場所の枠が、もうあります。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Consultation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="識別子")),
                    ("organization_name", models.CharField(blank=True, max_length=100, verbose_name="団体の名称")),
                    ("contact_name", models.CharField(blank=True, max_length=60, verbose_name="担当者氏名")),
                    ("contact_phone", models.CharField(blank=True, max_length=20, verbose_name="担当者の電話")),
                    ("title", models.CharField(blank=True, max_length=40, verbose_name="相談したいこと")),
                    ("beneficiary", models.CharField(blank=True, max_length=200, verbose_name="だれの何がよくなるか")),
                    (
                        "asks",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("PLACE", "場所"),
                                    ("DATA", "データ"),
                                    ("PUBLICITY", "広報"),
                                    ("INTRODUCTION", "紹介"),
                                    ("REGULATION", "規制の相談"),
                                    ("COST", "費用"),
                                    ("AGREEMENT", "協定"),
                                ],
                                max_length=12,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="市に求めること",
                        ),
                    ),
                    (
                        "cost",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("NONE", "市の負担なし"),
                                ("PARTLY", "一部を市にお願いしたい"),
                                ("CONSULT", "相談したい"),
                            ],
                            max_length=8,
                            verbose_name="費用",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("DRAFT", "書きかけ"),
                                ("BOOKED", "予約済み"),
                                ("HELD", "相談しました"),
                                ("CANCELLED", "取消し"),
                            ],
                            default="DRAFT",
                            max_length=10,
                            verbose_name="状態",
                        ),
                    ),
                    ("created_at", models.DateTimeField(verbose_name="書き始めた日時")),
                    ("booked_at", models.DateTimeField(blank=True, null=True, verbose_name="予約した日時")),
                    (
                        "reminded_at",
                        models.DateTimeField(blank=True, null=True, verbose_name="前日のお知らせを出した日時"),
                    ),
                    (
                        "said",
                        models.TextField(
                            blank=True, help_text="相談した方も読みます。", max_length=2000, verbose_name="相談の記録"
                        ),
                    ),
                    ("held_on", models.DateField(blank=True, null=True, verbose_name="相談した日")),
                    (
                        "author",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="相談する人",
                        ),
                    ),
                    (
                        "challenge",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="proposals.challenge",
                            verbose_name="課題",
                        ),
                    ),
                    (
                        "organization",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consultations",
                            to="directory.organization",
                            verbose_name="団体",
                        ),
                    ),
                    (
                        "slot",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consultations",
                            to="proposals.consultationslot",
                            verbose_name="枠",
                        ),
                    ),
                    (
                        "proposal",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="consultation",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "事前相談",
                    "verbose_name_plural": "事前相談",
                    "indexes": [models.Index(fields=["state", "-created_at"], name="consultation_by_state")],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("state", "BOOKED")),
                            fields=("slot",),
                            name="slot_booked_once",
                            violation_error_message="この時間は、ほかの方の予約が先に入りました。別の時間を選んでください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "BOOKED"), _negated=True),
                                models.Q(
                                    ("author__isnull", False), ("booked_at__isnull", False), ("slot__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="consultation_booked_has_slot",
                            violation_error_message="予約には、時間と、メールを確かめた人が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "HELD"), _negated=True), ("held_on__isnull", False), _connector="OR"
                            ),
                            name="consultation_held_has_day",
                            violation_error_message="終わった相談には、相談した日が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ConsultationFile",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=0, verbose_name="順番")),
                    (
                        "consultation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="files",
                            to="proposals.consultation",
                            verbose_name="事前相談",
                        ),
                    ),
                    (
                        "file",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.privatefile",
                            verbose_name="ファイル",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "相談の資料",
                    "verbose_name_plural": "相談の資料",
                },
            ),
            migrations.CreateModel(
                name="CorrectionRequest",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("requested_at", models.DateTimeField(verbose_name="お願いした日時")),
                    ("requested_by", models.CharField(max_length=120, verbose_name="お願いした人")),
                    ("wanted_by", models.DateField(verbose_name="お願いする期日")),
                    ("since_version", models.PositiveIntegerField(verbose_name="直す前の版")),
                    ("resolved_at", models.DateTimeField(blank=True, null=True, verbose_name="直った日時")),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="corrections",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "修正のお願い",
                    "verbose_name_plural": "修正のお願い",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("resolved_at", None)),
                            fields=("proposal",),
                            name="correction_open_once",
                            violation_error_message="修正のお願いは、もう出ています。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CorrectionReason",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("text", models.CharField(max_length=300, verbose_name="文")),
                    ("position", models.PositiveSmallIntegerField(default=0, verbose_name="順番")),
                    ("is_active", models.BooleanField(default=True, verbose_name="使う")),
                ],
                options={
                    "verbose_name": "修正のお願いの定型文",
                    "verbose_name_plural": "修正のお願いの定型文",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("text",),
                            name="correction_reason_once",
                            violation_error_message="同じ文が、もうあります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CorrectionItem",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("field", models.CharField(max_length=40, verbose_name="欄")),
                    ("reason", models.CharField(max_length=300, verbose_name="理由")),
                    (
                        "request",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="items",
                            to="proposals.correctionrequest",
                            verbose_name="修正のお願い",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "直してほしい欄",
                    "verbose_name_plural": "直してほしい欄",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("request", "field"),
                            name="correction_item_once",
                            violation_error_message="この欄の理由は、もうあります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="DisclosureMark",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("field", models.CharField(max_length=40, verbose_name="欄")),
                    (
                        "part",
                        models.CharField(
                            blank=True, help_text="空なら、この欄の全部。", max_length=200, verbose_name="部分"
                        ),
                    ),
                    ("reason", models.CharField(max_length=200, verbose_name="理由")),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="disclosure_marks",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "開示に配慮してほしい部分",
                    "verbose_name_plural": "開示に配慮してほしい部分",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("proposal", "field"),
                            name="disclosure_mark_once",
                            violation_error_message="この欄の印は、もうあります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Draft",
                fields=[
                    (
                        "proposal",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="draft",
                            serialize=False,
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                    ("typed", models.JSONField(blank=True, default=dict, verbose_name="入力中の値")),
                    ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="続きをおすすめした日時")),
                    ("warned_at", models.DateTimeField(blank=True, null=True, verbose_name="期限をお知らせした日時")),
                ],
                options={
                    "verbose_name": "下書きの控え",
                    "verbose_name_plural": "下書きの控え",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("warned_at", None)), fields=["warned_at"], name="draft_unwarned"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Letter",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("RETURN", "修正のお願い"),
                                ("ROUTED", "担当課のお知らせ"),
                                ("FIRST_ANSWER", "最初のお返事"),
                                ("DELAY", "期日のお詫び"),
                                ("MEETING", "対話のお知らせ"),
                                ("HOLD", "保留のお知らせ"),
                                ("OUTCOME", "結果のお知らせ"),
                                ("REFERRAL", "ほかの窓口のご案内"),
                                ("PROCEDURE", "進め方のお知らせ"),
                                ("TENDER", "公募のお知らせ"),
                                ("REOPENED", "検討の再開のお知らせ"),
                                ("SUCCESSOR", "担当者が替わったお知らせ"),
                            ],
                            max_length=12,
                            verbose_name="種類",
                        ),
                    ),
                    ("document_number", models.CharField(blank=True, max_length=40, verbose_name="文書番号")),
                    ("dated_on", models.DateField(verbose_name="日付")),
                    ("addressee", models.CharField(max_length=220, verbose_name="宛名")),
                    ("sender", models.CharField(max_length=60, verbose_name="発信者名")),
                    ("title", models.CharField(max_length=120, verbose_name="題")),
                    ("body", models.TextField(verbose_name="本文")),
                    ("told_at", models.DateTimeField(verbose_name="お知らせした日時")),
                    ("told_by", models.CharField(max_length=120, verbose_name="お知らせした人")),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="letters",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "通知文",
                    "verbose_name_plural": "通知文",
                    "indexes": [models.Index(fields=["proposal", "-told_at"], name="letter_newest")],
                },
            ),
            migrations.CreateModel(
                name="Meeting",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "offered",
                        models.CharField(
                            blank=True,
                            help_text="日時でない、以前の書き方。",
                            max_length=200,
                            verbose_name="候補日（文）",
                        ),
                    ),
                    (
                        "dates",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.DateTimeField(),
                            blank=True,
                            default=list,
                            help_text="三つまで。",
                            size=3,
                            verbose_name="候補日",
                        ),
                    ),
                    (
                        "declined_at",
                        models.DateTimeField(blank=True, null=True, verbose_name="どれも合わないと言われた日時"),
                    ),
                    ("fixed_at", models.DateTimeField(blank=True, null=True, verbose_name="日時")),
                    ("minutes", models.PositiveSmallIntegerField(default=60, verbose_name="長さ（分）")),
                    ("place", models.CharField(blank=True, max_length=120, verbose_name="場所")),
                    ("url", models.URLField(blank=True, max_length=500, verbose_name="オンラインのURL")),
                    ("desk_attends", models.BooleanField(default=True, verbose_name="デスクが同席する")),
                    ("city_side", models.CharField(blank=True, max_length=200, verbose_name="市から出る人")),
                    ("sequence", models.PositiveSmallIntegerField(default=0, verbose_name="日を変えた回数")),
                    ("moved_reason", models.CharField(blank=True, max_length=200, verbose_name="日を変えた理由")),
                    ("held_on", models.DateField(blank=True, null=True, verbose_name="行った日")),
                    ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="取りやめた日時")),
                    ("cancelled_reason", models.CharField(blank=True, max_length=200, verbose_name="取りやめた理由")),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="meetings",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "対話",
                    "verbose_name_plural": "対話",
                    "indexes": [
                        models.Index(condition=models.Q(("held_on", None)), fields=["fixed_at"], name="meeting_coming")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("dates__len__lte", 3)),
                            name="meeting_three_dates",
                            violation_error_message="候補日は三つまでです。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("cancelled_at", None), ("cancelled_reason", "")),
                                models.Q(
                                    ("cancelled_at__isnull", False), models.Q(("cancelled_reason", ""), _negated=True)
                                ),
                                _connector="OR",
                            ),
                            name="meeting_cancelled_with_reason",
                            violation_error_message="取りやめた対話には、理由が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("held_on", None), ("cancelled_at", None), _connector="OR"),
                            name="meeting_held_or_cancelled",
                            violation_error_message="行った対話は、取りやめにできません。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("fixed_at", None), ("declined_at", None), _connector="OR"),
                            name="meeting_fixed_or_declined",
                            violation_error_message="日が決まった対話は、候補日が合わないままではありません。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Norm",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "stage",
                        models.CharField(
                            choices=[
                                ("FORMAL_CHECK", "形式の確認"),
                                ("FIRST_ANSWER", "担当課の最初のお返事"),
                                ("DIALOGUE", "対話の設定"),
                                ("OUTCOME", "結果のお知らせ"),
                            ],
                            max_length=12,
                            verbose_name="段階",
                        ),
                    ),
                    (
                        "days",
                        models.PositiveSmallIntegerField(
                            validators=[django.core.validators.MinValueValidator(1)], verbose_name="開庁日"
                        ),
                    ),
                    (
                        "challenge",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="proposals.challenge",
                            verbose_name="課題",
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
                            verbose_name="課",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "課題・課ごとの期日の目安",
                    "verbose_name_plural": "課題・課ごとの期日の目安",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("challenge__isnull", False), ("division__isnull", False), _connector="OR"
                            ),
                            name="norm_names_what_it_is_for",
                            violation_error_message="課題か課を選んでください。市全体の目安は「市の設定」にあります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("days__gte", 1)),
                            name="norm_is_a_day_at_least",
                            violation_error_message="目安は1開庁日以上にしてください。",
                        ),
                        models.UniqueConstraint(
                            fields=("stage", "challenge", "division"),
                            name="norm_once",
                            nulls_distinct=False,
                            violation_error_message="同じ段階・課題・課の目安があります。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PledgeItem",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=4, verbose_name="符号")),
                    ("version", models.PositiveSmallIntegerField(verbose_name="版")),
                    (
                        "kind",
                        models.CharField(
                            choices=[("D", "申告"), ("P", "誓約"), ("C", "同意"), ("N", "了承")],
                            max_length=1,
                            verbose_name="種類",
                        ),
                    ),
                    (
                        "scope",
                        models.CharField(
                            choices=[("BODY", "団体"), ("PROPOSAL", "提案")], max_length=8, verbose_name="かかる範囲"
                        ),
                    ),
                    ("text", models.TextField(verbose_name="文")),
                    ("basis", models.CharField(blank=True, max_length=120, verbose_name="根拠")),
                    (
                        "choices",
                        models.JSONField(
                            blank=True, default=list, help_text="空なら、はい・いいえ。", verbose_name="答え"
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=0, verbose_name="順番")),
                    ("valid_from", models.DateField(verbose_name="使い始める日")),
                    ("is_retired", models.BooleanField(default=False, verbose_name="使わない")),
                ],
                options={
                    "verbose_name": "確認事項の文",
                    "verbose_name_plural": "確認事項の文",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("code", "version"),
                            name="pledge_item_version_once",
                            violation_error_message="この版は、もうあります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PledgeRequest",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "email",
                        models.EmailField(
                            blank=True,
                            help_text="空なら、紙で確かめます。",
                            max_length=254,
                            verbose_name="お願いした先",
                        ),
                    ),
                    ("asked_at", models.DateTimeField(verbose_name="お願いした日時")),
                    ("asked_by", models.CharField(max_length=120, verbose_name="お願いした人")),
                    ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答えた日時")),
                    ("pledge_draft", models.JSONField(blank=True, default=dict, verbose_name="確認事項の下書き")),
                    (
                        "proposal",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="pledge_request",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "確認のお願い",
                    "verbose_name_plural": "確認のお願い",
                },
            ),
            migrations.CreateModel(
                name="PledgeAnswer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("answer", models.CharField(max_length=20, verbose_name="答え")),
                    ("detail", models.CharField(blank=True, max_length=400, verbose_name="状況")),
                    ("text_sha256", models.CharField(max_length=64, verbose_name="示した文のSHA-256")),
                    ("answered_by", models.CharField(max_length=120, verbose_name="答えた人")),
                    ("answered_at", models.DateTimeField(verbose_name="答えた日時")),
                    ("address", models.CharField(blank=True, max_length=45, verbose_name="接続元")),
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
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="pledge_answers",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                    (
                        "item",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answers",
                            to="proposals.pledgeitem",
                            verbose_name="確認事項の文",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "確認事項の答え",
                    "verbose_name_plural": "確認事項の答え",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("proposal", "organization", "item"),
                            name="pledge_answer_once",
                            violation_error_message="この項目には、もう答えています。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProcedureNotice",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "procedure",
                        models.CharField(
                            choices=[
                                ("COOPERATION", "協働型"),
                                ("TRIAL", "実証型"),
                                ("CONTRACT", "契約型（公募）"),
                                ("IDEAS", "アイデア募集型"),
                                ("TRIAL_THEN_CONTRACT", "実証のあと提案者との契約を検討することがある型"),
                            ],
                            max_length=20,
                            verbose_name="進め方の区分",
                        ),
                    ),
                    ("decider", models.CharField(max_length=60, verbose_name="決めた人の職")),
                    ("reason", models.CharField(help_text="提案者も読みます。", max_length=300, verbose_name="理由")),
                    ("noted_by", models.CharField(max_length=120, verbose_name="記録した人")),
                    ("decided_at", models.DateTimeField(verbose_name="決めた日時")),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="procedure_notices",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "進め方の区分の決定",
                    "verbose_name_plural": "進め方の区分の決定",
                },
            ),
            migrations.CreateModel(
                name="Tender",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("ask_at", models.CharField(max_length=200, verbose_name="質問の受け方")),
                    ("moved_at", models.DateTimeField(verbose_name="公募に移した日時")),
                    ("moved_by", models.CharField(max_length=120, verbose_name="公募に移した人")),
                    (
                        "proposal",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="tender",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "公募への移行",
                    "verbose_name_plural": "公募への移行",
                },
            ),
            migrations.CreateModel(
                name="RosterRequest",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("asked_at", models.DateTimeField(verbose_name="お願いした日時")),
                    ("wanted_by", models.DateField(verbose_name="出していただく期限")),
                    ("received_at", models.DateTimeField(blank=True, null=True, verbose_name="受け取った日時")),
                    ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="照会を始めた日時")),
                    ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="済んだ日時")),
                    ("deleted_at", models.DateTimeField(blank=True, null=True, verbose_name="名簿を消した日時")),
                    (
                        "file",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.privatefile",
                            verbose_name="ファイル",
                        ),
                    ),
                    (
                        "proposal",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="roster_request",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "役員名簿のお願い",
                    "verbose_name_plural": "役員名簿のお願い",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("sent_at", None), ("received_at__isnull", False), _connector="OR"),
                            name="roster_received_before_sent",
                            violation_error_message="受け取った名簿だけを照会できます。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("done_at", None), ("sent_at__isnull", False), _connector="OR"),
                            name="roster_sent_before_done",
                            violation_error_message="照会してから、済みにしてください。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RosterEntry",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=60, verbose_name="氏名")),
                    ("kana", models.CharField(max_length=60, verbose_name="カナ")),
                    ("born_on", models.DateField(verbose_name="生年月日")),
                    (
                        "gender",
                        models.CharField(
                            choices=[("MALE", "男"), ("FEMALE", "女"), ("OTHER", "記載しない")],
                            max_length=6,
                            verbose_name="性別",
                        ),
                    ),
                    ("address", models.CharField(max_length=200, verbose_name="住所")),
                    (
                        "request",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="entries",
                            to="proposals.rosterrequest",
                            verbose_name="役員名簿のお願い",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "役員",
                    "verbose_name_plural": "役員",
                },
            ),
            migrations.CreateModel(
                name="SorterDestination",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "code",
                        models.SlugField(
                            help_text="三つの質問の答えと結ばれています。変えません。",
                            max_length=20,
                            unique=True,
                            verbose_name="符号",
                        ),
                    ),
                    ("title", models.CharField(max_length=60, verbose_name="行き先")),
                    ("words", models.TextField(max_length=400, verbose_name="案内の文")),
                    ("contact", models.CharField(blank=True, max_length=120, verbose_name="連絡先")),
                    ("url", models.URLField(blank=True, verbose_name="ウェブページ")),
                    ("position", models.PositiveSmallIntegerField(default=0, verbose_name="順番")),
                ],
                options={
                    "verbose_name": "ほかの窓口の案内",
                    "verbose_name_plural": "ほかの窓口の案内",
                },
            ),
            migrations.CreateModel(
                name="SorterCount",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("month", models.DateField(help_text="月の初日。", verbose_name="月")),
                    ("count", models.PositiveIntegerField(default=0, verbose_name="回数")),
                    (
                        "destination",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="counts",
                            to="proposals.sorterdestination",
                            verbose_name="行き先",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "案内の回数",
                    "verbose_name_plural": "案内の回数",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("destination", "month"),
                            name="sorter_count_once",
                            violation_error_message="この月の回数は、もうあります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="StatusChange",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "origin",
                        models.CharField(
                            choices=[
                                ("DRAFT", "下書き"),
                                ("SUBMITTED", "受付"),
                                ("RETURNED", "修正のお願い"),
                                ("IN_REVIEW", "担当課で検討中"),
                                ("IN_DIALOGUE", "対話中"),
                                ("ON_HOLD", "保留"),
                                ("ADOPTED", "進める"),
                                ("UNDERWAY", "実施中"),
                                ("COMPLETED", "完了"),
                                ("DECLINED", "見送り"),
                                ("REFERRED", "ほかの窓口のご案内"),
                                ("WITHDRAWN", "取下げ"),
                            ],
                            max_length=12,
                            verbose_name="前の状態",
                        ),
                    ),
                    (
                        "target",
                        models.CharField(
                            choices=[
                                ("DRAFT", "下書き"),
                                ("SUBMITTED", "受付"),
                                ("RETURNED", "修正のお願い"),
                                ("IN_REVIEW", "担当課で検討中"),
                                ("IN_DIALOGUE", "対話中"),
                                ("ON_HOLD", "保留"),
                                ("ADOPTED", "進める"),
                                ("UNDERWAY", "実施中"),
                                ("COMPLETED", "完了"),
                                ("DECLINED", "見送り"),
                                ("REFERRED", "ほかの窓口のご案内"),
                                ("WITHDRAWN", "取下げ"),
                            ],
                            max_length=12,
                            verbose_name="後の状態",
                        ),
                    ),
                    ("move", models.CharField(max_length=16, verbose_name="動き")),
                    ("actor", models.CharField(max_length=120, verbose_name="した人")),
                    ("party", models.CharField(max_length=10, verbose_name="した側")),
                    ("reason", models.TextField(blank=True, verbose_name="理由")),
                    ("at", models.DateTimeField(verbose_name="日時")),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="status_changes",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "状態の履歴",
                    "verbose_name_plural": "状態の履歴",
                    "indexes": [
                        models.Index(fields=["proposal", "at"], name="status_change_story"),
                        models.Index(fields=["target", "at"], name="status_change_target"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Submission",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("version", models.PositiveSmallIntegerField(verbose_name="版")),
                    ("content", models.JSONField(verbose_name="内容")),
                    ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                    ("submitted_at", models.DateTimeField(verbose_name="提出日時")),
                    ("submitted_by", models.CharField(max_length=120, verbose_name="提出した人")),
                    (
                        "proposal",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="submissions",
                            to="proposals.proposal",
                            verbose_name="提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "提出した版",
                    "verbose_name_plural": "提出した版",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("version__gt", 1)),
                            fields=["proposal", "version"],
                            name="submission_corrected",
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("proposal", "version"),
                            name="submission_version_once",
                            violation_error_message="この版は、もうあります。",
                        )
                    ],
                },
            ),
        ),
    ]
