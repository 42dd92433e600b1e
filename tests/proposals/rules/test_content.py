from nara_renkei.directory.models import Organization
from proposals.models import Proposal
from proposals.rules import content


def names(model):
    return {field.name for field in model._meta.concrete_fields}


def test_no_field_of_the_company_is_named_twice():
    assert len(content.CONTENT_FIELDS) == len(set(content.CONTENT_FIELDS)) == 26


def test_every_named_field_is_a_column():
    assert {*content.CONTENT_FIELDS, *content.CONTACT_FIELDS} <= names(Proposal)
    assert set(content.ORGANIZATION_FIELDS) <= names(Organization)
    assert set(content.SEARCHED_FIELDS) <= set(content.CONTENT_FIELDS)


def test_what_the_city_or_the_machine_writes_is_not_the_companys_word():
    ours = {
        *(
            "id",
            "uuid",
            "number",
            "kind",
            "challenge",
            "organization",
            "author",
            "channel",
            "entered_by",
            "ledger_number",
        ),
        *(
            "status",
            "status_changed_at",
            "lead_division",
            "held_until",
            "procedure",
            "created_at",
            "updated_at",
            "submitted_at",
        ),
        *("submission_key", "version", "pledge_draft", "search", "search_vector"),
    }

    assert names(Proposal) - {*content.CONTENT_FIELDS, *content.CONTACT_FIELDS} == ours
