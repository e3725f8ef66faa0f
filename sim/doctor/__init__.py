"""What `adda doctor` looks at: this machine, this installation, and levers that do nothing yet."""

from sim.doctor.levers import Acting, acting_levers
from sim.doctor.machine import Finding, findings

__all__ = ["Acting", "Finding", "acting_levers", "findings"]
