"""Scripts by which shells complete commands, options and choices, written from the declarations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from shlex import quote

from globalfirm.cli.declaration import Command, Option


def bash(commands: Mapping[str, Command]) -> str:
    """For bash: after the command its words, after an option its values, and files where none fits."""
    words = {
        f"{name} {flag}": " ".join(option.choices)
        for name, each in commands.items()
        for option in each.options
        for flag in option.flags
        if option.takes_value
    } | {f"{name} *": " ".join(chain(*map(_words, each.options), ["--help"])) for name, each in commands.items()}
    cases = "\n".join(f'      {shown.replace(" ", chr(92) + " ")}) words="{text}" ;;' for shown, text in words.items())
    return f"""_globalfirm() {{
  local words="{" ".join(commands)} --help --version"
  if (( COMP_CWORD > 1 )); then
    case "${{COMP_WORDS[1]}} ${{COMP_WORDS[COMP_CWORD-1]}}" in
{cases}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}"))
}}
complete -o default -F _globalfirm globalfirm"""


def zsh(commands: Mapping[str, Command]) -> str:
    """For zsh, which runs the script of bash."""
    compdef = "(( $+functions[compdef] )) || { autoload -U compinit && compinit; }"  # where ~/.zshrc has not done so
    return f"{compdef}\nautoload -U +X bashcompinit && bashcompinit\n{bash(commands)}"


def fish(commands: Mapping[str, Command]) -> str:
    """For fish: each command, option and choice with what it is for."""
    lines = []
    for name, each in commands.items():
        lines.append(f"complete -c globalfirm -n __fish_use_subcommand -fa {name} -d {quote(each.summary)}")
        for option in filter(_words, each.options):
            flags = "".join(f" -l {flag.removeprefix('--')}" for flag in option.flags)
            choices = f" -xa {quote(' '.join(option.choices))}" if option.choices else ""
            after = f"__fish_seen_subcommand_from {name}"
            lines.append(f"complete -c globalfirm -n {quote(after)}{flags}{choices} -d {quote(option.help)}")
    return "\n".join(lines)


SCRIPTS: dict[str, Callable[[Mapping[str, Command]], str]] = {each.__name__: each for each in (bash, zsh, fish)}
"""What writes the script, by the shell's name."""


def _words(option: Option) -> tuple[str, ...]:
    """What may be typed of an option or an argument, beside a value of one's own."""
    return option.flags or option.choices
