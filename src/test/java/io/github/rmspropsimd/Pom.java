// SPDX-License-Identifier: Apache-2.0
package io.github.rmspropsimd;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** pom.xml as it is written, by XPath. */
record Pom(Document document) {

    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    static Pom read() throws IOException {
        try {
            return new Pom(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Snippet.ROOT.resolve("pom.xml").toFile()));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text of the one element at that path, or an empty one. */
    String text(String path) {
        return texts(path).stream().findFirst().orElse("");
    }

    List<String> texts(String path) {
        List<String> texts = new ArrayList<>();
        nodes(path, document).forEach(node -> texts.add(node.getTextContent().strip()));
        return texts;
    }

    /** Group and artifact of all dependencies, plugins and annotation processors, in profiles too. */
    TreeSet<String> coordinates() {
        TreeSet<String> coordinates = new TreeSet<>();
        for (Node node : nodes("//*[self::dependency or self::plugin or self::path][artifactId]", document)) {
            List<Node> group = nodes("groupId", node);
            coordinates.add((group.isEmpty()
                            ? "org.apache.maven.plugins"
                            : group.get(0).getTextContent().strip())
                    + ":" + nodes("artifactId", node).get(0).getTextContent().strip());
        }
        return coordinates;
    }

    private static List<Node> nodes(String path, Node start) {
        try {
            NodeList found = (NodeList) XPATH.evaluate(path, start, XPathConstants.NODESET);
            List<Node> nodes = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                nodes.add(found.item(i));
            }
            return nodes;
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
