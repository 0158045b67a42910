"""Checks the built docs: names, words, links and pictures; in Debian's Chromium also what a phone would cut.

    sphinx-build -W -E -j 2 -b html docs docs/_build/html
    python tools/check_docs.py docs/_build/html [--phone] [--pictures FOLDER]

Every public name is in the inventory, and nothing else but members of what is public. What stands beneath a name begins with the
words of its docstring, inherited or not: markup that eats some is found. No link leads nowhere, nothing is fetched, and no path of
this machine is shown. With `--phone` no page is
wider than 390 pixels; with `--pictures` every page is taken at 390 and 1280 pixels, light and dark, to be looked at.
"""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from functools import cache, cached_property
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FunctionType
from urllib.parse import unquote, urldefrag

from bs4 import BeautifulSoup
from sphinx.util.inventory import InventoryFile

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "docs"))

import reference_pages  # noqa: E402 # it lies beside the pages

DESCRIBED = (FunctionType, classmethod, staticmethod, property, cached_property)
PHONE = 390
CHROMIUM = [
    "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
    "--disable-background-networking", "--allow-file-access-from-files", "--virtual-time-budget=3000",
]  # fmt: skip
WIDER = """<script>onload=()=>{const d=f.contentDocument,m=d.documentElement,clipped=e=>{for(e=e.parentElement;e&&e!==d.body;e=e.parentElement)
if(getComputedStyle(e).overflowX!='visible')return 1;return 0};const cut=[...d.querySelectorAll('.content *')].filter(e=>e.getBoundingClientRect().right>WIDTH+1&&!clipped(e));
document.title=JSON.stringify([m.scrollWidth,m.scrollHeight,cut.slice(0,3).map(e=>e.tagName+' '+e.className+' '+e.textContent.slice(0,50))])}</script>"""


@cache
def page(path: Path) -> BeautifulSoup:
    """A page as it is built."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@cache
def anchors(path: Path) -> set[str]:
    """What of a page can be linked to."""
    return {tag["id"] for tag in page(path).select("[id]")}


def pages(built: Path) -> list[Path]:
    """The pages that people read: not the sources, which have their links by Sphinx itself."""
    return [
        path for path in sorted(built.rglob("*.html")) if "_modules" not in path.parts and "_static" not in path.parts
    ]


def names(built: Path) -> Iterator[str]:
    """Public names that the inventory lacks, and names in it that are not public."""
    inventory = InventoryFile.loads((built / "objects.inv").read_bytes(), uri="").data
    found = {name for kind, entries in inventory.items() if kind.startswith("py:") for name in entries}
    known = reference_pages.public()
    public = {name for each in known for name in (each.name, *each.aliases)} - {"globalfirm"}
    yield from (f"{name} is not in the inventory" for name in sorted(public - found))
    canonical = {
        f"{each.value.__module__}.{each.value.__qualname__}" for each in known if hasattr(each.value, "__qualname__")
    }
    homes = public | canonical
    for name in sorted(found):
        if not any(name == home or name.startswith(f"{home}.") for home in homes):
            yield f"{name} is in the inventory, and not public"


def words(built: Path) -> Iterator[str]:
    """Entries that don't begin with what the docstring says."""
    entries = {entry["id"]: entry for path in pages(built) for entry in page(path).select("dt[id^=globalfirm]")}
    for each in reference_pages.public():
        entry = entries.get(each.name)
        if entry is None:
            continue
        said = {each.name: reference_pages.description(each.value, each.name)}
        if isinstance(each.value, type):
            said |= {f"{each.name}.{name}": text for name, _, text in reference_pages.fields(each.value)}
            said |= {
                f"{each.name}.{name}": member.__doc__ or ""
                for name, member in inspect.getmembers_static(each.value)
                if f"{each.name}.{name}" in entries and isinstance(member, DESCRIBED)
            }
        for name, text in said.items():
            shown = _letters(entries[name].find_next_sibling("dd").get_text(" "))
            first = _letters(text.strip().partition("\n")[0])
            if first and not shown.startswith(first) and "Alsoas" not in shown:
                yield f"{name}: {shown[:60]!r} stands where its docstring begins {first[:60]!r}"
            if "Aliasforfieldnumber" in shown:
                yield f"{name} is not described"


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def links(built: Path) -> Iterator[str]:
    """Links that lead nowhere, and what a page would fetch."""
    for path in pages(built):
        for tag in page(path).select("a[href], img[src], source[srcset], script[src], link[href]"):
            target = tag.get("href") or tag.get("src") or tag.get("srcset")
            where = f"{path.relative_to(built)}: {target}"
            if re.match(r"https?:|mailto:|//", target):
                if tag.name != "a" and tag.get("rel") not in (["canonical"], ["prev"]):
                    yield f"{where} is fetched"
                continue
            if target.startswith("data:"):
                continue
            file, anchor = urldefrag(unquote(re.sub(r"\?v=\w+", "", target)))
            to = (path.parent / file).resolve() if file else path
            if not to.exists():
                yield f"{where} is not there"
            elif anchor and to.suffix == ".html" and "_modules" not in to.parts and anchor not in anchors(to):
                yield f"{where} has no such place"
        for image in page(path).select("img:not([alt])"):
            yield f"{path.relative_to(built)}: {image.get('src')} has no words"


