using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Changes;

/// <summary>
/// Finds in the daily sums of a scope which models came, came back and went, and when the mix of models moved. Nothing but days and sums goes in, so
/// that every answer can be checked in the explorer.
/// </summary>
public sealed class UsageChanges
{
    /// <summary>So many days before the first day asked about have to be read: those looked at for a model, and a week for the day before.</summary>
    public const int HistoryDays = LookDays + WeekDays + 1;

    /// <summary>At most so many days are looked at for an earlier use of a model.</summary>
    public const int LookDays = 90;

    /// <summary>After so many days without use a model returns.</summary>
    public const int BreakDays = 28;

    /// <summary>A scope that was used on fewer days before is new itself: all its models are, which says nothing.</summary>
    public const int LeastDays = 7;

    /// <summary>A share that moved by at least so much has shifted: 20 percentage points.</summary>
    public const decimal LeastShift = 0.2m;

    private const int WeekDays = 7;

    /// <summary>Days of use that make a model a usual one, whose end is worth telling.</summary>
    private const int UsualDays = 3;

    /// <summary>A day with less than this part of the usual cost and tokens, such as one that has just begun, has no mix to speak of.</summary>
    private const decimal LeastOfUsual = 0.1m;

    private readonly ScopePath _scope;
    private readonly Dictionary<ModelName, SortedDictionary<DateOnly, Use>> _models = [];
    private readonly SortedDictionary<DateOnly, Use> _all = [];

    private UsageChanges(ScopePath scope, IEnumerable<DailyCost> rows)
    {
        _scope = scope;
        foreach (var row in rows.Where(row => row.Model.Length > 0))
        {
            var use = new Use(row.Sums.Usage.Tokens(), row.Sums.Cost.Effective, row.Sums.Records);
            var name = new ModelName(row.Provider, row.Model);
            if (!_models.TryGetValue(name, out var days))
            {
                _models.Add(name, days = []);
            }

            days[row.Day] = days.GetValueOrDefault(row.Day) + use;
            _all[row.Day] = _all.GetValueOrDefault(row.Day) + use;
        }

        // Sums of records that were all taken back.
        foreach (var days in _models.Values.Append(_all))
        {
            foreach (var day in days.Where(day => day.Value.Records <= 0).Select(day => day.Key).ToList())
            {
                days.Remove(day);
            }
        }
    }

    /// <summary>The changes of one scope, the oldest first.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="rows">Its own daily sums, from <see cref="HistoryDays"/> before <paramref name="from"/>; others are not its own.</param>
    /// <param name="from">The first UTC day asked about.</param>
    /// <param name="to">The UTC day after the last.</param>
    /// <param name="today">The UTC day that is not over yet: nothing is missing from it.</param>
    public static IReadOnlyList<SeenChange> Find(ScopePath scope, IEnumerable<DailyCost> rows, DateOnly from, DateOnly to, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(rows);
        var changes = new UsageChanges(scope, rows);
        var (came, went) = (changes.Came(from, to), changes.Went(from, to < today ? to : today));
        var moved = changes.Moved(from, to, came.Concat(went).Select(change => new ModelName(change.Provider, change.Model)).ToHashSet());
        return [.. came.Concat(went).Concat(moved)
            .OrderBy(change => change.At).ThenBy(change => change.Kind)
            .ThenBy(change => change.Provider, StringComparer.Ordinal).ThenBy(change => change.Model, StringComparer.Ordinal)];
    }

    private List<SeenChange> Came(DateOnly from, DateOnly to)
    {
        var found = new List<SeenChange>();
        foreach (var (name, days) in _models)
        {
            DateOnly? last = null;
            foreach (var day in days.Keys)
            {
                var first = day.AddDays(-LookDays);
                if (last < first)
                {
                    last = null;
                }

                var isBack = last is null || day.DayNumber - last.Value.DayNumber > BreakDays;
                if (isBack && day >= from && day < to && DaysKnown(first, day) is { Count: >= LeastDays } known)
                {
                    found.Add(new(last is null ? SeenChangeKind.ModelStarted : SeenChangeKind.ModelReturned, _scope, UtcDay.StartOf(day), name.Provider, name.Model)
                    {
                        DaysLooked = day.DayNumber - known[0].DayNumber,
                        LastUsed = last,
                        After = UseOf(name, day, day.AddDays(1)),
                    });
                }

                last = day;
            }
        }

        return found;
    }

    /// <summary>The days on which the scope was used, the earliest first.</summary>
    private List<DateOnly> DaysKnown(DateOnly from, DateOnly to) => [.. _all.Keys.Where(day => day >= from && day < to)];

