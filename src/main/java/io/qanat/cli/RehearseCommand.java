package io.qanat.cli;

import io.qanat.demo.Shop;
import io.qanat.pull.RunResult;
import io.qanat.pull.RunResult.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * A pull for its own sake, which the launcher has the JVM watch once, so that later starts are faster: from a shop of its
 * own into a folder of its own, which is removed. It touches neither the integrator's routes nor any other server.
 */
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {
    private static final String ROUTES = "rehearsal.camel.yaml";
    private static final int ORDERS = 20_000;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("qanat");
        try (Shop shop = Shop.open(Shop.Options.small().withOrders(ORDERS))) {
            return rehearse(folder, shop);
        } finally {
            remove(folder);
        }
    }

    private static int rehearse(Path folder, Shop shop) throws Exception {
        try (InputStream routes = Objects.requireNonNull(RehearseCommand.class.getResourceAsStream(ROUTES))) {
            Files.createDirectory(folder.resolve("routes"));
            Files.copy(routes, folder.resolve("routes").resolve(ROUTES));
        }
        CommonOptions options = CommonOptions.in(folder);
        options.give(Map.of("shop.url", shop.url().toString()));
        try (App app = App.startByHand(options)) {
            RunResult result = app.pulls().pull("orders");
            return result.result() == Outcome.OK ? QanatCommand.DONE : QanatCommand.PULL_FAILED;
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
