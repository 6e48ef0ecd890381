using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Push.Otlp;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;

namespace FinOpsAI.Ingest.Tests.Push;

public sealed class OtlpMetricTests
{
    private const int Delta = 1;
    private const int Cumulative = 2;
    private static readonly DateTimeOffset Noon = PushKit.Now.AddHours(-24);

    private static readonly (string Key, object Value)[] Sender = [("service.name", "batch-jobs"), ("team", "ml"), ("service.instance.id", "i-1")];

    private static Task<PushKit> StartAsync() =>
        PushKit.StartAsync(services => services.Configure<OtlpOptions>(options => options.Signal = OtlpUsageSignal.Metrics));

    private static ulong At(double minutes) => (ulong)(Noon.AddMinutes(minutes) - DateTimeOffset.UnixEpoch).Ticks * 100;

    private static TestPoint Point(double start, double time, double? sum, ulong count = 1, string type = "input", params (string Key, object Value)[] more) =>
        new(At(start), At(time), count, sum,
            [("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o"), ("gen_ai.token.type", type), .. more]);

    private static byte[] Export(int temporality, params TestPoint[] points) => OtlpMessages.MetricsProto(Sender, temporality, false, points);

    private static async Task<decimal> TokensAsync(PushKit kit, string unit = "token.input") =>
        (await kit.RecordsAsync()).Sum(record => record.Usage.GetValueOrDefault(unit));

    private static async Task<Dictionary<DateTimeOffset, decimal>> HoursAsync(PushKit kit) =>
        (await kit.RecordsAsync()).GroupBy(record => Granularity.Hour.Floor(record.Timestamp))
            .ToDictionary(hour => hour.Key, hour => hour.Sum(record => record.Usage.GetValueOrDefault("token.input")));

    [Fact]
    public async Task Delta_points_are_priced_by_their_sum_at_their_senders_resource()
    {
        await using var kit = await StartAsync();

        var receipt = await kit.MetricsAsync(Export(Delta, Point(0, 1, 2_000_000, 40), Point(0, 1, 100_000, 40, "output")));

        receipt.ShouldBe(new(OtlpBodyState.Taken));
        var records = await kit.RecordsAsync();
        records.Count.ShouldBe(2);
        records.ShouldAllBe(record => record.Scope == ScopePath.ForResource("ml", "unattributed", "batch-jobs") && record.Timestamp == Noon);
        records.Sum(record => record.Usage.GetValueOrDefault("request")).ShouldBe(40);

        // 2,000,000 in at 2.50 and 100,000 out at 10, each for a million.
        records.Sum(record => record.Cost.Effective).ShouldBe(6m);
    }

    [Fact]
    public async Task Delta_points_sent_again_count_once_in_either_encoding()
    {
        await using var kit = await StartAsync();

        for (var i = 0; i < 2; i++)
        {
            await kit.MetricsAsync(Export(Delta, Point(0, 1, 10), Point(1, 2, 20)));
            await kit.MetricsAsync(OtlpMessages.MetricsJson(Sender, Delta, Point(1, 2, 20), Point(0, 1, 10)));
            await kit.MetricsAsync(OtlpMessages.MetricsProto(Sender, Delta, isExponential: true, Point(0, 1, 10)));
        }

        (await TokensAsync(kit)).ShouldBe(30);
    }

    [Fact]
    public async Task Embeddings_are_a_unit_of_their_own()
    {
        await using var kit = await StartAsync();
        var point = Point(0, 1, 500) with
        {
            Attributes =
            [
                ("gen_ai.operation.name", "embeddings"), ("gen_ai.system", "openai"), ("gen_ai.response.model", "text-embedding-3-small"),
                ("gen_ai.token.type", "input"),
            ],
        };

        await kit.MetricsAsync(Export(Delta, point));

        (await TokensAsync(kit, "token.embedding")).ShouldBe(500);
    }

    [Fact]
    public async Task Sums_of_agents_and_of_other_kinds_of_tokens_are_not_counted()
    {
        await using var kit = await StartAsync();
        var agent = Point(0, 1, 99) with
        {
            Attributes = [("gen_ai.operation.name", "invoke_agent"), ("gen_ai.provider.name", "openai"), ("gen_ai.token.type", "input")],
        };

        (await kit.MetricsAsync(Export(Delta, agent, Point(0, 1, 5, type: "cached"), Point(0, 1, 7), Point(1, 2, null) with { Flags = 1 })))
            .Rejected.ShouldBe(0);

        (await TokensAsync(kit)).ShouldBe(7);
    }

