"""What holds for every page, in both languages: sound HTML, headings and landmarks, labels, links that lead somewhere."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from urllib.parse import urljoin

import pytest
from starlette.testclient import TestClient

from hengce.api.web.sections import SECTIONS
from hengce.api.web.wording import STRINGS, texts

from .shown import ADDRESSES, Shown, show

LANGUAGES = {"zh": "zh-CN", "en": "en"}


@pytest.fixture(params=[(address, language) for address in ADDRESSES for language in LANGUAGES], ids="-".join)
def shown(request: pytest.FixtureRequest, client: TestClient) -> Shown:
    address, language = request.param
    page = show(client, f"{address}{'&' if '?' in address else '?'}lang={language}")
    assert page.root.get("lang") == LANGUAGES[language]
    return page


def test_every_page(shown: Shown):
    headings(shown)
    landmarks(shown)
    labels(shown)
    policy(shown)
    anchors(shown)
    tables(shown)


def headings(shown: Shown) -> None:
    """One first-level heading, which the title repeats; no level is left out on the way down."""
    levels = [int(each.tag[1]) for each in shown.root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    assert shown.one("head/title").text.startswith(shown.one("h1").text_content())
    assert all(each.text_content().strip() for each in shown.root.iter("h1", "h2", "h3"))


def landmarks(shown: Shown) -> None:
    """One main part, a header, a footer, and navigations that differ in name; the first link leads to the main part."""
    for tag in ("main", "body/header", "body/footer"):
        shown.one(tag)
    names = [nav.get("aria-label") for nav in shown.all("nav")]
    assert len(names) == len(set(names))
    assert shown.links[0] == "#main"
    assert shown.one("main").get("id") == "main"


def labels(shown: Shown) -> None:
    """Every field, button and picture has a name, every link words."""
    labelled = {label.get("for") for label in shown.all("label")}
    for field in shown.all("*[self::input or self::select or self::textarea][not(@type='hidden')]"):
        assert field.get("aria-label") or field.get("id") in labelled or field.xpath("ancestor::label"), field.attrib
    for button in (*shown.all("button"), *shown.all("a[@href]"), *shown.all("summary")):
        named = button.text_content().strip() or button.get("aria-label") or button.xpath(".//*[@aria-label or self::title]")
        assert named, button.attrib
    assert not shown.all("img[not(@alt)]")


def policy(shown: Shown) -> None:
    """Nothing that the content security policy would refuse, and nothing from elsewhere."""
    assert "unsafe" not in shown.headers["content-security-policy"]
    assert not shown.all("*[@style]")
    assert not shown.all("style")
    assert not shown.all("script[not(@src)]")
    assert not [name for element in shown.root.iter("*") for name in element.attrib if name.startswith("on")]
    loaded = [*shown.all("script/@src"), *shown.all("img/@src"), *shown.all("link/@href")]
    assert loaded
    assert all(str(address).startswith("/") and not str(address).startswith("//") for address in loaded)


def anchors(shown: Shown) -> None:
    """No identifier twice; every link into the page has its end."""
    identifiers = [element.get("id") for element in shown.all("*[@id]")]
    assert len(identifiers) == len(set(identifiers))
    assert not [link for link in shown.links if link.startswith("#") and link[1:] not in identifiers]
    for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
        named = [name for element in shown.all(f"*[@{attribute}]") for name in element.get(attribute).split()]
        assert set(named) <= set(identifiers)


def tables(shown: Shown) -> None:
    """Heads of tables say what they are heads of; what scrolls can be reached by keyboard and has a name."""
    assert not [each for each in shown.all("thead//th") if each.get("scope") != "col"]
    for box in shown.all("*[contains(concat(' ', @class, ' '), ' scroll ')]"):
        assert box.get("tabindex") == "0"
        assert box.get("aria-label")


def test_links_lead_somewhere(client: TestClient):
    """All links of all pages that lead into the service; of many alike (facts, clauses, terms) some."""
    seen: dict[str, list[str]] = {}
    for address in ADDRESSES:
        for link in show(client, address).links:
            target = urljoin(address, link).partition("#")[0]
            if target.startswith("/") and not target.startswith("/download/"):
                shape = re.sub(r"(?<=[/=])[^/=&?]*(%|\d)[^/=&?]*", "…", target)
                group = seen.setdefault(re.sub(r"^((/[^/?]*){3}).*", r"\1", shape), [])
                if target not in group:
                    group.append(target)
    chosen = [target for group in seen.values() for target in group[:2]]
    assert len(chosen) > 20

    @cache
    def status(target: str) -> int:
        return client.get(target, headers={"Accept": "text/html, */*;q=0.5"}).status_code

    assert [target for target in chosen if status(target) != 200] == []


def test_the_sections_are_there(client: TestClient):
    for section in SECTIONS:
        page = show(client, section.path)
        assert page.one("nav[@class='sections']//a[@aria-current='page']").get("href") == section.path


def test_every_text_is_said_in_two_languages():
    for name, (zh, en) in texts().items():
        assert zh, name
        assert en, name
        assert set(re.findall(r"\{(\w+)", zh)) == set(re.findall(r"\{(\w+)", en)), name


def test_texts_are_those_that_are_used():
    """Names that templates and modules say are there, and none is left that nobody says."""
    folder = STRINGS.parent
    sources = "".join(file.read_text(encoding="utf-8") for kind in ("*.html", "*.py") for file in sorted(folder.rglob(kind)))
    said = set(re.findall(r"""(?:\bt|\bsay)\(\s*["']([a-z_]+\.\w+)["'](?!\s*[~+])""", sources))
    families = set(re.findall(r"""["']([a-z_]+\.\w*)(?:["']\s*[~+]|\{)""", sources))
    assert said <= set(texts()), said - set(texts())
    unsaid = [name for name in texts() if name not in said and not any(name.startswith(family) for family in families)]
    assert unsaid == []
