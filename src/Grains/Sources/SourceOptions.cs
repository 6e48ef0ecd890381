namespace FinOpsAI.Grains.Sources;

/// <summary>How data sources are read; configuration section <c>FinOpsAI:Sources</c>.</summary>
public sealed class SourceOptions
{
    /// <summary>How often the sources are looked through for one whose time has come.</summary>
    /// <value>Default 5 s; 100 ms to 10 min.</value>
    public TimeSpan TickInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A source that reads for longer than this lets other messages in between, such as one that pauses it.</summary>
    /// <value>Default 5 s; 10 ms to 10 min.</value>
    public TimeSpan Slice { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The wait after a first failure, doubled for each further one. A provider that says how long to wait is obeyed.</summary>
    /// <value>Default 1 min; 10 ms to 1 h.</value>
    public TimeSpan FirstBackOff { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest of these waits, and the one after a refused key.</summary>
    /// <value>Default 1 h; 10 ms to 1 day.</value>
    public TimeSpan LongestBackOff { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A day is settled by its bill no earlier than this after its end: bills of a running day are pieces.</summary>
    /// <value>Default 24 h; 0 to 31 days.</value>
    public TimeSpan SettleAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How far back days are settled anew when bill or usage change.</summary>
    /// <value>Default 70 days; 1 to 400 days.</value>
    public TimeSpan SettleFor { get; set; } = TimeSpan.FromDays(70);

    /// <summary>How often days are looked through for one to settle.</summary>
    /// <value>Default 5 min; 100 ms to 1 day.</value>
    public TimeSpan SettleEvery { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Names everything that is out of range, by configuration key.</summary>
    public IEnumerable<string> Validate() => new (TimeSpan Value, string Name, TimeSpan Least, TimeSpan Most)[]
    {
        (TickInterval, nameof(TickInterval), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10)),
        (Slice, nameof(Slice), TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10)),
        (FirstBackOff, nameof(FirstBackOff), TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)),
        (LongestBackOff, nameof(LongestBackOff), TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1)),
        (SettleAfter, nameof(SettleAfter), TimeSpan.Zero, TimeSpan.FromDays(31)),
        (SettleFor, nameof(SettleFor), TimeSpan.FromDays(1), TimeSpan.FromDays(400)),
        (SettleEvery, nameof(SettleEvery), TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1)),
    }.Where(rule => rule.Value < rule.Least || rule.Value > rule.Most)
        .Select(rule => $"FinOpsAI:Sources:{rule.Name} is {rule.Value}: expected {rule.Least} to {rule.Most}.");
}
