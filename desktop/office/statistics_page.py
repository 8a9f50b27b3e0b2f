"""Statistics: captures per day, what was confirmed without change, what is prescribed."""

from PySide6.QtWidgets import QLabel, QWidget

from desktop.look.room import Folding, scrolling_column
from desktop.office.plot import Bar, Plot
from prescription.language import say
from storage.statistics import Quality, Statistics


class StatisticsPage(QWidget):
    """Four figures of the register; none of them names anybody."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        count = say(fr="Ordonnances", en="Prescriptions")
        days = say(fr="Ordonnances enregistrées par jour", en="Prescriptions recorded per day")
        self._days = Plot(days, (say(fr="Jour", en="Day"), count))
        weeks = say(
            fr="Lignes confirmées sans changement, par semaine",
            en="Lines confirmed without change, per week",
        )
        self._weeks = Plot(
            weeks, (say(fr="Semaine du", en="Week of"), say(fr="Part", en="Share")), highest=1
        )
        drugs = say(fr="Substances les plus prescrites", en="Most prescribed substances")
        self._drugs = Plot(drugs, (say(fr="Substance", en="Substance"), count), lying=True)
        self._share = QLabel(wordWrap=True)
        self._build()

    def show_statistics(self, found: Statistics) -> None:
        """Show what the register tells."""
        self._days.show_bars([Bar(f"{day:%d/%m}", n, str(n)) for day, n in found.days])
        self._weeks.show_bars([_quality(week) for week in found.weeks])
        self._drugs.show_bars([Bar(name, n, str(n)) for name, n in found.substances])
        lines = sum(week.lines for week in found.weeks)
        share = _percent(found.share)
        told = say(
            fr=f"{share} des {lines} lignes de ces douze semaines ont été confirmées "
            "telles que la machine les avait lues.",
            en=f"{share} of the {lines} lines of these twelve weeks were confirmed as "
            "the machine had read them.",
        )
        nothing = say(
            fr="Rien n'a encore été enregistré à partir d'une page lue.",
            en="Nothing was recorded from a page that was read yet.",
        )
        self._share.setText(told if lines else nothing)

    @property
    def told(self) -> str:
        """The sentence above the plots."""
        return self._share.text()

    def wipe(self) -> None:
        """Show nothing."""
        for plot in (self._days, self._weeks, self._drugs):
            plot.show_bars([])
        self._share.clear()

    def _build(self) -> None:
        column = scrolling_column(self)
        column.addWidget(self._share)
        column.addWidget(Folding(self._days, self._weeks), 1)
        column.addWidget(self._drugs, 1)


def _quality(week: Quality) -> Bar:
    label = f"{week.week:%d/%m}"
    if not week.lines:
        return Bar(label, 0, "–")
    return Bar(label, week.share, _percent(week.share), f"({week.unchanged}/{week.lines})")


def _percent(share: float) -> str:
    return say(fr=f"{share * 100:.0f} %", en=f"{share:.0%}")
