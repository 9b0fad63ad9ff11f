package io.qanat.page;

import static io.qanat.page.Bodies.JSON;
import static io.qanat.page.Bodies.XML;
import static io.qanat.page.Bodies.answer;
import static io.qanat.page.Bodies.page;
import static io.qanat.page.Bodies.refused;
import static io.qanat.page.Bodies.rows;
import static io.qanat.page.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.page.PageException.Kind;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XML becomes JSON by the rules of {@link XmlBody}, and nothing in it reaches further. */
class XmlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<a>x</a> | {\"a\":\"x\"}",
                "<a/> | {\"a\":null}",
                "<a> &#10; </a> | {\"a\":null}",
                "<a> x </a> | {\"a\":\" x \"}",
                "<a k='1'/> | {\"a\":{\"@k\":\"1\"}}",
                "<a k='' l='2'>x</a> | {\"a\":{\"@k\":\"\",\"@l\":\"2\",\"#text\":\"x\"}}",
                "<a><b>1</b><c>2</c></a> | {\"a\":{\"b\":\"1\",\"c\":\"2\"}}",
                "<a><b>1</b><b>2</b><b/></a> | {\"a\":{\"b\":[\"1\",\"2\",null]}}",
                "<a><b/><c>1</c><b>2</b><c>3</c><b>4</b><d/></a>"
                        + "| {\"a\":{\"b\":[null,\"2\",\"4\"],\"c\":[\"1\",\"3\"],\"d\":null}}",
                "<a><b>1</b><b>2</b><c/><b>3</b><b>4</b></a> | {\"a\":{\"b\":[\"1\",\"2\",\"3\",\"4\"],\"c\":null}}",
                "<a><b>1</b><c/><b>2</b><b>3</b></a> | {\"a\":{\"b\":[\"1\",\"2\",\"3\"],\"c\":null}}",
                "<a>x<b>1</b>y<b>2</b></a> | {\"a\":{\"b\":[\"1\",\"2\"],\"#text\":\"xy\"}}",
                "<a><b><c>1</c><d/><c>2</c></b><e/><b><c>3</c></b></a>"
                        + "| {\"a\":{\"b\":[{\"c\":[\"1\",\"2\"],\"d\":null},{\"c\":\"3\"}],\"e\":null}}",
                "<a k='1'><b k='2'/><c/><b k='3'/></a>"
                        + "| {\"a\":{\"@k\":\"1\",\"b\":[{\"@k\":\"2\"},{\"@k\":\"3\"}],\"c\":null}}",
                "<a>1 &lt; 2 &amp;&#x20AC;<![CDATA[<b>]]></a> | {\"a\":\"1 < 2 &€<b>\"}",
                "<a><!-- no --><?no data?><b>\"\\</b></a> | {\"a\":{\"b\":\"\\\"\\\\\"}}",
                "<x:a xmlns:x='u' xmlns='v' x:k='1'><b/><x:b/></x:a> | {\"x:a\":{\"@x:k\":\"1\",\"b\":null,\"x:b\":null}}",
                "<a xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><b i:nil='true'/><c i:nil='false'>1</c></a>"
                        + "| {\"a\":{\"b\":null,\"c\":{\"@i:nil\":\"false\",\"#text\":\"1\"}}}",
            })
    void elements_become_json(String xml, String json) {
        assertThat(rows(XML, xml, "records", "")).isEqualTo("[" + json + "]");
    }

    @Test
    void records_of_a_feed_are_found_by_their_path() {
        String feed = """
                <?xml version="1.0"?>
                <rss version="2.0">
                 <channel>
                  <title>News</title>
                  <item><title>A</title><guid isPermaLink="false">1</guid></item>
                  <item><title>B</title><guid>2</guid></item>
                 </channel>
                </rss>
                """;
        assertThat(rows(XML, feed, "records", "/rss/channel/item"))
                .isEqualTo("[{\"title\":\"A\",\"guid\":{\"@isPermaLink\":\"false\",\"#text\":\"1\"}},"
                        + "{\"title\":\"B\",\"guid\":\"2\"}]");
    }

    @Test
    void one_element_where_a_list_is_expected_is_one_record() {
        assertThat(rows(XML, "<o><i><id>1</id></i></o>", "records", "/o/i")).isEqualTo("[{\"id\":\"1\"}]");
        assertThat(rows(XML, "<o><i>1</i></o>", "records", "/o/i")).isEqualTo("[\"1\"]");
    }

    @Test
    void no_element_is_no_record_and_said_if_it_may_be_a_mistake() {
        Pagination pagination = Walks.pagination("pagination", "page", "records", "/o/i");
        assertThat(pagination
                        .accept(answer(XML, utf8("<o><total>0</total></o>")))
                        .size())
                .isZero();
        assertThat(pagination.notes())
                .containsExactly("orders page 1: there is no element at /o/i, which was taken for no rows;"
                        + " if there should be some, check records");
        assertThat(pagination.exhausted()).isTrue();
    }

    @Test
    void no_element_on_a_later_page_is_the_end() {
        Pagination pagination = Walks.pagination("pagination", "page", "records", "/o/i");
        pagination.accept(answer(XML, utf8("<o><i>1</i></o>")));
        pagination.accept(answer(XML, utf8("<o/>")));
        assertThat(pagination.exhausted()).isTrue();
        assertThat(pagination.notes()).isEmpty();
    }

    @Test
    void another_document_than_expected_is_an_error() {
        refused(Kind.NO_RECORDS, XML, "<Error><Code>no</Code></Error>", "records", "/o/i")
                .withMessage("orders page 1: there is nothing at /o/i; the answer has no array (members: Error);"
                        + " set records to the place of the rows");
    }

    @Test
    void without_a_place_the_arrays_are_named() {
        refused(Kind.NO_RECORDS, XML, "<o><i/><i/><p/></o>")
                .withMessage("orders page 1: the records can't be told: the body is XML; the answer has arrays at"
                        + " /o/i (2) (members: o); set records to the right one");
    }

    @Test
    void the_header_may_say_json() {
        assertThat(rows(JSON, "<o><i>1</i><i>2</i></o>", "records", "/o/i")).isEqualTo("[\"1\",\"2\"]");
    }

    @Test
    void paging_is_read_from_elements_and_attributes() {
        Pagination pagination = Walks.pagination(
                "pagination", "cursor", "records", "/o/i", "cursorFrom", "/o/next", "totalFrom", "/o/@total");
        pagination.accept(answer(XML, utf8("<o total='2'><i>1</i><next>abc</next></o>")));
        assertThat(pagination.total()).isEqualTo(2);
        assertThat(pagination.request()).isNotNull();
        pagination.accept(answer(XML, utf8("<o total='2'><i>2</i></o>")));
        assertThat(pagination.exhausted()).isTrue();
    }

    @Test
    void an_error_in_an_element_is_seen() {
        refused(Kind.API_ERROR, XML, "<o><error>no</error></o>", "records", "/o/i", "errorFrom", "/o/error")
                .withMessageContaining("at /o/error: \"no\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-16", "UTF-8"})
    void the_declared_encoding_is_read(String charset) {
        String xml = "<?xml version=\"1.0\" encoding=\"" + charset + "\"?><a>Zoë</a>";
        Page page = Walks.pagination("records", "").accept(answer(XML, xml.getBytes(Charset.forName(charset))));
        assertThat(Bodies.json(page)).isEqualTo("[{\"a\":\"Zoë\"}]");
    }

    @Test
    void text_in_many_pieces_is_whole() {
        String text = "a&amp;b<!-- c --><![CDATA[d]]> ë ".repeat(5_000);
        String expected = "a&bd ë ".repeat(5_000);
        assertThat(rows(XML, "<a>" + text + "</a>", "records", "")).isEqualTo("[{\"a\":\"" + expected + "\"}]");
    }

    @Test
    void files_are_out_of_reach(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "hunter2");
        String xml = "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><a>&x;</a>";
        refused(Kind.FORMAT, XML, xml, "records", "")
                .withMessageContaining("it has a document type declaration (DOCTYPE) at line 1")
                .matches(e -> !e.getMessage().contains("hunter2"));
    }

    @Test
    void entities_that_multiply_are_refused_before_they_do() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            xml.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        refused(Kind.FORMAT, XML, xml + "]><lolz>&l9;</lolz>", "records", "").withMessageContaining("DOCTYPE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\"><a/>",
                "<!DOCTYPE a PUBLIC \"x\" \"file:///etc/passwd\"><a/>",
                "<!DOCTYPE a [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]><a/>",
                "<!DOCTYPE a><a/>"
            })
    void a_document_type_is_refused_whatever_it_says(String xml) {
        refused(Kind.FORMAT, XML, xml, "records", "").withMessageContaining("DOCTYPE");
    }

    @Test
    void an_entity_that_is_not_xml_s_own_is_refused() {
        refused(Kind.FORMAT, XML, "<a>\n&nbsp;</a>", "records", "")
                .withMessageContaining("it has the entity nbsp at line 2");
        refused(Kind.UNREADABLE, XML, "<a b='&nbsp;'/>", "records", "").withMessageContaining("nbsp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a><b></a>",
                "<a>",
                "<a><b>1</b>",
                "<a/><b/>",
                "<a/>x",
                "<a b='1' b='2'/>",
                "<a>&#0;</a>",
                "<a>\u0001</a>"
            })
    void what_is_not_well_formed_is_unreadable_with_its_place(String xml) {
        refused(Kind.UNREADABLE, XML, xml, "records", "")
                .withMessageContaining("the XML is broken or was cut short: ")
                .withMessageContaining("(line 1, column ");
    }

    @Test
    void no_beginning_of_a_document_passes_for_the_whole() {
        String xml = "<?xml version=\"1.0\"?><o k='1'><i>1</i><!-- x --><i>&amp;<![CDATA[x]]></i></o>";
        for (int length = 1; length < xml.length(); length++) {
            refused(Kind.UNREADABLE, XML, xml.substring(0, length), "records", "");
        }
    }

    @Test
    void elements_nested_without_end_are_refused() {
        refused(Kind.FORMAT, XML, "<a>".repeat(100_000), "records", "").withMessageContaining("nested deeper than 500");
    }

    @Test
    void a_soap_envelope_is_xml_like_any_other() {
        String soap = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>"
                + "<r xmlns='u'><o><id>1</id></o><o><id>2</id></o></r></s:Body></s:Envelope>";
        assertThat(rows("text/xml", soap, "records", "/s:Envelope/s:Body/r/o"))
                .isEqualTo("[{\"id\":\"1\"},{\"id\":\"2\"}]");
    }

    @Test
    void html_is_not_taken_for_xml() {
        refused(Kind.UNREADABLE, "text/html", "<center>502 Bad Gateway</center>")
                .withMessageContaining("an HTML page");
        refused(Kind.NO_RECORDS, XML, "<htmlish><a/></htmlish>").withMessageContaining("the body is XML");
    }
}
