"""Who is meant by an office or a body: "the Kenyan leader", "China's foreign minister", "the rebels"."""

from __future__ import annotations

from collections import Counter

from kg.mentions.classes import may_be_armed, organizations_of, state_forms
from kg.mentions.groups import GroupReader
from kg.mentions.office import Office, office_noun, title_words
from kg.mentions.person import Person, is_armed
from kg.mentions.phrases import GENDERS, Open, group_after
from kg.records import Kind, actor_key, kind_of, name_of

GUESSED = 0.6  # share that is left of a fit where whom the person represents is a guess
_GENERIC = frozenset(
    {
        "leader",
        "official",
        "diplomat",
        "politician",
        "minister",
        "chief",
        "envoy",
        "statesman",
        "negotiator",
        "mediator",
    }
)
_HOME_BODIES = frozenset(
    {"ministry", "parliament", "cabinet"}
)  # a paper writes so of its own country's  # a paper writes so of its own country's


class RoleReader(GroupReader):
    """Reads offices and bodies by the persons, countries and organisations before them."""

    def office(self, phrase: Open) -> tuple[str, ...]:
        """The person who holds the office, where the article names one; else those to whom the office belongs."""
        office = phrase.office
        assert office is not None
        owners = self.owners(office)
        if office.plural:
            return self._holders(office, owners)
        named = self._named_beside(office)
        if named:
            return named
        if office.determiner in {"a", "an"}:
            return owners[:1]
        if office.sort == "peer" and not owners:
            return self._other_than(office)
        holder = self._holder(office, owners)
        if holder:
            self.roles.append((self.by_key[holder], office, owners))
            return (holder,)
        if owners:
            return owners[:1]
        if office.sort in {"state", "top"} and self.home and office.determiner == "the":
            return (self.home,)
        return ()

    def _named_beside(self, office: Office) -> tuple[str, ...]:
        """X in "the chief mediator, former Kenyan chief justice X"."""
        beside = (child.i for child in self.page.doc[office.head].children if child.dep_ == "appos")
        units = (self.units[i] for i in beside if i in self.units and self.page.lower[office.end] == ",")
        own = (unit.keys for unit in units if unit.proper is not None and unit.proper.office is not None)
        return next(own, ())

    def owners(self, office: Office) -> tuple[str, ...]:
        """Keys of those whom the office is of, by its own words or those that they point to."""
        if office.owners:
            return office.owners
        index = office.start
        group = group_after(self.page, office)
        if group is not None:
            return tuple(key for k in self.group(group) for key in self._side_of(k))
        if office.possessor is not None:
            unit = self.at.get(office.possessor)
            if unit is not None and unit.places and not unit.keys and office.sort in {"state", "armed"}:
                # "the Bougainville government": of a territory that is no country of the lists
                return (actor_key(Kind.ORGANIZATION, f"{name_of(unit.places[0])} {self.page.text[office.head]}"),)
            return tuple(key for k in unit.keys for key in self._side_of(k)) if unit is not None else ()
        if office.pronoun == "whose":
            before = self.at.get(index - 1) or self.at.get(index - 2)
            return tuple(key for k in before.keys for key in self._side_of(k)) if before is not None else ()
        if office.pronoun == "its":
            return self.it(Open(index, index + 1, index, "it"))
        if office.pronoun in GENDERS and office.sort != "peer":
            person = self.superior(office)
            return self.by_key[person].represents if person else ()
        if office.pronoun == "their":
            return tuple(key for k in self.they(Open(index, index + 1, index, "they")) for key in self._side_of(k))
        return ()

    def superior(self, office: Office) -> str:
        """The person meant by "his" in "his minister": X in "X and his minister", who is named last; empty for none."""
        before = self.at.get(office.start - 2) if self.page.lower[office.start - 1] == "and" else None
        persons = [key for key in before.keys if kind_of(key) is Kind.PERSON] if before is not None else []
        found = persons or self.he(Open(office.start, office.start + 1, office.start, "he"))
        return found[0] if len(found) == 1 else ""

    def _other_than(self, office: Office) -> tuple[str, ...]:
        """The other one in "his guest", "her host": named last, and not he or she."""
        if office.pronoun not in GENDERS:
            return ()
        index = office.start
        owner = self.he(Open(index, index + 1, index, "he"))
        here = self.page.sentence[office.head]
        near = {k for t in self.memory.traces if here - t.sentence <= 2 for k in t.keys}
        return tuple(key for key in self._by_recency() if key not in owner and key in near)[:1]

    def _holder(self, office: Office, owners: tuple[str, ...]) -> str | None:
        """Who of those named so far fits best, the later named the better; else who is named later on."""
        rated = [(key, self._office_score(self.by_key[key], office, owners)) for key in self._by_recency()]
        fitting = [(score - 0.05 * rank, key) for rank, (key, score) in enumerate(rated) if score is not None]
        if fitting:
            return max(fitting, key=lambda entry: entry[0])[1]
        return self._named_later(office, owners) if owners else None

    def _named_later(self, office: Office, owners: tuple[str, ...]) -> str | None:
        """The one of "Georgia's president", told before the name: "… after which Mikhail Saakashvili signed"."""
        later = [person for person in self.people if person.first > office.head]
        fitting = [person for person in later if set(person.represents) & set(owners)]
        holders = [person for person in fitting if self._office_score(person, office, owners) is not None]
        return holders[0].key if holders else None

    def _by_recency(self) -> list[str]:
        """The persons so far: those of the last sentences first, inside a sentence its subject, then by position."""
        latest: dict[str, tuple[int, bool, int]] = {}
        for trace in self.memory.traces:
            for key in trace.keys if len(trace.keys) == 1 else ():
                if kind_of(key) is Kind.PERSON:
                    latest[key] = (-trace.sentence, not trace.subject, trace.start)
        return sorted(latest, key=lambda key: latest[key])

    def _office_score(self, person: Person, office: Office, owners: tuple[str, ...]) -> float | None:
        """How well the person fits the office, None where not at all."""
        if office.gender and person.gender and office.gender != person.gender:
            return None
        own = bool(set(owners) & set(person.represents))
        if owners and not own and not self._may_be_of(person, office):
            return None
        if is_armed(self.page, office):
            return 1.0 if any(may_be_armed(key) for key in person.represents) else None
        score = self._title_score(person, office, own)
        return score * GUESSED if score is not None and owners and person.guessed else score

    def _may_be_of(self, person: Person, office: Office) -> bool:
        """True where an office of others may yet be the person's: nobody is known to be represented, or a body is."""
        head = self.page.lower[office.head]
        if not person.represents:
            return any(head in title_words(o.title) for o in person.offices)
        # "the Swedish diplomat" may be the United Nations' envoy
        return not person.guessed and person.represents[0] in organizations_of("international") and head in _GENERIC

    def _title_score(self, person: Person, office: Office, own: bool) -> float | None:
        """How well the person's titles fit; `own` says that the office is of whom the person represents."""
        head = self.page.lower[office.head]
        own_words = {w for o in person.offices for w in title_words(o.title)}
        words_here = title_words(office.title)
        if words_here <= own_words:
            return 3.0
        if head in own_words:
            return 1.5 if len(words_here) == 1 else 0.5
        generic = head in _GENERIC or head == "head" and bool(words_here & {"state", "government"})
        if generic and (own or office.former):
            return 1.0
        if office.former and office.determiner == "the":
            return 0.9  # "the former judge": a thing that only those who know the person know
        if generic and office.sort != "top" and office.determiner == "the":
            return 0.3 if not person.offices else 0.6
        if own and not person.offices and office.sort in {"top", "state"}:
            return 0.4
        return 0.2 if office.sort == "private" and office.determiner == "the" else None

    def _holders(self, office: Office, owners: tuple[str, ...]) -> tuple[str, ...]:
        if len(owners) > 1:
            persons = [self._one_of(owner, office) for owner in owners]
            return tuple(p or owner for p, owner in zip(persons, owners, strict=True))
        if owners:
            return owners
        size = office.size or 2
        if office.size or office.determiner in {"the", "both"}:
            return self.group(Open(office.start, office.end, office.head, "group", size=size))
        return ()

    def _one_of(self, owner: str, office: Office) -> str | None:
        """Who holds such an office of the owner; of "the leaders of A and B" the one at its head."""
        noun, holders = self.page.lower[office.head], [p for p in self.people if owner in p.represents]
        heads = [p for p in holders if noun == "leaders" and any(o.sort == "top" for o in p.offices)]
        fitting = [p for p in holders if self._is_one_of(p, office, owner)]
        return next((p.key for p in heads or fitting), None)

    def _is_one_of(self, person: Person, office: Office, owner: str) -> bool:
        """True for the owner's foreign minister in "their foreign ministers"; their officials are nobody named."""
        row = office_noun(self.page.lower[office.head])
        if row is None or row["word"] == "official":
            return False
        is_such = row["sort"] not in {"top", "state"} or self._may_hold(
            person.key, title_words(office.title), row["word"]
        )
        return is_such and (self._office_score(person, office, (owner,)) or 0) > 0

    def collective(self, phrase: Open) -> tuple[str, ...]:
        """Whom "the Turkish side", "the rebels", "the government in Bangui" are."""
        office = phrase.office
        assert office is not None
        noun, owners = self.page.lower[office.head], self.owners(office)
        if owners:
            self.called[noun] = owners
            return owners
        if noun in self.called and office.determiner == "the":
            return self.called[noun]  # "the Saudi-led coalition", then "the coalition"
        if office.sort == "armed":
            return self._armed_group(office)
        if office.sort == "bloc":
            blocs = [k for k in self.memory.recent([Kind.ORGANIZATION]) if k in organizations_of("bloc")]
            return tuple(blocs[:1])
        if office.determiner != "the" and not (office.sort == "state" and self._is_bare(office)):
            return ()
        if noun in state_forms():
            return self._of_form(noun)
        if office.sort in {"state", "country"}:
            return self._state(office.head)
        return ()

    def _is_bare(self, office: Office) -> bool:
        """True for "government troops" and "ministers" as a subject, with nothing before them."""
        return self.page.lower[office.start] in {"government"}

    def _armed_group(self, office: Office) -> tuple[str, ...]:
        groups = [
            k
            for k in self.memory.recent([Kind.ORGANIZATION], strong=False)
            if k in organizations_of("armed", "party", "land")
        ]
        others = [k for k in self.memory.recent([Kind.ORGANIZATION], strong=False) if k not in organizations_of()]
        return tuple((groups or others)[:1]) if office.determiner == "the" or office.sort == "armed" else ()

    def _of_form(self, noun: str) -> tuple[str, ...]:
        """The kingdom, emirate, sultanate that was named last."""
        fitting = [
            key for key in self.memory.recent([Kind.COUNTRY], strong=False) if name_of(key) in state_forms()[noun]
        ]
        return tuple(fitting[:1])

    def _state(self, index: int) -> tuple[str, ...]:
        """The country whose government "the government" is: the one at war in a war, else the one talked about here."""
        if any(
            key in organizations_of("armed", "party", "land") and count > 1 for key, count in self.memory.counts.items()
        ):
            told = (k for t in self.memory.traces if t.strong for k in t.keys if kind_of(k) is Kind.COUNTRY)
            countries = Counter(key for key in told if self._leads(key) != "mediates")
            if self.home and countries[self.home]:
                return (self.home,)
            if countries:
                return (countries.most_common(1)[0][0],)
        return self._country_here(index)

    def _country_here(self, index: int) -> tuple[str, ...]:
        """The country that this sentence or the one before names last as an actor, else the article's home."""
        here = self.page.sentence[index]
        if self.page.lower[index] in _HOME_BODIES and self.home:
            return (self.home,)
        for trace in self.memory.back():
            if here - trace.sentence > 1:
                break
            if len(trace.keys) == 1 and trace.strong and kind_of(trace.keys[0]) is Kind.COUNTRY:
                return trace.keys
        return (self.home,) if self.home else ()

    def demonym(self, phrase: Open) -> tuple[str, ...]:
        """The person who is "the Kenyan" or "the American", else the country."""
        key = self.page.known_at[phrase.head].entry.key
        recent = [self.by_key[person] for person in self.memory.recent([Kind.PERSON], strong=False)]
        fitting = [person for person in recent if key in person.represents]
        sure = [person for person in fitting if not person.guessed]
        return ((sure or fitting)[0].key,) if fitting else (key,)
