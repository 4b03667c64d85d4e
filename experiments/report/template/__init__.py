"""The page of a report: Jinja2 templates and the style sheet."""
