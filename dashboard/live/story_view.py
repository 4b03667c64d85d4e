"""The view of somebody's story: pick somebody, and follow them as the weeks pass."""

from __future__ import annotations

from nicegui import ui

from dashboard.live.native import Text, box, button, choice, entry, put
from dashboard.live.visit import Visit, say
from dashboard.stories.followed import Follower, Story
from dashboard.stories.subject import SORTS, Sort, Subject, drawn, named
from dashboard.stories.watched import Told
from dashboard.worlds.pair import Pair
from sim.errors import InputError

MOST_SHOWN = 60
"""Newest moments that are shown of each world."""
EXAMPLES = {
    "citizen": "Council 07/123",
    "worker": "Council 07, post 3",
    "council": "Council 07",
}


class StoryView:
    """Whom to follow, and their two lives.

    Parameters
    ----------
    visit
        In whose worlds they live.
    """

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._sort: Sort = "citizen"
        self._number = 0
        self._follower: Follower | None = None
        self._told: Story | None = None
        with box("div", "row"):
            Text("span", "Follow")
            choice("Whom to follow", {sort: f"a {sort}" for sort in SORTS}, "citizen", self._turn)
            self._name = entry("Name", "text", "", self._pick, placeholder=EXAMPLES["citizen"])
            button("Draw somebody", self._draw, "play")
            self._about = Text("span", "", "quiet story-of")
        with box("div", "story"):
            self._lives = []
            for which in ("Baseline", "Yours"):
                with box("section", "", aria_label=which):
                    Text("h3", which, f"key {which.lower()}")
                    self._lives.append(box("ol", "moments"))
        ui.timer(0.05, self._draw, once=True)

    async def _turn(self, sort: str) -> None:
        if sort in SORTS:
            self._sort = sort
            self._name.props["placeholder"] = EXAMPLES[sort]
            await self._draw()

    async def _pick(self, name: str) -> None:
        if not name.strip():
            return
        try:
            subject = named(self._sort, name, self._visit.settings.world)
        except InputError as error:
            say(error)
            return
        await self._follow(subject)

    async def _draw(self) -> None:
        self._number += 1
        await self._follow(drawn(self._sort, self._visit.settings, self._number))

    async def _follow(self, subject: Subject) -> None:
        put(self._name, subject.name)
        self._about.text = "Their weeks so far are looked up ..."

        def begin(pair: Pair) -> tuple[Follower, Story]:
            follower = Follower(pair, subject)
            return follower, follower.follow(pair)

        found = await self._visit.session.work(begin)
        if found is not None:
            self._follower, story = found
            self._show(story)

    async def catch_up(self) -> None:
        """Tell what has happened since; called as weeks pass while somebody looks."""
        follower, visit = self._follower, self._visit
        if follower is None or visit.session.busy or visit.session.pair is None:
            return
        if not follower.goes_with(visit.session.pair):
            await self._again()
            return
        story = await visit.session.work(follower.follow)
        if story is not None and story != self._told:
            self._show(story)

    async def _again(self) -> None:
        """Follow the same person in worlds that have begun anew, if they are there."""
        assert self._follower is not None
        subject = self._follower.subject
        try:
            await self._follow(named(subject.sort, subject.name, self._visit.settings.world))
        except InputError:
            await self._draw()

    def _show(self, story: Story) -> None:
        """Show the newest moments first, so that what happens now is in sight."""
        self._told = story
        one, other = story.worlds
        same = story.parted is None and one == other
        so_far = "so far the same in both worlds" if same else "not the same in both worlds"
        self._about.text = f"{story.subject.name}: {so_far}."
        for place, told in zip(self._lives, story.worlds, strict=True):
            place.clear()
            with place:
                self._moments(told, story.parted)

    def _moments(self, told: tuple[Told, ...], parted: int | None) -> None:
        before = False
        for moment in reversed(told[-MOST_SHOWN:]):
            if parted is not None and moment.step < parted and not before:
                before = True
                Text("li", "Here the two lives part; below, they are the same.", "parted")
            with box("li"):
                Text("span", moment.when, "when")
                # No line begins with a lone per cent sign.
                Text("span", moment.text.replace(" %", "\N{NO-BREAK SPACE}%"))
        if len(told) > MOST_SHOWN:
            Text("li", f"{len(told) - MOST_SHOWN} earlier moments are not shown.", "quiet")
