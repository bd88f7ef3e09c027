"""Crash cycles from a printed seed: live Condoit traffic, faults dealt from a pack, and then everything must be true.

FAULTS_CYCLES says how many, FAULTS_SEED which, FAULTS_FIRST from which cycle on: to repeat cycle 37 of a seed begin at 30,
where its scene began.
"""
import os
import random
import time

import pytest

from deal import Pack, deal
from failpoints import require_compiled_in
from faults import FAILPOINT_STRIKES, KINDS
from scene import Scene

CYCLES = int(os.environ.get("FAULTS_CYCLES", "5"))
SEED = int(os.environ.get("FAULTS_SEED", random.SystemRandom().randrange(2**32)))
FIRST = int(os.environ.get("FAULTS_FIRST", "0"))
CYCLES_PER_SCENE = 10


def run_cycle(scene, number, hand):
    begun = time.monotonic()
    names = ", ".join(fault.__name__ for fault in hand)
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
    print(f"  cycle {number}: {names}; {scene.traffic.committed} commits, {time.monotonic() - begun:.1f} s")


@pytest.mark.parametrize("first", range(FIRST, CYCLES, CYCLES_PER_SCENE))
def test_cycles_leave_everything_true(server, first):
    require_compiled_in()
    print(f"\nFAULTS_SEED={SEED} FAULTS_CYCLES={CYCLES} FAULTS_FIRST={first}")
    hands = deal(KINDS, SEED, CYCLES)
    with Scene(server) as scene:
        scene.failpoints = Pack(FAILPOINT_STRIKES, random.Random(f"{SEED}:{first}:failpoints"))
        for number in range(first, min(first + CYCLES_PER_SCENE, CYCLES)):
            try:
                run_cycle(scene, number, hands[number])
            except BaseException as failure:
                failure.add_note(f"in cycle {number} of FAULTS_SEED={SEED}: {[fault.__name__ for fault in hands[number]]}")
                raise
