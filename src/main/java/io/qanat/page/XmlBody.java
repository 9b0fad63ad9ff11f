package io.qanat.page;

import static io.qanat.page.PageException.Kind.FORMAT;
import static io.qanat.page.PageException.Kind.UNREADABLE;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML as JSON. The document is an object with one member, its root element; so {@code records: /rss/channel/item} finds a
 * feed's items. An element becomes
 *
 * <ul>
 *   <li>a string, its text as it stands, if it has neither attributes nor elements; null if that text is empty or blank, or
 *       if {@code xsi:nil} is its only attribute;
 *   <li>otherwise an object: its attributes as {@code @name}, then its elements by name, then its own text, unless blank, as
 *       {@code #text};
 *   <li>elements of one name in one parent together an array, in their order, at the place of the first.
 * </ul>
 *
 * <p>Names keep their prefix ({@code dc:date}); namespace declarations, comments and processing instructions are left out.
 * Values are strings: XML has no other types. A document type declaration is refused whatever it says, and with it all
 * entities but XML's own five: there is no way to files, addresses or expansions from here.
 */
final class XmlBody {
    /** The JDK's own limits differ between its versions (none and 10,000 before 24, then 100 and 200); the depth has ours. */
    private static final String DEPTH_LIMIT = "http://www.oracle.com/xml/jaxp/properties/maxElementDepth";

    private static final String ATTRIBUTE_LIMIT = "http://www.oracle.com/xml/jaxp/properties/elementAttributeLimit";

    private final PageLabel label;
    private final JsonBytes json;
    private final Room room;
    private final XmlNames names;
    private final List<XmlElement> open = new ArrayList<>();
    private int depth;

    private XmlBody(JsonBytes json, Room room, PageLabel label) {
        this.label = label;
        this.json = json;
        this.room = room;
        this.names = new XmlNames(room);
    }

    /**
     * The document as JSON.
     *
     * @throws PageException if it isn't well-formed, with the place, or has a document type declaration
     */
    static Body toJson(Body text, Room room, PageLabel label) {
        XmlMarkup.refuseLong(text, room.longestValue(), label);
        JsonBytes counted = new JsonBytes(room, label);
        new XmlBody(counted, room, label).write(text);
        JsonBytes json = counted.counted();
        new XmlBody(json, room, label).write(text);
        return json.body(Form.XML);
    }

    private void write(Body text) {
        try {
            XMLStreamReader reader = reader(text);
            write(reader);
            reader.close();
        } catch (XMLStreamException e) {
            throw broken(e, label);
        }
        names.forget();
    }

    /** The JDK's own parser, whatever else is on the class path; not shared, as it isn't thread-safe. */
    private static XMLStreamReader reader(Body text) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(DEPTH_LIMIT, "0");
        factory.setProperty(ATTRIBUTE_LIMIT, "10000");
        ByteArrayInputStream bytes = new ByteArrayInputStream(text.bytes(), text.from(), text.length());
        return factory.createXMLStreamReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }

    private void write(XMLStreamReader reader) throws XMLStreamException {
        XmlElement document = element(0);
        document.begin();
        while (reader.hasNext()) {
            event(reader, reader.next());
        }
        document.end();
    }

    private void event(XMLStreamReader reader, int event) {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> start(reader);
            case XMLStreamConstants.END_ELEMENT -> open.get(depth--).end();
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                open.get(depth).text(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            case XMLStreamConstants.DTD -> throw refused(reader, "a document type declaration (DOCTYPE)");
            case XMLStreamConstants.ENTITY_REFERENCE -> throw refused(reader, "the entity " + reader.getLocalName());
            default -> {
                // comments and processing instructions are no data
            }
        }
    }

    private void start(XMLStreamReader reader) {
        if (depth == Json.MAX_DEPTH) {
            throw label.error(
                    FORMAT,
                    "the XML is refused: its elements are nested deeper than " + Json.MAX_DEPTH + " (line "
                            + reader.getLocation().getLineNumber() + ")");
        }
        String prefix = reader.getPrefix();
        String name = name(prefix, reader.getLocalName());
        names.see(name);
        open.get(depth).member(name);
        XmlElement element = element(++depth);
        element.begin();
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            names.see(reader.getNamespacePrefix(i));
            names.see(reader.getNamespaceURI(i));
        }
        int attributes = reader.getAttributeCount();
        if (attributes == 1 && nil(reader)) {
            return;
        }
        for (int i = 0; i < attributes; i++) {
            String attribute = name(reader.getAttributePrefix(i), reader.getAttributeLocalName(i));
            names.see(attribute);
            element.member("@" + attribute);
            json.string(reader.getAttributeValue(i));
        }
    }

    private static boolean nil(XMLStreamReader reader) {
        return XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(reader.getAttributeNamespace(0))
                && reader.getAttributeLocalName(0).equals("nil")
                && reader.getAttributeValue(0).strip().matches("true|1");
    }

    private static String name(String prefix, String local) {
        return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
    }

    private XmlElement element(int at) {
        if (at == open.size()) {
            open.add(new XmlElement(json, room, label));
        }
        return open.get(at);
    }

    private PageException refused(XMLStreamReader reader, String what) {
        return label.error(
                FORMAT,
                "the XML is refused: it has " + what + " at line "
                        + reader.getLocation().getLineNumber()
                        + ", and neither DTDs nor entities are read (they can reach into files and fill the memory)");
    }

    private static PageException broken(XMLStreamException e, PageLabel label) {
        String message = String.valueOf(e.getMessage());
        String reason = message.substring(message.indexOf("Message: ") + 1).replaceFirst("^essage: ", "");
        String place = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNumber() + ", column "
                        + e.getLocation().getColumnNumber() + ")";
        return label.error(UNREADABLE, "the XML is broken or was cut short: " + reason.strip() + place);
    }
}
