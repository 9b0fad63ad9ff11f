package io.qanat.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.demo.Shop;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/**
 * What a shop is asked for by processes that follow each other. Requests of one path are those of one slice of a pull, which
 * come one after the other. Thread-safe.
 */
final class Requests {
    private final List<Request> all = new ArrayList<>();
    private int process;
    private int ofProcess;
    private int awaited;
    private CompletableFuture<Void> reached = new CompletableFuture<>();

    private record Request(int process, String path, URI target) {}

    /** Notes those of a shop from now on. */
    static Requests of(Shop shop) {
        return of(shop, count -> {});
    }

    /** The same; the action is told the number of each request, from 1, before it is answered. */
    static Requests of(Shop shop, IntConsumer action) {
        Requests requests = new Requests();
        shop.beforeEach(target -> action.accept(requests.add(target)));
        return requests;
    }

    private synchronized int add(URI target) {
        all.add(new Request(process, target.getPath(), target));
        if (++ofProcess == awaited) {
            reached.complete(null);
        }
        return all.size();
    }

    /** Those that follow are of another process, of which so many are awaited. */
    synchronized void next(int count) {
        process++;
        ofProcess = 0;
        awaited = count;
        reached = count == 0 ? CompletableFuture.completedFuture(null) : new CompletableFuture<>();
    }

    /** Done when they have come. */
    synchronized CompletableFuture<Void> reached() {
        return reached;
    }

    /** Forgets all so far. */
    synchronized void clear() {
        all.clear();
    }

    /** How many have come of the last process. */
    synchronized int ofProcess() {
        return ofProcess;
    }

    /**
     * The pages of a path in the order in which they were asked for. The one that a process asked for last, before it was
     * killed, may have been asked for again by the next, and is given once.
     */
    synchronized List<URI> pages(String path) {
        List<URI> pages = new ArrayList<>();
        Request last = null;
        for (Request request : all) {
            if (request.path().equals(path)) {
                boolean inFlight =
                        last != null && last.target().equals(request.target()) && last.process() < request.process();
                if (!inFlight) {
                    pages.add(request.target());
                }
                last = request;
            }
        }
        return pages;
    }

    /** Requires that a path was pulled page by page, so often as a whole, and none of its pages once more. */
    void requireWalks(String path, int walks, int pages) {
        List<URI> asked = pages(path);
        assertThat(asked).as("pages of %s", path).hasSize(walks * pages);
        List<URI> first = asked.subList(0, pages);
        assertThat(first).doesNotHaveDuplicates();
        for (int walk = 1; walk < walks; walk++) {
            assertThat(asked.subList(walk * pages, (walk + 1) * pages)).isEqualTo(first);
        }
    }
}
