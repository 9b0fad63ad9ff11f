package io.qanat.check;

import io.qanat.settings.Declared.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of Qanat's own, with what they mean: for the check, and for the manual, so that neither drifts. */
public final class DeclaredSettings {
    private static final Map<String, Parameter> ALL = new LinkedHashMap<>();

    static {
        add(
                "qanat.data",
                "data",
                "The folder of the tables, or s3://bucket/prefix. A relative folder starts beside the properties file.");
        add(
                "qanat.state",
                "state",
                "What is remembered between runs: a folder, or jdbc:postgresql:… for several machines.");
        add("qanat.state.user", "", "The user of the state's database.");
        add("qanat.state.password", "", "The password of the state's database; best in the environment.");
        add(
                "qanat.journal",
                "",
                "The folder of the journals, on this machine's disk. Not given: beside the state or, if that is a"
                        + " database, .journal beside the tables.");
        add("qanat.journal.maxSize", "10GiB", "The most that one run's journal may take.");
        add("qanat.journal.minFree", "256MiB", "What journals leave free on their disk.");
        add(
                "qanat.journal.enabled",
                "true",
                "Whether pages are kept until their run is published; without it an interrupted run begins afresh.");
        add("qanat.s3.endpoint", "", "The URL of a store that isn't Amazon's, such as https://minio.example:9000.");
        add("qanat.s3.region", "", "The region. Not given: AWS_REGION, ~/.aws or the machine's.");
        add(
                "qanat.s3.pathStyle",
                "",
                "Whether the bucket is named in the path. Not given: with an endpoint true, otherwise false.");
        add(
                "qanat.s3.accessKey",
                "",
                "Names the credentials. Not given: AWS's own chain, which is AWS_ACCESS_KEY_ID …, ~/.aws and the machine's"
                        + " role.");
        add("qanat.s3.secretKey", "", "Proves them; best in the environment.");
        add("qanat.log", "text", "How log lines look; from the environment or -D only.", "text", "json");
    }

    private DeclaredSettings() {}

    /** All of them by name, in the order in which they are explained. */
    public static Map<String, Parameter> all() {
        return Collections.unmodifiableMap(ALL);
    }

    private static void add(String name, String fallback, String description, String... choices) {
        ALL.put(name, new Parameter(false, fallback, description, false, List.of(choices)));
    }
}
