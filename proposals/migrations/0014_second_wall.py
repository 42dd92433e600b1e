"""The second wall: what nara_company may read and write, row by row (ADR 0013).

Every table stands here with its decision or is not granted at all. The owner passes (ENABLE, not FORCE), nara_app by
the policy ``city``. The keys ``app.*`` are set by core/wall.py; without them every function returns nothing.
"""

from django.db import migrations

# plpgsql keeps its plans for the session, SQL functions plan at each call. DEFINER, so that the answer does not
# depend on the policies that ask for it.
FUNCTION = """
CREATE FUNCTION {name}() RETURNS {type} LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$ BEGIN RETURN {body}; END $$;
"""

MINE = """
    p.organization_id = ANY (wall_organizations())
    OR (p.organization_id IS NULL AND p.status = 'DRAFT' AND p.author_id = wall_user())
    OR (p.organization_id IS NULL AND p.status = 'DRAFT' AND p.author_id IS NULL AND p.uuid = ANY (wall_drafts()))
    OR p.id = ANY (wall_opened())
"""
JOINED = """
    SELECT c.proposal_id FROM proposals_coproposer c JOIN proposals_proposal p ON p.id = c.proposal_id
    WHERE c.organization_id = ANY (wall_organizations()) AND c.accepted_at IS NOT NULL AND p.submitted_at IS NOT NULL
"""

PAPER = """
    (j.kind = 'draft' AND split_part(j.about, '/', 1) = ANY (wall_papers()))
    OR (j.kind = 'receipt' AND split_part(j.about, '/', 1) = ANY (wall_papers())
        AND split_part(j.about, '/', 3) = ANY (wall_organizations()::text[]))
"""

FUNCTIONS = {
    # the keys
    "wall_user": ("bigint", "nullif(current_setting('app.user', true), '')::bigint"),
    "wall_drafts": ("uuid[]", "string_to_array(nullif(current_setting('app.drafts', true), ''), ',')::uuid[]"),
    "wall_consultations": (
        "uuid[]",
        "string_to_array(nullif(current_setting('app.consultations', true), ''), ',')::uuid[]",
    ),
    "wall_opened": (
        "bigint[]",
        "string_to_array(nullif(current_setting('app.proposals', true), ''), ',')::bigint[]",
    ),
    # what follows from them
    "wall_organizations": (
        "bigint[]",
        "ARRAY(SELECT organization_id FROM accounts_member WHERE user_id = wall_user() AND left_at IS NULL)",
    ),
    "wall_joined": ("bigint[]", f"ARRAY({JOINED})"),
    "wall_owned": ("bigint[]", f"ARRAY(SELECT p.id FROM proposals_proposal p WHERE {MINE})"),  # noqa: S608 - our own words
    "wall_readable": ("bigint[]", "wall_owned() || wall_joined()"),
    "wall_talks": (
        "bigint[]",
        """ARRAY(SELECT id FROM proposals_consultation
            WHERE organization_id = ANY (wall_organizations())
            OR (organization_id IS NULL AND author_id = wall_user())
            OR (organization_id IS NULL AND author_id IS NULL AND uuid = ANY (wall_consultations())))""",
    ),
    "wall_known_organizations": (
        "bigint[]",
        """wall_organizations()
            || ARRAY(SELECT id FROM directory_organization WHERE merged_into_id = ANY (wall_organizations()))
            || ARRAY(SELECT organization_id FROM proposals_proposal WHERE id = ANY (wall_readable()))
            || ARRAY(SELECT organization_id FROM proposals_coproposer WHERE proposal_id = ANY (wall_readable()))""",
    ),
    "wall_people": (
        "bigint[]",
        """ARRAY(SELECT user_id FROM accounts_member WHERE organization_id = ANY (wall_organizations())
            UNION SELECT user_id FROM accounts_joinrequest WHERE organization_id = ANY (wall_organizations())
            UNION SELECT author_id FROM proposals_proposal WHERE id = ANY (wall_owned())
            UNION SELECT author_id FROM proposals_consultation WHERE id = ANY (wall_talks()))""",
    ),
    # how a paper begins that is about a proposal: its number, or the uuid of a draft
    "wall_papers": (
        "text[]",
        """ARRAY(SELECT uuid::text FROM proposals_proposal WHERE id = ANY (wall_owned())
            UNION ALL SELECT number FROM proposals_proposal WHERE id = ANY (wall_readable()))""",
    ),
    "wall_files": (
        "bigint[]",
        f"""ARRAY(SELECT file_id FROM proposals_attachment WHERE proposal_id = ANY (wall_readable())
            UNION ALL SELECT file_id FROM proposals_consultationfile WHERE consultation_id = ANY (wall_talks())
            UNION ALL SELECT file_id FROM core_paperjob j WHERE {PAPER})""",  # noqa: S608
    ),
}


