namespace FinOpsAI.Grains.Budgets;

/// <summary>How budgets and experiments are watched; configuration section <c>FinOpsAI:Budgets</c>.</summary>
public sealed class BudgetOptions
{
    /// <summary>How long a reservation holds when the caller does not say.</summary>
    /// <value>Default 5 min; 1 s to <see cref="MaxLease"/>.</value>
    public TimeSpan DefaultLease { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest lease that is given: what a crashed caller holds is free again after it.</summary>
    /// <value>Default 24 h; 1 s to 31 days.</value>
    public TimeSpan MaxLease { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often spend is read from the ledger, leases run out without a call, and thresholds are looked at.</summary>
    /// <value>Default 10 s; 100 ms to 10 min.</value>
    public TimeSpan TickInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Reservations of one budget that may be open at once.</summary>
    /// <value>Default 100,000; 1 to 1,000,000.</value>
    public int MaxOpen { get; set; } = 100_000;

    /// <summary>Calls that one commit carries; further ones go into the next.</summary>
    /// <value>Default 1,000; 1 to 10,000.</value>
    public int CallsPerCommit { get; set; } = 1_000;

    /// <summary>How long reservations that are over are kept: so long their keys are known.</summary>
    /// <value>Default 35 days; from 1 day.</value>
    public TimeSpan KeepReservations { get; set; } = TimeSpan.FromDays(35);

    /// <summary>How often experiments take what is new in the ledger.</summary>
    /// <value>Default 1 s; 100 ms to 1 min.</value>
    public TimeSpan ExperimentInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>An experiment runs away when its pace is this many times what estimate and duration imply.</summary>
    /// <value>Default 5; above 1, at most 1,000.</value>
    public decimal RunawayFactor { get; set; } = 5;

    /// <summary>How long an experiment is taken to run that does not say.</summary>
    /// <value>Default 1 day; 1 min to 366 days.</value>
    public TimeSpan UsualDuration { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Names everything that is out of range, by configuration key.</summary>
    public IEnumerable<string> Validate() => new (bool Ok, string Error)[]
    {
        (MaxLease >= TimeSpan.FromSeconds(1) && MaxLease <= TimeSpan.FromDays(31),
            $"FinOpsAI:Budgets:MaxLease is {MaxLease}: expected 00:00:01 to 31.00:00:00."),
        (DefaultLease >= TimeSpan.FromSeconds(1) && DefaultLease <= MaxLease,
            $"FinOpsAI:Budgets:DefaultLease is {DefaultLease}: expected 00:00:01 to MaxLease ({MaxLease})."),
        (TickInterval >= TimeSpan.FromMilliseconds(100) && TickInterval <= TimeSpan.FromMinutes(10),
            $"FinOpsAI:Budgets:TickInterval is {TickInterval}: expected 00:00:00.100 to 00:10:00."),
        (MaxOpen is >= 1 and <= 1_000_000, $"FinOpsAI:Budgets:MaxOpen is {MaxOpen}: expected 1 to 1000000."),
        (CallsPerCommit is >= 1 and <= 10_000, $"FinOpsAI:Budgets:CallsPerCommit is {CallsPerCommit}: expected 1 to 10000."),
        (KeepReservations >= TimeSpan.FromDays(1), $"FinOpsAI:Budgets:KeepReservations is {KeepReservations}: expected 1.00:00:00 or more."),
        (ExperimentInterval >= TimeSpan.FromMilliseconds(100) && ExperimentInterval <= TimeSpan.FromMinutes(1),
            $"FinOpsAI:Budgets:ExperimentInterval is {ExperimentInterval}: expected 00:00:00.100 to 00:01:00."),
        (RunawayFactor is > 1 and <= 1_000, $"FinOpsAI:Budgets:RunawayFactor is {RunawayFactor}: expected above 1, at most 1000."),
        (UsualDuration >= TimeSpan.FromMinutes(1) && UsualDuration <= TimeSpan.FromDays(366),
            $"FinOpsAI:Budgets:UsualDuration is {UsualDuration}: expected 00:01:00 to 366.00:00:00."),
    }.Where(rule => !rule.Ok).Select(rule => rule.Error);
}
