package io.qanat.embed;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step of a host that takes the rows of each page. */
final class Collected implements Processor {
    private final List<Long> ids = new CopyOnWriteArrayList<>();

    @Override
    public void process(Exchange page) {
        for (Object row : page.getMessage().getBody(List.class)) {
            ids.add(((Number) ((Map<?, ?>) row).get("id")).longValue());
        }
    }

    /** The ids of all rows that came, in their order. */
    List<Long> ids() {
        return ids;
    }
}
