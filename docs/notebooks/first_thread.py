# %% [markdown]
# # A first thread
#
# A national priority is raised by a fifth. How much of that is still there in councils' plans, in
# caseworkers' hours, in people's lives, and in what the centre believes? And what does austerity
# do to it? This notebook asks in a world of eight small councils, so that it takes seconds; leave
# `world` out for the default one.
#
# Open it in Jupyter (with jupytext), VS Code or Spyder, or run it as a script.

# %%
import goldenthread as gt

world = gt.World.even(8, posts=4)
print(f"{len(world.names)} councils, {world.citizens:,} citizens")

# %% [markdown]
# ## Two worlds with the same chances
#
# `run` simulates an unchanged England and the funding path of 2010 to 2020, replicate by replicate
# with the same random draws. Before you look: which outcome will differ most clearly?

# %%
result = gt.run("austerity", replicates=5, years=8, world=world)
print(*result.caveats, sep="\n")

# %%
table = result.table()
print(table.to_string(max_rows=12))

# %% [markdown]
# Each difference has an interval over replicates. Where it holds zero, nothing can be said, however
# large the mean looks. The notes above say that this is not the run that the claim is about.

# %%
print(*result.findings, sep="\n")

# %% [markdown]
# ## The thread
#
# In a twin of every run the priority of one domain is raised by 20 %. An *elasticity* says by how
# many per cent a link moves for each per cent of the priority: 1 is all of it, 0 is nothing.

# %%
for name, thread in result.thread.items():
    print(name)
    for link in thread.links:
        found = link.elasticity
        print(f"  {link.name:10} {found.mean:5.2f} ({found.low:5.2f} to {found.high:5.2f})")
    print("  first break:", thread.first_break or "none for certain")

# %% [markdown]
# ## To try
#
# * `gt.run("targets_and_terror", ...)`: does *recorded* move without *felt*?
# * More replicates: which hops that are undetermined become whole, frayed or broken?
# * `result.save("somewhere")` leaves figure, tables and a manifest to repeat it with.
