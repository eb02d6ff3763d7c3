"""Chromium without a window, led by Selenium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from selenium import webdriver

SIZES = {"desktop": (1366, 768), "phone": (390, 844)}
"""Width and height of the screens, in CSS pixels."""
_OPTIONS = (
    "--headless=new",
    "--no-sandbox",  # Chromium refuses to run as root with one
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # a page that asks elsewhere fails
)


@contextmanager
def chromium_driver() -> Iterator[webdriver.Chrome]:
    """The browser, which prefers Chinese and reaches nothing but this machine."""
    options = webdriver.ChromeOptions()
    for option in _OPTIONS:
        options.add_argument(option)
    options.add_experimental_option("prefs", {"intl.accept_languages": "zh-CN,zh"})
    options.set_capability("goog:loggingPrefs", {"browser": "WARNING"})
    options.binary_location = "/usr/bin/chromium"
    driver = webdriver.Chrome(options, webdriver.ChromeService("/usr/bin/chromedriver"))
    try:
        driver.set_page_load_timeout(30)
        yield driver
    finally:
        driver.quit()


def sized(driver: webdriver.Chrome, screen: str, height: int | None = None) -> None:
    """Make the window as large as a screen.

    Args:
        driver: leads the browser.
        screen: one of :data:`SIZES`.
        height: in CSS pixels, in place of the screen's.
    """
    width, usual = SIZES[screen]
    metrics = {"width": width, "height": height or usual, "deviceScaleFactor": 1, "mobile": screen == "phone"}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
