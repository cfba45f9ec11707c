// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The application of all projects: trains with default kernels and ends with an exception unless they end up on the expected
 * backend, for the expected reason, with the expected bits.
 */
public final class Consumer {

    private static final int STEPS = 100;

    static {
        // On a busy machine, C2 may need longer than the default of 30 s. Joined, since shading rewrites the package's
        // name.
        System.setProperty(String.join(".", "io", "github", "rmspropsimd", "warmup", "timeout"), "300");
    }

    private Consumer() {}

    /** Expects the backend of the first argument, and the second one, if there is one, in the status. */
    public static void main(String... args) throws InterruptedException {
        Backend backend = Backend.valueOf(args[0]);
        String sentence = args.length > 1 ? args[1] : "Running SIMD with";
        check(RmsProp.d2l().withGradientsZeroed(true), backend, sentence, 0xb55bc87bL);
        check(RmsProp.optax().withMomentum(0.9), backend, sentence, 0x67c5332dL);
        checkRewritten(System.getProperty("rewritten"));
    }

    /** If an agent is there: that it has put a method of this name into the library. */
    private static void checkRewritten(String method) {
        require(
                method == null
                        || Arrays.stream(RmsProp.class.getDeclaredMethods())
                                .anyMatch(m -> m.getName().equals(method)),
                "the agent has not rewritten the library");
    }

    private static void check(RmsProp rule, Backend backend, String sentence, long digest) throws InterruptedException {
        long start = System.nanoTime();
        RmsPropKernel kernel = rule.kernel();
        long microseconds = (System.nanoTime() - start) / 1_000;

        float[] early = train(rule, kernel);
        boolean simd = kernel.awaitSimd(Duration.ofSeconds(400));
        float[] late = train(rule, kernel);
        System.out.println("kernel() took " + microseconds + " µs. " + kernel.status());

        require(kernel.backend() == backend && simd == (backend == Backend.SIMD), "the backend is not " + backend);
        require(kernel.status().contains(sentence), "the status does not say \"" + sentence + "\"");
        require(
                backend == Backend.SIMD || Backend.SIMD.explanation().contains(sentence),
                "the explanation does not say \"" + sentence + "\"");
        float[] scalar = train(rule, rule.kernel(Backend.SCALAR));
        require(Arrays.equals(early, scalar), "the bits before awaitSimd are not those of SCALAR");
        require(Arrays.equals(late, scalar), "the bits after awaitSimd are not those of SCALAR");
        require(digest(scalar) == digest, "the digest is 0x" + Long.toHexString(digest(scalar)));
    }

    /** The parameters and averages after some steps. */
    private static float[] train(RmsProp rule, RmsPropKernel kernel) {
        float[] params = new float[1_003];
        float[] grads = new float[params.length];
        RmsPropState state = rule.newState(params.length);
        for (int step = 0; step < STEPS; step++) {
            for (int i = 0; i < params.length; i++) {
                grads[i] = params[i] - (i % 17 - 8);
            }
            kernel.step(params, grads, state, 0.01);
        }
        float[] result = Arrays.copyOf(params, 2 * params.length);
        System.arraycopy(state.squareAverage(), 0, result, params.length, params.length);
        return result;
    }

    private static long digest(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        CRC32 crc = new CRC32();
        crc.update(bytes.array());
        return crc.getValue();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
