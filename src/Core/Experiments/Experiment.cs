using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Experiments;

/// <summary>Where in its life an experiment stands.</summary>
public enum ExperimentState
{
    /// <summary>It spends.</summary>
    Running = 1,

    /// <summary>It came to its end.</summary>
    Finished = 2,

    /// <summary>Somebody ended it before.</summary>
    Stopped = 3,
}

/// <summary>A piece of work with a beginning and an end, whose cost was estimated beforehand. Usage records name its id as their <c>experiment</c>.</summary>
/// <param name="Id">Unique, for ever; what usage records name.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Scope">Where it is run; who is told follows from it.</param>
/// <param name="Estimate">What it was meant to cost, in <paramref name="Currency"/>; above 0.</param>
/// <param name="Cap">What it may cost at most, in <paramref name="Currency"/>; null for no cap.</param>
/// <param name="Currency">ISO 4217 code of both; null for the reporting currency.</param>
/// <param name="Owner">Who answers for it; null when nobody is named.</param>
/// <param name="StartedAt">UTC.</param>
public sealed record Experiment(
    string Id, string Name, ScopePath Scope, decimal Estimate, decimal? Cap, string? Currency, string? Owner, DateTimeOffset StartedAt)
{
    /// <summary>The budget that its cap makes; null without a cap.</summary>
    public string? BudgetId { get; init; }

    /// <summary>How long it was meant to run; null when nothing was said.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Words to find and compare it by.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Where in its life it stands.</summary>
    public ExperimentState State { get; init; } = ExperimentState.Running;

    /// <summary>When it ended, UTC; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What was said at its end; null for nothing.</summary>
    public string? Outcome { get; init; }
}

/// <summary>What was told about an experiment already.</summary>
/// <param name="Experiment">The experiment's id.</param>
/// <param name="Told">Shares of the estimate in per cent, such as <c>80</c>, and <c>runaway</c>.</param>
public sealed record ExperimentTold(string Experiment, IReadOnlyList<string> Told)
{
    /// <summary>It was told that the experiment is over.</summary>
    public bool IsClosed { get; init; }
}

/// <summary>What an engineer reports of an experiment: points of an evaluation, documents done. The last report of a name counts.</summary>
/// <param name="Experiment">The experiment's id.</param>
/// <param name="Name">What is counted.</param>
/// <param name="Value">How much of it so far.</param>
/// <param name="Cost">What the experiment had cost then, reporting currency.</param>
/// <param name="At">UTC.</param>
public sealed record ExperimentMetric(string Experiment, string Name, decimal Value, decimal Cost, DateTimeOffset At);

/// <summary>What an experiment cost in five minutes.</summary>
/// <param name="Start">UTC.</param>
/// <param name="Cost">Effective cost, reporting currency.</param>
/// <param name="Records">Records, restated ones once.</param>
/// <param name="Unpriced">Records among them without a price or exchange rate.</param>
public readonly record struct ExperimentCost(DateTimeOffset Start, decimal Cost, long Records, long Unpriced);

/// <summary>The sums of an experiment, as they are in the ledger.</summary>
/// <param name="Experiment">What usage records name.</param>
/// <param name="Cost">Effective cost, reporting currency.</param>
/// <param name="Records">Records, restated ones once.</param>
/// <param name="Unpriced">Records among them without a price or exchange rate.</param>
/// <param name="FirstAt">Start of the first five minutes with records, UTC.</param>
/// <param name="LastAt">Start of the last five minutes with records, UTC.</param>
public sealed record ExperimentTotal(
    string Experiment, decimal Cost, long Records, long Unpriced, DateTimeOffset FirstAt, DateTimeOffset LastAt);
