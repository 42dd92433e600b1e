"""Who acts, as history names them."""

from django.apps import apps

from nara_renkei.core.actors import LABEL_LENGTH, PROPOSER, Actor


def test_who_has_only_a_long_address_has_a_name_for_every_column():
    address = f"{'a' * 64}@{'mihon.' * 30}example"

    assert Actor(PROPOSER, address).label == address[:LABEL_LENGTH]
    names = {
        f"{model._meta.label}.{field.name}": field.max_length
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name.endswith("_by") and field.max_length and not field.choices
    }
    assert {where: room for where, room in names.items() if room < LABEL_LENGTH} == {}
    assert len(names) > 50
