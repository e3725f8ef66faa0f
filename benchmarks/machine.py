"""What the numbers were measured on: kind of machine and versions, never its name or its paths."""

import os
import platform
import sys
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

MEGABYTE = 1024 * 1024
ENGINE = ("numpy", "numba", "llvmlite", "mesa", "pandas", "adda")


def machine() -> dict[str, object]:
    """Describe the machine and what ran on it."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1024**3),
        "caches": _caches(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "versions": versions(ENGINE),
        "busy_at_start": round(psutil.getloadavg()[0], 1),
    }


def versions(names: tuple[str, ...]) -> dict[str, str]:
    """Return the installed versions of distributions; those that are not installed are left out."""
    found = {}
    for name in names:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _caches() -> str:
    """Return the sizes of the second and third level, where Linux tells them."""
    found = []
    for index in sorted(Path("/sys/devices/system/cpu/cpu0/cache").glob("index[23]")):
        with suppress(OSError):
            level, size = ((index / what).read_text().strip() for what in ("level", "size"))
            found.append(f"L{level} {size}")
    return ", ".join(found)


def peak_megabytes() -> float:
    """Return the most memory that this process has had, since the last `forget_peak`."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    if sys.platform == "win32":
        return psutil.Process().memory_info().peak_wset / MEGABYTE
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MEGABYTE if sys.platform == "darwin" else peak / 1024


def forget_peak() -> None:
    """Let the peak start from now, where the system can do that."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")


def resident_megabytes() -> float:
    """Return the memory that this process has now."""
    return psutil.Process().memory_info().rss / MEGABYTE
