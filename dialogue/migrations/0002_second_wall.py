"""What a company finds of the ダイアログ: public events, its own registrations with their people and wishes (ADR 0013).

``app.registrations`` lets in those that a personal link opened in this browser.
"""

from django.db import migrations

OPENED = "string_to_array(nullif(current_setting('app.registrations', true), ''), ',')::bigint[]"
OF_MY_ORGANIZATION = "organization_id = ANY ((SELECT wall_organizations())::bigint[])"
MINE = "registration_id = ANY ((SELECT wall_registrations())::bigint[])"

# DEFINER, so that the answer does not depend on the policies that ask for it.
FUNCTION = """
CREATE FUNCTION wall_registrations() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    mine bigint[] := wall_organizations();
    opened bigint[] := string_to_array(nullif(current_setting('app.registrations', true), ''), ',')::bigint[];
BEGIN
    RETURN opened || ARRAY(SELECT id FROM dialogue_registration WHERE organization_id = ANY (mine));
END $$;
"""

# table: what may be done, which rows are read, which are written
ROWS = {
    "dialogue_event": ("SELECT", "state <> 'PREPARING'", "false"),
    "dialogue_eventinvitation": ("SELECT", OF_MY_ORGANIZATION, "false"),
    "dialogue_registration": (
        "SELECT, INSERT, UPDATE",
        f"{OF_MY_ORGANIZATION} OR id = ANY ((SELECT {OPENED})::bigint[])",
        OF_MY_ORGANIZATION,
    ),
    "dialogue_participant": ("SELECT, INSERT, UPDATE", MINE, MINE),
    "dialogue_wish": ("SELECT, INSERT, UPDATE, DELETE", MINE, MINE),
}


def build():
    yield FUNCTION
    for table, (may, read, written) in ROWS.items():
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        yield f"CREATE POLICY city ON {table} TO nara_app USING (true) WITH CHECK (true);"
        yield f"GRANT {may} ON {table} TO nara_company;"
        yield f"CREATE POLICY company_reads ON {table} FOR SELECT TO nara_company USING ({read});"
        for verb in ("INSERT", "UPDATE", "DELETE"):
            if verb in may:
                using = "" if verb == "INSERT" else f"USING ({written})"
                check = "" if verb == "DELETE" else f"WITH CHECK ({written})"
                policy = f"company_{verb.lower()}s"
                yield f"CREATE POLICY {policy} ON {table} FOR {verb} TO nara_company {using} {check};"
        if "INSERT" in may:
            yield f"GRANT USAGE ON SEQUENCE {table}_id_seq TO nara_company;"


def take_back():
    for table, (may, _, _) in ROWS.items():
        if "INSERT" in may:
            yield f"REVOKE ALL ON SEQUENCE {table}_id_seq FROM nara_company;"
        yield f"REVOKE ALL ON {table} FROM nara_company;"
        for verb in ("INSERT", "UPDATE", "DELETE"):
            if verb in may:
                yield f"DROP POLICY company_{verb.lower()}s ON {table};"
        yield f"DROP POLICY company_reads ON {table};"
        yield f"DROP POLICY city ON {table};"
        yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"
    yield "DROP FUNCTION wall_registrations();"


class Migration(migrations.Migration):
    dependencies = [
        ("dialogue", "0001_first"),
        ("proposals", "0014_second_wall"),
    ]

    operations = [migrations.RunSQL("\n".join(build()), "\n".join(take_back()))]
