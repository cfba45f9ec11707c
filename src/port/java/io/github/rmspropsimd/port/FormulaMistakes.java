// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.port;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Other formulas: what would be another rule in real numbers too. */
final class FormulaMistakes {

    private static final String VARIANCE = "v = s - a * a";
    private static final String VARIANCE_FUSED = "v = fma(-a, a, s)";
    private static final String CLAMP = "v = clamp(v)";
    private static final String DECOUPLED = "p = p - (p * decoupledWeightDecay) * learningRate";

    private FormulaMistakes() {}

    static List<Mistake> all() {
        List<Mistake> all = new ArrayList<>(epsilonAndVariance());
        all.addAll(momentum());
        all.addAll(gradientAndDecay());
        return all;
    }

    /** Each switch of a formula, if rules have it on and off, taken for on, for off, and for its opposite. */
    static List<Mistake> switches(List<Line> formula, Collection<Set<String>> switchedOn) {
        Set<String> names = new TreeSet<>();
        for (Line line : formula) {
            line.conditions().forEach(condition -> names.add(condition.replace("not ", "")));
        }
        // A setting that never changes in a group cannot be told there.
        names.removeIf(name -> switchedOn.stream().allMatch(on -> on.contains(name))
                || switchedOn.stream().noneMatch(on -> on.contains(name)));
        List<Mistake> all = new ArrayList<>();
        for (String name : names) {
            all.add(Mistake.with(name + " has no effect, as if always on", name));
            all.add(Mistake.without(name + " has no effect, as if always off", Set.of(name)));
            all.add(Mistake.toggling(name + " taken for its opposite", name));
        }
        return all;
    }

    private static List<Mistake> epsilonAndVariance() {
        return List.of(
                Mistake.rewriting("epsilon on the other side of the root", FormulaMistakes::otherSide),
                Mistake.with("epsilonInsideRoot has no effect, as if always on", "epsilonInsideRoot"),
                Mistake.without("epsilonInsideRoot has no effect, as if always off", Set.of("epsilonInsideRoot")),
                Mistake.rewriting(
                        "epsilon left out",
                        node -> node.is("+") && node.argument(1).isVariable("epsilon") ? node.argument(0) : node),
                Mistake.replacing("the variance is not clamped", CLAMP, ""),
                Mistake.replacing("the clamp takes NaN for 0", CLAMP, "v = max(v)"),
                Mistake.replacing(
                        "the variance is clamped where it must not be",
                        VARIANCE,
                        VARIANCE + ";" + CLAMP,
                        VARIANCE_FUSED,
                        VARIANCE_FUSED + ";" + CLAMP),
                Mistake.replacing(
                        "the variance is clamped where it must not be, and the clamp takes NaN for 0",
                        VARIANCE,
                        VARIANCE + "; v = max(v)",
                        VARIANCE_FUSED,
                        VARIANCE_FUSED + "; v = max(v)"),
                Mistake.without("centered has no effect", Set.of("centered", "varianceClamped")),
                Mistake.lines("the square average of before the step under the root", FormulaMistakes::oldAverage));
    }

    private static List<Mistake> momentum() {
        return List.of(
                Mistake.toggling(
                        "the learning rate outside the momentum buffer in place of inside, or the other way round",
                        "learningRateInMomentum"),
                Mistake.with("learningRateInMomentum has no effect, as if always on", "learningRateInMomentum"),
                Mistake.without(
                        "learningRateInMomentum has no effect, as if always off", Set.of("learningRateInMomentum")),
                Mistake.replacing(
                        "the learning rate inside the momentum buffer",
                        "m = momentum * m + g / d",
                        "m = momentum * m + (learningRate * g) / d",
                        "p = fma(-learningRate, m, p)",
                        "p = p - m"),
                Mistake.replacing(
                        "the learning rate outside the momentum buffer",
                        "u = (learningRate * g) / d",
                        "u = g / d",
                        "p = p - m",
                        "p = p - learningRate * m",
                        "u = -(learningRate * (r * g))",
                        "u = -(r * g)",
                        "p = p + u",
                        "p = p + learningRate * u",
                        "m = momentum * m - (learningRate * g) / d",
                        "m = momentum * m - g / d",
                        "p = p + m",
                        "p = p + learningRate * m"),
                Mistake.replacing(
                        "the momentum buffer with the opposite sign",
                        "u = -(learningRate * (r * g))",
                        "u = learningRate * (r * g)",
                        "p = p + u",
                        "p = p - u",
                        "m = momentum * m - (learningRate * g) / d",
                        "m = momentum * m + (learningRate * g) / d",
                        "p = p + m",
                        "p = p - m"),
                Mistake.replacing(
                        "the momentum buffer with the opposite sign: what is added to p",
                        "m = momentum * m + u",
                        "m = momentum * m - u",
                        "u = momentum * m + u",
                        "u = momentum * m - u",
                        "p = p - u",
                        "p = p + u",
                        "p = p - learningRate * u",
                        "p = p + learningRate * u",
                        "p = p - m",
                        "p = p + m",
                        "m = momentum * m + g / d",
                        "m = momentum * m - g / d",
                        "p = fma(-learningRate, m, p)",
                        "p = fma(learningRate, m, p)"),
                Mistake.without("momentum has no effect", Set.of("momentum", "nesterov")),
                Mistake.without("nesterov has no effect", Set.of("nesterov")));
    }

