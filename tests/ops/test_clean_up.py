from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from carefolk.ops.clean_up import forget_unconfirmed
from carefolk.people.models import Identity, User
from tests import cast
from tests.cast import NOON

pytestmark = pytest.mark.django_db


def test_a_sign_up_that_was_never_confirmed_is_forgotten_and_its_handle_is_free_again():
    asha, bron = cast.member("asha"), cast.member("bron")
    User.objects.update(date_joined=NOON)
    EmailAddress.objects.filter(user=asha.user).update(verified=False)

    forget_unconfirmed({}, now=NOON + timedelta(days=2))
    assert Identity.objects.filter(pk=asha.pk).exists()

    forget_unconfirmed({}, now=NOON + timedelta(days=4))
    assert not Identity.objects.filter(pk=asha.pk).exists()
    assert Identity.objects.filter(pk=bron.pk).exists()
    assert cast.member("asha").handle == "asha"
