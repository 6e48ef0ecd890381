using System.IO.Compression;
using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Tests.Usage;

public sealed class UsageBodyReaderTests
{
    private readonly IngestKit _kit = new();

    [Fact]
    public async Task Reader_of_a_full_record_keeps_every_field()
    {
        var item = (await _kit.ReadAsync("""
            [{"id":"abc-1","source":"gateway","revision":3,"timestamp":"2026-11-19T23:30:00+09:00","provider":"OpenAI","model":"gpt-4o-2024-08-06",
              "service":"openai.completions","region":"eu","service_tier":"batch","charge_category":"usage","team":"검색","project":"chat",
              "resource":"chat-prod","experiment":"exp 7","usage":{"token.input":"1000","token.cache_read":200,"token.output":1e2,"request":1},
              "tags":{"env":"prod","canary":true,"build":42},"user_id":"u-1","api_key_id":"key_9","unknown":{"deep":[1,2,{"x":null}]}}]
            """)).ShouldHaveSingleItem();

        var record = item.Record.ShouldNotBeNull();
        record.Id.ShouldBe("abc-1");
        record.Source.ShouldBe("gateway");
        record.Revision.ShouldBe(3);
        record.Timestamp.ShouldBe(new DateTimeOffset(2026, 11, 19, 14, 30, 0, TimeSpan.Zero));
        record.Timestamp.Offset.ShouldBe(TimeSpan.Zero);
        record.Provider.ShouldBe("openai");
        record.Model.ShouldBe("gpt-4o");
        record.Service.ShouldBe("openai.completions");
        record.Region.ShouldBe("eu");
        record.ServiceTier.ShouldBe("batch");
        record.ChargeCategory.ShouldBe("Usage");
        record.Scope.ShouldBe(ScopePath.ForResource("검색", "chat", "chat-prod"));
        record.Experiment.ShouldBe("exp 7");
        record.Usage.ShouldBe(
            new Dictionary<string, decimal> { ["token.input"] = 1000, ["token.cache_read"] = 200, ["token.output"] = 100, ["request"] = 1 },
            ignoreOrder: true);
        record.Tags.ShouldBe(
            new Dictionary<string, string> { ["env"] = "prod", ["canary"] = "true", ["build"] = "42", ["user_id"] = "u-1", ["api_key_id"] = "key_9" },
            ignoreOrder: true);
        record.Pricing.ShouldBe(PricingState.Catalogue);
        record.Status.ShouldBe(CostStatus.Estimated);
        record.Cost.Effective.ShouldBe(0.5m * ((1000 * 2.5m) + (200 * 1.25m) + (100 * 10m)) / 1_000_000m);
        record.Cost.List.ShouldBe(record.Cost.Effective);
        record.Cost.Billed.ShouldBe(0);
    }

    [Theory]
    [InlineData("array")]
    [InlineData("lines")]
    [InlineData("lines with blank ones and carriage returns")]
    [InlineData("array over many lines")]
    public async Task Reader_finds_the_records_in_every_framing(string framing)
    {
        var records = Enumerable.Range(1, 5).Select(i => IngestKit.Record($"r{i}")).ToArray();
        var body = framing switch
        {
            "array" => "[" + string.Join(",", records) + "]",
            "lines" => string.Join("\n", records),
            "array over many lines" => " [\n" + string.Join("\n,\n", records.Select(r => r.Replace(",", ",\n  "))) + "\n]\n",
            _ => "\r\n" + string.Join("\r\n\r\n", records) + "\r\n",
        };

        (await _kit.ReadAsync(body)).Select(item => item.Record?.Id).ShouldBe(["r1", "r2", "r3", "r4", "r5"]);
        (await _kit.ReadAsync([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(body)])).Count(item => item.Record is not null).ShouldBe(5);
        (await _kit.ReadAsync(new OneByteStream(Encoding.UTF8.GetBytes(body)))).Count(item => item.Record is not null).ShouldBe(5);
    }

    [Theory]
    [InlineData(UsageBodyFormat.Auto)]
    [InlineData(UsageBodyFormat.Json)]
    public async Task Reader_takes_a_single_object_over_several_lines(UsageBodyFormat format)
    {
        var items = await _kit.ReadAsync(IngestKit.Record().Replace(",", ",\n  ").Replace("{", "{\n"), format);

        items.ShouldHaveSingleItem().Record.ShouldNotBeNull();
    }

