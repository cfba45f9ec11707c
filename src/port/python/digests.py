#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes the digests of ../CONFORMANCE.md, section 12, from that document only, with the standard library.

It needs Python 3.9 or later. It turns the formulas of section 6 into functions, and runs the workload of section 12:

    python3 digests.py [PRESET ...]

Each line has a preset, its digest, and whether digests.txt has the same. Exit code 1 if one differs.
"""
import hashlib
import itertools
import math
import sys

from formulas import DOCUMENT, FOLDER, f32, from_bits, has_momentum_buffer, take_step, to_bytes

LENGTHS = [*range(18), 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 1003]
SPECIALS = """00000000 3f800000 3dcccccd 00000001 00000300 007fffff 00800000 1a000000
              20000000 3f800001 5f000000 5f3504f3 5f800000 7f7fffff 7f800000 7fc00000""".split()
PLAIN = {"centered": False, "varianceClamped": True, "momentum": 0.0, "learningRateInMomentum": True, "nesterov": False,
         "weightDecay": 0.0, "decoupledWeightDecay": 0.0, "maximize": False, "gradientsZeroed": False}
WORD = (1 << 64) - 1


def table(heading):  # the rows of the table of section 12 or 5 that follows its head
    lines = DOCUMENT[DOCUMENT.index(heading):].splitlines()[2:]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")]
            for line in itertools.takewhile(lambda line: line.startswith("|"), lines)]


def rules(preset):
    row = next(row for row in table("| preset | decay |") if row[0] == preset)
    inside, initial = row[3].split(",")[0] == "true", row[4].split(",")[0]
    plain = dict(PLAIN, decay=float(row[1]), epsilon=float(row[2]), epsilonInsideRoot=inside)
    plain["initialSquareAverage"] = plain["epsilon"] if initial == "epsilon" else float(initial)
    switches = []
    for _, sets, presets in table("| switch | sets |"):
        if presets == "all" or preset in presets.split(", "):
            words = (setting.split() for setting in sets.split(", "))
            switches.append({key: value == "true" if value in ("true", "false") else float(value) for key, value in words})
    sets = [{}, *switches, *(first | second for first, second in itertools.combinations(switches, 2))]
    sets.append({key: value for switch in switches for key, value in switch.items()})
    return [plain | each for each in sets]


class Run:
    def __init__(self, preset, n, k, rule, on_rows):
        self.preset, self.k, self.rule, self.state = preset, k, rule, 1000 * n + k
        width = 1 + k % 33
        length, offset = LENGTHS[k % 29], k % 7
        elements = 5 * width + 2 if on_rows else offset + length + 3
        grads_offset = k % 5 if k % 2 else offset
        self.grads_length = 4 * width + 1 if on_rows else grads_offset + length + 1 if k % 2 else elements
        self.slices = (lambda t: [(r % 5 * width, i * width, width) for i, r in enumerate((t, t + 3, t, t + 1))]) \
            if on_rows else (lambda t: [(offset, grads_offset, length)])
        self.params = self.draw(elements)
        self.s, self.a, self.m = [f32(rule["initialSquareAverage"])] * elements, [0.0] * elements, [0.0] * elements

    def draw(self, count):
        return [self.float(self.next(), i) for i in range(count)]

    def next(self):
        self.state = z = (self.state + 0x9e3779b97f4a7c15) & WORD
        z = ((z ^ z >> 30) * 0xbf58476d1ce4e5b9) & WORD
        z = ((z ^ z >> 27) * 0x94d049bb133111eb) & WORD
        return z ^ z >> 31

    def float(self, word, i):
        sign = word >> 63 << 31
        if self.k % 4 == 3:
            return from_bits(sign | (0 if word & 63 else 0x3f800000))
        if self.k % 4 == 1:
            return from_bits(sign | (word >> 32 & 7) + 8 * (i % 9) << 23 | word & 0x7fffff)
        if self.k % 4 == 2 and word & 31 == 0:
            return from_bits(sign | int(SPECIALS[word >> 8 & 15], 16))
        return math.ldexp((word >> 40) - (1 << 23), -19 - (word & 15))

    def steps(self, sha):
        rule, grads = dict(self.rule), []
        for t in range(1, 51):
            if t == 21:
                rule.update(decay=0.3, epsilon=1e-42 if self.k % 4 == 1 else 0.001)
            if t <= 30:
                grads = self.draw(self.grads_length)
            rate, scale = ((0.01, 1), (0.1, 0.3), (0.001, -3.3), (0.01, 1), (0.01, 1))[(t - 1) // 10]
            take_step(self.preset, rule, rate, scale, (self.params, self.s, self.a, self.m, grads), self.slices(t))
            if t in (20, 50):
                a = self.a if rule["centered"] else []
                m = self.m if has_momentum_buffer(self.preset, rule) else []
                for x in itertools.chain(self.params, self.s, a, m, grads):
                    sha.update(to_bytes(x))


def digest(preset, n):
    sha, k = hashlib.sha256(), 0
    for number, rule in enumerate(rules(preset)):
        for on_rows in [False] * (4 if number else 29) + [True]:
            Run(preset, n, k, rule, on_rows).steps(sha)
            k += 1
    return sha.hexdigest()


def main(presets):
    expected = dict(line.split() for line in (FOLDER / "digests.txt").read_text(encoding="ascii").splitlines())
    equal = True
    for preset in presets or expected:
        found = digest(preset, list(expected).index(preset) + 1)
        equal &= found == expected[preset]
        print(preset, found, "equal" if found == expected[preset] else "DIFFERENT", flush=True)
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
