using System.Text.Json;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.EndToEnd;

/// <summary>Real traces through the real product: HTTP, ledger, grains and rollups agree to the last decimal.</summary>
public sealed class RealInputTests
{
    private const decimal CodeCost = 47.6088950m;
    private const decimal ConversationCost = 96.7913250m;

    [Theory(Timeout = 300_000)]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task The_Azure_traces_replayed_over_http_cost_exactly_what_their_tokens_cost(StoreKind kind)
    {
        var token = TestContext.Current.CancellationToken;
        await using var store = await TestStore.CreateAsync(kind, "azure");
        await using var silo = await SiloProcess.StartAsync(["serve", .. store.Options]);

        (await ReplayAsync(silo, "code")).ShouldBe("8819 accepted, 0 restated, 0 duplicates, 0 rejected, 0 unpriced");
        (await ReplayAsync(silo, "conv")).ShouldBe("19366 accepted, 0 restated, 0 duplicates, 0 rejected, 0 unpriced");
        await VerifyAsync(silo, token);

        (await ReplayAsync(silo, "code")).ShouldBe("0 accepted, 0 restated, 8819 duplicates, 0 rejected, 0 unpriced");
        (await ReplayAsync(silo, "conv")).ShouldBe("0 accepted, 0 restated, 19366 duplicates, 0 rejected, 0 unpriced");
        await VerifyAsync(silo, token);
        (await silo.StopAsync()).ShouldBe(0);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task The_FOCUS_sample_sums_to_its_billed_cost(StoreKind kind)
    {
        var token = TestContext.Current.CancellationToken;
        await using var store = await TestStore.CreateAsync(kind, "focus");
        var file = Repository.SharedData("focus-1.0-sample", "focus_sample.csv");

        var first = await SiloProcess.RunAsync(["import", file, .. store.Options]);
        var again = await SiloProcess.RunAsync(["import", file, .. store.Options]);

        first.Output.ShouldContain("(focus): 1000 accepted, 0 restated, 0 duplicates, 0 rejected, 0 unpriced");
        again.Output.ShouldContain("(focus): 0 accepted, 0 restated, 1000 duplicates, 0 rejected, 0 unpriced");
        await using var silo = await SiloProcess.StartAsync(["serve", .. store.Options]);
        await silo.WhenReadyAsync(token);
        (await ScopeFigures.OfRollupsAsync(silo, "org", token, "billed")).ShouldBe(new(1_000, 20.52022672899m));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_Alibaba_trace_uses_its_gpu_seconds()
    {
        var token = TestContext.Current.CancellationToken;
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite, "alibaba");
        var file = Repository.SharedData("alibaba-genai-2026", "lora_request_trace.csv");

        var import = await SiloProcess.RunAsync(["import", file, .. store.Options]);

        import.ExitCode.ShouldBeOneOf(0, 2);
        await using var silo = await SiloProcess.StartAsync(["serve", .. store.Options]);
        await silo.WhenReadyAsync(token);
        var summary = await silo.GetAsync("/api/v1/summary", token);
        var hours = summary.GetProperty("total").GetProperty("usage").GetProperty("gpuHours").GetDecimal();
        Math.Round(hours * 3_600, 6).ShouldBe(768_899m);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_running_server_sees_what_an_import_beside_it_appends()
    {
        var token = TestContext.Current.CancellationToken;
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite, "beside");
        await using var silo = await SiloProcess.StartAsync(["serve", .. store.Options]);
        await silo.WhenReadyAsync(token);

        var import = await SiloProcess.RunAsync(
            ["import", Repository.SharedData("focus-1.0-sample", "focus_sample.csv"), .. store.Options]);

        import.ExitCode.ShouldBe(0, import.Error);
        var (grain, rollups) = await ScopeFigures.WhenCountedAsync(silo, "org", 1_000, token);
        grain.Records.ShouldBe(1_000);
        rollups.ShouldBe(grain);
    }

    private static async Task<string> ReplayAsync(SiloProcess silo, string trace)
    {
        var project = trace == "conv" ? "conversation" : trace;
        var (exitCode, output, error) = await SiloProcess.RunAsync(
            "replay", Repository.SharedData("azure-llm-trace-2023", $"AzureLLMInferenceTrace_{trace}.csv"),
            "--to", silo.Url.ToString(), "--token", silo.Token!, "--speed", "max",
            "--team", "platform", "--project", project, "--resource", $"{project}-endpoint", "--provider", "azure", "--model", "gpt-4o");
        exitCode.ShouldBe(0, error);
        return output.Trim();
    }

    private static async Task VerifyAsync(SiloProcess silo, CancellationToken token)
    {
        foreach (var (scope, records, cost, input, output) in new[]
        {
            ("resource:platform/code/code-endpoint", 8_819L, CodeCost, 18_059_974m, 245_896m),
            ("project:platform/code", 8_819L, CodeCost, 18_059_974m, 245_896m),
            ("resource:platform/conversation/conversation-endpoint", 19_366L, ConversationCost, 22_361_870m, 4_088_665m),
            ("project:platform/conversation", 19_366L, ConversationCost, 22_361_870m, 4_088_665m),
            ("team:platform", 28_185L, CodeCost + ConversationCost, 40_421_844m, 4_334_561m),
            ("org", 28_185L, CodeCost + ConversationCost, 40_421_844m, 4_334_561m),
        })
        {
            var (grain, rollups) = await ScopeFigures.WhenCountedAsync(silo, scope, records, token);
            grain.ShouldBe(new(records, cost), scope);
            rollups.ShouldBe(grain, scope);
            var total = (await silo.GetAsync($"/api/v1/summary?scope={Uri.EscapeDataString(scope)}", token)).GetProperty("total");
            Usage(total, "inputTokens").ShouldBe(input, scope);
            Usage(total, "outputTokens").ShouldBe(output, scope);
            Usage(total, "requests").ShouldBe(records, scope);
        }
    }

    private static decimal Usage(JsonElement total, string name) => total.GetProperty("usage").GetProperty(name).GetDecimal();
}
