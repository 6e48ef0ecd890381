using System.Globalization;
using System.IO.Compression;
using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Tests.Importers;

public sealed class CsvImporterTests
{
    private readonly ImportKit _kit = new();

    [Fact]
    public async Task Columns_named_like_the_fields_need_no_map()
    {
        var record = (await _kit.ReadAsync("csv", """
            timestamp,provider,Model,team,project,resource,token.input,token.output,tag.env,comment
            2026-11-01,openai,gpt-4o,search,chat,prod,1000,10,live,"ignored, quoted"
            """)).ShouldHaveSingleItem().Record.ShouldNotBeNull();

        record.Id.ShouldBe("test.csv:1");
        record.Source.ShouldBe("csv");
        record.Scope.ShouldBe(ScopePath.ForResource("search", "chat", "prod"));
        record.Cost.Effective.ShouldBe(0.0026m);
        record.Tags.ShouldBe(new Dictionary<string, string> { ["env"] = "live" });
    }

    [Fact]
    public async Task Map_names_the_columns_of_a_foreign_file()
    {
        var context = new ImportContext
        {
            FileName = "bill.csv",
            Provider = "kt cloud",
            Currency = "KRW",
            DecimalComma = true,
            Map = new Dictionary<string, string> { ["timestamp"] = "날짜", ["effective_cost"] = "금액", ["team"] = "부서", ["gpu_hour"] = "GPU 시간", ["tag.note"] = "비고" },
        };

        var record = (await _kit.ReadAsync("csv", "날짜;부서;금액;GPU 시간;비고\n2026-11-01;연구소;\"1500,5\";2,25;A100\n", context)).ShouldHaveSingleItem().Record.ShouldNotBeNull();

        record.StatedCost!.Value.Effective.ShouldBe(1500.5m);
        record.BillingCurrency.ShouldBe("KRW");
        record.Usage[UsageUnits.GpuHour].ShouldBe(2.25m);
        record.Scope.Team.ShouldBe("연구소");
        record.Tags["note"].ShouldBe("A100");
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ko-KR")]
    [InlineData("ar-SA")]
    public async Task Culture_of_the_machine_changes_nothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            var items = await _kit.ReadAsync("csv", "timestamp,provider,effective_cost\n2026-11-01T10:00:00.5Z,x,1.25\n2026-11-01,x,\"1,25\"\n1793527200,x,-1e-2");

            items[0].Record!.Cost.Effective.ShouldBe(1.25m);
            items[0].Record!.Id.ShouldBe("test.csv:1");
            items[1].Error!.Message.ShouldContain("got \"1,25\", expected a number such as 1234.56");
            items[2].Record!.Cost.Effective.ShouldBe(-0.01m);
            items[2].Record!.Timestamp.ShouldBe(new DateTimeOffset(2026, 11, 1, 10, 0, 0, TimeSpan.Zero));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("2026-11-01,openai,gpt-4o,1000\n", "found: 2026-11-01, openai, gpt-4o, 1000")]
    [InlineData("timestamp,amount\n2026-11-01,5\n", "found: timestamp, amount")]
    [InlineData("", "empty")]
    [InlineData("\n\n", "empty")]
    public async Task File_without_the_needed_header_says_what_was_expected_and_found(string text, string message)
    {
        var item = (await _kit.ReadAsync("csv", text)).ShouldHaveSingleItem();

        item.Stop.ShouldBe(ReadStop.Unreadable);
        item.Error!.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("timestamp", "day", "has no column 'day'")]
    [InlineData("tokens", "timestamp", "'tokens' is not a field")]
    public async Task Map_that_does_not_fit_says_so(string field, string column, string message)
    {
        var context = new ImportContext { Map = new Dictionary<string, string> { [field] = column } };

        (await _kit.ReadAsync("csv", "timestamp,provider,effective_cost\n", context)).ShouldHaveSingleItem().Error!.Message.ShouldContain(message);
    }

    [Fact]
    public void Map_is_read_as_the_command_line_writes_it()
    {
        ImportContext.ParseMap(" timestamp = date ,token.input=Input Tokens").ShouldBe(
            new Dictionary<string, string> { ["timestamp"] = "date", ["token.input"] = "Input Tokens" }, ignoreOrder: true);
        Should.Throw<ImportException>(() => ImportContext.ParseMap("timestamp")).Message.ShouldContain("expected field=column");
        Should.Throw<ImportException>(() => ImportContext.ParseMap("a=b,A=c")).Message.ShouldContain("names 'A' twice");
    }

