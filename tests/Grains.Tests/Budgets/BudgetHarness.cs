using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Budgets;
using FinOpsAI.Storage;
using FinOpsAI.Storage.Postgres;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Grains.Tests.Budgets;

/// <summary>Which database a test runs on.</summary>
public enum Database
{
    Sqlite,
    Postgres,
}

/// <summary>Budget grains made with <c>new</c> on a real store, with a clock and rates of the test's own.</summary>
internal sealed class BudgetHarness : IAsyncDisposable, IGrainResolver, ICurrencies
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    public static readonly ScopePath Team = ScopePath.ForTeam("search");

    private readonly TemporaryFolder _folder = new();
    private PostgresServer? _server;
    private string? _connection;

    private BudgetHarness()
    {
    }

    public IStore Store { get; private set; } = null!;

    public ManualTime Time { get; } = new(Start);

    public BudgetOptions Options { get; } = new();

    /// <summary>Commits go through here, so that a test can crash between a commit and its answer.</summary>
    public CrashingStore Reservations { get; private set; } = null!;

    public BudgetReader Reader { get; private set; } = null!;

    public string Reporting => "USD";

    public static async Task<BudgetHarness> StartAsync(Database database = Database.Sqlite)
    {
        var harness = new BudgetHarness();
        if (database == Database.Sqlite)
        {
            harness.Store = await SqliteStore.OpenAsync(harness._folder.File("budgets.db"), new(), harness.Time);
        }
        else
        {
            harness._server = await PostgresServer.GetOrStartAsync();
            harness._connection = await harness._server.CreateDatabaseAsync("budgets");
            harness.Store = new PostgresStore(harness._connection, new(), harness.Time);
            await harness.Store.Administration.MigrateAsync(CancellationToken.None);
        }

        harness.Reservations = new(harness.Store.Reservations);
        harness.Reader = new(harness.Store.Budgets, harness.Reservations, harness.Store.Rollups, harness.Store.Experiments, harness, harness);
        return harness;
    }

    public async Task<Budget> AddAsync(decimal amount, Func<Budget, Budget>? change = null)
    {
        var budget = new Budget
        {
            Id = "b",
            Name = "Search cap",
            Scope = Team,
            Period = BudgetPeriod.Month,
            Amount = amount,
            IsHard = true,
            Thresholds = Budget.UsualThresholds,
            CarriesOver = false,
            FreeModels = [],
            CreatedAt = Time.GetUtcNow(),
        };
        budget = change?.Invoke(budget) ?? budget;
        await Store.Budgets.SaveAsync(budget, CancellationToken.None);
        return budget;
    }

    public BudgetGrain Grain(string id = "b") => new(id, Store.Budgets, Reservations, Reader, Options, Time);

    public async Task<BudgetGrain> ActivateAsync(string id = "b")
    {
        var grain = Grain(id);
        await grain.ActivateAsync(CancellationToken.None);
        return grain;
    }

    /// <summary>Spend as the ledger and its rollups have it.</summary>
    public async Task SpendAsync(decimal cost, DateTimeOffset? at = null)
    {
        var position = await Store.Rollups.GetPositionAsync(CancellationToken.None);
        var bucket = Granularity.Hour.Floor(at ?? Time.GetUtcNow());
        var sums = new RollupSums(new(cost, cost, cost), default, 1, 0);
        await Store.Rollups.CommitAsync(
            position,
            position + 1,
            new Dictionary<RollupKey, RollupSums>
            {
                [new(Granularity.Hour, Team, bucket, "openai", "gpt-4o", CostStatus.Estimated)] = sums,
                [new(Granularity.Day, Team, Granularity.Day.Floor(bucket), "openai", "gpt-4o", CostStatus.Estimated)] = sums,
            },
            CancellationToken.None);
    }

    public Task<ReservationCounter> CounterAsync(string period = "2026-11") => Store.Reservations.OpenAsync("b", period, CancellationToken.None);

    public TGrain Get<TGrain>(string key)
        where TGrain : class => throw new GrainFault(GrainFaultCode.Unavailable, retry: true, $"No grain {key} here.");

    public bool TryConvert(decimal amount, string? currency, DateTimeOffset at, out decimal converted, out ExchangeRate? rate)
    {
        rate = currency == "EUR" ? new("EUR", "USD", at.Month == 11 ? 1.5m : 2m, "test", at) : null;
        converted = amount * (rate?.Rate ?? 1);
        return currency is null or "USD" or "EUR";
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
        if (_server is not null)
        {
            await _server.DropDatabaseAsync(_connection!);
        }
    }
}

/// <summary>A reservation store that loses the connection before or after a commit, when told to.</summary>
internal sealed class CrashingStore(IReservationStore inner) : IReservationStore
{
    private readonly Random _random = new(71);
    private readonly Lock _lock = new();

    /// <summary>The share of commits that are lost before they reach the store, and as many after it, whose caller is left in doubt.</summary>
    public double Share { get; set; }

    /// <summary>Called after each commit that holds.</summary>
    public Action<ReservationCommit>? Committed { get; set; }

    public Task<ReservationCounter> OpenAsync(string budget, string period, CancellationToken cancellationToken) =>
        inner.OpenAsync(budget, period, cancellationToken);

    public Task<IReadOnlyList<ReservationCounter>> ListCountersAsync(string budget, CancellationToken cancellationToken) =>
        inner.ListCountersAsync(budget, cancellationToken);

    public Task<IReadOnlyList<Reservation>> ListHeldAsync(string budget, CancellationToken cancellationToken) =>
        inner.ListHeldAsync(budget, cancellationToken);

    public Task<IReadOnlyList<Reservation>> FindAsync(string budget, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        inner.FindAsync(budget, keys, cancellationToken);

    public Task<IReadOnlyList<Reservation>> ListAsync(string budget, ReservationState? state, int limit, CancellationToken cancellationToken) =>
        inner.ListAsync(budget, state, limit, cancellationToken);

    public Task<int> PruneAsync(DateTimeOffset grantedBefore, int limit, CancellationToken cancellationToken) =>
        inner.PruneAsync(grantedBefore, limit, cancellationToken);

    public async Task<CommitOutcome> CommitAsync(ReservationCommit commit, CancellationToken cancellationToken)
    {
        double fate;
        lock (_lock)
        {
            fate = _random.NextDouble();
        }

        if (fate < Share)
        {
            throw new StoreUnavailableException("Lost before the commit.", retry: true);
        }

        var outcome = await inner.CommitAsync(commit, cancellationToken);
        if (outcome == CommitOutcome.Committed)
        {
            Committed?.Invoke(commit);
        }

        return fate < Share * 2 ? throw new StoreUnavailableException("Lost after the commit.", retry: true) : outcome;
    }
}
