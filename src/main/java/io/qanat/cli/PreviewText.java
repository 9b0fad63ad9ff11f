package io.qanat.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.demo.TablePrinter;
import io.qanat.page.Json;
import io.qanat.pull.Preview;
import io.qanat.settings.NameValue;
import io.qanat.table.TableSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A preview as a person or a program reads it. */
record PreviewText(Preview preview, TableSample sample) {
    private static final long DEEP = 10_000;

    /** From the top; the table is no wider than so many columns. */
    List<String> lines(int width) {
        List<String> lines = new ArrayList<>();
        lines.add("request     " + preview.request().method() + " "
                + preview.request().url());
        preview.request().headers().forEach(field -> lines.add("            " + text(field)));
        if (!preview.request().body().isEmpty()) {
            lines.add("            " + preview.request().body());
        }
        lines.add("answer      status " + preview.request().status() + type() + repeated());
        about(lines);
        lines.add("");
        table(width, lines);
        lines.add("");
        lines.add(
                sample.lines().isEmpty() ? "no columns: no value came yet" : "columns, as this page alone shows them");
        sample.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static String text(NameValue field) {
        return field.name() + ": " + field.value();
    }

    private String type() {
        String type = preview.request().answer().first("Content-Type");
        return type == null ? "" : ", " + type;
    }

    private String repeated() {
        return preview.requests() == 1 ? "" : ", after " + Texts.count(preview.requests(), "request");
    }

    private void about(List<String> lines) {
        lines.add("pagination  " + preview.pagination() + " " + paginationWhy());
        lines.add("records     " + recordsText());
        if (preview.total() != null) {
            lines.add("total       " + String.format(Locale.ROOT, "%,d", preview.total()));
        }
        if (preview.slices() > 1 || !preview.slice().isEmpty()) {
            lines.add("forEach     " + preview.slice() + ", the first of " + preview.slices());
        }
        preview.bounds().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(bound -> lines.add(String.format(Locale.ROOT, "%-12s%s", bound.getKey(), bound.getValue())));
        lines.add("next        " + Objects.requireNonNullElse(preview.next(), "none: " + preview.end()));
        notes().forEach(note -> lines.add("note        " + note));
    }

    private String paginationWhy() {
        return preview.guessed() ? "(recognised by this answer)" : "(as the route says)";
    }

    private String recordsText() {
        String place = preview.recordsAt() == null
                ? ""
                : " at " + (preview.recordsAt().isEmpty() ? "the top level" : preview.recordsAt());
        String known = preview.came() == preview.page().size()
                ? ""
                : ", without " + (preview.came() - preview.page().size()) + " that were published before";
        return preview.page().size() + place + (preview.found() ? " (found there)" : " (as the route says)") + known;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>(preview.notes());
        Long total = preview.total();
        if (total != null && total > DEEP && preview.pagination().startsWith("offset")) {
            notes.add("the offset will go beyond 10,000 rows, where many servers refuse or slow down");
        }
        return notes;
    }

    private void table(int width, List<String> lines) {
        List<TablePrinter.Column> columns = sample.columns().stream()
                .map(column -> new TablePrinter.Column(column.name(), column.type()))
                .toList();
        if (!columns.isEmpty() && !sample.rows().isEmpty()) {
            new TablePrinter(width).print(columns, sample.rows()).lines().forEach(lines::add);
        }
        int more = preview.page().size() - sample.rows().size();
        if (more > 0) {
            lines.add("and " + Texts.count(more, "record") + " more on this page");
        }
    }

    /** The members' names are a promise. */
    String json() {
        ObjectNode all = Json.MAPPER.createObjectNode();
        all.put("pull", preview.pull());
        all.put("api", preview.api());
        ObjectNode request = all.putObject("request");
        request.put("method", preview.request().method());
        request.put("url", preview.request().url());
        ObjectNode headers = request.putObject("headers");
        preview.request().headers().forEach(field -> headers.put(field.name(), field.value()));
        request.put("body", preview.request().body());
        all.put("status", preview.request().status());
        all.put("requests", preview.requests());
        ObjectNode pagination = all.putObject("pagination");
        pagination.put("found", preview.pagination());
        pagination.put("recognised", preview.guessed());
        ObjectNode records = all.putObject("records");
        records.put("at", preview.recordsAt());
        records.put("recognised", preview.found());
        records.put("count", preview.page().size());
        all.put("total", preview.total());
        all.put("slice", preview.slice());
        all.put("slices", preview.slices());
        all.set("bounds", Json.MAPPER.valueToTree(preview.bounds()));
        all.put("next", preview.next());
        all.put("end", preview.end());
        all.set("notes", Json.MAPPER.valueToTree(notes()));
        ArrayNode columns = all.putArray("columns");
        sample.columns()
                .forEach(
                        column -> columns.addObject().put("name", column.name()).put("type", column.type()));
        all.set("rows", Json.MAPPER.valueToTree(sample.rows()));
        return all.toString();
    }
}
