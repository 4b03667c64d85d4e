"""The thread for any lever, in one world, and what an authority could see of it."""
