"""How fast pages are for who opens them: the first page and the others, and a click on a fact, in Chromium.

    python -m benchmarks.bench_pages [--made 1000] [--rounds 5]

Each round asks a new process of the service, so that nothing is remembered, and then again, so that it is. Milliseconds from the
request to the end of loading (``loadEventEnd``), and from the click to the fact beside the text. Figures of the last run are in
``benchmarks/README.md``.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from selenium import webdriver

from hengce.corpus.library import Library
from hengce.extract.build import build
from hengce.ontology.identifiers import DEFAULT_BASE
from tests.api.conftest import served
from tests.browser.driver import chromium_driver, sized
from tests.made import documents, write_corpus

TYPE = f"{DEFAULT_BASE}id/type/绿色工厂"
PAGES = {
    "first page": "",
    "documents": "web/documents",
    "a document": "web/documents/shanghai-2021-2025",
    "a fact": "web/documents/fujian-2018/facts/threshold/1076-1114",
    "search": "web/search?q=绿色工厂 奖励",
    "comparison": "web/compare?type=绿色工厂",
    "self-test": "web/eligibility?type=绿色工厂&jurisdiction=福建&score=86",
    "draft check": "web/check",
    "graph": f"web/graph?iri={TYPE}",
    "ontology": "ontology",
}
LOADED = "return performance.getEntriesByType('navigation')[0].loadEventEnd"
CLICKED = """
const done = arguments[0], begun = performance.now(), panel = document.getElementById("panel");
new MutationObserver(() => { if (panel.querySelector("#fact")) done(performance.now() - begun); }).observe(panel, {childList: true});
document.querySelector("a.fact.k-target").click();
"""


def round_of(driver: webdriver.Chrome, store: str, found: dict[str, list[float]]) -> None:
    """Open every page twice, from a service that has just been started."""
    with served("--store", store) as url:
        for again in ("", ", again"):
            driver.execute_cdp_cmd("Network.clearBrowserCache", {})
            for name, path in PAGES.items():
                driver.get(url + path)
                found.setdefault(name + again, []).append(driver.execute_script(LOADED))
            driver.get(f"{url}web/documents/fujian-2018")
            found.setdefault("a click on a fact" + again, []).append(driver.execute_async_script(CLICKED))


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--made", type=int, default=0, help="made documents beside the packaged ones")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, chromium_driver() as driver:
        if given.made:
            write_corpus(Path(folder, "corpus"), documents(given.made, 1))
        store = str(Path(folder, "store"))
        build(Library(Path(folder, "corpus") if given.made else None), store, base=DEFAULT_BASE)
        sized(driver, "desktop")
        for _ in range(given.rounds):
            round_of(driver, store, found)
    for name, times in found.items():
        sys.stdout.write(f"{name:30} median {statistics.median(times):6.0f} ms   largest {max(times):6.0f} ms\n")


if __name__ == "__main__":
    main()