def one_of(function, column):
    """Return the condition; the function is asked once for a statement, not once for a row."""
    kind = FUNCTIONS[function][0]
    return f"{column} = ANY ((SELECT {function}())::{kind})"


IS_ME = "(SELECT wall_user())"
OWNED, READABLE = one_of("wall_owned", "proposal_id"), one_of("wall_readable", "proposal_id")
OF_MY_ORGANIZATION = one_of("wall_organizations", "organization_id")
MY_PROPOSAL = (
    f"{OF_MY_ORGANIZATION} OR (organization_id IS NULL AND status = 'DRAFT' AND (author_id = {IS_ME} "
    f"OR (author_id IS NULL AND {one_of('wall_drafts', 'uuid')}))) OR {one_of('wall_opened', 'id')}"
)
MY_TALK = (
    f"{OF_MY_ORGANIZATION} OR (organization_id IS NULL AND (author_id = {IS_ME} "
    f"OR (author_id IS NULL AND {one_of('wall_consultations', 'uuid')})))"
)

MY_PAPER = f"""
    {one_of("wall_papers", "split_part(about, '/', 1)")} AND (kind = 'draft' OR (kind = 'receipt'
    AND split_part(about, '/', 3) = ANY ((SELECT wall_organizations())::text[])))
"""

# table: what may be done, which rows are read, which are written
ROWS = {
    "proposals_proposal": ("SELECT, INSERT, UPDATE", f"{MY_PROPOSAL} OR {one_of('wall_joined', 'id')}", MY_PROPOSAL),
    "proposals_draft": ("SELECT, INSERT, UPDATE, DELETE", READABLE, OWNED),
    "proposals_attachment": ("SELECT, INSERT, UPDATE, DELETE", READABLE, OWNED),
    "proposals_disclosuremark": ("SELECT, INSERT, UPDATE, DELETE", READABLE, OWNED),
    "proposals_coproposer": ("SELECT, INSERT, UPDATE, DELETE", READABLE, OWNED),
    "proposals_pledgeanswer": ("SELECT, INSERT", f"{READABLE} OR {OF_MY_ORGANIZATION}", OWNED),
    "proposals_pledgerequest": ("SELECT, UPDATE", READABLE, OWNED),
    "proposals_submission": ("SELECT, INSERT", READABLE, OWNED),
    "proposals_statuschange": ("SELECT, INSERT", READABLE, OWNED),
    "proposals_promise": ("SELECT, INSERT, UPDATE", READABLE, OWNED),
    "proposals_pause": ("SELECT, INSERT, UPDATE", READABLE, OWNED),
    "proposals_meeting": ("SELECT", READABLE, OWNED),
    "proposals_message": ("SELECT, INSERT, UPDATE", READABLE, READABLE),
    "proposals_letter": ("SELECT", READABLE, OWNED),
    "proposals_correctionrequest": ("SELECT, UPDATE", READABLE, OWNED),
    "proposals_correctionitem": (
        "SELECT",
        f"EXISTS (SELECT FROM proposals_correctionrequest r WHERE r.id = request_id AND {READABLE})",
        "false",
    ),
    "proposals_tolddate": (
        "SELECT, INSERT",
        f"EXISTS (SELECT FROM proposals_promise r WHERE r.id = promise_id AND {READABLE})",
        f"EXISTS (SELECT FROM proposals_promise r WHERE r.id = promise_id AND {OWNED})",
    ),
    "proposals_consultation": ("SELECT, INSERT, UPDATE", MY_TALK, MY_TALK),
    "proposals_consultationfile": (
        "SELECT, INSERT, UPDATE, DELETE",
        one_of("wall_talks", "consultation_id"),
        one_of("wall_talks", "consultation_id"),
    ),
    "core_privatefile": ("SELECT", one_of("wall_files", "id"), "false"),
    "core_paperjob": ("SELECT, INSERT", MY_PAPER, MY_PAPER),
    "directory_organization": (
        "SELECT, UPDATE",
        one_of("wall_known_organizations", "id"),
        one_of("wall_organizations", "id"),
    ),
    "accounts_user": ("SELECT, UPDATE", f"id = {IS_ME} OR {one_of('wall_people', 'id')}", f"id = {IS_ME}"),
    # a person of a company has none: the question stays, the answer is empty
    "accounts_post": ("SELECT", f"user_id = {IS_ME}", "false"),
    "accounts_member": ("SELECT, UPDATE", f"{OF_MY_ORGANIZATION} OR user_id = {IS_ME}", OF_MY_ORGANIZATION),
    "accounts_invitation": ("SELECT, INSERT", OF_MY_ORGANIZATION, OF_MY_ORGANIZATION),
    "accounts_joinrequest": ("SELECT, UPDATE", f"{OF_MY_ORGANIZATION} OR user_id = {IS_ME}", OF_MY_ORGANIZATION),
    "accounts_capabilitylink": (
        "SELECT",
        "EXISTS (SELECT FROM accounts_invitation i WHERE i.link_id = accounts_capabilitylink.id "
        f"AND {OF_MY_ORGANIZATION})",
        "false",
    ),
    # what the city asks the public
    "proposals_challenge": ("SELECT", "state IN ('PUBLISHED', 'RETIRED')", "false"),
    "proposals_challengequestion": (
        "SELECT, INSERT",
        f"published_on IS NOT NULL OR asked_by_id = {IS_ME}",
        f"asked_by_id = {IS_ME}",
    ),
}

