"""Where the program runs: versions, optional components, settings, space."""

from __future__ import annotations

import difflib
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from ...ontology.errors import InvalidParameter
from ..settings import PREFIX, Settings
from .finding import Finding

_OTHERS = frozenset({"HENGCE_DEBUG", "HENGCE_REQUIRE_ALL"})
"""Variables that are no settings."""
LEAST_BYTES = 200 << 20
"""Space below which nothing should be built."""


@dataclass(frozen=True, slots=True)
class _Component:
    """Something that may be installed: commands of which one is enough, or a package of Python; what for, and how to get it."""

    name: str
    commands: tuple[str, ...]
    zh: str
    en: str


_COMPONENTS = (
    _Component("java", ("java",), "hengce verify 用它做 OWL 推理；Debian 包 default-jre-headless",
               "OWL reasoning in hengce verify; Debian package default-jre-headless"),
    _Component("libreoffice", ("soffice", "libreoffice"), "读 .doc、.wps、RTF、OpenDocument；Debian 包 libreoffice-writer",
               "reads .doc, .wps, RTF and OpenDocument; Debian package libreoffice-writer"),
    _Component("antiword", ("antiword",), "没有 LibreOffice 时读 .doc；Debian 包 antiword",
               "reads .doc where LibreOffice is not installed; Debian package antiword"),
    _Component("rapidocr", (), "识别扫描件和图片；pip install 'hengce[scan]'", "recognises scans and pictures; pip install 'hengce[scan]'"),
    _Component("distributed", (), "在多台机器上读文件；pip install 'hengce[cluster]'",
               "reads documents on many machines; pip install 'hengce[cluster]'"),
    _Component("virtuoso", ("virtuoso-t",), "另一种图谱引擎，也可在别的机器上；Debian 包 virtuoso-opensource",
               "another engine for the graph, which may also run elsewhere; Debian package virtuoso-opensource"),
)  # fmt: skip


def versions() -> Iterator[Finding]:
    """The program and what runs it."""
    program, python, system = version("hengce"), platform.python_version(), f"{platform.system()} {platform.machine()}"
    yield Finding("program", "ok", f"衡策 {program}，Python {python}，{system}", f"Hengce {program}, Python {python}, {system}")


def components() -> Iterator[Finding]:
    """What is optional: nothing here must be mended, but some files or checks need it."""
    for each in _COMPONENTS:
        there = next((path for command in each.commands if (path := shutil.which(command))), None)
        if there is None and not each.commands and find_spec(each.name) is not None:
            there = version(each.name)
        if there is None:
            yield Finding(each.name, "absent", f"没有安装 {each.name}：{each.zh}", f"{each.name} is not installed: {each.en}")
        else:
            yield Finding(each.name, "ok", f"{each.name}：{there}", f"{each.name}: {there}")


def variables(environ: Mapping[str, str]) -> Iterator[Finding]:
    """The settings of the environment: each can be read, and none is misspelt."""
    known = {PREFIX + item.name.upper() for item in fields(Settings)}
    given = sorted(name for name in environ if name.startswith(PREFIX) and name not in _OTHERS)
    faults = 0
    for name in given:
        if name not in known:
            like = difflib.get_close_matches(name.upper(), known, 1)
            meant_zh, meant_en = (f"，是否想写 {like[0]}？", f"; did you mean {like[0]}?") if like else ("", "")
            yield Finding("settings", "advice", f"没有设置项 {name}{meant_zh}", f"There is no setting {name}{meant_en}")
            continue
        try:
            Settings.load({name: environ[name]})
        except InvalidParameter as error:
            faults += 1
            yield Finding("settings", "fault", error.message("zh"), error.message("en"))
    if not faults:
        yield Finding("settings", "ok", f"环境变量中的设置 {len(given)} 项", f"{len(given)} settings in the environment")


def space(store: Path, needed: int) -> Iterator[Finding]:
    """Free space where builds are made, and where temporary files go.

    Args:
        store: the folder of the store; it need not be there.
        needed: bytes that another build may take.
    """
    for name, folder, wanted in (("disk", store, max(needed, LEAST_BYTES)), ("temporary", Path(tempfile.gettempdir()), LEAST_BYTES)):
        place = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
        free = shutil.disk_usage(place).free
        zh, en = f"{place} 余 {free >> 20} MB", f"{free >> 20} MB free in {place}"
        if free < wanted:
            yield Finding(name, "fault", f"{zh}，至少需要 {wanted >> 20} MB：请腾出空间", f"{en}, {wanted >> 20} MB are needed: make room")
        elif not os.access(place, os.W_OK):
            yield Finding(name, "fault", f"不能写入 {place}：请检查权限", f"{place} cannot be written: look at its permissions")
        else:
            yield Finding(name, "ok", zh, en)
