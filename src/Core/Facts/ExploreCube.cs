using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Facts;

/// <summary>Adds rows of facts up to an answer. Memory grows with groups and points, not with rows.</summary>
internal sealed class ExploreCube
{
    /// <summary>Beyond so many points in all groups only those of the groups that are shown are kept, from a second reading.</summary>
    public const int MostPoints = 2_000_000;

    private readonly ExploreQuery _query;
    private readonly FactFilters _filters;
    private readonly IReadOnlyList<DateOnly> _buckets;
    private readonly int[] _bucketOfDay;
    private readonly Dictionary<GroupKey, Group> _groups = [];
    private readonly int _mostPoints;
    private readonly Group _total;
    private List<(GroupKey Key, Group Group)> _shown = [];
    private Group? _other;
    private int _groupCount;

    public ExploreCube(ExploreQuery query, int mostPoints)
    {
        _query = query;
        _mostPoints = mostPoints;
        _filters = new(query.Filters);
        _buckets = query.Buckets();
        _bucketOfDay = new int[Math.Max(0, query.To.DayNumber - query.From.DayNumber)];
        for (int day = 0, bucket = -1; day < _bucketOfDay.Length; day++)
        {
            bucket += bucket + 1 < _buckets.Count && _buckets[bucket + 1] == query.From.AddDays(day) ? 1 : 0;
            _bucketOfDay[day] = bucket;
        }

        _total = new(query.Metric, new(query.Metric, _buckets.Count));
    }

    /// <summary>Whether every group still has its points; else a second reading must give those that are shown theirs.</summary>
    public bool HasPoints { get; private set; } = true;

    /// <summary>Adds a row of this period, or of the one before.</summary>
    public void Add(CostFact fact)
    {
        if (!_filters.Pass(fact.Key))
        {
            return;
        }

        var usage = UsageTotals.From(fact.Sums.Usage);
        var parts = _query.Metric.Of(fact, usage);
        var group = _query.GroupBy.Count == 0 ? null : Find(Key(fact.Key));
        if (fact.Key.Day < _query.From)
        {
            _total.AddPrevious(parts);
            group?.AddPrevious(parts);
            return;
        }

        var bucket = Bucket(fact.Key.Day);
        _total.Add(fact, usage, parts, bucket);
        group?.Add(fact, usage, parts, bucket);
    }

    /// <summary>Decides which groups are shown, and puts the others together.</summary>
    public void Rank()
    {
        _shown = [.. _groups.Select(group => (group.Key, Group: group.Value))
            .OrderByDescending(group => group.Group.Value.HasValue)
            .ThenByDescending(group => group.Group.Value)
            .ThenByDescending(group => group.Group.Figures.Cost.Effective)
            .ThenBy(group => group.Key.First, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Second, StringComparer.Ordinal)];
        _groupCount = _shown.Count;
        if (_shown.Count > _query.Limit)
        {
            _other = new(_query.Metric, HasPoints ? new(_query.Metric, _buckets.Count) : null);
            foreach (var (_, group) in _shown[_query.Limit..])
            {
                _other.Add(group);
            }

            _shown.RemoveRange(_query.Limit, _shown.Count - _query.Limit);
        }
    }

    /// <summary>Forgets all points, for a second reading of this period's rows.</summary>
    public void BeginPoints()
    {
        foreach (var group in _shown.Select(group => group.Group).Append(_total).Concat(_other is null ? [] : [_other]))
        {
            group.Points = new(_query.Metric, _buckets.Count);
        }

        _groups.Clear();
        foreach (var (key, group) in _shown)
        {
            _groups.Add(key, group);
        }
    }

    /// <summary>Adds a row of the second reading.</summary>
    public void AddPoint(CostFact fact)
    {
        if (!_filters.Pass(fact.Key))
        {
            return;
        }

        var parts = _query.Metric.Of(fact, UsageTotals.From(fact.Sums.Usage));
        var bucket = Bucket(fact.Key.Day);
        _total.Points!.Add(bucket, parts);

        // A group that came since the first reading counts among the others.
        (_groups.GetValueOrDefault(Key(fact.Key)) ?? _other)?.Points!.Add(bucket, parts);
    }

