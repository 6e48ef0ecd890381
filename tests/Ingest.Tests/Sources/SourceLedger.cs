using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Storage;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources;

/// <summary>What became of all records of one reading.</summary>
internal sealed record Taking(int Accepted, int Restated, int Unchanged, long Retracted, string? Cursor);

/// <summary>A real ledger in a SQLite file, which takes what sources read as the running program does.</summary>
internal sealed class SourceLedger : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SourceKit _kit;
    private readonly SqliteStore _store;
    private long _generation;

    private SourceLedger(SourceKit kit)
    {
        _kit = kit;
        _store = new(_folder.File("ledger.db"), new RetentionOptions(), TimeProvider.System);
    }

    public static async Task<SourceLedger> OpenAsync(SourceKit kit)
    {
        var ledger = new SourceLedger(kit);
        await ledger._store.Administration.MigrateAsync(TestContext.Current.CancellationToken);
        return ledger;
    }

    /// <summary>Reads a source to the end.</summary>
    public async Task<Taking> TakeAsync(DataSource source, DateTimeOffset from, DateTimeOffset to, string? cursor = null)
    {
        var token = TestContext.Current.CancellationToken;
        List<AppendOutcome> outcomes = [];
        long retracted = 0;
        _generation++;
        foreach (var batch in await _kit.ReadAsync(source, from, to, cursor))
        {
            var result = batch.Window is { } window
                ? await _store.Ledger.ReplaceAsync(new(source.RecordSource, window.Name, _generation, window.IsLast), batch.Records, token)
                : await _store.Ledger.AppendAsync(batch.Records, token);
            outcomes.AddRange(result.Outcomes);
            retracted += result.Retracted;
            cursor = batch.Cursor ?? cursor;
        }

        return new(
            outcomes.Count(outcome => outcome is AppendOutcome.Accepted), outcomes.Count(outcome => outcome is AppendOutcome.Restated),
            outcomes.Count(outcome => outcome is AppendOutcome.Duplicate), retracted, cursor);
    }

    /// <summary>What everything in the ledger costs, corrections included.</summary>
    public async Task<decimal> TotalAsync()
    {
        decimal total = 0;
        await foreach (var page in _store.Ledger.ReadAsync(0, long.MaxValue, null, TestContext.Current.CancellationToken))
        {
            total += page.Sum(entry => entry.Cost.Effective);
        }

        return total;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }
}
