using System.Globalization;
using System.Runtime.CompilerServices;
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

    /// <summary>Ranges of whole days that together cover a range of time, oldest first.</summary>
    public static IEnumerable<(DateTimeOffset First, DateTimeOffset End)> Ranges(DateTimeOffset from, DateTimeOffset to, int days)
    {
        var end = Floor(to) == to ? to : Floor(to).AddDays(1);
        for (var first = Floor(from); first < end; first = first.AddDays(days))
        {
            yield return (first, first.AddDays(days) < end ? first.AddDays(days) : end);
        }
    }

    /// <summary>Reads the rows of all pages into the days' windows.</summary>
    /// <param name="pages">Pages whose <c>data</c> are buckets in order of time.</param>
    /// <param name="start">The field that says when a bucket starts.</param>
    /// <param name="rows">The field that has a bucket's rows; null when each is a row itself.</param>
    /// <param name="add">Adds a row; a <see cref="RowException"/> counts it as one that cannot be used.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SourceException">The provider does not answer well, or a bucket's day has been closed before.</exception>
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        IAsyncEnumerable<JsonElement> pages, string start, string? rows, Func<SourceBatchBuilder, JsonElement, DateTimeOffset, ValueTask> add,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in pages.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var bucket in page.GetProperty("data").EnumerateArray())
            {
                var at = JsonFields.RequiredTime(bucket, start);
                if (at < _first || at >= _end)
                {
                    // Not asked for here: it is read with its own day.
                    continue;
                }

                foreach (var batch in CloseUntil(Floor(at)))
                {
                    yield return batch;
                }

                foreach (var row in rows is null ? [bucket] : JsonFields.RequiredArray(bucket, rows, Name).EnumerateArray().AsEnumerable())
                {
                    await AddAsync(row, at, add).ConfigureAwait(false);
                    if (_batch.Count >= LargestBatch)
                    {
                        yield return _batch.Build(new(Name, IsLast: false));
                    }
                }
            }
        }

        foreach (var batch in CloseUntil(_end))
        {
            yield return batch;
        }
    }

    private async ValueTask AddAsync(JsonElement row, DateTimeOffset at, Func<SourceBatchBuilder, JsonElement, DateTimeOffset, ValueTask> add)
    {
        try
        {
            await add(_batch, row, at).ConfigureAwait(false);
        }
        catch (RowException e)
        {
            _batch.Fail(new(0, e.Field, $"{Name}: {e.Message}"));
        }
    }

    private List<SourceBatch> CloseUntil(DateTimeOffset day)
    {
        if (day < _day)
        {
            throw new SourceException(SourceFaultCode.BadAnswer, $"The answer is not in order of time: {day:u} comes after {_day:u}.");
        }

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