    public ExploreAnswer Answer() => new(
        _buckets,
        _total.Answer([], _query.IsCompared),
        [.. _shown.Select(group => group.Group.Answer(Texts(group.Key), _query.IsCompared))],
        _other?.Answer([], _query.IsCompared),
        _groupCount);

    private Group Find(GroupKey key)
    {
        if (!_groups.TryGetValue(key, out var group))
        {
            if (HasPoints && (long)(_groups.Count + 1) * _buckets.Count > _mostPoints)
            {
                HasPoints = false;
                foreach (var known in _groups.Values)
                {
                    known.Points = null;
                }
            }

            _groups.Add(key, group = new(_query.Metric, HasPoints ? new(_query.Metric, _buckets.Count) : null));
        }

        return group;
    }

    private int Bucket(DateOnly day) => _bucketOfDay[day.DayNumber - _query.From.DayNumber];

    private GroupKey Key(in FactKey key) => _query.GroupBy.Count switch
    {
        0 => default,
        1 => new(_query.GroupBy[0].Value(key), ""),
        _ => new(_query.GroupBy[0].Value(key), _query.GroupBy[1].Value(key)),
    };

    private string[] Texts(GroupKey key) => _query.GroupBy.Count == 1 ? [key.First] : [key.First, key.Second];

    private readonly record struct GroupKey(string First, string Second);

    private sealed class Group(FactMetric metric, Points? points)
    {
        private MetricParts _parts;
        private MetricParts _previous;
        private bool _hadPrevious;

        public FactFigures Figures { get; } = new();

        public Points? Points { get; set; } = points;

        public decimal? Value => Figures.HasRows ? metric.Value(_parts) : null;

        public void Add(CostFact fact, in UsageTotals usage, MetricParts parts, int bucket)
        {
            Figures.Add(fact, usage);
            _parts += parts;
            Points?.Add(bucket, parts);
        }

        public void AddPrevious(MetricParts parts)
        {
            _previous += parts;
            _hadPrevious = true;
        }

        public void Add(Group other)
        {
            Figures.Add(other.Figures);
            _parts += other._parts;
            _previous += other._previous;
            _hadPrevious |= other._hadPrevious;
            if (other.Points is not null)
            {
                Points?.Add(other.Points);
            }
        }

        public ExploreGroup Answer(IReadOnlyList<string> key, bool isCompared) => new(
            key, Value, isCompared && _hadPrevious ? metric.Value(_previous) : null, Figures, Points!.Values());
    }

    /// <summary>A metric's sums in each bucket.</summary>
    private sealed class Points(FactMetric metric, int buckets)
    {
        private readonly decimal[] _numerators = new decimal[buckets];
        private readonly decimal[] _denominators = metric.IsRatio() ? new decimal[buckets] : [];
        private readonly bool[] _hasRecords = new bool[buckets];

        public void Add(int bucket, MetricParts parts)
        {
            _hasRecords[bucket] = true;
            _numerators[bucket] += parts.Numerator;
            if (metric.IsRatio())
            {
                _denominators[bucket] += parts.Denominator;
            }
        }

        public void Add(Points other)
        {
            for (var bucket = 0; bucket < buckets; bucket++)
            {
                if (other._hasRecords[bucket])
                {
                    Add(bucket, other.Parts(bucket));
                }
            }
        }

        public IReadOnlyList<decimal?> Values() =>
            [.. Enumerable.Range(0, buckets).Select(bucket => _hasRecords[bucket] ? metric.Value(Parts(bucket)) : null)];

        private MetricParts Parts(int bucket) => new(_numerators[bucket], metric.IsRatio() ? _denominators[bucket] : 0);
    }
}
