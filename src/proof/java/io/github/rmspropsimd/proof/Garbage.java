// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.util.SplittableRandom;

/** Makes garbage, and asks for a collection now and then. */
final class Garbage implements Runnable {

    private final Soaking soaking;
    private final SplittableRandom random;
    private volatile byte[] garbage = {};

    Garbage(Soaking soaking, long seed) {
        this.soaking = soaking;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public void run() {
        while (soaking.isGoingOn()) {
            for (int i = 0; i < 64; i++) {
                garbage = new byte[random.nextInt(200_000)];
            }
            if (random.nextInt(8) == 0) {
                System.gc();
            }
            if (!Pause.milliseconds(random.nextInt(20, 250) + garbage.length % 2)) {
                return;
            }
        }
    }
}
