"""The spaCy pipeline: our tokens, then one component a kind of fact, in the order of config.cfg."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.resources import as_file, files

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from vifacts.extract.assemble import assemble
from vifacts.extract.draft import Draft, attach, draft_of
from vifacts.language.normalise import nfc
from vifacts.record import Article, Record


class ArticleTokenizer:
    """Text -> Doc with vifacts tokens; ``doc.text`` equals the NFC of the text."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return self.doc(as_article(text))

    def doc(self, article: Article) -> Doc:
        """The Doc of an article, with its draft."""
        draft = Draft(article)
        raw, tokens = draft.text.raw, draft.text.tokens
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for start, end in zip(tokens.starts, tokens.ends, strict=True):
            if start != at:
                if start - at == 1 and at and raw[at] == " ":  # nearly always
                    spaces[-1] = True
                else:
                    _gap(raw, at, start, words, spaces)
            words.append(raw[start:end])
            spaces.append(False)
            at = end
        _gap(raw, at, len(raw), words, spaces)
        return attach(Doc(self.vocab, words=words, spaces=spaces), draft)

    def bare(self, article: Article) -> Doc:
        """A Doc without tokens that carries the draft of an article, for those who want its record only."""
        return attach(Doc(self.vocab), Draft(article))

    def to_bytes(self, **_: object) -> bytes:
        return b""

    def from_bytes(self, _: bytes, **__: object) -> ArticleTokenizer:
        return self

    def to_disk(self, *_: object, **__: object) -> None:
        pass

    def from_disk(self, *_: object, **__: object) -> ArticleTokenizer:
        return self


def _gap(raw: str, start: int, end: int, words: list[str], spaces: list[bool]) -> None:
    """What stands between two tokens: one space belongs to the token before, anything else is a token."""
    if start < end and raw[start] == " " and words:
        spaces[-1] = True
        start += 1
    if start < end:
        words.append(raw[start:end])
        spaces.append(False)


@registry.tokenizers("vifacts.tokenizer.v1")
def create_tokenizer():  # type: ignore[no-untyped-def]
    def create(nlp: Language) -> ArticleTokenizer:
        return ArticleTokenizer(nlp.vocab)

    return create


def as_article(text: str) -> Article:
    """A bare text as an article: its id is a hash of it."""
    body = nfc(text)
    return Article(id="text-" + hashlib.sha256(body.encode()).hexdigest()[:16], text=body, reader="text")


@cache
def load(tagger: str | None = None) -> Language:
    """The vifacts pipeline, loaded once.

    ``nlp(text)`` gives a Doc whose ``doc.spans`` hold the mentions and ``doc._.vifacts`` the Record. ``tagger`` is a
    folder that ``vifacts train`` wrote: its component is put in after the rules for names (VifactsError VF518 when
    the folder is damaged); the default is rules alone.
    """
    with as_file(files("vifacts.extract").joinpath("config.cfg")) as path:
        nlp = spacy.util.load_model_from_config(spacy.util.load_config(path), auto_fill=True)
    if tagger is not None:
        import_module("vifacts.extract.tagger")  # registers its factory
        nlp.add_pipe("vifacts_tagger", after="vifacts_persons", config={"model": str(tagger)})
    if not Doc.has_extension("vifacts"):
        Doc.set_extension("vifacts", getter=lambda doc: assemble(draft_of(doc)))
    return nlp


def extract(source: Article | str) -> Record:
    """The Record of an article, or of a bare text."""
    article = as_article(source) if isinstance(source, str) else source
    nlp = load()
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, ArticleTokenizer)
    # our components read the draft; tokens in the Doc are for those that somebody adds
    ours = all(name.startswith("vifacts_") for name in nlp.pipe_names)
    doc = tokenizer.bare(article) if ours else tokenizer.doc(article)
    return assemble(draft_of(nlp(doc)))


def extractor() -> Callable[[Article], Record]:
    """``extract`` for a process that has many articles to do.

    After its first article all that is loaded is taken out of the rounds of the garbage collector: weights and lexicons
    stay for good, and the collector looks them over again and again (two to six hundredths of the time).
    """
    loaded = False

    def one(article: Article) -> Record:
        nonlocal loaded
        record = extract(article)
        if not loaded:
            gc.freeze()
            loaded = True
        return record

    return one
