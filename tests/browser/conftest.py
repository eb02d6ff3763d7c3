"""Pages in a real browser: one service with the packaged documents, one Chromium, on a desktop's screen and on a phone's.

``browser.open("/web/documents")`` shows a page; ``browser.look("documents")`` checks what holds for every page (nothing wider than the
screen, no error of a script or of the security policy, no serious fault that axe-core finds) and keeps a picture of it in the folder
``HENGCE_SCREENSHOTS``, by default ``build/screenshots``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from ..api.conftest import served
from ..conftest import AXE
from .driver import SIZES, chromium_driver, sized


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.requires("chromium", "chromedriver", "NotoSansCJK-Regular.ttc"))


@dataclass(frozen=True)
class Browser:
    """A browser window on the service.

    Attributes:
        driver: what leads it.
        url: address of the service.
        screen: one of :data:`SIZES`.
        pictures: where pictures are kept.
    """

    driver: webdriver.Chrome
    url: str
    screen: str
    pictures: Path

    def open(self, address: str) -> None:
        """Show a page."""
        self.driver.get(urljoin(self.url, address))

    def all(self, selector: str) -> list[WebElement]:
        """The elements that a CSS selector finds."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        """The first of these; waits up to five seconds for it."""
        return WebDriverWait(self.driver, 5).until(lambda driver: driver.find_element(By.CSS_SELECTOR, selector))

    def until(self, selector: str, words: str) -> WebElement:
        """The first element of a selector, once it holds these words."""
        gone = [StaleElementReferenceException]  # found on the page that is being left
        WebDriverWait(self.driver, 10, ignored_exceptions=gone).until(
            lambda driver: words in driver.find_element(By.CSS_SELECTOR, selector).text
        )
        return self.one(selector)

    def run(self, script: str, *arguments: Any) -> Any:
        """The result of a script in the page."""
        return self.driver.execute_script(script, *arguments)

    def look(self, name: str) -> None:
        """Take a picture of the whole page, and check what holds for every page."""
        width = SIZES[self.screen][0]
        sized(self.driver, self.screen, height=min(6000, self.run("return document.documentElement.scrollHeight")))
        try:
            self.driver.save_screenshot(str(self.pictures / f"{name}-{self.screen}.png"))
        finally:
            sized(self.driver, self.screen)
        assert self.run("return document.documentElement.scrollWidth") <= width, self.wide(width)
        assert [entry["message"] for entry in self.driver.get_log("browser")] == []
        if AXE.exists():
            assert self.faults() == []

    def wide(self, width: int) -> list[str]:
        """What reaches beyond the screen, for the message of a failed check."""
        script = "return [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > arguments[0])"
        return [element.get_attribute("outerHTML")[:120] for element in self.run(script, width)[:5]]

    def faults(self) -> list[str]:
        """The serious faults that axe-core finds, each with where."""
        self.run(AXE.read_text(encoding="utf-8"))
        found = self.driver.execute_async_script("const done = arguments[0]; axe.run().then(done)")["violations"]
        return [
            f"{fault['id']}: {fault['help']}: {[node['html'][:200] for node in fault['nodes'][:3]]}"
            for fault in found
            if fault["impact"] in ("serious", "critical")
        ]


@pytest.fixture(scope="session")
def site(store_path: str) -> Iterator[str]:
    """Address of a service with the packaged documents."""
    with served("--store", store_path) as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> Iterator[webdriver.Chrome]:
    with chromium_driver() as driver:
        yield driver


@pytest.fixture(scope="session")
def pictures(root: Path) -> Path:
    """Where pictures of the pages are kept; git passes it over."""
    folder = Path(os.environ.get("HENGCE_SCREENSHOTS") or root / "build" / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(params=list(SIZES))
def browser(request: pytest.FixtureRequest, chromium: webdriver.Chrome, site: str, pictures: Path) -> Browser:
    """A window on the service, once of each size."""
    window = Browser(chromium, site, request.param, pictures)
    chromium.get("about:blank")
    chromium.delete_all_cookies()
    chromium.get_log("browser")  # what an earlier test left behind
    sized(chromium, request.param)
    return window