# Written and not read again: of a new row the statement returns its id, and no other column may be asked for.
WRITTEN_ONLY = ("core_auditevent", "notifications_outgoingmail")

# No word of a company stands in these.
PUBLIC = {
    "core_citysettings": "SELECT",
    "core_holiday": "SELECT",
    "directory_department": "SELECT",
    "directory_division": "SELECT",
    "directory_section": "SELECT",
    "proposals_challenge_supporting": "SELECT",
    "proposals_consultationslot": "SELECT",
    "proposals_correctionreason": "SELECT",
    "proposals_pledgeitem": "SELECT",
    "proposals_sorterdestination": "SELECT",
    # counters
    "core_cache": "SELECT, INSERT, UPDATE, DELETE",
    "proposals_numbersequence": "SELECT, INSERT, UPDATE",
    "proposals_sortercount": "SELECT, INSERT, UPDATE",
}


def build():
    for name, (kind, body) in FUNCTIONS.items():
        yield FUNCTION.format(name=name, type=kind, body=body)
    for table in (*ROWS, *WRITTEN_ONLY):
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        yield f"CREATE POLICY city ON {table} TO nara_app USING (true) WITH CHECK (true);"
    for table, (may, read, written) in ROWS.items():
        yield f"GRANT {may} ON {table} TO nara_company;"
        yield f"CREATE POLICY company_reads ON {table} FOR SELECT TO nara_company USING ({read});"
        for verb in ("INSERT", "UPDATE", "DELETE"):
            if verb in may:
                using = "" if verb == "INSERT" else f"USING ({written})"
                check = "" if verb == "DELETE" else f"WITH CHECK ({written})"
                policy = f"company_{verb.lower()}s"
                yield f"CREATE POLICY {policy} ON {table} FOR {verb} TO nara_company {using} {check};"
    for table in WRITTEN_ONLY:
        yield f"GRANT INSERT, SELECT (id) ON {table} TO nara_company;"
        yield f"CREATE POLICY company_writes ON {table} FOR INSERT TO nara_company WITH CHECK (true);"
        yield f"CREATE POLICY company_reads ON {table} FOR SELECT TO nara_company USING (true);"
    for table, may in PUBLIC.items():
        yield f"GRANT {may} ON {table} TO nara_company;"
    yield "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO nara_company;"


def take_back():
    for table in (*ROWS, *WRITTEN_ONLY):
        yield f"DROP POLICY city ON {table};"
        yield f"DROP POLICY company_reads ON {table};"
    for table, (may, _, _) in ROWS.items():
        for verb in ("INSERT", "UPDATE", "DELETE"):
            if verb in may:
                yield f"DROP POLICY company_{verb.lower()}s ON {table};"
    for table in WRITTEN_ONLY:
        yield f"DROP POLICY company_writes ON {table};"
    for table in (*ROWS, *WRITTEN_ONLY):
        yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"
    for name in reversed(FUNCTIONS):
        yield f"DROP FUNCTION {name}();"
    yield "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM nara_company;"
    yield "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM nara_company;"


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0013_joint_and_entrusted"),
        ("accounts", "0003_links_and_joining"),
        ("core", "0006_ask_for_pictures"),
        ("directory", "0002_merged_organization"),
        ("notifications", "0003_dead_letters"),
    ]

    operations = [migrations.RunSQL("\n".join(build()), "\n".join(take_back()))]
