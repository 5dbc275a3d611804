"""What every page tells browsers not to do."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/desk/sign-in/", "/nothing/here/"])
def test_no_page_lets_a_browser_run_foreign_scripts(client: Client, address: str) -> None:
    policy = client.get(address)["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'self'"
    assert "script-src" not in rules  # so that it is as strict as the default
    assert rules["object-src"] == rules["base-uri"] == "'none'"
    assert rules["frame-ancestors"] == rules["form-action"] == "'self'"
