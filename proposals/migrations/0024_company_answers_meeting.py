from django.db import migrations

# as in 0014_second_wall: a company answers the dates of its own proposals
OWNED = "proposal_id = ANY ((SELECT wall_owned())::bigint[])"
ANSWERS = f"""
GRANT UPDATE ON proposals_meeting TO nara_company;
CREATE POLICY company_updates ON proposals_meeting FOR UPDATE TO nara_company
    USING ({OWNED}) WITH CHECK ({OWNED});
"""
TAKE_BACK = """
DROP POLICY company_updates ON proposals_meeting;
REVOKE UPDATE ON proposals_meeting FROM nara_company;
"""


class Migration(migrations.Migration):
    dependencies = [("proposals", "0023_meeting_dates")]

    operations = [migrations.RunSQL(ANSWERS, TAKE_BACK)]
