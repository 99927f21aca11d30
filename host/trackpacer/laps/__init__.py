# SPDX-License-Identifier: MIT
"""Laps: from a log's bytes to what runners and coaches look at, and to the files they use.

`log` reads bytes, `store` keeps them, `fetch` brings them home, `edits` lays corrections beside
them, `result` joins laps with the program's steps, `statistics` says what they show; `table`,
`chart`, `page` show it; `fit`, `tcx`, `plain` export it.
"""
