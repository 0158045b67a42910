"""The command line: what each command answers, how it refuses, and that it ends as other programs expect."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import warnings
from importlib import import_module
from pathlib import Path
from typing import get_args

import narwhals as nw
import pytest

import globalfirm as gf
from globalfirm.cli import main
from globalfirm.cli.commands import COMMANDS
from globalfirm.cli.completion import SCRIPTS
from globalfirm.cli.table_files import read_table, write_table
from globalfirm.cohort.engines import Library
from globalfirm.rules import registry
from globalfirm.rules.schemas import KINDS, schema

ROOT = Path(__file__).parents[1]
VAST = str(ROOT / "examples" / "vast.json")
OFFICES = """firm,land,headcount,home,complete
Vast,US,5,US,true
Vast,Serbia,11-50,US,true
Shop,NA,2,NA,true
Shop,Narnia,1,NA,true
Shop,NA,2.5,NA,true
007,DE,about 40,DE,true
"""


@pytest.fixture
def offices(tmp_path: Path) -> str:
    path = tmp_path / "offices.csv"
    path.write_text(OFFICES, encoding="utf-8")
    return str(path)


def run(capsys, *arguments: str) -> str:
    """What a command that ends well prints."""
    assert main(arguments) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def refused(capsys, *arguments: str) -> str:
    """What a command says that can't use what was given."""
    assert main(arguments) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("globalfirm: ")
    return printed.err.removeprefix("globalfirm: ").rstrip("\n")


def own_process(*arguments: str, **options) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "globalfirm", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, **options)


# What each command answers


def test_a_company_is_assessed_by_its_card(capsys) -> None:
    firm = gf.files.load(VAST, gf.Company)
    assert run(capsys, "assess", VAST, "--on", "2026-03-02") == f"{firm.card(on='2026-03-02')}\n"
    by_size = run(capsys, "assess", VAST, "--on", "2026-03-02", "--definition", "size_by_people")
    assert by_size == f"{gf.taxonomy('size_by_people').classify(firm).card(on='2026-03-02')}\n"


@pytest.mark.parametrize("format_", ["json", "yaml", "toml"])
def test_each_kind_of_file_gives_the_same_verdict(capsys, tmp_path: Path, format_: str) -> None:
    firm = gf.files.load(VAST, gf.Company)
    path = tmp_path / f"vast.{format_}"
    gf.files.dump(firm, path)
    printed = run(capsys, "assess", str(path), "--format", "json")
    assert gf.Verdict.model_validate_json(printed) == gf.classify(firm)


def test_a_company_is_read_from_standard_input_in_utf8_whatever_the_terminal_takes(capsys, monkeypatch) -> None:
    record = '{"name": "São", "offices": [{"country": "BR"}]}'.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(record), encoding="ascii"))
    printed = run(capsys, "assess", "-", "--format", "json")
    assert gf.Verdict.model_validate_json(printed).name == "São"


def test_a_table_is_summed_up(capsys, offices: str) -> None:
    printed = run(capsys, "table", offices, "--column", "country=land")
    assert printed.startswith("offices.csv\n3 firms in 6 rows, 1 not read")
    assert re.search(r"(?m)^ +1  micro-multinational$", printed)
    assert printed.endswith("\n6 rows = 5 used + 1 rejected; values that could not be read: 2\n")


def test_labels_of_a_table_are_those_of_its_firms(capsys, offices: str, tmp_path: Path) -> None:
    written = tmp_path / "firms.csv"
    printed = run(capsys, "table", offices, "--column", "country=land", "--incomplete", "--output", str(written))
    labels = [firm["label"] for firm in read_table(str(written), "polars").iter_rows(named=True)]
    shown = {label: int(count) for count, label in re.findall(r"(?m)^ +(\d+)  (.*)$", printed.split("surely")[-1])}
    assert shown == {label: labels.count(label) for label in labels}


