using FinOpsAI.Core.Domain;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Storage.Tests;

/// <summary>An empty database of one kind, and ways to open it and to reach behind it.</summary>
public abstract class StoreHarness : IAsyncDisposable
{
    /// <summary>The time that the stores take for now.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 11, 20, 12, 30, 0, TimeSpan.Zero);

    /// <summary>Makes the database's surroundings.</summary>
    public abstract Task StartAsync();

    /// <summary>Makes the same with the schema in it, as a copy of what was migrated once in this process.</summary>
    public abstract Task StartReadyAsync();

    /// <summary>A store on the database, which may have no schema yet.</summary>
    public abstract IStore Create(RetentionOptions? retention = null);

    /// <summary>A migrated store on the database.</summary>
    public async Task<IStore> OpenAsync(RetentionOptions? retention = null)
    {
        var store = Create(retention);
        await store.Administration.MigrateAsync(CancellationToken.None);
        return store;
    }

    /// <summary>Runs a statement past the store.</summary>
    public abstract Task ExecuteAsync(string sql);

    public abstract ValueTask DisposeAsync();

    protected static async Task MigrateAsync(IStore store)
    {
        await using (store)
        {
            await store.Administration.MigrateAsync(CancellationToken.None);
        }
    }

    protected sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}

/// <summary>What all store tests share: a fresh database and an open store.</summary>
public abstract class StoreTests<THarness> : IAsyncLifetime
    where THarness : StoreHarness, new()
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected THarness Harness { get; } = new();

    protected IStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Harness.StartReadyAsync();
        Store = await Harness.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is not null)
        {
            await Store.DisposeAsync();
        }

        await Harness.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<List<LedgerEntry>> ReadAllAsync(ScopePath? scope = null, long after = 0)
    {
        var entries = new List<LedgerEntry>();
        await foreach (var page in Store.Ledger.ReadAsync(after, long.MaxValue, scope, Token))
        {
            entries.AddRange(page);
        }

        return entries;
    }
}
