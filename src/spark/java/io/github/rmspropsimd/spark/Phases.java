// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Listens to Spark: counts shuffled bytes by phase, and lost executors. Can kill a process in mid-phase. */
final class Phases extends SparkListener {

    /** The local property that names the phase of a job. */
    static final String PHASE = "rmspropsimd.phase";

    private final Map<Integer, String> phaseOfStage = new ConcurrentHashMap<>();
    private final Map<String, Long> bytes = new ConcurrentHashMap<>();
    private final AtomicInteger removedExecutors = new AtomicInteger();
    private volatile String killPhase;
    private volatile long killPid;

    /** Kills a process as soon as the first task of a phase has ended. */
    void killIn(String phase, long pid) {
        killPid = pid;
        killPhase = phase;
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted stage) {
        Properties properties = stage.properties();
        String phase = properties == null ? null : properties.getProperty(PHASE);
        phaseOfStage.put(stage.stageInfo().stageId(), phase == null ? "other" : phase);
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
        String phase = phaseOfStage.getOrDefault(task.stageId(), "other");
        TaskMetrics metrics = task.taskMetrics();
        if (metrics != null) {
            bytes.merge(phase, metrics.shuffleWriteMetrics().bytesWritten(), Long::sum);
        }
        if (phase.equals(killPhase)) {
            killPhase = null;
            ProcessHandle.of(killPid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
        removedExecutors.incrementAndGet();
    }

    /** The bytes that tasks of a phase wrote for other tasks; complete once the engine has stopped. */
    long bytes(String phase) {
        return bytes.getOrDefault(phase, 0L);
    }

    /** Whether the kill was ordered and has happened. */
    boolean hasKilled() {
        return killPid != 0 && killPhase == null && removedExecutors.get() > 0;
    }
}
