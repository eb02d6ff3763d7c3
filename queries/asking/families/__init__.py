"""One module for each family of questions: from what was asked to what the texts say of it."""
