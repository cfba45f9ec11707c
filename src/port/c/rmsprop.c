// SPDX-License-Identifier: Apache-2.0
// RMSProp in C after ../CONFORMANCE.md: the groups d2l, d2l-switches and pytorch. Reads cases, writes results:
//   cc -O2 -ffp-contract=off -o rmsprop rmsprop.c -lm
//   cat ../vectors/d2l.txt ../vectors/pytorch.txt | ./rmsprop > output.txt
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 100, LINE = 1024 };

// What the lines of a case set; a switch is 0 or 1.
enum {
    DECAY, EPSILON, EPSILON_INSIDE_ROOT, INITIAL_SQUARE_AVERAGE, CENTERED, VARIANCE_CLAMPED, MOMENTUM,
    LEARNING_RATE_IN_MOMENTUM, NESTEROV, WEIGHT_DECAY, DECOUPLED_WEIGHT_DECAY, MAXIMIZE, GRADIENTS_ZEROED,
    LEARNING_RATE, GRADIENT_SCALE, SETTINGS
};
static const char *const keys[SETTINGS] = {
    "decay", "epsilon", "epsilonInsideRoot", "initialSquareAverage", "centered", "varianceClamped", "momentum",
    "learningRateInMomentum", "nesterov", "weightDecay", "decoupledWeightDecay", "maximize", "gradientsZeroed",
    "learningRate", "gradientScale"};
static double set[SETTINGS];
static char preset[LINE];
static int offset, slice_length, length;

enum { SQUARE_AVERAGE, GRADIENT_AVERAGE, MOMENTUM_BUFFER, PARAMS, GRADS, ROWS };
static const char *const rows[ROWS] = {"squareAverage", "gradientAverage", "momentumBuffer", "params", "grads"};
static float buffers[ROWS][MOST];

// The hyperparameters as floats.
static float decay, one_minus_decay, epsilon, mu, lambda, omega, rate, scale;

static void step_d2l(int i) {
    float p = buffers[PARAMS][i], s = buffers[SQUARE_AVERAGE][i];
    float g = buffers[GRADS][i] * scale;
    if (set[MAXIMIZE]) g = -g;
    if (lambda > 0) g = g + lambda * p;
    if (omega > 0) p = p - (p * omega) * rate;
    s = decay * s + one_minus_decay * (g * g);
    float v = s;
    if (set[CENTERED]) {
        float a = buffers[GRADIENT_AVERAGE][i];
        a = decay * a + one_minus_decay * g;
        v = s - a * a;
        if (set[VARIANCE_CLAMPED]) v = v < 0 ? 0 : v;
        buffers[GRADIENT_AVERAGE][i] = a;
    }
    float d = set[EPSILON_INSIDE_ROOT] ? sqrtf(v + epsilon) : sqrtf(v) + epsilon;
    if (mu > 0) {
        bool inside = set[LEARNING_RATE_IN_MOMENTUM] != 0;
        float u = inside ? (rate * g) / d : g / d;
        float m = mu * buffers[MOMENTUM_BUFFER][i] + u;
        u = set[NESTEROV] ? mu * m + u : m;
        p = inside ? p - u : p - rate * u;
        buffers[MOMENTUM_BUFFER][i] = m;
    } else {
        p = p - (rate * g) / d;
    }
    buffers[SQUARE_AVERAGE][i] = s;
    buffers[PARAMS][i] = p;
}

static void step_pytorch(int i) {
    float p = buffers[PARAMS][i], s = buffers[SQUARE_AVERAGE][i];
    float g = buffers[GRADS][i] * scale;
    if (set[MAXIMIZE]) g = -g;
    if (lambda > 0) g = fmaf(lambda, p, g);
    s = fmaf(one_minus_decay * g, g, decay * s);
    float v = s;
    if (set[CENTERED]) {
        float a = buffers[GRADIENT_AVERAGE][i];
        a = fmaf(one_minus_decay, g, decay * a);
        v = fmaf(-a, a, s);
        buffers[GRADIENT_AVERAGE][i] = a;
    }
    float d = sqrtf(v) + epsilon;
    if (mu > 0) {
        float m = mu * buffers[MOMENTUM_BUFFER][i] + g / d;
        p = fmaf(-rate, m, p);
        buffers[MOMENTUM_BUFFER][i] = m;
    } else {
        p = p - (rate * g) / d;
    }
    buffers[SQUARE_AVERAGE][i] = s;
    buffers[PARAMS][i] = p;
}

static void step(void) {
    decay = (float)set[DECAY];
    one_minus_decay = (float)(1 - set[DECAY]);
    epsilon = (float)set[EPSILON];
    mu = (float)set[MOMENTUM];
    lambda = (float)set[WEIGHT_DECAY];
    omega = (float)set[DECOUPLED_WEIGHT_DECAY];
    rate = (float)set[LEARNING_RATE];
    scale = (float)set[GRADIENT_SCALE];
    void (*step_one)(int) = strcmp(preset, "pytorch") == 0 ? step_pytorch : step_d2l;
    for (int i = offset; i < offset + slice_length; i++) {
        step_one(i);
        if (set[GRADIENTS_ZEROED]) buffers[GRADS][i] = 0;
    }
}

static void read_row(float *row, const char *words) {
    for (int i = 0; i < length; i++) {
        uint32_t bits = (uint32_t)strtoul(words + 9 * i, NULL, 16);
        memcpy(&row[i], &bits, sizeof bits);
    }
}

static void write_row(int row) {
    printf("%s", rows[row]);
    for (int i = 0; i < length; i++) {
        uint32_t bits;
        memcpy(&bits, &buffers[row][i], sizeof bits);
        printf(" %08x", buffers[row][i] != buffers[row][i] ? 0x7fc00000u : bits);
    }
    printf("\n");
}

static void write_results(const char *number) {
    printf("step %s\n", number);
    write_row(SQUARE_AVERAGE);
    if (set[CENTERED]) write_row(GRADIENT_AVERAGE);
    if (mu > 0) write_row(MOMENTUM_BUFFER);
    write_row(PARAMS);
    if (set[GRADIENTS_ZEROED]) write_row(GRADS);
}

static void fresh_state(void) {
    memset(buffers, 0, sizeof buffers);
    for (int i = 0; i < length; i++) buffers[SQUARE_AVERAGE][i] = (float)set[INITIAL_SQUARE_AVERAGE];
}

int main(void) {
    static char line[LINE];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        char *words = line + strcspn(line, " ");
        if (*words) *words++ = 0; // line is now the key alone
        for (int i = 0; i < SETTINGS; i++) {
            if (strcmp(line, keys[i]) == 0) set[i] = strcmp(words, "true") == 0 ? 1 : strtod(words, NULL);
        }
        if (strcmp(line, "params") == 0) fresh_state();
        for (int i = 0; i < ROWS; i++) {
            if (strcmp(line, rows[i]) == 0) read_row(buffers[i], words);
        }
        if (strcmp(line, "rmsprop-case") == 0) printf("rmsprop-output 1\n");
        if (strcmp(line, "case") == 0) printf("case %s\n", words);
        if (strcmp(line, "preset") == 0) strcpy(preset, words);
        if (strcmp(line, "length") == 0) length = atoi(words);
        if (strcmp(line, "slice") == 0) sscanf(words, "%d %d", &offset, &slice_length);
        if (strcmp(line, "step") == 0) {
            step();
            write_results(words);
        }
        if (strcmp(line, "end") == 0) printf("end\n");
    }
    return 0;
}
