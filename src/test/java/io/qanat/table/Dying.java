package io.qanat.table;

import io.qanat.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;

/** Fails at the n-th operation and at all that follow, as a process does that has died. */
final class Dying implements Disk {
    private int left;

    Dying(int operations) {
        this.left = operations;
    }

    private void step() throws IOException {
        if (left-- <= 0) {
            throw new IOException("died");
        }
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        step();
        Disk.super.write(file, content);
    }

    @Override
    public void sync(Path path) throws IOException {
        step();
        Disk.super.sync(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step();
        Disk.super.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        step();
        Disk.super.delete(file);
    }

    @Override
    public void deleteTree(Path tree) throws IOException {
        step();
        Disk.super.deleteTree(tree);
    }

    boolean lived() {
        return left >= 0;
    }
}
