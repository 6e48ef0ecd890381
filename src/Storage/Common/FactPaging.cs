using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;

namespace FinOpsAI.Storage.Common;

/// <summary>A row of facts whose names are still numbers.</summary>
internal readonly record struct FactRow(int Day, int Scope, int Model, CostStatus Status, int Facets, FactSums Sums);

/// <summary>A row's place in the order of the key.</summary>
internal readonly record struct FactPlace(int Day, int Scope, int Model, int Status, int Facets);

/// <summary>One read: rows after a place, of days before an end.</summary>
internal readonly record struct FactWindow(FactPlace After, int End)
{
    /// <summary>The days that rows can be of.</summary>
    public int[] Days() => [.. Enumerable.Range(After.Day, End - After.Day)];
}

/// <summary>
/// Walks days of facts page by page. All scopes of a level lie together, so that one range is read to its end; for some of them the days are cut
/// into windows, within which the database may find the rows in any order and sort them.
/// </summary>
internal sealed class FactPaging
{
    public const int PageSize = 4000;

    /// <summary>Columns of <see cref="FactRow"/>, of a table named <c>f</c>.</summary>
    public const string Columns =
        "f.day, f.scope_id, f.model_id, f.status, f.facet_id, f.cost_effective, f.cost_billed, f.cost_list, f.usage, f.records, f.unpriced";

    public const string Key = "f.day, f.scope_id, f.model_id, f.status, f.facet_id";

    private static readonly DateOnly Epoch = new(1970, 1, 1);

    private readonly int _to;
    private readonly bool _isNarrowed;
    private int _window = 32;
    private FactWindow _current;

    public FactPaging(DateOnly from, DateOnly to, bool isNarrowed)
    {
        _to = Day(to);
        _isNarrowed = isNarrowed;
        Open(Day(from));
    }

    public static int Day(DateOnly day) => day.DayNumber - Epoch.DayNumber;

    public static DateOnly Day(int day) => Epoch.AddDays(day);

    /// <summary>Whether rows of a level can lie within a scope at all.</summary>
    public static bool IsPossible(ScopeKind kind, ScopePath? within) => within is null || within.Kind <= kind;

    /// <summary>The next read; null at the end.</summary>
    public FactWindow? Next() => _current.After.Day < _to ? _current : null;

    /// <summary>Goes on behind what was read.</summary>
    public void Read(IReadOnlyList<FactRow> page)
    {
        if (page.Count >= PageSize)
        {
            var last = page[^1];
            _current = _current with { After = new(last.Day, last.Scope, last.Model, (int)last.Status, last.Facets) };
            _window = Math.Max(1, _window / 2);
            return;
        }

        _window *= 2;
        Open(_current.End);
    }

    private void Open(int day) => _current = new(new(day, 0, 0, 0, 0), _isNarrowed ? Math.Min(_to, day + _window) : _to);
}
