// SPDX-License-Identifier: Apache-2.0
// What the step gains, in cache, by roots and quotients from multiplications: a program of its own, whose figures stand in
// src/site/markdown/design.md. Times are of the best of some runs, over those of the step by the divider alone.
//
//     cc -O3 -march=native -ffp-contract=off -o past-divider jmh/c/past-divider.c -lm && ./past-divider
//
// EXACT arms give the divider's bits, which is checked. FAST arms do not, and tell their largest error.
#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__AVX512F__)
#define LANES 16
typedef __m512 vector;
#define LOAD _mm512_loadu_ps
#define STORE _mm512_storeu_ps
#define ALL(x) _mm512_set1_ps(x)
#define ADD _mm512_add_ps
#define SUB _mm512_sub_ps
#define MUL _mm512_mul_ps
#define DIV _mm512_div_ps
#define ROOT _mm512_sqrt_ps
#define FMA _mm512_fmadd_ps
#define FNMA _mm512_fnmadd_ps
#define FMS _mm512_fmsub_ps
#define ESTIMATE _mm512_rsqrt14_ps
#define BITS_SEED(x) \
    _mm512_castsi512_ps(_mm512_sub_epi32(_mm512_set1_epi32(SEED), _mm512_srli_epi32(_mm512_castps_si512(x), 1)))
static inline int within(vector x, float least, float most) {
    return (_mm512_cmp_ps_mask(x, ALL(least), _CMP_GE_OQ) & _mm512_cmp_ps_mask(x, ALL(most), _CMP_LE_OQ)) == 0xffff;
}
#define SIZE(x) _mm512_abs_ps(x)
#elif defined(__AVX2__) && defined(__FMA__)
#define LANES 8
typedef __m256 vector;
#define LOAD _mm256_loadu_ps
#define STORE _mm256_storeu_ps
#define ALL(x) _mm256_set1_ps(x)
#define ADD _mm256_add_ps
#define SUB _mm256_sub_ps
#define MUL _mm256_mul_ps
#define DIV _mm256_div_ps
#define ROOT _mm256_sqrt_ps
#define FMA _mm256_fmadd_ps
#define FNMA _mm256_fnmadd_ps
#define FMS _mm256_fmsub_ps
#define ESTIMATE _mm256_rsqrt_ps
#define BITS_SEED(x) \
    _mm256_castsi256_ps(_mm256_sub_epi32(_mm256_set1_epi32(SEED), _mm256_srli_epi32(_mm256_castps_si256(x), 1)))
static inline int within(vector x, float least, float most) {
    vector inside = _mm256_and_ps(_mm256_cmp_ps(x, ALL(least), _CMP_GE_OQ), _mm256_cmp_ps(x, ALL(most), _CMP_LE_OQ));
    return _mm256_movemask_ps(inside) == 0xff;
}
#define SIZE(x) _mm256_andnot_ps(ALL(-0.0f), x)
#else
#error "neither AVX-512 nor AVX2 with fused multiply-add"
#endif

#define SEED 0x5f360000
#define N 26880 // a multiple of all groups below; three arrays of 105 KiB

static inline vector inverse_root(vector x) {
    vector y = BITS_SEED(x);
    vector h = FMS(MUL(x, y), y, ALL(1));
    vector c = FMA(FMA(h, ALL(0x1.2a85b2p-2f), ALL(-0x1.40f95ap-2f)), h, ALL(0x1.7ff438p-2f));
    return MUL(y, FMA(FMA(c, h, ALL(-0x1.ffffecp-2f)), h, ALL(1)));
}

static inline vector divided(vector n, vector x) { return DIV(n, ROOT(x)); }

static inline vector multiplied(vector n, vector x) {
    if (__builtin_expect(!within(x, 0x1p-60f, 0x1p60f) || !within(SIZE(n), 0x1p-60f, 0x1p60f), 0)) {
        return divided(n, x);
    }
    vector y = inverse_root(x);
    vector t = MUL(x, y);
    vector r = FMA(FNMA(t, t, x), MUL(ALL(0.5f), y), t);
    vector z = FMA(FNMA(r, y, ALL(1)), y, y);
    vector w = MUL(n, z);
    return FNMA(FMS(r, w, n), z, w);
}

static inline vector fast(vector n, vector x) { return MUL(n, inverse_root(x)); }

static inline vector estimated(vector n, vector x) {
    vector y = ESTIMATE(x);
    return MUL(n, MUL(y, FNMA(MUL(MUL(x, ALL(0.5f)), y), y, ALL(1.5f))));
}

typedef struct {
    float decay, one_minus_decay, epsilon, learning_rate;
} numbers;

#define VECTOR(k, QUOTIENT) \
    vector p##k = LOAD(p + i + k * LANES), g##k = LOAD(g + i + k * LANES), s##k = LOAD(s + i + k * LANES); \
    s##k = ADD(MUL(ALL(c.decay), s##k), MUL(ALL(c.one_minus_decay), MUL(g##k, g##k))); \
    vector u##k = QUOTIENT(MUL(ALL(c.learning_rate), g##k), ADD(s##k, ALL(c.epsilon)));
