using System.Globalization;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Sources;

/// <summary>
/// Where estimate meets bill. A day's usage records take the amounts that the provider charges for them, so that a figure is first estimated,
/// then confirmed, then invoiced, and the two are never added. A day is settled again whenever its bill or its usage changes; settled twice
/// from the same, it writes nothing.
/// </summary>
public sealed partial class Settler(
    ISourceStore sources,
    IBillStore bills,
    ILedger ledger,
    IRollupStore rollups,
    IUsageSink sink,
    IWindowSink windows,
    IGrainResolver grains,
    SourceOptions options,
    GrainOptions grainOptions,
    TimeProvider time,
    ILogger<Settler> logger)
{
    private const int RecordsPerAppend = 2_000;

    /// <summary>From how many earlier days a model's usual ratio is taken.</summary>
    private const int UsualDays = 30;

    /// <summary>Settles every day that needs it, oldest first.</summary>
    /// <returns>How many were settled.</returns>
    public async Task<int> SettleAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var first = UtcDay.Of(now - options.SettleFor);
        var end = UtcDay.Of(now - options.SettleAfter);
        var known = (await bills.ListAsync(first.AddDays(-UsualDays), end, cancellationToken)).ToList();
        var byId = known.Count == 0
            ? []
            : (await sources.ListAsync(cancellationToken)).ToDictionary(source => source.Id, StringComparer.Ordinal);
        var sums = known.Count == 0 || first >= end ? [] : await SumsAsync(first, end, cancellationToken);
        var settled = 0;
        for (var index = 0; index < known.Count; index++)
        {
            var bill = known[index];
            if (bill.Day < first || !byId.TryGetValue(bill.Source, out var source) || !Needs(bill, sums))
            {
                continue;
            }

            known[index] = await SettleAsync(source, bill, known, cancellationToken);
            settled++;
        }

        return settled;
    }

    private static bool Needs(BillDay bill, Dictionary<(DateOnly Day, string Provider), RollupSums> sums)
    {
        if (bill.SettledAt is null)
        {
            return true;
        }

        var day = bill.Lines.Select(line => line.Provider).Distinct(StringComparer.Ordinal)
            .Aggregate(default(RollupSums), (sum, provider) => sum + sums.GetValueOrDefault((bill.Day, provider)));
        return BillMatch.FingerprintOf(day.Cost, day.Records) != bill.SettledAgainst;
    }

    /// <summary>What each day holds of each provider, in one look for all days.</summary>
    private async Task<Dictionary<(DateOnly Day, string Provider), RollupSums>> SumsAsync(
        DateOnly first, DateOnly end, CancellationToken cancellationToken)
    {
        var rows = await rollups.QueryAsync(
            new(ScopePath.Organization, UtcDay.StartOf(first), UtcDay.StartOf(end), Granularity.Day, CostGroup.Provider), cancellationToken);
        return rows.ToDictionary(row => (UtcDay.Of(row.Bucket), row.Group), row => row.Sums);
    }

    private async Task<BillDay> SettleAsync(DataSource source, BillDay bill, List<BillDay> known, CancellationToken cancellationToken)
    {
        var start = UtcDay.StartOf(bill.Day);
        var match = new BillMatch(source, bill);
        await foreach (var page in ledger.ReadRecordsAsync(start, start.AddDays(1), cancellationToken))
        {
            foreach (var record in page)
            {
                match.See(record);
            }
        }

        var settlements = match.Share((provider, model) => Usual(known, bill, provider, model));
        List<UsageRecord> restated = [];
        await foreach (var page in ledger.ReadRecordsAsync(start, start.AddDays(1), cancellationToken))
        {
            restated.AddRange(page.Select(match.Restate).OfType<UsageRecord>());
            if (restated.Count >= RecordsPerAppend)
            {
                await sink.AppendAsync(restated, cancellationToken);
                restated = [];
            }
        }

        await sink.AppendAsync(restated, cancellationToken);
        await windows.ReplaceAsync(
            new(source.RecordSource, $"bill {Iso(bill.Day)}", bill.Rounds + 1, IsLast: true),
            [.. match.Alone.Select((line, index) => Alone(source, bill, line, index))],
            cancellationToken);
        var after = bill with
        {
            Settlements = settlements,
            SettledAt = time.GetUtcNow(),
            SettledAgainst = match.Fingerprint,
            Rounds = bill.Rounds + 1,
        };
        await ReportAsync(bill, after, known, cancellationToken);
        await bills.SaveAsync(after, cancellationToken);
        LogSettled(source.Id, bill.Day, settlements.Count);
        return after;
    }

    /// <summary>A charge without usage, as spend of its own. Its list cost is zero: nothing was estimated.</summary>
    private static UsageRecord Alone(DataSource source, BillDay bill, BillLine line, int index) => new()
    {
        Id = string.Create(
            CultureInfo.InvariantCulture, $"bill {Iso(bill.Day)} {line.Window} {line.Provider} {line.Model} {line.Service} {line.Scope.Key} {index}"),
        Source = source.RecordSource,
        Timestamp = UtcDay.StartOf(bill.Day),
        Provider = line.Provider,
        Model = line.Model,
        Service = line.Service,
        ChargeCategory = line.Amount < 0 ? "Credit" : "Usage",
        Scope = line.Scope,
        Usage = new Dictionary<string, decimal>(),
        Cost = new(line.Amount, line.Amount, 0),
        Pricing = PricingState.Given,
        Status = line.Status,
        Tags = new Dictionary<string, string> { [BillMatch.Tag] = source.Id },
    };

    private static DriftRange? Usual(List<BillDay> known, BillDay bill, string provider, string model) => SettlementMaths.Usual(
        known.Where(day => day.Source == bill.Source && day.Day < bill.Day && day.Day >= bill.Day.AddDays(-UsualDays))
            .SelectMany(day => day.Settlements)
            .Where(settlement => settlement.Provider == provider && settlement.Model == model)
            .Select(settlement => settlement.Ratio)
            .Where(ratio => ratio > 0)
            .Select(ratio => ratio!.Value));

    /// <summary>
    /// Tells what has left its range, closes what the day before told of the same model, and takes back what was told and no longer holds.
    /// </summary>
    private async Task ReportAsync(BillDay before, BillDay after, List<BillDay> known, CancellationToken cancellationToken)
    {
        var others = known.Where(day => day.Source == after.Source && day.Day != after.Day).ToList();
        var now = Unusual(after).Select(settlement => Drift(
            after,
            settlement,
            others.Any(day => day.Day > after.Day && Has(day, settlement)) ? AnomalyState.Closed : AnomalyState.Open)).ToList();
        var over = others.Where(day => day.Day < after.Day)
            .SelectMany(day => Unusual(day).Where(settlement => Has(after, settlement)).Select(settlement => (Day: day, settlement)))
            .GroupBy(told => (told.settlement.Provider, told.settlement.Model))
            .Select(told => told.MaxBy(last => last.Day.Day))
            .Select(last => Drift(last.Day, last.settlement, AnomalyState.Closed));
        var gone = Unusual(before).Select(settlement => Drift(before, settlement, AnomalyState.Retracted))
            .Where(anomaly => now.All(still => still.Id != anomaly.Id));
        Anomaly[] report = [.. over, .. gone, .. now];
        if (report.Length > 0)
        {
            await grains.Get<IAlertGrain>(ScopePath.Organization.Key).ReportAsync(new(report, time.GetUtcNow()), cancellationToken);
        }
    }

    private IEnumerable<Settlement> Unusual(BillDay day) => day.Settlements.Where(
        settlement => settlement.IsUnusual && Math.Abs(settlement.Drift) >= (decimal)grainOptions.MaterialAmount);

    private static bool Has(BillDay day, Settlement model) =>
        day.Settlements.Any(settlement => settlement.Provider == model.Provider && settlement.Model == model.Model);

    private static Anomaly Drift(BillDay bill, Settlement settlement, AnomalyState state)
    {
        var normal = settlement.Normal!;
        var expected = settlement.Estimated * (decimal)Math.Sqrt(normal.Lower * normal.Upper);
        var share = expected == 0 ? 1 : Math.Abs(settlement.Billed - expected) / expected;
        var model = settlement.Model.Length == 0 ? settlement.Provider : $"{settlement.Provider} {settlement.Model}";
        return new(
            $"drift:{bill.Source}:{settlement.Provider}:{settlement.Model}:{Iso(bill.Day)}",
            ScopePath.Organization,
            AnomalyKind.BillDrift,
            state,
            share >= 0.5m ? Severity.High : share >= 0.1m ? Severity.Medium : Severity.Low,
            Granularity.Day,
            UtcDay.StartOf(bill.Day),
            UtcDay.StartOf(bill.Day.AddDays(1)),
            settlement.Billed,
            expected,
            settlement.Estimated * (decimal)normal.Lower,
            settlement.Estimated * (decimal)normal.Upper,
            1,
            null)
        {
            Detail = model,
        };
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [LoggerMessage(EventId = 2511, Level = LogLevel.Information, Message = "The bill of {Source} for {Day} was held against its usage: {Models} models")]
    private partial void LogSettled(string source, DateOnly day, int models);
}
