# SPDX-License-Identifier: MIT
"""`storage`: who may write on the drive (shared-bindings/storage)."""

remounts = []


def remount(mount_path, readonly=False, *, disable_concurrent_write_protection=False):
    if disable_concurrent_write_protection:
        raise AssertionError("two that write ruin a FAT drive")
    remounts.append((mount_path, readonly))
