using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources;

public sealed class SnowflakeFilesTests : IDisposable
{
    private static readonly DateTimeOffset From = SourceKit.Now.AddDays(-60);
    private readonly SourceKit _kit = new();
    private readonly TemporaryFolder _folder = new();

    private const string Header = "START_TIME,END_TIME,FUNCTION_NAME,MODEL_NAME,QUERY_ID,WAREHOUSE_ID,ROLE_NAMES,TOKENS,TOKEN_CREDITS,NEW_COLUMN";

    public void Dispose()
    {
        _kit.Dispose();
        _folder.Dispose();
    }

    private DataSource Source(string price = "3.00", params IEnumerable<(string, string)> more) =>
        _kit.Source("snowflake.files", [("folder", _folder.Path), ("credit_price", price), ("team", "data"), .. more]) with { Since = From };

    private void Write(string name, params IEnumerable<string> lines) => File.WriteAllText(_folder.File(name), string.Join("\n", lines) + "\n");

    [Fact]
    public async Task Credits_cost_the_price_of_a_credit_and_tokens_are_kept()
    {
        Write("2026-11.csv", Header,
            "2026-11-05 10:00:00.000 +0000,2026-11-05 11:00:00.000 +0000,COMPLETE,llama3.1-70b,q-1,12,\"[\"\"ANALYST\"\"]\",1234567,0.149382607,x",
            "2026-11-05 02:00:00.000 -0800,2026-11-05 03:00:00.000 -0800,EMBED_TEXT_768,e5-base-v2,q-2,12,,1000,0.00003,");

        var records = await _kit.RecordsAsync(Source(), From, SourceKit.Now);

        records.Sum(record => record.Cost.Effective).ShouldBe(0.448237821m);
        records[0].ShouldSatisfyAllConditions(
            record => record.Usage.ShouldBe(new Dictionary<string, decimal> { ["credit"] = 0.149382607m, ["other:token"] = 1_234_567 }, ignoreOrder: true),
            record => (record.Provider, record.Service, record.Model).ShouldBe(("snowflake", "Cortex COMPLETE", "llama3.1-70b")),
            record => record.Status.ShouldBe(CostStatus.Estimated),
            record => record.Cost.Billed.ShouldBe(0),
            record => record.Source.ShouldBe("snowflake.files:s1"),
            record => record.Scope.Name.ShouldBe("12"),
            record => record.Tags["snowflake.roles"].ShouldBe("[\"ANALYST\"]"));
        records[1].Timestamp.ShouldBe(new DateTimeOffset(2026, 11, 5, 10, 0, 0, TimeSpan.Zero));
        records.Select(record => record.Id).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Columns_are_found_by_name_whatever_the_view_is()
    {
        Write("a.csv", "\uFEFFCREDITS;MODEL_NAME;USAGE_TIME;FUNCTION_NAME;TOKENS_GRANULAR;TOKENS",
            "0.5;mistral-large2;2026-11-05T10:00:00Z;AI_COMPLETE;\"{\"\"input\"\":100,\"\"output\"\":20,\"\"guard\"\":3}\";123");
        Write("b.csv", "SERVICE_TYPE,NAME,CREDITS_USED,START_TIME", "AI_SERVICES,SEARCH_1,2,2026-11-05");
        Write("c.csv", "START_TIME,MODEL_NAME,INPUT_TOKENS,OUTPUT_TOKENS,TOKENS,CREDITS", "2026-11-05,claude-4-sonnet,10,2,12,0.01");

        var records = await _kit.RecordsAsync(Source("2"), From, SourceKit.Now);

        records.Select(record => record.Cost.Effective).ShouldBe([1m, 4m, 0.02m]);
        records[0].Usage.ShouldBe(
            new Dictionary<string, decimal> { ["credit"] = 0.5m, [UsageUnits.Input] = 100, [UsageUnits.Output] = 20, ["other:token.guard"] = 3 }, ignoreOrder: true);
        (records[1].Service, records[1].Scope.Name).ShouldBe(("Cortex AI_SERVICES", "SEARCH_1"));
        records[2].Usage.ShouldBe(
            new Dictionary<string, decimal> { ["credit"] = 0.01m, [UsageUnits.Input] = 10, [UsageUnits.Output] = 2 }, ignoreOrder: true);
    }

    [Fact]
    public async Task File_written_anew_replaces_what_it_said_and_an_unchanged_one_is_not_read_again()
    {
        Write("10.csv", Header, "2026-10-05,,COMPLETE,m,q-1,1,,1,1,");
        Write("11.csv", Header, "2026-11-05,,COMPLETE,m,q-2,1,,1,1,", "2026-11-05,,COMPLETE,m,q-3,1,,1,1,");
        var first = await _kit.ReadAsync(Source(), From, SourceKit.Now);
        first.Select(batch => batch.Window).ShouldBe([new("10.csv"), new("11.csv")]);

        Write("11.csv", Header, "2026-11-05,,COMPLETE,m,q-3,1,,1,2.5,");
        var second = (await _kit.ReadAsync(Source(), From, SourceKit.Now, first[^1].Cursor)).ShouldHaveSingleItem();

        second.Window.ShouldBe(new("11.csv"));
        second.Records.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            record => record.Id.ShouldBe(first[1].Records[1].Id),
            record => record.Cost.Effective.ShouldBe(7.5m));
        (await _kit.ReadAsync(Source(), From, SourceKit.Now, second.Cursor)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rows_alike_in_every_dimension_are_all_kept_and_long_files_come_in_parts()
    {
        Write("11.csv", Enumerable.Repeat("2026-11-05 10:00:00,,COMPLETE,m,q-1,1,,1,0.001,", 7_000).Prepend(Header));

        var batches = await _kit.ReadAsync(Source(), From, SourceKit.Now);

        batches.Select(batch => batch.Window!.IsLast).ShouldBe([false, true]);
        batches.SelectMany(batch => batch.Records).Select(record => record.Id).Distinct().Count().ShouldBe(7_000);
        batches[^1].CoveredUntil.ShouldBe(new DateTimeOffset(2026, 11, 5, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Row_that_cannot_be_used_is_told_with_its_file_and_the_rest_is_read()
    {
        Write("11.csv", Header, "someday,,COMPLETE,m,q-1,1,,1,1,", "2026-11-05,,COMPLETE,m,q-2,1,,1,free,", "2026-11-05,,COMPLETE,m,q-3,1,,1,1,");

        var batch = (await _kit.ReadAsync(Source(), From, SourceKit.Now)).ShouldHaveSingleItem();

        batch.Records.Count.ShouldBe(1);
        batch.Errors.Select(error => error.Message).ShouldBe(
            [
                "11.csv, line 2: START_TIME: got \"someday\", expected a time such as 2026-01-05 10:00:00.000 +0000 (without a zone it is UTC).",
                "11.csv, line 3: CREDITS: got \"free\", expected a number.",
            ]);
    }

    [Fact]
    public async Task File_without_credits_and_a_price_that_is_none_are_told()
    {
        Write("11.csv", "START_TIME,TOKENS", "2026-11-05,1");

        (await _kit.FaultAsync(Source(), From, SourceKit.Now)).ShouldSatisfyAllConditions(
            fault => fault.Code.ShouldBe(SourceFaultCode.Settings),
            fault => fault.Message.ShouldContain("CREDITS"));
        (await _kit.FaultAsync(Source("-1"), From, SourceKit.Now)).Message.ShouldContain("credit_price");
    }

    [Fact]
    public async Task Usage_before_the_sources_first_day_is_left_out()
    {
        Write("11.csv", Header, "2026-08-05,,COMPLETE,m,q-1,1,,1,1,", "2026-11-05,,COMPLETE,m,q-2,1,,1,1,");

        (await _kit.RecordsAsync(Source(), From, SourceKit.Now)).ShouldHaveSingleItem().Timestamp.Month.ShouldBe(11);
    }

    [Fact]
    public async Task Test_says_what_the_newest_file_begins_with()
    {
        (await _kit.Reader.TestAsync(Source(), TestContext.Current.CancellationToken)).Message.ShouldContain("no file that ends in .csv");
        Write("11.csv", Header, "2026-11-05,,COMPLETE,m,q-1,1,,1,1,");

        (await _kit.Reader.TestAsync(Source(), TestContext.Current.CancellationToken)).ShouldSatisfyAllConditions(
            test => test.Fault.ShouldBeNull(),
            test => test.Message.ShouldContain("11.csv, begins with usage of 2026-11-05 00:00 UTC"));
    }
}
