package io.qanat.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The links of an answer's Link header fields (RFC 8288 §3 and appendix B.2), those about another context left out. */
final class LinkHeader {

    /** One link: its target, as it stands, and its relation types in lower case. */
    record Link(String target, List<String> relations) {}

    private final List<Link> links = new ArrayList<>();

    private LinkHeader() {}

    /** Reads all fields; what isn't a link is passed over. */
    static LinkHeader of(Headers headers) {
        LinkHeader header = new LinkHeader();
        headers.all("Link").forEach(field -> header.new Parser(field).parse());
        return header;
    }

    /** The target of the first link of that relation. */
    Optional<String> target(String relation) {
        return links.stream()
                .filter(link -> link.relations.contains(relation))
                .map(Link::target)
                .findFirst();
    }

    /** Whether there is a link of one of those relations. */
    boolean has(String... relations) {
        return List.of(relations).stream().anyMatch(relation -> target(relation).isPresent());
    }

    /** Walks one field's text. */
    private final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        void parse() {
            for (int open = text.indexOf('<', at); open >= 0; open = text.indexOf('<', at)) {
                int close = text.indexOf('>', open);
                if (close < 0) {
                    return;
                }
                at = close + 1;
                add(text.substring(open + 1, close), parameters());
            }
        }

        private void add(String target, Map<String, String> parameters) {
            String relations = parameters.get("rel");
            if (relations != null && !parameters.containsKey("anchor")) {
                links.add(new Link(
                        target,
                        List.of(relations.strip().toLowerCase(Locale.ROOT).split("\\s+"))));
            }
        }

        /** The parameters up to the comma that ends the link; of several of one name the first counts. */
        private Map<String, String> parameters() {
            Map<String, String> parameters = new HashMap<>();
            while (skipSpace() == ';') {
                at++;
                skipSpace();
                String name = token("=;,").strip().toLowerCase(Locale.ROOT);
                parameters.putIfAbsent(name, current() == '=' ? value() : "");
            }
            return parameters;
        }

        private String value() {
            at++;
            return skipSpace() == '"' ? quoted() : token(";,").strip();
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length() && current() != '"'; at++) {
                if (current() == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(current());
            }
            at++;
            return value.toString();
        }

        private String token(String ends) {
            int from = at;
            while (at < text.length() && ends.indexOf(current()) < 0) {
                at++;
            }
            return text.substring(from, at);
        }

        private char skipSpace() {
            while (current() == ' ' || current() == '\t') {
                at++;
            }
            return current();
        }

        private char current() {
            return at < text.length() ? text.charAt(at) : 0;
        }
    }

    /** The parameter of that name in a URL's query, or null. */
    static @Nullable String queryParameter(String url, String name) {
        int question = url.indexOf('?');
        for (String pair :
                question < 0 ? new String[0] : url.substring(question + 1).split("[&#]", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return null;
    }
}
