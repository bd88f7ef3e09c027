"""The pack of faults: few cycles already have distinct kinds, many have every kind several times."""
import collections

from deal import deal, deal_among
from failpoints import PROVOCATIONS, documented
from faults import FAILPOINT_STRIKES, KINDS, pass_failpoint


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


def test_enough_cycles_pass_every_documented_failpoint():
    assert sorted(PROVOCATIONS) == sorted(documented())
    hands = deal(KINDS, 1, 200)
    dealt = deal_among(FAILPOINT_STRIKES, hands, pass_failpoint, 1)
    assert {strike for strike in dealt if strike} == set(FAILPOINT_STRIKES)
    assert {strike[0] for strike in dealt if strike} == set(documented())
    assert all((strike is not None) == (pass_failpoint in hand) for strike, hand in zip(dealt, hands))
