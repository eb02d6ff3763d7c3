"""All the ways in: the command line, the HTTP service, and a client for it.

``from hengce.api import connect`` gives the Python client of a running service.
"""

from .client import Client, connect

__all__ = ["Client", "connect"]
