package io.qanat.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.crash.HaltingDisk;
import io.qanat.demo.Resource;
import io.qanat.demo.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program ends before a step that it takes on the disk, every so many steps: with {@code -Dqanat.crash.every=1} at each of
 * them. {@code CrashRoutesTest} does that at each in one process.
 */
class HaltIT {
    private static final String BOTH = """
            - route:
                id: both
                from:
                  uri: kamelet:api-pull
                  parameters:
                    api: shop
                    path: /v1/orders
                    pagination: cursor
                    pageSize: 250
                  steps:
                    - to:
                        uri: table:one
                    - to:
                        uri: table:two
            """;

    private static final int PAGES = 4;

    private final int every = Integer.getInteger("qanat.crash.every", 13);

    @TempDir
    private Path folder;

    @Test
    void a_program_that_ends_before_any_step_loses_nothing_and_doubles_nothing() throws Exception {
        int halts = 0;
        try (Shop shop = Shop.open(Shop.Options.small())) {
            ShopFolder.write(folder, shop.url(), "");
            Files.writeString(folder.resolve("routes/both.camel.yaml"), BOTH);
            Requests requests = Requests.of(shop);
            while (halted(shop, requests, (halts + 1) * every)) {
                halts++;
            }
        }
        assertThat(halts * every).isGreaterThan(30);
    }

    /** Whether the process came to that step; if so, another one goes on. */
    private boolean halted(Shop shop, Requests requests, int step) throws Exception {
        Left left = new Left(folder);
        int runs = left.runs("both").size();
        requests.clear();
        boolean halted = exit(step) == HaltingDisk.KILLED;
        requests.next(0);
        if (halted) {
            assertThat(exit(0)).isZero();
        }
        for (String table : List.of("one", "two")) {
            assertThat(left.ids(table)).as("%s after step %d", table, step).isEqualTo(shop.numbers(Resource.ORDERS));
        }
        left.requireTidy("both", "one", "two");
        requests.requireWalks("/v1/orders", left.runs("both").size() - runs, PAGES);
        return halted;
    }

    private int exit(int step) throws IOException, InterruptedException {
        List<String> options = List.of(
                "-D" + HaltingDisk.STEP + "=" + step,
                "-cp",
                Program.JAR + ":" + Program.TARGET.resolve("test-classes"),
                "io.qanat.Qanat");
        try (Program program = Program.qanat(
                folder,
                Map.of(),
                options,
                "pull",
                "both",
                "-D",
                "camel.beans.disk=#class:" + HaltingDisk.class.getName())) {
            int exit = program.exit();
            assertThat(exit).as("step %d: %s", step, program.err()).isIn(0, HaltingDisk.KILLED);
            return exit;
        }
    }
}
