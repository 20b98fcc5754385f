"""Translations without GNU gettext: what is said in code and templates, and what the catalogues say of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
#: The file, the string or the forms of one that is counted, comments for translators, and the context.
Said = tuple[str, str | tuple[str, ...], list[str], str | None]
SOURCES = {"apps": [("**.py", "python")], "templates": [("**.html", "apps.core.catalogues:extract_template")]}


def extract_template(
    file: IO[bytes], keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    """Babel extraction method: what a Django template says, by way of Django's own `templatize`."""
    code = templatize(file.read().decode())
    flat = "\n".join(line.strip() for line in code.splitlines())
    yield from extract_python(BytesIO(flat.encode()), keywords, comment_tags, options)


def said() -> Catalog:
    """Every source string of the portal."""
    return _catalogue_of(_found())


def _catalogue_of(found: Iterable[Said]) -> Catalog:
    catalogue = Catalog(fuzzy=False)
    for place, message, comments, context in found:
        catalogue.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    return catalogue


def _found() -> Iterator[Said]:
    """Every place at which something is said."""
    for folder, methods in SOURCES.items():
        found = extract_from_dir(settings.BASE_DIR / folder, methods, keywords=KEYWORDS, strip_comment_tags=True)
        for file, _line, message, comments, context in found:
            yield f"{folder}/{file}", message, comments, context


def catalogue_files() -> list[Path]:
    return sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))


def read(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parent.parent.name)


def compile_all() -> None:
    """Write the binary catalogue beside each text one."""
    _each(lambda file: _write(file.with_suffix(".mo"), lambda stream: write_mo(stream, read(file))))


def update_all() -> None:
    """Take new source strings into the catalogues and drop those that nobody says any more; nothing is guessed."""
    source = said()

    def update(file: Path) -> None:
        catalogue = read(file)
        catalogue.update(source, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
        catalogue.obsolete.clear()
        _write(file, lambda stream: write_po(stream, catalogue, width=110, sort_output=True, include_lineno=False))

    _each(update)


def problems() -> list[str]:
    """A line for every string that a catalogue lacks, leaves untranslated or fuzzy, or nobody says any more, and for
    each that is counted in one place and not in another, where it is not looked for among what is counted."""
    found = list(_found())
    source = _catalogue_of(found)
    of_catalogues = [line for file in catalogue_files() for line in _problems(source, read(file))]
    return [*of_catalogues, *_counted_only_here_and_there(found)]


def _counted_only_here_and_there(found: Sequence[Said]) -> Iterator[str]:
    counted = {(message[0], context) for _place, message, _comments, context in found if isinstance(message, tuple)}
    for place, message, _comments, context in found:
        if isinstance(message, str) and (message, context) in counted:
            yield f"counted elsewhere, and not here: {message!r} ({place})"


def _problems(source: Catalog, catalogue: Catalog) -> Iterator[str]:
    for message in source:
        known = catalogue.get(message.id, message.context) if message.id else None
        if message.id and (known is None or not _translated(known)):
            yield f"{catalogue.locale}: not translated: {message.id!r} ({message.locations[0][0]})"
        elif known is not None and known.fuzzy:
            yield f"{catalogue.locale}: fuzzy: {message.id!r}"
        elif known is not None:
            yield from (f"{catalogue.locale}: {message.id!r}: {error}" for error in known.check(catalogue))
    for message in catalogue:
        if message.id and source.get(message.id, message.context) is None:
            yield f"{catalogue.locale}: nobody says {message.id!r}"


def _translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def _each(act: Callable[[Path], None]) -> None:
    for file in catalogue_files():
        act(file)


def _write(file: Path, write: Callable[[IO[bytes]], None]) -> None:
    with file.open("wb") as stream:
        write(stream)
