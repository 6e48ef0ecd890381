using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using FinOpsAI.Core.Identity;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Web.Tests.Identity;

/// <summary>What somebody of one team reads of a report about all.</summary>
public sealed class ShowbackReachTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_sees_one_team_reads_neither_the_organizations_total_nor_others()
    {
        var own = new MatrixTeam("showback-own");
        using var client = new HttpClient { BaseAddress = server.Silo.Url };
        await using (var store = await server.OpenStoreAsync(Token))
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", await MatrixTeam.PersonAsync(store, "showback-manager", Role.Manager, own.Scope, Token));
        }

        await server.Silo.PostUsageAsync(JsonContent.Create(new[] { Record(own.Name, "40"), Record("showback-other", "2") }), Token);
        JsonElement whole = default;
        await SiloProcess.Until(
            async () =>
            {
                whole = (await server.Silo.Client.GetFromJsonAsync<JsonElement>($"/api/v1/showback?team={own.Name}", Token)).GetProperty("report");
                return Total(whole) == 42;
            },
            Token);

        var report = (await client.GetFromJsonAsync<JsonElement>($"/api/v1/showback?team={own.Name}", Token)).GetProperty("report");

        Total(report).ShouldBe(40);
        report.GetProperty("teams").EnumerateArray().Select(team => team.GetProperty("team").GetString()).ShouldBe([own.Name]);
        report.GetProperty("stays").GetArrayLength().ShouldBe(0);
    }

    private static decimal Total(JsonElement report) => report.GetProperty("organization").GetProperty("total").GetProperty("total").GetDecimal();

    private static object Record(string team, string cost) => new
    {
        id = $"{team}-1", timestamp = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), provider = "openai", model = "gpt-4o",
        team, project = "p", resource = "r", usage = new Dictionary<string, long> { ["token.input"] = 1_000 }, effective_cost = cost, billing_currency = "USD",
    };
}
