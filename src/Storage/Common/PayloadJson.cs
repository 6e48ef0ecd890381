using System.Text.Json;
using System.Text.Json.Serialization;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Changes;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Facts;
using FinOpsAI.Core.Identity;
using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Scenarios;
using FinOpsAI.Core.Sources;
using FinOpsAI.Core.Value;

namespace FinOpsAI.Storage.Common;

/// <summary>Generated code for what is stored as JSON outside of the ledger.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(ScopePathConverter)])]
[JsonSerializable(typeof(Anomaly))]
[JsonSerializable(typeof(Incident))]
[JsonSerializable(typeof(PlannedEvent))]
[JsonSerializable(typeof(AnomalyFeedback))]
[JsonSerializable(typeof(Scenario))]
[JsonSerializable(typeof(Change))]
[JsonSerializable(typeof(DataSource))]
[JsonSerializable(typeof(SourceState))]
[JsonSerializable(typeof(BillDay))]
[JsonSerializable(typeof(DateOnly[]))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(RuleSet))]
[JsonSerializable(typeof(SharedCost))]
[JsonSerializable(typeof(AttributionJob))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(Budget))]
[JsonSerializable(typeof(BudgetTold))]
[JsonSerializable(typeof(IncreaseRequest))]
[JsonSerializable(typeof(Experiment))]
[JsonSerializable(typeof(ExperimentMetric))]
[JsonSerializable(typeof(ExperimentTold))]
[JsonSerializable(typeof(Notice))]
[JsonSerializable(typeof(Channel))]
[JsonSerializable(typeof(ChannelState))]
[JsonSerializable(typeof(Route))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(DeliveryCount))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(AuditRow))]
[JsonSerializable(typeof(Policy))]
[JsonSerializable(typeof(ForecastNote))]
[JsonSerializable(typeof(PolicyDecision))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(ApiToken))]
[JsonSerializable(typeof(TokenUse))]
[JsonSerializable(typeof(SavedView))]
[JsonSerializable(typeof(ValueUnit))]
[JsonSerializable(typeof(ValueCountRow))]
internal sealed partial class PayloadJson : JsonSerializerContext;

/// <summary>A scope is its key.</summary>
internal sealed class ScopePathConverter : JsonConverter<ScopePath>
{
    public override ScopePath Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ScopePath.TryParse(reader.GetString(), out var scope) ? scope : throw new JsonException("A stored scope is not a scope.");

    public override void Write(Utf8JsonWriter writer, ScopePath value, JsonSerializerOptions options) => writer.WriteStringValue(value.Key);
}
