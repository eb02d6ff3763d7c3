"""Settings come from defaults, then the environment, then arguments; nothing is read at import."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from hengce.api.settings import PREFIX, Settings, user_data
from hengce.ontology.errors import InvalidParameter


def test_defaults():
    settings = Settings.load({})
    assert (settings.host, settings.port, settings.lang) == ("127.0.0.1", 8000, "zh")
    assert settings.cors_origins == ()
    assert settings.store == str(user_data() / "store")


def test_environment_then_arguments():
    environ = {"HENGCE_PORT": "9001", "HENGCE_HOST": "0.0.0.0", "HENGCE_CORS_ORIGINS": "https://a.example, http://b.example:8080"}
    settings = Settings.load(environ, port="0")
    assert (settings.port, settings.host) == (0, "0.0.0.0")
    assert settings.cors_origins == ("https://a.example", "http://b.example:8080")


def test_an_empty_variable_is_no_value():
    assert Settings.load({"HENGCE_PORT": " "}).port == 8000


@pytest.mark.parametrize(("text", "lang"), [("en", "en"), ("en_US.UTF-8", "en"), ("zh-Hans", "zh")])
def test_language_tags(text: str, lang: str):
    assert Settings.load({"HENGCE_LANG": text}).lang == lang


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "65536"),
        ("PORT", "eight"),
        ("PORT", "١٢"),
        ("LANG", "fr"),
        ("QUERY_TIMEOUT", "0"),
        ("QUERY_TIMEOUT", "nan"),
        ("QUERY_TIMEOUT", "inf"),
        ("QUERY_WORKERS", "0"),
        ("BODY_LIMIT", "-1"),
        ("CORS_ORIGINS", "*.example"),
        ("CORS_ORIGINS", "https://a.example/path"),
    ],
)
def test_a_value_out_of_range_names_its_variable(name: str, value: str):
    with pytest.raises(InvalidParameter) as caught:
        Settings.load({PREFIX + name: value})
    assert caught.value.parameter == PREFIX + name
    assert PREFIX + name in caught.value.message("en")


def test_a_bad_argument_names_its_option():
    with pytest.raises(InvalidParameter) as caught:
        Settings.load({}, query_timeout="soon")
    assert caught.value.parameter == "--query-timeout"


@pytest.mark.parametrize("base", ["https://example.org/x", "example.org/", "https://example.org/a b/", "javascript:alert(1)/"])
def test_a_base_is_an_address_that_ends_in_a_slash(base: str):
    with pytest.raises(InvalidParameter):
        Settings.load({"HENGCE_BASE": base})


def test_settings_are_frozen():
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]


def test_an_unknown_argument_is_a_mistake_of_the_program():
    with pytest.raises(TypeError, match="colour"):
        Settings.load({}, colour="red")


def test_the_user_data_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert user_data() == tmp_path / "hengce"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_of_settings_has_every_variable(language: str):
    listed = Settings.describe("en" if language == "en" else "zh")
    for item in fields(Settings):
        assert PREFIX + item.name.upper() in listed
    assert "127.0.0.1" in listed
