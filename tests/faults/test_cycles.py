"""Crash cycles from a printed seed: live Condoit traffic, faults dealt from a pack, and then everything must be true.

FAULTS_CYCLES says how many, FAULTS_SEED which, FAULTS_FIRST from which cycle on: to repeat cycle 37 of a seed begin at 30,
where its scene began.
"""
import os
import random
import time

import pytest

from deal import deal, deal_among
from failpoints import require_compiled_in
from faults import FAILPOINT_STRIKES, KINDS, pass_failpoint
from scene import Scene

CYCLES = int(os.environ.get("FAULTS_CYCLES", "5"))
SEED = int(os.environ.get("FAULTS_SEED", random.SystemRandom().randrange(2**32)))
FIRST = int(os.environ.get("FAULTS_FIRST", "0"))
CYCLES_PER_SCENE = 10


def describe(hand, strike):
    """The faults in words, with the failpoint and what happens there."""
    return ", ".join(f"{fault.__name__} {strike[0]}={strike[1]}" if fault is pass_failpoint else fault.__name__ for fault in hand)


def run_cycle(scene, number, hand, strike):
    begun = time.monotonic()
    scene.strike = strike
    scene.begin(f"{SEED}:{number}")
    try:
        for fault in hand:
            scene.some_commits()
            scene.lead_again()
            fault(scene)
        scene.finish()
    finally:
        scene.traffic.stop()
    scene.check()
    print(f"  cycle {number}: {describe(hand, strike)}; {scene.traffic.committed} commits, {time.monotonic() - begun:.1f} s")


@pytest.mark.parametrize("first", range(FIRST, CYCLES, CYCLES_PER_SCENE))
def test_cycles_leave_everything_true(server, first):
    require_compiled_in()
    print(f"\nFAULTS_SEED={SEED} FAULTS_CYCLES={CYCLES} FAULTS_FIRST={first}")
    hands = deal(KINDS, SEED, CYCLES)
    strikes = deal_among(FAILPOINT_STRIKES, hands, pass_failpoint, SEED)
    with Scene(server) as scene:
        for number in range(first, min(first + CYCLES_PER_SCENE, CYCLES)):
            try:
                run_cycle(scene, number, hands[number], strikes[number])
            except BaseException as failure:
                failure.add_note(f"in cycle {number} of FAULTS_SEED={SEED}: {describe(hands[number], strikes[number])}")
                raise