@pytest.mark.parametrize("end", ["csv", "parquet"])
def test_firms_and_rejects_are_written(capsys, offices: str, tmp_path: Path, end: str) -> None:
    firms, rejects = (str(tmp_path / f"{name}.{end}") for name in ("firms", "rejects"))
    asked = ["--metrics", "country_count, headcount", "--output", firms, "--rejects", rejects]
    run(capsys, "table", offices, "--column", "country=land", *asked)
    unread = read_table(rejects, "polars").select("row", "column", "value").rows()
    assert {(int(row), *what) for row, *what in unread} == {(3, "land", "Narnia"), (4, "headcount", "2.5")}
    columns = read_table(firms, "polars").columns
    assert {"country_count_low", "headcount_high", "label"} <= {*columns}
    assert "continent_count_low" not in columns


@pytest.mark.parametrize("library", get_args(Library))
def test_every_library_of_tables_reads_the_same(monkeypatch, capsys, offices: str, tmp_path: Path, library) -> None:
    pytest.importorskip(library)
    monkeypatch.setattr("globalfirm.cohort.engines.default_backend", lambda: library)
    Path(offices).write_text(f"\ufeff{OFFICES}", encoding="utf-8")  # as spreadsheets begin a file
    firms = str(tmp_path / "firms.csv")
    run(capsys, "table", offices, "--column", "country=land", "--output", firms)
    read = {firm["firm"]: firm for firm in read_table(firms, "polars").iter_rows(named=True)}
    assert read.keys() == {"Vast", "Shop", "007"}
    assert read["Shop"]["home"] == "NA"  # Namibia
    assert [float(read["007"][f"headcount_{end}"]) for end in ("low", "high")] == [32, 48]
    parquet = str(tmp_path / "firms.parquet")
    write_table(read_table(firms, library).to_native(), parquet)
    assert read_table(parquet, "polars").columns == read_table(firms, "polars").columns


def test_a_place_is_explained(capsys) -> None:
    assert run(capsys, "place", "Porto Alegre, RS") == f"{gf.Place.explain('Porto Alegre, RS')}\n"


def test_the_definitions_are_listed(capsys) -> None:
    printed = run(capsys, "definitions")
    assert [line.split("  ")[0] for line in printed.splitlines()] == [*gf.rules.taxonomies()]
    assert all(each.name in printed for each in gf.rules.taxonomies().values())


@pytest.mark.parametrize("name", KINDS)
def test_schemas_are_the_published_ones(capsys, name: str) -> None:
    assert json.loads(run(capsys, "schema", name)) == schema(name)


def test_shared_hours_are_shown(capsys) -> None:
    firm = gf.files.load(VAST, gf.Company)
    assert run(capsys, "overlap", VAST, "--year", "2026") == f"{gf.working_day.card(firm, 2026)}\n"


# How it refuses

BAD_RECORD = "name: A\noffices:\n- country: Narnia\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["assess", "none.json"], r"none\.json: No such file or directory\."),
        (["table", "none.csv"], r"none\.csv: No such file or directory\."),
        (["table", "none.parquet"], r"none\.parquet: No such file or directory\."),
        (["assess", "firm.txt"], r"firm\.txt: the name of a record's file ends in .*, not in '\.txt'\."),
        (["table", "firms.xlsx"], r"firms\.xlsx: a table's name ends in \.csv or \.parquet, not in '\.xlsx'\."),
        (["assess", VAST, "--definition", "eu_size_clas"], r"no taxonomy is called .* Did you mean 'eu_size_class'\?"),
        (["assess", VAST, "--on", "soon"], r"'soon' is not a day: write it as in .*\."),
        (["overlap", VAST, "--year", "3000"], r"3000 is not a year .*\."),
        (["schema", "compny"], r"there is no schema of 'compny': .* Did you mean 'company'\?"),
        (["place", "Congo"], r"(?s)'Congo'\n.*problem: 'Congo' may mean CD .* or CG .*"),
    ],
)
def test_what_cant_be_used_is_said_in_a_sentence(capsys, arguments: list[str], message: str) -> None:
    assert re.fullmatch(message, refused(capsys, *arguments))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], r"the table has no column 'country': .* Name it: .*\."),
        (["--column", "country=lnd"], r"the table has no column 'lnd' \(for country\): .* Did you mean 'land'\?"),
        (["--column", "contry=land"], r"contry: no field has this name: did you mean 'country'\?"),
        (["--column", "country=land", "--metrics", "headcont"], r"no metric is called .* Did you mean 'headcount'\?"),
        (["--output", "firms.xlsx"], r"firms\.xlsx: a table's name ends in .*"),
        (["--column", "country=land", "--output", "no/such/folder.csv"], r"no/such/folder\.csv: No such file .*\."),
    ],
)
def test_what_a_table_cant_answer_is_said_in_a_sentence(capsys, offices, options: list[str], message: str) -> None:
    assert main(["table", offices, *options]) == 1
    assert re.fullmatch(f"globalfirm: {message}\n", capsys.readouterr().err)


