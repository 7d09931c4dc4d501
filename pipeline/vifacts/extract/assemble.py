"""Draft -> Record: ids in the order of the text, references by id, nothing that is not grounded."""

from __future__ import annotations

from vifacts import __version__
from vifacts.extract.draft import Draft, DraftEntity, DraftFigure
from vifacts.record import SCHEMA, Entity, Extractor, Figure, Record, Role, Statement


def assemble(draft: Draft, models: dict[str, str] | None = None) -> Record:
    """The record of ``draft``; entities that nothing mentions and nothing refers to are left out."""
    text = draft.text
    figures = sorted(draft.figures, key=lambda f: f.span)
    roles = sorted(draft.roles, key=lambda r: (r.span, r.text))
    statements = sorted(draft.statements, key=lambda s: s.span)
    wanted: dict[int, DraftEntity] = {}

    def want(entity: DraftEntity | None) -> None:
        if entity is not None and id(entity) not in wanted:
            wanted[id(entity)] = entity
            want(entity.place)
            want(entity.issuer)

    for mention in draft.mentions:
        want(mention.entity)
    for role in roles:
        want(role.person)
        want(role.scope)
    for figure in figures:
        want(figure.holder)
    for statement in statements:
        want(statement.speaker)
    entity_ids = {key: f"e{n}" for n, key in enumerate(wanted, 1)}
    figure_ids = {id(f): f"f{n}" for n, f in enumerate(figures, 1)}

    def ref(entity: DraftEntity | None) -> str | None:
        return None if entity is None else entity_ids[id(entity)]

    def figure_ref(figure: DraftFigure | None) -> str | None:
        return None if figure is None else figure_ids.get(id(figure))

    return Record(
        schema=SCHEMA,
        article=draft.article,
        entities=[
            Entity(
                id=entity_ids[key],
                kind=e.kind,
                name=e.name,
                mentions=sorted(set(e.mentions)),
                place=ref(e.place),
                unit=e.unit,
                number=e.number,
                issuer=ref(e.issuer),
                date=e.date,
            )
            for key, e in wanted.items()
        ],
        roles=[
            Role(
                person=entity_ids[id(r.person)],
                text=r.text,
                title=r.title,
                organization=r.organization,
                scope=ref(r.scope),
                former=r.former,
                acting=r.acting,
                start=r.start,
                end=r.end,
                span=r.span,
                confidence=round(r.confidence, 2),
            )
            for r in roles
        ],
        figures=[
            Figure(
                id=figure_ids[id(f)],
                span=f.span,
                text=text.raw[f.extent[0] : f.extent[1]],
                value=f.value,
                value_max=f.value_max,
                of=f.of,
                comparator=f.comparator,
                kind=f.kind,
                unit=f.unit,
                subject=f.subject,
                indicator=f.indicator,
                holder=ref(f.holder),
                time=f.time,
                sense=f.sense,
                target=f.target,
                part_of=figure_ref(f.part_of),
                compared_with=figure_ref(f.compared_with),
                sentence=_sentence(draft, f.span[0]),
                confidence=round(f.confidence, 2),
            )
            for f in figures
        ],
        statements=[
            Statement(speaker=entity_ids[id(s.speaker)], kind=s.kind, span=s.span, sentence=_sentence(draft, s.span[0]))
            for s in statements
        ],
        findings=draft.findings,
        extractor=Extractor("vifacts", __version__, models or {}),
    )


def _sentence(draft: Draft, offset: int) -> tuple[int, int]:
    found = draft.text.sentence_at(offset)
    return found.start, found.end
