"""Folders for evidence and documents, with the marks that `migrate` makes in the product."""

from enforcement.stores import MARK, STORES


def mark_stores():
    """Make what is not there yet of the two stores that the settings name."""
    for store in STORES:
        if not (store.folder / MARK).exists():
            store.folder.mkdir(parents=True, exist_ok=True)
            (store.folder / MARK).write_text(store.mark, encoding="utf-8")
