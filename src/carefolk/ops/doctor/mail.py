from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator

from django.core.mail import get_connection

from carefolk.kit.config import Config
from carefolk.ops.doctor.finding import Finding


def check(config: Config) -> Iterator[Finding]:
    """The mail server takes our sign-in. Nothing is sent."""
    if not config.mail:
        if not (config.demo or config.throwaway):
            yield Finding(
                f"mails are not sent but written to {config.data / 'mail'}",
                "Set CAREFOLK_MAIL, or people cannot confirm their address.",
                serious=bool(config.public_url),
            )
        return
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException, ssl.SSLError) as error:
        yield Finding(
            f"the mail server does not take our sign-in ({type(error).__name__})",
            "Look at CAREFOLK_MAIL: name, password, host and port.",
        )
    finally:
        connection.close()
