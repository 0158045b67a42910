"""Looks at the pictures in Debian's Chromium: takes pictures of them, and measures whether what is written collides.

    python tools/look_at_cards.py FOLDER [NAME ...] [--check]

For each of the firms in `tools/cases.py`, or those named, its card and its year of shared hours: light and dark, at 900 and
400 pixels. With `--check` no pictures are taken, more widths and fonts are tried, and the exit is 1 where something is wrong.
It needs Chromium, so no test runs it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from html import escape, unescape
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent))

from cases import firms

import globalfirm as gf
from globalfirm.views.picture import Picture

DAY = date(2026, 11, 24)
CHROMIUM = [
    "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
    "--disable-background-networking", "--allow-file-access-from-files", "--virtual-time-budget=2000",
]  # fmt: skip
FONTS = ("Inter", "DejaVu Sans", "Noto Sans")
MEASURE = """<script>f.onload=()=>{const d=f.contentDocument,R=e=>e.getBoundingClientRect(),found=[];
for(const m of d.querySelectorAll('.gf-map')){const seen=e=>R(e).width>0,F=R(m),C=[...m.querySelectorAll('circle')].filter(seen);
const T=[...m.querySelectorAll('text')].filter(seen),B=T.map(e=>{const r=R(e),p=r.height*.16;return{left:r.left,right:r.right,top:r.top+p,bottom:r.bottom-p}});
const meet=(a,b)=>a.left<b.right-1&&b.left<a.right-1&&a.top<b.bottom-1&&b.top<a.bottom-1;
B.forEach((a,i)=>{if(a.left<F.left-1||a.right>F.right+1)found.push('over the edge: '+T[i].textContent);
B.slice(i+1).forEach((b,j)=>meet(a,b)&&found.push(T[i].textContent+' meets '+T[i+1+j].textContent));
C.forEach(c=>meet(a,R(c))&&found.push(T[i].textContent+' meets a disc'))})
const K=m.parentElement.querySelector('.gf-legend');if(K)for(const k of K.children){const r=R(k);B.forEach((a,i)=>meet(a,r)&&found.push(T[i].textContent+' meets the key'));
C.forEach(c=>meet(R(c),r)&&found.push('a disc meets the key'))}}
for(const c of d.querySelectorAll('.gf-cell'))for(const e of c.children){const r=document.createRange();r.selectNodeContents(e);
if(R(e).width>0&&r.getBoundingClientRect().width>R(c).width+1)found.push(e.textContent+' is wider than its cell')}
const e=d.documentElement;f.style.height=e.scrollHeight+'px';document.title=JSON.stringify([e.scrollHeight,e.scrollWidth,found])}</script>"""


def page(picture: Picture, font: str = "Inter") -> str:
    """A page that holds a picture alone."""
    style = (
        "body{margin:20px;background:#fff}@media (prefers-color-scheme:dark){body{background:#0d1014}}"
        f".gf{{margin:0 auto}}@media (max-width:520px){{body{{margin:10px}}}}.gf-card,.gf.gf text{{font-family:'{font}',sans-serif}}"
    )
    return f'<!doctype html><meta charset="utf-8"><title>{escape(picture.title)}</title><style>{style}</style>{picture.html()}'


def look(html: str, width: int, *, dark: bool = False, picture: Path | None = None) -> list[str]:
    """What is wrong with a page at this width; a picture of all of it where one is asked for."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "page.html").write_text(html, encoding="utf-8")
        frame = Path(folder) / "frame.html"
        look = f"border:0;display:block;width:{width}px;height:9px"
        frame.write_text(
            f'<meta charset="utf-8"><body style="margin:0"><iframe id="f" src="page.html" style="{look}"></iframe>{MEASURE}',
            encoding="utf-8",
        )
        browser = [
            *CHROMIUM,
            f"--user-data-dir={folder}/user",
            f"--blink-settings=preferredColorScheme={0 if dark else 1}",
        ]
        shown = run([*browser, "--dump-dom", "--window-size=1000,1000", frame.as_uri()])
        high, wide, found = json.loads(unescape(re.search("<title>(.*?)</title>", shown, re.DOTALL)[1]))
        if picture:
            run(
                [
                    *browser,
                    f"--screenshot={picture.resolve()}",
                    f"--window-size={max(width, 500)},{high}",
                    frame.as_uri(),
                ]
            )
    return found + ([f"{wide} px wide in {width}"] if wide > width else [])


def run(command: list[str]) -> str:
    """What a command prints."""
    return subprocess.run(command, capture_output=True, text=True, timeout=90, check=True).stdout


def main(arguments: list[str]) -> int:
    """Pictures, or a check at more widths and in more fonts."""
    check = "--check" in arguments
    folder, *names = [argument for argument in arguments if argument != "--check"]
    wrong = 0
    if check:
        looks = [(width, font, False) for width in (900, 640, 400, 360) for font in FONTS]
    else:
        Path(folder).mkdir(exist_ok=True, parents=True)
        looks = [(width, "Inter", dark) for width in (900, 400) for dark in (False, True)]
    for name, firm in firms().items():
        if names and name not in names:
            continue
        pictures = {name: firm.card(on=DAY), f"{name}-year": gf.working_day.card(firm, DAY.year)}
        for (shown, picture), (width, font, dark) in product(pictures.items(), looks):
            path = None if check else Path(folder) / f"{shown}-{width}-{'dark' if dark else 'light'}.png"
            for problem in look(page(picture, font), width, dark=dark, picture=path):
                wrong += 1
                print(f"{shown}, {width} px, {font}: {problem}")
    print(f"{wrong or 'nothing'} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
