// SPDX-License-Identifier: Apache-2.0
// RMSProp in JavaScript after ../CONFORMANCE.md: the groups d2l, d2l-switches, pytorch and rows. Reads cases, writes results:
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

// Element i of the parameters and of the state, and element j of the gradients.
function d2l(h, b, i, j) {
  let p = b.params[i];
  let g = f(b.grads[j] * h.gradientScale);
  if (h.maximize) g = -g;
  if (h.weightDecay > 0) g = f(g + f(h.weightDecay * p));
  if (h.decoupledWeightDecay > 0) p = f(p - f(f(p * h.decoupledWeightDecay) * h.learningRate));
  const s = f(f(h.decay * b.squareAverage[i]) + f(h.oneMinusDecay * f(g * g)));
  let v = s;
  if (h.centered) {
    const a = f(f(h.decay * b.gradientAverage[i]) + f(h.oneMinusDecay * g));
    v = f(s - f(a * a));
    if (h.varianceClamped && v < 0) v = 0;
    b.gradientAverage[i] = a;
  }
  const d = h.epsilonInsideRoot ? f(Math.sqrt(f(v + h.epsilon))) : f(f(Math.sqrt(v)) + h.epsilon);
  if (h.momentum > 0) {
    let u = h.learningRateInMomentum ? f(f(h.learningRate * g) / d) : f(g / d);
    const m = f(f(h.momentum * b.momentumBuffer[i]) + u);
    u = h.nesterov ? f(f(h.momentum * m) + u) : m;
    p = h.learningRateInMomentum ? f(p - u) : f(p - f(h.learningRate * u));
    b.momentumBuffer[i] = m;
  } else {
    p = f(p - f(f(h.learningRate * g) / d));
  }
  b.squareAverage[i] = s;
  b.params[i] = p;
}

function pytorch(h, b, i, j) {
  const p = b.params[i];
  let g = f(b.grads[j] * h.gradientScale);
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
let set, buffers, preset, length, gradsLength, slices;

function step() {
  const h = hyperparameters(set);
  for (const { offset, gradsOffset, length } of slices) {
    for (let k = 0; k < length; k++) {
      (preset === 'pytorch' ? pytorch : d2l)(h, buffers, offset + k, gradsOffset + k);
      if (h.gradientsZeroed) buffers.grads[gradsOffset + k] = 0;
    }
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
    output.push(`rmsprop-output ${words[0]}`);
  } else if (key === 'preset') {
    preset = words[0];
  } else if (key === 'length') {
    length = gradsLength = Number(words[0]);
  } else if (key === 'gradsLength') {
    gradsLength = Number(words[0]);
  } else if (key === 'slice') {
    slices = [{ offset: Number(words[0]), gradsOffset: Number(words[0]), length: Number(words[1]) }];
  } else if (key === 'gradsOffset') {
    slices[0].gradsOffset = Number(words[0]);
  } else if (key === 'rows') {
    const [length, ...numbers] = words.map(Number);
    slices = numbers.map((row, i) => ({ offset: row * length, gradsOffset: i * length, length }));
  } else if (rows.includes(key)) {
    if (key === 'params') {
      for (const row of rows) buffers[row] = new Float32Array(row === 'grads' ? gradsLength : length);
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
