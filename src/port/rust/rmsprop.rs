// SPDX-License-Identifier: Apache-2.0
// RMSProp in Rust after ../CONFORMANCE.md: all groups. Reads cases, writes results:
//   rustc -O rmsprop.rs
//   cat ../vectors/d2l.txt ../vectors/pytorch.txt | ./rmsprop > output.txt
use std::collections::HashMap;
use std::io::{self, BufRead, Write};

/// The settings of a step, rounded to float.
struct Rule {
    preset: String,
    decay: f32,
    one_minus_decay: f32,
    epsilon: f32,
    momentum: f32,
    weight_decay: f32,
    decoupled: f32,
    rate: f32,
    scale: f32,
    inside_root: bool,
    centered: bool,
    clamped: bool,
    rate_in_momentum: bool,
    nesterov: bool,
    maximize: bool,
}

/// One element of the parameters and of the state.
struct Element {
    p: f32,
    s: f32,
    a: f32,
    m: f32,
}

impl Rule {
    fn of(preset: &str, set: &HashMap<String, String>) -> Rule {
        let double = |key: &str| set[key].parse::<f64>().unwrap();
        let number = |key: &str| double(key) as f32;
        let on = |key: &str| set[key] == "true";
        let in_float = matches!(preset, "tensorflow" | "nd4j" | "mxnet");
        let decay = number("decay");
        Rule {
            preset: preset.to_string(),
            decay,
            one_minus_decay: if in_float { 1.0 - decay } else { (1.0 - double("decay")) as f32 },
            epsilon: number("epsilon"),
            momentum: number("momentum"),
            weight_decay: number("weightDecay"),
            decoupled: number("decoupledWeightDecay"),
            rate: number("learningRate"),
            scale: number("gradientScale"),
            inside_root: on("epsilonInsideRoot"),
            centered: on("centered"),
            clamped: on("varianceClamped"),
            rate_in_momentum: on("learningRateInMomentum"),
            nesterov: on("nesterov"),
            maximize: on("maximize"),
        }
    }

    fn has_momentum_buffer(&self) -> bool {
        match self.preset.as_str() {
            "tensorflow" => true,
            "mxnet" => self.centered,
            _ => self.momentum > 0.0,
        }
    }

    fn step(&self, e: &mut Element, gradient: f32) {
        let g = gradient * self.scale;
        let g = if self.maximize { -g } else { g };
        match self.preset.as_str() {
            "pytorch" => self.pytorch(e, g),
            "tensorflow" => self.tensorflow(e, g),
            "optax" => self.optax(e, g),
            "mxnet" => self.mxnet(e, g),
            _ => self.d2l(e, g),
        }
    }

    /// The averages as most presets have them; gives the variance.
    fn averages(&self, e: &mut Element, g: f32) -> f32 {
        e.s = self.decay * e.s + self.one_minus_decay * (g * g);
        self.variance(e, g)
    }

    fn variance(&self, e: &mut Element, g: f32) -> f32 {
        if !self.centered {
            return e.s;
        }
        e.a = self.decay * e.a + self.one_minus_decay * g;
        e.s - e.a * e.a
    }

    fn denominator(&self, v: f32) -> f32 {
        if self.inside_root { (v + self.epsilon).sqrt() } else { v.sqrt() + self.epsilon }
    }

    /// Also keras and nd4j, whose formulas are this one with fewer switches.
    fn d2l(&self, e: &mut Element, g: f32) {
        let g = if self.weight_decay > 0.0 { g + self.weight_decay * e.p } else { g };
        if self.decoupled > 0.0 {
            e.p = e.p - (e.p * self.decoupled) * self.rate;
        }
        let v = self.averages(e, g);
        let clamps = self.preset == "d2l" && self.centered && self.clamped;
        let d = self.denominator(if clamps && v < 0.0 { 0.0 } else { v });
        if self.momentum > 0.0 {
            let u = if self.rate_in_momentum { (self.rate * g) / d } else { g / d };
            e.m = self.momentum * e.m + u;
            let u = if self.nesterov { self.momentum * e.m + u } else { e.m };
            e.p = if self.rate_in_momentum { e.p - u } else { e.p - self.rate * u };
        } else {
            e.p = e.p - (self.rate * g) / d;
        }
    }

    fn pytorch(&self, e: &mut Element, g: f32) {
        let g = if self.weight_decay > 0.0 { self.weight_decay.mul_add(e.p, g) } else { g };
        e.s = (self.one_minus_decay * g).mul_add(g, self.decay * e.s);
        let mut v = e.s;
        if self.centered {
            e.a = self.one_minus_decay.mul_add(g, self.decay * e.a);
            v = (-e.a).mul_add(e.a, e.s);
        }
        let d = v.sqrt() + self.epsilon;
        if self.momentum > 0.0 {
            e.m = self.momentum * e.m + g / d;
            e.p = (-self.rate).mul_add(e.m, e.p);
        } else {
            e.p = e.p - (self.rate * g) / d;
        }
    }

