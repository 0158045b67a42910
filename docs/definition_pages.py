"""Writes a page for each published definition, out of the very file that the library reads."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from globalfirm.expressions.vocabulary import metric_named
from globalfirm.rules.definitions import PUBLISHED, published, situations
from globalfirm.rules.files import dumps
from globalfirm.rules.taxonomy import Definition, Parameter, Taxonomy

INTRODUCTION = """# Published definitions

Each is one file of `globalfirm.rules.definitions`: its classes, where its words and numbers come from, what the source
leaves open, and the situations that test it. Of each number it is said whether it was seen in the work cited or in a
secondary source, or chosen here. `globalfirm.taxonomy("{first}")` loads one by its name; `globalfirm.classify(firm, ...)` and
`globalfirm.cohort.measure(table, taxonomy=...)` judge by it.

{entries}

```{{toctree}}
:hidden:

{pages}
```
"""

SEEN = {
    "cited work": "seen in the cited work",
    "secondary source": "seen in a secondary source",
    "chosen here": "chosen here",
}


def write(folder: Path) -> None:
    """Write the pages of all published definitions."""
    pages = {f"{name}.md": page(name) for name in PUBLISHED}
    entries = [f"[{_title(published(name))}]({name}.md)\n: {published(name).summary}" for name in PUBLISHED]
    pages["index.md"] = INTRODUCTION.format(
        first=PUBLISHED[0], entries="\n\n".join(entries), pages="\n".join(PUBLISHED)
    )
    write_changed(folder, pages)


def write_changed(folder: Path, pages: dict[str, str]) -> None:
    """Write pages, each only where it has changed, so that nothing is built anew for nothing."""
    folder.mkdir(exist_ok=True, parents=True)
    for name, text in pages.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def page(name: str) -> str:
    """The page of one definition."""
    taxonomy = published(name)
    parts = [
        f"# {_title(taxonomy)}",
        taxonomy.summary,
        f'`globalfirm.taxonomy("{name}")`',
        _classes("Classes, in order: the first that holds", taxonomy.classes),
        _classes("Tags, each by itself", taxonomy.tags) if taxonomy.tags else "",
        _parameters(taxonomy),
        _needs(taxonomy),
        _notes(taxonomy),
        _situations(name),
        f"## As a file\n\n```yaml\n{dumps(taxonomy, 'yaml')}```",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _title(taxonomy: Taxonomy) -> str:
    return f"{taxonomy.name[0].upper()}{taxonomy.name[1:]}"


def _every(taxonomy: Taxonomy) -> list[Definition]:
    return [*taxonomy.classes, *taxonomy.tags]


def _classes(title: str, definitions: tuple[Definition, ...]) -> str:
    sources = _sources(_cited(each) for each in definitions)
    entries = [
        f"**{each.name}**\n: {each.meaning}{_number(sources, _cited(each))}\n\n  `{each.bound}`" for each in definitions
    ]
    return "\n\n".join([f"## {title}", *entries, _listed(sources)])


def _cited(of: Definition) -> str:
    return of.citation + (f"; applies from {of.applies_from}" if of.applies_from else "")


def _parameters(taxonomy: Taxonomy) -> str:
    found: dict[str, Parameter] = {p.name: p for each in _every(taxonomy) for p in each.parameters}
    sources = _sources(map(_seen, found.values()))
    rows = [f"| `{p.name}` | {p.value:,.12g} | {p.meaning}{_number(sources, _seen(p))} |" for p in found.values()]
    table = "\n".join(["| Parameter | Value | Meaning |\n|---|---|---|", *rows])
    return f"## Parameters\n\n{table}\n\n{_listed(sources)}"


def _seen(number: Parameter) -> str:
    return f"{number.source} ({SEEN[number.provenance]})"


def _sources(cited: Iterable[str]) -> list[str]:
    """Each source once: most classes and numbers of a definition are from the same work."""
    return list(dict.fromkeys(cited))


def _number(sources: list[str], cited: str) -> str:
    return f" [{sources.index(cited) + 1}]" if len(sources) > 1 else ""


def _listed(sources: list[str]) -> str:
    if len(sources) == 1:
        return f"Source: {sources[0]}."
    return "\n".join(["Sources:\n", *(f"{at}. {source}" for at, source in enumerate(sources, 1))])


def _needs(taxonomy: Taxonomy) -> str:
    metrics = [metric_named(name) for name in taxonomy.needs]
    rows = [
        f"| {{py:obj}}`{metric.name} <globalfirm.metric.{metric.name}>` | {metric.meaning} | {metric.unit} |"
        for metric in metrics
    ]
    return "\n".join(["## What must be known\n", "| Metric | Meaning | Unit |\n|---|---|---|", *rows])


def _notes(taxonomy: Taxonomy) -> str:
    notes = dict.fromkeys(note for each in _every(taxonomy) for note in each.notes)
    return "\n".join(["## What the source leaves open\n", *(f"- {note}" for note in notes)]) if notes else ""


def _situations(name: str) -> str:
    rows = [f"| {situation.what} | {'; '.join([situation.label, *situation.tags])} |" for situation in situations(name)]
    return "\n".join(["## Situations, which are its tests\n", "| Firm | Label, and tags |\n|---|---|", *rows])
