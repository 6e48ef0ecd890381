using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Pipeline;
using FinOpsAI.Storage;
using FinOpsAI.Storage.Postgres;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace FinOpsAI.Grains.Tests.Pipeline;

public sealed class FactPumpTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new(Noon);
    private IStore _store = null!;
    private bool _isStarted;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wherever_a_process_ends_between_commits_the_next_one_goes_on_and_each_entry_counts_once(bool isPostgres)
    {
        await StartAsync(isPostgres);
        await _store.Ledger.AppendAsync([.. Enumerable.Range(0, 500).Select(number => Record(number))], Token);
        var commits = 0;
        for (var isDone = false; !isDone; commits++)
        {
            // Each process gets one transaction through, and ends in the next one: before or after it was written.
            var dying = new DyingFacts(_store.Facts, 1, isWritten: commits % 2 == 0);
            try
            {
                await Pump(dying).CatchUpAsync(Token);
                isDone = true;
            }
            catch (StoreUnavailableException)
            {
                // The next one.
            }
        }

        commits.ShouldBeGreaterThan(3);
        var days = await ReadAsync(ScopeKind.Organization);
        days.Sum(fact => fact.Sums.Records).ShouldBe(500);
        days.Sum(fact => fact.Sums.Cost.Effective).ShouldBe(500 * 0.1m);
        days.Sum(fact => fact.Sums.Usage[UsageUnits.Input]).ShouldBe(5_000);
        (await _store.Facts.GetPositionAsync(Token)).ShouldBe(500);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_restated_moves_with_its_facets_also_when_the_charge_was_folded_long_before(bool isPostgres)
    {
        await StartAsync(isPostgres);
        var pump = Pump(_store.Facts);
        await _store.Ledger.AppendAsync([Record(1) with { Feature = "chat" }, Record(2) with { Feature = "chat" }], Token);
        await pump.CatchUpAsync(Token);
        await _store.Ledger.AppendAsync(
            [Record(1) with { Revision = 1, Feature = "mail", Timestamp = Noon.AddDays(-3), Scope = ScopePath.ForResource("other", "p", "r") }], Token);

        await pump.CatchUpAsync(Token);

        (await ReadAsync(ScopeKind.Team)).Select(fact => (fact.Key.Day.Day, fact.Key.Scope.Key, fact.Key.Facets.Feature, fact.Sums.Records))
            .ShouldBe([(17, "team:other", "mail", 1), (20, "team:search", "chat", 1)]);
    }

    [Fact]
    public async Task It_looks_at_the_ledger_by_itself_and_says_up_to_when_it_has()
    {
        await StartAsync(isPostgres: false);
        var pump = Pump(_store.Facts);
        pump.AsOf.ShouldBe(DateTimeOffset.UnixEpoch);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await _store.Ledger.AppendAsync([Record(1)], Token);
        var running = pump.RunAsync(stop.Token);
        await SiloProcess.Until(() => Task.FromResult(pump.AsOf == Noon), Token);
        await _store.Ledger.AppendAsync([Record(2)], Token);
        await Task.Yield();

        _time.Advance(TimeSpan.FromSeconds(2));
        await SiloProcess.Until(() => Task.FromResult(pump.AsOf == Noon.AddSeconds(2)), Token);

        (await ReadAsync(ScopeKind.Organization)).Sum(fact => fact.Sums.Records).ShouldBe(2);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task While_the_store_does_not_answer_it_waits_and_then_goes_on()
    {
        await StartAsync(isPostgres: false);
        var pump = Pump(new DyingFacts(_store.Facts, 0, isWritten: false) { DiesOnce = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await _store.Ledger.AppendAsync([Record(1)], Token);
        var running = pump.RunAsync(stop.Token);

        await SiloProcess.Until(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(2));
                return Task.FromResult(pump.AsOf > Noon);
            },
            Token);

        (await ReadAsync(ScopeKind.Organization)).Sum(fact => fact.Sums.Records).ShouldBe(1);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Two_that_follow_the_same_ledger_count_nothing_twice()
    {
        await StartAsync(isPostgres: false);
        await _store.Ledger.AppendAsync([.. Enumerable.Range(0, 2_000).Select(number => Record(number))], Token);
        FactPump[] pumps = [Pump(_store.Facts), Pump(_store.Facts)];

        while (await _store.Facts.GetPositionAsync(Token) < 2_000)
        {
            await Task.WhenAll(pumps.Select(pump => Task.Run(() => pump.CatchUpAsync(Token), Token)));
        }

        (await ReadAsync(ScopeKind.Organization)).Sum(fact => fact.Sums.Records).ShouldBe(2_000);
    }

    [Fact]
    public void Options_out_of_range_are_named() => new FactOptions { Interval = TimeSpan.Zero, RowsPerCommit = 1 }.Validate().ShouldBe(
        ["FinOpsAI:Facts:Interval is 00:00:00: expected 00:00:00.100 to 00:10:00.", "FinOpsAI:Facts:RowsPerCommit is 1: expected 100 to 100000."]);

    public async ValueTask DisposeAsync()
    {
        if (_isStarted)
        {
            await _store.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static UsageRecord Record(int number) => new()
    {
        Id = $"{number}",
        Source = "api",
        Timestamp = Noon.AddHours(-number % 12),
        Provider = "openai",
        Model = "gpt",
        Scope = ScopePath.ForResource("search", $"p{number % 7}", $"r{number}"),
        Usage = new Dictionary<string, decimal> { [UsageUnits.Input] = 10, [UsageUnits.Request] = 1 },
        Cost = new(0.1m, 0.1m, 0.1m),
        Pricing = PricingState.Given,
        Status = CostStatus.Estimated,
    };

    private FactPump Pump(IFactStore facts) =>
        new(_store.Ledger, facts, new() { RowsPerCommit = 60 }, _time, NullLogger<FactPump>.Instance);

    private async Task StartAsync(bool isPostgres)
    {
        _store = isPostgres
            ? new PostgresStore(await (await PostgresServer.GetOrStartAsync()).CreateDatabaseAsync("facts"), new(), _time)
            : new SqliteStore(_folder.File("facts.db"), new(), _time);
        _isStarted = true;
        await _store.Administration.MigrateAsync(Token);
    }

    private async Task<List<CostFact>> ReadAsync(ScopeKind kind)
    {
        var facts = new List<CostFact>();
        await foreach (var page in _store.Facts.ReadAsync(new(2026, 1, 1), new(2027, 1, 1), kind, null, Token))
        {
            facts.AddRange(page);
        }

        return facts;
    }

    /// <summary>Lets some commits through and then answers no more, as a process that ends does.</summary>
    private sealed class DyingFacts(IFactStore inner, int commits, bool isWritten) : IFactStore
    {
        private int _left = commits;

        public bool DiesOnce { get; init; }

        public Task<long> GetPositionAsync(CancellationToken cancellationToken) => inner.GetPositionAsync(cancellationToken);

        public async Task<bool> CommitAsync(
            long previous, long upto, IReadOnlyDictionary<FactKey, FactSums> deltas, CancellationToken cancellationToken)
        {
            if (_left-- == 0)
            {
                _left = DiesOnce ? int.MaxValue : 0;
                if (isWritten)
                {
                    await inner.CommitAsync(previous, upto, deltas, cancellationToken);
                }

                throw new StoreUnavailableException("gone", retry: true);
            }

            return await inner.CommitAsync(previous, upto, deltas, cancellationToken);
        }

        public IAsyncEnumerable<IReadOnlyList<CostFact>> ReadAsync(
            DateOnly from, DateOnly to, ScopeKind kind, ScopePath? within, CancellationToken cancellationToken) =>
            inner.ReadAsync(from, to, kind, within, cancellationToken);

        public Task ResetAsync(CancellationToken cancellationToken) => inner.ResetAsync(cancellationToken);
    }
}
