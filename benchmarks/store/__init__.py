"""How the graph and its service behave: growth with the number of documents, and what HTTP adds. ``python -m benchmarks.store``."""
