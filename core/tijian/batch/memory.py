"""The most memory that a process ever held: told at the end of a batch, never written into its output."""

import os
import platform
from pathlib import Path


def peak() -> int:
    """Bytes, of this process; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux counts into ru_maxrss what the parent held when it started this process
        return next((int(line.split()[1]) << 10 for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM")), 0)
    try:
        import resource
    except ImportError:  # Windows
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if platform.system() == "Darwin" else most << 10


def process_here() -> str:
    """This process, told apart from those of other machines."""
    return f"{platform.node()}:{os.getpid()}"
