from allauth.account.forms import SignupForm


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth ships no types
    pass
