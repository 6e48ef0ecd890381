namespace FinOpsAI.Core.Forecasting;

/// <summary>
/// Remembers what was foretold for the next seven days, once a day, learns what came when a day is closed, keeps the live record and adapts the bands.
/// Saved state stays below 5 KB.
/// </summary>
public sealed class IssuedForecasts
{
    /// <summary>Days ahead that are kept of each issue.</summary>
    public const int Leads = 7;

    private const int Format = 1;
    private const int Kept = 90;
    private readonly List<Issue> _pending = [];
    private readonly List<Closed> _closed = [];
    private BandCalibration _calibration = new();
    private long _lastIssue = long.MinValue;
    private long _lastClosed = long.MinValue;

    /// <summary>Factors to give to the next forecast.</summary>
    public BandScale Bands => _calibration.Scale;

    /// <summary>The first day that awaits its actual; null when none does.</summary>
    public long? FirstOpen => _pending.Count == 0 ? null : _pending.Min(i => i.Day);

    /// <summary>How the issued forecasts turned out; null before the first day has closed.</summary>
    public LiveRecord? Record
    {
        get
        {
            if (_closed.Count == 0)
            {
                return null;
            }

            var forecasts = _closed.Sum(c => c.Forecasts);
            var actual = _closed.Sum(c => c.Actual);
            return new(
                _closed.Count,
                forecasts,
                actual > 0 ? _closed.Sum(c => c.Error) / actual : double.NaN,
                (double)_closed.Sum(c => c.In80) / forecasts,
                (double)_closed.Sum(c => c.In95) / forecasts,
                actual > 0 ? (_closed.Sum(c => c.Foretold) / actual) - 1 : double.NaN);
        }
    }

    /// <summary>True until a forecast was issued on this day (a running number such as days since 1970).</summary>
    public bool IsDue(long day) => day > _lastIssue;

    /// <summary>Notes the forecast issued on a day: its first step is for that very day, which has not ended. A second issue on the same day is ignored.</summary>
    public void Add(long day, IReadOnlyList<Quantiles> days)
    {
        if (!IsDue(day))
        {
            return;
        }

        _lastIssue = day;
        for (var lead = 0; lead < Math.Min(Leads, days.Count); lead++)
        {
            var q = days[lead];
            _pending.Add(new(day + lead, (float)q.P025, (float)q.P10, (float)q.P50, (float)q.P90, (float)q.P975));
        }

        // A scope without ticks for long: what was foretold before is of no use any more.
        _pending.RemoveAll(i => i.Day < day - Leads);
    }

    /// <summary>Learns the spend of a day that is whole; NaN when none is known. A day closes once, in order.</summary>
    public void Close(long day, double actual)
    {
        Issue[] due = [.. _pending.Where(i => i.Day == day)];
        _pending.RemoveAll(i => i.Day <= day);
        if (due.Length == 0 || !double.IsFinite(actual) || day <= _lastClosed)
        {
            return;
        }

        _lastClosed = day;

        // Kept as single precision: an actual that equals the bound is inside.
        var value = (float)actual;
        var in80 = due.Count(i => value >= i.P10 && value <= i.P90);
        var in95 = due.Count(i => value >= i.P025 && value <= i.P975);
        _closed.Add(new(due.Length, due.Sum(i => Math.Abs(actual - i.P50)), due.Length * actual, due.Sum(i => (double)i.P50), in80, in95));
        if (_closed.Count > Kept)
        {
            _closed.RemoveAt(0);
        }

        _calibration.Observe(1 - ((double)in80 / due.Length), 1 - ((double)in95 / due.Length));
    }

    /// <summary>Writes the state.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write((byte)Format);
        writer.Write(_lastIssue);
        writer.Write(_lastClosed);
        _calibration.Save(writer);
        writer.Write((byte)_pending.Count);
        foreach (var issue in _pending)
        {
            writer.Write(issue.Day);
            foreach (var value in (ReadOnlySpan<float>)[issue.P025, issue.P10, issue.P50, issue.P90, issue.P975])
            {
                writer.Write(value);
            }
        }

        writer.Write((byte)_closed.Count);
        foreach (var day in _closed)
        {
            writer.Write((byte)day.Forecasts);
            writer.Write(day.Error);
            writer.Write(day.Actual);
            writer.Write(day.Foretold);
            writer.Write((byte)day.In80);
            writer.Write((byte)day.In95);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another format.</exception>
    public static IssuedForecasts Load(BinaryReader reader)
    {
        if (reader.ReadByte() is var format && format != Format)
        {
            throw new InvalidDataException($"Issued forecasts have format {format}, not {Format}.");
        }

        var loaded = new IssuedForecasts { _lastIssue = reader.ReadInt64(), _lastClosed = reader.ReadInt64(), _calibration = BandCalibration.Load(reader) };
        for (var i = reader.ReadByte(); i > 0; i--)
        {
            loaded._pending.Add(new(
                reader.ReadInt64(), reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle()));
        }

        for (var i = reader.ReadByte(); i > 0; i--)
        {
            loaded._closed.Add(new(
                reader.ReadByte(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadByte(), reader.ReadByte()));
        }

        return loaded;
    }

    private readonly record struct Issue(long Day, float P025, float P10, float P50, float P90, float P975);

    private readonly record struct Closed(int Forecasts, double Error, double Actual, double Foretold, int In80, int In95);
}
