using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Tests.Sources.Gpu;

public sealed class ManualConnectorTests
{
    private static readonly DateTimeOffset Third = new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero);

    private static DataSource Source(SourceKit kit, string entries, params (string, string)[] more) =>
        kit.Source("gpu.manual", [("entries", entries), ("rates", "H100 | per_hour=2.50"), .. more]);

    [Fact]
    public async Task Month_becomes_records_of_each_hour()
    {
        using var kit = new SourceKit();

        var batches = await kit.ReadAsync(Source(kit, "2026-11 | H100 | 16 | ml | training"), Third, Third.AddDays(2));

        batches.Select(batch => (batch.Window!.Name, batch.Records.Count, batch.CoveredUntil)).ShouldBe(
            [("2026-11-03", 24, Third.AddDays(1)), ("2026-11-04", 24, Third.AddDays(2))]);
        var record = batches[0].Records[5];
        record.Timestamp.ShouldBe(Third.AddHours(5));
        record.Scope.ShouldBe(ScopePath.ForResource("ml", "training", "H100"));
        record.Model.ShouldBe("H100");
        record.Usage.ShouldBe(new Dictionary<string, decimal> { [UsageUnits.GpuHour] = 16 });
        record.Cost.Effective.ShouldBe(40);
        record.Status.ShouldBe(CostStatus.Estimated);
        batches.SelectMany(batch => batch.Records).Select(one => one.Id).Distinct().Count().ShouldBe(48);
    }

    [Fact]
    public async Task Inventory_shows_what_stood_idle()
    {
        using var kit = new SourceKit();

        var records = await kit.RecordsAsync(
            Source(
                kit, "2026-11-03 | H100 | 16 | ml | training\n2026-11-01..2026-11-03 | H100 | 8 | search | serving | hours=12 | resource=cluster-a",
                ("inventory", "rack-1 | H100 | 24\nrack-2 | H100 | 8"), ("grain", "day")),
            Third, Third.AddDays(1));

        records.Select(record => (record.Scope.Key, record.Usage[UsageUnits.GpuHour], record.Cost.Effective)).ShouldBe(
        [
            ("resource:ml/training/H100", 384m, 960m), ("resource:search/serving/cluster-a", 96m, 240m), ("resource:platform/idle/H100", 288m, 720m),
        ]);
    }

    [Theory]
    [InlineData("proportional", "1536", "384")]
    [InlineData("even", "1320", "600")]
    public async Task Idle_time_may_be_shared(string idle, string first, string second)
    {
        using var kit = new SourceKit();

        var records = await kit.RecordsAsync(
            Source(
                kit, "2026-11-03 | H100 | 16 | ml | training\n2026-11-03 | H100 | 8 | search | serving | hours=12",
                ("inventory", "rack-1 | H100 | 32"), ("grain", "day"), ("idle", idle)),
            Third, Third.AddDays(1));

        records.Select(record => record.Cost.Effective).ShouldBe([decimal.Parse(first, null), decimal.Parse(second, null)]);
    }

    [Fact]
    public async Task Day_that_runs_grows_hour_by_hour_and_is_not_covered()
    {
        using var kit = new SourceKit();
        var source = Source(kit, "2026-11 | H100 | 1 | ml | training", ("grain", "day"));

        var at10 = (await kit.ReadAsync(source, Third, Third.AddHours(10.5))).ShouldHaveSingleItem();
        var at11 = (await kit.ReadAsync(source, Third, Third.AddHours(11))).ShouldHaveSingleItem();

        at10.CoveredUntil.ShouldBeNull();
        at10.Records.ShouldHaveSingleItem().Cost.Effective.ShouldBe(25);
        at11.Records.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            record => record.Cost.Effective.ShouldBe(27.50m), record => record.Id.ShouldBe(at10.Records[0].Id));
    }

    [Fact]
    public async Task Line_that_was_removed_is_gone_from_its_window()
    {
        using var kit = new SourceKit();
        var both = "2026-11-03 | H100 | 1 | ml | training\n2026-11-03 | H100 | 2 | search | serving";

        var first = await kit.RecordsAsync(Source(kit, both), Third, Third.AddDays(1));
        var second = await kit.ReadAsync(Source(kit, both.Split('\n')[1]), Third, Third.AddDays(1));

        first.Count.ShouldBe(48);
        second.ShouldHaveSingleItem().Records.Select(record => record.Id).ShouldBe(first.Where(record => record.Scope.Team == "search").Select(record => record.Id));
        (await kit.ReadAsync(Source(kit, "2026-12 | H100 | 1"), Third, Third.AddDays(1))).ShouldHaveSingleItem().Records.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_equal_lines_count_twice()
    {
        using var kit = new SourceKit();

        var records = await kit.RecordsAsync(
            Source(kit, "2026-11-03 | H100 | 1 | ml | x\n2026-11-03 | H100 | 1 | ml | x", ("grain", "day")), Third, Third.AddDays(1));

        records.Sum(record => record.Cost.Effective).ShouldBe(120);
        records.Select(record => record.Id).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task More_than_the_inventory_has_is_scaled_down_to_it_with_an_error()
    {
        using var kit = new SourceKit();

        var batch = (await kit.ReadAsync(
            Source(kit, "2026-11-03 | H100 | 6 | a | x\n2026-11-03 | H100 | 4 | b | x", ("inventory", "rack | H100 | 5"), ("grain", "day")),
            Third, Third.AddDays(1))).ShouldHaveSingleItem();

        batch.Records.Select(record => record.Cost.Effective).ShouldBe([180m, 120m]);
        batch.Errors.ShouldHaveSingleItem().Message.ShouldBe("entries: 2026-11-03: got 240 GPU-hours of H100, the inventory has 120; they are scaled down to it.");
    }

    [Theory]
    [InlineData("2026-11 | H100", "entries: line 1, entries: got \"2026-11 | H100\", expected period | GPU model | number | team | project.")]
    [InlineData("November | H100 | 1", "entries: line 1, period: got \"November\"")]
    [InlineData("2026-11-05..2026-11-03 | H100 | 1", "entries: line 1, period: got")]
    [InlineData("2026-11 | H100 | many", "entries: line 1, number: got \"many\"")]
    [InlineData("2026-11 | H100 | 1 | ml | x | hours=25", "entries: line 1, hours: got \"25\"")]
    [InlineData("2026-11 | H100 | 1 | ml | x | gpus=2", "entries: line 1, gpus: is not known, expected hours, resource.")]
    public async Task Mistakes_name_line_and_field(string entries, string message)
    {
        using var kit = new SourceKit();

        var test = await kit.Reader.TestAsync(Source(kit, entries), TestContext.Current.CancellationToken);

        test.Fault.ShouldBe(SourceFaultCode.Settings);
        test.Message.ShouldStartWith(message);
    }

    [Fact]
    public async Task Test_shows_what_an_hour_is_made_of()
    {
        using var kit = new SourceKit();
        var source = kit.Source(
            "gpu.manual", ("entries", "2026-11 | H100 | 1\n2026-11 | B200 | 1"), ("rates", "H100 | purchase=35040 | years=4 | watts=1000 | kwh=0.15 | pue=1.2"));

        (await kit.Reader.TestAsync(source, TestContext.Current.CancellationToken)).Message
            .ShouldBe("2 lines can be read. B200: no rate. H100: 1 amortisation + 0.18 power = 1.18 USD.");
    }
}
