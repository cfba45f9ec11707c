// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd.demo;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knowm.xchart.ChartEncoder;

/** The folder that figures are written to, and the page that shows them together. */
final class Report {

    private static final String PAGE = "index.html";

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>rmsprop-simd: the experiments</title>
            <style>
            body { font: 16px/1.5 sans-serif; max-width: 800px; margin: 2em auto; padding: 0 1em; color: #222 }
            img { max-width: 100%; height: auto }
            p { margin-top: 0 }
            </style>
            </head>
            <body>
            <h1>RMSProp: the experiments</h1>
            """;

    private final Path folder;
    private final StringBuilder page = new StringBuilder(HEAD);

    /** Makes the folder, and asks for letters to draw, before any experiment has spent its time. */
    Report(Path folder) throws IOException {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("output folder " + folder + " cannot be made: " + e, e);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("output folder " + folder + " cannot be written");
        }
        try {
            GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames();
        } catch (RuntimeException | InternalError | LinkageError e) {
            throw new IOException("figures need fonts: install fontconfig and a font such as DejaVu (" + e + ")", e);
        }
    }

    /** Writes the figure as a picture, and takes it up into the page. */
    Path add(Experiment experiment, Figure figure) throws IOException {
        Path picture = write(folder.resolve(experiment + ".png"), ChartEncoder.getBytes(figure.chart(), "png"));
        page.append("<h2>")
                .append(escaped(experiment + ": " + experiment.summary()))
                .append("</h2>\n");
        page.append("<img src=\"").append(picture.getFileName()).append("\" alt=\"");
        page.append(escaped(figure.chart().getTitle())).append("\">\n");
        page.append("<p>").append(escaped(figure.caption())).append("</p>\n");
        return picture;
    }

    Path write() throws IOException {
        return write(folder.resolve(PAGE), (page + "</body>\n</html>\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Path write(Path file, byte[] contents) throws IOException {
        try {
            return Files.write(file, contents);
        } catch (IOException e) {
            throw new IOException(file + " cannot be written: " + e, e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
