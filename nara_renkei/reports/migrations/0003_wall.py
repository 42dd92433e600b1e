"""Everybody reads the statistics, also who is signed in as a company. Nothing else of the reports is a company's."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_guards"), ("core", "0002_roles")]

    operations = [
        migrations.RunSQL(
            "GRANT SELECT ON reports_yearstatistics TO nara_company",
            "REVOKE SELECT ON reports_yearstatistics FROM nara_company",
        ),
    ]
