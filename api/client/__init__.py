"""Hengce from Python: the same questions to a graph on this machine and to a service elsewhere, with the same answers.

>>> from hengce.api import connect
>>> with connect() as hengce:  # the user's own graph; connect("http://…") is a service, connect("folder") another graph
...     found = hengce.compare("绿色工厂", aspect="threshold", jurisdictions="福建", as_of="2024-06-30")
>>> found.rows[0].cells["350000"][0].text
'省级：总分≥80分'
>>> found.frame()[["level", "value.min", "document", "path"]].values.tolist()
[['省级', 80, 'fujian-2018', '二/（一）/第2段'], ['国家级', 90, 'fujian-2018', '二/（一）/第2段']]
"""

from __future__ import annotations

from .client import Client
from .connecting import connect

__all__ = ["Client", "connect"]
