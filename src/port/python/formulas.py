# SPDX-License-Identifier: Apache-2.0
"""The formulas of ../CONFORMANCE.md, section 6, as Python functions in float arithmetic. Needs Python 3.9 or later."""
import ast
import ctypes
import functools
import math
import pathlib
import re
import struct

FOLDER = pathlib.Path(__file__).resolve().parent.parent
DOCUMENT = (FOLDER / "CONFORMANCE.md").read_text(encoding="utf-8")


def f32(x):  # rounds a double to float; of one operation on floats, that is the operation in float
    return ctypes.c_float(x).value


def from_bits(bits):
    return struct.unpack("<f", struct.pack("<I", bits))[0]


def to_bytes(x):  # the lowest first; every NaN is the same one
    return struct.pack("<f", x) if x == x else b"\0\0\xc0\x7f"


def div(x, y):
    if y == 0:
        return math.nan if x == 0 or math.isnan(x) else math.copysign(math.inf, x) * math.copysign(1, y)
    return f32(x / y)


def sqrt(x):
    return math.nan if x < 0 else f32(math.sqrt(x))


def clamp(x):
    return 0.0 if x < 0 else x


def fma(x, y, z):  # section 2
    product = x * y
    t = product + z
    u = t - product
    e = (product - (t - u)) + (z - u)
    if math.isfinite(t) and e != 0 and struct.unpack("<q", struct.pack("<d", t))[0] & 1 == 0:
        t = math.nextafter(t, math.copysign(math.inf, e))
    return f32(t)


class Rounded(ast.NodeTransformer):
    """Rounds each sum and each product on its own."""

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.Div):
            return ast.Call(ast.Name("div", ast.Load()), [node.left, node.right], [])
        return ast.Call(ast.Name("f32", ast.Load()), [node], [])


@functools.lru_cache(maxsize=None)
def formula(preset, switched_on):
    """The lines of the formula whose conditions hold, as a function of an element's values."""
    block = re.search(f"```formula {preset}\n(.*?)```", DOCUMENT, re.DOTALL).group(1)
    lines = []
    for line in block.splitlines():
        conditions, assignment = line.split(": ") if ": " in line else ("", line)
        if all((name in switched_on) != bool(negated) for negated, name in re.findall(r"(not )?(\w+)", conditions)):
            lines.append(assignment)
    source = ("def step(p, s, a, m, grads, decay, oneMinusDecay, epsilon, momentum, weightDecay, decoupledWeightDecay, "
              "learningRate, gradientScale):\n " + "\n ".join(lines) + "\n return p, s, a, m, grads")
    tree = ast.fix_missing_locations(Rounded().visit(ast.parse(source)))
    names = {}
    exec(compile(tree, preset, "exec"), globals(), names)
    return names["step"]


def take_step(preset, rule, rate, scale, buffers, slices):
    """One step on slices, each an offset in p, s, a and m, one in the gradients, and a length."""
    p, s, a, m, grads = buffers
    step = formula(preset, frozenset(name for name, value in rule.items() if f32(value) > 0))
    numbers = [f32(x) for x in (rule["decay"], 1 - rule["decay"], rule["epsilon"], rule["momentum"],
                                rule["weightDecay"], rule["decoupledWeightDecay"], rate, scale)]
    for offset, grads_offset, length in slices:
        for i, j in zip(range(offset, offset + length), range(grads_offset, grads_offset + length)):
            p[i], s[i], a[i], m[i], grads[j] = step(p[i], s[i], a[i], m[i], grads[j], *numbers)


def has_momentum_buffer(preset, rule):  # section 4
    return rule["centered"] if preset == "mxnet" else preset == "tensorflow" or f32(rule["momentum"]) > 0
