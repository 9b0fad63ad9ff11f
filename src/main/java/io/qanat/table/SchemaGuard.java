package io.qanat.table;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a schema change as far as the table's contract allows, and tells each change once. Not thread-safe. */
final class SchemaGuard {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaGuard.class);

    private final String subject;
    private final Contract contract;
    private final boolean first;
    private final Set<String> told = new HashSet<>();

    /**
     * A guard for a run.
     *
     * @param subject names the table in messages
     * @param begin the table's schema before the run; one without fields may change freely
     */
    SchemaGuard(String subject, Type.Struct begin, Contract contract) {
        this.subject = subject;
        this.first = begin.fields().isEmpty();
        this.contract = first ? Contract.EVOLVE : contract;
    }

    /** Whether fields that the schema doesn't have are left out. */
    boolean discards() {
        return contract == Contract.DISCARD;
    }

    /**
     * The schema to go on with.
     *
     * @throws TableException if the contract is freeze, and the records need another schema
     */
    Type.Struct admit(Type.Struct before, Type.Struct learnt) {
        if (learnt.equals(before)) {
            return before;
        }
        List<String> changes = Changes.between(before, learnt);
        return switch (contract) {
            case EVOLVE -> {
                tell(changes, "");
                yield learnt;
            }
            case FREEZE -> {
                refuse(changes);
                yield learnt;
            }
            case DISCARD -> {
                tell(changes, "; it is left out (contract=discard)");
                yield Contract.restricted(before, learnt);
            }
        };
    }

    private void refuse(List<String> changes) {
        if (!changes.isEmpty()) {
            throw new TableException(
                    subject + ": " + String.join("; ", changes)
                            + ", but contract=freeze: allow it once with contract=evolve, or leave it out with contract=discard");
        }
    }

    private void tell(List<String> changes, String remark) {
        for (String change : changes) {
            if ((!first || change.contains(Field.TEXT)) && told.add(change)) {
                LOG.warn("{}: {}{}", subject, change, remark);
            }
        }
    }
}
