using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FinOpsAI.Silo.Tests.Examples;

#pragma warning disable RS0030 // As a reader of the documentation would write it, with the clock of the machine.

/// <summary>The example of <c>docs/experiments.md</c>, line by line.</summary>
internal static class ExperimentClient
{
    public static async Task RunAsync(HttpClient http, TextWriter Console)
    {
        // docs/experiments.md
        var name = $"ablation-{DateTimeOffset.UtcNow:yyyyMMdd-HHmmss-fff}";
        var started = await http.PostAsJsonAsync("/api/v1/experiments", new { name, estimate = 4, cap = 5, duration = "PT6H" });
        var experiment = await started.Content.ReadFromJsonAsync<JsonElement>();
        var reservations = $"/api/v1/budgets/{experiment.GetProperty("budgetId").GetString()}/reservations";
        for (var step = 0; step < 10; step++)
        {
            var grant = await http.PostAsJsonAsync(reservations, new { key = $"step-{step}", amount = 1.5, ttl = "PT10M" });
            if (grant.StatusCode == HttpStatusCode.PaymentRequired)
            {
                var denial = await grant.Content.ReadFromJsonAsync<JsonElement>();
                Console.WriteLine($"stopped: {denial.GetProperty("text").GetProperty("en")}");
                break;
            }

            const double Cost = 1.25; // run the step here; its usage records say "experiment": name
            await http.PutAsJsonAsync($"{reservations}/step-{step}", new { amount = Cost });
        }

        await http.PostAsJsonAsync($"/api/v1/experiments/{name}/metrics", new { name = "eval points", value = 41.5 });
        var ended = await http.PostAsJsonAsync($"/api/v1/experiments/{name}/end", new { outcome = "done" });
        Console.WriteLine((await ended.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state"));
        // end
    }
}
