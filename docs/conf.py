"""Sphinx configuration: every example in the pages is executed, and any error or warning fails the build."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the modules that write pages

import definition_pages
import metric_pages
import reference_pages
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.ext.napoleon import GoogleDocstring

import globalfirm

HERE = Path(__file__).parent
definition_pages.write(HERE / "definitions")
metric_pages.write(HERE / "generated")
reference_pages.write(HERE / "generated" / "reference")

project = "globalfirm"
author = "The globalfirm authors"
version = release = globalfirm.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.viewcode", "sphinx_copybutton"]
exclude_patterns = ["_build", "jupyter_execute"]

nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_merge_streams = True
myst_enable_extensions = ["colon_fence", "deflist"]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {
    "members": True,
    "exclude-members": "model_config, model_post_init",
    # What a public class has from a base of ours is its own; what all records and errors have is said once, and what Python
    # and pydantic give it, they describe.
    "inherited-members": "Record, GlobalfirmError, BaseModel, str, int, tuple, dict, Enum, Exception, BaseException",
}
nitpicky = True
nitpick_ignore_regex = [
    # Others' things, whose docs are elsewhere, where a build without a network does not look.
    (
        r"py:.*",
        r"(collections|datetime|hypothesis|narwhals|os|pathlib|pydantic|pydantic_core|rich|sqlalchemy|typing)\..*",
    ),
    (r"py:.*", r"(date|ValidationError|Any)"),
    (r"py:class", r"(.*\.)?[A-Z]"),  # variables of types
    # What is drawn from, and names for unions that only type checkers see.
    (r"py:class", r"globalfirm\.views\.drawing\..*"),
    (r"py:class", r"Countable|Counts|FigureByCountry|Value|ZoneSource|ExplainedLine|zones\.Arc"),
]
python_maximum_signature_line_length = 88
toc_object_entries_show_parents = "hide"
copybutton_exclude = ".linenos, .gp, .go"  # what is typed, without prompts and answers

highlight_options = {"python": {"stripnl": True}}  # what is included ends before the lines that part it from the next
default_role = "code"
html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["pages.css"]
html_show_copyright = False
html_title = f"globalfirm {release}"


def sections(app: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """Turns the sections of Google's style into fields.

    Napoleon as an extension also takes the first line of an attribute up to its colon for a type, which none of ours is: told of
    no name, it has no attribute to do so with.
    """
    lines[:] = GoogleDocstring("\n".join(lines)).lines()


def other_names(app: Sphinx, env: BuildEnvironment) -> None:
    """Every public name is in the inventory, also where a thing has several."""
    reference_pages.add_aliases(env.domains.python_domain)


def setup(app: Sphinx) -> None:
    app.connect("env-updated", other_names)
    app.connect("autodoc-process-docstring", sections)
