package io.qanat.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dataformat.parquet.avro.ParquetAvroDataFormat;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Camel's own way to a Parquet file works with the few Hadoop jars that the pom keeps. */
class ParquetAvroTest extends CamelTestSupport {
    private static final List<Order> ORDERS =
            List.of(new Order(1, "Ada", 19.5, List.of(new Line("tea", 2))), new Order(2, null, 0, List.of()));

    @TempDir
    private Path folder;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (CompressionCodecName compression : CompressionCodecName.values()) {
                    from("direct:" + compression)
                            .marshal(format(compression))
                            .to("file:" + folder + "?fileName=orders.parquet");
                }
                from("direct:read").unmarshal(format(CompressionCodecName.ZSTD));
            }
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "GZIP", "ZSTD", "SNAPPY"})
    void marshalled_objects_are_read_back_by_parquet(CompressionCodecName compression) throws Exception {
        template.sendBody("direct:" + compression, ORDERS);

        try (ParquetReader<GenericRecord> reader = AvroParquetReader.<GenericRecord>builder(
                        new LocalInputFile(file()), new PlainParquetConfiguration())
                .withDataModel(GenericData.get())
                .build()) {
            GenericRecord first = reader.read();
            assertThat(first.get("id")).isEqualTo(1L);
            assertThat(first.get("customer")).hasToString("Ada");
            assertThat(first.get("total")).isEqualTo(19.5);
            assertThat(first.get("lines")).hasToString("[{\"product\": \"tea\", \"quantity\": 2}]");
            assertThat(reader.read().get("customer")).isNull();
            assertThat(reader.read()).isNull();
        }
    }

    @Test
    void the_file_is_unmarshalled_into_objects_again() throws Exception {
        template.sendBody("direct:ZSTD", ORDERS);

        Object read = template.requestBody("direct:read", Files.readAllBytes(file()));

        assertThat(read).usingRecursiveComparison().isEqualTo(ORDERS);
    }

    private Path file() {
        return folder.resolve("orders.parquet");
    }

    private static ParquetAvroDataFormat format(CompressionCodecName compression) {
        ParquetAvroDataFormat format = new ParquetAvroDataFormat();
        format.setCompressionCodecName(compression);
        format.setUnmarshalType(Order.class);
        return format;
    }

    /** As Avro's reflection wants a class: with a constructor of no arguments, and fields. */
    @SuppressWarnings("unused") // read by reflection
    static final class Order {
        private long id;
        private @org.apache.avro.reflect.Nullable String customer;
        private double total;
        private List<Line> lines = List.of();

        Order() {}

        Order(long id, String customer, double total, List<Line> lines) {
            this.id = id;
            this.customer = customer;
            this.total = total;
            this.lines = lines;
        }
    }

    /** A part of an order. */
    @SuppressWarnings("unused") // read by reflection
    static final class Line {
        private String product = "";
        private int quantity;

        Line() {}

        Line(String product, int quantity) {
            this.product = product;
            this.quantity = quantity;
        }
    }
}
