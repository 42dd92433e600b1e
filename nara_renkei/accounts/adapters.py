"""allauth's doors: the company's by mailed code, the staff's by password."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter


class AccountAdapter(DefaultAccountAdapter):
    pass


class SecondFactorAdapter(DefaultMFAAdapter):
    pass
