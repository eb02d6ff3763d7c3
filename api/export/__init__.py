"""Answers in the forms that people open: CSV, Markdown, and tables for a terminal."""
