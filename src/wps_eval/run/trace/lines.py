"""What stands behind a released number, in words: a short tree, a line a step, indented under what rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wps_eval.indicators.since_start import BY_DEFINITION
from wps_eval.report.groups import group_name
from wps_eval.report.parts_told import sum_told
from wps_eval.report.round_tables import CHECKSUM_LETTERS
from wps_eval.values import Group
from wps_eval.values.counted_register import COUNTED_REGISTER
from wps_eval.words.faults import places_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wps_eval.report.edition import Edition
    from wps_eval.run.trace.chain import Asked, Chain, Choices, Goal, Value
    from wps_eval.values import Domain

INDENT = "  "


@dataclass(frozen=True)
class Teller:
    """Tells what stands behind numbers in the edition's language.

    Attributes:
        edition: The edition.
    """

    edition: Edition

    def opening(self) -> Iterator[str]:
        """Say of made-up data that they are made up; of real ones nothing."""
        if self.edition.study.demonstration:
            yield self.edition.say("seal.demonstration")

    def chain_lines(self, chain: Chain, ends: tuple[str, ...]) -> Iterator[str]:
        """Tell what stands behind a verdict.

        Args:
            chain: Its chain.
            ends: Of which of its two values to tell.
        """
        words = self.edition.words
        of = self._of(chain.place, chain.group)
        yield words.say("trace.verdict", code=chain.indicator, of=of, title=words.tell(chain.title))
        told = [
            words.say(
                "trace.judged",
                status=words.say(f"status.{chain.status}"),
                change=words.say(f"change.{chain.change}"),
            )
        ]
        if chain.reason:
            told.append(words.say("trace.reason", reason=words.say(f"reason.{chain.reason}")))
        for end, value in chain.ends:
            if end in ends:
                told.append(
                    words.say(f"trace.end.{end}", value=self._number(value), when=self._when(value))
                )
                told += map(_under, self._behind(value))
        if chain.goal is not None:
            told += self._goal_lines(chain.goal, chain.unit)
        told.append(self._chosen(chain.choices))
        told.append(words.say("trace.notebook", notebook=chain.notebook))
        yield from map(_under, told)

    def value_lines(self, value: Value) -> Iterator[str]:
        """Tell what stands behind one released value."""
        yield self.edition.words.say(
            "trace.value",
            code=" ".join(filter(None, (value.key.indicator, value.statistic))),
            of=self._of_domain(value.key.domain),
            value=self._number(value),
            when=self._when(value),
        )
        yield from map(_under, self._behind(value))

    def asked_lines(self, asked: Asked) -> Iterator[str]:
        """Tell what a survey round asked, of whom, and by which notebook it was estimated."""
        words = self.edition.words
        yield words.say("trace.round", round=asked.round, title=words.tell(asked.title))
        told = []
        if asked.form:
            scales = words.listed(map(self.edition.wordings.construct, asked.scales))
            questions = words.listed(asked.questions)
            told.append(
                words.say("trace.form", form=asked.form, scales=scales, questions=questions)
                if asked.questions
                else words.say("trace.form_alone", form=asked.form)
            )
        if asked.design:
            facts = (
                f"{words.say(f'round.{name}')}: {self._fact(fact)}" for name, fact in asked.design
            )
            told.append(words.say("trace.design", facts=words.joined(facts)))
        if asked.checksum:
            told.append(words.say("trace.checksum", checksum=asked.checksum[:CHECKSUM_LETTERS]))
        if asked.choices:
            told.append(self._chosen(asked.choices))
        if asked.notebook:
            told.append(words.say("trace.notebook", notebook=asked.notebook))
        yield from map(_under, told)

    def _behind(self, value: Value) -> Iterator[str]:
        """Tell what one value is made of; of a hidden one its round alone."""
        words = self.edition.words
        if value.asked is not None:
            yield from self.asked_lines(value.asked)
            return
        if value.study:
            folder = f"data/{self.edition.study.studies}/{value.study}/"
            yield words.say("trace.study", study=value.study, folder=folder)
        if value.sum_of:
            yield sum_told(value.sum_of, self.edition.plan, self.edition.writer)
        if value.figures:
            yield words.say("trace.figures", places=places_in_words(value.figures, words))
        if value.source == COUNTED_REGISTER:
            yield words.say("card.counted_register")
        elif value.source:
            source = words.joined(
                words.tell(text) for text in (value.source, value.document, value.body) if text
            )
            yield words.say("trace.source", source=source)
        if value.notebook:
            yield words.say("trace.notebook", notebook=value.notebook)

    def _goal_lines(self, goal: Goal, unit: str) -> Iterator[str]:
        """Tell the target, and who set it."""
        words, writer = self.edition.words, self.edition.writer
        number = writer.value(goal.number, unit)
        yield words.say("trace.target", value=number, date=writer.date(goal.date))
        if goal.codes:
            codes = words.listed(goal.codes)
            yield _under(words.say("trace.target_row", file=goal.file, codes=codes))
        else:
            yield _under(words.say("trace.target_of_plan"))
        if goal.source:
            yield _under(words.say("trace.source", source=words.tell(goal.source)))

    def _chosen(self, choices: Choices) -> str:
        """Tell what was chosen, by the keys of the params file."""
        words = self.edition.words
        said = words.joined(f"{key} = {value}" for key, value in choices)
        return words.say("trace.chosen", study=self.edition.study.name, choices=said)

    def _number(self, value: Value) -> str:
        """Write a value in its unit; a hidden one is a word."""
        if value.hidden:
            return self.edition.say("reason.suppressed")
        number = self.edition.writer.value(value.number, value.unit)
        by_definition = value.key.item == BY_DEFINITION
        return self.edition.say("value.by_definition", value=number) if by_definition else number

    def _when(self, value: Value) -> str:
        """Write the days that a value speaks of."""
        return self.edition.writer.date(str(value.key.span))

    def _of_domain(self, domain: Domain) -> str:
        return self._of(domain.place, str(domain.group))

    def _of(self, place: str, group: str) -> str:
        """Name a place and a group."""
        edition = self.edition
        told = [edition.place_names.get(place, place)]
        if group:
            told.append(group_name(Group.read(group), edition.wordings, edition.writer))
        return edition.words.listed(told)

    def _fact(self, fact: str) -> str:
        """Say a fact of a design."""
        words, code = self.edition.words, f"round.value.{fact}"
        return words.say(code) if words.knows(code) else words.tell(fact)


def _under(line: str) -> str:
    """Put a line one step further in."""
    return f"{INDENT}{line}"
