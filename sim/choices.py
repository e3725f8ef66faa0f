"""Choices: what the options of levers are called, wherever they are shown."""

from sim.words import N_

CHOICES = {
    "minimal": N_("as little as possible"),
    "consented": N_("what people agreed to"),
    "intrusive": N_("whatever can be found out"),
    "native": N_("a version for each channel"),
    "cross_posted": N_("the same post everywhere"),
    "members": N_("members"),
    "most_followed": N_("the most followed"),
    "random": N_("anybody"),
    "apologise": N_("apologise"),
    "explain": N_("explain"),
    "deny": N_("deny"),
    "silence": N_("say nothing"),
}
