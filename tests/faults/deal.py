"""Which kinds of fault each cycle has: a shuffled pack, dealt until it is used up, then shuffled again."""
import random

HAND = 2


class Pack:
    """Deals every card once before any comes again."""

    def __init__(self, cards, randomness):
        self.cards = list(cards)
        self.randomness = randomness
        self.left = []

    def draw(self, held=()):
        """The next card that is not held already."""
        while True:
            if not self.left:
                self.left = self.randomness.sample(self.cards, len(self.cards))
            fresh = [card for card in self.left if card not in held]
            if fresh:
                self.left.remove(fresh[0])
                return fresh[0]
            self.left = []


def deal(kinds, seed, cycles):
    """For each cycle its kinds, in order: now one or three, mostly two, on average HAND."""
    randomness = random.Random(seed)
    pack = Pack(kinds, randomness)
    sizes = Pack([HAND - 1, HAND, HAND, HAND + 1, HAND], randomness)
    hands = []
    for _ in range(cycles):
        hand = []
        for _ in range(sizes.draw()):
            hand.append(pack.draw(hand))
        hands.append(hand)
    return hands


def deal_among(cards, hands, kind, seed):
    """For each cycle a card if its hand has that kind, else None; enough such cycles use the whole pack up."""
    pack = Pack(cards, random.Random(f"{seed}:{len(cards)}"))
    return [pack.draw() if kind in hand else None for hand in hands]
