"""Posteriors that come with the program: draws of parameters, a Parquet file each."""
