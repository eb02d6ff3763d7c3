"""How fast the service answers over HTTP, beside the call in process and beside Oxigraph's own server. ``python -m benchmarks.http``."""
