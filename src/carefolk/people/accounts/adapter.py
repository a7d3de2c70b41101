from allauth.account.adapter import DefaultAccountAdapter


class PlaceAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    pass
