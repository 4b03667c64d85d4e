# %% [markdown]
# # A sensitivity study in miniature
#
# Which parameters move the caseload, and which the distance between report and experience? The
# real study varies all parameters over thousands of runs; this one varies four, in seconds, and
# shows what to look at.

# %%
import tempfile

import goldenthread as gt

PARAMETERS = ["grant", "discretion", "measure_validity", "task_pace"]

# %% [markdown]
# ## Screening
#
# Morris' method moves one parameter at a time from many starting points. `index` is the mean size
# of the effect, with its interval; `floor` is what a parameter that does nothing would show by
# chance. What does not stand above the floor is not shown to matter.

# %%
found = gt.sensitivity(
    "england",
    out=tempfile.mkdtemp(),
    method="morris",
    parameters=PARAMETERS,
    outputs=["caseload", "gap"],
    samples=6,
    replicates=2,
    years=0.5,
    workers=1,  # so small a study is done before a second process has started
)
table = found.table()
print(table[["output", "factor", "index", "low", "high", "floor"]].to_string())

# %%
print(*found.findings, sep="\n")

# %% [markdown]
# ## A design of your own
#
# The same question as a small study: every combination of some values, and a row per run.
# Replicates of the same number share their draws, so that differences are taken within replicates.

# %%
design = {
    "scenarios": ["england"],
    "replicates": 3,
    "years": 1,
    "world": {"authorities": 3, "posts": 3},
    "vary": {"grant": [0.8, 1.0], "discretion": [0.2, 0.8]},
}
folder = tempfile.mkdtemp()
gt.sweep(design, folder, workers=1)
runs = gt.load(folder).runs()

# %%
caseload = runs.pivot_table(index=["replicate", "discretion"], columns="grant", values="caseload")
effect = caseload[0.8] - caseload[1.0]
print(effect.groupby("discretion").agg(["mean", "std"]))

# %% [markdown]
# ## To go on
#
# `goldenthread sensitivity --out mine` screens everything; `atlas` finds the values at which links
# break. Ask of every index: over which ranges, how far above the floor, how much of it chance?
