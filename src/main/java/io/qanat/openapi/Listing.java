package io.qanat.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import io.qanat.openapi.Schema.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where an operation's answer has its records.
 *
 * @param place a JSON Pointer; empty for the top level
 * @param record the schema of one record
 */
public record Listing(String place, Schema record) {
    /** The members of an answer that hold its records, in the order in which {@code records=auto} looks at them. */
    private static final List<String> USUAL =
            List.of("data", "items", "results", "records", "rows", "value", "entries", "values");

    /** Texts that stand beside the records of a list. */
    private static final Pattern BESIDE =
            Pattern.compile("(?i).*(next|prev|first|last|self|cursor|token|url|link|object|kind|status|etag).*");

    /** The records of an answer, if it is a list. */
    public static Optional<Listing> of(Operation operation) {
        Schema answer = operation.answer();
        if (answer.array()) {
            return Optional.of(new Listing("", answer.items()));
        }
        List<String> names = new ArrayList<>(USUAL);
        names.add(lastWord(operation.path()));
        return usual(answer, names).or(() -> only(answer));
    }

    private static Optional<Listing> usual(Schema answer, List<String> names) {
        Map<String, Schema> members = answer.properties();
        for (String name : names) {
            Schema member = members.get(name);
            if (member != null && member.array()) {
                return Optional.of(at(name, member));
            }
        }
        return Optional.empty();
    }

    /** An answer with one array of objects and no other is a list of these; beside texts of its own it is one thing with parts. */
    private static Optional<Listing> only(Schema answer) {
        Map<String, Schema> members = answer.properties();
        List<Map.Entry<String, Schema>> arrays = members.entrySet().stream()
                .filter(member -> member.getValue().array()
                        && !member.getValue().items().properties().isEmpty())
                .toList();
        return arrays.size() == 1 && members.entrySet().stream().allMatch(Listing::beside)
                ? Optional.of(at(arrays.get(0).getKey(), arrays.get(0).getValue()))
                : Optional.empty();
    }

    private static boolean beside(Map.Entry<String, Schema> member) {
        return !member.getKey().equals("id")
                && (!member.getValue().types().contains("string")
                        || BESIDE.matcher(member.getKey()).matches());
    }

    private static Listing at(String name, Schema array) {
        return new Listing(JsonPointer.empty().appendProperty(name).toString(), array.items());
    }

    /** The last word of a path that is no placeholder. */
    public static String lastWord(String path) {
        String word = "";
        for (String segment : path.split("/", -1)) {
            word = segment.isEmpty() || segment.contains("{") ? word : segment;
        }
        return word.replaceFirst("\\.json$", "");
    }

    /** Whether {@code records=auto} finds them by itself. */
    public boolean usual() {
        return place.isEmpty() || USUAL.contains(place.substring(1));
    }

    /** The fields that may be a record's identity, the likeliest first. */
    public List<String> keys() {
        Set<String> fields = record.properties().keySet();
        return List.of("id", "uuid", "key", "_id", "guid").stream()
                .filter(fields::contains)
                .toList();
    }

    /** What is at a field of a record. */
    public Found field(JsonPointer pointer) {
        return record.at(pointer);
    }
}
