// SPDX-License-Identifier: Apache-2.0
// RMSProp in C after ../CONFORMANCE.md: the groups d2l, d2l-switches, pytorch and rows. Reads cases, writes results:
//   cc -O2 -ffp-contract=off -o rmsprop rmsprop.c -lm
//   cat ../vectors/d2l.txt ../vectors/pytorch.txt | ./rmsprop > output.txt
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 128, LINE = 1024 };

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
static int length, grads_length;

// Where a step takes place: on rows, or if there are none on a slice.
static int offset, grads_offset, slice_length;
static bool on_rows;
static int row_length, row_count, row_numbers[MOST];

enum { SQUARE_AVERAGE, GRADIENT_AVERAGE, MOMENTUM_BUFFER, PARAMS, GRADS, BUFFERS };
static const char *const names[BUFFERS] = {"squareAverage", "gradientAverage", "momentumBuffer", "params", "grads"};
static float buffers[BUFFERS][MOST];

// The hyperparameters as floats.
static float decay, one_minus_decay, epsilon, mu, lambda, omega, rate, scale;

// Element i of the parameters and of the state, and element j of the gradients.
static void step_d2l(int i, int j) {
    float p = buffers[PARAMS][i], s = buffers[SQUARE_AVERAGE][i];
    float g = buffers[GRADS][j] * scale;
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

static void step_pytorch(int i, int j) {
    float p = buffers[PARAMS][i], s = buffers[SQUARE_AVERAGE][i];
    float g = buffers[GRADS][j] * scale;
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

static void step_slice(int from, int grads_from, int count) {
    void (*step_one)(int, int) = strcmp(preset, "pytorch") == 0 ? step_pytorch : step_d2l;
    for (int k = 0; k < count; k++) {
        step_one(from + k, grads_from + k);
        if (set[GRADIENTS_ZEROED]) buffers[GRADS][grads_from + k] = 0;
    }
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
    if (!on_rows) step_slice(offset, grads_offset, slice_length);
    for (int i = 0; on_rows && i < row_count; i++) {
        step_slice(row_numbers[i] * row_length, i * row_length, row_length);
    }
}

static int size_of(int buffer) {
    return buffer == GRADS ? grads_length : length;
}

static void read_buffer(int buffer, const char *words) {
    for (int i = 0; i < size_of(buffer); i++) {
        uint32_t bits = (uint32_t)strtoul(words + 9 * i, NULL, 16);
        memcpy(&buffers[buffer][i], &bits, sizeof bits);
    }
}

static void write_buffer(int buffer) {
    printf("%s", names[buffer]);
    for (int i = 0; i < size_of(buffer); i++) {
        float value = buffers[buffer][i];
        uint32_t bits;
        memcpy(&bits, &value, sizeof bits);
        printf(" %08x", value != value ? 0x7fc00000u : bits);
    }
    printf("\n");
}

static void write_results(const char *number) {
    printf("step %s\n", number);
    write_buffer(SQUARE_AVERAGE);
    if (set[CENTERED]) write_buffer(GRADIENT_AVERAGE);
    if (mu > 0) write_buffer(MOMENTUM_BUFFER);
    write_buffer(PARAMS);
    if (set[GRADIENTS_ZEROED]) write_buffer(GRADS);
}

static void fresh_state(void) {
    memset(buffers, 0, sizeof buffers);
    for (int i = 0; i < length; i++) buffers[SQUARE_AVERAGE][i] = (float)set[INITIAL_SQUARE_AVERAGE];
}

static void read_slice(const char *words) {
    sscanf(words, "%d %d", &offset, &slice_length);
    grads_offset = offset;
    on_rows = false;
}

static void read_rows(char *words) {
    char *next;
    row_length = (int)strtol(words, &next, 10);
    for (row_count = 0; *next; row_count++) row_numbers[row_count] = (int)strtol(next, &next, 10);
    on_rows = true;
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
        for (int i = 0; i < BUFFERS; i++) {
            if (strcmp(line, names[i]) == 0) read_buffer(i, words);
        }
        if (strcmp(line, "rmsprop-case") == 0) printf("rmsprop-output %s\n", words);
        if (strcmp(line, "case") == 0) printf("case %s\n", words);
        if (strcmp(line, "preset") == 0) strcpy(preset, words);
        if (strcmp(line, "length") == 0) length = grads_length = atoi(words);
        if (strcmp(line, "gradsLength") == 0) grads_length = atoi(words);
        if (strcmp(line, "slice") == 0) read_slice(words);
        if (strcmp(line, "gradsOffset") == 0) grads_offset = atoi(words);
        if (strcmp(line, "rows") == 0) read_rows(words);
        if (strcmp(line, "step") == 0) {
            step();
            write_results(words);
        }
        if (strcmp(line, "end") == 0) printf("end\n");
    }
    return 0;
}
