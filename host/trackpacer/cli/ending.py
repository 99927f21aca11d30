# SPDX-License-Identifier: MIT
"""How every command ends: its exit status, and what is said of what went wrong.

Nobody is shown a traceback: what the user can mend is said in a sentence, a fault of ours goes to a
file (`crash`). Not here: which command is meant (`cli`).
"""

from __future__ import annotations

import codecs
import errno
import os
import signal
import sys
import threading
from contextlib import contextmanager

from trackpacer.cli.terminal import Guarded
from trackpacer.errors import UserError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import NoReturn

FAILED = 1
PIPE_CLOSED = 141
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
# What ends a command from outside: Ctrl-C, `kill` or `timeout`, a terminal that is closed.
ENDING = ("SIGINT", "SIGTERM", "SIGHUP")


def ended(work: Callable[[], int], words: list[str]) -> int:
    """Do the work of a command; its exit status, whatever happens.

    words: the command's, for a file that tells of a fault of ours.
    """
    _never_fail_to_print()
    with _guarded(words):
        return _ended(work, words)


def _ended(work: Callable[[], int], words: list[str]) -> int:
    try:
        with _in_order():
            status = work()
        sys.stdout.flush()  # here, where a full disk or a closed pipe can still be answered
        return status
    except UserError as error:
        _complain(str(error), error.hint)
        return FAILED
    except KeyboardInterrupt as end:
        _complain("stopped")
        return 128 + (end.number if isinstance(end, _Signalled) else signal.SIGINT)
    except BrokenPipeError as error:
        if error.filename is None:
            return _pipe_closed()
        return _internal(error, words)
    except OSError as error:
        # A file the user named, and what the system says about it, is the user's to mend.
        if error.filename is None and error.errno in _NO_ROOM:
            _complain(f"the output cannot be written: {error.strerror}")
            _drop_output()
            return FAILED
        if error.filename is None:
            return _internal(error, words)
        _complain(f"{_text(error.filename)}: {error.strerror}")
        return FAILED
    except Exception as error:
        return _internal(error, words)


class _Signalled(KeyboardInterrupt):
    """A signal that ends the command, once everything that it has open was closed."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@contextmanager
def _guarded(words: list[str]) -> Iterator[None]:
    """Let nothing reach the standard streams that acts there, and no thread print a traceback."""
    streams = sys.stdout, sys.stderr
    hook = threading.excepthook

    def tell(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            _internal(args.exc_value, words)

    sys.stdout, sys.stderr = (Guarded(stream) for stream in streams)
    threading.excepthook = tell
    try:
        yield
    finally:
        threading.excepthook = hook
        sys.stdout, sys.stderr = streams


@contextmanager
def _in_order() -> Iterator[None]:
    """Let each signal of ENDING go through what is open, as Ctrl-C does: a watch that is being
    written to runs its app again. One that was ignored from the start (nohup) stays so."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: FrameType | None) -> NoReturn:
        raise _Signalled(number)

    numbers = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    for number, handler in before.items():
        if handler in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _complain(message: str, hint: str = "") -> None:
    try:
        sys.stdout.flush()  # what was printed before comes before
    except (OSError, ValueError):
        pass
    try:
        print(f"pacer: {message}", file=sys.stderr)
        if hint:
            print(f"  {hint}", file=sys.stderr)
    except OSError:
        pass


def _internal(error: BaseException, words: list[str]) -> int:
    from trackpacer import crash

    path = crash.write(error, words)
    what = "internal error, a fault of pacer's own"
    if path is None:
        _complain(f"{what} ({type(error).__name__}); no file with its details could be written")
    else:
        _complain(what, f"please send its makers this file, in which the details are: {path}")
    return FAILED


def _pipe_closed() -> int:
    _drop_output()
    return PIPE_CLOSED


def _drop_output() -> None:
    # Python flushes stdout once more at exit, and would complain there.
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        pass


def _never_fail_to_print() -> None:
    # Whoever closed a stream (>&-) wants nothing of it; in their order, since each takes the
    # lowest number that is free.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a character shows another; a coach's × must not end the command.
        # (In the C locale Python's own way out is one for file names alone.)
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and stream.errors in ("strict", "surrogateescape"):
            reconfigure(errors=_PLAINLY)


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """What stands for the characters that an output lacks, each as wide as its own: a table stays
    straight, and fast can be told from slow."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_PLAIN.get(character, "?") for character in lacking), error.end


_PLAINLY = "trackpacer.plainly"
_PLAIN = {"▲": "^", "●": "=", "▼": "v", "·": "-", "–": "-", "×": "x", "“": '"', "”": '"', "…": "."}
codecs.register_error(_PLAINLY, _plainly)


def _text(filename: str | bytes | int) -> str:
    return os.fsdecode(filename) if isinstance(filename, (str, bytes)) else str(filename)
