// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.spark;

import java.util.ArrayList;
import java.util.List;

/** Clicks in a text file: a line is a label, 0 or 1, and at least one token, with spaces between. Tokens are hashed. */
final class ClickText {

    private ClickText() {}

    /**
     * Parses a block of lines.
     *
     * @param first the number of the first line, from 0
     * @throws BadInputException that names the line
     */
    static Block block(int id, List<String> lines, long first, int weights) {
        List<int[]> features = new ArrayList<>(lines.size());
        boolean[] clicks = new boolean[lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            String[] words = lines.get(i).strip().split("\\s+", -1);
            if (words.length < 2 || !words[0].matches("[01]")) {
                throw new BadInputException("data line " + (first + i + 1)
                        + " is no label 0 or 1 with tokens after it: '" + excerpt(lines.get(i)) + "'");
            }
            clicks[i] = words[0].equals("1");
            int[] active = new int[words.length - 1];
            for (int k = 0; k < active.length; k++) {
                active[k] = GeneratedClicks.feature(hash(words[k + 1]), weights);
            }
            features.add(active);
        }
        return Block.of(id, features, clicks);
    }

    private static String excerpt(String line) {
        return line.length() <= 40 ? line : line.substring(0, 40) + "...";
    }

    /** FNV-1a over the characters. */
    private static long hash(String token) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < token.length(); i++) {
            hash = (hash ^ token.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
