"""What the web server loads."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carefolk.main.settings")
application = get_wsgi_application()
# Every address now: a fault in one ends the start instead of meeting the first visitor, who would
# also have waited for it.
get_resolver().check()
