package io.qanat.table;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Compresses Parquet's pages without Hadoop's classes, and whole files of text. Thread-safe: it has no state. */
enum Codec implements CompressionCodecFactory.BytesInputCompressor, CompressionCodecFactory.BytesInputDecompressor {
    ZSTD(CompressionCodecName.ZSTD) {
        @Override
        byte[] compress(byte[] bytes) {
            return Zstd.compress(bytes, LEVEL);
        }

        @Override
        byte[] decompress(byte[] bytes, int size) {
            return Zstd.decompress(bytes, size);
        }

        @Override
        String extension() {
            return ".zst";
        }

        @Override
        OutputStream compressing(OutputStream out) throws IOException {
            return new ZstdOutputStream(out, LEVEL).setChecksum(true);
        }

        @Override
        InputStream decompressing(InputStream in) throws IOException {
            return new ZstdInputStream(in).setContinuous(false);
        }
    },
    GZIP(CompressionCodecName.GZIP) {
        @Override
        byte[] compress(byte[] bytes) throws IOException {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream out = compressing(compressed)) {
                out.write(bytes);
            }
            return compressed.toByteArray();
        }

        @Override
        byte[] decompress(byte[] bytes, int size) throws IOException {
            try (InputStream in = decompressing(new ByteArrayInputStream(bytes))) {
                return in.readNBytes(size);
            }
        }

        @Override
        String extension() {
            return ".gz";
        }

        @Override
        OutputStream compressing(OutputStream out) throws IOException {
            return new GZIPOutputStream(out, BUFFER);
        }

        @Override
        InputStream decompressing(InputStream in) throws IOException {
            return new GZIPInputStream(in, BUFFER);
        }
    },
    SNAPPY(CompressionCodecName.SNAPPY) {
        @Override
        byte[] compress(byte[] bytes) throws IOException {
            return Snappy.compress(bytes);
        }

        @Override
        byte[] decompress(byte[] bytes, int size) throws IOException {
            return Snappy.uncompress(bytes);
        }
    },
    NONE(CompressionCodecName.UNCOMPRESSED) {
        @Override
        byte[] compress(byte[] bytes) {
            return bytes;
        }

        @Override
        byte[] decompress(byte[] bytes, int size) {
            return bytes;
        }
    };

    /** Zstandard's own default. */
    private static final int LEVEL = 3;

    private static final int BUFFER = 1 << 16;

    private final CompressionCodecName parquetName;

    Codec(CompressionCodecName parquetName) {
        this.parquetName = parquetName;
    }

    /** What the name of a file that is compressed as a whole ends with. */
    String extension() {
        return "";
    }

    /** The one that a file's name tells. */
    static Codec byExtension(Path file) {
        String name = file.toString();
        return name.endsWith(ZSTD.extension()) ? ZSTD : name.endsWith(GZIP.extension()) ? GZIP : NONE;
    }

    /** A stream that compresses a whole file. */
    OutputStream compressing(OutputStream out) throws IOException {
        return out;
    }

    /** A stream that gives a whole file back. */
    InputStream decompressing(InputStream in) throws IOException {
        return in;
    }

    abstract byte[] compress(byte[] bytes) throws IOException;

    abstract byte[] decompress(byte[] bytes, int size) throws IOException;

    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
        return BytesInput.from(compress(array(bytes)));
    }

    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
        return BytesInput.from(decompress(array(bytes), size));
    }

    private static byte[] array(BytesInput bytes) throws IOException {
        ByteArrayOutputStream array = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
        bytes.writeAllTo(array);
        return array.toByteArray();
    }

    @Override
    public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int size) throws IOException {
        byte[] bytes = new byte[compressedSize];
        input.get(bytes);
        output.put(decompress(bytes, size));
    }

    @Override
    public CompressionCodecName getCodecName() {
        return parquetName;
    }

    @Override
    public void release() {
        // nothing is held
    }

    /** The codecs by Parquet's names, for reading. */
    static final class Factory implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName name) {
            return of(name);
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
            return of(name);
        }

        private static Codec of(CompressionCodecName name) {
            for (Codec codec : values()) {
                if (codec.parquetName == name) {
                    return codec;
                }
            }
            throw new IllegalArgumentException("pages compressed by " + name + " were not written here");
        }

        @Override
        public void release() {
            // nothing is held
        }
    }
}
