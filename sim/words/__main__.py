"""`python -m sim.words`: gather the sentences of today, say which lack a translation."""

from sim import words
from sim.words import catalogue


def main() -> int:
    """Write the catalogues. Returns 1 while a translation is missing."""
    for file in catalogue.write():
        print(f"wrote {file.relative_to(words.LOCALE.parent.parent)}")
    lacking = {lang: catalogue.missing(lang) for lang in words.LANGUAGES if lang != "en"}
    for lang, messages in lacking.items():
        for message in messages:
            print(f"{lang}: no translation of {message!r}")
    return int(any(lacking.values()))


if __name__ == "__main__":
    raise SystemExit(main())
