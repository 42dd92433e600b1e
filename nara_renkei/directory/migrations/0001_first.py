"""部・課・係, the 団体 and the agreements with them."""

import datetime
import uuid

import django.db.models.deletion
from django.db import migrations, models

from nara_renkei.core.tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0001_first"),
    ]

    operations = [
        CreateTables(
            migrations.CreateModel(
                name="Organization",
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
                                ("COMPANY", "会社"),
                                ("NPO", "NPO法人"),
                                ("SCHOOL", "大学・学校"),
                                ("PUBLIC", "公益法人・一般法人"),
                                ("OTHER_BODY", "その他の法人"),
                                ("SOLE", "個人事業主"),
                                ("GROUP", "任意団体"),
                            ],
                            max_length=12,
                            verbose_name="団体の種類",
                        ),
                    ),
                    (
                        "corporate_number",
                        models.CharField(
                            blank=True,
                            help_text="13桁。個人事業主・任意団体は空。",
                            max_length=13,
                            verbose_name="法人番号",
                        ),
                    ),
                    ("name", models.CharField(max_length=100, verbose_name="名称")),
                    ("kana", models.CharField(blank=True, max_length=100, verbose_name="カナ")),
                    ("postal_code", models.CharField(blank=True, max_length=8, verbose_name="郵便番号")),
                    ("address", models.CharField(max_length=200, verbose_name="所在地")),
                    ("representative", models.CharField(max_length=100, verbose_name="代表者職氏名")),
                    ("established", models.CharField(blank=True, max_length=40, verbose_name="設立")),
                    ("url", models.URLField(blank=True, verbose_name="ウェブサイト")),
                    ("created_at", models.DateTimeField(verbose_name="登録日時")),
                    ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="確認日時")),
                    ("confirmed_by", models.CharField(blank=True, max_length=120, verbose_name="確認した人")),
                    (
                        "merged_into",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="merged",
                            to="directory.organization",
                            verbose_name="統合した先",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "団体",
                    "verbose_name_plural": "団体",
                    "indexes": [models.Index(fields=["corporate_number"], name="organization_number")],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(
                                ("confirmed_at__isnull", False), models.Q(("corporate_number", ""), _negated=True)
                            ),
                            fields=("corporate_number",),
                            name="organization_number_confirmed_once",
                            violation_error_message="この法人番号の団体は、もう確認されています。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("corporate_number", ""), ("corporate_number__regex", "^[0-9]{13}$"), _connector="OR"
                            ),
                            name="organization_number_13_digits",
                            violation_error_message="法人番号は13桁の数字です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                            name="organization_merged_elsewhere",
                            violation_error_message="団体を自分自身に統合することはできません。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Department",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=10, verbose_name="所属コード")),
                    ("name", models.CharField(max_length=60, verbose_name="名称")),
                    ("valid_from", models.DateField(default=datetime.date(2025, 4, 1), verbose_name="始まり")),
                    (
                        "valid_to",
                        models.DateField(
                            blank=True, help_text="最後の日。空なら続いています。", null=True, verbose_name="終わり"
                        ),
                    ),
                    (
                        "organ",
                        models.CharField(
                            choices=[
                                ("MAYOR", "市長部局"),
                                ("EDUCATION", "教育委員会"),
                                ("UTILITIES", "企業局"),
                                ("FIRE", "消防局"),
                                ("AGRICULTURE", "農業委員会"),
                            ],
                            default="MAYOR",
                            max_length=12,
                            verbose_name="執行機関",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "部",
                    "verbose_name_plural": "部",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("code", "valid_from"),
                            name="department_code_once",
                            violation_error_message="同じコードと始まりの部があります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                            ),
                            name="department_period",
                            violation_error_message="終わりは始まりより後にしてください。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Division",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=10, verbose_name="所属コード")),
                    ("name", models.CharField(max_length=60, verbose_name="名称")),
                    ("valid_from", models.DateField(default=datetime.date(2025, 4, 1), verbose_name="始まり")),
                    (
                        "valid_to",
                        models.DateField(
                            blank=True, help_text="最後の日。空なら続いています。", null=True, verbose_name="終わり"
                        ),
                    ),
                    ("duties", models.TextField(blank=True, help_text="／で区切ります。", verbose_name="事務分掌")),
                    (
                        "keywords",
                        models.TextField(
                            blank=True,
                            help_text="提案の中にあれば、送付先の候補にする言葉。／で区切ります。",
                            verbose_name="課の言葉",
                        ),
                    ),
                    (
                        "is_sample",
                        models.BooleanField(
                            default=False, help_text="事務分掌を私たちが補った行。", verbose_name="見本の行"
                        ),
                    ),
                    ("email", models.EmailField(blank=True, max_length=254, verbose_name="課のメール")),
                    (
                        "accepts_routing",
                        models.BooleanField(
                            default=False,
                            help_text="課のメールと課長または代決者が要ります。",
                            verbose_name="送付を受ける",
                        ),
                    ),
                    ("open_limit", models.PositiveSmallIntegerField(default=8, verbose_name="同時に受ける件数の目安")),
                    (
                        "department",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="divisions",
                            to="directory.department",
                            verbose_name="部",
                        ),
                    ),
                    (
                        "successors",
                        models.ManyToManyField(
                            blank=True, related_name="predecessors", to="directory.division", verbose_name="後の課"
                        ),
                    ),
                ],
                options={
                    "verbose_name": "課",
                    "verbose_name_plural": "課",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("code", "valid_from"),
                            name="division_code_once",
                            violation_error_message="同じコードと始まりの課があります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                            ),
                            name="division_period",
                            violation_error_message="終わりは始まりより後にしてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("accepts_routing", False), models.Q(("email", ""), _negated=True), _connector="OR"
                            ),
                            name="division_routing_needs_email",
                            violation_error_message="送付を受ける課には、課のメールが必要です。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Section",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=10, verbose_name="所属コード")),
                    ("name", models.CharField(max_length=60, verbose_name="名称")),
                    ("valid_from", models.DateField(default=datetime.date(2025, 4, 1), verbose_name="始まり")),
                    (
                        "valid_to",
                        models.DateField(
                            blank=True, help_text="最後の日。空なら続いています。", null=True, verbose_name="終わり"
                        ),
                    ),
                    (
                        "division",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sections",
                            to="directory.division",
                            verbose_name="課",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "係",
                    "verbose_name_plural": "係",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("code", "valid_from"),
                            name="section_code_once",
                            violation_error_message="同じコードと始まりの係があります。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                            ),
                            name="section_period",
                            violation_error_message="終わりは始まりより後にしてください。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Agreement",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "other_parties",
                        models.CharField(
                            blank=True,
                            help_text="ほかに署名した県・市町村など。ダイアログに招く団体なら、その団体の協定としても登録します。",
                            max_length=200,
                            verbose_name="ほかの当事者",
                        ),
                    ),
                    ("title", models.CharField(default="包括連携協定", max_length=120, verbose_name="名称")),
                    (
                        "fields",
                        models.CharField(
                            blank=True, help_text="／で区切ります。", max_length=200, verbose_name="連携する分野"
                        ),
                    ),
                    (
                        "signed_on",
                        models.DateField(
                            blank=True, help_text="空なら「準備中」です。", null=True, verbose_name="締結日"
                        ),
                    ),
                    (
                        "signing",
                        models.CharField(
                            blank=True,
                            choices=[("PAPER", "紙（記名押印）"), ("ELECTRONIC", "電子署名"), ("OTHER", "その他")],
                            max_length=10,
                            verbose_name="締結方法",
                        ),
                    ),
                    ("starts_on", models.DateField(blank=True, null=True, verbose_name="始まり")),
                    (
                        "ends_on",
                        models.DateField(
                            blank=True,
                            help_text="空なら、期間の定めがありません。",
                            null=True,
                            verbose_name="いまの期間の終わり",
                        ),
                    ),
                    (
                        "renews_years",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="申出がなければ延びる年数。空なら、自動では更新しません。",
                            null=True,
                            verbose_name="自動更新（年）",
                        ),
                    ),
                    (
                        "notice_count",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="満了の何か月前、または何日前まで。",
                            null=True,
                            verbose_name="申出期限（数）",
                        ),
                    ),
                    (
                        "notice_unit",
                        models.CharField(
                            blank=True,
                            choices=[("MONTHS", "か月前まで"), ("DAYS", "日前まで")],
                            max_length=6,
                            verbose_name="申出期限（単位）",
                        ),
                    ),
                    (
                        "renewals_count",
                        models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="更新の回数"),
                    ),
                    (
                        "declined_on",
                        models.DateField(blank=True, editable=False, null=True, verbose_name="更新しない申出の日"),
                    ),
                    (
                        "declined_by",
                        models.CharField(
                            blank=True,
                            choices=[("CITY", "市"), ("PARTNER", "団体")],
                            editable=False,
                            max_length=7,
                            verbose_name="申し出た側",
                        ),
                    ),
                    (
                        "ended_on",
                        models.DateField(
                            blank=True,
                            editable=False,
                            help_text="効力のある最後の日。",
                            null=True,
                            verbose_name="解約の日",
                        ),
                    ),
                    (
                        "ended_why",
                        models.CharField(blank=True, editable=False, max_length=200, verbose_name="解約の理由"),
                    ),
                    ("pressed_on", models.DateField(blank=True, null=True, verbose_name="報道発表の日")),
                    ("press_url", models.URLField(blank=True, verbose_name="報道発表のURL")),
                    (
                        "is_public",
                        models.BooleanField(
                            default=False,
                            help_text="有効な間、公開の「連携協定」のページに載ります。",
                            verbose_name="公開する",
                        ),
                    ),
                    ("act_by", models.DateField(blank=True, editable=False, null=True, verbose_name="次に決める期限")),
                    (
                        "division",
                        models.ForeignKey(
                            blank=True,
                            help_text="申出期限のお知らせが、この課のメールに届きます。",
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
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="agreements",
                            to="directory.organization",
                            verbose_name="団体",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "包括連携協定",
                    "verbose_name_plural": "包括連携協定",
                    "indexes": [
                        models.Index(fields=["act_by"], name="agreement_act_by"),
                        models.Index(fields=["ends_on"], name="agreement_ends_on"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                            ),
                            name="agreement_period",
                            violation_error_message="終わりは始まりより後にしてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("signed_on", None), ("starts_on__isnull", False), _connector="OR"),
                            name="agreement_signed_has_start",
                            violation_error_message="締結日を入れるときは、始まりも入れてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("notice_count", None), ("notice_unit", ""), ("renews_years", None)),
                                models.Q(
                                    ("ends_on__isnull", False),
                                    ("notice_count__gte", 1),
                                    ("renews_years__gte", 1),
                                    models.Q(("notice_unit", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="agreement_renewal_has_notice",
                            violation_error_message="自動更新には、終わり、年数、申出期限の数と単位がそろって必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("declined_by", ""), ("declined_on", None)),
                                models.Q(
                                    ("declined_on__isnull", False),
                                    ("renews_years__isnull", False),
                                    models.Q(("declined_by", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="agreement_declined_by_whom",
                            violation_error_message="更新しない申出には、日と申し出た側が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("ended_on", None), ("ended_why", "")),
                                models.Q(
                                    ("ended_on__gte", models.F("starts_on")),
                                    ("signed_on__isnull", False),
                                    models.Q(("ended_why", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="agreement_ended_with_reason",
                            violation_error_message="解約には、始まりより後の日と理由が必要です。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("press_url", ""), ("pressed_on__isnull", False), _connector="OR"),
                            name="agreement_press_has_day",
                            violation_error_message="報道発表のURLを入れるときは、発表の日も入れてください。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AgreementActivity",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("held_on", models.DateField(verbose_name="日")),
                    ("what", models.CharField(max_length=200, verbose_name="したこと")),
                    ("figures", models.CharField(blank=True, max_length=100, verbose_name="数字")),
                    ("proposal_number", models.CharField(blank=True, max_length=20, verbose_name="提案番号")),
                    ("is_public", models.BooleanField(default=False, verbose_name="公開する")),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="activities",
                            to="directory.agreement",
                            verbose_name="包括連携協定",
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
                    "verbose_name": "連携の取組",
                    "verbose_name_plural": "連携の取組",
                    "indexes": [models.Index(fields=["agreement", "-held_on"], name="activity_of_agreement")],
                },
            ),
            migrations.CreateModel(
                name="AgreementRecord",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("decided_on", models.DateField(blank=True, null=True, verbose_name="決裁日")),
                    ("document_number", models.CharField(blank=True, max_length=60, verbose_name="文書番号")),
                    (
                        "original_at",
                        models.CharField(
                            blank=True,
                            help_text="課・棚・文書管理の番号など。",
                            max_length=120,
                            verbose_name="原本の保管",
                        ),
                    ),
                    ("city_contact", models.CharField(blank=True, max_length=60, verbose_name="市の担当（職・係）")),
                    ("partner_name", models.CharField(blank=True, max_length=60, verbose_name="団体の担当者")),
                    ("partner_section", models.CharField(blank=True, max_length=80, verbose_name="団体の部署")),
                    ("partner_phone", models.CharField(blank=True, max_length=20, verbose_name="団体の電話")),
                    ("partner_email", models.EmailField(blank=True, max_length=254, verbose_name="団体のメール")),
                    (
                        "partner_confirmed_on",
                        models.DateField(blank=True, null=True, verbose_name="連絡先を確かめた日"),
                    ),
                    ("notes", models.TextField(blank=True, help_text="このメモも行政文書です。", verbose_name="備考")),
                    (
                        "reminded_for",
                        models.DateField(blank=True, editable=False, null=True, verbose_name="お知らせした期限"),
                    ),
                    (
                        "agreement",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="record",
                            to="directory.agreement",
                            verbose_name="包括連携協定",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "協定の台帳（市だけが読みます）",
                    "verbose_name_plural": "協定の台帳（市だけが読みます）",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("partner_email", ""),
                                    ("partner_name", ""),
                                    ("partner_phone", ""),
                                    ("partner_section", ""),
                                ),
                                ("partner_confirmed_on__isnull", False),
                                _connector="OR",
                            ),
                            name="agreement_contact_has_day",
                            violation_error_message="団体の連絡先には、確かめた日を入れてください。",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="AgreementRenewal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("AUTOMATIC", "自動更新"), ("AGREED", "合意による延長")],
                            max_length=9,
                            verbose_name="種類",
                        ),
                    ),
                    ("previous_end", models.DateField(verbose_name="前の終わり")),
                    ("ends_on", models.DateField(verbose_name="新しい終わり")),
                    ("note", models.CharField(blank=True, max_length=200, verbose_name="メモ")),
                    ("recorded_at", models.DateTimeField(verbose_name="記録した日時")),
                    ("recorded_by", models.CharField(blank=True, max_length=120, verbose_name="記録した人")),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="renewals",
                            to="directory.agreement",
                            verbose_name="包括連携協定",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "更新",
                    "verbose_name_plural": "更新",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("ends_on__gt", models.F("previous_end"))),
                            name="renewal_is_longer",
                            violation_error_message="新しい終わりは、前の終わりより後にしてください。",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind", "AUTOMATIC"), models.Q(("recorded_by", ""), _negated=True), _connector="OR"
                            ),
                            name="renewal_agreed_by_a_person",
                            violation_error_message="合意による延長には、記録した人が必要です。",
                        ),
                        models.UniqueConstraint(
                            fields=("agreement", "previous_end"),
                            name="renewal_once",
                            violation_error_message="この期間の更新は、もう記録されています。",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AgreementPaper",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("AGREEMENT", "協定書"),
                                ("CHANGE", "延長・変更の覚書"),
                                ("NOTICE", "申出・解約の文書"),
                                ("OTHER", "その他の文書"),
                            ],
                            max_length=9,
                            verbose_name="文書",
                        ),
                    ),
                    ("version", models.PositiveSmallIntegerField(verbose_name="版")),
                    ("kept_at", models.DateTimeField(verbose_name="入れた日時")),
                    ("kept_by", models.CharField(max_length=120, verbose_name="入れた人")),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="papers",
                            to="directory.agreement",
                            verbose_name="包括連携協定",
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
                    "verbose_name": "協定の文書",
                    "verbose_name_plural": "協定の文書",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("agreement", "kind", "version"),
                            name="agreement_paper_version_once",
                            violation_error_message="この文書の同じ版があります。",
                        )
                    ],
                },
            ),
        ),
    ]
