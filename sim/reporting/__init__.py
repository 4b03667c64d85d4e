"""The way back up: records, re-dating, reports."""