    fn tensorflow(&self, e: &mut Element, g: f32) {
        e.s = e.s + (g * g - e.s) * self.one_minus_decay;
        let mut v = e.s;
        if self.centered {
            e.a = e.a + (g - e.a) * self.one_minus_decay;
            v = e.s - e.a * e.a;
        }
        e.m = self.momentum * e.m + (self.rate * g) / self.denominator(v);
        e.p = e.p - e.m;
    }

    fn optax(&self, e: &mut Element, g: f32) {
        let r = 1.0 / { let v = self.averages(e, g); self.denominator(v) };
        let mut u = -(self.rate * (r * g));
        if self.momentum > 0.0 {
            e.m = self.momentum * e.m + u;
            u = if self.nesterov { self.momentum * e.m + u } else { e.m };
        }
        e.p = e.p + u;
    }

    fn mxnet(&self, e: &mut Element, g: f32) {
        let g = g + self.weight_decay * e.p;
        if self.centered {
            e.s = self.decay * e.s + (self.one_minus_decay * g) * g;
            let d = { let v = self.variance(e, g); self.denominator(v) };
            e.m = self.momentum * e.m - (self.rate * g) / d;
            e.p = e.p + e.m;
        } else {
            let d = { let v = self.averages(e, g); self.denominator(v) };
            e.p = e.p - self.rate * (g / d);
        }
    }
}

const ROWS: [&str; 5] = ["squareAverage", "gradientAverage", "momentumBuffer", "params", "grads"];

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout());
    let mut set = HashMap::new(); // the settings
    let mut buffers: Vec<Vec<f32>> = vec![]; // in the order of ROWS
    for line in io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split(' ').collect();
        match words[0] {
            "rmsprop-case" => writeln!(out, "rmsprop-output {}", words[1])?,
            "case" | "end" => writeln!(out, "{line}")?,
            "params" => {
                let length = words.len() - 1;
                let initial = number(&set, "initialSquareAverage");
                buffers = vec![vec![0.0; length]; ROWS.len()];
                buffers[0] = vec![initial; length];
                buffers[3] = floats(&words);
            }
            "step" => {
                writeln!(out, "{line}")?;
                step(&set, &mut buffers, &mut out)?;
            }
            key => match ROWS.iter().position(|row| *row == key) {
                Some(row) => buffers[row] = floats(&words),
                None => {
                    if key == "slice" {
                        set.remove("rows");
                        set.remove("gradsOffset");
                    }
                    set.insert(key.to_string(), words[1..].join(" "));
                }
            },
        }
    }
    out.flush()
}

fn number(set: &HashMap<String, String>, key: &str) -> f32 {
    set[key].parse::<f64>().unwrap() as f32
}

fn floats(words: &[&str]) -> Vec<f32> {
    words[1..].iter().map(|word| f32::from_bits(u32::from_str_radix(word, 16).unwrap())).collect()
}

/// The slices of a step, each with its offset in the parameters, the one in the gradients, and its length.
fn slices(set: &HashMap<String, String>) -> Vec<(usize, usize, usize)> {
    let numbers = |key: &str| -> Option<Vec<usize>> {
        Some(set.get(key)?.split(' ').map(|word| word.parse().unwrap()).collect())
    };
    if let Some(rows) = numbers("rows") {
        let length = rows[0];
        return rows[1..].iter().enumerate().map(|(i, row)| (row * length, i * length, length)).collect();
    }
    let slice = numbers("slice").unwrap();
    let grads_offset = numbers("gradsOffset").map_or(slice[0], |offset| offset[0]);
    vec![(slice[0], grads_offset, slice[1])]
}

fn step(set: &HashMap<String, String>, buffers: &mut [Vec<f32>], out: &mut impl Write) -> io::Result<()> {
    let rule = Rule::of(&set["preset"], set);
    let zeroed = set["gradientsZeroed"] == "true";
    for (offset, grads_offset, length) in slices(set) {
        for (i, j) in (offset..offset + length).zip(grads_offset..) {
            let mut e = Element { s: buffers[0][i], a: buffers[1][i], m: buffers[2][i], p: buffers[3][i] };
            rule.step(&mut e, buffers[4][j]);
            (buffers[0][i], buffers[1][i], buffers[2][i], buffers[3][i]) = (e.s, e.a, e.m, e.p);
            if zeroed {
                buffers[4][j] = 0.0;
            }
        }
    }
    let shown = [true, rule.centered, rule.has_momentum_buffer(), true, zeroed];
    for (row, _) in shown.iter().enumerate().filter(|(_, shown)| **shown) {
        write!(out, "{}", ROWS[row])?;
        for x in &buffers[row] {
            write!(out, " {:08x}", if x.is_nan() { 0x7fc00000 } else { x.to_bits() })?;
        }
        writeln!(out)?;
    }
    Ok(())
}
