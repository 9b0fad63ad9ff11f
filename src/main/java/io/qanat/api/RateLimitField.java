package io.qanat.api;

import io.qanat.page.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The structured field {@code RateLimit} (draft-ietf-httpapi-ratelimit-headers-08 and later: {@code "default";r=0;t=30})
 * and its form before that ({@code limit=100, remaining=0, reset=30}).
 */
final class RateLimitField {
    /** A list member: key or quoted name, perhaps a value, then parameters (RFC 9651 §3.1). */
    private static final String ITEM = "\"(?:[^\"\\\\]|\\\\.)*+\"|:[A-Za-z0-9+/=]*+:|[^\\s\",;=]++";

    private static final Pattern TOKEN =
            Pattern.compile("\\s*+(?<separator>[,;]?+)\\s*+(?<name>" + ITEM + ")(?:=(?<value>" + ITEM + "))?+\\s*+");

    private RateLimitField() {}

    /**
     * One of the limits that hold.
     *
     * @param exhausted whether nothing remains of it
     * @param reset how long until it is full again, if said
     */
    record Limit(boolean exhausted, Optional<Duration> reset) {}

    static List<Limit> read(Headers headers) {
        Map<String, Member> policies = new HashMap<>();
        members(headers, "RateLimit-Policy").forEach(policy -> policies.put(policy.name(), policy));
        List<Member> members = members(headers, "RateLimit");
        List<Limit> limits = new ArrayList<>();
        members.stream()
                .filter(member -> member.parameters().containsKey("r"))
                .forEach(member -> limits.add(limit(member, policies.get(member.name()))));
        older(members).ifPresent(limits::add);
        return limits;
    }

    /** What remains of each limit, as it is written. */
    static List<String> remaining(Headers headers) {
        return members(headers, "RateLimit").stream()
                .map(member -> member.name().equalsIgnoreCase("remaining")
                        ? member.value()
                        : member.parameters().getOrDefault("r", ""))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Without a reset the policy's window is the longest that it can take. */
    private static Limit limit(Member member, @Nullable Member policy) {
        Optional<Duration> reset =
                member.seconds("t").or(() -> Optional.ofNullable(policy).flatMap(known -> known.seconds("w")));
        return new Limit(none(member.parameters().getOrDefault("r", "")), reset);
    }

    private static Optional<Limit> older(List<Member> members) {
        Map<String, String> values = new HashMap<>();
        members.forEach(member -> values.put(member.name().toLowerCase(Locale.ROOT), member.value()));
        return Optional.ofNullable(values.get("remaining"))
                .map(remaining -> new Limit(none(remaining), RetryAfter.seconds(values.getOrDefault("reset", ""))));
    }

    private static boolean none(String remaining) {
        return remaining.matches("-\\d+|0+(\\.\\d+)?");
    }

    private record Member(String name, String value, Map<String, String> parameters) {
        Optional<Duration> seconds(String parameter) {
            return Optional.ofNullable(parameters.get(parameter)).flatMap(RetryAfter::seconds);
        }
    }

    /** Reads as far as the field is well-formed. */
    private static List<Member> members(Headers headers, String name) {
        List<Member> members = new ArrayList<>();
        for (String line : headers.all(name)) {
            Matcher matcher = TOKEN.matcher(line);
            boolean first = true;
            while (matcher.lookingAt()) {
                add(members, matcher, first);
                first = false;
                matcher.region(matcher.end(), line.length());
            }
        }
        return members;
    }

    private static void add(List<Member> members, Matcher matcher, boolean first) {
        String value = Optional.ofNullable(matcher.group("value")).orElse("");
        String name = matcher.group("name").replace("\"", "");
        if (!first && matcher.group("separator").equals(";")) {
            members.get(members.size() - 1).parameters().put(name, value);
        } else {
            members.add(new Member(name, value, new HashMap<>()));
        }
    }
}
