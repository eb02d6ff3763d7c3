"""The checks of accessibility that every look at a page makes find what is there to be found."""

from __future__ import annotations

import pytest

from .conftest import Browser


@pytest.mark.requires("axe.min.js")
def test_a_planted_fault_is_found(browser: Browser):
    browser.open("/")
    assert browser.faults() == []
    browser.run("document.querySelector('main').insertAdjacentHTML('beforeend', '<p><input type=text></p>')")
    assert any(fault.startswith("label:") for fault in browser.faults())
