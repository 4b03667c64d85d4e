"""The account of calibration and validation, ``docs/validation.md``: made from saved results."""
