using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Explanations;
using FinOpsAI.Storage;
using FinOpsAI.Storage.Postgres;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Grains.Tests.Explanations;

/// <summary>A real store of either kind with records in its ledger and rollups.</summary>
internal sealed class ExplanationHarness : IAsyncDisposable, ITokenPriceBook
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private string? _database;
    private long _records;

    public IStore Store { get; private set; } = null!;

    public Explainer Explainer => new(Store.Rollups, Store.Ledger, Store.Scopes, this);

    public static async Task<ExplanationHarness> StartAsync(bool isPostgres)
    {
        var harness = new ExplanationHarness();
        if (isPostgres)
        {
            harness._database = await (await PostgresServer.GetOrStartAsync()).CreateDatabaseAsync("explain");
            harness.Store = new PostgresStore(harness._database, new(), new ManualTime(Now));
        }
        else
        {
            harness.Store = new SqliteStore(harness._folder.File("explain.db"), new(), new ManualTime(Now));
        }

        await harness.Store.Administration.MigrateAsync(default);
        return harness;
    }

    /// <summary>Adds records to ledger and rollups.</summary>
    public async Task AddAsync(params IEnumerable<UsageRecord> records)
    {
        foreach (var batch in records.Chunk(5_000))
        {
            var result = await Store.Ledger.AppendAsync(batch, default);
            var sums = new Dictionary<RollupKey, RollupSums>();
            foreach (var entry in result.Entries)
            {
                foreach (var scope in entry.Scope.SelfAndAncestors())
                {
                    foreach (var granularity in Enum.GetValues<Granularity>())
                    {
                        var key = new RollupKey(granularity, scope, granularity.Floor(entry.Timestamp), entry.Provider, entry.Model, entry.Status);
                        sums[key] = sums.GetValueOrDefault(key) + RollupSums.From(entry);
                    }
                }
            }

            (await Store.Rollups.CommitAsync(result.Previous, result.Head, sums, default)).ShouldBeTrue();
        }
    }

    /// <summary>A record of some requests of 900 input and 100 output tokens.</summary>
    public UsageRecord Record(
        ScopePath scope, DateTimeOffset at, decimal requests, decimal pricePerRequest = 0.01m, string model = "gpt-4o", bool hasFailed = false) => new()
        {
            Id = $"r{_records++}",
            Source = "test",
            Timestamp = at,
            Provider = "openai",
            Model = model,
            Scope = scope,
            Usage = new Dictionary<string, decimal>
            {
                [UsageUnits.Request] = requests, [UsageUnits.Input] = 900 * requests, [UsageUnits.Output] = 100 * requests,
            },
            Cost = new(requests * pricePerRequest, 0, requests * pricePerRequest),
            Pricing = PricingState.Catalogue,
            Status = CostStatus.Estimated,
            Tags = hasFailed ? new Dictionary<string, string> { ["status"] = "failure" } : new Dictionary<string, string>(),
        };

    /// <summary>One record an hour over some weeks up to a time.</summary>
    public IEnumerable<UsageRecord> Usual(
        ScopePath scope, DateTimeOffset until, decimal requests, decimal pricePerRequest = 0.01m, string model = "gpt-4o", int weeks = 4)
    {
        for (var hour = until.AddDays(-7 * weeks); hour < until; hour = hour.AddHours(1))
        {
            yield return Record(scope, hour, requests, pricePerRequest, model);
        }
    }

    public TokenWeights? Find(string model, DateTimeOffset at) => new(1, 0.5m, 4);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
        if (_database is not null)
        {
            await (await PostgresServer.GetOrStartAsync()).DropDatabaseAsync(_database);
        }
    }
}
