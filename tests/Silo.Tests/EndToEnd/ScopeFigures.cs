using System.Text.Json;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.EndToEnd;

/// <summary>What a scope's grain and the rollups say of it; both must say the same.</summary>
internal sealed record ScopeFigures(long Records, decimal Cost)
{
    /// <summary>From the cost grain.</summary>
    public static async Task<ScopeFigures> OfGrainAsync(SiloProcess silo, string scope, CancellationToken cancellationToken)
    {
        var summary = await silo.GetAsync($"/api/v1/summary?scope={Uri.EscapeDataString(scope)}", cancellationToken);
        var total = summary.GetProperty("total");
        return new(total.GetProperty("records").GetInt64(), total.GetProperty("spend").GetProperty("total").GetDecimal());
    }

    /// <summary>From the rollups, over all time.</summary>
    public static async Task<ScopeFigures> OfRollupsAsync(
        SiloProcess silo, string scope, CancellationToken cancellationToken, string metric = "effective")
    {
        var costs = await silo.GetAsync(
            $"/api/v1/costs?scope={Uri.EscapeDataString(scope)}&granularity=total&from=2015-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&metric={metric}",
            cancellationToken);
        return new(
            costs.GetProperty("rows").EnumerateArray().Sum(row => row.GetProperty("records").GetInt64()),
            costs.GetProperty("total").GetDecimal());
    }

    /// <summary>Waits until grain and rollups of a scope count this many records, then gives both.</summary>
    public static async Task<(ScopeFigures Grain, ScopeFigures Rollups)> WhenCountedAsync(
        SiloProcess silo, string scope, long records, CancellationToken cancellationToken)
    {
        var grain = new ScopeFigures(0, 0);
        var rollups = grain;
        await SiloProcess.Until(
            async () =>
            {
                try
                {
                    grain = await OfGrainAsync(silo, scope, cancellationToken);
                    rollups = await OfRollupsAsync(silo, scope, cancellationToken);
                }
                catch (HttpRequestException e) when (e.StatusCode == System.Net.HttpStatusCode.NotFound)
                {
                    return false;
                }

                return grain.Records >= records && rollups.Records >= records;
            },
            cancellationToken);
        return (grain, rollups);
    }
}
