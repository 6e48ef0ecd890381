using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources;

/// <summary>What sources restate comes out right in the ledger: nothing is lost, nothing counts twice.</summary>
public sealed class SourceLedgerTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 18, 0, 0, 0, TimeSpan.Zero);

    private static string OpenAiRow(string model, int output, string key = "k") =>
        $$"""{"input_tokens":0,"output_tokens":{{output}},"num_model_requests":1,"model":"{{model}}","project_id":"p","api_key_id":"{{key}}"}""";

    [Fact]
    public async Task OpenAI_usage_that_is_restated_replaces_what_was_said_before()
    {
        await using var kit = await OpenAiKit.StartAsync();
        await using var ledger = await SourceLedger.OpenAsync(kit.Sources);
        var source = kit.Source("openai.usage", ("names", "false"));
        kit.Bucket("usage/completions", Day.AddHours(10), string.Join(',', OpenAiRow("gpt-4o", 1_000_000), OpenAiRow("gpt-4o-mini", 1_000_000)));
        kit.Bucket("usage/completions", Day.AddHours(11), OpenAiRow("gpt-4o", 1_000_000));

        (await ledger.TakeAsync(source, Day, Day.AddDays(1))).ShouldBe(new Taking(3, 0, 0, 0, null));
        (await ledger.TotalAsync()).ShouldBe(20.6m);

        // Delivered again as it was, whatever part of the day is asked for.
        (await ledger.TakeAsync(source, Day.AddHours(11), Day.AddHours(12))).ShouldBe(new Taking(0, 0, 3, 0, null));

        // One group has gone, one has grown, one is new.
        kit.Bucket("usage/completions", Day.AddHours(10), string.Join(',', OpenAiRow("gpt-4o", 2_000_000), OpenAiRow("gpt-4o", 100_000, "k2")));
        (await ledger.TakeAsync(source, Day, Day.AddDays(1))).ShouldBe(new Taking(1, 1, 1, 1, null));
        (await ledger.TotalAsync()).ShouldBe(31m);
    }

    [Fact]
    public async Task OpenAI_usage_read_in_days_takes_the_place_of_what_was_read_in_hours()
    {
        await using var kit = await OpenAiKit.StartAsync();
        await using var ledger = await SourceLedger.OpenAsync(kit.Sources);
        kit.Bucket("usage/completions", Day, OpenAiRow("gpt-4o", 1_000_000)).Bucket("usage/completions", Day.AddHours(5), OpenAiRow("gpt-4o", 500_000));
        await ledger.TakeAsync(kit.Source("openai.usage", ("names", "false")), Day, Day.AddDays(1));
        (await ledger.TotalAsync()).ShouldBe(15m);

        kit.Bucket("usage/completions", Day, OpenAiRow("gpt-4o", 1_500_000));
        await ledger.TakeAsync(kit.Source("openai.usage", ("names", "false"), ("bucket_width", "1d")), Day, Day.AddDays(1));

        (await ledger.TotalAsync()).ShouldBe(15m);
    }

    [Fact]
    public async Task A_kind_that_is_refused_keeps_what_was_read_of_it()
    {
        await using var kit = await OpenAiKit.StartAsync();
        await using var ledger = await SourceLedger.OpenAsync(kit.Sources);
        var source = kit.Source("openai.usage", ("names", "false"));
        kit.Bucket("usage/embeddings", Day, """{"input_tokens":1000000,"num_model_requests":1,"model":"text-embedding-3-small"}""");
        await ledger.TakeAsync(source, Day, Day.AddDays(1));

        kit.Server.On("/v1/organization/usage/embeddings", _ => ProviderAnswer.Error(403));
        (await ledger.TakeAsync(source, Day, Day.AddDays(1))).ShouldBe(new Taking(0, 0, 0, 0, null));

        (await ledger.TotalAsync()).ShouldBe(0.02m);
    }

    [Fact]
    public async Task Anthropic_usage_that_vanishes_is_taken_back()
    {
        await using var kit = await AnthropicKit.StartAsync();
        await using var ledger = await SourceLedger.OpenAsync(kit.Sources);
        const string Path = "usage_report/messages";
        var source = kit.Source("anthropic.usage");
        kit.Bucket(Path, Day, """{"output_tokens":1000000,"model":"claude-sonnet-4-5"}""").Bucket(Path, Day.AddDays(1), """{"output_tokens":1000000,"model":"claude-opus-4-8"}""");
        await ledger.TakeAsync(source, Day, Day.AddDays(2));
        (await ledger.TotalAsync()).ShouldBe(40m);

        kit.Bucket(Path, Day, "");

        (await ledger.TakeAsync(source, Day, Day.AddDays(2))).ShouldBe(new Taking(0, 0, 1, 1, null));
        (await ledger.TotalAsync()).ShouldBe(25m);
    }

    [Fact]
    public async Task Google_rows_count_once_each_however_reads_overlap()
    {
        await using var kit = await GoogleKit.StartAsync();
        await using var ledger = await SourceLedger.OpenAsync(kit.Sources);
        var source = kit.Source();

        static string Row(string export, string cost) =>
            $$"""{"sku":{"description":"Tax"},"usage_start_time":"2026-11-17T00:00:00Z","cost":{{cost}},"currency":"USD","export_time":"{{export}}"}""";

        kit.Append(Row("2026-11-18T05:00:00Z", "1"), Row("2026-11-18T05:00:00Z", "1"), Row("2026-11-18T05:00:00Z", "1"));
        var first = await ledger.TakeAsync(source, Day, Day.AddDays(1));
        kit.Append(Row("2026-11-18T04:59:00Z", "10"), Row("2026-11-18T05:00:00Z", "1"), Row("2026-11-18T05:00:00Z", "-2"), Row("2026-11-18T09:00:00Z", "100"));
        var second = await ledger.TakeAsync(source, Day, Day.AddDays(1), first.Cursor);
        var third = await ledger.TakeAsync(source, Day, Day.AddDays(1), second.Cursor);

        first.Accepted.ShouldBe(3);
        (second.Accepted, second.Unchanged).ShouldBe((4, 3));
        (third.Accepted, third.Unchanged).ShouldBe((0, 7));
        (await ledger.TotalAsync()).ShouldBe(3 + 10 + 1 - 2 + 100);
    }
}
