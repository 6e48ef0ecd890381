using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources;

/// <summary>
/// Cuts rows that come in order of time into one window a UTC day; days without any become empty windows. A day rather than an hour, so that a
/// change of the bucket's width replaces what was read before instead of adding to it, and so that quiet times cost little.
/// </summary>
internal sealed class DayWindows
{
    private const int LargestBatch = 5_000;
    private readonly SourceBatchBuilder _batch;
    private readonly string _prefix;
    private readonly DateTimeOffset _first;
    private readonly DateTimeOffset _end;
    private readonly DateTimeOffset? _coveredAtMost;
    private DateTimeOffset _day;

    /// <param name="context">The source.</param>
    /// <param name="prefix">Stands before the day in a window's name.</param>
    /// <param name="first">The first day.</param>
    /// <param name="end">The end of the last day.</param>
    /// <param name="coveredAtMost">The start of the bucket that still runs; null when these windows alone do not cover any time.</param>
    public DayWindows(ConnectorContext context, string prefix, DateTimeOffset first, DateTimeOffset end, DateTimeOffset? coveredAtMost)
    {
        _batch = context.Batch();
        _prefix = prefix;
        _first = _day = Floor(first);
        _end = end;
        _coveredAtMost = coveredAtMost;
    }

    private string Name => _prefix + _day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The start of a moment's day.</summary>
    public static DateTimeOffset Floor(DateTimeOffset moment) => Floor(moment, TimeSpan.FromDays(1));

    /// <summary>The start of the bucket of a width that a moment is in.</summary>
    public static DateTimeOffset Floor(DateTimeOffset moment, TimeSpan width) => new(moment.UtcTicks - (moment.UtcTicks % width.Ticks), TimeSpan.Zero);

    /// <summary>The end of the last day that a range of time touches.</summary>
    public static DateTimeOffset Ceiling(DateTimeOffset end) => Floor(end) == end ? end : Floor(end).AddDays(1);

    /// <summary>Ranges of whole days that together cover a range of time, oldest first.</summary>
    public static IEnumerable<(DateTimeOffset First, DateTimeOffset End)> Ranges(DateTimeOffset from, DateTimeOffset to, int days)
    {
        var end = Ceiling(to);
        for (var first = Floor(from); first < end; first = first.AddDays(days))
        {
            yield return (first, first.AddDays(days) < end ? first.AddDays(days) : end);
        }
    }

    /// <summary>
    /// Call before the rows of each bucket: gives the batches that end before it. False in <paramref name="isWithin"/> is a bucket outside the
    /// days asked for, which is read with its own day.
    /// </summary>
    /// <exception cref="SourceException">The bucket's day has been closed before.</exception>
    public IReadOnlyList<SourceBatch> MoveTo(DateTimeOffset bucket, out bool isWithin)
    {
        isWithin = bucket >= _first && bucket < _end;
        if (isWithin && bucket < _day)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"The buckets are not in order of time: {bucket:u} comes after {_day:u}.");
        }

        return isWithin ? CloseUntil(Floor(bucket)) : [];
    }

    /// <summary>Adds a row by a function that fills in its draft; a row that cannot be used is counted.</summary>
    /// <returns>A batch when there are enough rows for one.</returns>
    public SourceBatch? Add(JsonElement row, Action<SourceBatchBuilder, JsonElement> add)
    {
        try
        {
            add(_batch, row);
        }
        catch (RowException e)
        {
            _batch.Fail(new(0, e.Field, $"{Name}: {e.Message}"));
        }

        return _batch.Count >= LargestBatch ? _batch.Build(new(Name, IsLast: false)) : null;
    }

    /// <summary>Call at the end: gives the rest.</summary>
    public IReadOnlyList<SourceBatch> Close() => CloseUntil(_end);

    private List<SourceBatch> CloseUntil(DateTimeOffset day)
    {
        List<SourceBatch> batches = [];
        while (_day < day)
        {
            var window = new SourceWindow(Name);
            _day = _day.AddDays(1);
            batches.Add(_batch.Build(window, _day < _coveredAtMost ? _day : _coveredAtMost));
        }

        return batches;
    }
}
