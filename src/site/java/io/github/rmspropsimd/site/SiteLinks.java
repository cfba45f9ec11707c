// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.site;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks that each relative link of the web site's pages leads to a file and an anchor. Javadoc's own pages are not read. */
final class SiteLinks {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final Pattern ANCHOR = Pattern.compile("(?:id|name)=\"([^\"]*)\"");

    private final Map<Path, Set<String>> anchors = new HashMap<>();

    private SiteLinks() {}

    /** Argument: the folder of the site. Exits with 1 and the broken links if there are any. */
    public static void main(String[] arguments) throws IOException {
        List<String> broken = new SiteLinks().broken(Path.of(arguments[0]));
        broken.forEach(System.err::println);
        if (!broken.isEmpty()) {
            System.exit(1);
        }
    }

    private List<String> broken(Path site) throws IOException {
        List<String> broken = new ArrayList<>();
        int checked = 0;
        try (Stream<Path> files = Files.list(site)) {
            for (Path page : files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList()) {
                Matcher links = LINK.matcher(Files.readString(page));
                while (links.find()) {
                    String link = links.group(1);
                    if (!link.matches("([a-z]+:|//).*")) {
                        checked++;
                        if (!leadsSomewhere(page, link)) {
                            broken.add(page.getFileName() + ": " + link);
                        }
                    }
                }
            }
        }
        System.out.println(site + ": " + checked + " relative links, " + broken.size() + " broken");
        if (checked == 0) {
            broken.add("no page with links in " + site);
        }
        return broken;
    }

    private boolean leadsSomewhere(Path page, String link) throws IOException {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        String anchor = hash < 0 ? "" : URLDecoder.decode(link.substring(hash + 1), StandardCharsets.UTF_8);
        Path file = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        if (!Files.isRegularFile(file)) {
            return false;
        }
        return anchor.isEmpty() || anchorsOf(file).contains(anchor);
    }

    private Set<String> anchorsOf(Path file) throws IOException {
        Set<String> found = anchors.get(file);
        if (found == null) {
            found = new HashSet<>();
            Matcher matcher = ANCHOR.matcher(Files.readString(file));
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
            anchors.put(file, found);
        }
        return found;
    }
}
