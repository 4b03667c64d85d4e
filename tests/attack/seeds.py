"""Valid files of every kind, from which the attack starts."""

from __future__ import annotations

SCENARIO = """
title = "T"
claim = "C"
source = "S"
against = "england"
refuted_if = "R"
[time]
first_year = 2017
years = 0.5
burn_in_years = 0.25
steps_per_year = 12
[thread]
lever = "central_alignment"
step = 0.2
whole = 0.6
broken = 0.25
[world]
authorities = 5
posts = 3
citizens_per_post = 10
[parameters]
grant = 0.9
"agenda.care" = 0.3
[[change]]
parameter = "grant"
from = 2017
factor = 0.5
ramp_years = 0.25
to = 2017.25
deprivation_band = [1, 5]
[[change]]
parameter = "discretion"
from = 2017.25
value = 0.5
[[expect]]
outcome = "caseload"
direction = "rises"
at_least = 2
between = [2017, 2017.5]
[[expect]]
hop = "planned -> enacted"
direction = "falls"
against = "localism"
[[expect]]
gap = "reported - felt"
direction = "unchanged"
within = 3
[[expect]]
first_break = "planned -> enacted"
"""

COMBINED = """
title = "T"
claim = "C"
source = "S"
extends = ["austerity", "localism"]
[world]
councils = "councils.csv"
[[change]]
parameter = "grant"
from = 2012
value = 0.5
councils = ["Ashby", "Borwick"]
"""

COUNCILS = """# councils
name,posts,population_in_need,deprivation,budget_change
Ashby,12,340,0.4,-0.1
"Borwick, East",7,200,-1.2,0.05
Cairn,3,60,0,0
"""

DESIGN = """
scenarios = ["tiny.toml", "england"]
replicates = 3
years = 0.5
seed = 4
series = "yearly"
sums = true
events = false
table = "rows.csv"
[thread]
lever = ["central_alignment", "audit_rate"]
step = 0.2
from = 2017
in_units = false
[vary]
accountability_stakes = [0.0, 0.5, 1.0]
audit_rate = { from = 0.1, to = 1.0, points = 3, scale = "log" }
[sample]
method = "sobol"
samples = 8
parameters = ["discretion", "patience"]
ranges = { discretion = [0.1, 0.4] }
[world]
authorities = 2
posts = 3
citizens_per_post = 10
"""

ROWS = """# points
training,supervision
0.1,0.5
0.2,0.25
"""

TARGETS = """# targets
id,quantity,statistic,value,tolerance,unit,period,population,role,scenario,source,address
T1,mean caseload per worker,caseload,16.9,1.0,cases,2017-2021,England,fit,,S,A
T2,change in turnover from 2017 to 2021,"change(turnover, 2017, 2021)",-1.4,10 %,points,2017-2021,E,fit,,S,
T3,median duration of assessments in days,,17 / 33 / 43,range 10-50,working days,2004/05,E,range,austerity,,
T4,95th percentile of waiting across local authorities,,> 0,,weeks,2017s,E,scenario austerity,,,
T5,correlation of caseload and turnover between authorities lagged 1 year,,0.2 to 0.5,,correlation,2017,E,fit,,,
T6,share of assessments completed within 10 and 20 days,share_within(20) - share_within(10),30 (2017) then 40 (2018),factor 2,% of assessments,2017,E,fit,,,
"""

PRIORS = """
title = "T"
scenario = "england"
[[parameter]]
name = "discretion"
low = 0.1
high = 0.4
why = "W"
[[parameter]]
name = "need_start"
low = 0.1
high = 0.4
why = "W"
"""

PACKAGES = """
title = "T"
[[require]]
output = "elasticity.felt"
at_least = 0.05
[[require]]
output = "caseload"
at_most = 30
[[package]]
name = "as it is"
cost = 0
[[package]]
name = "more"
cost = 5
set = { establishment = 1.05, "agenda.care" = 0.3 }
"""

PROFILES = """
[stakeholder.mine]
title = "T"
why = "W"
source = "S"
domains = { care = 2, housing = 1 }
views = { reported = 1, felt = 2 }
outcomes = { change = 1 }
"""

RANGES = """
[ranges]
discretion = [0.1, 0.4]
agenda.care = [0.1, 0.4]
[choices]
audit_rate = [0.1, 0.2, 0.5]
"""

CLUSTER = """
kind = "slurm"
jobs = 10
cores = 4
memory = "8GB"
processes = 2
walltime = "02:00:00"
death_timeout = 60
job_extra_directives = ["--constraint=haswell"]
scheduler_options = { dashboard_address = ":0" }
"""