    [Fact]
    public async Task Unclosed_quote_costs_its_line_and_not_the_file()
    {
        var rows = Enumerable.Range(0, 30_000).Select(i => $"2026-11-01,x,{i}");
        var text = "timestamp,provider,effective_cost\n2026-11-01,\"x,1\n" + string.Join("\n", rows);

        var items = await _kit.ReadAsync("csv", text);

        items.Count.ShouldBe(30_001);
        items[0].Error!.Line.ShouldBe(2);
        items[0].Error!.Message.ShouldContain("not closed");
        items.Skip(1).ShouldAllBe(item => item.Record != null);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_and_a_huge_row_cost_themselves_alone()
    {
        byte[] bytes =
        [
            .. "timestamp,provider,effective_cost\n2026-11-01,x,1\n2026-11-01,"u8, 0xB0, 0xA1, .. ",2\n2026-11-01,"u8,
            .. Encoding.UTF8.GetBytes(new string('y', 10_000_000)), .. ",3\n2026-11-01,x,4\n"u8,
        ];

        var items = await _kit.ReadAsync("csv", bytes);

        items.Select(item => item.Record?.Cost.Effective).ShouldBe([1m, null, null, 4m]);
        items[1].Error!.Message.ShouldContain("UTF-8");
        items[2].Error!.Message.ShouldContain("longer than 1,048,576 bytes");
        items[3].Record!.Id.ShouldBe("test.csv:4");
    }

    [Fact]
    public async Task Utf16_file_is_told_to_be_saved_anew()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("timestamp,provider\n")];

        (await _kit.ReadAsync("csv", bytes)).ShouldHaveSingleItem().Error!.Message.ShouldContain("UTF-16");
    }

    [Theory]
    [InlineData("""[{"id":"a"}]""", "usage")]
    [InlineData("{\n", "usage")]
    [InlineData("TIMESTAMP,ContextTokens,GeneratedTokens", "azure-llm-trace")]
    [InlineData("gmt_create,predict_type,exec_time_seconds,groupId", "alibaba-genai")]
    [InlineData("\"BilledCost\",\"ChargePeriodStart\"", "focus")]
    [InlineData("timestamp;model;token.input", "csv")]
    public void Format_is_found_out_from_the_first_line(string line, string format) =>
        _kit.Imports.Choose("auto", new("x", line)).Format.ShouldBe(format);

    [Fact]
    public void Format_that_cannot_be_found_out_or_is_unknown_names_the_choices()
    {
        Should.Throw<ImportException>(() => _kit.Imports.Choose("auto", new("x.csv", "2023-11-16,1,2"))).Message
            .ShouldContain("usage, focus, cur, azure-cost, azure-llm-trace, alibaba-genai, csv; choose one with --format");
        Should.Throw<ImportException>(() => _kit.Imports.Choose("xlsx", new("x", ""))).Message.ShouldContain("'xlsx' is not a format");
    }

    [Fact]
    public async Task Missing_file_is_told_by_its_path() =>
        (await Should.ThrowAsync<ImportException>(() => _kit.Imports.OpenAsync("/no/such/file.csv"))).Message.ShouldContain("/no/such/file.csv");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gzip_file_is_read_like_the_file_in_it(bool broken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"import-{Environment.ProcessId}-{broken}.csv.gz");
        using (var memory = new MemoryStream())
        {
            await using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
            {
                var rows = Enumerable.Range(1, 50_000).Select(i => $"2026-11-01,x,{i}");
                await gzip.WriteAsync(Encoding.UTF8.GetBytes("timestamp,provider,effective_cost\n" + string.Join("\n", rows)), TestContext.Current.CancellationToken);
            }

            var bytes = memory.ToArray();
            if (broken)
            {
                bytes.AsSpan(bytes.Length - 1_000, 64).Fill(0xFF);
            }

            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        }

        try
        {
            await using var file = await _kit.Imports.OpenAsync(path, cancellationToken: TestContext.Current.CancellationToken);
            List<UsageParseItem> items = [];
            await foreach (var item in file.ReadAsync(new(), TestContext.Current.CancellationToken))
            {
                items.Add(item);
            }

            items[0].Record!.Id.ShouldBe($"import-{Environment.ProcessId}-{broken}.csv:1");
            items.Count(item => item.Record is not null).ShouldBeInRange(1_000, broken ? 49_999 : 50_000);
            items[^1].Stop.ShouldBe(broken ? ReadStop.Broken : ReadStop.None);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Trace_without_a_model_says_which_option_names_it() =>
        (await _kit.ReadAsync("azure-llm-trace", "TIMESTAMP,ContextTokens,GeneratedTokens\n")).ShouldHaveSingleItem().Error!.Message.ShouldContain("--model");

    [Theory]
    [InlineData("2024-11-15 16:57:50,A,,G1,M1", "exec_time_seconds: got \"\", expected a number of seconds")]
    [InlineData("2024-11-15 16:57:50,A,-1,G1,M1", "exec_time_seconds: got \"-1\"")]
    [InlineData("yesterday,A,5,G1,M1", "gmt_create: got \"yesterday\"")]
    public async Task Gpu_trace_row_without_its_time_is_an_error(string row, string message) =>
        (await _kit.ReadAsync("alibaba-genai", $"gmt_create,predict_type,exec_time_seconds,groupId,checkpoint_model_version_id\n{row}"))
            .ShouldHaveSingleItem().Error!.Message.ShouldStartWith(message);
}
