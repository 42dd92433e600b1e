"""What a company finds of the ダイアログ (ADR 0013): public events, its own registrations with their people, wishes and
cards, that encounters were, and what both sides do next. Never the city's note.

``app.registrations`` lets in those that a personal link opened in this browser. Registrations of a 団体 that was merged
into another are found by the people of that other. A company writes and ticks off only what is its own to do; others'
cards are shown by the code that says so. What is not named here is not granted at all.
"""

from django.db import migrations

OF_MY_ORGANIZATION = "organization_id = ANY ((SELECT wall_organizations())::bigint[])"
REGISTRATIONS = "(SELECT wall_registrations())::bigint[]"
MINE = f"registration_id = ANY ({REGISTRATIONS})"
OF_MY_ENCOUNTER = (
    f"EXISTS (SELECT FROM dialogue_encounter e WHERE e.id = encounter_id AND e.company_id = ANY ({REGISTRATIONS}))"
)
MY_CARD = "EXISTS (SELECT FROM dialogue_participant p WHERE p.id = participant_id)"
MY_EXCHANGE = "EXISTS (SELECT FROM dialogue_participant p WHERE p.id IN (one_id, other_id))"

# DEFINER, so that the answer does not depend on the policies that ask for it.
FUNCTIONS = """
CREATE FUNCTION wall_registrations() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    mine bigint[] := wall_organizations();
    opened bigint[] := string_to_array(nullif(current_setting('app.registrations', true), ''), ',')::bigint[];
BEGIN
    RETURN opened || ARRAY(SELECT id FROM dialogue_registration WHERE organization_id = ANY (mine)
        OR organization_id IN (SELECT id FROM directory_organization WHERE merged_into_id = ANY (mine)));
END $$;
CREATE FUNCTION wall_slides() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
DECLARE
    mine bigint[] := wall_organizations();
BEGIN
    RETURN ARRAY(SELECT slides_id FROM dialogue_registration WHERE organization_id = ANY (mine));
END $$;
"""
NO_FUNCTIONS = """
DROP FUNCTION wall_slides();
DROP FUNCTION wall_registrations();
"""

# table: what may be done, which rows are read, which are written
ROWS = {
    "dialogue_event": ("SELECT", "state <> 'PREPARING'", "false"),
    "dialogue_eventinvitation": ("SELECT", OF_MY_ORGANIZATION, "false"),
    "dialogue_registration": (
        "SELECT, INSERT, UPDATE",
        f"{OF_MY_ORGANIZATION} OR id = ANY ({REGISTRATIONS})",
        OF_MY_ORGANIZATION,
    ),
    "dialogue_participant": ("SELECT, INSERT, UPDATE", MINE, MINE),
    "dialogue_wish": ("SELECT, INSERT, UPDATE, DELETE", MINE, MINE),
    "dialogue_card": ("SELECT, INSERT, UPDATE, DELETE", MY_CARD, MY_CARD),
    "dialogue_cardexchange": ("SELECT, INSERT, DELETE", MY_EXCHANGE, MY_EXCHANGE),
    "dialogue_encounter": ("SELECT", f"company_id = ANY ({REGISTRATIONS})", "false"),
    "dialogue_nextstep": ("SELECT, INSERT, UPDATE", OF_MY_ENCOUNTER, f"side = 'COMPANY' AND {OF_MY_ENCOUNTER}"),
}
# a company reads the slides it gave: a policy of its own, beside those of the other files
SLIDES = """
CREATE POLICY company_reads_slides ON core_privatefile FOR SELECT TO nara_company
    USING (id = ANY ((SELECT wall_slides())::bigint[]));
"""


def build():
    yield FUNCTIONS
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
    yield SLIDES


def take_back():
    yield "DROP POLICY company_reads_slides ON core_privatefile;"
    for table, (may, _, _) in ROWS.items():
        yield f"REVOKE ALL ON {table} FROM nara_company;"
        for verb in ("INSERT", "UPDATE", "DELETE"):
            if verb in may:
                yield f"DROP POLICY company_{verb.lower()}s ON {table};"
        yield f"DROP POLICY company_reads ON {table};"
        yield f"DROP POLICY city ON {table};"
        yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"
    yield NO_FUNCTIONS


class Migration(migrations.Migration):
    dependencies = [
        ("dialogue", "0001_first"),
        ("proposals", "0003_wall"),
    ]

    operations = [migrations.RunSQL("\n".join(build()), "\n".join(take_back()))]
