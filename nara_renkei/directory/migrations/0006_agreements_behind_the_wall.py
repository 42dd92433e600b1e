"""A 団体 reads its own agreements once they are signed, and what was done under them; the city alone writes (ADR 0013)."""

from django.db import migrations

WALL = """
ALTER TABLE directory_agreement ENABLE ROW LEVEL SECURITY;
CREATE POLICY city ON directory_agreement TO nara_app USING (true) WITH CHECK (true);
GRANT SELECT ON directory_agreement TO nara_company;
CREATE POLICY company_reads ON directory_agreement FOR SELECT TO nara_company
    USING (signed_on IS NOT NULL AND organization_id = ANY ((SELECT wall_organizations())::bigint[]));
ALTER TABLE directory_agreementactivity ENABLE ROW LEVEL SECURITY;
CREATE POLICY city ON directory_agreementactivity TO nara_app USING (true) WITH CHECK (true);
GRANT SELECT ON directory_agreementactivity TO nara_company;
CREATE POLICY company_reads ON directory_agreementactivity FOR SELECT TO nara_company
    USING (EXISTS (SELECT FROM directory_agreement a WHERE a.id = agreement_id));
"""
NO_WALL = """
REVOKE ALL ON directory_agreementactivity FROM nara_company;
DROP POLICY company_reads ON directory_agreementactivity;
DROP POLICY city ON directory_agreementactivity;
ALTER TABLE directory_agreementactivity DISABLE ROW LEVEL SECURITY;
REVOKE ALL ON directory_agreement FROM nara_company;
DROP POLICY company_reads ON directory_agreement;
DROP POLICY city ON directory_agreement;
ALTER TABLE directory_agreement DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_signed_agreements"), ("proposals", "0014_second_wall")]

    operations = [migrations.RunSQL(WALL, NO_WALL)]