    [Fact]
    public async Task Reader_of_lines_keeps_the_rest_after_a_malformed_line()
    {
        var items = await _kit.ReadAsync($"{IngestKit.Record("a")}\n{{\"id\":\"b\",\"usage\":{{\n{IngestKit.Record("c")}\nnot json\n{IngestKit.Record("d")}");

        items.Select(item => item.Record?.Id ?? $"line {item.Error!.Line}").ShouldBe(["a", "line 2", "c", "line 4", "d"]);
    }

    [Fact]
    public async Task Reader_of_lines_keeps_the_rest_when_the_first_line_is_cut_short()
    {
        var items = await _kit.ReadAsync($"{{\"id\":\"b\",\"usage\":{{\n{IngestKit.Record("c")}\n{IngestKit.Record("d")}");

        items.Select(item => item.Record?.Id ?? $"line {item.Error!.Line}").ShouldBe(["line 1", "c", "d"]);
    }

    [Theory]
    [InlineData("{\"id\":\"b\",,}")]
    [InlineData("{\"id\":\"b\" \"x\":1}")]
    [InlineData("{\"id\":\"b\",\"x\":tru}")]
    [InlineData("{\"id\":\"b\",\"x\":NaN}")]
    [InlineData("{\"id\":\"b\"")]
    [InlineData("{\"id\":\"b\",\"x\":\"unterminated}")]
    [InlineData("{\"id\":\"b\",\"x\":[}")]
    [InlineData("{\"id\":\"b\",\"x\":]}")]
    [InlineData("{\"id\":\"b\",\"usage\":{\"token.input\":1}")]
    [InlineData("{\"id\":\"b\"}}")]
    [InlineData("5")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("[1,2]")]
    public async Task Reader_of_an_array_keeps_the_records_around_a_broken_one(string broken)
    {
        var items = await _kit.ReadAsync($"[{IngestKit.Record("a")},{broken},{IngestKit.Record("c")},{IngestKit.Record("d")}]");

        items.Where(item => item.Record is not null).Select(item => item.Record!.Id).ShouldBe(["a", "c", "d"]);
        items.Where(item => item.Error is not null).ShouldNotBeEmpty();
        items.First(item => item.Error is not null).Error!.Line.ShouldBe(2);
    }

    [Fact]
    public async Task Reader_of_an_array_that_breaks_off_keeps_what_was_whole()
    {
        var whole = $"[{IngestKit.Record("a")},{IngestKit.Record("b")},{IngestKit.Record("c")}]";

        var items = await _kit.ReadAsync(whole[..^30]);

        items.Select(item => item.Record?.Id).ShouldBe(["a", "b", null]);
        items[2].Error!.Line.ShouldBe(3);
    }

    [Fact]
    public async Task Reader_of_an_array_without_its_end_says_so()
    {
        var items = await _kit.ReadAsync($"[{IngestKit.Record("a")}");

        items.Count.ShouldBe(2);
        items[1].Error!.Message.ShouldContain("not closed");
    }

