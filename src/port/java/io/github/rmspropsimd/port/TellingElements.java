// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import io.github.rmspropsimd.RmsProp;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A few elements that show every known mistake in one step. Chosen from many: next comes the element that shows the most
 * mistakes not shown yet.
 */
final class TellingElements {

    private static final int POOL = 4_000;

    /** Each mistake shows by so many elements, as far as there are any. */
    private static final int TIMES = 2;

    private final Map<Buffer, float[]> pool = new EnumMap<>(Buffer.class);
    private final String preset;
    private final PortStep step;

    private TellingElements(String preset, PortStep step, Random random) {
        this.preset = preset;
        this.step = step.withPlace(Place.slice(0, 0, POOL));
        for (Buffer buffer : Buffer.values()) {
            pool.put(buffer, new float[POOL]);
        }
        for (int i = 0; i < POOL; i++) {
            draw(i, random);
        }
    }

    /**
     * The chosen elements for a step with its rule and numbers; its place and gradients count for nothing. The mistakes
     * are those of all the rules.
     */
    static List<Map<Buffer, Float>> of(String preset, List<RmsProp> rules, PortStep step, long seed) {
        return new TellingElements(preset, step, new Random(seed)).chosen(rules);
    }

    /** Ordinary and extreme values; all of one kind or mixed; and averages whose variance is about 0. */
    private void draw(int i, Random random) {
        Fill[] fills = Fill.values();
        boolean mixed = random.nextInt(4) == 0;
        Fill fill = random.nextInt(2) == 0 ? Fill.ORDINARY : fills[random.nextInt(fills.length)];
        for (Buffer buffer : Buffer.values()) {
            Fill own = mixed ? fills[random.nextInt(fills.length)] : fill;
            float value = own.row(1, random)[0];
            boolean square = buffer == Buffer.SQUARE_AVERAGE && random.nextInt(16) > 0;
            pool.get(buffer)[i] = square ? Math.abs(value) : value;
        }
        float average = pool.get(Buffer.GRADIENT_AVERAGE)[i];
        if (random.nextInt(3) == 0) {
            pool.get(Buffer.SQUARE_AVERAGE)[i] = average * average * (1 + (random.nextInt(9) - 4) * Math.ulp(1f));
            pool.get(Buffer.GRADS)[i] = (float) (average / step.gradientScale());
        }
    }

    private List<Map<Buffer, Float>> chosen(List<RmsProp> rules) {
        Formulas formulas = Formulas.of(Vectors.document());
        Map<Buffer, float[]> right = after(new Model(formulas, Recipe.RIGHT));
        Set<BitSet> told = new LinkedHashSet<>(); // of each mistake the elements that tell it
        for (Mistake mistake : new Mistakes(preset, rules, formulas).single()) {
            BitSet elements = differing(right, after(new Model(formulas, mistake.recipe())));
            if (!elements.isEmpty()) {
                told.add(elements);
            }
        }
        List<Map<Buffer, Float>> chosen = new ArrayList<>();
        List<BitSet> open = new ArrayList<>(told);
        for (int time = 0; time < TIMES; time++) {
            List<BitSet> missing = new ArrayList<>(open);
            while (!missing.isEmpty()) {
                int best = mostFrequent(missing);
                missing.removeIf(elements -> elements.get(best));
                open.forEach(elements -> elements.clear(best));
                open.removeIf(BitSet::isEmpty);
                chosen.add(element(best));
            }
        }
        return chosen;
    }

    private Map<Buffer, float[]> after(Model model) {
        Map<Buffer, float[]> buffers = new EnumMap<>(Buffer.class);
        pool.forEach((buffer, row) -> buffers.put(buffer, row.clone()));
        model.step(preset, step, buffers);
        return Buffer.snapshot(step.rule(), buffers);
    }

    private static BitSet differing(Map<Buffer, float[]> right, Map<Buffer, float[]> wrong) {
        BitSet elements = new BitSet();
        right.forEach((buffer, row) -> {
            for (int i = 0; i < POOL; i++) {
                if (Float.compare(row[i], wrong.get(buffer)[i]) != 0) {
                    elements.set(i);
                }
            }
        });
        return elements;
    }

    private static int mostFrequent(List<BitSet> sets) {
        int[] counts = new int[POOL];
        sets.forEach(elements -> elements.stream().forEach(i -> counts[i]++));
        int best = 0;
        for (int i = 1; i < POOL; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return best;
    }

    private Map<Buffer, Float> element(int index) {
        Map<Buffer, Float> values = new EnumMap<>(Buffer.class);
        pool.forEach((buffer, row) -> values.put(buffer, row[index]));
        return values;
    }
}
