"""People: staff and their 席, members of a 団体, invitations, personal links, emergency access."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
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
                name="User",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("password", models.CharField(max_length=128, verbose_name="password")),
                    ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                    ("email", models.EmailField(max_length=254, unique=True, verbose_name="メール")),
                    ("name", models.CharField(blank=True, max_length=60, verbose_name="氏名")),
                    ("kana", models.CharField(blank=True, max_length=60, verbose_name="カナ")),
                    (
                        "employee_number",
                        models.CharField(
                            blank=True,
                            help_text="職員だけ。",
                            max_length=12,
                            null=True,
                            unique=True,
                            verbose_name="職員番号",
                        ),
                    ),
                    ("is_active", models.BooleanField(default=True, verbose_name="有効")),
                    (
                        "last_day",
                        models.DateField(
                            blank=True,
                            help_text="退職の日。翌日の0時から入れません。",
                            null=True,
                            verbose_name="最後の日",
                        ),
                    ),
                    ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="登録日時")),
                    (
                        "closing_on",
                        models.DateField(blank=True, editable=False, null=True, verbose_name="閉じる前の最後の日"),
                    ),
                ],
                options={
                    "verbose_name": "利用者",
                    "verbose_name_plural": "利用者",
                },
            ),
            migrations.CreateModel(
                name="NameChange",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=60, verbose_name="新しい氏名")),
                    ("kana", models.CharField(blank=True, max_length=60, verbose_name="新しいカナ")),
                    ("email", models.EmailField(max_length=254, verbose_name="新しいメール")),
                    ("starts_on", models.DateField(verbose_name="始まり")),
                    ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="反映日時")),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="name_changes",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="職員",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "氏名の変更",
                    "verbose_name_plural": "氏名の変更",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("user", "starts_on"),
                            name="name_change_once_a_day",
                            violation_error_message="同じ日の氏名の変更があります。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Post",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("OFFICER", "担当"),
                                ("DEPUTY", "代決者（課長補佐）"),
                                ("MANAGER", "課長"),
                                ("LEADER", "共創推進リーダー（次長）"),
                                ("DIRECTOR", "部長"),
                                ("DESK", "公民連携デスク"),
                                ("EXECUTIVE", "管理職（市長・副市長）"),
                                ("SYSTEM", "システム管理者"),
                                ("AUDITOR", "監査"),
                            ],
                            max_length=10,
                            verbose_name="席の種類",
                        ),
                    ),
                    ("title", models.CharField(blank=True, max_length=40, verbose_name="職名")),
                    ("grade", models.CharField(blank=True, max_length=10, verbose_name="級")),
                    (
                        "holding",
                        models.CharField(
                            choices=[("MAIN", "本務"), ("CONCURRENT", "兼務"), ("JOINT", "併任")],
                            default="MAIN",
                            max_length=12,
                            verbose_name="本務・兼務",
                        ),
                    ),
                    ("appointment", models.CharField(blank=True, max_length=20, verbose_name="任用区分")),
                    ("starts_on", models.DateField(verbose_name="始まり")),
                    (
                        "ends_on",
                        models.DateField(
                            blank=True, help_text="最後の日。空なら続いています。", null=True, verbose_name="終わり"
                        ),
                    ),
                    (
                        "department",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="posts",
                            to="directory.department",
                            verbose_name="部",
                        ),
                    ),
                    (
                        "division",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="posts",
                            to="directory.division",
                            verbose_name="課",
                        ),
                    ),
                    (
                        "section",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="posts",
                            to="directory.section",
                            verbose_name="係",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="posts",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="職員",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "席",
                    "verbose_name_plural": "席",
                    "indexes": [models.Index(fields=["division", "kind"], name="post_division_kind")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                            ),
                            name="post_period",
                            violation_error_message="終わりは始まりより後にしてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind__in", ["OFFICER", "DEPUTY", "MANAGER"]), _negated=True),
                                ("division__isnull", False),
                                _connector="OR",
                            ),
                            name="post_of_division_names_it",
                            violation_error_message="担当・代決者・課長の席には課が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind__in", ["LEADER", "DIRECTOR"]), _negated=True),
                                ("department__isnull", False),
                                _connector="OR",
                            ),
                            name="post_of_department_names_it",
                            violation_error_message="次長・部長の席には部が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("appointment__contains", "会計年度"), _negated=True),
                                ("kind__in", ("OFFICER", "DESK", "SYSTEM", "AUDITOR")),
                                _connector="OR",
                            ),
                            name="post_for_a_year_decides_nothing",
                            violation_error_message="会計年度任用職員は、確認や裁定をする席（課長・代決者・次長・部長・市長など）に就けません。担当の席にしてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("appointment__contains", "会計年度"), _negated=True),
                                ("ends_on__isnull", False),
                                _connector="OR",
                            ),
                            name="post_for_a_year_ends",
                            violation_error_message="会計年度任用職員の席には、終わりの日（3月31日まで）が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Member",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "role",
                        models.CharField(
                            choices=[("ADMIN", "管理者"), ("CONTACT", "担当")],
                            default="CONTACT",
                            max_length=8,
                            verbose_name="役割",
                        ),
                    ),
                    ("joined_at", models.DateTimeField(verbose_name="参加日時")),
                    ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="退会日時")),
                    (
                        "muted",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("MESSAGE", "新しいメッセージ"),
                                    ("DRAFT", "下書きの続きのお知らせ（7日触れないとき）"),
                                    ("APPOINTMENT", "相談・対話の前日のお知らせ"),
                                ],
                                max_length=12,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                            verbose_name="受け取らないお知らせ",
                        ),
                    ),
                    (
                        "organization",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="members",
                            to="directory.organization",
                            verbose_name="団体",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="memberships",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="担当者",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "団体の担当者",
                    "verbose_name_plural": "団体の担当者",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("left_at", None)),
                            fields=("organization", "user"),
                            name="member_once",
                            violation_error_message="この人は、もう団体の担当者です。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CapabilityLink",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "purpose",
                        models.CharField(
                            choices=[
                                ("INVITATION", "団体への招待"),
                                ("PLEDGES", "確認事項の確認"),
                                ("CO_PROPOSER", "共同提案者の承諾"),
                                ("TROUBLE", "困りごとメモ"),
                                ("RECONFIRMATION", "課題の継続の確認"),
                                ("RULING", "裁定"),
                                ("PARTICIPANT", "ダイアログの本人のページ（企業）"),
                                ("STAFF_PARTICIPANT", "ダイアログの本人のページ（職員）"),
                                ("TRAINEE", "研修の本人のページ"),
                                ("READER", "必読の章"),
                            ],
                            max_length=20,
                            verbose_name="用途",
                        ),
                    ),
                    ("about", models.CharField(max_length=80, verbose_name="対象")),
                    ("email", models.EmailField(max_length=254, verbose_name="送り先")),
                    ("token_sha256", models.CharField(max_length=64, unique=True, verbose_name="SHA-256")),
                    ("created_at", models.DateTimeField(verbose_name="作成日時")),
                    ("created_by", models.CharField(max_length=120, verbose_name="送った人")),
                    ("expires_at", models.DateTimeField(verbose_name="期限")),
                    ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="使った日時")),
                    ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="取り消した日時")),
                ],
                options={
                    "verbose_name": "メールのリンク",
                    "verbose_name_plural": "メールのリンク",
                    "indexes": [models.Index(fields=["purpose", "about"], name="link_about")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("used_at", None), ("revoked_at", None), _connector="OR"),
                            name="link_used_or_revoked",
                            violation_error_message="使ったリンクは取り消せません。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Invitation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "role",
                        models.CharField(
                            choices=[("ADMIN", "管理者"), ("CONTACT", "担当")],
                            default="CONTACT",
                            max_length=8,
                            verbose_name="役割",
                        ),
                    ),
                    (
                        "accepted_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="受けた人",
                        ),
                    ),
                    (
                        "link",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="invitation",
                            to="accounts.capabilitylink",
                            verbose_name="メールのリンク",
                        ),
                    ),
                    (
                        "organization",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="invitations",
                            to="directory.organization",
                            verbose_name="団体",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "招待",
                    "verbose_name_plural": "招待",
                },
            ),
            migrations.CreateModel(
                name="JoinRequest",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=60, verbose_name="氏名")),
                    ("reason", models.CharField(blank=True, max_length=200, verbose_name="団体との関係")),
                    ("requested_at", models.DateTimeField(verbose_name="申し出た日時")),
                    ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="決めた日時")),
                    ("decided_by", models.CharField(blank=True, max_length=120, verbose_name="決めた人")),
                    ("is_approved", models.BooleanField(default=False, verbose_name="認めた")),
                    (
                        "organization",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="join_requests",
                            to="directory.organization",
                            verbose_name="団体",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="join_requests",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="申し出た人",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "参加の申出",
                    "verbose_name_plural": "参加の申出",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("decided_at", None)),
                            fields=("organization", "user"),
                            name="join_request_open_once",
                            violation_error_message="参加の申出は、もう出ています。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("is_approved", False), ("decided_at__isnull", False), _connector="OR"),
                            name="join_request_approved_iff_decided",
                            violation_error_message="認めた申出には決めた日時が必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="EmergencyAccess",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("reason", models.CharField(max_length=200, verbose_name="わけ")),
                    ("minutes", models.PositiveSmallIntegerField(verbose_name="分")),
                    ("token_sha256", models.CharField(max_length=64, unique=True, verbose_name="SHA-256")),
                    ("made_at", models.DateTimeField(verbose_name="作った日時")),
                    ("made_by", models.CharField(max_length=120, verbose_name="作った人")),
                    ("expires_at", models.DateTimeField(verbose_name="開ける期限")),
                    ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="使った日時")),
                    ("used_from", models.GenericIPAddressField(blank=True, null=True, verbose_name="使った場所")),
                    ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="終わりの日時")),
                    ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="報告した日時")),
                    ("closed_by", models.CharField(blank=True, max_length=120, verbose_name="報告した人")),
                    ("note", models.TextField(blank=True, verbose_name="したこと")),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="だれとして",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "緊急アクセス",
                    "verbose_name_plural": "緊急アクセス",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("minutes__gte", 5), ("minutes__lte", 240)),
                            name="emergency_minutes",
                            violation_error_message="5分から240分までにしてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ends_at", None), ("used_at", None)),
                                models.Q(("ends_at__isnull", False), ("used_at__isnull", False)),
                                _connector="OR",
                            ),
                            name="emergency_used_ends",
                            violation_error_message="使った緊急アクセスには、終わりの日時が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("closed_at", None), ("note", "")),
                                models.Q(
                                    ("closed_at__isnull", False),
                                    ("used_at__isnull", False),
                                    models.Q(("note", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="emergency_closed_with_note",
                            violation_error_message="使った緊急アクセスだけを、したことを書いて終えられます。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PersonnelOrder",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("STAFF", "異動"), ("UNITS", "機構改革")],
                            default="STAFF",
                            max_length=5,
                            verbose_name="種類",
                        ),
                    ),
                    ("file_name", models.CharField(max_length=255, verbose_name="ファイル名")),
                    ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                    ("data", models.BinaryField(null=True, verbose_name="ファイルの中身")),
                    ("as_of", models.DateField(help_text="この日の0時から効きます。", verbose_name="効力の始まる日")),
                    (
                        "announced_on",
                        models.DateField(
                            help_text="この日に取り込みます。前の日までは、だれにも見えません。",
                            verbose_name="内示の日",
                        ),
                    ),
                    ("allow_many_leavers", models.BooleanField(default=False, verbose_name="3割を超える退職を認める")),
                    ("differences", models.JSONField(blank=True, default=list, verbose_name="差")),
                    ("warnings", models.JSONField(blank=True, default=list, verbose_name="注意")),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("CHECKED", "確かめ中"),
                                ("PLANNED", "内示の前"),
                                ("ANNOUNCED", "内示済み"),
                                ("REFUSED", "取り込めなかった"),
                                ("WITHDRAWN", "取下げ"),
                            ],
                            default="CHECKED",
                            max_length=9,
                            verbose_name="状態",
                        ),
                    ),
                    ("why", models.TextField(blank=True, verbose_name="取り込めなかったわけ")),
                    ("staged_by", models.CharField(max_length=120, verbose_name="入れた人")),
                    ("staged_at", models.DateTimeField(verbose_name="入れた日時")),
                    ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="終わった日時")),
                ],
                options={
                    "verbose_name": "内示・機構改革の予定",
                    "verbose_name_plural": "内示・機構改革の予定",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("announced_on__lte", models.F("as_of"))),
                            name="order_is_announced_by_its_day",
                            violation_error_message="内示の日は、効力の始まる日までの日にしてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("data__isnull", False), ("settled_at", None), ("state__in", ("CHECKED", "PLANNED"))
                                ),
                                models.Q(
                                    models.Q(("state__in", ("CHECKED", "PLANNED")), _negated=True),
                                    ("data", None),
                                    ("settled_at__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="order_keeps_its_file_while_it_waits",
                            violation_error_message="ファイルの中身は、内示を待つあいだだけ残せます。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "REFUSED"), models.Q(("why", ""), _negated=True)),
                                models.Q(models.Q(("state", "REFUSED"), _negated=True), ("why", "")),
                                _connector="OR",
                            ),
                            name="order_refused_says_why",
                            violation_error_message="取り込めなかったときは、わけが必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "WITHDRAWN"), _negated=True),
                                models.Q(("differences", []), ("warnings", [])),
                                _connector="OR",
                            ),
                            name="order_withdrawn_says_nothing",
                            violation_error_message="取り下げた予定に、差は残せません。",
                        ),
                    ],
                },
            ),
        ),
    ]
