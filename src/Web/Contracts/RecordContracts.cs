using FinOpsAI.Core.Domain;

namespace FinOpsAI.Web.Contracts;

/// <summary>A usage record behind a figure.</summary>
/// <param name="Id">The sender's id.</param>
/// <param name="Source">Which way it came.</param>
/// <param name="Revision">Restatement counter.</param>
/// <param name="Timestamp">Start of the charge period, UTC.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model; null where none is involved.</param>
/// <param name="Scope">The resource's scope key.</param>
/// <param name="Experiment">The experiment; null when none is named.</param>
/// <param name="EffectiveCost">Reporting currency.</param>
/// <param name="BilledCost">Reporting currency.</param>
/// <param name="Pricing">Where the cost comes from.</param>
/// <param name="Status">How sure it is.</param>
/// <param name="Usage">Quantities by unit.</param>
/// <param name="Tags">Tags.</param>
/// <param name="Feature">The product's feature; null when none is named.</param>
/// <param name="Customer">The customer served; null when none is named.</param>
/// <param name="Rule">The attribution rule that placed it; null when it is where its sender put it.</param>
/// <param name="RuleVersion">The version of the rules that placed it; null when none did.</param>
/// <param name="StatedScope">The scope's key as the sender stated it.</param>
public sealed record RecordResponse(
    string Id,
    string Source,
    int Revision,
    DateTimeOffset Timestamp,
    string Provider,
    string? Model,
    string Scope,
    string? Experiment,
    decimal EffectiveCost,
    decimal BilledCost,
    PricingState Pricing,
    CostStatus Status,
    IReadOnlyDictionary<string, decimal> Usage,
    IReadOnlyDictionary<string, string> Tags,
    string? Feature,
    string? Customer,
    string? Rule,
    int? RuleVersion,
    string StatedScope);

/// <summary>Records, newest first.</summary>
/// <param name="Items">The records.</param>
public sealed record RecordListResponse(IReadOnlyList<RecordResponse> Items);

/// <summary>A model for which some records have no price.</summary>
/// <param name="Model">The model as sent; empty where none was named.</param>
/// <param name="Unpriced">Its records without a price in the time asked for.</param>
/// <param name="Records">All its records in the time asked for.</param>
public sealed record UnpricedModelResponse(string Model, long Unpriced, long Records);

/// <summary>Models without a price.</summary>
/// <param name="Items">Most records first.</param>
public sealed record UnpricedListResponse(IReadOnlyList<UnpricedModelResponse> Items);
