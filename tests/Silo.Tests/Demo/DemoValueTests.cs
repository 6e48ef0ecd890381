using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Value;
using FinOpsAI.Silo.Demo;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.Demo;

public sealed class DemoValueTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 18, 5, 37, 21, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_day_gives_the_same_sixty_days_of_counts_of_which_two_were_forgotten()
    {
        var first = await CountsAsync("a", Now, NarrativeLanguage.English);
        var again = await CountsAsync("b", Now.AddHours(9), NarrativeLanguage.Korean);

        again["demo-orders"].ShouldBe(first["demo-orders"]);
        again["demo-tickets"].ShouldBe(first["demo-tickets"]);
        (first["demo-orders"].Count, first["demo-tickets"].Count).ShouldBe((60, 58));
        first.Values.SelectMany(counts => counts).ShouldAllBe(count => count.Amount > 0 && count.Day < new DateOnly(2026, 11, 18));
    }

    private async Task<Dictionary<string, IReadOnlyList<ValueCount>>> CountsAsync(string name, DateTimeOffset now, NarrativeLanguage language)
    {
        await using var store = await SqliteStore.OpenAsync(_folder.File($"{name}.db"), new(), TimeProvider.System, cancellationToken: Token);
        await DemoValue.SaveAsync(store.Values, store.Audit, "USD", language, now, Token);
        var units = await store.Values.ListAsync(Token);
        units.Count(unit => unit.Worth is not null).ShouldBe(1);
        return (await Task.WhenAll(units.Select(async unit => (unit.Id, Counts: await store.Values.ListCountsAsync(unit.Id, new(2026, 1, 1), new(2027, 1, 1), Token)))))
            .ToDictionary(unit => unit.Id, unit => unit.Counts);
    }
}
