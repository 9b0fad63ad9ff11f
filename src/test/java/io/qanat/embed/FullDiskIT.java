package io.qanat.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qanat.demo.Resource;
import io.qanat.demo.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more: the pull ends with a message, what was fetched is kept, and the next one goes on. */
class FullDiskIT {
    private static final int ORDERS = 4_000;
    private static final int PAGES = ORDERS / 200;

    /** The request at which files may not grow any more. */
    private static final int LIMITED = 3;

    private static final int SMALL = 100 << 10;

    private volatile IntConsumer action = request -> {};
    private Shop shop;
    private Requests requests;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        shop = Shop.open(Shop.Options.small().withOrders(ORDERS));
        requests = Requests.of(shop, request -> action.accept(request));
        ShopFolder.write(folder, shop.url(), "");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_file_that_may_not_grow_ends_the_pull_and_the_next_goes_on() throws Exception {
        CompletableFuture<Long> process = new CompletableFuture<>();
        action = request -> {
            if (request == LIMITED) {
                assertThat(run("prlimit", "--fsize=" + SMALL, "--pid", "" + process.join()))
                        .isZero();
            }
        };
        try (Program pull = pull()) {
            process.complete(pull.pid());
            requireFailure(pull, "File too large");
        }
        requireTheRest(requests.ofProcess() - 1);
    }

    private Program pull(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("pull", "orders", "--json"));
        arguments.addAll(List.of(options));
        return Program.qanat(folder, Map.of(), arguments.toArray(String[]::new));
    }

    @Test
    void a_disk_without_room_ends_the_pull_and_the_next_goes_on() throws Exception {
        Path small = Files.createDirectory(folder.resolve("state"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", small.toString()) == 0,
                "a file system of 100 KiB can be mounted only with the rights to do so");
        try {
            try (Program pull = pull("-D", "qanat.journal.minFree=0B")) {
                requireFailure(pull, "No space left on device");
            }
            assertThat(run("mount", "-o", "remount,size=512m", small.toString()))
                    .isZero();
            requireTheRest(requests.ofProcess() - 1);
        } finally {
            assertThat(run("umount", small.toString())).isZero();
        }
    }

    private int run(String... command) {
        try (Program program = Program.start(folder, Map.of(), List.of(command))) {
            return program.exit();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void room_that_is_kept_free_ends_the_pull_before_the_disk_is_full() throws Exception {
        try (Program pull = pull("-D", "qanat.journal.maxSize=100KiB")) {
            requireFailure(pull, "qanat.journal.maxSize");
        }
        requireTheRest(requests.ofProcess() - 1);
    }

    @Test
    void a_file_in_the_place_of_the_state_is_told_before_anything_is_asked_for() throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("state")).resolve("orders"), "");
        try (Program pull = pull()) {
            requireFailure(pull, "a file of that name is in its place");
        }
        assertThat(requests.ofProcess()).isZero();
    }

    @Test
    void a_state_that_can_not_be_written_is_told_before_anything_is_asked_for() throws Exception {
        try (Program pull = pull("-D", "qanat.state=/proc/state")) {
            requireFailure(pull, "/proc/state: can't be written");
        }
        assertThat(requests.ofProcess()).isZero();
    }

    private static void requireFailure(Program pull, String reason) throws Exception {
        assertThat(pull.exit()).as(pull.err()).isEqualTo(1);
        JsonNode line = new ObjectMapper().readTree(pull.out());
        assertThat(line.get("result").asText()).isEqualTo("failed");
        assertThat(line.get("error").asText()).contains(reason).hasLineCount(1).doesNotContain("Exception");
        assertThat(pull.err()).contains(reason).doesNotContain("\tat ");
    }

    /** The page that could not be kept is asked for again, and those behind it. */
    private void requireTheRest(int kept) throws Exception {
        assertThat(kept).isBetween(1, PAGES - 1);
        requests.next(0);
        try (Program next = pull("-D", "qanat.journal.minFree=0B")) {
            assertThat(next.exit()).as(next.err()).isZero();
            JsonNode line = new ObjectMapper().readTree(next.out());
            assertThat(line.get("resumed").asBoolean()).isTrue();
            assertThat(line.get("requests").asInt()).isEqualTo(PAGES - kept);
        }
        Left left = new Left(folder);
        assertThat(left.ids("orders")).isEqualTo(shop.numbers(Resource.ORDERS));
        left.requireTidy("orders", "orders");
        requests.requireWalks("/v1/orders", 1, PAGES);
    }
}
