// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * RMSProp in Java after ../CONFORMANCE.md, without the library: the groups d2l and pytorch. Reads cases, writes results:
 *
 * <pre>cat ../vectors/d2l.txt ../vectors/pytorch.txt | java RmsPropPort.java > output.txt</pre>
 */
public final class RmsPropPort {

    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, float[]> rows = new LinkedHashMap<>();
    private int length;
    private int offset;
    private int sliceLength;

    public static void main(String[] arguments) throws IOException {
        RmsPropPort port = new RmsPropPort();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            port.take(line.split(" "));
        }
    }

    private void take(String[] words) {
        switch (words[0]) {
            case "rmsprop-case" -> print("rmsprop-output 1");
            case "case", "end" -> print(String.join(" ", words));
            case "length" -> length = Integer.parseInt(words[1]);
            case "slice" -> {
                offset = Integer.parseInt(words[1]);
                sliceLength = Integer.parseInt(words[2]);
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
        for (int i = offset; i < offset + sliceLength; i++) {
            if (settings.get("preset").equals("pytorch")) {
                pytorch(i);
            } else {
                d2l(i);
            }
            if (isOn("gradientsZeroed")) {
                rows.get("grads")[i] = 0;
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

    private void d2l(int i) {
        float g = rows.get("grads")[i] * number("gradientScale");
        float s = number("decay") * rows.get("squareAverage")[i] + oneMinusDecay() * (g * g);
        float d = (float) Math.sqrt(s + number("epsilon"));
        rows.get("squareAverage")[i] = s;
        rows.get("params")[i] -= (number("learningRate") * g) / d;
    }

    private void pytorch(int i) {
        float p = rows.get("params")[i];
        float g = rows.get("grads")[i] * number("gradientScale");
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
