using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Value;

namespace FinOpsAI.Silo.Demo;

/// <summary>What the demo organization's spend brings about: orders, of which people say what one is worth, and tickets that support resolves.</summary>
internal static class DemoValue
{
    /// <summary>Days back of which nobody told the tickets: missing, not zero.</summary>
    private static readonly int[] Forgotten = [9, 23];

    public static async Task SaveAsync(
        IValueStore store, IAuditLog audit, string currency, NarrativeLanguage language, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = UtcDay.Of(now);
        var orders = Unit("demo-orders", new("Assisted orders", "AI가 도운 주문"), ScopePath.Organization, 1.20m);
        var tickets = Unit("demo-tickets", new("Resolved tickets", "해결한 문의"), ScopePath.ForProject("assistant", "support-chat"), null);
        await SaveAsync(orders, Counts(1, 3_050, 0.72, []));
        await SaveAsync(tickets, Counts(2, 1_480, 0.55, Forgotten));

        ValueUnit Unit(string id, DemoText name, ScopePath scope, decimal? worth) =>
            new(id, name.In(language), scope, worth, null, DemoStory.Analyst, DemoStory.Analyst, now);

        // A little more every day than the spend grows, less at weekends, each day with its own chance; the same in every demo of that day.
        List<ValueCountChange> Counts(int series, double usual, double weekend, int[] forgotten) =>
        [
            .. Enumerable.Range(1, DemoTraffic.History.Days).Where(back => !forgotten.Contains(back)).Select(back =>
            {
                var day = today.AddDays(-back);
                var random = new Random(DemoService.Seed + (series * 100_000) + day.DayNumber);
                var growth = Math.Pow(1.12, (DemoTraffic.History.Days - back) / 30.0);
                var calm = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? weekend : 1;
                return new ValueCountChange(day, (decimal)Math.Round(usual * growth * calm * (0.94 + (0.12 * random.NextDouble()))));
            }).Reverse(),
        ];

        async Task SaveAsync(ValueUnit unit, List<ValueCountChange> counts)
        {
            await store.SaveAsync(unit, cancellationToken);
            await store.CountAsync(unit.Id, counts, cancellationToken);
            await audit.AppendAsync(
                [ValueAudit.Of(unit, "valueUnit.added", currency, DemoStory.Analyst, now), ValueAudit.Counted(unit, counts, DemoStory.Analyst, now)], cancellationToken);
        }
    }
}
