package io.qanat.cli;

import io.qanat.demo.Shop;
import io.qanat.demo.TablePrinter;
import io.qanat.pull.PullSettings;
import io.qanat.pull.Pulls;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.settings.PropertyLayers;
import io.qanat.table.TableDescription;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the product at work: opens a shop's API on a free port, pulls it by the routes in {@code routes/}, shows a table. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Open a shop's API on a free port, pull it into tables by the routes in routes/, and show one.",
            "",
            "The shop has a limit of requests and fails now and then, as real ones do.%n"
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 a pull failed, 2 wrong use or settings.",
            "",
            "Examples:",
            "  qanat demo",
            "  qanat demo --serve                    the shop stays open, to try other commands on it"
        })
final class DemoCommand implements Callable<Integer> {
    private static final String SHOWN = "orders";
    private static final int ROWS = 5;
    private static final int WIDTH = 120;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Option(names = "--serve", description = "Keep the shop open afterwards, until stopped.")
    private boolean serve;

    @Override
    public Integer call() throws Exception {
        Shop.Options shopOptions = Shop.Options.demo();
        try (Shop shop = Shop.open(shopOptions)) {
            Map<String, String> settings = Map.of(
                    "shop.url",
                    shop.url().toString(),
                    "shop.token",
                    shopOptions.access().token());
            out().printf(
                            "A shop's API at %s: %,d orders, a token, %d requests a second, and %.0f %% of the requests fail at first.%n",
                            shop.url(),
                            shopOptions.orders(),
                            shopOptions.quota().requests(),
                            shopOptions.faults() * 100);
            options.give(settings);
            boolean ok = pullAll();
            out().printf(
                            "The shop counted %d requests, %d of them beyond its limit.%n%n",
                            shop.statistics().requests(), shop.statistics().rateLimited());
            show(options.layers());
            goOn(settings);
            if (serve) {
                new CountDownLatch(1).await();
            }
            return ok ? QanatCommand.DONE : QanatCommand.PULL_FAILED;
        }
    }

    private boolean pullAll() throws Exception {
        try (App app = App.startByHand(options);
                Progress progress = Progress.of(app, options, () -> Screen.width(spec))) {
            Pulls pulls = app.pulls();
            pulls.listen(progress);
            pulls.listen(new ResultPrinter(out(), false, pull -> null, progress));
            Summary summary = new Summary();
            pulls.listen(summary);
            boolean ok = true;
            for (PullSettings pull : pulls.all()) {
                ok &= pulls.pull(pull.name()).result() == Outcome.OK;
            }
            summary.print(out(), () -> Screen.width(spec));
            return ok;
        }
    }

    private void show(PropertyLayers layers) throws IOException {
        Path directory = Path.of(String.valueOf(layers.getProperty("qanat.data")));
        TableDescription table = TableDescription.read(directory, SHOWN);
        out().printf("Table %s: %,d rows in %s%n%nIts columns:%n", SHOWN, table.rows(), directory.resolve(SHOWN));
        List<TablePrinter.Column> columns = new ArrayList<>();
        for (String line : table.schema()) {
            out().println("  " + line);
            String[] nameAndType = line.strip().split("  ", 2);
            columns.add(new TablePrinter.Column(nameAndType[0], nameAndType[1]));
        }
        out().printf("%nIts first rows:%n%s%n", new TablePrinter(WIDTH).print(columns, table.first(ROWS)));
    }

    private void goOn(Map<String, String> settings) {
        out().println("How to go on:");
        if (serve) {
            out().println("  The shop stays open. In another terminal:");
            out().printf("    ./qanat pull orders -D shop.url=%s%n", settings.get("shop.url"));
        } else {
            out().println("  ./qanat demo --serve       keeps the shop open, to try other commands on it");
        }
        out().println("  routes/shop.camel.yaml     is all that was written for this: one file for each API");
        out().println("  ./qanat check              checks the files in routes/");
        out().println(
                        "  any reader of Parquet      opens the files, such as: duckdb -c \"from 'data/orders/*.parquet'\"");
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
