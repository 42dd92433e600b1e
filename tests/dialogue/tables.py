"""A small round table in the database: two companies, three 課, two rounds."""

from tests.factories.dialogue import EventFactory, RegistrationFactory, WishFactory


class SmallTable:
    def __init__(self, **event):
        self.event = EventFactory(**{"fixed": True, "tables": 2, "rounds": 2, **event})
        self.companies = [
            RegistrationFactory(event=self.event, organization__name=name, business_line=line)
            for name, line in (("見本商事", "RETAIL"), ("手本食品", "MANUFACTURING"))
        ]
        self.divisions = [
            RegistrationFactory(event=self.event, of_division=True, division__name=name)
            for name in ("子育て支援課", "環境政策課", "観光戦略課")
        ]

    def wish(self, by, whom, position=1):
        return WishFactory(registration=by, position=position, organization=whom.organization, division=whom.division)
