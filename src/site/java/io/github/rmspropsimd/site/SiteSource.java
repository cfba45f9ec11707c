// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Collects the Markdown files that a forge shows, and turns their links into those of the web site. A link to another page
 * becomes a link to its HTML, a link to a picture one to its copy, and any other a link to the forge.
 */
final class SiteSource {

    private static final Pattern LINK = Pattern.compile("(\\]\\()([^)\\s]+)(\\))");
    private static final Path PAGES = Path.of("src", "site", "markdown");
    private static final Path RESOURCES = Path.of("src", "site", "resources");

    private final Path root;
    private final String forge;
    private final Map<Path, String> pages = new TreeMap<>();
    private final Map<Path, String> resources = new TreeMap<>();

    SiteSource(Path root, String forge) throws IOException {
        this.root = root;
        this.forge = forge;
        pages.put(Path.of("README.md"), "index");
        for (String name : List.of("CONTRIBUTING", "RELEASING", "SECURITY", "CODE_OF_CONDUCT", "CHANGELOG")) {
            pages.put(Path.of(name + ".md"), name.toLowerCase(Locale.ROOT));
        }
        pages.put(Path.of("src", "port", "CONFORMANCE.md"), "conformance");
        for (Path file : files(PAGES)) {
            pages.put(file, file.getFileName().toString().replace(".md", ""));
        }
        for (Path file : files(RESOURCES)) {
            resources.put(file, slashes(RESOURCES.relativize(file)));
        }
    }

    /** Arguments: the root of the project, the folder to write, and the address of the root on the forge. */
    public static void main(String[] arguments) throws IOException {
        new SiteSource(Path.of(arguments[0]), arguments[2]).write(Path.of(arguments[1]));
    }

    private List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(root.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file))
                    .sorted()
                    .toList();
        }
    }

    private void write(Path folder) throws IOException {
        copy(Path.of("src", "site", "site.xml"), folder.resolve("site.xml"));
        for (Map.Entry<Path, String> resource : resources.entrySet()) {
            copy(resource.getKey(), folder.resolve("resources").resolve(resource.getValue()));
        }
        Files.createDirectories(folder.resolve("markdown"));
        for (Map.Entry<Path, String> page : pages.entrySet()) {
            List<String> lines = Files.readAllLines(root.resolve(page.getKey()));
            Files.write(folder.resolve("markdown").resolve(page.getValue() + ".md"), rewritten(page.getKey(), lines));
        }
    }

    private void copy(Path file, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Files.copy(root.resolve(file), target, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The lines of this page with the links of the site; code blocks as they are. */
    List<String> rewritten(Path page, List<String> lines) {
        List<String> result = new ArrayList<>();
        boolean code = false;
        for (String line : lines) {
            code ^= line.startsWith("```");
            if (!code && line.startsWith("#") && !line.endsWith("# " + anchor(line))) { // else the site's tools have it
                result.add("<a id=\"" + siteAnchor(anchor(line)) + "\"></a>");
                result.add("");
            }
            Matcher link = LINK.matcher(line);
            result.add(
                    code
                            ? line
                            : link.replaceAll(found -> Matcher.quoteReplacement(
                                    found.group(1) + target(page, found.group(2)) + found.group(3))));
        }
        return result;
    }

    /** The anchor that a forge makes of a heading. */
    static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** The site's tools refuse an anchor that starts with a digit. */
    private static String siteAnchor(String anchor) {
        return anchor.matches("[0-9].*") ? "a" + anchor : anchor;
    }

    private String target(Path page, String link) {
        if (link.matches("[a-z]+:.*")) {
            return link;
        }
        int hash = link.indexOf('#');
        String anchor = hash < 0 ? "" : "#" + siteAnchor(link.substring(hash + 1));
        String path = hash < 0 ? link : link.substring(0, hash);
        if (path.isEmpty()) {
            return anchor;
        }
        Path file = Path.of("/").resolve(page).resolveSibling(path).normalize();
        file = Path.of("/").relativize(file);
        if (pages.containsKey(file)) {
            return pages.get(file) + ".html" + anchor;
        }
        return resources.containsKey(file) ? resources.get(file) : forge + slashes(file) + anchor;
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }
}
