"""What a company finds of the knowledge (ADR 0013): its own 企業メニュー, the public chapters, and the cases that are public
or that it is asked to agree to. Who read what, and what the versions say to the city alone, is not granted at all.
"""

from django.db import migrations

# What belongs to a company is its own also after two registrations became one.
OWN = """organization_id = ANY ((SELECT wall_organizations())::bigint[]) OR organization_id IN (
    SELECT o.id FROM directory_organization o WHERE o.merged_into_id = ANY ((SELECT wall_organizations())::bigint[]))"""

# table: which rows are read
ROWS = {
    "knowledge_menu": OWN,
    "knowledge_chapter": "audience = 'PUBLIC'",
    # as they are, and were since they are public
    "knowledge_chapterversion": """
        effective_from <= (now() AT TIME ZONE 'Asia/Tokyo')::date
        AND EXISTS (SELECT FROM knowledge_chapter c WHERE c.id = chapter_id AND number >= c.public_from)""",
    "knowledge_casestudy": f"state = 'PUBLIC' OR (state = 'INTERNAL' AND ({OWN}))",
    "knowledge_publicface": f"""
        EXISTS (SELECT FROM knowledge_casestudy c WHERE c.id = case_id AND (
            (c.state = 'PUBLIC' AND published_at IS NOT NULL AND taken_down_at IS NULL)
            OR (asked_at IS NOT NULL AND ({OWN}))))""",
    "knowledge_casepicture": "is_public AND EXISTS (SELECT FROM knowledge_casestudy c WHERE c.id = case_id)",
}
# Files follow what they stand in: policies of their own, beside those of the other files.
FILES = {
    "company_reads_menu_slides": "SELECT m.slide_id FROM knowledge_menu m WHERE m.slide_id IS NOT NULL",
    "company_reads_case_pictures": "SELECT p.file_id FROM knowledge_casepicture p",
    # whoever reads a face reads the picture that other sites show beside its link
    "company_reads_share_cards": "SELECT f.card_id FROM knowledge_publicface f",
}

RIGHTS = f"""
GRANT SELECT, INSERT, UPDATE ON knowledge_menu TO nara_company;
CREATE POLICY company_inserts ON knowledge_menu FOR INSERT TO nara_company WITH CHECK ({OWN});
CREATE POLICY company_updates ON knowledge_menu FOR UPDATE TO nara_company USING ({OWN}) WITH CHECK ({OWN});
GRANT SELECT ON knowledge_chapter, knowledge_chapterversion, knowledge_publicface, knowledge_casepicture,
    knowledge_method TO nara_company;
"""
# A row of a public case is everybody's, but not every column: what the search reads of it are the words of the city.
COLUMNS = """
DO $$ BEGIN
    EXECUTE (
        SELECT format('GRANT SELECT (%s) ON knowledge_casestudy TO nara_company', string_agg(quote_ident(attname), ', '))
        FROM pg_attribute
        WHERE attrelid = 'knowledge_casestudy'::regclass AND attnum > 0 AND NOT attisdropped
              AND attname NOT IN ('search', 'search_vector', 'returned_reason', 'retired_reason', 'drafted_by'));
END $$;
"""
NO_RIGHTS = """
DROP POLICY company_updates ON knowledge_menu;
DROP POLICY company_inserts ON knowledge_menu;
REVOKE ALL ON knowledge_menu, knowledge_chapter, knowledge_chapterversion, knowledge_casestudy, knowledge_publicface,
    knowledge_casepicture, knowledge_method FROM nara_company;
"""


def build():
    for table, read in ROWS.items():
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        yield f"CREATE POLICY city ON {table} TO nara_app USING (true) WITH CHECK (true);"
        yield f"CREATE POLICY company_reads ON {table} FOR SELECT TO nara_company USING ({read});"
    for policy, files in FILES.items():
        yield f"CREATE POLICY {policy} ON core_privatefile FOR SELECT TO nara_company USING (id IN ({files}));"
    yield from (RIGHTS, COLUMNS)


def take_back():
    yield NO_RIGHTS
    for policy in FILES:
        yield f"DROP POLICY {policy} ON core_privatefile;"
    for table in reversed(ROWS):
        yield f"DROP POLICY company_reads ON {table};"
        yield f"DROP POLICY city ON {table};"
        yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0002_guards"),
        ("proposals", "0003_wall"),
    ]

    operations = [migrations.RunSQL("\n".join(build()), "\n".join(take_back()))]
