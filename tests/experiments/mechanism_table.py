"""A small table of mechanisms that departs from a scenario file beside it."""

TABLE = """
[reference]
title = "A quiet place"
scenario = "half.toml"
[reference.parameters]
interpretation_noise = 0.0
reporting_lag = 0.0
need_mix.care = 0.2
[[hop]]
name = "meant -> planned"
lever = "priorities"
why = "It is what is meant."
[[hop]]
name = "reported -> believed"
lever = "training"
step = 0.5
why = "It improves what is reported."
[[mechanism]]
name = "local"
title = "Local politics"
hop = "meant -> planned"
measure = "passed_on"
why = "Plans follow it instead."
parameters = { central_alignment = 0.1 }
[[mechanism]]
name = "noise"
title = "Noise"
hop = "reported -> believed"
measure = "correlation"
why = "It hides differences."
parameters = { report_noise = 0.5 }
"""
