# %% [markdown]
# # Your own council
#
# From a table of councils and a question to a comparison. The councils below are invented.

# %%
import tempfile
from pathlib import Path

import goldenthread as gt

folder = Path(tempfile.mkdtemp())
councils = folder / "councils.csv"
councils.write_text(
    """name,posts,population_in_need,deprivation
Ashmere,9,330,-1.4
Clayhithe,11,450,-0.3
Farrowgate,15,640,0.8
""",
    encoding="utf-8",
)
world = gt.World.from_csv(councils)
print(world.names)

# %% [markdown]
# ## The question, as a scenario
#
# A tenth of the money goes from 2018 on, most of it where deprivation is greatest. What do you
# expect? It goes in with the question, so that the result can say no.

# %%
question = folder / "a_tenth_less.toml"
question.write_text(
    """
title = "A tenth less"
claim = "A tenth less money is felt at the door before it shows on record."
source = "our own question"
against = "england"

[[change]]
parameter = "grant"
factor = 0.9
from = 2018

[[expect]]
outcome = "refused"
direction = "rises"

[[expect]]
outcome = "timeliness_reported"
direction = "unchanged"
within = 1
""",
    encoding="utf-8",
)
print("written to", question.name)

# %% [markdown]
# ## Compare, and ask who bears it

# %%
result = gt.compare(["england", question], replicates=6, years=4, world=world)
table = result.table()
print(table[["difference", "low", "high"]].to_string(max_rows=10))

# %%
print(*result.findings, sep="\n")

# %%
bands = result.by_deprivation()
print(bands.query("outcome == 'refused'").to_string())

# %% [markdown]
# ## One life in both worlds
#
# Drawn at random, each person with the same chance; the story says how many had such a history.

# %%
print(gt.story(question, against="england", years=3, world=world))

# %% [markdown]
# ## What not to conclude
#
# These are councils *like* yours: the model knows three numbers of each, and English averages for
# the rest. A difference is the effect of the cut *in the model*. Six replicates are few.
