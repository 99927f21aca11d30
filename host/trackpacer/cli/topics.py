# SPDX-License-Identifier: MIT
"""`pacer help TOPIC`: what one needs to know that belongs to no command alone.

Not here: a command's own help (`pacer COMMAND --help`), the whole notation (host/NOTATION.md).
"""

from __future__ import annotations

START = """\
Three things to do first:

  1. Say who runs:         pacer athlete anna --race 10k=35:00
     or the whole squad:   pacer roster import squad.csv
  2. Write a session:      pacer show "10 x 400 @ 10k pace R60"
  3. Try it on a watch:    pacer simulator --runner human
     and, beside it:       pacer send "10 x 400 @ 10k pace R60"
                           pacer fetch
                           pacer report

With a real watch, step 3 is: plug it in, pacer install --board NAME (pacer boards lists them)."""

NOTATION = """\
A session is written as coaches write it. Some that are read:

  10 x 400 @ 84 R60                        a target, and the recovery after each rep
  25 x 400 @ 10k pace /R35-45s             a pace from the runner's race; a recovery of 35 to 45 s
  6 x 800 @ 5k pace, 400 jog               a recovery on foot
  2 x 8 x 400 @ 3:30/km R60, 3min          sets, with 3 minutes between them
  3 x (400 @ 84 R60 + 200 @ 38 R90)        runs in turn
  10 x 400 @ 80-84 R=rep                   a range; a recovery as long as the rep
  2k easy, 5 x 1k @ T R90, 1k easy         around the reps; T is threshold pace

pacer show says what it understood, and what it assumed. --explain says where each number is from;
what cannot be read is refused with a caret under the place. A line that may mean two things is a
question: answer it, or take one with --reading N."""

SESSION = """\
Wherever a command takes a SESSION, it may be:

  -             standard input
  FILE.tpp      a compiled program: one runner's, so not for card, price or --squad
  FILE          a session's text in a file, or a workout for a Garmin (FIT) or intervals.icu
  library:NAME  a built-in session, as pacer library lists them
  TEXT          the session itself, in quotes where the shell would mind

Without quotes the words of a text are joined: pacer show 10 x 400 @ 84 R60."""

BUTTON = """\
                   press                  hold (1 s)                     longer hold (3 s)
between sessions   start it               the next session               sync with the laptop
count-in           nothing                pause                          end
run                lap                    pause; it was no lap           end
fixed recovery     nothing                pause                          end
open recovery      GO                     pause; it was no GO            end
pause              go on                  the rep again                  end

Nothing recorded is ever erased. Forget the press and the watch closes the rep in time for the next
one. Held while the power comes on, the button keeps the watch from starting anything."""

SQUAD = """\
A club evening in three commands:

  pacer roster import squad.csv            name,race,goal,watch,group; any order of columns
  pacer send "10 x 400 @ 10k pace R60" --squad
  pacer fetch --all

A watch's name says whose it is: the one in the roster's column `watch`, else the athlete's own.
Every watch in range is served, over USB and Bluetooth, several at once; what failed is said at the
end, with the command to try just that again. Then:

  pacer report --squad                     a row per athlete; --html FILE for a page
  pacer card "10 x 400 @ 10k pace R60" --squad -o card.html
  pacer roster --groups 3                  A, B and C by rep time
  pacer simulator --squad --runner human   a simulated watch for each, to try all this"""

WATCH = """\
How a command finds the watch:

  --device usb:/dev/ttyUSB0                a port (usb:COM3 on Windows)
  --device ble:anna                        over Bluetooth, by the watch's name; hold its button for
                                           3 s first, it then listens for two minutes
  PACER_DEVICE=ble:anna                    the same for every command
  (nothing)                                the only watch that is plugged in

pacer devices lists those in range, simulated ones (pacer simulator) too. The first contact over
Bluetooth asks for the six digits that pacer install showed. pacer doctor finds out what is
wrong."""

FILES = """\
Athletes and races   athletes.toml in the folder for settings (PACER_CONFIG_DIR moves it)
Laps                 logs/ in the folder for data (PACER_DATA moves it); pacer logs says where

Both folders are called pacer. A log is never changed: edits stand beside it."""

TOPICS = {
    "start": ("what to do first", START),
    "notation": ("how a session is written", NOTATION),
    "session": ("where a session may come from", SESSION),
    "button": ("what the watch's button does", BUTTON),
    "squad": ("a club evening with a dozen watches", SQUAD),
    "watch": ("how a command finds the watch", WATCH),
    "files": ("where everything is kept", FILES),
}
