"""The words a region lends to its index: synonyms and the parts of compounds."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Vocabulary:
    """Region data in the index's own terms. `version` changes whenever the words do."""

    version: str = "0"
    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)  # one way: asked word → also search
    stems: tuple[str, ...] = ()  # words that compounds are made of
    stop_words: tuple[str, ...] = ()
