"""An attack on every door of the program: what a user hands in is broken on purpose.

``make attack`` runs it at full size; as ordinary tests it tries some tens of cases a door.
"""
