using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Facts;

/// <summary>By what facts are grouped and filtered.</summary>
public enum FactDimension
{
    /// <summary>Team, by its scope's key.</summary>
    Team,

    /// <summary>Project, by its scope's key.</summary>
    Project,

    /// <summary>Resource, by its scope's key.</summary>
    Resource,

    /// <summary>Provider.</summary>
    Provider,

    /// <summary>Model; empty where none is involved.</summary>
    Model,

    /// <summary><c>estimated</c>, <c>confirmed</c> or <c>invoiced</c>.</summary>
    Status,

    /// <summary>FOCUS ServiceName.</summary>
    Service,

    /// <summary>FOCUS RegionId.</summary>
    Region,

    /// <summary>Service tier; empty means standard.</summary>
    ServiceTier,

    /// <summary>FOCUS ChargeCategory.</summary>
    ChargeCategory,

    /// <summary>Experiment.</summary>
    Experiment,

    /// <summary>The product's feature.</summary>
    Feature,

    /// <summary>Customer.</summary>
    Customer,
}

/// <summary>What the dimensions are called and what value a row has in each.</summary>
public static class FactDimensions
{
    /// <summary>The dimensions by their names in the API.</summary>
    public static IReadOnlyDictionary<string, FactDimension> ByName { get; } = new Dictionary<string, FactDimension>
    {
        ["team"] = FactDimension.Team,
        ["project"] = FactDimension.Project,
        ["resource"] = FactDimension.Resource,
        ["provider"] = FactDimension.Provider,
        ["model"] = FactDimension.Model,
        ["status"] = FactDimension.Status,
        ["service"] = FactDimension.Service,
        ["region"] = FactDimension.Region,
        ["service_tier"] = FactDimension.ServiceTier,
        ["charge_category"] = FactDimension.ChargeCategory,
        ["experiment"] = FactDimension.Experiment,
        ["feature"] = FactDimension.Feature,
        ["customer"] = FactDimension.Customer,
    };

    /// <summary>The dimension's name in the API.</summary>
    public static string Name(this FactDimension dimension) => ByName.First(named => named.Value == dimension).Key;

    /// <summary>The level whose rows tell the dimension's values apart.</summary>
    public static ScopeKind Level(this FactDimension dimension) => dimension switch
    {
        FactDimension.Team => ScopeKind.Team,
        FactDimension.Project => ScopeKind.Project,
        FactDimension.Resource => ScopeKind.Resource,
        _ => ScopeKind.Organization,
    };

    /// <summary>The level to read: the widest that tells everything asked for apart, and not wider than the scope.</summary>
    public static ScopeKind Level(ScopePath scope, IEnumerable<FactDimension> dimensions)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return dimensions.Select(Level).Append(scope.Kind).Max();
    }

    /// <summary>A row's value; empty where its records name none.</summary>
    public static string Value(this FactDimension dimension, in FactKey key) => dimension switch
    {
        FactDimension.Team or FactDimension.Project or FactDimension.Resource => Above(key.Scope, dimension.Level()),
        FactDimension.Provider => key.Provider,
        FactDimension.Model => key.Model,
        FactDimension.Status => Status(key.Status),
        FactDimension.Service => key.Facets.Service,
        FactDimension.Region => key.Facets.Region,
        FactDimension.ServiceTier => key.Facets.ServiceTier,
        FactDimension.ChargeCategory => key.Facets.ChargeCategory,
        FactDimension.Experiment => key.Facets.Experiment,
        FactDimension.Feature => key.Facets.Feature,
        _ => key.Facets.Customer,
    };

    private static string Above(ScopePath scope, ScopeKind level)
    {
        while (scope.Kind > level)
        {
            scope = scope.Parent!;
        }

        return scope.Key;
    }

    private static string Status(CostStatus status) => status switch
    {
        CostStatus.Estimated => "estimated",
        CostStatus.Confirmed => "confirmed",
        _ => "invoiced",
    };
}
