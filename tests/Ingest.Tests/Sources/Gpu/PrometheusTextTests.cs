using FinOpsAI.Ingest.Sources.Gpu;

namespace FinOpsAI.Ingest.Tests.Sources.Gpu;

public sealed class PrometheusTextTests
{
    private static List<PrometheusSample> Read(string text, int malformed = 0)
    {
        var samples = PrometheusText.Read(text, _ => true, out var bad);
        bad.ShouldBe(malformed);
        return samples;
    }

    [Fact]
    public void Samples_have_name_labels_value_and_time()
    {
        var samples = Read("# HELP a A metric.\n# TYPE a gauge\na{x=\"1\", y=\"two words\",} 0.55\n\nb 2.5e-06 1767607200123\nc{} +3\r\n");

        samples.Select(sample => (sample.Name, sample.Value)).ShouldBe([("a", 0.55m), ("b", 0.0000025m), ("c", 3m)]);
        samples[0].Labels.ShouldBe(new Dictionary<string, string> { ["x"] = "1", ["y"] = "two words" });
        samples[0].At.ShouldBeNull();
        samples[1].At.ShouldBe(new DateTimeOffset(2026, 1, 5, 10, 0, 0, 123, TimeSpan.Zero));
    }

    [Fact]
    public void Escapes_braces_and_blanks_stand_in_values() =>
        Read("""a{path="C:\\dir\nx \"quoted\" } , = \q"} 1""").ShouldHaveSingleItem().Labels["path"].ShouldBe("C:\\dir\nx \"quoted\" } , = \\q");

    [Fact]
    public void Names_may_be_quoted()
    {
        var sample = Read("""{"my.métric","the label"="v",a="b"} 7""").ShouldHaveSingleItem();

        sample.Name.ShouldBe("my.métric");
        sample.Labels.ShouldBe(new Dictionary<string, string> { ["the label"] = "v", ["a"] = "b" });
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("+Inf")]
    [InlineData("-Inf")]
    [InlineData("1e400")]
    public void Value_that_no_decimal_holds_is_none(string value) => Read($"a {value}\n").ShouldHaveSingleItem().Value.ShouldBeNull();

    [Fact]
    public void Empty_labels_are_no_labels() => Read("a{pod=\"\",x=\"1\"} 1").ShouldHaveSingleItem().Labels.Keys.ShouldBe(["x"]);

    [Theory]
    [InlineData("a{x=\"1\" 1")]
    [InlineData("a{x=1} 1")]
    [InlineData("a{x=\"1} 1")]
    [InlineData("a one")]
    [InlineData("a")]
    [InlineData("a 1 soon")]
    [InlineData("{} 1")]
    [InlineData("<html>")]
    public void Line_that_is_no_sample_is_counted_and_the_rest_is_read(string line) => Read($"{line}\nb 1\n", malformed: 1).ShouldHaveSingleItem().Name.ShouldBe("b");
}
