// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import io.github.rmspropsimd.Backend;
import io.github.rmspropsimd.RmsProp;
import io.github.rmspropsimd.RmsPropKernel;
import io.github.rmspropsimd.RmsPropState;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Makes kernels and drops them: of the rules in training, which the trainees then use, and of visitors, which step a little. */
final class KernelChurn implements Runnable {

    private static final int VISITORS = 3;
    private static final int LENGTH = 77;
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Soaking soaking;
    private final SplittableRandom random;
    private final RmsProp[] visitors = new RmsProp[VISITORS];

    KernelChurn(Soaking soaking, long seed) {
        this.soaking = soaking;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public void run() {
        try {
            for (int round = 0; soaking.isGoingOn() && Pause.milliseconds(random.nextInt(10, 60)); round++) {
                Trainee trainee = soaking.trainee(random);
                trainee.kernel = trainee.rule.kernel();
                soaking.counts.kernels.increment();
                if (round % 100 == 0) {
                    visit(round / 100 % VISITORS);
                }
                if (random.nextInt(10) == 0) {
                    soaking.trainee(random).kernel.awaitSimd(SHORT);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            soaking.counts.fail("the thread that makes kernels: " + e);
        }
    }

    private void visit(int place) {
        if (visitors[place] == null || visitors[place].kernel().status().startsWith("Running SCALAR: ")) {
            visitors[place] = soaking.rules.next();
        }
        RmsProp rule = visitors[place];
        RmsPropKernel kernel = rule.kernel();
        RmsPropKernel scalar = rule.kernel(Backend.SCALAR);
        soaking.counts.kernels.add(2);
        float[] params = new float[LENGTH];
        float[] expected = new float[LENGTH];
        RmsPropState state = rule.newState(LENGTH);
        RmsPropState expectedState = rule.newState(LENGTH);
        for (int step = 0; step < 50; step++) {
            float[] grads = new float[LENGTH];
            for (int i = 0; i < LENGTH; i++) {
                grads[i] = random.nextFloat() - 0.5f;
            }
            float[] sameGrads = grads.clone();
            kernel.step(params, grads, state, 0.01);
            scalar.step(expected, sameGrads, expectedState, 0.01);
        }
        int i = Arrays.mismatch(expected, params);
        if (i >= 0) {
            soaking.counts.fail(
                    new Difference(rule, "the thread that makes kernels", "params", i, 50, expected[i], params[i])
                            .toString());
        }
    }
}
