"""Checking: what a careful reviewer would say of a draft before it is printed (起草体检)."""
