// SPDX-License-Identifier: Apache-2.0
// RMSProp in JavaScript after ../CONFORMANCE.md: the groups d2l and pytorch. Reads cases, writes results:
//   cat ../vectors/d2l.txt ../vectors/pytorch.txt | node rmsprop.mjs > output.txt
import { readFileSync } from 'node:fs';

// A number is a double: each operation is computed in double and rounded to float, which is the operation in float.
const f = Math.fround;

const double = new Float64Array(1);
const long = new BigInt64Array(double.buffer);

// x·y + z of floats, rounded once. The product is exact in double. The sum is not: what its rounding has cut off is
// computed exactly (Knuth's two-sum) and leaves its trace in the last bit, which makes the sum odd, so that rounding it
// to float does not take it for a tie (Boldo and Melquiond, "Emulation of a FMA and correctly rounded sums", 2008).
function fma(x, y, z) {
  const product = x * y;
  const sum = product + z;
  const part = sum - product;
  const cutOff = (product - (sum - part)) + (z - part);
  double[0] = sum;
  if (Number.isFinite(sum) && cutOff !== 0 && (long[0] & 1n) === 0n) {
    long[0] += (cutOff > 0) === (sum > 0) ? 1n : -1n; // the next double, away from 0 or towards it
  }
  return f(double[0]);
}

function d2l(h, b, i) {
  const g = f(b.grads[i] * h.gradientScale);
  const s = f(f(h.decay * b.squareAverage[i]) + f(h.oneMinusDecay * f(g * g)));
  const d = f(Math.sqrt(f(s + h.epsilon)));
  b.squareAverage[i] = s;
  b.params[i] = f(b.params[i] - f(f(h.learningRate * g) / d));
}

function pytorch(h, b, i) {
  const p = b.params[i];
  let g = f(b.grads[i] * h.gradientScale);
  if (h.maximize) g = -g;
  if (h.weightDecay > 0) g = fma(h.weightDecay, p, g);
  const s = fma(f(h.oneMinusDecay * g), g, f(h.decay * b.squareAverage[i]));
  let v = s;
  if (h.centered) {
    const a = fma(h.oneMinusDecay, g, f(h.decay * b.gradientAverage[i]));
    v = fma(-a, a, s);
    b.gradientAverage[i] = a;
  }
  const d = f(f(Math.sqrt(v)) + h.epsilon);
  if (h.momentum > 0) {
    const m = f(f(h.momentum * b.momentumBuffer[i]) + f(g / d));
    b.params[i] = fma(-h.learningRate, m, p);
    b.momentumBuffer[i] = m;
  } else {
    b.params[i] = f(p - f(f(h.learningRate * g) / d));
  }
  b.squareAverage[i] = s;
}

// The settings as numbers in float, switches as they are.
function hyperparameters(set) {
  const h = { oneMinusDecay: f(1 - set.decay) };
  for (const [key, value] of Object.entries(set)) h[key] = typeof value === 'number' ? f(value) : value;
  return h;
}

const rows = ['squareAverage', 'gradientAverage', 'momentumBuffer', 'params', 'grads'];
const output = [];
let set, buffers, preset, length, offset, sliceLength;

function step() {
  const h = hyperparameters(set);
  for (let i = offset; i < offset + sliceLength; i++) {
    (preset === 'pytorch' ? pytorch : d2l)(h, buffers, i);
    if (h.gradientsZeroed) buffers.grads[i] = 0;
  }
  const shown = {
    squareAverage: true,
    gradientAverage: h.centered,
    momentumBuffer: h.momentum > 0,
    params: true,
    grads: h.gradientsZeroed,
  };
  for (const row of rows.filter((name) => shown[name])) {
    const bits = new Uint32Array(buffers[row].buffer);
    output.push([row, ...Array.from(bits, (each) => each.toString(16).padStart(8, '0'))].join(' '));
  }
}

for (const line of readFileSync(0, 'latin1').split('\n')) {
  const [key, ...words] = line.split(' ');
  if (key === 'rmsprop-case') {
    set = {};
    buffers = {};
    output.push('rmsprop-output 1');
  } else if (key === 'preset') {
    preset = words[0];
  } else if (key === 'length') {
    length = Number(words[0]);
  } else if (key === 'slice') {
    [offset, sliceLength] = words.map(Number);
  } else if (rows.includes(key)) {
    if (key === 'params') {
      for (const row of rows) buffers[row] = new Float32Array(length);
      buffers.squareAverage.fill(set.initialSquareAverage);
    }
    new Uint32Array(buffers[key].buffer).set(words.map((word) => parseInt(word, 16)));
  } else if (key === 'case' || key === 'step' || key === 'end') {
    output.push(line);
    if (key === 'step') step();
  } else if (key !== '') {
    set[key] = words[0] === 'true' || (words[0] === 'false' ? false : Number(words[0]));
  }
}
process.stdout.write(output.join('\n') + '\n');
