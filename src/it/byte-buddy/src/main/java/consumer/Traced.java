// SPDX-License-Identifier: Apache-2.0
package consumer;

import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/** Counts every call of a method of the library, as a tracing agent does. */
public final class Traced {

    /** Written by the library's methods. */
    public static long calls;

    private Traced() {}

    static final class Entry {

        @Advice.OnMethodEnter
        static void enter() {
            calls++;
        }
    }

    public static void main(String... args) throws InterruptedException {
        Set<String> rewritten = ConcurrentHashMap.newKeySet();
        new AgentBuilder.Default()
                .type(nameStartsWith("io.github.rmspropsimd."))
                .transform((builder, type, loader, module, domain) -> {
                    rewritten.add(type.getName());
                    return builder.visit(Advice.to(Entry.class).on(isMethod()));
                })
                .installOn(ByteBuddyAgent.getInstrumentation());
        Consumer.main(args);
        System.out.println(calls + " calls in " + rewritten.size() + " rewritten classes");
        if (calls == 0) {
            throw new IllegalStateException("no class of the library was rewritten");
        }
    }
}
