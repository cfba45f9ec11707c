// SPDX-License-Identifier: Apache-2.0
// The plain update by hand-written intrinsics, as fast as C can have it: what the Vector API is held to. Two vectors in an
// iteration, all loads before all stores, then single vectors, then a masked one, or a few elements one by one where there
// was no vector before them: a load waits for a masked store that the step before has left. Compile without contraction:
// every operation rounds on its own, so that the bits are those of the library.
#include <math.h>
#include <stddef.h>

#if defined(__AVX512F__)
#include <immintrin.h>
#define LANES 16
typedef __m512 vector;
typedef __mmask16 mask;
#define LOAD(a) _mm512_loadu_ps(a)
#define STORE(a, v) _mm512_storeu_ps(a, v)
#define LOAD_MASKED(a, m) _mm512_maskz_loadu_ps(m, a)
#define STORE_MASKED(a, m, v) _mm512_mask_storeu_ps(a, m, v)
#define FIRST(n) ((mask)((1u << (n)) - 1))
#define ALL(x) _mm512_set1_ps(x)
#define ADD _mm512_add_ps
#define SUB _mm512_sub_ps
#define MUL _mm512_mul_ps
#define DIV _mm512_div_ps
#define ROOT _mm512_sqrt_ps

#elif defined(__AVX2__)
#include <immintrin.h>
#define LANES 8
typedef __m256 vector;
typedef __m256i mask;
#define LOAD(a) _mm256_loadu_ps(a)
#define STORE(a, v) _mm256_storeu_ps(a, v)
#define LOAD_MASKED(a, m) _mm256_maskload_ps(a, m)
#define STORE_MASKED(a, m, v) _mm256_maskstore_ps(a, m, v)
#define FIRST(n) _mm256_cmpgt_epi32(_mm256_set1_epi32((int)(n)), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7))
#define ALL(x) _mm256_set1_ps(x)
#define ADD _mm256_add_ps
#define SUB _mm256_sub_ps
#define MUL _mm256_mul_ps
#define DIV _mm256_div_ps
#define ROOT _mm256_sqrt_ps

#elif defined(__aarch64__)
#include <arm_neon.h>
#define LANES 4
typedef float32x4_t vector;
#define LOAD(a) vld1q_f32(a)
#define STORE(a, v) vst1q_f32(a, v)
#define ALL(x) vdupq_n_f32(x)
#define ADD vaddq_f32
#define SUB vsubq_f32
#define MUL vmulq_f32
#define DIV vdivq_f32
#define ROOT vsqrtq_f32

#else
#error "neither AVX-512 nor AVX2 nor NEON"
#endif

// So many elements alone take less time than a load takes to wait for a masked store.
#define FEW 4

// One step on the n elements from each address on.
void rmsprop_step(
        float *restrict p, const float *restrict g, float *restrict s, ptrdiff_t n, float decay, float one_minus_decay,
        float epsilon, float learning_rate) {
    ptrdiff_t i = 0;
    vector decays = ALL(decay), rests = ALL(one_minus_decay), epsilons = ALL(epsilon), rates = ALL(learning_rate);
#define AVERAGE(s, g) ADD(MUL(decays, s), MUL(rests, MUL(g, g)))
#define STEPPED(p, g, s) SUB(p, DIV(MUL(rates, g), ROOT(ADD(s, epsilons))))
    for (; i + 2 * LANES <= n; i += 2 * LANES) {
        vector p0 = LOAD(p + i), p1 = LOAD(p + i + LANES);
        vector g0 = LOAD(g + i), g1 = LOAD(g + i + LANES);
        vector s0 = LOAD(s + i), s1 = LOAD(s + i + LANES);
        s0 = AVERAGE(s0, g0);
        s1 = AVERAGE(s1, g1);
        p0 = STEPPED(p0, g0, s0);
        p1 = STEPPED(p1, g1, s1);
        STORE(s + i, s0);
        STORE(s + i + LANES, s1);
        STORE(p + i, p0);
        STORE(p + i + LANES, p1);
    }
    for (; i + LANES <= n; i += LANES) {
        vector p0 = LOAD(p + i), g0 = LOAD(g + i), s0 = LOAD(s + i);
        s0 = AVERAGE(s0, g0);
        p0 = STEPPED(p0, g0, s0);
        STORE(s + i, s0);
        STORE(p + i, p0);
    }
#ifdef LOAD_MASKED
    if (i < n && n > FEW) {
        mask m = FIRST(n - i);
        vector p0 = LOAD_MASKED(p + i, m), g0 = LOAD_MASKED(g + i, m), s0 = LOAD_MASKED(s + i, m);
        s0 = AVERAGE(s0, g0);
        p0 = STEPPED(p0, g0, s0);
        STORE_MASKED(s + i, m, s0);
        STORE_MASKED(p + i, m, p0);
        return;
    }
#endif
    for (; i < n; i++) {
        float g0 = g[i];
        float s0 = decay * s[i] + one_minus_decay * (g0 * g0);
        s[i] = s0;
        p[i] = p[i] - learning_rate * g0 / sqrtf(s0 + epsilon);
    }
}
