"""Where speech is reported: speaker and verb before it, "theo" and the speaker, a quotation and its speaker."""

from __future__ import annotations

from vifacts.extract.draft import Draft, DraftStatement
from vifacts.extract.persons.names import phrases
from vifacts.extract.roles.titles import STARTS
from vifacts.extract.statements.quotes import Quote, find_quotes
from vifacts.extract.statements.speakers import CUE_STARTS, CUES, HISTORIC, LEXICON, SAYS, Speaker, Speakers
from vifacts.record import StatementKind

_FORMAL = frozenset(phrase for word in LEXICON["verbs"]["formal"] for phrase in (" ".join(word.lower().split()),))
_OTHER = phrases(LEXICON["verbs"]["other"])
_FILLERS = phrases(LEXICON["around"]["fillers"])
_AFTER = phrases(LEXICON["around"]["after"])
_LEAD = phrases(LEXICON["around"]["lead"])
_HEADS = frozenset(word.split()[0] for word in LEXICON["around"]["heads"])
#: What a speaker, or "theo" before one, may begin with, but for names.
_BEGINS = frozenset({"theo"}) | STARTS | _HEADS | CUE_STARTS
_OPENING = frozenset('“"«')
_ENDS = frozenset((".", "!", "?", "…", "...", "./."))
_LEAST = 4  # words of a quotation that is speech and not a name


