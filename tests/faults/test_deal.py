"""The pack of faults: few cycles already have distinct kinds, many have every kind several times."""
import collections
import random

from deal import Pack, deal
from faults import FAILPOINT_STRIKES, KINDS
from failpoints import PROVOCATIONS, documented


def test_five_cycles_have_distinct_kinds_and_forty_have_all_often():
    for seed in range(200):
        hands = deal(KINDS, seed, 40)
        first = [kind for hand in hands[:5] for kind in hand]
        assert len(first) == len(set(first)) == 10
        assert min(collections.Counter(kind for hand in hands for kind in hand)[kind] for kind in KINDS) >= 5
        assert all(len(hand) == len(set(hand)) for hand in hands)


def test_a_seed_deals_the_same_again():
    assert deal(KINDS, 7, 40) == deal(KINDS, 7, 40) != deal(KINDS, 8, 40)
    assert deal(KINDS, 7, 5) == deal(KINDS, 7, 40)[:5]


def test_every_documented_failpoint_can_be_drawn():
    assert sorted(PROVOCATIONS) == sorted(documented())
    pack = Pack(FAILPOINT_STRIKES, random.Random(1))
    assert {pack.draw()[0] for _ in FAILPOINT_STRIKES} == set(documented())