    /// <summary>Models without use on whole days, for longer than they ever paused before: one that rests at weekends has not stopped on a Sunday.</summary>
    private List<SeenChange> Went(DateOnly from, DateOnly until)
    {
        var found = new List<SeenChange>();
        foreach (var (name, days) in _models)
        {
            var used = days.Keys.ToList();
            var last = used.LastOrDefault(day => day < until);
            var gone = last.AddDays(1);
            var pauses = used.Zip(used.Skip(1), (one, next) => next.DayNumber - one.DayNumber - 1).DefaultIfEmpty().Max();
            if (gone >= from && gone < until
                && used[^1] == last
                && used.Count >= UsualDays
                && until.DayNumber - gone.DayNumber > pauses
                && _all.Keys.Any(day => day >= gone && day < until))
            {
                found.Add(new(SeenChangeKind.ModelStopped, _scope, UtcDay.StartOf(gone), name.Provider, name.Model)
                {
                    DaysLooked = until.DayNumber - gone.DayNumber,
                    LastUsed = last,
                    Before = UseOf(name, gone.AddDays(-WeekDays), gone),
                });
            }
        }

        return found;
    }

    /// <summary>Of each day the model whose part moved the most, unless the day before had it already; models that came or went say it all themselves.</summary>
    private List<SeenChange> Moved(DateOnly from, DateOnly to, HashSet<ModelName> told)
    {
        var found = new List<SeenChange>();
        var before = MostMoved(from.AddDays(-1));
        for (var day = from; day < to; day = day.AddDays(1))
        {
            var most = MostMoved(day);
            if (most is { } name && before is null && !(told.Contains(name) || IsOfTold(day, told)))
            {
                found.Add(new(SeenChangeKind.MixShifted, _scope, UtcDay.StartOf(day), name.Provider, name.Model)
                {
                    Before = UseOf(name, day.AddDays(-WeekDays), day),
                    After = UseOf(name, day, day.AddDays(1)),
                });
            }

            before = most;
        }

        return found;
    }

    /// <summary>Whether a model that came or went explains the day's move: its own part moved as far.</summary>
    private bool IsOfTold(DateOnly day, HashSet<ModelName> told) => told.Any(name => Move(name, day) >= LeastShift);

    private ModelName? MostMoved(DateOnly day)
    {
        var week = Sum(_all, day.AddDays(-WeekDays), day);
        var days = _all.Keys.Count(one => one >= day.AddDays(-WeekDays) && one < day);
        var own = _all.GetValueOrDefault(day);
        if (days < UsualDays || own.Cost < LeastOfUsual * week.Cost / days || own.Tokens < LeastOfUsual * week.Tokens / days)
        {
            return null;
        }

        var moves = _models.Keys
            .Select(name => (Name: name, By: Move(name, day)))
            .Where(move => move.By >= LeastShift)
            .OrderByDescending(move => move.By)
            .ThenBy(move => move.Name.Provider, StringComparer.Ordinal)
            .ThenBy(move => move.Name.Model, StringComparer.Ordinal)
            .ToList();
        return moves.Count == 0 ? null : moves[0].Name;
    }

    /// <summary>
    /// How far a model's part is from that of the week before and from that of the same weekday, whichever is nearer: a batch that runs on Sundays has
    /// moved nothing on a Sunday.
    /// </summary>
    private decimal Move(ModelName name, DateOnly day)
    {
        var now = UseOf(name, day, day.AddDays(1));
        var week = Distance(now, UseOf(name, day.AddDays(-WeekDays), day));
        var weekday = day.AddDays(-WeekDays);
        return _all.ContainsKey(weekday) ? Math.Min(week, Distance(now, UseOf(name, weekday, weekday.AddDays(1)))) : week;
    }

    private static decimal Distance(ModelUse a, ModelUse b) => Math.Max(
        Math.Abs((a.TokenShare ?? 0) - (b.TokenShare ?? 0)), Math.Abs((a.CostShare ?? 0) - (b.CostShare ?? 0)));

    private ModelUse UseOf(ModelName name, DateOnly from, DateOnly to)
    {
        var (own, all) = (Sum(_models[name], from, to), Sum(_all, from, to));
        return new(from, to, own.Tokens, own.Cost, all.Tokens > 0 ? own.Tokens / all.Tokens : null, all.Cost > 0 ? own.Cost / all.Cost : null);
    }

    private static Use Sum(SortedDictionary<DateOnly, Use> days, DateOnly from, DateOnly to)
    {
        var sum = default(Use);
        for (var day = from; day < to; day = day.AddDays(1))
        {
            sum += days.GetValueOrDefault(day);
        }

        return sum;
    }

    private readonly record struct ModelName(string Provider, string Model);

    private readonly record struct Use(decimal Tokens, decimal Cost, long Records)
    {
        public static Use operator +(Use a, Use b) => new(a.Tokens + b.Tokens, a.Cost + b.Cost, a.Records + b.Records);
    }
}
