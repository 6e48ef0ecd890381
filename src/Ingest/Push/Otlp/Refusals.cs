using FinOpsAI.Core.Ports;

namespace FinOpsAI.Ingest.Push.Otlp;

/// <summary>What was refused of one export, as its answer tells it.</summary>
internal sealed class Refusals
{
    private const int MostTold = 10;
    private readonly IngestMetrics _metrics;
    private readonly string _item;
    private readonly List<string> _told = [];
    private long _count;

    public Refusals(IngestMetrics metrics, string item, IEnumerable<(long Number, string Problem)> problems)
    {
        _metrics = metrics;
        _item = item;
        foreach (var (number, problem) in problems)
        {
            Add(number, problem);
        }
    }

    /// <summary>Adds an item that never became a record.</summary>
    public void Add(long number, string problem)
    {
        _metrics.Count("rejected", 1);
        _count++;
        Tell(number, $"{problem}.");
    }

    /// <summary>Adds what ingest refused, which it has counted.</summary>
    public void Add(IngestResult result)
    {
        _count += result.Rejected;
        foreach (var error in result.Errors)
        {
            Tell(error.Line, error.Message);
        }
    }

    public OtlpReceipt Receipt() => new(OtlpBodyState.Taken, _count, string.Join(' ', _told));

    private void Tell(long number, string message)
    {
        if (_told.Count < MostTold)
        {
            _told.Add($"{_item} {number}: {message}");
        }
    }
}