def test_a_bad_record_is_located(capsys, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(BAD_RECORD, encoding="utf-8")
    said = refused(capsys, "assess", str(path))
    assert said.startswith(f"{path}, line 3, column 12 (offices.0.country): 'Narnia' is not a country")


@pytest.mark.parametrize("given", [b"", b"\xff\xfe", b"[]", b'{"name": "A", "headcount": "many"}', b'{"name": "\xff"}'])
def test_bad_standard_input_is_refused(capsys, monkeypatch, given: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    assert refused(capsys, "overlap", "-").startswith("standard input")


@pytest.mark.parametrize("library", get_args(Library))
@pytest.mark.parametrize("end", ["csv", "parquet"])
def test_a_file_that_is_no_table_is_refused_under_every_library(monkeypatch, capsys, tmp_path, library, end) -> None:
    pytest.importorskip(library)
    monkeypatch.setattr("globalfirm.cohort.engines.default_backend", lambda: library)
    path = tmp_path / f"bad.{end}"
    path.write_bytes(b"firm,country\nA,\xff\xfe\n" if end == "csv" else b"firm,country\nA,RS\n")
    assert refused(capsys, "table", str(path)).startswith(f"{path} can't be read as {end}: ")


def test_a_column_of_another_kind_is_refused(capsys, tmp_path: Path) -> None:
    path = str(tmp_path / "offices.parquet")
    data = {"firm": ["A"], "country": [7]}
    write_table(nw.from_dict(data, backend="polars").to_native(), path)
    assert refused(capsys, "table", path).startswith("the column for country holds Int64: ")


def test_without_a_library_of_tables_an_extra_is_named(capsys, monkeypatch, offices: str) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert refused(capsys, "table", offices).endswith("pip install 'globalfirm[polars]'.")


@pytest.mark.parametrize(
    "arguments", [[], ["asess"], ["assess"], ["assess", VAST, "--format", "xml"], ["table", "a", "--column", "x"]]
)
def test_a_command_that_is_not_written_so_is_a_mistake_of_usage(capsys, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: globalfirm")


# At home in a terminal


def test_help_of_every_command_ends_with_an_example_that_can_be_written_so(capsys) -> None:
    from globalfirm.cli.declaration import parser

    for name, command in COMMANDS.items():
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0
        assert capsys.readouterr().out.endswith(f"example:\n  {command.example}\n")
        written = re.search(r"globalfirm ([^>)]*)", command.example)[1]
        assert parser(COMMANDS).parse_args(shlex.split(written)).run is command.run


def test_the_version_is_the_librarys_and_those_of_its_data(capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    printed = capsys.readouterr().out
    assert ended.value.code == 0
    assert printed.startswith(f"globalfirm {gf.__version__}\ntzdata 20")
    assert dict(line.split() for line in printed.splitlines()) == gf.versions()


def test_the_script_and_the_module_are_the_same_command() -> None:
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    module, _, function = scripts["globalfirm"].partition(":")
    assert getattr(import_module(module), function) is main
    done = own_process("schema", "compny")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("globalfirm: there is no schema")
    assert "Traceback" not in done.stderr


def test_help_loads_nothing_that_takes_time() -> None:
    code = (
        "import sys; from globalfirm.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: print([m for m in ('pydantic', 'pytz', 'narwhals', 'polars') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_where_signs_cant_be_written_cards_are_in_ascii_and_json_is_escaped(tmp_path: Path) -> None:
    path = tmp_path / "firm.json"
    path.write_text('{"name": "São", "offices": ["Belgrade"]}', encoding="utf-8")
    old = os.environ | {"PYTHONIOENCODING": "latin-1"}
    card = own_process("assess", str(path), env=old)
    assert (card.returncode, card.stderr) == (0, "")
    assert card.stdout.isascii()
    assert card.stdout.startswith("Sao ")
    verdict = own_process("assess", str(path), "--format", "json", env=old)
    assert verdict.stdout.isascii()
    assert gf.Verdict.model_validate_json(verdict.stdout).name == "São"
    explained = own_process("place", "Zürich, Switzerland", env=old)
    assert explained.stdout.isascii()
    assert "reads as Zurich" in explained.stdout


def test_a_reader_that_has_enough_ends_it_quietly() -> None:
    command = [sys.executable, "-m", "globalfirm", "schema", "verdict"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout.readline() == b"{\n"  # of more than a pipe holds
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


def test_ctrl_c_ends_it_quietly(capsys, monkeypatch) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(COMMANDS, "definitions", COMMANDS["definitions"]._replace(run=interrupt))
    assert main(["definitions"]) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.filterwarnings("default")
def test_warnings_are_sentences_too(capsys, monkeypatch) -> None:
    monkeypatch.setitem(
        COMMANDS,
        "definitions",
        COMMANDS["definitions"]._replace(run=lambda: warnings.warn("one is left out.", stacklevel=1)),
    )
    assert main(["definitions"]) == 0
    assert capsys.readouterr() == ("", "globalfirm: one is left out.\n")


def test_progress_is_shown_to_who_watches(capsys, monkeypatch, offices: str) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["table", offices, "--column", "country=land"]) == 0
    assert capsys.readouterr().err == "6 rows read by polars ...\nmeasured ...\n"


def test_in_a_terminal_a_card_has_colours(capsys, monkeypatch) -> None:
    pytest.importorskip("rich")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    printed = run(capsys, "overlap", VAST, "--year", "2026")
    assert "\x1b[" in printed
    plain = gf.working_day.card(gf.files.load(VAST, gf.Company), 2026).text()
    assert re.sub(r"\x1b\[[\d;]*m", "", printed).rstrip() == plain


BY_LIBRARY = pytest.mark.parametrize("by", get_args(Library))


@BY_LIBRARY
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_is_read_with_the_marks_of_any_spreadsheet(tmp_path, by: Library, mark: str, end: str) -> None:
    pytest.importorskip(by)
    path = tmp_path / "offices.csv"
    lines = ["firm,country,", '"A, Inc.; or\t",007,', "Café,Serbia,"]
    written = [
        line.replace('"A, Inc.; or\t"', "\0").replace(",", mark).replace("\0", '"A, Inc.; or\t"') for line in lines
    ]
    path.write_bytes(b"\xef\xbb\xbf" + end.join(written).encode())
    read = read_table(str(path), by)
    assert read.select("firm", "country").rows() == [("A, Inc.; or\t", "007"), ("Café", "Serbia")]


@BY_LIBRARY
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"firm,country\rA,RS\r", "its lines end in CR alone"),
        (b"firm,country,country\nA,RS,US\n", "two columns are called 'country'"),
        ("firm,country\nA,RS\n".encode("utf-16"), "it is not text in UTF-8"),
        ("Café,country\nA,RS\n".encode("cp1252"), "it is not text in UTF-8"),
    ],
)
def test_csv_of_which_a_library_would_lose_something_is_refused(
    tmp_path, by: Library, content: bytes, why: str
) -> None:
    pytest.importorskip(by)
    path = tmp_path / "offices.csv"
    path.write_bytes(content)
    with pytest.raises(gf.GlobalfirmError, match=why):
        read_table(str(path), by)


def test_no_file_takes_the_place_of_another(capsys, offices: str, tmp_path: Path) -> None:
    both = str(tmp_path / "both.csv")
    for written in (["--output", offices], ["--output", both, "--rejects", f"{tmp_path}/./both.csv"]):
        assert "write to another file" in refused(capsys, "table", offices, "--column", "country=land", *written)
    assert Path(offices).read_text(encoding="utf-8") == OFFICES


@pytest.mark.parametrize(
    ("stream", "arguments", "code"), [("stdin", ("assess", "-"), 1), ("stdout", ("definitions",), 0)]
)
def test_a_stream_that_the_shell_has_closed_is_empty(
    monkeypatch, stream: str, arguments: tuple[str, ...], code: int
) -> None:
    monkeypatch.setattr(sys, stream, None)
    assert main(arguments) == code
    getattr(sys, stream).close()


def test_an_error_of_the_system_without_a_file_is_a_sentence_too(capsys, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(COMMANDS, "definitions", COMMANDS["definitions"]._replace(run=full))
    assert refused(capsys, "definitions") == "No space left on device."


# Completion


@pytest.mark.parametrize("shell", SCRIPTS)
def test_scripts_of_completion_know_every_command_and_option(capsys, shell: str) -> None:
    printed = run(capsys, "completion", shell)
    for name, command in COMMANDS.items():
        assert name in printed
        for option in command.options:
            assert all(flag.removeprefix("--") in printed for flag in (*option.flags, *option.choices))


COMPLETED = {
    "globalfirm tab": {"table"},
    "globalfirm assess --def": {"--definition"},
    "globalfirm assess --format ": {"text", "json"},
    "globalfirm completion b": {"bash"},
    "globalfirm schema ver": {"verdict"},
    "globalfirm assess --definition eu": {"eu_size_class"},
}


@pytest.mark.parametrize("line", COMPLETED)
def test_bash_completes(line: str) -> None:
    bash = shutil.which("bash") or pytest.skip("there is no bash")
    words = line.split(" ")
    asked = f"COMP_WORDS=({shlex.join(words)}); COMP_CWORD={len(words) - 1}; _globalfirm; echo ${{COMPREPLY[*]}}"
    script = f"{SCRIPTS['bash'](COMMANDS)}\n{asked}"
    done = subprocess.run([bash, "-c", script], capture_output=True, text=True, check=True)
    assert {*done.stdout.split()} == COMPLETED[line]


@pytest.mark.parametrize("line", COMPLETED)
def test_fish_completes(line: str) -> None:
    fish = shutil.which("fish") or pytest.skip("there is no fish")
    script = f"{SCRIPTS['fish'](COMMANDS)}\ncomplete -C {shlex.quote(line)}"
    done = subprocess.run([fish, "--no-config", "-c", script], capture_output=True, text=True, check=True)
    assert {row.split("\t")[0] for row in done.stdout.splitlines()} == COMPLETED[line]


# As it is documented


def test_what_the_readme_shows_is_what_is_printed(capsys, monkeypatch) -> None:
    monkeypatch.chdir(ROOT)
    readme = (ROOT / "README.md").read_text(encoding="utf-8").replace("\\\n", "")
    shown = re.findall(r"(?ms)^\$ globalfirm (.*?)\n(.*?)(?=^\$ |^```)", readme)
    assert len(shown) >= 2
    for arguments, output in shown:
        assert run(capsys, *shlex.split(arguments)) == output


def test_what_others_code_raises_is_a_sentence_with_its_name(capsys, own_metrics, monkeypatch) -> None:
    @gf.metric(unit="points", source="these tests, 2026")
    def broken(firm, xp):
        """Broken."""
        return 1 / 0

    classes = [gf.Definition(name="big", summary="big", rule=broken >= 3, citation="ours")]
    mine = gf.Taxonomy(name="mine", classes=classes)
    monkeypatch.setattr(registry, "taxonomies", lambda: {"mine": mine})
    said = "ZeroDivisionError: division by zero (in the metric 'broken' of 'Vast', in the taxonomy 'mine')"
    assert refused(capsys, "assess", VAST, "--definition", "mine") == said
