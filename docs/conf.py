"""Sphinx configuration: every example in the pages is executed, and any error or warning fails the build."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the two modules that write pages

import definition_pages
import metric_pages

import globalfirm

HERE = Path(__file__).parent
definition_pages.write(HERE / "definitions")
metric_pages.write(HERE / "generated")

project = "globalfirm"
author = "The globalfirm authors"
version = release = globalfirm.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "jupyter_execute"]

nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_merge_streams = True
myst_enable_extensions = ["colon_fence", "deflist"]

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "exclude-members": "model_config, model_post_init"}
napoleon_google_docstring = True

default_role = "code"
html_theme = "furo"
html_title = f"globalfirm {release}"
