// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Three ports pass, in C, JavaScript and Java; and the C port with a known mistake in it is told which. */
class PortsTest {

    private static final List<String> STRICT = List.of("-ffp-contract=off");
    private static final List<String> STRICT_AND_CLEAN =
            List.of("-O2", "-ffp-contract=off", "-Wall", "-Wextra", "-Werror");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void thePortInCPasses() throws IOException {
        PortProcess.assume("cc", "--version");
        List<String> groups = List.of("d2l", "d2l-switches", "pytorch", "rows");
        Path program = PortProcess.compiledC(folder, source(), STRICT_AND_CLEAN);
        assertEquals(0, check(PortProcess.output(folder, groups, List.of(program.toString()))), out.toString());
        printed("PASS at level bits: d2l, d2l-switches, pytorch, rows\n");
    }

    @Test
    void thePortInJavaScriptPasses() throws IOException {
        PortProcess.assume("node", "--version");
        String script = PortProcess.FOLDER.resolve("js/rmsprop.mjs").toString();
        passes(List.of("node", script));
    }

    @Test
    void thePortInJavaPasses() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String source = PortProcess.FOLDER.resolve("java-port/RmsPropPort.java").toString();
        passes(List.of(java, source));
    }

    private void passes(List<String> command) throws IOException {
        assertEquals(
                0,
                check(PortProcess.output(folder, List.of("d2l", "d2l-switches", "pytorch", "rows"), command)),
                out.toString());
        printed("PASS at level bits: d2l, d2l-switches, pytorch, rows\n");
    }

    /** What the compiler really does where it may. */
    @ParameterizedTest
    @CsvSource({"d2l", "d2l-switches", "pytorch"})
    void whatTheCompilerContractsIsNamed(String group) throws IOException {
        PortProcess.assume("cc", "--version");
        Path strict = PortProcess.compiledC(folder, source(), STRICT);
        String right = Files.readString(PortProcess.output(folder, List.of(group), List.of(strict.toString())));
        Path contracted =
                PortProcess.compiledC(folder, source(), List.of("-O2", "-ffp-contract=fast", "-march=native"));
        Path output = PortProcess.output(folder, List.of(group), List.of(contracted.toString()));
        Assumptions.assumeFalse(right.equals(Files.readString(output)), "this compiler or processor fuses nothing");
        assertEquals(1, check(output));
        printed(group + ": level ulp, ");
        printed("likeliest cause: fused multiply-add");
        printed("with it the formulas give the port's bits in all cases");
    }

    /** A compiler's choice for the formula of mxnet, which no port here has; the first of these goes across lines. */
    @ParameterizedTest
    @ValueSource(strings = {"g = fma(grads, gradientScale, weightDecay * p)", "g = fma(weightDecay, p, g)"})
    void whatCompilersContractInMxnetIsNamed(String gradient) throws IOException {
        Mistake fused = Mistake.replacing(
                "fused",
                "g = g + weightDecay * p",
                gradient,
                "s = decay * s + oneMinusDecay * (g * g)",
                "s = fma(decay, s, oneMinusDecay * (g * g))",
                "s = decay * s + (oneMinusDecay * g) * g",
                "s = fma(decay, s, (oneMinusDecay * g) * g)",
                "a = decay * a + oneMinusDecay * g",
                "a = fma(decay, a, oneMinusDecay * g)",
                "v = s - a * a",
                "v = fma(-a, a, s)",
                "p = p - learningRate * (g / d)",
                "p = fma(-learningRate, g / d, p)",
                "m = momentum * m - (learningRate * g) / d",
                "m = fma(momentum, m, -((learningRate * g) / d))");
        Model model = new Model(Formulas.of(Vectors.document()), fused.recipe());
        StringBuilder output = new StringBuilder();
        for (PortCase c : Vectors.cases("mxnet")) {
            output.append(CaseText.ofResults(c, model.run(c)));
        }
        assertEquals(1, check(Files.writeString(folder.resolve("output.txt"), output)));
        printed("mxnet: level ulp, ");
        printed("likeliest cause: fused multiply-add");
        printed("with it the formulas give the port's bits in all cases");
    }

    /** A group; a line of the C port, what stands there instead, and what the checker has to call that. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            d2l | s = decay * s + one_minus_decay * (g * g); | s = fmaf(decay, s, one_minus_decay * (g * g)); | s = fma(decay, s, oneMinusDecay * (g * g))
            d2l | s = decay * s + one_minus_decay * (g * g); | s = fmaf(one_minus_decay, g * g, decay * s); | s = fma(oneMinusDecay, g * g, decay * s)
            d2l | s = decay * s + one_minus_decay * (g * g); | s = decay * s + (one_minus_decay * g) * g; | (oneMinusDecay * g) * g in place of
            d2l | s = decay * s + one_minus_decay * (g * g); | s = decay * s + one_minus_decay * g * g; | (oneMinusDecay * g) * g in place of
            d2l | s = decay * s + one_minus_decay * (g * g); | s = s + (g * g - s) * one_minus_decay; | averages moved by a share of the difference
            d2l | one_minus_decay = (float)(1 - set[DECAY]); | one_minus_decay = 1 - decay; | 1 - decay subtracted in float in place of double
            d2l | sqrtf(v + epsilon) : sqrtf(v) + epsilon | sqrtf(v) + epsilon : sqrtf(v + epsilon) | epsilon on the other side of the root
            d2l | sqrtf(v + epsilon) : sqrtf(v) + epsilon | sqrtf(v) : sqrtf(v) | epsilon left out
            d2l | p = p - (rate * g) / d; | p = p - rate * (g / d); | learningRate * (g / d) in place of
            d2l | p = p - (rate * g) / d; | p = p - rate / d * g; | (learningRate / d) * g in place of
            d2l | p = p - (rate * g) / d; | p = p - rate * g * (1 / d); | (learningRate * g) * (1 / d) in place of
            d2l | float p = buffers[PARAMS][i], s = buffers[SQUARE_AVERAGE][i]; | float p = buffers[PARAMS][i], s = buffers[SQUARE_AVERAGE][i]; if (i >= 0) { float G = buffers[GRADS][j] * scale; s = (double)decay * s + (double)one_minus_decay * ((double)G * G); float D = sqrt((double)s + epsilon); buffers[SQUARE_AVERAGE][i] = s; buffers[PARAMS][i] = p - (double)rate * G / D; return; } | each line computed in double, and then
            d2l | float p = buffers[PARAMS][i], s = buffers[SQUARE_AVERAGE][i]; | float p = buffers[PARAMS][i], s = buffers[SQUARE_AVERAGE][i]; if (i >= 0) { double G = (double)buffers[GRADS][j] * scale, S = (double)decay * s + (double)one_minus_decay * (G * G); buffers[SQUARE_AVERAGE][i] = S; buffers[PARAMS][i] = p - (double)rate * G / sqrt(S + epsilon); return; } | computed in double, rounded to float at the end
            d2l | float p = buffers[PARAMS][i], s = buffers[SQUARE_AVERAGE][i]; | float p = buffers[PARAMS][i], s = buffers[SQUARE_AVERAGE][i]; if (i >= 0) { double G = buffers[GRADS][j] * set[GRADIENT_SCALE], S = set[DECAY] * s + (1 - set[DECAY]) * (G * G); buffers[SQUARE_AVERAGE][i] = S; buffers[PARAMS][i] = p - set[LEARNING_RATE] * G / sqrt(S + set[EPSILON]); return; } | computed in double with hyperparameters that were not rounded to float
            d2l | float p = buffers[PARAMS][i], s = buffers[SQUARE_AVERAGE][i]; | float p = buffers[PARAMS][i], s = (float)set[INITIAL_SQUARE_AVERAGE]; | squareAverage is not carried over
            d2l | (float)set[INITIAL_SQUARE_AVERAGE]; | 0; | the square average starts at 0
            d2l | float g = buffers[GRADS][j] * scale; | float g = buffers[GRADS][j]; | gradient scale has no effect
            d2l | if (!on_rows) step_slice(offset, grads_offset, slice_length); | if (!on_rows) step_slice(0, 0, length); | the whole buffers, not the slice
            d2l | if (!on_rows) step_slice(offset, grads_offset, slice_length); | if (!on_rows) step_slice(offset, grads_offset, slice_length - offset); | the slice's length taken for its end
            d2l | if (!on_rows) step_slice(offset, grads_offset, slice_length); | if (!on_rows) step_slice(0, 0, slice_length); | the slice's offset taken for 0
            d2l | k < count; | k < count / 4 * 4; | the elements behind the last whole vector of 4
            d2l | k < count; | k < count / 16 * 16; | the elements behind the last whole vector of 16
            d2l | step(); | static double first; if (strcmp(words, "1") == 0) first = set[LEARNING_RATE]; set[LEARNING_RATE] = first; step(); | the learning rate of the first step in all
            d2l-switches | if (set[VARIANCE_CLAMPED]) v = v < 0 ? 0 : v; | | the variance is not clamped
            d2l-switches | v = v < 0 ? 0 : v; | v = fmaxf(v, 0); | the clamp takes NaN for 0
            d2l-switches | if (set[VARIANCE_CLAMPED]) v | v | the variance is clamped where it must not be
            d2l | strtod(words, NULL); | strtof(words, NULL); | all numbers read as floats at once
            d2l-switches | bool inside = set[LEARNING_RATE_IN_MOMENTUM] != 0; | bool inside = set[LEARNING_RATE_IN_MOMENTUM] == 0; | the learning rate outside the momentum buffer in place of inside
            d2l-switches | bool inside = set[LEARNING_RATE_IN_MOMENTUM] != 0; | bool inside = true; | learningRateInMomentum has no effect, as if always on
            d2l-switches | bool inside = set[LEARNING_RATE_IN_MOMENTUM] != 0; | bool inside = false; | learningRateInMomentum has no effect, as if always off
            d2l-switches | p = p - (rate * g) / d; | p = set[LEARNING_RATE_IN_MOMENTUM] ? p - (rate * g) / d : p - rate * (g / d); | learningRateInMomentum off takes effect without momentum
            d2l-switches | d = set[EPSILON_INSIDE_ROOT] ? | d = true ? | epsilonInsideRoot has no effect, as if always on
            d2l-switches | d = set[EPSILON_INSIDE_ROOT] ? | d = false ? | epsilonInsideRoot has no effect, as if always off
            d2l-switches | u = set[NESTEROV] ? mu * m + u : m; | u = m; | nesterov has no effect
            d2l-switches | if (omega > 0) p = p - (p * omega) * rate; | if (omega > 0) p = p - p * (omega * rate); | p = p - p * (decoupledWeightDecay * learningRate)
            d2l-switches | mu * buffers[MOMENTUM_BUFFER][i] + u; | mu * 0 + u; | momentumBuffer is not carried over
            d2l-switches | if (set[GRADIENTS_ZEROED]) buffers[GRADS][grads_from + k] = 0; | | gradients are not zeroed
            d2l-switches | g = g + lambda * p; | p = p - (p * lambda) * rate; | weight decay decoupled from the gradient
            d2l-switches | v = s - a * a; | v = fmaf(-a, a, s); | v = fma(-a, a, s)
            pytorch | s = fmaf(one_minus_decay * g, g, decay * s); | s = one_minus_decay * g * g + decay * s; | no fused multiply-add where there is one: s = (oneMinusDecay * g) * g + decay * s
            pytorch | s = fmaf(one_minus_decay * g, g, decay * s); | s = fmaf(one_minus_decay, g * g, decay * s); | (oneMinusDecay * g) * g in place of oneMinusDecay * (g * g), or the other way round
            pytorch | s = fmaf(one_minus_decay * g, g, decay * s); | s = fmaf(decay, s, one_minus_decay * g * g); | the other product fused: s = fma(decay, s, (oneMinusDecay * g) * g)
            pytorch | #include <math.h> | #include <math.h>@#define fmaf(x, y, z) ((x) * (y) + (z)) | no fused multiply-add anywhere
            pytorch | #include <math.h> | #include <math.h>@#define fmaf(x, y, z) (float)((double)(x) * (y) + (z)) | fused multiply-add computed in double and rounded twice
            pytorch | m = mu * buffers[MOMENTUM_BUFFER][i] + g / d;@        p = fmaf(-rate, m, p); | m = mu * buffers[MOMENTUM_BUFFER][i] + (rate * g) / d;@        p = p - m; | the learning rate inside the momentum buffer
            pytorch | d = sqrtf(v) + epsilon; | d = sqrtf(v + epsilon); | epsilon on the other side of the root
            pytorch | v = fmaf(-a, a, s); | v = fmaxf(fmaf(-a, a, s), 0); | the variance is clamped where it must not be, and the clamp takes NaN for 0
            pytorch | if (set[MAXIMIZE]) g = -g;@    if (lambda > 0) g = fmaf(lambda, p, g); | if (lambda > 0) g = fmaf(lambda, p, g);@    if (set[MAXIMIZE]) g = -g; | maximize negates the gradient after weight decay is added
            pytorch | if (set[MAXIMIZE]) g = -g;@    if (lambda > 0) g = fmaf(lambda, p, g); | if (lambda > 0) g = fmaf(lambda, p, g); | maximize has no effect
            pytorch | g = -g; | g = 0.0f - g; | negated by 0 - g
            d2l-switches | g = -g; | g = 0.0f - g; | negated by 0 - g
            pytorch | if (lambda > 0) g = fmaf(lambda, p, g); | | weight decay has no effect
            pytorch | one_minus_decay = (float)(1 - set[DECAY]); | one_minus_decay = 1 - decay; | 1 - decay subtracted in float in place of double
            pytorch | float g = buffers[GRADS][j] * scale; | float g = buffers[GRADS][j]; | gradient scale has no effect
            """)
    void aMistakeIsNamed(String group, String line, String mistake, String cause) throws IOException {
        PortProcess.assume("cc", "--version");
        Path program = PortProcess.compiledC(folder, broken(group, line, mistake), STRICT);
        assertEquals(1, check(PortProcess.output(folder, List.of(group), List.of(program.toString()))));
        String causes = out.toString()
                .lines()
                .filter(each -> each.contains("likeliest cause"))
                .reduce("", (a, b) -> a + b + "\n");
        assertTrue(causes.contains(cause), "no '" + cause + "' in\n" + out);
        printed("with it the formulas give the port's bits in all cases");
    }

    /** The processor's own switch, as some libraries set it. */
    @Test
    void flushedSubnormalsAreNamed() throws IOException {
        PortProcess.assume("cc", "--version");
        String architecture = System.getProperty("os.arch");
        Assumptions.assumeTrue(architecture.equals("amd64") || architecture.equals("x86_64"), "x86-64 alone");
        String source = replaced(source(), "#include <math.h>", "#include <math.h>\n#include <xmmintrin.h>");
        source = replaced(
                source, "static char line[LINE];", "static char line[LINE]; _mm_setcsr(_mm_getcsr() | 0x8040);");
        Path program = PortProcess.compiledC(folder, source, STRICT);
        assertEquals(1, check(PortProcess.output(folder, List.of("d2l"), List.of(program.toString()))));
        printed("d2l: level ulp, ");
        printed("likeliest cause: subnormal operands and results flushed to 0\n");
        printed("with it the formulas give the port's bits in all cases");
    }

    private static String source() throws IOException {
        return Files.readString(PortProcess.FOLDER.resolve("c/rmsprop.c"));
    }

    /** The mistake is made in the rule of the group; at signs stand for ends of lines. */
    private static String broken(String group, String line, String mistake) throws IOException {
        String source = source();
        int from = group.equals("pytorch") ? source.indexOf("static void step_pytorch") : 0;
        String head = source.substring(0, from);
        String wrong = mistake == null ? ";" : mistake.replace('@', '\n');
        String right = line.replace('@', '\n');
        return source.indexOf(right, from) >= 0
                ? head + replaced(source.substring(from), right, wrong)
                : replaced(source, right, wrong);
    }

    private static String replaced(String source, String right, String wrong) {
        int at = source.indexOf(right);
        assertTrue(at >= 0, "not in the source: " + right);
        return source.substring(0, at) + wrong + source.substring(at + right.length());
    }

    private int check(Path output) {
        out.getBuffer().setLength(0);
        PrintWriter writer = new PrintWriter(out, true);
        return new Check(InputStream.nullInputStream(), writer, writer).run(List.of(output.toString()));
    }

    private void printed(String text) {
        assertTrue(out.toString().replace("\r", "").contains(text), "no '" + text + "' in\n" + out);
    }
}
