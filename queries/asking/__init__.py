"""Questions in plain Chinese, answered from facts and clauses with their citations, or not at all."""
