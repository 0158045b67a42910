"""The card's sections in HTML: head, figures, map, working day, reasons, what would change it, claims set aside."""

from __future__ import annotations

from html import escape

from globalfirm.views.drawing import day, gauges, look, world
from globalfirm.views.drawing.content import Content
from globalfirm.views.drawing.look import fluid, mark, unseen


def head(content: Content) -> str:
    """Name and label; under them what the label means, or what it may be."""
    label = escape(content.verdict.label)
    perhaps = "" if content.settled else " gf-perhaps"
    return (
        f'<div class="gf-head">{look.heading(content.name)}'
        f'<div class="gf-label{perhaps}">{mark(content.outcome)}{label}</div></div>'
        f'<p class="gf-sub">{escape(content.meaning)}</p>{_tags(content)}'
    )


def _tags(content: Content) -> str:
    tags = content.verdict.tags
    return f'<p class="gf-sub">Also: {escape(", ".join(tags))}.</p>' if tags else ""


def figures(content: Content) -> str:
    """The key figures, each with its bounds on a scale of its own."""
    shown = []
    for figure in content.figures:
        size = len(figure.value)
        long = ' class="gf-longer"' if size > 10 else ' class="gf-long"' if size > 7 else ""
        note = f'<br/><span class="gf-note">{escape(figure.note)}</span>' if figure.note else ""
        name = f"<dt>{figure.name}{note}</dt>"
        shown.append(
            f'<div class="gf-figure">{name}<dd{long}>{figure.value}{fluid(12, gauges.gauge(figure))}</dd></div>'
        )
    return f'<dl class="gf-figures">{"".join(shown)}</dl>'


def places(content: Content) -> str:
    """The map, and the signs of all pictures as a line, or as a column over the empty south of the Pacific."""
    signs = gauges.signs(
        home=any(spot.home and spot.at for spot in content.spots),
        about=any(spot.at and not spot.at.exact for spot in content.spots),
    )
    column = f' style="--gf-signs:{len(signs)}"'
    return world.world(content.spots) + look.key(signs, kind="gf-legend", style=column)


def working_day(content: Content) -> str:
    """The bands, with what they come to in words."""
    found = day.day_of(content.spots, content.day, known=content.places_known)
    shared, more = found.summary
    swatch = f'<span class="gf-swatch"></span> <span class="gf-shared">{shared}</span>' if shared else ""
    if not found.rows:
        return look.part(found.title, f'<p class="gf-sub">{escape(more)}</p>')
    drawn = "".join(
        f'<li class="{line.kind}"><span class="gf-zone">{line.zone}</span> <span class="gf-where" '
        f'title="{escape(line.where)}">{escape(line.where)}</span> {fluid(line.tall, line.picture)}'
        f' <span class="gf-when">{line.when}</span></li>'
        for line in day.lines(found)
    )
    return look.part(found.title, f'<p class="gf-sub">{swatch}{escape(more)}</p><ul class="gf-days">{drawn}</ul>')


def reasons(content: Content) -> str:
    """Each fact that the label rests on, with its outcome and sources."""
    listed = "".join(
        f"<li>{mark(reason.outcome)}<span>{escape(reason.question)}{unseen(': ')}</span><b>{escape(reason.fact)}</b>"
        f'<span class="gf-note">{unseen(" – ")}{escape(reason.sources)}</span></li>'
        for reason in content.reasons
    )
    if content.more_reasons:
        listed += f'<li class="gf-note">and {content.more_reasons} more</li>'
    return look.part("Why", f'<ul class="gf-list">{listed}</ul>')


def changes(content: Content) -> str:
    """What would decide the label, or make it another one."""
    arrow = '<span class="gf-arrow" aria-hidden="true">→</span>'
    listed = "".join(
        f'<li>{arrow}<span>{escape(change)}{unseen(": ")}</span> <span class="gf-note">{escape(then)}</span></li>'
        for change, then in content.changes
    )
    return look.part(content.title_of_changes, f'<ul class="gf-list">{listed}</ul>') if listed else ""


def aside(content: Content) -> str:
    """The claims that were not used, and why."""
    listed = "".join(
        f'<li>{look.apart()}<span>{escape(what)}{unseen(". ")}</span><span class="gf-note">{escape(why)}</span></li>'
        for what, why in content.aside
    )
    return look.part("Claims set aside", f'<ul class="gf-list">{listed}</ul>') if listed else ""


def foot(content: Content) -> str:
    """Whose definition it is, and which release the offsets are of."""
    return f'<p class="gf-foot">{escape(content.reference)}</p>'
