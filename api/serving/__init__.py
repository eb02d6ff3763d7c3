"""Serving: what stands between a socket and the routes, and the processes that do it."""
