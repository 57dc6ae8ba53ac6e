"""The built-in categories."""
