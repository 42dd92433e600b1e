"""企業メニュー, the guideline, the library of cases and methods, templates, FAQ, and 相談 among the staff."""

import uuid

import django.contrib.postgres.indexes
import django.contrib.postgres.search
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
        ("notifications", "0001_first"),
        ("proposals", "0001_first"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="Method",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("search", models.TextField(blank=True, editable=False, verbose_name="検索の文")),
                    (
                        "search_vector",
                        django.contrib.postgres.search.SearchVectorField(
                            editable=False, null=True, verbose_name="検索の索引"
                        ),
                    ),
                    ("review_by", models.DateField(verbose_name="見直しの期限")),
                    (
                        "review_told_on",
                        models.DateField(blank=True, editable=False, null=True, verbose_name="見直しをお願いした日"),
                    ),
                    (
                        "reviewed_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="最後に確かめた日時"),
                    ),
                    (
                        "reviewed_by",
                        models.CharField(blank=True, editable=False, max_length=120, verbose_name="最後に確かめた人"),
                    ),
                    ("code", models.SlugField(max_length=40, unique=True, verbose_name="コード")),
                    ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                    ("name", models.CharField(max_length=60, verbose_name="名称")),
                    ("summary", models.CharField(max_length=120, verbose_name="ひとことで")),
                    ("decided_by", models.CharField(max_length=120, verbose_name="だれが決めるか")),
                    (
                        "days",
                        models.CharField(
                            help_text="例：おおよそ2〜4か月（見本）", max_length=60, verbose_name="手続のめやす"
                        ),
                    ),
                    ("fits", models.TextField(max_length=3000, verbose_name="合うとき")),
                    ("fits_not", models.TextField(max_length=3000, verbose_name="合わないとき")),
                    ("steps", models.TextField(max_length=3000, verbose_name="進め方")),
                    ("cautions", models.TextField(max_length=3000, verbose_name="気をつけること")),
                    (
                        "chapter",
                        models.SlugField(
                            blank=True, help_text="章のアンカー。", max_length=40, verbose_name="ガイドラインの章"
                        ),
                    ),
                    ("is_active", models.BooleanField(default=True, verbose_name="使う")),
                    ("updated_at", models.DateTimeField(verbose_name="最後に変わった日時")),
                    ("updated_by", models.CharField(max_length=120, verbose_name="最後に変えた人")),
                    ("version", models.PositiveIntegerField(default=1, verbose_name="保存の回数")),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.division",
                            verbose_name="担当課",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "連携手法",
                    "verbose_name_plural": "連携手法カタログ",
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="method_search")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("name", ""), _negated=True),
                                models.Q(("summary", ""), _negated=True),
                                models.Q(("fits", ""), _negated=True),
                                models.Q(("steps", ""), _negated=True),
                            ),
                            name="method_says_what_it_is",
                            violation_error_message="連携手法には、名称・ひとこと・合うとき・進め方が必要です。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="NavigatorQuestion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.SlugField(max_length=40, unique=True, verbose_name="コード")),
                    ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                    ("text", models.CharField(max_length=120, verbose_name="質問")),
                    ("help", models.CharField(blank=True, max_length=200, verbose_name="説明")),
                ],
                options={
                    "verbose_name": "手法ナビの質問",
                    "verbose_name_plural": "手法ナビ",
                },
            ),
            migrations.CreateModel(
                name="NavigatorAnswer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.SlugField(max_length=40, verbose_name="コード")),
                    ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                    ("label", models.CharField(max_length=120, verbose_name="答え")),
                    (
                        "question",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="answers",
                            to="knowledge.navigatorquestion",
                            verbose_name="質問",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "手法ナビの答え",
                    "verbose_name_plural": "手法ナビの答え",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("question", "code"),
                            name="navigator_answer_once",
                            violation_error_message="この答えは、もうあります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="NavigatorRule",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "points",
                        models.SmallIntegerField(
                            help_text="1から3は薦める、-1から-3は薦めにくい、-99はその手法を外します。",
                            verbose_name="点",
                        ),
                    ),
                    ("reason", models.CharField(max_length=200, verbose_name="理由")),
                    (
                        "answer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="rules",
                            to="knowledge.navigatoranswer",
                            verbose_name="答え",
                        ),
                    ),
                    (
                        "method",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="rules",
                            to="knowledge.method",
                            verbose_name="連携手法",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "手法ナビの規則",
                    "verbose_name_plural": "手法ナビの規則",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("answer", "method"),
                            name="navigator_rule_once",
                            violation_error_message="この答えと手法の規則は、もうあります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("points__range", (1, 3)), ("points__range", (-3, -1)), ("points", -99), _connector="OR"
                            ),
                            name="navigator_points",
                            violation_error_message="点は、1から3、-1から-3、または-99にしてください。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CaseStudy",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("search", models.TextField(blank=True, editable=False, verbose_name="検索の文")),
                    (
                        "search_vector",
                        django.contrib.postgres.search.SearchVectorField(
                            editable=False, null=True, verbose_name="検索の索引"
                        ),
                    ),
                    ("review_by", models.DateField(verbose_name="見直しの期限")),
                    (
                        "review_told_on",
                        models.DateField(blank=True, editable=False, null=True, verbose_name="見直しをお願いした日"),
                    ),
                    (
                        "reviewed_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="最後に確かめた日時"),
                    ),
                    (
                        "reviewed_by",
                        models.CharField(blank=True, editable=False, max_length=120, verbose_name="最後に確かめた人"),
                    ),
                    ("code", models.SlugField(max_length=20, unique=True, verbose_name="コード")),
                    (
                        "made_once",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="作成の鍵"),
                    ),
                    (
                        "origin",
                        models.CharField(
                            choices=[("PROPOSAL", "提案から"), ("FORM", "課が書いた"), ("IMPORT", "取り込んだ")],
                            max_length=10,
                            verbose_name="生まれ方",
                        ),
                    ),
                    (
                        "source_name",
                        models.CharField(
                            blank=True, help_text="取り込んだ事例の、公表元など。", max_length=120, verbose_name="出典"
                        ),
                    ),
                    ("source_url", models.URLField(blank=True, max_length=300, verbose_name="出典のアドレス")),
                    ("implementer", models.CharField(help_text="例：奈良市", max_length=80, verbose_name="実施主体")),
                    (
                        "partner_name",
                        models.CharField(
                            blank=True,
                            help_text="書いた時の名のまま残ります。",
                            max_length=120,
                            verbose_name="相手の団体の名",
                        ),
                    ),
                    ("field", models.CharField(max_length=40, verbose_name="分野")),
                    (
                        "year",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="始まりの西暦。取り込んだ事例で分からないときは、空。",
                            null=True,
                            verbose_name="年度",
                        ),
                    ),
                    ("started_on", models.DateField(blank=True, null=True, verbose_name="始まった日")),
                    ("ended_on", models.DateField(blank=True, null=True, verbose_name="終わった日")),
                    (
                        "days",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="受付から結果のお知らせまでの開庁日。止まっていた日は数えません。",
                            null=True,
                            verbose_name="所要日数",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("DRAFT", "下書き"),
                                ("HANDED_IN", "デスクの確認待ち"),
                                ("INTERNAL", "庁内に公開"),
                                ("PUBLIC", "公開"),
                                ("RETIRED", "取り下げ"),
                            ],
                            default="DRAFT",
                            max_length=10,
                            verbose_name="状態",
                        ),
                    ),
                    ("handed_in_at", models.DateTimeField(blank=True, null=True, verbose_name="デスクに出した日時")),
                    ("returned_reason", models.CharField(blank=True, max_length=400, verbose_name="差し戻した理由")),
                    ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="庁内に公開した日時")),
                    ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="取り下げた日時")),
                    ("retired_reason", models.CharField(blank=True, max_length=400, verbose_name="取り下げた理由")),
                    ("drafted_at", models.DateTimeField(verbose_name="書き始めた日時")),
                    ("drafted_by", models.CharField(max_length=120, verbose_name="書き始めた人")),
                    ("updated_at", models.DateTimeField(verbose_name="最後に変わった日時")),
                    (
                        "version",
                        models.PositiveIntegerField(
                            default=1, help_text="保存するたびに進みます。", verbose_name="保存の回数"
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
                            verbose_name="相手の団体",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.division",
                            verbose_name="担当課",
                        ),
                    ),
                    (
                        "proposal",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            related_query_name="knowledge",
                            to="proposals.proposal",
                            verbose_name="もとの提案",
                        ),
                    ),
                    (
                        "method",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="knowledge.method",
                            verbose_name="連携手法",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "事例",
                    "verbose_name_plural": "事例",
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="case_search"),
                        models.Index(
                            condition=models.Q(("state__in", ["INTERNAL", "PUBLIC"])),
                            fields=["-opened_at", "-id"],
                            name="case_open",
                        ),
                        models.Index(
                            condition=models.Q(("state__in", ["INTERNAL", "PUBLIC"])),
                            fields=["field"],
                            name="case_open_field",
                        ),
                        models.Index(
                            condition=models.Q(("state", "PUBLIC")), fields=["-year", "-id"], name="case_public"
                        ),
                        models.Index(
                            condition=models.Q(("state", "HANDED_IN")), fields=["handed_in_at"], name="case_handed_in"
                        ),
                        models.Index(
                            condition=models.Q(("state__in", ["INTERNAL", "PUBLIC"])),
                            fields=["review_by"],
                            name="case_review",
                        ),
                        models.Index(fields=["owner", "-updated_at", "-id"], name="case_of_division"),
                        models.Index(fields=["-updated_at", "-id"], name="case_changed"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("origin", "PROPOSAL"), ("proposal__isnull", False)),
                                models.Q(("origin", "FORM"), ("proposal", None)),
                                models.Q(
                                    ("origin", "IMPORT"),
                                    ("proposal", None),
                                    models.Q(("source_name", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="case_comes_from_somewhere",
                            violation_error_message="提案から生まれた事例には提案が、取り込んだ事例には出典が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("opened_at", None), ("state__in", ["DRAFT", "HANDED_IN"])),
                                models.Q(("opened_at__isnull", False), ("state__in", ["INTERNAL", "PUBLIC"])),
                                ("state", "RETIRED"),
                                _connector="OR",
                            ),
                            name="case_open_iff_opened",
                            violation_error_message="庁内に公開した事例には、公開した日時が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("retired_at__isnull", False), ("state", "RETIRED")),
                                models.Q(models.Q(("state", "RETIRED"), _negated=True), ("retired_at", None)),
                                _connector="OR",
                            ),
                            name="case_retired_iff_date",
                            violation_error_message="取り下げた事例には、取り下げた日時が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("organization", None), models.Q(("partner_name", ""), _negated=True), _connector="OR"
                            ),
                            name="case_partner_has_a_name",
                            violation_error_message="相手の団体には、名が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("started_on", None),
                                ("ended_on", None),
                                ("ended_on__gte", models.F("started_on")),
                                _connector="OR",
                            ),
                            name="case_ends_after_it_began",
                            violation_error_message="終わった日は、始まった日より後にしてください。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CaseVersion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField(verbose_name="版")),
                    ("title", models.CharField(max_length=60, verbose_name="題")),
                    ("summary", models.CharField(max_length=200, verbose_name="概要")),
                    ("background", models.TextField(blank=True, max_length=2000, verbose_name="背景と課題")),
                    ("work", models.TextField(blank=True, max_length=2000, verbose_name="取り組んだこと")),
                    ("effect", models.TextField(blank=True, max_length=2000, verbose_name="効果")),
                    ("voice", models.TextField(blank=True, max_length=1000, verbose_name="事業者の声")),
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
                    ("decided_how", models.TextField(blank=True, max_length=1000, verbose_name="どう決めたか")),
                    ("stumble", models.TextField(blank=True, max_length=1000, verbose_name="つまずきと対処")),
                    ("reuse", models.TextField(blank=True, max_length=1000, verbose_name="他課で使える点")),
                    ("handover", models.TextField(blank=True, max_length=1000, verbose_name="引継ぎメモ")),
                    ("why", models.CharField(max_length=200, verbose_name="変えた理由")),
                    ("written_by", models.CharField(max_length=120, verbose_name="書いた人")),
                    ("written_at", models.DateTimeField(verbose_name="書いた日時")),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="versions",
                            to="knowledge.casestudy",
                            verbose_name="事例",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "事例の版",
                    "verbose_name_plural": "事例の版",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("case", "number"),
                            name="case_version_once",
                            violation_error_message="この版は、もうあります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("title", ""), _negated=True),
                                models.Q(("summary", ""), _negated=True),
                                models.Q(("why", ""), _negated=True),
                            ),
                            name="case_version_says_something",
                            violation_error_message="事例の版には、題・概要・変えた理由が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("benefit_how", ""), ("benefit_yen", None)),
                                models.Q(("benefit_yen__isnull", False), models.Q(("benefit_how", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="case_benefit_says_how",
                            violation_error_message="効果額には、出し方を書いてください。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CasePicture",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("width", models.PositiveSmallIntegerField(verbose_name="幅（ピクセル）")),
                    ("height", models.PositiveSmallIntegerField(verbose_name="高さ（ピクセル）")),
                    (
                        "alt",
                        models.CharField(
                            help_text="見えない方にも伝わる言葉。", max_length=200, verbose_name="画像の説明"
                        ),
                    ),
                    ("credit", models.CharField(max_length=80, verbose_name="撮った人・提供")),
                    (
                        "licence",
                        models.CharField(
                            choices=[
                                ("CC_BY", "クリエイティブ・コモンズ 表示 4.0"),
                                ("CITY_ONLY", "市のページだけで使える"),
                            ],
                            max_length=10,
                            verbose_name="使い方の条件",
                        ),
                    ),
                    ("is_public", models.BooleanField(default=False, verbose_name="公開の事例にも出す")),
                    ("added_at", models.DateTimeField(verbose_name="加えた日時")),
                    ("added_by", models.CharField(max_length=120, verbose_name="加えた人")),
                    (
                        "file",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.privatefile",
                            verbose_name="画像",
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="pictures",
                            to="knowledge.casestudy",
                            verbose_name="事例",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "事例の画像",
                    "verbose_name_plural": "事例の画像",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("alt", ""), _negated=True), models.Q(("credit", ""), _negated=True)
                            ),
                            name="case_picture_says_what_it_shows",
                            violation_error_message="画像には、説明と、撮った人・提供が必要です。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PublicFace",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("search", models.TextField(blank=True, editable=False, verbose_name="検索の文")),
                    (
                        "search_vector",
                        django.contrib.postgres.search.SearchVectorField(
                            editable=False, null=True, verbose_name="検索の索引"
                        ),
                    ),
                    ("words", models.JSONField(verbose_name="公開する言葉")),
                    ("pictures", models.JSONField(default=list, verbose_name="公開する画像")),
                    ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                    ("made_at", models.DateTimeField(verbose_name="作った日時")),
                    ("made_by", models.CharField(max_length=120, verbose_name="作った人")),
                    ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="団体に尋ねた日時")),
                    ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="団体が答えた日時")),
                    ("answered_by", models.CharField(blank=True, max_length=120, verbose_name="答えた人")),
                    ("has_agreed", models.BooleanField(default=False, verbose_name="同意した")),
                    ("remark", models.CharField(blank=True, max_length=400, verbose_name="団体の言葉")),
                    ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="公開した日時")),
                    ("taken_down_at", models.DateTimeField(blank=True, null=True, verbose_name="公開をやめた日時")),
                    ("taken_down_by", models.CharField(blank=True, max_length=120, verbose_name="公開をやめた人")),
                    ("taken_down_why", models.CharField(blank=True, max_length=400, verbose_name="公開をやめた理由")),
                    (
                        "card",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.privatefile",
                            verbose_name="共有のときの画像",
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="faces",
                            to="knowledge.casestudy",
                            verbose_name="事例",
                        ),
                    ),
                    (
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="knowledge.caseversion",
                            verbose_name="もとの版",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "公開の面",
                    "verbose_name_plural": "公開の面",
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="public_face_search"),
                        models.Index(
                            condition=models.Q(("published_at__isnull", False), ("taken_down_at", None)),
                            fields=["-published_at", "-id"],
                            name="public_face_standing",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("published_at__isnull", False), ("taken_down_at", None)),
                            fields=("case",),
                            name="public_face_once",
                            violation_error_message="この事例は、もう公開しています。",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("answered_at", None), ("published_at", None), ("taken_down_at", None)),
                            fields=("case",),
                            name="public_face_asked_once",
                            violation_error_message="この事例は、もう団体に尋ねています。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answered_at", None), ("answered_by", ""), ("has_agreed", False)),
                                models.Q(
                                    ("answered_at__isnull", False),
                                    ("asked_at__isnull", False),
                                    models.Q(("answered_by", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="public_face_agreed_iff_answered",
                            violation_error_message="団体の答えには、日時と人が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("published_at", None), ("asked_at", None), ("has_agreed", True), _connector="OR"
                            ),
                            name="public_face_published_after_yes",
                            violation_error_message="団体が同意していない事例は、公開できません。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("taken_down_at", None), ("taken_down_by", "")),
                                models.Q(
                                    ("taken_down_at__isnull", False), models.Q(("taken_down_by", ""), _negated=True)
                                ),
                                _connector="OR",
                            ),
                            name="public_face_taken_down_says_who",
                            violation_error_message="公開をやめたときは、日時と人が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="VainSearch",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("words", models.CharField(max_length=60, unique=True, verbose_name="探した言葉")),
                    ("times", models.PositiveIntegerField(default=1, verbose_name="回数")),
                    ("first_on", models.DateField(verbose_name="初めて探された日")),
                    ("last_on", models.DateField(verbose_name="最後に探された日")),
                    ("settled_on", models.DateField(blank=True, null=True, verbose_name="片付けた日")),
                ],
                options={
                    "verbose_name": "見つからなかった言葉",
                    "verbose_name_plural": "見つからなかった言葉",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("settled_on", None)),
                            fields=["-times", "-last_on"],
                            name="vain_search_open",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CityWord",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("word", models.CharField(max_length=40, unique=True, verbose_name="言葉")),
                    ("times", models.PositiveIntegerField(verbose_name="使われている数")),
                    ("is_public", models.BooleanField(default=False, verbose_name="だれもが読むものの言葉")),
                ],
                options={
                    "verbose_name": "市の言葉",
                    "verbose_name_plural": "市の言葉",
                },
            ),
            migrations.CreateModel(
                name="Watch",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("WORDS", "言葉"), ("DIVISION", "課"), ("METHOD", "連携手法")],
                            max_length=10,
                            verbose_name="何を",
                        ),
                    ),
                    ("words", models.CharField(blank=True, max_length=40, verbose_name="言葉")),
                    ("since", models.DateTimeField(verbose_name="始めた日時")),
                    ("told_until", models.DateTimeField(verbose_name="ここまで知らせた")),
                    (
                        "division",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="directory.division",
                            verbose_name="課",
                        ),
                    ),
                    (
                        "method",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="knowledge.method",
                            verbose_name="連携手法",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="職員",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "見守り",
                    "verbose_name_plural": "見守り",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("division", None),
                                    ("kind", "WORDS"),
                                    ("method", None),
                                    models.Q(("words", ""), _negated=True),
                                ),
                                models.Q(
                                    ("division__isnull", False), ("kind", "DIVISION"), ("method", None), ("words", "")
                                ),
                                models.Q(
                                    ("division", None), ("kind", "METHOD"), ("method__isnull", False), ("words", "")
                                ),
                                _connector="OR",
                            ),
                            name="watch_one_thing",
                            violation_error_message="見守るものを一つ選んでください。",
                        ),
                        models.UniqueConstraint(
                            fields=("user", "kind", "words", "division", "method"),
                            name="watch_once",
                            nulls_distinct=False,
                            violation_error_message="これは、もう見守っています。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Chapter",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("anchor", models.SlugField(max_length=40, unique=True, verbose_name="アンカー")),
                    ("label", models.CharField(help_text="例：第5章、付A", max_length=8, verbose_name="章の番号")),
                    ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                    (
                        "audience",
                        models.CharField(
                            choices=[("PUBLIC", "公開"), ("INTERNAL", "庁内だけ")],
                            default="INTERNAL",
                            max_length=8,
                            verbose_name="読む人",
                        ),
                    ),
                    (
                        "public_from",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="庁内だけだったころの版は、公開しても見えません。",
                            null=True,
                            verbose_name="公開する最初の版",
                        ),
                    ),
                    ("must_read", models.BooleanField(default=False, verbose_name="必読")),
                    (
                        "owner_name",
                        models.CharField(
                            help_text="担当課を選ぶまで、これが出ます。",
                            max_length=60,
                            verbose_name="第1版の担当課の名称",
                        ),
                    ),
                    ("review_by", models.DateField(verbose_name="見直しの期限")),
                    (
                        "review_told_on",
                        models.DateField(blank=True, editable=False, null=True, verbose_name="見直しをお願いした日"),
                    ),
                    (
                        "reviewed_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="最後に確かめた日時"),
                    ),
                    (
                        "reviewed_by",
                        models.CharField(blank=True, editable=False, max_length=120, verbose_name="最後に確かめた人"),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.division",
                            verbose_name="担当課",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "ガイドラインの章",
                    "verbose_name_plural": "ガイドライン",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("audience", "PUBLIC"), ("public_from__isnull", False)),
                                models.Q(models.Q(("audience", "PUBLIC"), _negated=True), ("public_from", None)),
                                _connector="OR",
                            ),
                            name="chapter_public_iff_from_a_version",
                            violation_error_message="公開する章には、公開する最初の版が必要です。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ChapterVersion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("search", models.TextField(blank=True, editable=False, verbose_name="検索の文")),
                    (
                        "search_vector",
                        django.contrib.postgres.search.SearchVectorField(
                            editable=False, null=True, verbose_name="検索の索引"
                        ),
                    ),
                    ("number", models.PositiveSmallIntegerField(verbose_name="版")),
                    ("title", models.CharField(max_length=60, verbose_name="題")),
                    ("text", models.TextField(verbose_name="本文（Markdown）")),
                    ("why", models.CharField(max_length=200, verbose_name="変えた理由")),
                    ("asks_again", models.BooleanField(default=True, verbose_name="必読をもう一度お願いする")),
                    ("written_by", models.CharField(max_length=120, verbose_name="書いた人")),
                    ("written_at", models.DateTimeField(verbose_name="最後に保存した日時")),
                    ("revision", models.PositiveIntegerField(default=1, verbose_name="保存の回数")),
                    ("effective_from", models.DateField(blank=True, null=True, verbose_name="この日から有効")),
                    ("published_by", models.CharField(blank=True, max_length=120, verbose_name="有効にした人")),
                    ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="有効にした日時")),
                    ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                    (
                        "chapter",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="versions",
                            to="knowledge.chapter",
                            verbose_name="章",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "ガイドラインの版",
                    "verbose_name_plural": "ガイドラインの版",
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(
                            fields=["search_vector"], name="chapter_version_search"
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("chapter", "number"),
                            name="chapter_version_once",
                            violation_error_message="この版は、もうあります。",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("effective_from", None)),
                            fields=("chapter",),
                            name="chapter_draft_once",
                            violation_error_message="この章には、もう下書きがあります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("title", ""), _negated=True),
                                models.Q(("text", ""), _negated=True),
                                models.Q(("why", ""), _negated=True),
                            ),
                            name="chapter_version_says_something",
                            violation_error_message="版には、題・本文・変えた理由が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("effective_from", None),
                                    ("published_at", None),
                                    ("published_by", ""),
                                    ("sha256", ""),
                                ),
                                models.Q(
                                    ("effective_from__isnull", False),
                                    ("published_at__isnull", False),
                                    models.Q(("published_by", ""), _negated=True),
                                    models.Q(("sha256", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="chapter_version_effective_iff_published",
                            violation_error_message="有効にした版には、日・人・日時・SHA-256が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Acknowledgement",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("at", models.DateTimeField(verbose_name="読んだ日時")),
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
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="acknowledgements",
                            to="knowledge.chapterversion",
                            verbose_name="版",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "必読の確認",
                    "verbose_name_plural": "必読の確認",
                    "indexes": [models.Index(fields=["user"], name="acknowledgement_user")],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("version", "user"),
                            name="acknowledgement_once",
                            violation_error_message="この版は、もう「読みました」と確認しています。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Menu",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("search", models.TextField(blank=True, editable=False, verbose_name="検索の文")),
                    (
                        "search_vector",
                        django.contrib.postgres.search.SearchVectorField(
                            editable=False, null=True, verbose_name="検索の索引"
                        ),
                    ),
                    ("code", models.SlugField(max_length=20, unique=True, verbose_name="コード")),
                    (
                        "made_once",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="作成の鍵"),
                    ),
                    ("title", models.CharField(max_length=60, verbose_name="題")),
                    ("field", models.CharField(max_length=40, verbose_name="分野")),
                    ("offer", models.CharField(max_length=400, verbose_name="紹介する内容")),
                    ("needs", models.CharField(blank=True, max_length=200, verbose_name="市に求めること")),
                    (
                        "cost",
                        models.CharField(
                            choices=[
                                ("NONE", "市の負担なし"),
                                ("PARTLY", "一部を市にお願いしたい"),
                                ("CONSULT", "相談したい"),
                            ],
                            max_length=10,
                            verbose_name="市の費用",
                        ),
                    ),
                    (
                        "source",
                        models.CharField(
                            blank=True, help_text="例：event:2026", max_length=80, verbose_name="もとになったもの"
                        ),
                    ),
                    ("contact_name", models.CharField(blank=True, max_length=60, verbose_name="窓口の方")),
                    ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="窓口のメール")),
                    ("contact_phone", models.CharField(blank=True, max_length=20, verbose_name="窓口の電話")),
                    (
                        "state",
                        models.CharField(
                            choices=[("OFFERED", "公開前"), ("OPEN", "庁内に公開"), ("WITHDRAWN", "取り下げ")],
                            default="OFFERED",
                            max_length=10,
                            verbose_name="状態",
                        ),
                    ),
                    ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="庁内に公開した日時")),
                    ("review_by", models.DateField(blank=True, null=True, verbose_name="見直しの期限")),
                    (
                        "asked_at",
                        models.DateTimeField(blank=True, null=True, verbose_name="続けるかを団体に尋ねた日時"),
                    ),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="取り下げた日時")),
                    ("offered_at", models.DateTimeField(verbose_name="出した日時")),
                    ("offered_by", models.CharField(max_length=120, verbose_name="出した人")),
                    ("updated_at", models.DateTimeField(verbose_name="最後に変わった日時")),
                    ("updated_by", models.CharField(max_length=120, verbose_name="最後に変えた人")),
                    (
                        "version",
                        models.PositiveIntegerField(default=1, help_text="保存するたびに進みます。", verbose_name="版"),
                    ),
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
                        "slide",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.privatefile",
                            verbose_name="スライド（PDF）",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "企業メニュー",
                    "verbose_name_plural": "企業メニュー",
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="menu_search"),
                        models.Index(
                            condition=models.Q(("state", "OPEN")), fields=["-opened_at", "-id"], name="menu_open"
                        ),
                        models.Index(
                            condition=models.Q(("state", "OPEN")),
                            fields=["field", "-opened_at", "-id"],
                            name="menu_open_field",
                        ),
                        models.Index(condition=models.Q(("state", "OPEN")), fields=["review_by"], name="menu_review"),
                        models.Index(
                            condition=models.Q(("state", "OFFERED")), fields=["offered_at"], name="menu_offered"
                        ),
                        models.Index(fields=["-updated_at", "-id"], name="menu_changed"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("title", ""), _negated=True),
                                models.Q(("field", ""), _negated=True),
                                models.Q(("offer", ""), _negated=True),
                            ),
                            name="menu_says_what_it_offers",
                            violation_error_message="企業メニューには、題・分野・紹介する内容が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("contact_name", ""),
                                models.Q(("contact_email", ""), _negated=True),
                                models.Q(("contact_phone", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="menu_contact_can_be_reached",
                            violation_error_message="窓口の方には、メールか電話が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("opened_at__isnull", False), ("review_by__isnull", False), ("state", "OPEN")),
                                models.Q(
                                    models.Q(("state", "OPEN"), _negated=True), ("opened_at", None), ("review_by", None)
                                ),
                                _connector="OR",
                            ),
                            name="menu_open_iff_reviewed",
                            violation_error_message="庁内に公開した企業メニューには、公開した日時と見直しの期限が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "WITHDRAWN"), ("withdrawn_at__isnull", False)),
                                models.Q(models.Q(("state", "WITHDRAWN"), _negated=True), ("withdrawn_at", None)),
                                _connector="OR",
                            ),
                            name="menu_withdrawn_iff_date",
                            violation_error_message="取り下げた企業メニューには、取り下げた日時が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReadingOrder",
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
                    ("ordered_at", models.DateTimeField(verbose_name="頼んだ日時")),
                    ("ordered_by", models.CharField(max_length=120, verbose_name="頼んだ人")),
                    ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="試みの回数")),
                    (
                        "next_try_at",
                        models.DateTimeField(
                            blank=True, help_text="空なら終わりました。", null=True, verbose_name="次に試みる時刻"
                        ),
                    ),
                    ("problem", models.CharField(blank=True, max_length=200, verbose_name="用意できなかった理由")),
                    (
                        "chapter",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reading_orders",
                            to="knowledge.chapter",
                            verbose_name="章",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "必読の手紙の依頼",
                    "verbose_name_plural": "必読の手紙の依頼",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("next_try_at__isnull", False)),
                            fields=["next_try_at"],
                            name="reading_order_due",
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("problem", ""), ("next_try_at", None), _connector="OR"),
                            name="reading_order_problem_ends_it",
                            violation_error_message="用意できなかった依頼は、もう試みません。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReadingLetter",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("prepared_at", models.DateTimeField(blank=True, null=True, verbose_name="用意した日時")),
                    (
                        "mail",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="notifications.outgoingmail",
                            verbose_name="送るメール",
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
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="letters",
                            to="knowledge.chapterversion",
                            verbose_name="版",
                        ),
                    ),
                    (
                        "order",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="letters",
                            to="knowledge.readingorder",
                            verbose_name="依頼",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "必読の手紙",
                    "verbose_name_plural": "必読の手紙",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("prepared_at", None)),
                            fields=["order", "id"],
                            name="reading_letter_to_do",
                        ),
                        models.Index(fields=["user"], name="reading_letter_user"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("version", "user"),
                            name="reading_letter_once",
                            violation_error_message="この人には、もうこの手紙を送っています。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("mail", None), ("prepared_at__isnull", False), _connector="OR"),
                            name="reading_letter_mail_is_prepared",
                            violation_error_message="用意した手紙には、用意した日時が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SupportRequest",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="識別子")),
                    (
                        "made_once",
                        models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="作成の鍵"),
                    ),
                    (
                        "topic",
                        models.CharField(
                            choices=[
                                ("METHOD", "手法"),
                                ("CONTRACT", "契約"),
                                ("FAIRNESS", "公平性"),
                                ("COORDINATION", "庁内の調整"),
                            ],
                            max_length=12,
                            verbose_name="相談の種類",
                        ),
                    ),
                    ("title", models.CharField(max_length=60, verbose_name="題")),
                    ("asked_by", models.CharField(max_length=120, verbose_name="相談した人")),
                    ("asked_at", models.DateTimeField(verbose_name="相談した日時")),
                    (
                        "state",
                        models.CharField(
                            choices=[("OPEN", "回答待ち"), ("ANSWERED", "回答済み"), ("CLOSED", "終了")],
                            default="OPEN",
                            max_length=10,
                            verbose_name="状態",
                        ),
                    ),
                    ("due_on", models.DateField(verbose_name="回答の期日")),
                    ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="回答した日時")),
                    ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="終えた日時")),
                    ("version", models.PositiveIntegerField(default=1, verbose_name="保存の回数")),
                    (
                        "asker",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="相談した職員",
                        ),
                    ),
                    (
                        "division",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.division",
                            verbose_name="相談した課",
                        ),
                    ),
                    (
                        "proposal",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            related_query_name="knowledge_support",
                            to="proposals.proposal",
                            verbose_name="関係する提案",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "デスクへの相談",
                    "verbose_name_plural": "デスクへの相談",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state", "OPEN")), fields=["due_on", "id"], name="support_waiting"
                        ),
                        models.Index(fields=["division", "-asked_at", "-id"], name="support_of_division"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("closed_at", None), ("state", "OPEN")),
                                models.Q(("answered_at__isnull", False), ("closed_at", None), ("state", "ANSWERED")),
                                models.Q(("closed_at__isnull", False), ("state", "CLOSED")),
                                _connector="OR",
                            ),
                            name="support_answered_before_closed",
                            violation_error_message="回答した相談には回答した日時が、終えた相談には終えた日時が必要です。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SupportMessage",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "side",
                        models.CharField(
                            choices=[("ASKER", "相談した課"), ("DESK", "デスク"), ("CONSULTEE", "意見を聞いた課")],
                            max_length=10,
                            verbose_name="だれの言葉か",
                        ),
                    ),
                    ("text", models.TextField(max_length=2000, verbose_name="本文")),
                    ("is_answer", models.BooleanField(default=False, verbose_name="デスクの回答")),
                    ("written_by", models.CharField(max_length=120, verbose_name="書いた人")),
                    ("written_at", models.DateTimeField(verbose_name="書いた日時")),
                    (
                        "request",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="messages",
                            to="knowledge.supportrequest",
                            verbose_name="相談",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "相談の言葉",
                    "verbose_name_plural": "相談の言葉",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("text", ""), _negated=True),
                            name="support_message_says_something",
                            violation_error_message="本文を書いてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("is_answer", False), ("side", "DESK"), _connector="OR"),
                            name="support_answer_of_the_desk",
                            violation_error_message="回答は、デスクが書きます。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SupportConsultee",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("asked_at", models.DateTimeField(verbose_name="尋ねた日時")),
                    ("asked_by", models.CharField(max_length=120, verbose_name="尋ねた人")),
                    (
                        "division",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.division",
                            verbose_name="意見を聞く課",
                        ),
                    ),
                    (
                        "request",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="consultees",
                            to="knowledge.supportrequest",
                            verbose_name="相談",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "意見を聞く課",
                    "verbose_name_plural": "意見を聞く課",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("request", "division"),
                            name="support_consultee_once",
                            violation_error_message="この課には、もう意見を聞いています。",
                        )
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
                        "topic",
                        models.CharField(
                            choices=[
                                ("METHOD", "手法"),
                                ("CONTRACT", "契約"),
                                ("FAIRNESS", "公平性"),
                                ("COORDINATION", "庁内の調整"),
                            ],
                            max_length=12,
                            verbose_name="相談の種類",
                        ),
                    ),
                    (
                        "division",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.division",
                            verbose_name="いつも意見を聞く課",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "いつも意見を聞く課（相談）",
                    "verbose_name_plural": "いつも意見を聞く課（相談）",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("topic", "division"),
                            name="standing_consultee_once",
                            violation_error_message="この種類とこの課は、もうあります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Faq",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("search", models.TextField(blank=True, editable=False, verbose_name="検索の文")),
                    (
                        "search_vector",
                        django.contrib.postgres.search.SearchVectorField(
                            editable=False, null=True, verbose_name="検索の索引"
                        ),
                    ),
                    ("review_by", models.DateField(verbose_name="見直しの期限")),
                    (
                        "review_told_on",
                        models.DateField(blank=True, editable=False, null=True, verbose_name="見直しをお願いした日"),
                    ),
                    (
                        "reviewed_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="最後に確かめた日時"),
                    ),
                    (
                        "reviewed_by",
                        models.CharField(blank=True, editable=False, max_length=120, verbose_name="最後に確かめた人"),
                    ),
                    ("code", models.SlugField(max_length=20, unique=True, verbose_name="コード")),
                    (
                        "topic",
                        models.CharField(
                            choices=[
                                ("METHOD", "手法"),
                                ("CONTRACT", "契約"),
                                ("FAIRNESS", "公平性"),
                                ("COORDINATION", "庁内の調整"),
                            ],
                            max_length=12,
                            verbose_name="種類",
                        ),
                    ),
                    ("question", models.CharField(max_length=120, verbose_name="質問")),
                    ("answer", models.TextField(max_length=2000, verbose_name="答え")),
                    (
                        "state",
                        models.CharField(
                            choices=[("DRAFT", "下書き"), ("OPEN", "庁内に公開"), ("RETIRED", "取り下げ")],
                            default="DRAFT",
                            max_length=10,
                            verbose_name="状態",
                        ),
                    ),
                    ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="庁内に公開した日時")),
                    ("updated_at", models.DateTimeField(verbose_name="最後に変わった日時")),
                    ("updated_by", models.CharField(max_length=120, verbose_name="最後に変えた人")),
                    ("version", models.PositiveIntegerField(default=1, verbose_name="保存の回数")),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.division",
                            verbose_name="担当課",
                        ),
                    ),
                    (
                        "source",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="faqs",
                            to="knowledge.supportrequest",
                            verbose_name="もとの相談",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "よくある相談",
                    "verbose_name_plural": "よくある相談（FAQ）",
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="faq_search"),
                        models.Index(
                            condition=models.Q(("state", "OPEN")), fields=["-opened_at", "-id"], name="faq_open"
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("question", ""), _negated=True), models.Q(("answer", ""), _negated=True)
                            ),
                            name="faq_says_something",
                            violation_error_message="質問と答えを書いてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "OPEN"), _negated=True),
                                ("opened_at__isnull", False),
                                _connector="OR",
                            ),
                            name="faq_open_has_a_day",
                            violation_error_message="庁内に公開したものには、公開した日時が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Template",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("search", models.TextField(blank=True, editable=False, verbose_name="検索の文")),
                    (
                        "search_vector",
                        django.contrib.postgres.search.SearchVectorField(
                            editable=False, null=True, verbose_name="検索の索引"
                        ),
                    ),
                    ("review_by", models.DateField(verbose_name="見直しの期限")),
                    (
                        "review_told_on",
                        models.DateField(blank=True, editable=False, null=True, verbose_name="見直しをお願いした日"),
                    ),
                    (
                        "reviewed_at",
                        models.DateTimeField(blank=True, editable=False, null=True, verbose_name="最後に確かめた日時"),
                    ),
                    (
                        "reviewed_by",
                        models.CharField(blank=True, editable=False, max_length=120, verbose_name="最後に確かめた人"),
                    ),
                    ("code", models.SlugField(max_length=40, unique=True, verbose_name="コード")),
                    ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                    ("name", models.CharField(max_length=80, verbose_name="名称")),
                    ("purpose", models.CharField(max_length=200, verbose_name="何に使うか")),
                    ("is_active", models.BooleanField(default=True, verbose_name="使う")),
                    (
                        "methods",
                        models.ManyToManyField(
                            blank=True, related_name="templates", to="knowledge.method", verbose_name="連携手法"
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.division",
                            verbose_name="担当課",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "様式",
                    "verbose_name_plural": "様式",
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="template_search")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("name", ""), _negated=True), models.Q(("purpose", ""), _negated=True)
                            ),
                            name="template_says_what_it_is_for",
                            violation_error_message="様式には、名称と、何に使うかが必要です。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="TemplateVersion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("number", models.PositiveSmallIntegerField(verbose_name="版")),
                    ("fields", models.JSONField(default=list, verbose_name="差し込む欄")),
                    ("why", models.CharField(max_length=200, verbose_name="変えた理由")),
                    ("added_at", models.DateTimeField(verbose_name="加えた日時")),
                    ("added_by", models.CharField(max_length=120, verbose_name="加えた人")),
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
                        "template",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="versions",
                            to="knowledge.template",
                            verbose_name="様式",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "様式の版",
                    "verbose_name_plural": "様式の版",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("template", "number"),
                            name="template_version_once",
                            violation_error_message="この版は、もうあります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="TemplateDownload",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("month", models.DateField(help_text="その月の初日。", verbose_name="月")),
                    ("is_filled", models.BooleanField(verbose_name="差し込んだもの")),
                    ("times", models.PositiveIntegerField(default=0, verbose_name="回数")),
                    (
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="downloads",
                            to="knowledge.templateversion",
                            verbose_name="版",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "様式を使った回数",
                    "verbose_name_plural": "様式を使った回数",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("version", "month", "is_filled"),
                            name="template_download_once",
                            violation_error_message="この月の回数は、もうあります。",
                        )
                    ],
                },
            ),
        ),
    ]
