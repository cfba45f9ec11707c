#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""RMSProp in Python, with the formulas of ../CONFORMANCE.md itself: all groups. Reads cases, writes results:

    cat ../vectors/d2l.txt ../vectors/pytorch.txt | python3 rmsprop.py > output.txt
"""
import sys

from formulas import f32, from_bits, has_momentum_buffer, take_step, to_bytes

NAMES = ["params", "squareAverage", "gradientAverage", "momentumBuffer", "grads"]


def write(name):
    print(name, *(to_bytes(x)[::-1].hex() for x in buffers[name]))


for line in sys.stdin:
    key, *words = line.split()
    if key == "rmsprop-case":
        rule = {}
        print("rmsprop-output", *words)
    elif key == "preset":
        preset = words[0]
    elif key == "slice":
        offset, length = map(int, words)
        slices = [(offset, offset, length)]
    elif key == "gradsOffset":
        slices = [(offset, int(words[0]), length)]
    elif key == "rows":
        length, *rows = map(int, words)
        slices = [(row * length, number * length, length) for number, row in enumerate(rows)]
    elif key in NAMES:
        if key == "params":
            buffers = {name: [0.0] * len(words) for name in NAMES}
            buffers["squareAverage"] = [f32(rule["initialSquareAverage"])] * len(words)
        buffers[key] = [from_bits(int(word, 16)) for word in words]
    elif key in ("case", "step", "end"):
        print(key, *words)
    else:
        rule[key] = words[0] == "true" if words[0] in ("true", "false") else float(words[0])
    if key == "step":
        take_step(preset, rule, rule["learningRate"], rule["gradientScale"], [buffers[name] for name in NAMES], slices)
        write("squareAverage")
        if rule["centered"]:
            write("gradientAverage")
        if has_momentum_buffer(preset, rule):
            write("momentumBuffer")
        write("params")
        if rule["gradientsZeroed"]:
            write("grads")
