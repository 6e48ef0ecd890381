namespace FinOpsAI.Ingest.Sources;

/// <summary>Addresses with a query, escaped; parameters without a value are left out.</summary>
internal static class QueryText
{
    /// <summary>The address with the parameters in the order given.</summary>
    public static string Of(string address, params IEnumerable<(string Name, string? Value)> parameters)
    {
        var query = string.Join(
            '&',
            parameters.Where(p => p.Value is not null).Select(p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value!)}"));
        return query.Length == 0 ? address : $"{address}?{query}";
    }
}
