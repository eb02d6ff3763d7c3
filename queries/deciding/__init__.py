"""Deciding: whether an applicant may be recognised, what is missing, and what to ask next (申报自测)."""
