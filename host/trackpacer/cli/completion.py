# SPDX-License-Identifier: MIT
"""`pacer completion SHELL`: what completes commands and their options in a shell.

Not here: what the commands are (`cli`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EPILOG = """\
bash   echo 'eval "$(pacer completion bash)"' >> ~/.bashrc
zsh    echo 'eval "$(pacer completion zsh)"' >> ~/.zshrc
fish   pacer completion fish > ~/.config/fish/completions/pacer.fish"""


def configure(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="for which shell")
    parser.epilog = EPILOG


def run(args: Namespace) -> int:
    """Print the script."""
    commands = _commands()
    print(_fish(commands) if args.shell == "fish" else _bash(commands, args.shell == "zsh"))
    return 0


def _commands() -> dict[str, tuple[str, list[str]]]:
    """Each command, what it does, and its options."""
    from importlib import import_module

    from trackpacer import cli

    found = {}
    for group in cli.COMMANDS.values():
        for name, (module, summary) in group.items():
            parser = cli.command_parser(name, summary)
            import_module(module).configure(parser)
            options = [
                word
                for action in parser._actions
                for word in action.option_strings
                if word.startswith("--")
            ]
            found[name] = (summary, sorted(set(options)))
    return found


def _bash(commands: dict[str, tuple[str, list[str]]], zsh: bool) -> str:
    from trackpacer.cli.topics import TOPICS

    lines = ["autoload -Uz bashcompinit && bashcompinit"] if zsh else []
    lines += [
        "_pacer() {",
        '  local word="${COMP_WORDS[COMP_CWORD]}" words=""',
        '  if [ "$COMP_CWORD" = 1 ]; then',
        f'    words="help {" ".join(commands)}"',
        "  else",
        '    case "${COMP_WORDS[1]}" in',
        f'      help) words="{" ".join([*TOPICS, *commands])}";;',
    ]
    lines += [
        f'      {name}) words="{" ".join(options)}";;' for name, (_, options) in commands.items()
    ]
    lines += [
        "    esac",
        '    [ "${word#-}" = "$word" ] && [ "${COMP_WORDS[1]}" != help ] && words=""',
        "  fi",
        '  COMPREPLY=($(compgen -W "$words" -- "$word"))',
        "}",
        "complete -o default -F _pacer pacer",
    ]
    return "\n".join(lines)


def _fish(commands: dict[str, tuple[str, list[str]]]) -> str:
    from trackpacer.cli.topics import TOPICS

    first = "complete -c pacer -n __fish_use_subcommand -f"
    lines = [f"{first} -a help -d 'Help on a command or a topic'"]
    for name, (summary, options) in commands.items():
        lines.append(f"{first} -a {name} -d {_quoted(summary)}")
        lines += [
            f"complete -c pacer -n '__fish_seen_subcommand_from {name}' -l {option[2:]}"
            for option in options
        ]
    names = " ".join([*TOPICS, *commands])
    lines.append(f"complete -c pacer -n '__fish_seen_subcommand_from help' -f -a '{names}'")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