    [Fact]
    public async Task Cumulative_points_count_what_is_new_in_the_hour_in_which_it_was_used()
    {
        await using var kit = await StartAsync();

        foreach (var (minute, sum) in new[] { (10.0, 100), (30, 250), (30, 250), (70, 400), (80, 400), (90, 900), (130, 1_000), (250, 1_500) })
        {
            (await kit.MetricsAsync(Export(Cumulative, Point(0, minute, sum, (ulong)sum / 10)))).Rejected.ShouldBe(0);
        }

        // What lies between two points belongs to the hour of the earlier one.
        (await HoursAsync(kit)).ShouldBe(
            new Dictionary<DateTimeOffset, decimal>
            {
                [Noon] = 400, [Noon.AddHours(1)] = 600, [Noon.AddHours(2)] = 500,
            },
            ignoreOrder: true);
        (await kit.RecordsAsync()).Sum(record => record.Usage["request"]).ShouldBe(150);
        (await kit.RecordsAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task First_point_of_a_sender_that_has_run_for_long_belongs_to_its_start()
    {
        await using var kit = await StartAsync();

        await kit.MetricsAsync(Export(Cumulative, Point(-600, 10, 5_000)));
        await kit.MetricsAsync(Export(Cumulative, Point(-600, 11, 5_001)));

        (await HoursAsync(kit)).ShouldBe(
            new Dictionary<DateTimeOffset, decimal> { [Noon.AddHours(-10)] = 5_000, [Noon] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public async Task Sender_that_starts_anew_begins_at_zero()
    {
        await using var kit = await StartAsync();

        await kit.MetricsAsync(Export(Cumulative, Point(0, 5, 100)));
        await kit.MetricsAsync(Export(Cumulative, Point(6, 7, 30)));
        await kit.MetricsAsync(Export(Cumulative, Point(6, 8, 50)));

        (await TokensAsync(kit)).ShouldBe(150);
    }

    [Fact]
    public async Task Points_out_of_order_or_sent_again_are_ignored()
    {
        await using var kit = await StartAsync();

        await kit.MetricsAsync(Export(Cumulative, Point(0, 10, 100)));
        await kit.MetricsAsync(Export(Cumulative, Point(0, 5, 60), Point(0, 20, 170), Point(0, 15, 120), Point(0, 10, 100)));

        (await TokensAsync(kit)).ShouldBe(170);
    }

    [Fact]
    public async Task Series_of_the_same_sender_are_told_apart_by_every_attribute()
    {
        await using var kit = await StartAsync();

        for (var minute = 1; minute <= 3; minute++)
        {
            await kit.MetricsAsync(Export(
                Cumulative,
                Point(0, minute, 100 * minute), Point(0, minute, 10 * minute, more: ("server.address", "eu.example.com")),
                Point(0, minute, minute, type: "output"), Point(0, minute, 1_000 * minute, more: ("tenant", new[] { "a", "b" }))));
        }

        (await TokensAsync(kit)).ShouldBe(3_330);
        (await TokensAsync(kit, "token.output")).ShouldBe(3);
    }

    [Fact]
    public async Task Sum_that_falls_without_a_new_start_is_refused_and_said()
    {
        await using var kit = await StartAsync();
        await kit.MetricsAsync(Export(Cumulative, Point(0, 10, 100)));

        var receipt = await kit.MetricsAsync(Export(
            Cumulative, Point(0, 11, 90), new(0, At(1), 1, 5, Point(0, 1, 1).Attributes), Point(0, 11, double.NaN, more: ("x", 1)),
            Point(0, 12, -3, more: ("x", 2)), Point(0, 12, null, more: ("x", 3)), Point(0, 12, 110)));

        receipt.Rejected.ShouldBe(5);
        receipt.Message.ShouldContain("data point 1: sum: got 90 after 100");
        receipt.Message.ShouldContain("data point 2: startTimeUnixNano: is missing");
        (await TokensAsync(kit)).ShouldBe(110);
    }

    [Fact]
    public async Task Point_without_temporality_is_refused()
    {
        await using var kit = await StartAsync();

        var receipt = await kit.MetricsAsync(Export(0, Point(0, 1, 5)));

        (receipt.Rejected, (await kit.RecordsAsync()).Count).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Failed_commit_is_made_good_by_the_next_point()
    {
        await using var kit = await StartAsync();
        await kit.MetricsAsync(Export(Cumulative, Point(0, 10, 100)));

        kit.IsLedgerDown = true;
        await Should.ThrowAsync<StoreUnavailableException>(() => kit.MetricsAsync(Export(Cumulative, Point(0, 70, 150))));
        kit.IsLedgerDown = false;
        await kit.MetricsAsync(Export(Cumulative, Point(0, 71, 160)));

        (await TokensAsync(kit)).ShouldBe(160);
    }

    [Fact]
    public async Task Record_restated_by_somebody_else_goes_on_from_what_the_ledger_says()
    {
        await using var kit = await StartAsync();
        await kit.MetricsAsync(Export(Cumulative, Point(0, 10, 100)));
        var settled = (await kit.RecordsAsync()).Single();
        settled = settled with { Revision = settled.Revision + 1, Cost = new(9, 9, 9), Status = CostStatus.Invoiced };
        await kit.Ledger.AppendAsync([settled], TestContext.Current.CancellationToken);

        await kit.MetricsAsync(Export(Cumulative, Point(0, 20, 130)));
        (await TokensAsync(kit)).ShouldBe(130);
        await kit.MetricsAsync(Export(Cumulative, Point(0, 80, 140)));
        await kit.MetricsAsync(Export(Cumulative, Point(0, 90, 150)));

        (await TokensAsync(kit)).ShouldBe(150);
    }

    [Fact]
    public async Task Bound_on_series_in_memory_costs_look_ups_and_no_tokens()
    {
        await using var kit = await PushKit.StartAsync(services => services.Configure<OtlpOptions>(options =>
            (options.Signal, options.MaxSeries) = (OtlpUsageSignal.Metrics, 3)));

        for (var minute = 1; minute <= 3; minute++)
        {
            await kit.MetricsAsync(Export(
                Cumulative, [.. Enumerable.Range(0, 10).Select(series => Point(0, 50 * minute, 100 * minute, more: ("x", series)))]));
        }

        (await TokensAsync(kit)).ShouldBe(3_000);
    }

    [Fact]
    public async Task Metrics_of_senders_counted_by_spans_are_dropped()
    {
        await using var kit = await PushKit.StartAsync();

        (await kit.MetricsAsync(Export(Delta, Point(0, 1, 5)))).ShouldBe(new(OtlpBodyState.Taken));

        (await kit.RecordsAsync()).ShouldBeEmpty();
    }

    /// <summary>What can happen to a sender's export on its way.</summary>
    private enum Fate
    {
        Arrives,
        IsLost,
        ArrivesTwice,
        ArrivesAfterRestart,
        FindsNoLedger,
        ComesLate,
    }

    /// <summary>A sender that counts on while exports get lost, repeated, delayed, and the receiver restarts; in the end one arrives.</summary>
    [Fact]
    public void Total_of_a_series_is_its_last_sum_whatever_happens_on_the_way()
    {
        var steps = Gen.ListOf(
            from fate in Gen.Elements(Enum.GetValues<Fate>())
            from minutes in Gen.Choose(1, 100)
            from tokens in Gen.Choose(0, 1_000)
            select (fate, minutes, tokens));
        Prop.ForAll(steps.ToArbitrary(), journey => Task.Run(() => FollowAsync([.. journey])).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    private static async Task FollowAsync((Fate Fate, int Minutes, int Tokens)[] journey)
    {
        await using var kit = await StartAsync();
        double minute = 0, sum = 0;
        byte[]? late = null;
        foreach (var (fate, minutes, tokens) in journey.Append((Fate.Arrives, 1, 1)))
        {
            minute += minutes / 4.0;
            sum += tokens;
            var export = Export(Cumulative, Point(0, minute, sum, (ulong)minute + 1), Point(0, minute, 2 * sum, more: ("x", 1)));
            kit.IsLedgerDown = fate is Fate.FindsNoLedger;
            switch (fate)
            {
                case Fate.ArrivesTwice:
                    await kit.MetricsAsync(export);
                    await kit.MetricsAsync(export);
                    break;
                case Fate.ArrivesAfterRestart:
                    await kit.RestartAsync();
                    await kit.MetricsAsync(export);
                    break;
                case Fate.FindsNoLedger:
                    await kit.MetricsAsync(export).ContinueWith(static _ => { }, TaskScheduler.Default);
                    break;
                case Fate.ComesLate:
                    late = export;
                    break;
                case Fate.Arrives:
                    await kit.MetricsAsync(export);
                    await kit.MetricsAsync(late ?? export);
                    break;
            }
        }

        (await TokensAsync(kit)).ShouldBe((decimal)(3 * sum));
    }
}
