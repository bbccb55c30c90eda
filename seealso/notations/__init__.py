"""The ways in which an article refers to another, one per file."""
