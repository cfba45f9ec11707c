// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * RMSProp in Java after ../CONFORMANCE.md, without the library: the groups d2l, d2l-switches,
 * pytorch and rows. Reads cases, writes results:
 *
 * <pre>cat ../vectors/d2l.txt ../vectors/pytorch.txt | java RmsPropPort.java > output.txt</pre>
 */
public final class RmsPropPort {

    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, float[]> rows = new LinkedHashMap<>();
    private final List<Slice> slices = new ArrayList<>();
    private int length;

    /** What a step updates: elements of the parameters and of the state, and their gradients. */
    private record Slice(int offset, int gradsOffset, int length) {}

    public static void main(String[] arguments) throws IOException {
        RmsPropPort port = new RmsPropPort();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            port.take(line.split(" "));
        }
    }

    private void take(String[] words) {
        switch (words[0]) {
            case "rmsprop-case" -> print("rmsprop-output " + words[1]);
            case "case", "end" -> print(String.join(" ", words));
            case "length" -> length = Integer.parseInt(words[1]);
            case "slice" -> {
                int offset = Integer.parseInt(words[1]);
                slices.clear();
                slices.add(new Slice(offset, offset, Integer.parseInt(words[2])));
            }
            case "gradsOffset" ->
                slices.set(0, new Slice(slices.get(0).offset, Integer.parseInt(words[1]), slices.get(0).length));
            case "rows" -> {
                int rowLength = Integer.parseInt(words[1]);
                slices.clear();
                for (int i = 2; i < words.length; i++) {
                    slices.add(new Slice(Integer.parseInt(words[i]) * rowLength, (i - 2) * rowLength, rowLength));
                }
            }
            case "params" -> {
                for (String row : new String[] {"squareAverage", "gradientAverage", "momentumBuffer"}) {
                    rows.put(row, new float[length]);
                }
                Arrays.fill(rows.get("squareAverage"), number("initialSquareAverage"));
                read(words);
            }
            case "squareAverage", "gradientAverage", "momentumBuffer", "grads" -> read(words);
            case "step" -> {
                print("step " + words[1]);
                step();
            }
            default -> settings.put(words[0], words[1]);
        }
    }

    private float number(String key) {
        return (float) Double.parseDouble(settings.get(key));
    }

    private boolean isOn(String key) {
        return settings.get(key).equals("true");
    }

    private void step() {
        for (Slice slice : slices) {
            for (int k = 0; k < slice.length; k++) {
                int i = slice.offset + k;
                int j = slice.gradsOffset + k;
                if (settings.get("preset").equals("pytorch")) {
                    pytorch(i, j);
                } else {
                    d2l(i, j);
                }
                if (isOn("gradientsZeroed")) {
                    rows.get("grads")[j] = 0;
                }
            }
        }
        write("squareAverage");
        if (isOn("centered")) {
            write("gradientAverage");
        }
        if (number("momentum") > 0) {
            write("momentumBuffer");
        }
        write("params");
        if (isOn("gradientsZeroed")) {
            write("grads");
        }
    }

    private float oneMinusDecay() {
        return (float) (1 - Double.parseDouble(settings.get("decay")));
    }

    /** Element i of the parameters and of the state, and element j of the gradients. */
    private void d2l(int i, int j) {
        float rate = number("learningRate");
        float p = rows.get("params")[i];
        float g = rows.get("grads")[j] * number("gradientScale");
        if (isOn("maximize")) {
            g = -g;
        }
        if (number("weightDecay") > 0) {
            g = g + number("weightDecay") * p;
        }
        if (number("decoupledWeightDecay") > 0) {
            p = p - (p * number("decoupledWeightDecay")) * rate;
        }
        float s = number("decay") * rows.get("squareAverage")[i] + oneMinusDecay() * (g * g);
        float v = s;
        if (isOn("centered")) {
            float a = number("decay") * rows.get("gradientAverage")[i] + oneMinusDecay() * g;
            v = s - a * a;
            if (isOn("varianceClamped") && v < 0) {
                v = 0;
            }
            rows.get("gradientAverage")[i] = a;
        }
        float d = isOn("epsilonInsideRoot")
                ? (float) Math.sqrt(v + number("epsilon"))
                : (float) Math.sqrt(v) + number("epsilon");
        if (number("momentum") > 0) {
            boolean inside = isOn("learningRateInMomentum");
            float u = inside ? (rate * g) / d : g / d;
            float m = number("momentum") * rows.get("momentumBuffer")[i] + u;
            u = isOn("nesterov") ? number("momentum") * m + u : m;
            p = inside ? p - u : p - rate * u;
            rows.get("momentumBuffer")[i] = m;
        } else {
            p = p - (rate * g) / d;
        }
        rows.get("squareAverage")[i] = s;
        rows.get("params")[i] = p;
    }

    private void pytorch(int i, int j) {
        float p = rows.get("params")[i];
        float g = rows.get("grads")[j] * number("gradientScale");
        if (isOn("maximize")) {
            g = -g;
        }
        if (number("weightDecay") > 0) {
            g = Math.fma(number("weightDecay"), p, g);
        }
        float s = Math.fma(oneMinusDecay() * g, g, number("decay") * rows.get("squareAverage")[i]);
        float v = s;
        if (isOn("centered")) {
            float a = Math.fma(oneMinusDecay(), g, number("decay") * rows.get("gradientAverage")[i]);
            v = Math.fma(-a, a, s);
            rows.get("gradientAverage")[i] = a;
        }
        float d = (float) Math.sqrt(v) + number("epsilon");
        if (number("momentum") > 0) {
            float m = number("momentum") * rows.get("momentumBuffer")[i] + g / d;
            p = Math.fma(-number("learningRate"), m, p);
            rows.get("momentumBuffer")[i] = m;
        } else {
            p = p - (number("learningRate") * g) / d;
        }
        rows.get("squareAverage")[i] = s;
        rows.get("params")[i] = p;
    }

    private void read(String[] words) {
        float[] row = new float[words.length - 1];
        for (int i = 0; i < row.length; i++) {
            row[i] = Float.intBitsToFloat(Integer.parseUnsignedInt(words[i + 1], 16));
        }
        rows.put(words[0], row);
    }

    private void write(String name) {
        StringBuilder line = new StringBuilder(name);
        for (float value : rows.get(name)) {
            line.append(String.format(" %08x", Float.floatToIntBits(value)));
        }
        print(line.toString());
    }

    /** Without the platform's own end of line. */
    private static void print(String line) {
        System.out.print(line + "\n");
    }
}
