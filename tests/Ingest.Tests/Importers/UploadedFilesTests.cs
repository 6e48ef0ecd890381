using System.IO.Compression;
using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Importers.Uploads;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Tests.Importers;

public sealed class UploadedFilesTests : IDisposable
{
    private const string Bill = """
        사용일,공급사,모델명,부서,입력토큰,출력토큰,금액,메모
        2026-11-18,openai,gpt-4o,검색팀,120000,30000,,a
        2026-11-18,openai,gpt-4o,검색팀,12x,30000,,b
        2026-11-19,anthropic,claude-sonnet-4-5,광고팀,,,12.5,c

        """;

    private readonly IngestMetrics _metrics = new();
    private readonly KeepingSink _sink = new();
    private readonly UploadedFiles _files;

    public UploadedFilesTests()
    {
        var kit = new ImportKit();
        var options = Microsoft.Extensions.Options.Options.Create(kit.Ingest.Options);
        _files = new(kit.Imports, new(_sink, _metrics, options), options);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task Columns_of_other_names_are_proposed_a_field_and_the_first_rows_shown_as_they_would_be_taken()
    {
        var preview = await PreviewAsync(Bill);

        preview.Format.ShouldBe("csv");
        preview.CanMap.ShouldBeTrue();
        preview.Columns.Select(column => column.Field).ShouldBe(
            ["timestamp", "provider", "model", "team", "token.input", "token.output", "effective_cost", null]);
        preview.Columns[^1].ShouldSatisfyAllConditions(column => column.IsRead.ShouldBeFalse(), column => column.Samples.ShouldBe(["a", "b", "c"]));
        preview.Missing.ShouldBeEmpty();
        preview.Rows.Select(row => (row.Number, row.Record.Cost.Effective, row.Record.Pricing)).ShouldBe([(1, 0.6m, PricingState.Catalogue), (3, 12.5m, PricingState.Given)]);
        preview.Rows[0].Record.Scope.Team.ShouldBe("검색팀");
        (preview.Read, preview.Rejected).ShouldBe((3, 1));
        preview.Errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            error => error.Line.ShouldBe(3), error => error.Field.ShouldBe("입력토큰"), error => error.Message.ShouldContain("got \"12x\", expected a number"));
        _sink.Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_missing_is_said_and_no_row_is_shown_until_it_is_given()
    {
        const string text = "when,what it was,tokens\n2026-11-18,gpt-4o,5\n";

        var bare = await PreviewAsync(text);
        var mapped = await PreviewAsync(text, file => file with { Map = Map("timestamp=when", "token.input=tokens") });
        var whole = await PreviewAsync(text, file => file with { Map = Map("timestamp=when", "token.input=tokens", "model=what it was"), Provider = "openai" });

        bare.Missing.ShouldBe([UsageFileLack.Timestamp, UsageFileLack.Provider, UsageFileLack.CostOrUsage]);
        bare.Rows.ShouldBeEmpty();
        mapped.Missing.ShouldBe([UsageFileLack.Provider, UsageFileLack.Model]);
        whole.Missing.ShouldBeEmpty();
        whole.Rows.ShouldHaveSingleItem().Record.Usage[UsageUnits.Input].ShouldBe(5);
    }

    [Fact]
    public async Task A_map_leaves_out_what_it_does_not_name()
    {
        var preview = await PreviewAsync(
            "timestamp,provider,effective_cost,team\n2026-11-18,x,1,search\n",
            file => file with { Map = Map("timestamp=timestamp", "provider=provider", "billed_cost=effective_cost") });

        preview.Columns.Select(column => column.Field).ShouldBe(["timestamp", "provider", "billed_cost", null]);
        preview.Rows.ShouldHaveSingleItem().Record.Scope.Team.ShouldBe(ScopePath.Unattributed);
    }

    [Fact]
    public async Task Known_format_says_which_columns_it_reads_and_cannot_be_mapped()
    {
        var preview = await PreviewAsync(
            "ChargePeriodStart,BilledCost,EffectiveCost,BillingCurrency,ProviderName,x_Comment\n2026-11-18T00:00:00Z,2,2,USD,OpenAI,hello\n");

        (preview.Format, preview.CanMap).ShouldBe(("focus", false));
        preview.Columns.Select(column => (column.Field, column.IsRead)).ShouldBe(
            [("timestamp", true), ("billed_cost", true), ("effective_cost", true), ("billing_currency", true), ("provider", true), (null, false)]);
        preview.Rows.ShouldHaveSingleItem().Record.Cost.Effective.ShouldBe(2);
    }

    [Fact]
    public async Task Json_has_rows_and_no_columns()
    {
        var preview = await PreviewAsync(IngestKit.Record("a") + "\n" + IngestKit.Record("b", "\"provider\":\"\"") + "\n");

        preview.Format.ShouldBe("usage");
        preview.Columns.ShouldBeEmpty();
        (preview.Rows.Count, preview.Rejected).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Beginning_of_a_file_does_not_fault_the_row_in_which_it_ends()
    {
        const string text = "timestamp,provider,effective_cost\n2026-11-18,x,1\n2026-11-18,x,2\n2026-1";

        var head = await PreviewAsync(text, file => file with { IsHead = true });
        var whole = await PreviewAsync(text);

        (head.Read, head.Rejected).ShouldBe((2, 0));
        (whole.Read, whole.Rejected).ShouldBe((3, 1));
    }

    [Fact]
    public async Task Compressed_file_is_looked_at_also_when_only_its_beginning_is_there()
    {
        var packed = await GzipAsync("timestamp,provider,effective_cost\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"2026-11-18,x{i * 7919},{i}\n")));

        var preview = await _files.PreviewAsync(new MemoryStream(packed[..(packed.Length / 2)]), new() { Name = "a.csv.gz", IsHead = true }, Token);

        preview.Rows.Count.ShouldBe(10);
        preview.Rejected.ShouldBe(0);
    }

    [Theory]
    [InlineData("PK\u0003\u0004rest", "Excel workbook")]
    [InlineData("PAR1rest", "Parquet")]
    [InlineData("%PDF-1.7", "PDF")]
    [InlineData("a\0b,c", "not text")]
    [InlineData(" \r\n\r\n", "empty")]
    [InlineData("", "empty")]
    [InlineData("hello", "cannot be told from the first line \"hello\"")]
    [InlineData("2026-11-18,openai,5\n", "cannot be told")]
    [InlineData("<html><body>,</body></html>", "cannot be told")]
    public async Task File_that_is_no_table_is_refused_with_what_to_do(string text, string message)
    {
        (await Should.ThrowAsync<UsageFileException>(() => PreviewAsync(text))).Message.ShouldContain(message);
        (await Should.ThrowAsync<UsageFileException>(() => ImportAsync(text))).Message.ShouldContain(message);
        _sink.Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_takes_the_good_rows_and_the_same_rows_again_duplicate_nothing_whatever_the_file_is_called()
    {
        var map = Map("timestamp=사용일", "provider=공급사", "model=모델명", "team=부서", "token.input=입력토큰", "token.output=출력토큰", "effective_cost=금액");

        var first = await ImportAsync(Bill, file => file with { Map = map });
        var again = await ImportAsync(Bill, file => file with { Name = "copy of bill.csv", Map = map });
        var grown = await ImportAsync(Bill.TrimEnd() + "\n2026-11-20,anthropic,claude-sonnet-4-5,광고팀,,,3,d\n", file => file with { Map = map });

        (first.Accepted, first.Rejected, first.Body).ShouldBe((2, 1, UsageBodyState.Complete));
        first.Errors.ShouldHaveSingleItem().Line.ShouldBe(3);
        (again.Accepted, again.Duplicates).ShouldBe((0, 2));
        (grown.Accepted, grown.Duplicates).ShouldBe((1, 2));
    }

    [Fact]
    public async Task Two_equal_rows_of_a_file_are_two_rows()
    {
        (await ImportAsync("timestamp,provider,effective_cost\n2026-11-18,x,1\n2026-11-18,x,1\n")).Accepted.ShouldBe(2);
    }

    [Fact]
    public async Task Higher_revision_takes_the_same_rows_as_a_correction()
    {
        const string text = "day,who,a,b\n2026-11-18,x,1,2\n";
        await ImportAsync(text, file => file with { Map = Map("timestamp=day", "provider=who", "effective_cost=a") });

        var corrected = await ImportAsync(text, file => file with { Map = Map("timestamp=day", "provider=who", "effective_cost=b"), Revision = 5 });

        corrected.Restated.ShouldBe(1);
        _sink.Records.ShouldHaveSingleItem().Cost.Effective.ShouldBe(2);
    }

    [Fact]
    public async Task Import_without_a_map_goes_by_names_alone_and_never_by_guesses()
    {
        var receipt = await ImportAsync("timestamp,vendor,cost\n2026-11-18,x,1\n");

        (receipt.Accepted, receipt.Body).ShouldBe((0, UsageBodyState.Broken));
        receipt.Errors.ShouldHaveSingleItem().Message.ShouldContain("found: timestamp, vendor, cost");
    }

    [Fact]
    public async Task Map_of_a_column_that_is_not_there_is_said()
    {
        var receipt = await ImportAsync("day,who\n2026-11-18,x\n", file => file with { Map = Map("timestamp=date") });

        receipt.Errors.ShouldHaveSingleItem().Message.ShouldContain("the file has no column 'date'");
    }

    [Fact]
    public async Task Decimal_comma_is_noticed()
    {
        var preview = await PreviewAsync("date;vendor;cost\n2026-11-18;x;12,5\n2026-11-18;x;3\n");

        preview.DecimalComma.ShouldBeTrue();
        preview.Rows.Select(row => row.Record.Cost.Effective).ShouldBe([12.5m, 3m]);
    }

    [Fact]
    public async Task Preview_reads_no_more_than_the_beginning_of_an_endless_file()
    {
        var endless = new EndlessRows();

        var preview = await _files.PreviewAsync(endless, new() { Name = "endless.csv" }, Token);

        preview.Rows.Count.ShouldBe(10);
        endless.Sent.ShouldBeLessThan(2 << 20);
    }

    private static Dictionary<string, string> Map(params string[] pairs) =>
        pairs.Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

    private static async Task<byte[]> GzipAsync(string text)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(text), Token);
        }

        return packed.ToArray();
    }

    private Task<UsageFilePreview> PreviewAsync(string text, Func<UsageFile, UsageFile>? change = null) =>
        _files.PreviewAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), (change ?? (file => file))(new() { Name = "bill.csv" }), Token);

    private Task<UsageReceipt> ImportAsync(string text, Func<UsageFile, UsageFile>? change = null) =>
        _files.ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), (change ?? (file => file))(new() { Name = "bill.csv" }), Token);

    /// <summary>A ledger by its rule: source and id identify a record, and a higher revision replaces it.</summary>
    private sealed class KeepingSink : IUsageSink
    {
        private readonly Dictionary<(string, string), UsageRecord> _held = [];

        public IReadOnlyCollection<UsageRecord> Records => _held.Values;

        public Task<IReadOnlyList<AppendOutcome>> AppendAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<AppendOutcome>>([.. records.Select(Keep)]);

        private AppendOutcome Keep(UsageRecord record)
        {
            var isKnown = _held.TryGetValue((record.Source, record.Id), out var held);
            if (isKnown && held!.Revision >= record.Revision)
            {
                return AppendOutcome.Duplicate;
            }

            _held[(record.Source, record.Id)] = record;
            return isKnown ? AppendOutcome.Restated : AppendOutcome.Accepted;
        }
    }

    private sealed class EndlessRows : Stream
    {
        private static readonly byte[] Row = "2026-11-18,x,1\n"u8.ToArray();
        private static readonly byte[] Header = "timestamp,provider,effective_cost\n"u8.ToArray();

        public long Sent { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Sent; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            for (var i = 0; i < count; i++, Sent++)
            {
                buffer[offset + i] = Sent < Header.Length ? Header[Sent] : Row[(Sent - Header.Length) % Row.Length];
            }

            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
