"""Searching: clauses by words and by words of the same meaning (全文检索)."""
