"""What a company finds of the encounters (ADR 0013): that they were, and what both sides do next. Never the city's note.

``dialogue_encounternote`` and ``dialogue_troublesource`` are not granted at all. A company writes and ticks off only
what is its own to do. Registrations of a 団体 that was merged into another are found by the people of that other.
"""

from django.db import migrations

MINE = "(SELECT wall_registrations())::bigint[]"
OF_MINE = f"EXISTS (SELECT FROM dialogue_encounter e WHERE e.id = encounter_id AND e.company_id = ANY ({MINE}))"
OF_MY_ORGANIZATION = "organization_id = ANY ((SELECT wall_organizations())::bigint[])"
OPENED = "string_to_array(nullif(current_setting('app.registrations', true), ''), ',')::bigint[]"

FUNCTION = """
CREATE OR REPLACE FUNCTION wall_registrations() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    mine bigint[] := wall_organizations();
    opened bigint[] := string_to_array(nullif(current_setting('app.registrations', true), ''), ',')::bigint[];
BEGIN
    RETURN opened || ARRAY(SELECT id FROM dialogue_registration WHERE {which});
END $$;
"""
FOLLOWING = """organization_id = ANY (mine)
        OR organization_id IN (SELECT id FROM directory_organization WHERE merged_into_id = ANY (mine))"""

BUILD = f"""
{FUNCTION.format(which=FOLLOWING)}
ALTER POLICY company_reads ON dialogue_registration
    USING ({OF_MY_ORGANIZATION} OR id = ANY ({MINE}));

ALTER TABLE dialogue_encounter ENABLE ROW LEVEL SECURITY;
CREATE POLICY city ON dialogue_encounter TO nara_app USING (true) WITH CHECK (true);
GRANT SELECT ON dialogue_encounter TO nara_company;
CREATE POLICY company_reads ON dialogue_encounter FOR SELECT TO nara_company USING (company_id = ANY ({MINE}));

ALTER TABLE dialogue_nextstep ENABLE ROW LEVEL SECURITY;
CREATE POLICY city ON dialogue_nextstep TO nara_app USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON dialogue_nextstep TO nara_company;
GRANT USAGE ON SEQUENCE dialogue_nextstep_id_seq TO nara_company;
CREATE POLICY company_reads ON dialogue_nextstep FOR SELECT TO nara_company USING ({OF_MINE});
CREATE POLICY company_inserts ON dialogue_nextstep FOR INSERT TO nara_company
    WITH CHECK (side = 'COMPANY' AND {OF_MINE});
CREATE POLICY company_updates ON dialogue_nextstep FOR UPDATE TO nara_company
    USING (side = 'COMPANY' AND {OF_MINE}) WITH CHECK (side = 'COMPANY' AND {OF_MINE});
"""

TAKE_BACK = f"""
DROP POLICY company_updates ON dialogue_nextstep;
DROP POLICY company_inserts ON dialogue_nextstep;
DROP POLICY company_reads ON dialogue_nextstep;
DROP POLICY city ON dialogue_nextstep;
REVOKE ALL ON SEQUENCE dialogue_nextstep_id_seq FROM nara_company;
REVOKE ALL ON dialogue_nextstep FROM nara_company;
ALTER TABLE dialogue_nextstep DISABLE ROW LEVEL SECURITY;

DROP POLICY company_reads ON dialogue_encounter;
DROP POLICY city ON dialogue_encounter;
REVOKE ALL ON dialogue_encounter FROM nara_company;
ALTER TABLE dialogue_encounter DISABLE ROW LEVEL SECURITY;

ALTER POLICY company_reads ON dialogue_registration
    USING ({OF_MY_ORGANIZATION} OR id = ANY ((SELECT {OPENED})::bigint[]));
{FUNCTION.format(which="organization_id = ANY (mine)")}
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dialogue", "0005_encounters"),
    ]

    operations = [migrations.RunSQL(BUILD, TAKE_BACK)]