    [Fact]
    public async Task Reader_names_text_after_the_array()
    {
        var items = await _kit.ReadAsync($"[{IngestKit.Record("a")}] trailing");

        items[0].Record.ShouldNotBeNull();
        items[1].Error!.Message.ShouldContain("expected the end of the body");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    public async Task Reader_of_an_empty_body_says_what_is_expected(string body)
    {
        var item = (await _kit.ReadAsync(body)).ShouldHaveSingleItem();

        item.Stop.ShouldBe(ReadStop.Unreadable);
        item.Error!.Message.ShouldContain("empty");
    }

    [Fact]
    public async Task Reader_of_an_empty_array_finds_nothing_and_no_fault() => (await _kit.ReadAsync("[ ]")).ShouldBeEmpty();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reader_reports_a_ten_megabyte_record_once_and_keeps_the_rest(bool asArray)
    {
        var huge = IngestKit.Record("huge", $"\"note\":\"{new string('x', 10_000_000)}\"");
        string[] records = [IngestKit.Record("a"), huge, IngestKit.Record("c")];

        var items = await _kit.ReadAsync(asArray ? $"[{string.Join(",", records)}]" : string.Join("\n", records));

        items.Select(item => item.Record?.Id).ShouldBe(["a", null, "c"]);
        items[1].Error!.Line.ShouldBe(2);
        items[1].Error!.Message.ShouldContain("longer than 1,048,576 bytes");
    }

    [Fact]
    public async Task Reader_goes_on_after_a_missing_quote_that_would_swallow_megabytes()
    {
        var broken = IngestKit.Record("broken").Replace("\"gpt-4o\"", "\"gpt-4o");
        var records = Enumerable.Range(0, 10_000).Select(i => IngestKit.Record($"r{i}")).Prepend(broken).Prepend(IngestKit.Record("first"));

        var items = await _kit.ReadAsync($"[{string.Join(",", records)}]");

        items.Count(item => item.Record is not null).ShouldBe(10_001);
        items.Where(item => item.Error is not null).ShouldHaveSingleItem().Error!.Line.ShouldBe(2);
    }

    [Fact]
    public async Task Reader_refuses_invalid_utf8_in_that_record_alone()
    {
        byte[] bad = [.. Encoding.UTF8.GetBytes(IngestKit.Record("b")[..^1] + ",\"note\":\""), 0xC3, 0x28, .. "\"}"u8];
        byte[] body = [.. "["u8, .. Encoding.UTF8.GetBytes(IngestKit.Record("a")), .. ","u8, .. bad, .. ","u8, .. Encoding.UTF8.GetBytes(IngestKit.Record("c")), .. "]"u8];

        var items = await _kit.ReadAsync(body);

        items.Select(item => item.Record?.Id).ShouldBe(["a", null, "c"]);
        items[1].Error!.Message.ShouldContain("UTF-8");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reader_reports_broken_compression_and_keeps_what_came_before(bool isCutOff)
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(string.Join("\n", Enumerable.Range(0, 20_000).Select(i => IngestKit.Record($"r{i}")))), TestContext.Current.CancellationToken);
        }

        var bytes = compressed.ToArray();
        if (isCutOff)
        {
            bytes = bytes[..(bytes.Length / 2)];
        }
        else
        {
            bytes.AsSpan(bytes.Length / 2, 64).Fill(0xFF);
        }

        var items = await _kit.ReadAsync(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));

        items.Count(item => item.Record is not null).ShouldBeGreaterThan(100);
        items[^1].Error.ShouldNotBeNull();
        items[^1].Stop.ShouldBe(ReadStop.Broken);
    }

    [Fact]
    public async Task Reader_gives_up_on_a_body_that_is_nothing_but_malformed()
    {
        var kit = new IngestKit(options: new() { MaxMalformedRecords = 50 });

        var items = await kit.ReadAsync(string.Join("\n", Enumerable.Repeat("{x", 1_000)));

        items.Count.ShouldBe(51);
        items[^1].Stop.ShouldBe(ReadStop.TooManyErrors);
    }

    [Fact]
    public async Task Reader_shares_the_names_of_records()
    {
        var items = await _kit.ReadAsync(string.Join("\n", Enumerable.Range(0, 3).Select(i => IngestKit.Record($"r{i}"))));

        items[1].Record!.Scope.ShouldBeSameAs(items[0].Record!.Scope);
        items[1].Record!.Provider.ShouldBeSameAs(items[0].Record!.Provider);
        items[1].Record!.Model.ShouldBeSameAs(items[0].Record!.Model);
        items[1].Record!.Usage.Keys.First().ShouldBeSameAs(items[0].Record!.Usage.Keys.First());
    }

    [Fact]
    public async Task Reader_never_keeps_prompt_text()
    {
        var record = (await _kit.ReadAsync(IngestKit.Record(fields: """
            "prompt":"secret","messages":[{"role":"user","content":"secret"}],"completion":"secret",
            "tags":{"prompt":"secret","gen_ai.input.messages":"secret","messages":["secret"],"gen_ai.prompt.0.content":"secret","prompt_version":"v7"}
            """))).ShouldHaveSingleItem().Record.ShouldNotBeNull();

        record.Tags.ShouldBe(new Dictionary<string, string> { ["prompt_version"] = "v7" });
    }

    /// <summary>Hands out one byte at a time, to put every border between reads to the test.</summary>
    private sealed class OneByteStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
