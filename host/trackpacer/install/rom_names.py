# SPDX-License-Identifier: MIT
"""Names that every image of MicroPython holds in its flash: one that is called so takes no heap.

The core's own: what Python's built-in types and functions are called, and the modules that each
port has from its "extra features" on (py/mpconfig.h; ESP32 and nRF52840 do). A name that a port
lacks after all costs it some heap, and nothing else. Not here: who is called so (`shorten`).
"""

from __future__ import annotations

_WORDS = """
    ARRAY ArithmeticError AssertionError AttributeError BFINT16 BFINT32 BFINT8 BFUINT16
    BFUINT32 BFUINT8 BF_LEN BF_POS BIG_ENDIAN BaseException BytesIO DEBUG EACCES EADDRINUSE
    EAGAIN EALREADY EBADF ECONNABORTED ECONNREFUSED ECONNRESET EEXIST EHOSTUNREACH EINPROGRESS
    EINVAL EIO EISDIR ENOBUFS ENODEV ENOENT ENOMEM ENOTCONN EOFError EOPNOTSUPP EPERM
    ETIMEDOUT Ellipsis Exception FLOAT32 FLOAT64 FrameBuffer FrameBuffer1 GS2_HMSB GS4_HMSB
    GS8 GeneratorExit INT INT16 INT32 INT64 INT8 IOBase ImportError IndentationError
    IndexError KeyError KeyboardInterrupt LITTLE_ENDIAN LONG LONGLONG LookupError MONO_HLSB
    MONO_HMSB MONO_VLSB MVLSB MemoryError NATIVE NameError NoneType NotImplemented
    NotImplementedError OSError OrderedDict OverflowError POLLERR POLLHUP POLLIN POLLOUT PTR
    RGB565 RingIO RuntimeError SHORT StopAsyncIteration StopIteration StringIO SyntaxError
    SystemExit TypeError UINT UINT16 UINT32 UINT64 UINT8 ULONG ULONGLONG USHORT UnicodeError
    VOID ValueError VfsPosix ZeroDivisionError a2b_base64 abs abs_tol acos acosh acquire add
    addressof align all any append appendleft args argv array ascii asin asinh atan atan2
    atanh atexit b b2a_base64 big bin binascii blit bool bound_method builtins bytearray
    bytearray_at bytecode byteorder bytes bytes_at calcsize callable ceil center chdir choice
    chr classmethod clear close closure cmath code collect collections compile complex const
    copy copysign cos cosh count crc32 data decode default degrees delattr deleter deque dict
    dict_view difference difference_update digest dir disable discard divmod doc dump dumps e
    ellipse enable encode end endswith enumerate erf erfc errno errorcode eval exc_info
    exception exec execfile exit exp expm1 extend fabs factorial file fill fill_rect filter
    find float floor flush fmod format frame framebuf frexp from_bytes fromhex fromkeys
    frozenset function gamma gc generator get getattr getcwd getenv getrandbits getter
    getvalue globals gmtime group hasattr hash hashlib heap_lock heap_unlock heapify heappop
    heappush heapq help hex hexlify hline id ilistdir imag implementation index indices inf
    input insert int intersection intersection_update io ioctl ipoll isalpha isclose isdigit
    isdisjoint isenabled isfinite isinf isinstance islower isnan isspace issubclass issubset
    issuperset isupper items iter iterable iterator j join json kbd_intr keepends key keys
    ldexp len lgamma line list listdir little load loads locals localtime lock locked log
    log10 log2 lower lstrip map match math max maxsize md5 mem_alloc mem_free mem_info
    memoryview micropython min mkdir mktime modf modify module modules mount name namedtuple
    nan newline next object oct offset open opt_level ord os pack pack_into partition path
    peek pend_throw phase pi pixel platform polar poll poly pop popitem popleft pow print
    print_exception property ps1 ps2 push pystack_use qstr_info radians randint random
    randrange range re read readinto readline real rect register rel_tol release remove rename
    replace repr reverse reversed rfind rindex rmdir round rpartition rsplit rstrip schedule
    scroll search seed seek select send sep separators set setattr setdefault setter sha256
    sin single sinh sizeof sleep sleep_ms sleep_us slice sort sorted split splitlines sqrt
    stack_use start startswith stat staticmethod statvfs stderr stdin stdout step stop str
    string strip struct sub sum super symmetric_difference symmetric_difference_update sync
    sys tan tanh target tau tell text threshold throw ticks_add ticks_cpu ticks_diff ticks_ms
    ticks_us time time_ns to_bytes trunc tuple type uctypes umount unhexlify uniform union
    unlink unpack unpack_from unregister update upper usys value values version version_info
    vline write zip
"""

ROM_NAMES = tuple(_WORDS.split())
