"""Tries the service of examples/service.py as programs meet it: by its OpenAPI document alone, offline.

    python tools/try_service.py

A client that openapi-python-client generates must have every model, without a warning, and give back each answer of the
service as it was; whatever Schemathesis makes of the document must be answered as the document says. Both are the
same from run to run.
"""

from __future__ import annotations

import compileall
import json
import re
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "examples"))

from service import app  # noqa: E402

DRAWN = settings(
    max_examples=10,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""The same cases at every run: so many that are right, and so many that are wrong, for each operation."""

VAST = {"name": "Vast", "headcount": "11-50", "offices": [{"country": "US"}, {"country": "Serbia"}]}
UNSAID = [positive_data_acceptance]
"""JSON Schema can't say that a firm contradicts itself, nor what text names a country, so what fits may be refused."""

ANSWERS = {
    "Verdict": ("post", "/judge", VAST),
    "Profile": ("post", "/profile", VAST),
    "Evidence": ("post", "/ask", {"firm": VAST, "rule": {"not": {"metric": "headcount", "operator": "<", "value": 9}}}),
    "Taxonomy": ("get", "/definitions/born_global", None),
    "HTTPValidationError": ("get", "/judge/Congo?headcount=9", None),
}
"""What the service is asked for each kind of answer that it has."""


def try_client() -> None:
    """Generate a client, and read the service's answers with it."""
    document = app.openapi()
    models = {name for name, schema in document["components"]["schemas"].items() if schema.get("type") == "object"}
    with tempfile.TemporaryDirectory() as folder:
        openapi, client = Path(folder, "openapi.json"), Path(folder, "firms_client")
        openapi.write_text(json.dumps(document), encoding="utf-8")
        config = Path(folder, "config.json")
        config.write_text('{"post_hooks": []}', encoding="utf-8")  # nobody reads this client, so it needs no formatter
        command = [sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning", "--meta", "none"]
        paths = ["--config", str(config), "--path", str(openapi), "--output-path", str(client)]
        subprocess.run([*command, *paths], check=True)
        assert compileall.compile_dir(client, quiet=1, force=True), "the client does not compile"
        sys.path.insert(0, folder)
        made = vars(import_module("firms_client.models"))
        written = {name.casefold() for name in made}
        dropped = [name for name in models if name.replace("_", "").casefold() not in written]
        assert not dropped, f"the client has no {', '.join(sorted(dropped))}"
        twice = [name for name in made if re.fullmatch(rf"({'|'.join(models)}|Count|Interval)\d+", name)]
        assert not twice, f"the client has a kind twice: {', '.join(twice)}"
        for kind, (method, path, body) in ANSWERS.items():
            answer = TestClient(app).request(method, path, json=body).json()
            assert made[kind].from_dict(answer).to_dict() == answer, f"the client does not keep a {kind}"
    print(f"a client keeps {len(models)} models, and the answers of {len(ANSWERS)} kinds")


def try_cases() -> None:
    """Ask what the document allows and what it forbids; each answer must be one that it names."""
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    asked = 0
    for operation in (found.ok() for found in schema.get_all_operations()):
        forbids = len([*operation.query, *operation.body])  # a path alone may be any text
        for mode in list(GenerationMode) if forbids else [GenerationMode.POSITIVE]:

            @DRAWN
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: schemathesis.Case) -> None:
                nonlocal asked
                asked += 1
                case.call_and_validate(excluded_checks=UNSAID)

            ask()
    print(f"{asked} cases were answered as the document says")


if __name__ == "__main__":
    try_client()
    try_cases()
