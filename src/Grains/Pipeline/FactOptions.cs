namespace FinOpsAI.Grains.Pipeline;

/// <summary>How the daily facts follow the ledger; configuration section <c>FinOpsAI:Facts</c>.</summary>
public sealed class FactOptions
{
    /// <summary>How often the ledger is looked at; the explorer is behind by about this much.</summary>
    /// <value>Default 2 s; 100 ms to 10 min.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Rows of one transaction, about: appends to the ledger wait meanwhile.</summary>
    /// <value>Default 4,000; 100 to 100,000.</value>
    public int RowsPerCommit { get; set; } = 4_000;

    /// <summary>Names everything that is out of range, by configuration key.</summary>
    public IEnumerable<string> Validate() => new (bool Ok, string Error)[]
    {
        (Interval >= TimeSpan.FromMilliseconds(100) && Interval <= TimeSpan.FromMinutes(10),
            $"FinOpsAI:Facts:Interval is {Interval}: expected 00:00:00.100 to 00:10:00."),
        (RowsPerCommit is >= 100 and <= 100_000, $"FinOpsAI:Facts:RowsPerCommit is {RowsPerCommit}: expected 100 to 100000."),
    }.Where(rule => !rule.Ok).Select(rule => rule.Error);
}
