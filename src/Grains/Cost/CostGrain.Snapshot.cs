using System.Text;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Ports;
using Microsoft.Extensions.Logging;

namespace FinOpsAI.Grains.Cost;

public sealed partial class CostGrain
{
    private const int SnapshotVersion = 2;

    private void Restore(Snapshot snapshot)
    {
        if (snapshot.Version != SnapshotVersion)
        {
            LogSnapshotIgnored(_scope.Key, snapshot.Version, SnapshotVersion);
            return;
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(snapshot.State.ToArray()), Encoding.UTF8);
            _state = CostState.Load(reader);
            _watch = ScopeWatch.Load(reader, _scope, _options.Detectors());
            _forecaster.Load(reader);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            // The ledger has everything: start from there.
            LogSnapshotUnreadable(e, _scope.Key);
            _state = new();
            _watch = new(_scope, _options.Detectors());
        }
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        // What is not yet reported would be lost with a crash after this save; without it, the replay finds it again.
        if (_unreported.Count > 0 || _state.Applied <= _savedUpto)
        {
            return;
        }

        var stream = new MemoryStream();
        await using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            _state.Save(writer);
            _watch.Save(writer);
            _forecaster.Save(writer);
        }

        var state = stream.GetBuffer().AsMemory(0, (int)stream.Length);
        _etag = await _snapshots.SaveAsync(_scope.Key, _etag, _state.Applied, SnapshotVersion, state, cancellationToken)
            ?? throw new GrainFault(
                GrainFaultCode.Stale,
                retry: true,
                $"The activation of {_scope.Key} at position {_state.Applied} was outrun by another one and reloads.");
        _savedUpto = _state.Applied;
        _savedAt = _time.GetUtcNow();
        _entriesSinceSave = 0;
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "Snapshot of {Scope} has format {Found}, not {Expected}: rebuilt from the ledger")]
    private partial void LogSnapshotIgnored(string scope, int found, int expected);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "Snapshot of {Scope} cannot be read: rebuilt from the ledger")]
    private partial void LogSnapshotUnreadable(Exception exception, string scope);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "{Count} anomalies of {Scope} could not be reported yet")]
    private partial void LogReportPostponed(Exception exception, string scope, int count);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "Detectors of {Scope} start from nothing: {Parent} could not be asked")]
    private partial void LogPriorMissed(Exception exception, string scope, string parent);
}