class Finder:
    """Finds the statements of one article."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.speakers = Speakers(draft)
        self.keys = draft.text.tokens.keys
        self.quotes = find_quotes(draft.text)
        self.inside: dict[int, Quote] = {i: quote for quote in self.quotes for i in range(quote.opened, quote.shut + 1)}
        self.opened = {quote.opened: quote for quote in self.quotes}
        self.used: set[int] = set()
        self.found: list[DraftStatement] = []

    def run(self) -> list[DraftStatement]:
        """All statements in the order of the text."""
        for sentence in self.draft.text.sentences:
            self._sentence(sentence.first, sentence.last)
        for quote in self.quotes:
            if quote.opened not in self.used and quote.size >= _LEAST:
                self._after_quote(quote)
        self.found.sort(key=lambda s: s.span)
        for quote in self.quotes:
            if quote.opened not in self.used and quote.size >= _LEAST:
                self._carries_on(quote)
        self.found.sort(key=lambda s: s.span)
        return self.found

    def _sentence(self, first: int, last: int) -> None:
        keys, speakers, persons = self.keys, self.speakers, self.speakers.reader.persons
        after = first
        for i in range(first, self._last_cue(first, last) + 1):
            # most tokens begin nothing
            if i < after or not (keys[i] in _BEGINS or i in persons):
                continue
            quote = self.inside.get(i)
            if quote is not None and quote.size >= _LEAST:
                after = quote.shut + 1
                continue
            if keys[i] == "theo":
                after = self._according(i, last)
            if after <= i and self._may_begin(i):
                speaker = speakers.at(i, last)
                if speaker is not None:
                    after = self._says(speaker, last)
                    if after <= i and speaker.named:
                        after = max(i + 1, speaker.last)

    def _last_cue(self, first: int, last: int) -> int:
        """The last token of a sentence that can make somebody's speech of it; no speaker begins after it."""
        keys = self.keys
        for i in range(last - 1, first - 1, -1):
            key = keys[i]
            if key == ":" or key == "theo" or (key in SAYS.firsts and SAYS.match(keys, i, last) is not None):
                return i
        return -1

    def _may_begin(self, i: int) -> bool:
        return (
            i in self.speakers.reader.persons
            or self.keys[i] in STARTS
            or self.keys[i] in _HEADS
            or (self.keys[i] in CUE_STARTS and CUES.match(self.keys, i) is not None)
        )

    def _according(self, at: int, last: int) -> int:
        """ "Theo ông X, ...": the token after the sentence's speech, ``at`` where it is none."""
        if at + 1 >= last:
            return at
        i = at + 1
        if self.keys[i] == "lời":
            i += 1
        speaker = self.speakers.at(i, last)
        if speaker is None or speaker.persons[0].name.lower() in HISTORIC:
            return at
        end = speaker.last
        step = self._verbs(end, last)
        if step is None and end < last and self.keys[end] not in (",", ":"):
            end = self._name_end(speaker)  # "Theo ông X, xã Y có ...": the comma ends the speaker
        if step is not None:
            end = step[0]
        if end < last and self.keys[end] in (",", ":"):
            end += 1
        elif step is None:
            return at
        if end >= last:
            return at
        self._add(speaker, end, last)
        return last

    def _name_end(self, speaker: Speaker) -> int:
        """The token after the first name of the speaker."""
        persons = self.speakers.reader.persons
        return next((persons[i][0] for i in range(speaker.first, speaker.last) if i in persons), speaker.last)

    def _says(self, speaker: Speaker, last: int) -> int:
        """Speaker, verb, speech: the token after the speech, 0 where there is none."""
        keys = self.keys
        i = speaker.last
        if i < last and keys[i] in (",", "-", "–"):
            i += 1
        step = self._verbs(i, last)
        if step is None:
            return self._bursts_out(speaker, last)
        end, formal = step
        content = self._content(end, last, formal)
        if content is None or (content >= last and not formal):
            return 0
        self._add(speaker, content, last)
        return last

    def _bursts_out(self, speaker: Speaker, last: int) -> int:
        """A speaker, words of all kinds, a colon and a quotation: "Bà Ngụ sụt sùi: “...”"."""
        keys = self.keys
        for i in range(speaker.last, min(last - 1, speaker.last + 30)):
            if i in self.speakers.reader.persons:
                return 0
            if keys[i] == ":":
                if not (keys[i + 1] in _OPENING and self._speech(i + 1)):
                    return 0
                if i - speaker.last > 6 and SAYS.match_before(keys, i, 3) is None:
                    return 0
                self._add(speaker, i + 1, last)
                return last
        return 0

    def _verbs(self, at: int, last: int) -> tuple[int, bool] | None:
        """(the token after a chain of verbs of speech at ``at``, whether the last wants a colon)."""
        keys = self.keys
        i = at
        while i < last:
            if _OTHER.match(keys, i, last) is not None:
                return None
            step = SAYS.match(keys, i, last)
            if step is not None:
                break
            filler = _FILLERS.match(keys, i, last)
            if filler is None:
                return None
            i = filler[0]
        else:
            return None
        assert step is not None
        formal = True
        while True:
            formal = formal and step[1] in _FORMAL
            i = step[0]
            j = i
            if j < last and keys[j] in (",", "và"):
                j += 1
            while j < last and (filler := _FILLERS.match(keys, j, last)) is not None:
                j = filler[0]
            following = SAYS.match(keys, j, last) if j < last else None
            if following is None:
                return i, formal
            step = following

    def _content(self, at: int, last: int, formal: bool) -> int | None:
        """The first token of what was said, None where the verb is followed by no speech."""
        keys = self.keys
        i = at
        while i < last and (step := _AFTER.match(keys, i, last)) is not None:
            formal = formal and step[1] != "rằng"
            i = step[0]
        if i < last and keys[i] == ",":
            i += 1
        if i < last and keys[i] == ":":
            return i + 1 if i + 1 < last else None
        if i < last and keys[i] in _OPENING and self._speech(i):
            return i
        if not formal:
            return i if i < last else None
        for j in range(i, min(last, i + 30)):
            if keys[j] == ":":
                return j + 1 if j + 1 < last else None
            if keys[j] == "rằng":
                return j + 1
        return None

    def _speech(self, at: int) -> bool:
        quote = self.opened.get(at)
        return quote is not None and quote.size >= _LEAST

    def _add(self, speaker: Speaker, first: int, last: int) -> None:
        """Add the speech from token ``first``, to the end of its quotation or else of its sentence."""
        tokens = self.draft.text.tokens
        kind: StatementKind = "indirect"
        quote = self.opened.get(first)
        while quote is None and first < last and not self.keys[first][0].isalnum():
            first += 1
            quote = self.opened.get(first)
        if quote is not None and (quote.size >= _LEAST or self.keys[first - 1] == ":"):
            kind = "direct"
            self.used.add(quote.opened)
            first, last = quote.opened + 1, quote.shut if quote.closed else quote.shut + 1
        while last > first and self.keys[last - 1] in ("./.", ".", "”", '"'):
            last -= 1
        if last <= first:
            return
        for quote in self.quotes:
            if first <= quote.opened < last:
                self.used.add(quote.opened)
        span = (tokens.starts[first], tokens.ends[last - 1])
        for person in speaker.persons:
            self.found.append(DraftStatement(person, kind, span))

    def _carries_on(self, quote: Quote) -> None:
        """A quotation that is a sentence of its own and follows speech: its speaker goes on."""
        starts, ends = self.draft.text.tokens.starts, self.draft.text.tokens.ends
        first = self.draft.text.sentences[self.draft.text.sentence_index(starts[quote.opened])].first
        if not quote.closed or quote.opened != first or first == 0:
            return
        shut = quote.shut + 1
        if shut < len(self.keys) and self.keys[quote.shut - 1] not in _ENDS and self.keys[shut] not in _ENDS:
            return
        before = [s for s in self.found if s.span[1] <= starts[first] and s.span[1] >= ends[max(0, first - 3)]]
        speakers = {id(s.speaker) for s in before}
        if len(speakers) == 1 and before[-1].speaker is not None:
            span = (starts[quote.opened + 1], ends[quote.shut - 1])
            if span[0] < span[1]:
                self.found.append(DraftStatement(before[-1].speaker, "direct", span))

    def _after_quote(self, quote: Quote) -> None:
        """A quotation whose speaker follows it: “...”, ông X nói."""
        keys = self.keys
        i = quote.shut + 1
        if not quote.closed or i >= len(keys):
            return
        last = self.draft.text.sentences[self.draft.text.sentence_index(self.draft.text.tokens.starts[quote.shut])].last
        if last <= i:
            return
        marked = False
        while i < last and keys[i] in (",", "-", "–", "—", "."):
            marked = marked or keys[i] != "."
            i += 1
        if i >= last:
            return
        led = _LEAD.match(keys, i, last)
        if led is not None:
            i = led[0]
        verb = self._verbs(i, last) if led is None else None
        if verb is not None:
            i = verb[0]
        speaker = self.speakers.at(i, last) if i < last else None
        if speaker is None:
            return
        after = speaker.last
        if after < last and keys[after] in (",", "-", "–"):
            after += 1
        # “...” - ông X thẳng thắn.
        short = marked and speaker.named and last - after <= 8
        if led is not None or verb is not None or short or self._verbs(after, last) is not None:
            self._add(speaker, quote.opened, quote.shut + 1)
