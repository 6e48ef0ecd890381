using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Changes;

/// <summary>What can be seen to have changed in the usage itself.</summary>
public enum SeenChangeKind
{
    /// <summary>A model was used that had not been used in all the days that were looked at before.</summary>
    ModelStarted = 1,

    /// <summary>A model was used again after a long break.</summary>
    ModelReturned = 2,

    /// <summary>A model is not used any more, though the scope goes on with others.</summary>
    ModelStopped = 3,

    /// <summary>Another part of the tokens or the cost than in the week before went to a model.</summary>
    MixShifted = 4,

    /// <summary>The first record of a scope directly below came: a new key, project or team.</summary>
    ScopeStarted = 5,
}

/// <summary>What a model was used in some UTC days, and its part of what all models were.</summary>
/// <param name="From">First UTC day.</param>
/// <param name="To">The UTC day after the last.</param>
/// <param name="Tokens">All tokens, cached ones included.</param>
/// <param name="Cost">Effective cost, reporting currency.</param>
/// <param name="TokenShare">Of the tokens of all models of the scope, 0 to 1; null without tokens.</param>
/// <param name="CostShare">Of the effective cost of all models of the scope, 0 to 1; null without cost.</param>
public sealed record ModelUse(DateOnly From, DateOnly To, decimal Tokens, decimal Cost, decimal? TokenShare, decimal? CostShare);

/// <summary>A change that nobody told: it follows from the usage, and carries the figures that it follows from.</summary>
/// <param name="Kind">What.</param>
/// <param name="Scope">Where.</param>
/// <param name="At">The start of the UTC day on which it is seen; for a scope that started the time of its first record.</param>
/// <param name="Provider">The model's provider; empty where it is about no model.</param>
/// <param name="Model">The model; empty where it is about none.</param>
public sealed record SeenChange(SeenChangeKind Kind, ScopePath Scope, DateTimeOffset At, string Provider, string Model)
{
    /// <summary>Days directly before that were looked at for the model; null where that has no meaning.</summary>
    public int? DaysLooked { get; init; }

    /// <summary>The last UTC day on which the model had been used; null for one that was not, or where that has no meaning.</summary>
    public DateOnly? LastUsed { get; init; }

    /// <summary>The model's use in the week before; null for one that was not used, or where it is about no model.</summary>
    public ModelUse? Before { get; init; }

    /// <summary>The model's use on the day itself; null for one that stopped, or where it is about no model.</summary>
    public ModelUse? After { get; init; }
}
