"""Usage: a command line that click cannot read, said as one sentence of ours."""

import re

import click

from sim.errors import Said, nearest, one_of, shown

# What click says of a value, as its message begins.
_NO_NUMBER = re.compile(r"(.+) is not a valid (integer|float)( range)?\.", re.DOTALL)
_NO_CHOICE = re.compile(r"(.+) is not one of ", re.DOTALL)
_NOT_WITHIN = re.compile(r"(\S+) is not in the range ")
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)


def usage(error: click.ClickException) -> Said:
    """Return click's complaint as one sentence that names the command and the nearest option."""
    context: click.Context | None = getattr(error, "ctx", None)
    said = _of_usage(error, context)
    if context is None:
        return said
    return Said("{said} ({command} --help says more)", said=said, command=context.command_path)


def _of_usage(error: click.ClickException, context: click.Context | None) -> Said:
    match error:
        case click.NoSuchOption() if context:
            known = [name for option in context.command.params for name in option.opts]
            hint = nearest(error.option_name, known)
            return Said("there is no option {name}{hint}", name=error.option_name, hint=hint)
        case click.BadOptionUsage():
            return _of_option(error)
        case click.MissingParameter() if error.param and context:
            return Said("missing argument {name}", name=error.param.get_error_hint(context))
        case click.BadParameter() if error.param and context:
            option = error.param.get_error_hint(context)
            said = _of_value(error.message, error.param.type)
            return Said("invalid value for {option}: {said}", option=option, said=said)
    if extra := _EXTRA.match(error.message):
        return Said("unexpected further words: {words}", words=shown(extra[1]))
    return getattr(error, "said", None) or _as_it_is(error.format_message())


def _of_option(error: click.BadOptionUsage) -> Said:
    if "requires" in error.message:
        return Said("option {name} needs a value", name=error.option_name)
    if "does not take" in error.message:
        return Said("option {name} takes no value", name=error.option_name)
    return _as_it_is(error.message)


def _of_value(message: str, kind: click.ParamType) -> Said:
    """Return what is wrong with a value, as far as it is known what click means."""
    if found := _NO_NUMBER.match(message):
        if found[2] == "integer":
            return Said("{value} is not a whole number", value=shown(found[1]))
        return Said("{value} is not a number", value=shown(found[1]))
    if (found := _NO_CHOICE.match(message)) and isinstance(kind, click.Choice):
        allowed = [str(choice) for choice in kind.choices]
        hint = nearest(found[1].strip("'"), allowed)
        known = one_of([f"'{name}'" for name in allowed])
        value = shown(found[1])
        return Said("{value} is none of {known}{hint}", value=value, known=known, hint=hint)
    if (found := _NOT_WITHIN.match(message)) and isinstance(kind, click.IntRange):
        low, high = kind.min or 0, kind.max or 0
        return Said("is {value}, allowed is {limits}", value=found[1],
                    limits=Said("{low} to {high}", low=low, high=high))  # fmt: skip
    return _as_it_is(message)


def _as_it_is(message: str) -> Said:
    return Said("{said}", said=(message[:1].lower() + message[1:]).removesuffix("."))
