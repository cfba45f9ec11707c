// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What a rule is set to. Immutable; refuses what the rule's preset does not have, and combinations that make no sense. */
final class Settings {

    private final Preset preset;
    private final Map<Setting, Object> values;

    private Settings(Preset preset, Map<Setting, Object> values) {
        this.preset = preset;
        this.values = values;
    }

    static Settings of(Preset preset) {
        return new Settings(preset, preset.defaults());
    }

    /** Takes a Double for a number, its range already checked, and a Boolean for a switch. */
    Settings with(Setting setting, Object value) {
        if (value.equals(values.get(setting))) {
            return this;
        }
        if (!preset.settings().contains(setting)) {
            if (value instanceof Double number && (float) (double) number == (float) number(setting)) {
                return this; // what rounds to the framework's own value is no other one
            }
            throw refusal(
                    setting,
                    value,
                    preset.method + "() has what " + preset.framework + " has: " + preset.settings()
                            + "; d2l() has all");
        }
        Map<Setting, Object> changed = new EnumMap<>(values);
        changed.put(setting, value);
        Settings settings = new Settings(preset, changed);
        boolean momentum = (float) settings.number(Setting.MOMENTUM) > 0;
        if (settings.isOn(Setting.NESTEROV) && !momentum) {
            throw refusal(
                    setting,
                    value,
                    "nesterov needs a momentum above 0; set momentum before it, and switch it off before momentum");
        }
        if (preset == Preset.MXNET && momentum && !settings.isOn(Setting.CENTERED)) {
            throw refusal(
                    setting,
                    value,
                    "MXNet has momentum in its centered form alone; set centered before momentum, and momentum to 0 before centered");
        }
        return settings;
    }

    private static IllegalArgumentException refusal(Setting setting, Object value, String reason) {
        return new IllegalArgumentException(setting + " = " + value + " is refused: " + reason);
    }

    Preset preset() {
        return preset;
    }

    double number(Setting setting) {
        Object value = values.get(setting); // null is ND4J's initial square average, which follows epsilon
        return value != null ? (double) value : (double) values.get(Setting.EPSILON);
    }

    boolean isOn(Setting setting) {
        return (boolean) values.get(setting);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings that && preset == that.preset && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(preset, values);
    }

    /** The preset, and the value of each setting that it has. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(preset.method);
        for (Setting setting : Setting.values()) {
            if (preset.settings().contains(setting)) {
                text.append(", ").append(setting).append('=');
                text.append(values.get(setting) != null ? values.get(setting) : Setting.EPSILON);
            }
        }
        return text.toString();
    }
}
