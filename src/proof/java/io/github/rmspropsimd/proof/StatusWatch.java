// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.proof;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Counts the switches that the kernels' statuses show, and replaces a trainee that has been given up. */
final class StatusWatch implements Runnable {

    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(1);

    private static final String SIMD = "Running SIMD";
    private static final String GIVEN_UP = "Running SCALAR: ";

    private final Soaking soaking;
    private final Counts counts;
    private final Trainee[] seen;
    private final String[] statuses;
    private final long[] simdSince;
    private volatile long allSimdSince = Long.MAX_VALUE;

    StatusWatch(Soaking soaking) {
        this.soaking = soaking;
        this.counts = soaking.counts;
        int places = soaking.trainees().size();
        seen = new Trainee[places];
        statuses = new String[places];
        simdSince = new long[places];
    }

    /** When all trainees were first seen on SIMD, or the end of time if one is not. */
    long allSimdSince() {
        return allSimdSince;
    }

    @Override
    public void run() {
        while (soaking.isGoingOn()) {
            look();
            LockSupport.parkNanos(INTERVAL);
        }
    }

    void look() {
        List<Trainee> trainees = soaking.trainees();
        boolean all = true;
        for (int i = 0; i < seen.length; i++) {
            Trainee trainee = trainees.get(i);
            String status = trainee.kernel.status();
            if (!trainee.equals(seen[i])) {
                seen[i] = trainee;
                statuses[i] = "";
            }
            if (!status.equals(statuses[i])) {
                change(i, status);
            }
            all &= status.startsWith(SIMD);
        }
        if (!all) {
            allSimdSince = Long.MAX_VALUE;
        } else if (allSimdSince == Long.MAX_VALUE) {
            allSimdSince = System.nanoTime();
        }
    }

    private void change(int place, String status) {
        if (statuses[place].startsWith(SIMD)) {
            counts.losses.increment();
            if (soaking.lastDeoptimization() - simdSince[place] < 0) {
                counts.lossesUnasked.increment();
            }
        }
        statuses[place] = status;
        if (status.startsWith(SIMD)) {
            counts.toSimd.increment();
            simdSince[place] = System.nanoTime();
        } else if (status.startsWith(GIVEN_UP)) {
            if (status.contains(" times, each within an hour")) {
                counts.refusedForLosses.increment();
            } else if (status.contains("still allocates after")) {
                counts.refusedAsLate.increment();
            } else {
                counts.refusedOtherwise.increment();
                System.out.println("  given up: " + status);
            }
            soaking.replace(place);
        }
    }
}
