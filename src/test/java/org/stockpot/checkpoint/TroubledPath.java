package org.stockpot.checkpoint;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path of {@link TroubledFiles}; everything but the file system is the real one's. */
record TroubledPath(FileSystem system, Path inner) implements Path {
    static Path real(Path path) {
        return path instanceof TroubledPath troubled ? troubled.inner : path;
    }

    private Path troubled(Path path) {
        return new TroubledPath(system, path);
    }

    private @Nullable Path orNull(@Nullable Path path) {
        return path == null ? null : troubled(path);
    }

    @Override
    public FileSystem getFileSystem() {
        return system;
    }

    @Override
    public boolean isAbsolute() {
        return inner.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return orNull(inner.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return orNull(inner.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return orNull(inner.getParent());
    }

    @Override
    public int getNameCount() {
        return inner.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return troubled(inner.getName(index));
    }

    @Override
    public Path subpath(int begin, int end) {
        return troubled(inner.subpath(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return inner.startsWith(real(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return inner.endsWith(real(other));
    }

    @Override
    public Path normalize() {
        return troubled(inner.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return troubled(inner.resolve(real(other)));
    }

    @Override
    public Path relativize(Path other) {
        return troubled(inner.relativize(real(other)));
    }

    @Override
    public URI toUri() {
        return inner.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return troubled(inner.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return troubled(inner.toRealPath(options));
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return inner.compareTo(real(other));
    }

    @Override
    public String toString() {
        return inner.toString();
    }
}