    private static List<Mistake> gradientAndDecay() {
        return List.of(
                Mistake.without("maximize has no effect", Set.of("maximize")),
                Mistake.lines(
                        "maximize negates the gradient after weight decay is added", FormulaMistakes::negatedLate),
                Mistake.without("weight decay has no effect", Set.of("weightDecay")),
                Mistake.with("weight decay of 0 is added, as 0 * p", "weightDecay"),
                Mistake.replacing("weight decay of 0 is left out, where 0 * p is added", "g = g + weightDecay * p", ""),
                Mistake.replacing(
                        "weight decay decoupled from the gradient",
                        "g = g + weightDecay * p",
                        "p = p - (p * weightDecay) * learningRate",
                        "g = fma(weightDecay, p, g)",
                        "p = p - (p * weightDecay) * learningRate"),
                Mistake.without("decoupled weight decay has no effect", Set.of("decoupledWeightDecay")),
                Mistake.replacing(
                        "decoupled weight decay added to the gradient", DECOUPLED, "g = g + decoupledWeightDecay * p"),
                Mistake.replacing(
                        "decoupled weight decay without the learning rate",
                        DECOUPLED,
                        "p = p - p * decoupledWeightDecay"),
                Mistake.lines("decoupled weight decay after the step", FormulaMistakes::decayedLate),
                Mistake.without("gradients are not zeroed", Set.of("gradientsZeroed")),
                Mistake.lines("gradient scale applied after weight decay", lines -> scaledLate(lines, "s")),
                Mistake.lines("gradient scale applied after the averages", lines -> scaledLate(lines, "d")));
    }

    private static Node otherSide(Node node) {
        Node epsilon = Node.of("epsilon");
        if (node.is("sqrt")
                && node.argument(0).is("+")
                && node.argument(0).argument(1).equals(epsilon)) {
            return Node.of("+", Node.of("sqrt", node.argument(0).argument(0)), epsilon);
        }
        if (node.is("+") && node.argument(0).is("sqrt") && node.argument(1).equals(epsilon)) {
            return Node.of("sqrt", Node.of("+", node.argument(0).argument(0), epsilon));
        }
        return node;
    }

    private static List<Line> oldAverage(List<Line> lines) {
        List<Line> all = new ArrayList<>(List.of(FormulaParser.line("before = s")));
        for (Line line : lines) {
            boolean use = line.computes("v") || line.computes("d");
            all.add(
                    use
                            ? line.with(
                                    line.expression().rewrite(part -> part.isVariable("s") ? Node.of("before") : part))
                            : line);
        }
        return all;
    }

    /** The sign is turned last of what is done to the gradient. */
    private static List<Line> negatedLate(List<Line> lines) {
        return moved(lines, line -> line.toString().equals("g = -g"), "s", false);
    }

    private static List<Line> decayedLate(List<Line> lines) {
        return moved(lines, line -> line.toString().equals(DECOUPLED), "p", true);
    }

    private static List<Line> scaledLate(List<Line> lines, String before) {
        boolean usesParameter = lines.stream().anyMatch(line -> line.computes("g") && line.uses("p"));
        if (before.equals("s") && !usesParameter) {
            return lines; // it would be the same
        }
        List<Line> all = new ArrayList<>();
        for (Line line : lines) {
            all.add(line.toString().equals("g = grads * gradientScale") ? FormulaParser.line("g = grads") : line);
        }
        all.add(0, FormulaParser.line("g = g * gradientScale"));
        return moved(all, line -> line.toString().equals("g = g * gradientScale"), before, false);
    }

    /** Moves a line before the first that computes a variable, or behind the last. */
    private static List<Line> moved(List<Line> lines, Predicate<Line> which, String variable, boolean after) {
        List<Line> moving = lines.stream().filter(which).toList();
        List<Line> others = new ArrayList<>(lines);
        others.removeIf(which);
        int at = 0;
        for (int i = 0; i < others.size(); i++) {
            if (others.get(i).computes(variable)) {
                at = after ? i + 1 : i;
                if (!after) {
                    break;
                }
            }
        }
        others.addAll(at, moving);
        return others;
    }
}
