using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources;

/// <summary>
/// Gathers one batch: <see cref="Draft"/>, fill in, <see cref="Add()"/>, for each record; then <see cref="Build"/>, after which it is empty
/// again and may gather the next batch. Ids that occur twice within a window are told apart by a number, so that no row is lost.
/// </summary>
public sealed class SourceBatchBuilder(ConnectorContext context)
{
    private readonly UsageDraft _draft = new();
    private List<UsageRecord> _records = [];
    private List<UsageError> _errors = [];
    private long _line;

    /// <summary>The ids of the window so far; readers of files that tell their rows apart themselves use it too.</summary>
    internal IdOccurrences Ids { get; } = new();

    /// <summary>Records gathered so far.</summary>
    public int Count => _records.Count;

    /// <summary>An empty draft for the next row. Ids must be the same at the next read: made of window and dimensions, not of amounts.</summary>
    /// <param name="idParts">What tells the row from all others of the source.</param>
    public UsageDraft Draft(params ReadOnlySpan<string?> idParts)
    {
        _draft.Clear();
        _draft.Line = ++_line;
        _draft.Source = context.Source.RecordSource;
        _draft.Id = RowId.Of(idParts);
        return _draft;
    }

    /// <summary>Places, checks, prices and takes the draft.</summary>
    public void Add()
    {
        context.Place.Apply(_draft);
        if (_draft.Id is { } id)
        {
            var seen = Ids.Next(id);
            if (seen > 1)
            {
                _draft.Id = string.Create(CultureInfo.InvariantCulture, $"{id}#{seen}");
            }
        }

        Add(context.Normalizer.Normalize(_draft));
    }

    /// <summary>Takes what a file reader found. Its source becomes this one's.</summary>
    public void Add(UsageParseItem item)
    {
        if (item.Record is { } record)
        {
            _records.Add(record.Source == context.Source.RecordSource ? record : record with { Source = context.Source.RecordSource });
        }
        else
        {
            Fail(item.Error!);
        }
    }

    /// <summary>Counts a row that cannot be used.</summary>
    public void Fail(UsageError error) => _errors.Add(error);

    /// <summary>Counts the row of the draft begun last as one that cannot be used.</summary>
    public void Fail(string field, string message) => _errors.Add(new(_line, field, message));

    /// <summary>Gives the batch and starts the next one.</summary>
    /// <param name="window">The window that it belongs to.</param>
    /// <param name="coveredUntil">Everything before it has been read.</param>
    /// <param name="cursor">The place after it.</param>
    public SourceBatch Build(SourceWindow? window = null, DateTimeOffset? coveredUntil = null, string? cursor = null)
    {
        var batch = new SourceBatch(_records) { Errors = _errors, Window = window, CoveredUntil = coveredUntil, Cursor = cursor };
        _records = [];
        _errors = [];
        if (window is null or { IsLast: true })
        {
            Ids.Clear();
            _line = 0;
        }

        return batch;
    }
}
