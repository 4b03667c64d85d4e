"""The page: two worlds side by side in a browser, for teachers and policy teams.

``worlds`` holds what is simulated, without any page; ``charts``, ``place`` and ``stories`` draw and
tell it; ``live`` is the page itself, and ``serving`` brings it to a browser.
"""