def paths(built: Path) -> Iterator[str]:
    """Pages that show where on this machine they were built, as tracebacks do."""
    for path in pages(built):
        if str(ROOT) in path.read_text(encoding="utf-8"):
            yield f"{path.relative_to(built)} shows {ROOT}"


def phone(built: Path) -> Iterator[str]:
    """Pages that are wider than a phone, and what in them is cut."""
    for path in pages(built):
        wide, _, cut = look(path, PHONE)
        if wide > PHONE or cut:
            yield f"{path.relative_to(built)} is {wide} pixels wide: {'; '.join(cut)}"


def look(path: Path, width: int, *, dark: bool = False, picture: Path | None = None) -> tuple[int, int, list[str]]:
    """How wide and high a page is at a width, and what is cut; a picture of it where one is asked for."""
    with TemporaryDirectory() as folder:
        frame = Path(folder) / "frame.html"
        browser = [
            *CHROMIUM,
            f"--user-data-dir={folder}/user",
            f"--blink-settings=preferredColorScheme={0 if dark else 1}",
        ]

        def run(height: int, *arguments: str) -> str:
            box = f'<iframe id="f" src="{path.resolve().as_uri()}" style="border:0;display:block;width:{width}px;height:{height}px">'
            frame.write_text(
                f'<meta charset="utf-8"><body style="margin:0">{box}</iframe>{WIDER.replace("WIDTH", str(width))}',
                encoding="utf-8",
            )
            done = subprocess.run(
                [*browser, *arguments, frame.as_uri()], capture_output=True, text=True, check=True, timeout=90
            )
            return done.stdout

        shown = run(900, "--dump-dom", f"--window-size={max(width, 600)},900")
        found = json.loads(unescape(re.search("<title>(.*?)</title>", shown, re.DOTALL)[1]))
        if picture:
            high = min(found[1], 9000)
            run(high, f"--screenshot={picture.resolve()}", f"--window-size={max(width, 500)},{high}")
        return tuple(found)


def main() -> None:
    """Print what is wrong, and end with 1 where something is."""
    parser = ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("built", type=Path)
    parser.add_argument("--phone", action="store_true")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--only", default="", help="pages whose name has this in it")
    asked = parser.parse_args()
    if asked.pictures:
        asked.pictures.mkdir(exist_ok=True, parents=True)
        for path in pages(asked.built):
            name = "-".join(path.relative_to(asked.built).with_suffix("").parts)
            if asked.only in name:
                for width, dark in ((PHONE, False), (PHONE, True), (1280, False), (1280, True)):
                    look(path, width, dark=dark, picture=asked.pictures / f"{name}-{width}{'-dark' * dark}.png")
        return
    checks = [names, words, links, paths, *([phone] if asked.phone else [])]
    problems = [problem for check in checks for problem in check(asked.built)]
    if problems:
        sys.exit("\n".join(problems))


if __name__ == "__main__":
    main()
