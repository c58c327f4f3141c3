"""Run: measure, release and report, job by job, while the page goes on to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wps_eval.lab import markup
from wps_eval.lab.desk import told
from wps_eval.lab.run_seen import RunSeen
from wps_eval.pages import widgets
from wps_eval.run.run import run_study

if TYPE_CHECKING:
    from collections.abc import Callable

    from wps_eval.lab.desk import Desk
    from wps_eval.run.job_event import JobEvent
    from wps_eval.run.record import RunRecord


class RunPart:
    """Two buttons, a bar and a table of jobs."""

    def __init__(self, desk: Desk, ended: Callable[[], None]) -> None:
        """Lay it.

        Args:
            desk: The study and the language.
            ended: Is told that a run has ended.
        """
        self._desk, self._ended, self._cancelled = desk, ended, False
        self.run = widgets.button(desk.say("lab.run.button"), self._run, chief=True)
        self.cancel = widgets.button(desk.say("lab.run.cancel"), self._cancel)
        self.cancel.disabled = True
        self.bar = widgets.bar()
        self.end = widgets.markup(markup.paragraph(desk.say("lab.run.head", study=desk.study)))
        self.jobs = widgets.markup()
        buttons = widgets.row([self.run, self.cancel, self.bar])
        self.view = widgets.stack([buttons, self.end, self.jobs])

    def open(self) -> None:
        """Nothing: a run is asked for."""

    @property
    def at_work(self) -> bool:
        """Whether a run of this page is at work."""
        return bool(self.run.disabled)

    def _run(self) -> None:
        self.run.disabled, self.cancel.disabled, self._cancelled = True, False, False
        self.bar.value, self.jobs.value = 0.0, ""
        self.end.value = markup.paragraph(self._desk.say("lab.run.begun"))
        self._desk.begin(self._work)

    def _cancel(self) -> None:
        self._cancelled, self.cancel.disabled = True, True
        self.end.value = markup.paragraph(self._desk.say("lab.run.cancelling"))

    def _work(self) -> None:
        """Run the study and say how it ended."""
        desk, seen = self._desk, RunSeen()

        def watch(event: JobEvent) -> None:
            nonlocal seen
            seen = seen.after(event)
            self._show(seen)

        try:
            record = run_study(
                desk.study, start=desk.root.folder, watch=watch, cancelled=lambda: self._cancelled
            )
            self.end.value = self._how_it_ended(record)
        except Exception as error:  # noqa: BLE001 - whatever it was, the page goes on and tells it
            self.end.value = told(error, desk.words)
        finally:
            self.run.disabled, self.cancel.disabled = False, True
            self._ended()

    def _show(self, seen: RunSeen) -> None:
        """Show how far the run has come, the jobs that did something first."""
        say = self._desk.say
        self.bar.value = seen.share
        told_of = [event for event in seen.events if event.state != "unchanged"]
        heads = [say(f"lab.run.{head}") for head in ("job", "state", "seconds", "message")]
        rows = [
            [
                event.job,
                say(f"job.{event.state.replace(' ', '_')}"),
                f"{event.seconds:.1f}" if event.seconds else "",
                event.message,
            ]
            for event in reversed(told_of)
        ]
        unchanged = seen.counts.get("unchanged", 0)
        caption = say("lab.run.count", ended=seen.ended, total=seen.total, unchanged=unchanged)
        self.jobs.value = markup.table(heads, rows, caption)

    def _how_it_ended(self, record: RunRecord) -> str:
        """Say how a run ended, and what it warns of."""
        say = self._desk.say
        said = markup.notice(
            say(f"run.status.{record.status}") + ". " + say(f"run.end.{record.status}")
        )
        return said + (markup.listed(record.warnings) if record.warnings else "")
