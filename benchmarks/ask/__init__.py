"""How questions in plain Chinese are answered: time, growth, shares, and what the way to an answer adds. ``python -m benchmarks.ask``."""
