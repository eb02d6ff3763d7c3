"""What all tests share: the packaged texts, one store built from them, and what a missing system component means."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

import hypothesis
import pytest

from .engines import oxigraph, virtuoso  # noqa: F401  # fixtures of all rooms

REQUIRE_ALL = "HENGCE_REQUIRE_ALL"
"""Set to 1, a missing system component fails its tests instead of leaving them out."""

AXE = Path(__file__).resolve().parent.parent / "build" / "axe" / "axe.min.js"
"""The checks of accessibility, where they have been fetched."""
COMPONENTS: Mapping[str, str] = {
    "java": "HermiT, the OWL reasoner, runs in Java; install default-jre-headless",
    "curl": "examples of the documents call the service with curl; install it",
    "soffice": "reads .doc, .wps, RTF and OpenDocument, opens workbooks; Debian packages libreoffice-writer, libreoffice-calc",
    "antiword": "reads .doc where LibreOffice is not installed; install it",
    "rapidocr": "recognises scans and pictures; `make scan` installs it",
    "uming.ttc": "a Chinese font to print scans with; Debian package fonts-arphic-uming",
    "virtuoso-t": "the second SPARQL engine that every question is asked on; Debian package virtuoso-opensource",
    "chromium": "shows the web pages; Debian package chromium",
    "chromedriver": "leads Chromium through them; Debian package chromium-driver",
    "NotoSansCJK-Regular.ttc": "the Chinese font of the pages' pictures; Debian package fonts-noto-cjk",
    "axe.min.js": "looks for what keeps people from using a page; `.ci/run` fetches the npm package axe-core into build/axe",
    "isql-vt": "sets the password of that engine; Debian package virtuoso-opensource",
}
"""What a system component is for and where it comes from, by the name of its command, Python package or font file."""
FONTS = Path("/usr/share/fonts/truetype/arphic")
_FOLDERS = (FONTS, Path("/usr/share/fonts/opentype/noto"), AXE.parent)
"""Where components lie that are files."""

# Hundreds of processes start in these tests, and all of them would compile the program anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

hypothesis.settings.register_profile("hengce", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("hengce")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "requires(*components): system components (commands) without which the test is left out")


def _require(component: str) -> None:
    here = shutil.which(component) or any((folder / component).exists() for folder in _FOLDERS)
    if here or (component.isidentifier() and find_spec(component)):
        return
    reason = COMPONENTS.get(component, "the tests need this command; install it")
    if os.environ.get(REQUIRE_ALL) == "1":
        pytest.fail(f"{component} is missing and {REQUIRE_ALL}=1: {reason}", pytrace=False)
    pytest.skip(f"{component} is missing: {reason}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("requires"):
        for component in marker.args:
            _require(component)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says what was left out; read from the reports, since the tests may have run in other processes."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    left_out = Counter(match[1] for why in skipped if (match := re.search(r"(\S+) is missing: ", why)))
    if left_out:
        terminalreporter.section("left out for want of system components")
        for component, count in sorted(left_out.items()):
            terminalreporter.line(f"{component}: {count} tests; {COMPONENTS.get(component, 'install it')}")


@pytest.fixture
def requires() -> Callable[[str], None]:
    """Leaves the test out, or fails it under HENGCE_REQUIRE_ALL=1, when a command is not installed."""
    return _require


@pytest.fixture(scope="session", autouse=True)
def user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of the tests' own: they neither see the user's settings and graph nor leave anything there."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith("HENGCE_") and name not in (REQUIRE_ALL, "HENGCE_SCREENSHOTS"):
                patch.delenv(name)
        for name in ("HOME", "USERPROFILE", "XDG_DATA_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(home))
        yield home


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpus_texts() -> dict[str, str]:
    """The packaged texts by document identifier, as the library reads them."""
    from hengce.corpus.library import Library

    library = Library()
    return {name: library.get(name).text for name in library.ids()}


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of a store built once from the packaged corpus; tests read it and never write it."""
    from hengce.corpus.library import Library
    from hengce.extract.build import build
    from hengce.ontology.identifiers import DEFAULT_BASE

    location = str(tmp_path_factory.mktemp("graph") / "store")
    build(Library(), location, base=DEFAULT_BASE)
    return location
