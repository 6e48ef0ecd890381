using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using FinOpsAI.Silo.Tests.Examples;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.EndToEnd;

/// <summary>Reservations over HTTP against the real program, killed again and again; and the clients of the documentation.</summary>
public sealed class BudgetTests
{
    private const int Rounds = 5;
    private const int Callers = 40;
    private const decimal Cap = 300;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 600_000)]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task However_often_the_process_is_killed_the_cap_holds_and_nothing_acknowledged_is_lost(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind, "budgets");
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("finopsai.json"), """{"FinOpsAI":{"Budgets":{"TickInterval":"00:00:00.5"}}}""", Token);
        var random = new Random(99);
        var settled = new ConcurrentDictionary<string, decimal>();
        var path = "";
        for (var round = 0; round < Rounds; round++)
        {
            await using var silo = await SiloProcess.StartInAsync(folder.Path, ["serve", .. store.Options]);
            path = path.Length > 0 ? path : await MakeBudgetAsync(silo);
            await ShouldHoldAsync(silo, path);
            using var acknowledged = new SemaphoreSlim(0);
            var callers = Enumerable.Range(0, Callers).Select(caller => SpendAsync(silo, path, round, caller, settled, acknowledged)).ToList();
            for (var wanted = random.Next(60, 160); wanted > 0; wanted--)
            {
                await acknowledged.WaitAsync(Token);
            }

            await silo.KillAsync();
            await Task.WhenAll(callers);
        }

        await using var last = await SiloProcess.StartInAsync(folder.Path, ["serve", .. store.Options]);
        settled.Count.ShouldBeGreaterThan(Rounds * 20);
        foreach (var (key, cost) in settled)
        {
            (await SendAsync(last, HttpMethod.Put, $"{path}/reservations/{key}", Amount(cost))).Status.ShouldBe(HttpStatusCode.OK, "settled before, with the same amount");
        }

        // What the killed process's callers held runs out, and nothing is held by nobody.
        await SiloProcess.Until(async () => (await StatusAsync(last, path)).GetProperty("held").GetDecimal() == 0, Token);
        await ShouldHoldAsync(last, path);
        (await last.GetAsync($"{path}/reservations?state=held", Token)).GetProperty("items").GetArrayLength().ShouldBe(0);
        var books = (await last.GetAsync($"{path}/reservations?state=settled&limit=1000", Token)).GetProperty("items").EnumerateArray().ToList();
        var status = await StatusAsync(last, path);
        status.GetProperty("settled").GetDecimal().ShouldBe(books.Sum(item => item.GetProperty("settled").GetDecimal()));
        settled.Keys.ShouldBeSubsetOf(books.Select(item => item.GetProperty("key").GetString()!));

        // The ledger hears of it, and then both say the same.
        var total = status.GetProperty("settled").GetDecimal();
        await last.PostUsageAsync(
            new StringContent(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"id":"all","timestamp":"{{TimeProvider.System.GetUtcNow():O}}","provider":"openai","model":"gpt-4o","team":"search","project":"p","resource":"r","usage":{"token.input":1},"effective_cost":{{total}},"billing_currency":"USD"}"""),
                Encoding.UTF8,
                "application/json"),
            Token);
        await SiloProcess.Until(async () => (await StatusAsync(last, path)).GetProperty("drift").GetDecimal() == 0, Token);
        (await StatusAsync(last, path)).GetProperty("used").GetDecimal().ShouldBe(total);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_clients_of_the_documentation_run()
    {
        var document = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "experiments.md"), Token);
        using var folder = new TemporaryFolder();
        await using var silo = await SiloProcess.StartAsync("serve", "--data", folder.Path);

        var python = await RunPythonAsync(Block(document, "python"), silo);
        using var output = new StringWriter();
        await ExperimentClient.RunAsync(silo.Client, output);

        string[] expected = ["stopped: Not enough is left: $1.25 of $5.00.", "finished"];
        python.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(expected);
        output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(expected);
    }

    [Fact]
    public async Task The_compiled_client_is_that_of_the_documentation()
    {
        var document = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "experiments.md"), Token);
        var source = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "tests", "Silo.Tests", "Examples", "ExperimentClient.cs"), Token);
        var start = source.IndexOf("// docs/experiments.md", StringComparison.Ordinal);
        var compiled = source[start..source.IndexOf("// end", StringComparison.Ordinal)].Split('\n').Skip(1).Select(line => line.Trim());

        Block(document, "csharp").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ShouldBe(compiled.Where(line => line.Length > 0));
    }

    private static async Task<string> MakeBudgetAsync(SiloProcess silo)
    {
        var (_, budget) = await SendAsync(
            silo, HttpMethod.Post, "/api/v1/budgets", $$"""{"name":"cap","scope":"team:search","period":"total","amount":{{Cap}},"hard":true}""");
        return $"/api/v1/budgets/{budget.GetProperty("id").GetString()}";
    }

    /// <summary>Reserves and settles until the process is gone; some die in between.</summary>
    private static async Task SpendAsync(
        SiloProcess silo, string path, int round, int caller, ConcurrentDictionary<string, decimal> settled, SemaphoreSlim acknowledged)
    {
        var random = new Random((round * Callers) + caller);
        try
        {
            for (var i = 0; ; i++)
            {
                var key = $"r{round}-{caller}-{i}";
                var (status, answer) = await SendAsync(silo, HttpMethod.Post, $"{path}/reservations", $$"""{"key":"{{key}}","amount":0.5,"ttl":"2"}""");
                if (status == HttpStatusCode.PaymentRequired)
                {
                    acknowledged.Release();
                    continue;
                }

                status.ShouldBe(HttpStatusCode.Created, answer.ToString());
                if (random.Next(4) == 0)
                {
                    continue;
                }

                var cost = random.Next(30, 51) / 100m;
                if ((await SendAsync(silo, HttpMethod.Put, $"{path}/reservations/{key}", Amount(cost))).Status == HttpStatusCode.OK)
                {
                    settled[key] = cost;
                    acknowledged.Release();
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // Killed.
        }
    }

    private static async Task ShouldHoldAsync(SiloProcess silo, string path)
    {
        var status = await StatusAsync(silo, path);
        (status.GetProperty("settled").GetDecimal() + status.GetProperty("held").GetDecimal()).ShouldBeLessThanOrEqualTo(Cap);
    }

    private static async Task<JsonElement> StatusAsync(SiloProcess silo, string path) => (await silo.GetAsync(path, Token)).GetProperty("status");

    private static string Amount(decimal amount) => string.Create(CultureInfo.InvariantCulture, $$"""{"amount":{{amount}}}""");

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(SiloProcess silo, HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await silo.Client.SendAsync(request, Token);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        return (answer.StatusCode, document.RootElement.Clone());
    }

    private static string Block(string document, string language)
    {
        var start = document.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return document[start..document.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static async Task<string> RunPythonAsync(string program, SiloProcess silo)
    {
        using var process = Process.Start(new ProcessStartInfo("python3", ["-c", program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["FINOPSAI_URL"] = silo.Url.ToString(), ["FINOPSAI_TOKEN"] = silo.Token },
        })!;
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        var error = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        process.ExitCode.ShouldBe(0, error);
        return output;
    }
}