#define STORED(k) \
    STORE(s + i + k * LANES, s##k); \
    STORE(p + i + k * LANES, SUB(p##k, u##k));
#define STEP(name, group, loads, stores) \
    __attribute__((noinline)) static void name(float *restrict p, const float *restrict g, float *restrict s, numbers c) { \
        for (long i = 0; i < N; i += group * LANES) { \
            loads stores \
        } \
    }
#define TWO(a, b) VECTOR(0, a) VECTOR(1, b)
#define STORED_2 STORED(0) STORED(1)
#define STORED_4 STORED_2 STORED(2) STORED(3)

STEP(exact, 2, TWO(divided, divided), STORED_2)
STEP(mixed_2, 2, TWO(divided, multiplied), STORED_2)
STEP(mixed_3, 3, TWO(divided, divided) VECTOR(2, multiplied), STORED_2 STORED(2))
STEP(mixed_4, 4, TWO(divided, divided) VECTOR(2, divided) VECTOR(3, multiplied), STORED_4)
STEP(mixed_5, 5, TWO(divided, divided) VECTOR(2, divided) VECTOR(3, divided) VECTOR(4, multiplied), STORED_4 STORED(4))
STEP(mixed_7, 7,
        TWO(divided, divided) VECTOR(2, divided) VECTOR(3, divided) VECTOR(4, divided) VECTOR(5, divided)
                VECTOR(6, multiplied),
        STORED_4 STORED(4) STORED(5) STORED(6))
STEP(fast_all, 2, TWO(fast, fast), STORED_2)
STEP(fast_2, 2, TWO(divided, fast), STORED_2)
STEP(fast_3, 3, TWO(divided, divided) VECTOR(2, fast), STORED_2 STORED(2))
STEP(estimate, 2, TWO(estimated, estimated), STORED_2)

/** The same as fast_2 in blocks of 16 by the index, with a check, as a loop over one vector has it. */
__attribute__((noinline)) static void fast_blocks(float *restrict p, const float *restrict g, float *restrict s, numbers c) {
    for (long i = 0; i < N; i += LANES) {
        vector p0 = LOAD(p + i), g0 = LOAD(g + i), s0 = LOAD(s + i);
        s0 = ADD(MUL(ALL(c.decay), s0), MUL(ALL(c.one_minus_decay), MUL(g0, g0)));
        vector n0 = MUL(ALL(c.learning_rate), g0), x0 = ADD(s0, ALL(c.epsilon)), u0;
        if ((i & 16) && within(x0, 0x1p-126f, 0x1.fffffep127f)) {
            u0 = fast(n0, x0);
        } else {
            u0 = divided(n0, x0);
        }
        STORED(0)
    }
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + 1e-9 * now.tv_nsec;
}

static float *array(long shift) { return (float *)((char *)aligned_alloc(4096, 4096 * (N / 1024 + 4)) + shift); }

static const struct {
    const char *name;
    void (*step)(float *, const float *, float *, numbers);
    int is_exact;
} ARMS[] = {{"EXACT, divider alone", exact, 1}, {"EXACT, 1 of 2 past it", mixed_2, 1}, {"EXACT, 1 of 3", mixed_3, 1},
        {"EXACT, 1 of 4", mixed_4, 1}, {"EXACT, 1 of 5", mixed_5, 1}, {"EXACT, 1 of 7", mixed_7, 1},
        {"FAST, all", fast_all, 0}, {"FAST, 1 of 2", fast_2, 0}, {"FAST, 1 of 3", fast_3, 0},
        {"FAST, blocks of 16", fast_blocks, 0}, {"estimate and a Newton step", estimate, 0}};
enum { COUNT = sizeof ARMS / sizeof *ARMS };

static void largest_errors(void) {
    double of_fast = 0, of_estimate = 0;
    for (int32_t bits = 0x3f800000; bits < 0x40800000; bits += LANES) {
        float x[LANES], a[LANES], b[LANES];
        for (int k = 0; k < LANES; k++) {
            int32_t one = bits + k;
            memcpy(x + k, &one, 4);
        }
        STORE(a, inverse_root(LOAD(x)));
        STORE(b, estimated(ALL(1), LOAD(x)));
        for (int k = 0; k < LANES; k++) {
            double root = sqrt(x[k]);
            of_fast = fmax(of_fast, fabs(a[k] * root - 1));
            of_estimate = fmax(of_estimate, fabs(b[k] * root - 1));
        }
    }
    printf("largest relative error of 1/root: FAST 2^%.2f, estimate and a Newton step 2^%.2f\n", log2(of_fast),
            log2(of_estimate));
}

int main(void) {
    // Java's arrays begin 16 bytes after a multiple of 8; here aligned to vectors, and not.
    for (int shift = 0; shift <= 16; shift += 16) {
        float *p = array(shift), *g = array(1344 + shift), *s = array(2688 + shift), *expected = array(0);
        double best[COUNT];
        for (int repeat = 0; repeat < 15; repeat++) {
            for (int k = 0; k < COUNT; k++) {
                srand(1);
                for (long i = 0; i < N; i++) {
                    p[i] = s[i] = 0;
                    g[i] = (rand() % 2 ? 1 : -1) * (0.5f + rand() / (float)RAND_MAX);
                }
                numbers c = {0.9f, 0.1f, 1e-6f, 1e-9f};
                double start = seconds();
                for (int step = 0; step < 150; step++) {
                    ARMS[k].step(p, g, s, c);
                }
                double time = (seconds() - start) / 150 / N * 1e9;
                best[k] = repeat == 0 || time < best[k] ? time : best[k];
                if (k == 0) {
                    memcpy(expected, p, 4 * N);
                } else if (ARMS[k].is_exact && memcmp(expected, p, 4 * N)) {
                    printf("%s gave other bits\n", ARMS[k].name);
                    return 1;
                }
            }
        }
        printf("%d lanes, arrays %s\n", LANES, shift ? "16 bytes beside vectors" : "aligned to vectors");
        for (int k = 0; k < COUNT; k++) {
            printf("%-28s %.3f ns per element  %.2f\n", ARMS[k].name, best[k], best[k] / best[0]);
        }
    }
    largest_errors();
    return 0;
}
