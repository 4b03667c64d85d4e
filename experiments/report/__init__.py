"""A results folder told on two pages, with methods and provenance behind: HTML and PDF."""
