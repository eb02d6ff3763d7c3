"""Diffing: what changed from one version of a document to the next, in clauses and in facts (修订对照)."""
