# %% [markdown]
"""A web service that judges firms, typed with the library's own records (FastAPI).

    pip install fastapi uvicorn
    uvicorn --app-dir examples service:app

What it takes and answers stands at /docs, and for generators of clients at /openapi.json; docs/service.md shows it asked.
"""

# %%
from __future__ import annotations

import json

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ValidationError

import globalfirm as gf

# Rules hold rules. Where a document has them both read and written, pydantic compares the
# two schemas of a kind by what they refer to before it has named that, finds them unequal,
# and FastAPI would write each kind twice (AllOf-Input and AllOf-Output). All records of the
# library have one schema for both, so that one is enough.
app = FastAPI(
    title="globalfirm", version=gf.__version__, separate_input_output_schemas=False
)

NOT_TEXT: dict[int | str, dict[str, str]] = {
    400: {"description": "The body is not text in UTF-8."}
}
"""What FastAPI answers of itself, and its document leaves out."""


# %% [markdown]
# ## What is answered


# %%
class Choice(BaseModel):
    """A line of a form's select."""

    code: gf.Country
    name: str


# %% [markdown]
# ## What is refused


# %%
@app.exception_handler(gf.GlobalfirmError)
def unusable(_: Request, error: gf.GlobalfirmError) -> JSONResponse:
    """What the library refuses: candidates and the nearest match are data."""
    line = {
        "type": error.type,
        "loc": [],
        "msg": str(error),
        "input": error.content["given"],
        "ctx": error.content,
    }
    return JSONResponse({"detail": [line]}, status_code=422)


@app.exception_handler(RequestValidationError)
@app.exception_handler(ValidationError)
def unreadable(_: Request, error: RequestValidationError | ValidationError) -> Response:
    """What can't be read, or contradicts itself.

    A body may hold what no answer can, NaN or half a sign. So it is not repeated,
    and the answer is written in ASCII.
    """
    lines = [
        {name: line[name] for name in ("type", "loc", "msg", "ctx") if name in line}
        for line in error.errors()
    ]
    return Response(
        json.dumps({"detail": lines}), status_code=422, media_type="application/json"
    )


# %% [markdown]
# ## What is asked of a firm


# %%
@app.post("/judge", responses=NOT_TEXT)
def judge(firm: gf.Company, definition: str = "size_and_reach") -> gf.Verdict:
    """What kind of firm a company is by a definition, and why."""
    return gf.taxonomy(definition).classify(firm)


@app.get("/judge/{country}")
def judge_by_size(
    country: gf.Country, headcount: gf.Count, time_zone: gf.TimeZone | None = None
) -> gf.Verdict:
    """What kind of firm has so many people in one place.

    In a query a plus is written `%2B`: 50 or more is `50%2B`.
    """
    office = gf.Office(country=country, time_zone=time_zone, headcount=headcount)
    return gf.classify(
        gf.Company(name=f"a firm in {country.name_in_text}", offices=[office])
    )


@app.post("/profile", responses=NOT_TEXT)
def profile(firm: gf.Company) -> gf.Profile:
    """All metrics of a company, each with its bounds."""
    return gf.profile(firm)


@app.post("/ask", responses=NOT_TEXT)
def ask(firm: gf.Company, rule: gf.Rule) -> gf.Evidence:
    """Whether a rule holds of a company: yes, no or can't tell, with the evidence."""
    return rule.explain(firm)


# %% [markdown]
# ## What there is to choose from


# %%
@app.get("/definitions")
def definitions() -> dict[str, gf.Taxonomy]:
    """The published definitions by name, and those of installed packages."""
    return dict(gf.rules.taxonomies())


@app.get("/definitions/{name}")
def definition(name: str) -> gf.Taxonomy:
    """A definition, with its classes, rules, numbers and sources."""
    return gf.taxonomy(name)


@app.get("/countries")
def countries() -> list[Choice]:
    """Every country, by name, for a form's select."""
    return [Choice(code=country, name=country.name) for country in gf.Country.all()]


@app.get("/time_zones")
def time_zones() -> list[gf.TimeZone]:
    """Every time zone, for a form's select."""
    return list(gf.TimeZone.all())
