using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteSourceStoreTests : SourceStoreTests<SqliteHarness>;

public sealed class PostgresSourceStoreTests : SourceStoreTests<PostgresHarness>;

public abstract class SourceStoreTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    private static readonly DateOnly Day = new(2026, 11, 20);

    [Fact]
    public async Task A_source_comes_back_as_it_was_saved_and_goes_with_its_state()
    {
        var source = Source("openai-main");
        var state = new SourceState
        {
            Id = source.Id,
            Cursor = """{"files":{"a.csv":"etag"}}""",
            CoveredUntil = Some.Noon,
            Failures = 2,
            LastFault = new(SourceFaultCode.RateLimited, "asked too often (429)", Some.Noon),
            Backfill = new(Some.Noon.AddDays(-30), Some.Noon, Some.Noon.AddDays(-10), 123, Some.Noon, null, "c"),
            Records = 7,
            Days = [new(Day, 1, 2, 3, 4, 5)],
            Errors = [new(3, "amount", "amount: got \"x\", expected a number.")],
        };
        await Store.Sources.SaveAsync(source, Token);
        await Store.Sources.SaveStateAsync(state, Token);

        var found = (await Store.Sources.FindAsync(source.Id, Token))!;
        (found.Kind, found.Name, found.Layer, found.Every, found.Since).ShouldBe(
            (source.Kind, source.Name, source.Layer, source.Every, source.Since));
        found.Settings.ShouldBe(source.Settings);
        found.Secrets.ShouldBe(source.Secrets);
        var kept = (await Store.Sources.FindStateAsync(source.Id, Token))!;
        (kept with { Days = state.Days, Errors = state.Errors }).ShouldBe(state);
        kept.Days.ShouldBe(state.Days);
        kept.Errors.ShouldBe(state.Errors);

        (await Store.Sources.RemoveAsync(source.Id, Token)).ShouldNotBeNull();
        (await Store.Sources.FindAsync(source.Id, Token)).ShouldBeNull();
        (await Store.Sources.FindStateAsync(source.Id, Token)).ShouldBeNull();
        (await Store.Sources.RemoveAsync(source.Id, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Sources_are_listed_by_id()
    {
        await Store.Sources.SaveAsync(Source("b"), Token);
        await Store.Sources.SaveAsync(Source("a"), Token);
        await Store.Sources.SaveAsync(Source("b") with { Name = "again" }, Token);

        (await Store.Sources.ListAsync(Token)).Select(source => (source.Id, source.Name)).ShouldBe([("a", "a"), ("b", "again")]);
        (await Store.Sources.ListStatesAsync(Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_day_of_a_bill_replaces_what_was_known_of_it()
    {
        await Store.Bills.SaveAsync(Bill("x", Day, 10), Token);
        await Store.Bills.SaveAsync(Bill("x", Day, 12.3456789012345m), Token);
        await Store.Bills.SaveAsync(Bill("y", Day.AddDays(1), 5), Token);

        var days = await Store.Bills.ListAsync(Day, Day.AddDays(1), Token);

        days.Count.ShouldBe(1);
        days[0].Lines.ShouldBe(Bill("x", Day, 12.3456789012345m).Lines);
        days[0].Settlements[0].Drift.ShouldBe(2.3456789012345m);
        (await Store.Bills.ListAsync(Day, Day.AddDays(2), Token)).Select(day => day.Source).ShouldBe(["x", "y"]);
        (await Store.Bills.FindAsync("x", Day, Token))!.SettledAt.ShouldBe(Some.Noon);
        (await Store.Bills.FindAsync("x", Day.AddDays(1), Token)).ShouldBeNull();
    }

    private static DataSource Source(string id) => new()
    {
        Id = id,
        Kind = "openai.usage",
        Name = id,
        Layer = SourceLayer.Spend,
        Every = TimeSpan.FromMinutes(5),
        Since = Some.Noon.AddDays(-30),
        CreatedAt = Some.Noon,
        Settings = new Dictionary<string, string> { ["team"] = "검색" },
        Secrets = new Dictionary<string, string> { ["admin_key"] = "env:OPENAI_ADMIN_KEY" },
    };

    private static BillDay Bill(string source, DateOnly day, decimal amount) => new(
        source,
        day,
        [new("openai", "gpt-4o", "gpt-4o, input", Some.Chat, amount, CostStatus.Confirmed)],
        [new("openai", "gpt-4o", 10, amount, 3, CostStatus.Confirmed, new(0.9, 1.1))],
        Some.Noon);
}
