"""ダイアログ: events, registrations, seats, encounters, cards."""

import datetime
import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import dialogue.models.registration
import nara_renkei.core.request_ids
from nara_renkei.core.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_first"),
        ("directory", "0001_first"),
        ("proposals", "0001_first"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="Event",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "slug",
                        models.SlugField(
                            help_text="半角の英数字とハイフン。URLになります。",
                            max_length=40,
                            unique=True,
                            verbose_name="ページの名前",
                        ),
                    ),
                    ("name", models.CharField(max_length=80, verbose_name="名称")),
                    ("host", models.CharField(default="奈良市", max_length=80, verbose_name="主催")),
                    ("co_host", models.CharField(blank=True, max_length=120, verbose_name="共催")),
                    ("aims", models.TextField(max_length=1000, verbose_name="目的")),
                    (
                        "programme",
                        models.TextField(
                            blank=True,
                            help_text="1行に一つ。「13:30 開会」のように。",
                            max_length=2000,
                            verbose_name="次第",
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("PREPARING", "準備"),
                                ("OPEN", "募集"),
                                ("FIXED", "確定"),
                                ("TODAY", "当日"),
                                ("ENDED", "終了"),
                            ],
                            default="PREPARING",
                            max_length=10,
                            verbose_name="段階",
                        ),
                    ),
                    ("held_on", models.DateField(verbose_name="開催日")),
                    ("starts_at", models.TimeField(default=datetime.time(13, 30), verbose_name="始まり")),
                    ("ends_at", models.TimeField(default=datetime.time(16, 30), verbose_name="終わり")),
                    ("place", models.CharField(max_length=120, verbose_name="会場")),
                    ("access", models.TextField(blank=True, max_length=500, verbose_name="行き方")),
                    (
                        "invites",
                        models.CharField(
                            choices=[
                                ("AGREEMENT", "包括連携協定のある団体"),
                                ("CHOSEN", "選んだ団体"),
                                ("OPEN", "どの団体でも"),
                            ],
                            default="AGREEMENT",
                            max_length=10,
                            verbose_name="招く団体",
                        ),
                    ),
                    ("closes_on", models.DateField(verbose_name="申込みの締切")),
                    ("company_capacity", models.PositiveSmallIntegerField(default=8, verbose_name="団体の定員")),
                    ("division_capacity", models.PositiveSmallIntegerField(default=20, verbose_name="課の定員")),
                    ("people_limit", models.PositiveSmallIntegerField(default=2, verbose_name="1団体・1課の人数")),
                    ("tables", models.PositiveSmallIntegerField(default=8, verbose_name="卓の数")),
                    ("rounds", models.PositiveSmallIntegerField(default=6, verbose_name="回数")),
                    ("minutes", models.PositiveSmallIntegerField(default=12, verbose_name="1回の分")),
                    ("break_minutes", models.PositiveSmallIntegerField(default=3, verbose_name="回と回の間の分")),
                    ("first_round_at", models.TimeField(default=datetime.time(14, 30), verbose_name="1回目の始まり")),
                    (
                        "allows_competitors",
                        models.BooleanField(
                            default=False,
                            help_text="卓の数が団体の数より少ないときに効きます。",
                            verbose_name="同じ事業種目の団体を同じ卓にしてよい",
                        ),
                    ),
                    ("created_at", models.DateTimeField(verbose_name="作成日時")),
                    (
                        "copied_from",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="dialogue.event",
                            verbose_name="写した元",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "ダイアログ",
                    "verbose_name_plural": "ダイアログ",
                    "indexes": [models.Index(fields=["-held_on"], name="event_by_day")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("closes_on__lte", models.F("held_on"))),
                            name="event_closes_before",
                            violation_error_message="申込みの締切は、開催日までにしてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("first_round_at__gte", models.F("starts_at")),
                                ("first_round_at__lt", models.F("ends_at")),
                            ),
                            name="event_first_round_within",
                            violation_error_message="始まり、1回目の始まり、終わりを、この順の時刻にしてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("company_capacity__gte", 1),
                                ("division_capacity__gte", 1),
                                ("minutes__gte", 1),
                                ("people_limit__gte", 1),
                                ("rounds__gte", 1),
                                ("rounds__lte", 12),
                                ("tables__gte", 1),
                                ("tables__lte", 60),
                            ),
                            name="event_counts",
                            violation_error_message="定員・人数・卓・回数・分は1以上に、卓は60、回数は12までにしてください。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="EventInvitation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "event",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="invitations",
                            to="dialogue.event",
                            verbose_name="ダイアログ",
                        ),
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
                ],
                options={
                    "verbose_name": "選んだ団体",
                    "verbose_name_plural": "選んだ団体",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("event", "organization"),
                            name="event_invites_once",
                            violation_error_message="この団体は、もう選ばれています。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Registration",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="識別子")),
                    (
                        "side",
                        models.CharField(
                            choices=[("COMPANY", "企業"), ("DIVISION", "課")], max_length=8, verbose_name="側"
                        ),
                    ),
                    ("email", models.EmailField(max_length=254, verbose_name="連絡先のメール")),
                    (
                        "state",
                        models.CharField(
                            choices=[("ENTERED", "参加"), ("WAITING", "空き待ち"), ("CANCELLED", "取消し")],
                            default="ENTERED",
                            max_length=9,
                            verbose_name="状態",
                        ),
                    ),
                    (
                        "business_line",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("AGRICULTURE", "農林水産"),
                                ("CONSTRUCTION", "建設"),
                                ("MANUFACTURING", "製造"),
                                ("ENERGY", "電気・ガス・水道"),
                                ("INFORMATION", "情報通信"),
                                ("TRANSPORT", "運輸・郵便"),
                                ("RETAIL", "卸売・小売"),
                                ("PHARMACY", "薬局・医薬品"),
                                ("FINANCE", "金融"),
                                ("INSURANCE", "保険"),
                                ("REAL_ESTATE", "不動産・住宅"),
                                ("RESEARCH", "計測・調査・専門の仕事"),
                                ("HOSPITALITY", "宿泊・飲食"),
                                ("TOURISM", "旅行・娯楽"),
                                ("EDUCATION", "教育・学習"),
                                ("WELFARE", "医療・福祉"),
                                ("OTHER", "そのほか"),
                            ],
                            max_length=14,
                            verbose_name="事業種目",
                        ),
                    ),
                    ("offer", models.TextField(blank=True, max_length=400, verbose_name="紹介したい事例・メニュー")),
                    ("trouble", models.TextField(blank=True, max_length=400, verbose_name="困りごと")),
                    ("is_in_booklet", models.BooleanField(default=False, verbose_name="資料集に載せてよい")),
                    (
                        "care",
                        models.TextField(
                            blank=True, help_text="デスクだけが見ます。", max_length=200, verbose_name="配慮の要ること"
                        ),
                    ),
                    (
                        "fixed_table",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="配慮のため動かない卓。空なら、ほかの組と同じに割り当てます。",
                            null=True,
                            verbose_name="決まった卓",
                        ),
                    ),
                    (
                        "absent_rounds",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(),
                            blank=True,
                            default=list,
                            help_text="遅れて来る、先に帰るなど。この回には席をつくりません。",
                            size=None,
                            verbose_name="出られない回",
                        ),
                    ),
                    ("entered_at", models.DateTimeField(verbose_name="申し込んだ日時")),
                    ("entered_by", models.CharField(max_length=120, verbose_name="申し込んだ人")),
                    ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="取り消した日時")),
                    ("cancelled_by", models.CharField(blank=True, max_length=120, verbose_name="取り消した人")),
                    ("cancel_reason", models.CharField(blank=True, max_length=200, verbose_name="取り消した理由")),
                    (
                        "seen_at",
                        models.DateTimeField(
                            blank=True,
                            help_text="確定のあとの取消しは、デスクが卓を見直すまで空です。",
                            null=True,
                            verbose_name="取消しを確かめた日時",
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
                    (
                        "event",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="registrations",
                            to="dialogue.event",
                            verbose_name="ダイアログ",
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
                        "slides",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="core.privatefile",
                            verbose_name="紹介の資料",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "参加の申込み",
                    "verbose_name_plural": "参加の申込み",
                    "indexes": [models.Index(fields=["event", "side", "state"], name="registration_by_event")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("division", None), ("organization__isnull", False), ("side", "COMPANY")),
                                models.Q(("division__isnull", False), ("organization", None), ("side", "DIVISION")),
                                _connector="OR",
                            ),
                            name="registration_of_one_side",
                            violation_error_message="企業の申込みには団体、課の申込みには課が必要です。",
                        ),
                        models.UniqueConstraint(
                            fields=("event", "organization"),
                            name="registration_once_for_organization",
                            violation_error_message="この団体は、もう申し込んでいます。",
                        ),
                        models.UniqueConstraint(
                            fields=("event", "division"),
                            name="registration_once_for_division",
                            violation_error_message="この課は、もう申し込んでいます。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("cancelled_at__isnull", False), ("state", "CANCELLED")),
                                models.Q(models.Q(("state", "CANCELLED"), _negated=True), ("cancelled_at", None)),
                                _connector="OR",
                            ),
                            name="registration_cancelled_iff_dated",
                            violation_error_message="取り消した申込みには、取り消した日時が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("cancel_reason", ""), ("state", "CANCELLED"), _connector="OR"),
                            name="registration_reason_of_cancelled",
                            violation_error_message="取り消した理由は、取り消した申込みだけが持ちます。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("seen_at", None), ("state", "CANCELLED"), _connector="OR"),
                            name="registration_seen_when_cancelled",
                            violation_error_message="確かめた日時は、取り消した申込みだけが持ちます。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("side", "COMPANY"), _negated=True),
                                models.Q(("business_line", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="registration_company_line",
                            violation_error_message="企業の申込みには、事業種目が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Participant",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("position", models.PositiveSmallIntegerField(default=0, verbose_name="順番")),
                    ("name", models.CharField(max_length=60, verbose_name="氏名")),
                    ("kana", models.CharField(blank=True, max_length=60, verbose_name="カナ")),
                    ("title", models.CharField(blank=True, max_length=60, verbose_name="部署・職名")),
                    (
                        "email",
                        models.EmailField(
                            blank=True, help_text="本人のページを送る先。", max_length=254, verbose_name="メール"
                        ),
                    ),
                    (
                        "code",
                        models.CharField(
                            default=dialogue.models.registration.new_code,
                            editable=False,
                            max_length=8,
                            unique=True,
                            verbose_name="名札の番号",
                        ),
                    ),
                    ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="外れた日時")),
                    ("arrived_at", models.DateTimeField(blank=True, null=True, verbose_name="受付した日時")),
                    ("arrival_by", models.CharField(blank=True, max_length=120, verbose_name="受付した人")),
                    (
                        "replaced_by",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="replaces",
                            to="dialogue.participant",
                            verbose_name="代わりの人",
                        ),
                    ),
                    (
                        "registration",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="participants",
                            to="dialogue.registration",
                            verbose_name="参加の申込み",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "参加する人",
                    "verbose_name_plural": "参加する人",
                    "indexes": [models.Index(fields=["registration", "position"], name="participant_in_order")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("replaced_by", None), ("left_at__isnull", False), _connector="OR"),
                            name="participant_replaced_has_left",
                            violation_error_message="代わりの人がいる人は、外れた人です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("arrival_by", ""), ("arrived_at", None)),
                                models.Q(("arrived_at__isnull", False), models.Q(("arrival_by", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="participant_arrived_iff_by",
                            violation_error_message="受付には、日時と受付した人の両方が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Wish",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("position", models.PositiveSmallIntegerField(verbose_name="順番")),
                    ("reason", models.CharField(blank=True, max_length=120, verbose_name="理由")),
                    (
                        "division",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="directory.division",
                            verbose_name="会いたい課",
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
                            verbose_name="会いたい団体",
                        ),
                    ),
                    (
                        "registration",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="wishes",
                            to="dialogue.registration",
                            verbose_name="参加の申込み",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "会いたい相手",
                    "verbose_name_plural": "会いたい相手",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("division", None), ("organization__isnull", False)),
                                models.Q(("division__isnull", False), ("organization", None)),
                                _connector="OR",
                            ),
                            name="wish_for_one",
                            violation_error_message="会いたい相手は、団体か課のどちらか一つです。",
                        ),
                        models.UniqueConstraint(
                            fields=("registration", "position"),
                            name="wish_position_once",
                            violation_error_message="同じ順番の相手が二つあります。",
                        ),
                        models.UniqueConstraint(
                            fields=("registration", "organization"),
                            name="wish_organization_once",
                            violation_error_message="同じ団体が二度選ばれています。",
                        ),
                        models.UniqueConstraint(
                            fields=("registration", "division"),
                            name="wish_division_once",
                            violation_error_message="同じ課が二度選ばれています。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Card",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("email", models.EmailField(blank=True, max_length=254, verbose_name="メール")),
                    ("phone", models.CharField(blank=True, max_length=20, verbose_name="電話")),
                    ("words", models.CharField(blank=True, max_length=100, verbose_name="ひとこと")),
                    ("consented_at", models.DateTimeField(verbose_name="同意した日時")),
                    (
                        "participant",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="card",
                            to="dialogue.participant",
                            verbose_name="参加する人",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "デジタル名刺",
                    "verbose_name_plural": "デジタル名刺",
                },
            ),
            migrations.CreateModel(
                name="CardExchange",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "way",
                        models.CharField(
                            choices=[("CODE", "名札の番号"), ("TABLE", "同じ卓")],
                            max_length=5,
                            verbose_name="交換のしかた",
                        ),
                    ),
                    ("exchanged_at", models.DateTimeField(verbose_name="交換した日時")),
                    (
                        "one",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="dialogue.participant",
                            verbose_name="参加する人",
                        ),
                    ),
                    (
                        "other",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="dialogue.participant",
                            verbose_name="相手",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "名刺の交換",
                    "verbose_name_plural": "名刺の交換",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("one", "other"),
                            name="card_exchange_once",
                            violation_error_message="この二人は、もう名刺を交換しています。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("one__lt", models.F("other"))),
                            name="card_exchange_in_order",
                            violation_error_message="名刺は、二人の間で交換します。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Encounter",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "code",
                        models.CharField(
                            default=dialogue.models.registration.new_code,
                            editable=False,
                            max_length=8,
                            unique=True,
                            verbose_name="出会いの番号",
                        ),
                    ),
                    ("round", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="回")),
                    ("table", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="卓")),
                    ("recorded_at", models.DateTimeField(verbose_name="記録した日時")),
                    ("recorded_by", models.CharField(max_length=120, verbose_name="記録した人")),
                    ("missed_at", models.DateTimeField(blank=True, null=True, verbose_name="会えなかったとした日時")),
                    ("missed_by", models.CharField(blank=True, max_length=120, verbose_name="会えなかったとした人")),
                    (
                        "proposal",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            related_query_name="dialogue",
                            to="proposals.proposal",
                            verbose_name="ここから始まった提案",
                        ),
                    ),
                    (
                        "event",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="encounters",
                            to="dialogue.event",
                            verbose_name="ダイアログ",
                        ),
                    ),
                    (
                        "company",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="company_encounters",
                            to="dialogue.registration",
                            verbose_name="企業の申込み",
                        ),
                    ),
                    (
                        "division",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="division_encounters",
                            to="dialogue.registration",
                            verbose_name="課の申込み",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "出会い",
                    "verbose_name_plural": "出会い",
                    "indexes": [models.Index(fields=["event", "round", "table"], name="encounter_in_order")],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("company", "division"),
                            name="encounter_once",
                            violation_error_message="この企業と課の出会いは、もう記録されています。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("round", None), ("table", None)),
                                models.Q(("round__isnull", False), ("table__isnull", False)),
                                _connector="OR",
                            ),
                            name="encounter_round_iff_table",
                            violation_error_message="回と卓は、両方書くか、両方空にしてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("missed_at", None), ("missed_by", "")),
                                models.Q(("missed_at__isnull", False), models.Q(("missed_by", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="encounter_missed_iff_by",
                            violation_error_message="会えなかった出会いには、日時と、そうした人の両方が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="EncounterNote",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("said", models.CharField(max_length=200, verbose_name="話したこと")),
                    ("view", models.CharField(blank=True, max_length=200, verbose_name="受けとめ")),
                    ("written_by", models.CharField(max_length=120, verbose_name="書いた人")),
                    ("written_at", models.DateTimeField(verbose_name="書いた日時")),
                    ("version", models.PositiveIntegerField(default=1, verbose_name="版")),
                    (
                        "encounter",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="note",
                            to="dialogue.encounter",
                            verbose_name="出会い",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "出会いのメモ",
                    "verbose_name_plural": "出会いのメモ",
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
                    ("what", models.CharField(max_length=100, verbose_name="何を")),
                    (
                        "side",
                        models.CharField(
                            choices=[("COMPANY", "企業"), ("DIVISION", "課")], max_length=8, verbose_name="だれが"
                        ),
                    ),
                    ("person", models.CharField(blank=True, max_length=60, verbose_name="担当の人")),
                    ("due_on", models.DateField(verbose_name="いつまでに")),
                    ("written_by", models.CharField(max_length=120, verbose_name="書いた人")),
                    ("written_at", models.DateTimeField(verbose_name="書いた日時")),
                    ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="済みにした日時")),
                    ("done_by", models.CharField(blank=True, max_length=120, verbose_name="済みにした人")),
                    ("dropped_at", models.DateTimeField(blank=True, null=True, verbose_name="やめた日時")),
                    ("dropped_by", models.CharField(blank=True, max_length=120, verbose_name="やめた人")),
                    ("dropped_reason", models.CharField(blank=True, max_length=200, verbose_name="やめた理由")),
                    ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="2週間の知らせの日時")),
                    (
                        "reminded_again_at",
                        models.DateTimeField(blank=True, null=True, verbose_name="3か月の知らせの日時"),
                    ),
                    (
                        "encounter",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="next_steps",
                            to="dialogue.encounter",
                            verbose_name="出会い",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "出会いの次の一歩",
                    "verbose_name_plural": "出会いの次の一歩",
                    "indexes": [
                        models.Index(fields=["encounter", "due_on", "id"], name="encounter_step_in_order"),
                        models.Index(
                            condition=models.Q(("done_at", None), ("dropped_at", None)),
                            fields=["side", "written_at"],
                            name="encounter_step_open",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("done_at", None), ("dropped_at", None)),
                            fields=("encounter", "what", "side", "person", "due_on"),
                            name="encounter_step_open_once",
                            violation_error_message="同じ次の一歩が、もう書かれています。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("done_at", None), ("done_by", "")),
                                models.Q(("done_at__isnull", False), models.Q(("done_by", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="encounter_step_done_iff_by",
                            violation_error_message="済んだ次の一歩には、日時と済みにした人の両方が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("dropped_at", None), ("dropped_by", ""), ("dropped_reason", "")),
                                models.Q(
                                    ("dropped_at__isnull", False),
                                    models.Q(("dropped_by", ""), _negated=True),
                                    models.Q(("dropped_reason", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="encounter_step_dropped_iff_why",
                            violation_error_message="やめた次の一歩には、日時と、やめた人と、理由が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("done_at", None), ("dropped_at", None), _connector="OR"),
                            name="encounter_step_one_end",
                            violation_error_message="済んだ次の一歩を、やめることはできません。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TroubleSource",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "encounter",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="trouble_source",
                            to="dialogue.encounter",
                            verbose_name="出会い",
                        ),
                    ),
                    (
                        "registration",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="trouble_source",
                            to="dialogue.registration",
                            verbose_name="課の申込み",
                        ),
                    ),
                    (
                        "trouble",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="proposals.trouble",
                            verbose_name="困りごとメモ",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "困りごとメモのもと",
                    "verbose_name_plural": "困りごとメモのもと",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("encounter", None), ("registration__isnull", False)),
                                models.Q(("encounter__isnull", False), ("registration", None)),
                                _connector="OR",
                            ),
                            name="trouble_source_of_one",
                            violation_error_message="困りごとメモのもとは、申込みか出会いのどちらか一つです。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="EventLetter",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("INVITATION", "招待"),
                                ("CONFIRMED", "参加の確定"),
                                ("EVE", "前日のお知らせ"),
                                ("THANKS", "お礼"),
                            ],
                            max_length=12,
                            verbose_name="種類",
                        ),
                    ),
                    (
                        "about",
                        models.CharField(
                            help_text="団体・課・参加する人のどれか。", max_length=80, verbose_name="宛先の鍵"
                        ),
                    ),
                    ("sent_at", models.DateTimeField(verbose_name="送った日時")),
                    ("sent_by", models.CharField(max_length=120, verbose_name="送った人")),
                    (
                        "event",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="letters",
                            to="dialogue.event",
                            verbose_name="ダイアログ",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "ダイアログの手紙",
                    "verbose_name_plural": "ダイアログの手紙",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("event", "kind", "about"),
                            name="event_letter_once",
                            violation_error_message="この手紙は、もう送っています。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SeatingRule",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("MUST", "必ず会う組"), ("PIN", "回を決めた組"), ("BAN", "会わせない組")],
                            max_length=4,
                            verbose_name="扱い",
                        ),
                    ),
                    ("round", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="回")),
                    (
                        "reason",
                        models.CharField(
                            blank=True, help_text="デスクだけが見ます。", max_length=120, verbose_name="理由"
                        ),
                    ),
                    (
                        "company",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="dialogue.registration",
                            verbose_name="企業",
                        ),
                    ),
                    (
                        "division",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="dialogue.registration",
                            verbose_name="課",
                        ),
                    ),
                    (
                        "event",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="seating_rules",
                            to="dialogue.event",
                            verbose_name="ダイアログ",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "会わせる組・会わせない組",
                    "verbose_name_plural": "会わせる組・会わせない組",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("event", "company", "division"),
                            name="seating_rule_once",
                            violation_error_message="この組は、もう決めてあります。いまの決まりを外してから、決め直してください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "PIN"), ("round__gte", 1)),
                                models.Q(models.Q(("kind", "PIN"), _negated=True), ("round", None)),
                                _connector="OR",
                            ),
                            name="seating_rule_round_iff_pin",
                            violation_error_message="回は「回を決めた組」のときだけ、1から選んでください。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SeatingPlan",
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
                    ("number", models.PositiveSmallIntegerField(verbose_name="番号")),
                    ("seed", models.PositiveIntegerField(default=1, verbose_name="種")),
                    ("asked_by", models.CharField(max_length=120, verbose_name="頼んだ人")),
                    ("asked_at", models.DateTimeField(verbose_name="頼んだ日時")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("WAITING", "順番待ち"),
                                ("WORKING", "計算中"),
                                ("DONE", "できました"),
                                ("FAILED", "できませんでした"),
                            ],
                            default="WAITING",
                            max_length=7,
                            verbose_name="状態",
                        ),
                    ),
                    ("progress", models.CharField(blank=True, max_length=200, verbose_name="進み具合")),
                    ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="試みた回数")),
                    ("next_try_at", models.DateTimeField(blank=True, null=True, verbose_name="次に試みる日時")),
                    ("solved_at", models.DateTimeField(blank=True, null=True, verbose_name="できた日時")),
                    ("figures", models.JSONField(blank=True, default=dict, verbose_name="数字")),
                    ("outcomes", models.JSONField(blank=True, default=list, verbose_name="希望ごとの結果")),
                    ("problem", models.TextField(blank=True, max_length=4000, verbose_name="できなかった理由")),
                    ("is_announced", models.BooleanField(default=False, verbose_name="お知らせしている案")),
                    ("announced_at", models.DateTimeField(blank=True, null=True, verbose_name="お知らせした日時")),
                    ("announced_by", models.CharField(blank=True, max_length=120, verbose_name="お知らせした人")),
                    (
                        "event",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="seating_plans",
                            to="dialogue.event",
                            verbose_name="ダイアログ",
                        ),
                    ),
                    (
                        "keeps",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="dialogue.seatingplan",
                            verbose_name="席を残す元の案",
                        ),
                    ),
                    (
                        "missing",
                        models.ManyToManyField(
                            blank=True, related_name="+", to="dialogue.registration", verbose_name="来ていない団体・課"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "卓の割り当て",
                    "verbose_name_plural": "卓の割り当て",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state__in", ["WAITING", "WORKING"])),
                            fields=["next_try_at"],
                            name="seating_plan_due",
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("event", "number"),
                            name="seating_plan_number_once",
                            violation_error_message="同じ番号の案があります。もう一度お試しください。",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("is_announced", True)),
                            fields=("event",),
                            name="seating_plan_one_announced",
                            violation_error_message="お知らせしている案は、一つだけです。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("solved_at__isnull", False), ("state", "DONE")),
                                models.Q(models.Q(("state", "DONE"), _negated=True), ("solved_at", None)),
                                _connector="OR",
                            ),
                            name="seating_plan_solved_iff_done",
                            violation_error_message="できた案には、できた日時が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("next_try_at__isnull", False), ("state__in", ["WAITING", "WORKING"])),
                                models.Q(("state__in", ["DONE", "FAILED"]), ("next_try_at", None)),
                                _connector="OR",
                            ),
                            name="seating_plan_next_try_iff_unfinished",
                            violation_error_message="まだできていない案には、次に試みる日時が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("is_announced", False),
                                models.Q(("announced_at__isnull", False), ("state", "DONE")),
                                _connector="OR",
                            ),
                            name="seating_plan_announced_is_done",
                            violation_error_message="お知らせできるのは、できた案だけです。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("announced_at", None), ("announced_by", "")),
                                models.Q(
                                    ("announced_at__isnull", False), models.Q(("announced_by", ""), _negated=True)
                                ),
                                _connector="OR",
                            ),
                            name="seating_plan_announced_iff_by",
                            violation_error_message="お知らせには、日時とお知らせした人の両方が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Seat",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("round", models.PositiveSmallIntegerField(verbose_name="回")),
                    ("table", models.PositiveSmallIntegerField(verbose_name="卓")),
                    (
                        "registration",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="seats",
                            to="dialogue.registration",
                            verbose_name="団体・課",
                        ),
                    ),
                    (
                        "plan",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="seats",
                            to="dialogue.seatingplan",
                            verbose_name="卓の割り当て",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "席",
                    "verbose_name_plural": "席",
                    "indexes": [models.Index(fields=["plan", "round", "table"], name="seat_by_table")],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("plan", "registration", "round"),
                            name="seat_one_table_a_round",
                            violation_error_message="一つの回に、二つの卓には着けません。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("round__gte", 1), ("table__gte", 1)),
                            name="seat_counts_from_one",
                            violation_error_message="回と卓は、1から数えます。",
                        ),
                    ],
                },
            ),
        ),
    ]
