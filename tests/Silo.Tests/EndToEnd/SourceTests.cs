using System.Net.Http.Json;
using System.Text;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.EndToEnd;

/// <summary>The whole way of a source: set up on the command line, read by the running product over HTTP, killed, billed.</summary>
public sealed class SourceTests
{
    private static readonly DateTimeOffset Today = new(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);

    [Theory(Timeout = 300_000)]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task A_backfill_survives_kills_and_counts_everything_once(StoreKind kind)
    {
        var token = TestContext.Current.CancellationToken;
        await using var store = await TestStore.CreateAsync(kind, "sources");
        await using var server = await ProviderServer.StartAsync();
        var organization = new OpenAiOrganization(Today.AddDays(-60), 60 * 24);
        organization.ServeAt(server);
        server.Delay = TimeSpan.FromMilliseconds(150);
        await AddAsync(store, server, "openai.usage", "main", organization.From, "kinds=completions", "names=false");

        var random = new Random(17);
        for (var round = 0; round < 4; round++)
        {
            // It asks on while the test lets itself in, and asks nothing more once it has everything.
            var enough = Math.Min(server.Requests.Count + 4, organization.Pages);
            await using var silo = await SiloProcess.StartAsync(["serve", .. store.Options]);
            await SiloProcess.Until(() => Task.FromResult(server.Requests.Count >= enough), token);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 250)), TimeProvider.System, token);
            await silo.KillAsync();
        }

        server.Delay = TimeSpan.Zero;
        await using (var silo = await SiloProcess.StartAsync(["serve", .. store.Options]))
        {
            var (grain, rollups) = await ScopeFigures.WhenCountedAsync(silo, "org", organization.Records, token);
            grain.ShouldBe(new(organization.Records, organization.Cost));
            rollups.ShouldBe(grain);
            await UntilSourceAsync(silo, "main", source => source.GetProperty("lastSuccessAt").ValueKind is not System.Text.Json.JsonValueKind.Null, token);

            // Groups that the provider takes back before the look-back are found by a backfill, also when it is killed in the middle.
            foreach (var hour in Enumerable.Range(0, 30))
            {
                organization.Gone.Add(hour * 7);
            }

            server.Delay = TimeSpan.FromMilliseconds(60);
            using var answer = await silo.Client.PostAsJsonAsync(
                "/api/v1/sources/main/backfill", new { from = organization.From, to = organization.End }, token);
            answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(token));
            var asked = server.Requests.Count;
            await SiloProcess.Until(() => Task.FromResult(server.Requests.Count > asked + 5), token);
            await silo.KillAsync();
        }

        server.Delay = TimeSpan.Zero;
        await using var last = await SiloProcess.StartAsync(["serve", .. store.Options]);
        await UntilSourceAsync(last, "main", source => source.GetProperty("backfill").GetProperty("finishedAt").ValueKind is not System.Text.Json.JsonValueKind.Null, token);
        await SiloProcess.Until(
            async () => (await ScopeFigures.OfGrainAsync(last, "org", token)).Records == organization.Records
                        && (await ScopeFigures.OfRollupsAsync(last, "org", token)).Records == organization.Records, token);
        var figures = new ScopeFigures(organization.Records, organization.Cost);
        (await ScopeFigures.OfGrainAsync(last, "org", token)).ShouldBe(figures);
        (await ScopeFigures.OfRollupsAsync(last, "org", token)).ShouldBe(figures);
    }

    [Fact(Timeout = 300_000)]
    public async Task Estimates_are_settled_by_the_bill_and_errors_are_told_in_words()
    {
        var token = TestContext.Current.CancellationToken;
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite, "bills");
        await using var server = await ProviderServer.StartAsync();
        var organization = new OpenAiOrganization(Today.AddDays(-10), 8 * 24);
        organization.ServeAt(server);
        await AddAsync(store, server, "openai.usage", "usage", organization.From, "kinds=completions", "names=false", "teams=proj_search=search");
        await AddAsync(store, server, "openai.costs", "bill", organization.From, "names=false");

        await using var silo = await SiloProcess.StartAsync(["serve", .. store.Options]);
        var billed = Enumerable.Range(0, 10).Sum(day => organization.BillOf(organization.From.AddDays(day)));
        await SiloProcess.Until(
            async () =>
            {
                // Settling looks for work every few minutes; a change of the bill is noticed at once when somebody asks.
                var costs = await silo.GetAsync($"/api/v1/summary?scope=org", token);
                return costs.GetProperty("total").GetProperty("spend").GetProperty("total").GetDecimal() == billed;
            },
            token);

        var spend = (await silo.GetAsync("/api/v1/summary?scope=team%3Asearch", token)).GetProperty("total").GetProperty("spend");
        spend.GetProperty("confirmed").GetDecimal().ShouldBe(billed);
        spend.GetProperty("estimated").GetDecimal().ShouldBe(0);
        (await ScopeFigures.OfRollupsAsync(silo, "org", token, "list")).Cost.ShouldBe(organization.Cost, "the estimate stays beside the bill");

        organization.Refuses = true;
        using (await silo.Client.PostAsync("/api/v1/sources/usage/read", null, token))
        {
        }

        var failing = await UntilSourceAsync(
            silo, "usage", source => source.GetProperty("lastFault").ValueKind is not System.Text.Json.JsonValueKind.Null, token);
        failing.GetProperty("lastFault").GetProperty("message").GetString()!.ShouldContain("Incorrect API key provided.");
        var (code, _, said) = await SiloProcess.RunAsync(["sources", "test", "usage", .. store.Options]);
        (code, said).ShouldBe((69, ""));
        var (_, listed, _) = await SiloProcess.RunAsync(["sources", "list", .. store.Options]);
        listed.ShouldContain("failing (");
        listed.ShouldContain("bill\topenai.costs\twell");

        // The key itself is nowhere: not in the store, not in the log, not in an answer.
        (await silo.Client.GetStringAsync("/api/v1/sources", token)).ShouldNotContain(OpenAiOrganization.Key);
        silo.Output.ShouldNotContain(OpenAiOrganization.Key);
        (await silo.StopAsync()).ShouldBe(0);
        foreach (var file in Directory.EnumerateFiles(store.Options[1], "*", SearchOption.AllDirectories))
        {
            Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, token)).ShouldNotContain(OpenAiOrganization.Key, customMessage: file);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task The_command_line_sets_up_backfills_pauses_and_removes()
    {
        var token = TestContext.Current.CancellationToken;
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite, "cli");
        await using var server = await ProviderServer.StartAsync();
        var organization = new OpenAiOrganization(Today.AddDays(-5), 5 * 24);
        organization.ServeAt(server);

        (await SiloProcess.RunAsync(["sources", "list", .. store.Options])).Output.ShouldContain("No sources yet");
        (await SiloProcess.RunAsync("sources", "kinds")).Output.ShouldContain("openai.usage\t");
        (await SiloProcess.RunAsync("sources", "kinds", "openai.usage")).Output.ShouldContain("admin_key\tyes");
        var wrong = await SiloProcess.RunAsync(["sources", "add", "openai.usage", "x", "--set", "amdin_key=1", .. store.Options]);
        wrong.ExitCode.ShouldBe(64);
        wrong.Error.ShouldContain("amdin_key is no setting of openai.usage");
        wrong.Error.ShouldContain("admin_key is missing.");

        await AddAsync(store, server, "openai.usage", "main", organization.From, "kinds=completions", "names=false");
        (await SiloProcess.RunAsync(["sources", "test", "main", .. store.Options])).ExitCode.ShouldBe(0);
        var day = organization.From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var first = await SiloProcess.RunAsync(["sources", "backfill", "main", "--from", day, .. store.Options]);
        first.ExitCode.ShouldBe(0, first.Error);
        first.Output.ShouldContain($"{organization.Records} records read, {organization.Records} new or changed");
        var second = await SiloProcess.RunAsync(["sources", "backfill", "main", "--from", day, .. store.Options]);
        second.Output.ShouldContain($"{organization.Records} records read, 0 new or changed");

        (await SiloProcess.RunAsync(["sources", "pause", "main", .. store.Options])).ExitCode.ShouldBe(0);
        (await SiloProcess.RunAsync(["sources", "list", .. store.Options])).Output.ShouldContain("main\topenai.usage\tpaused");
        (await SiloProcess.RunAsync(["sources", "remove", "main", .. store.Options])).ExitCode.ShouldBe(0);
        (await SiloProcess.RunAsync(["sources", "backfill", "main", "--from", day, .. store.Options])).ExitCode.ShouldBe(64);
    }

    private static async Task AddAsync(
        TestStore store, ProviderServer server, string kind, string id, DateTimeOffset since, params IEnumerable<string> settings)
    {
        var day = since.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var (code, _, error) = await SiloProcess.RunAsync([
            "sources", "add", kind, id, "--since", day, "--set", $"base_url={server.Url}", "--set", $"admin_key={OpenAiOrganization.Key}",
            .. settings.SelectMany(setting => new[] { "--set", setting }), .. store.Options]);
        code.ShouldBe(0, error);
    }

    private static async Task<System.Text.Json.JsonElement> UntilSourceAsync(
        SiloProcess silo, string id, Func<System.Text.Json.JsonElement, bool> isSo, CancellationToken token)
    {
        System.Text.Json.JsonElement source = default;
        await SiloProcess.Until(async () => isSo(source = (await silo.GetAsync($"/api/v1/sources/{id}", token)).GetProperty("state")), token);
        return source;
    }
}
