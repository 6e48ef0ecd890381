using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Gpu;

/// <summary>Makes records of OpenCost's allocations.</summary>
internal sealed class OpenCostRows(ConnectorContext context)
{
    private const decimal BytesPerGib = 1_073_741_824m;
    private const int MostTags = 50;

    /// <summary>What OpenCost charges for a GPU-hour when nobody told it a price: its default, AWS and Azure configurations.</summary>
    private const decimal BuiltInPrice = 0.95m;

    private readonly string[] _groups =
        context.Required("aggregate").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    private readonly bool _isGpuOnly = context.Required("costs") == "gpu";
    private readonly string _currency = context.Required("currency");
    private readonly string _provider = context.Required("provider");
    private readonly string _idleTeam = context.Required("idle_team");
    private bool _hasWarned;

    /// <summary>A number; 0 where there is none.</summary>
    public static decimal Number(JsonElement allocation, string name) => Known(allocation, name) ?? 0;

    /// <summary>A warning when GPUs are priced by OpenCost's built-in price; null when they are not.</summary>
    public static string? DefaultPrice(JsonElement allocation)
    {
        var hours = Number(allocation, "gpuHours");
        return hours > 0 && Math.Abs((Number(allocation, "gpuCost") / hours) - BuiltInPrice) < 0.0001m
            ? "gpuCost / gpuHours is 0.95, OpenCost's built-in price of a GPU-hour, hardly yours: give OpenCost a price model."
            : null;
    }

    /// <summary>Adds the record of one allocation, if it is to have one.</summary>
    public void Add(SourceBatchBuilder batch, DateTimeOffset hour, string window, string name, JsonElement allocation)
    {
        if (!_hasWarned && DefaultPrice(allocation) is { } warning)
        {
            _hasWarned = true;
            batch.Fail(new(0, "gpuCost", warning));
        }

        var gpuHours = Number(allocation, "gpuHours");
        var adjustment = Number(allocation, "gpuCostAdjustment");
        if (_isGpuOnly && gpuHours == 0 && adjustment == 0 && Number(allocation, "gpuCost") == 0)
        {
            return;
        }

        var cost = _isGpuOnly ? Known(allocation, "gpuCost") + adjustment : Known(allocation, "totalCost");
        if (cost is null)
        {
            // OpenCost writes NaN as null. Nobody knows what it cost, which is not the same as nothing.
            var field = _isGpuOnly ? "gpuCost" : "totalCost";
            batch.Fail(new(0, field, $"{window}, {Excerpt.Of(name)}: {field} is no number."));
            return;
        }

        var draft = batch.Draft(window, name);
        draft.Timestamp = hour;
        draft.Provider = _provider;
        draft.Service = "kubernetes";
        draft.EffectiveCost = cost;
        draft.BillingCurrency = _currency;
        draft.Status = CostStatus.Estimated;
        draft.AllowNegativeUsage = true;
        Use(draft, UsageUnits.GpuHour, gpuHours);
        if (!_isGpuOnly)
        {
            Use(draft, "other:cpu_core_hour", Number(allocation, "cpuCoreHours"));
            Use(draft, "gib_hour", Math.Round(Number(allocation, "ramByteHours") / BytesPerGib, 12));
        }

        Place(draft, name, allocation);
        batch.Add();
    }

    /// <summary>A number, also one written as text; null where it is missing, null or none.</summary>
    private static decimal? Known(JsonElement allocation, string name) =>
        allocation.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private void Place(UsageDraft draft, string name, JsonElement allocation)
    {
        var properties = allocation.TryGetProperty("properties", out var found) && found.ValueKind is JsonValueKind.Object ? found : default;
        if (name.Contains("__idle__", StringComparison.Ordinal))
        {
            draft.Team = _idleTeam;
            draft.Project = "idle";
            draft.Resource = Text(properties, "node") ?? Text(properties, "cluster") ?? "idle";
        }
        else
        {
            draft.Project = Plain(Group("namespace", name, properties) ?? (IsSpecial(name) ? name : null));
            draft.Resource = Plain(Group("controller", name, properties) ?? Group("pod", name, properties)) ?? Plain(name.Split('/')[^1]);
        }

        foreach (var dimension in (ReadOnlySpan<string>)["cluster", "node", "namespace", "controllerKind", "controller", "pod", "container"])
        {
            Tag(draft, dimension, Text(properties, dimension));
        }

        foreach (var group in _groups.Where(group => group.Contains(':', StringComparison.Ordinal)))
        {
            var value = Group(group, name, properties);
            Tag(draft, group[(group.IndexOf(':', StringComparison.Ordinal) + 1)..], value is null || IsSpecial(value) ? null : value);
        }

        Tags(draft, properties, "labels");
        Tags(draft, properties, "namespaceLabels");
    }

    /// <summary>What an allocation is of one group: from its properties, else from its name, whose parts are in the order of the groups.</summary>
    private string? Group(string group, string name, JsonElement properties)
    {
        if (Text(properties, group) is { } value)
        {
            return value;
        }

        var index = Array.FindIndex(_groups, one => one.Equals(group, StringComparison.OrdinalIgnoreCase));
        var parts = name.Split('/');
        return index >= 0 && parts.Length == _groups.Length ? parts[index] : null;
    }

    /// <summary>OpenCost's own names for what belongs to nobody, without their underscores.</summary>
    private static string? Plain(string? name) => name is not null && IsSpecial(name) ? name.Trim('_') : name;

    private static bool IsSpecial(string name) => name.StartsWith("__", StringComparison.Ordinal) && name.EndsWith("__", StringComparison.Ordinal);

    private static string? Text(JsonElement properties, string name) =>
        properties.ValueKind is JsonValueKind.Object && properties.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static void Tags(UsageDraft draft, JsonElement properties, string name)
    {
        if (properties.ValueKind is JsonValueKind.Object && properties.TryGetProperty(name, out var labels)
            && labels.ValueKind is JsonValueKind.Object)
        {
            foreach (var label in labels.EnumerateObject().Where(label => label.Value.ValueKind is JsonValueKind.String))
            {
                Tag(draft, label.Name, label.Value.GetString());
            }
        }
    }

    /// <summary>A pod's own label comes before its namespace's of the same name.</summary>
    private static void Tag(UsageDraft draft, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value) && value.Length <= 1_024 && name.Length is > 0 and <= 256
            && draft.Tags?.ContainsKey(name) != true && (draft.Tags?.Count ?? 0) < MostTags)
        {
            draft.SetTag(name, value);
        }
    }

    private static void Use(UsageDraft draft, string unit, decimal quantity)
    {
        if (quantity != 0)
        {
            draft.Usage.Add(new(unit, quantity));
        }
    }
}
