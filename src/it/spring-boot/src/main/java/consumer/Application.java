// SPDX-License-Identifier: Apache-2.0
package consumer;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Awaits SIMD before the application counts as ready. Spring Boot nests the library's jar in its own. */
@SpringBootApplication
public class Application implements ApplicationRunner {

    public static void main(String... args) {
        System.out.println("Spring Boot " + SpringBootVersion.getVersion());
        SpringApplication.run(Application.class, args);
    }

    @Override
    public void run(ApplicationArguments args) throws InterruptedException {
        Consumer.main(args.getSourceArgs());
    }
}
