using System.Text.Json;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.Cli;

/// <summary><c>attribution</c> and <c>showback</c> as a person types them.</summary>
public sealed class AttributionCommandTests : IDisposable
{
    private const string Usage = """
        {"id":"a","timestamp":"2026-05-05T10:00:00Z","provider":"openai","model":"gpt-4o","usage":{"request":1},"effective_cost":312,"api_key_id":"key-1"}
        {"id":"b","timestamp":"2026-05-06T10:00:00Z","provider":"openai","model":"gpt-4o","usage":{"request":1},"effective_cost":8,"api_key_id":"key-1","team":"search","project":"chat","resource":"r"}
        {"id":"c","timestamp":"2026-05-07T10:00:00Z","provider":"openai","model":"gpt-4o","usage":{"request":1},"effective_cost":80,"team":"platform","project":"gw","resource":"r"}
        """;

    private const string Rules = """
        [{"id":"key","name":"Search's key","conditions":[{"dimension":"api_key","operator":"is","values":["key-1"]}],"assign":{"team":"search","project":"chat"}}]
        """;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rules_are_imported_shown_previewed_and_applied_and_a_second_time_does_nothing()
    {
        await ImportUsageAsync();
        await File.WriteAllTextAsync(_folder.File("rules.json"), Rules, Token);

        (await RunAsync("attribution", "show")).Output.ShouldContain("No rules yet");
        var preview = await RunAsync("attribution", "preview", "--from", "2026-05-01", "--rules", _folder.File("rules.json"));
        preview.Output.ShouldContain("2026-05\tkey\tunattributed/unattributed\tsearch/chat\t1\t312\t");
        preview.Output.ShouldContain("1 of 3 records would move, EffectiveCost 312 of 400");
        (await RunAsync("attribution", "import", _folder.File("rules.json"), "--note", "first", "--by", "kim")).Output.ShouldContain("Version 1 with 1 rules");
        var shown = (await RunAsync("attribution", "show")).Output;
        shown.ShouldContain("by kim: first");
        shown.ShouldContain("key\tSearch's key\tapi_key = key-1\tteam = search, project = chat");
        (await RunAsync("attribution", "apply", "--from", "2026-05-01")).Output.ShouldContain("1 of 3 records moved, EffectiveCost 312 of 400");
        (await RunAsync("attribution", "apply", "--from", "2026-05-01")).Output.ShouldContain("0 of 3 records moved");
    }

    [Fact]
    public async Task What_show_writes_as_json_can_be_imported_again()
    {
        await File.WriteAllTextAsync(_folder.File("rules.json"), Rules, Token);
        await RunAsync("attribution", "import", _folder.File("rules.json"));

        var json = (await RunAsync("attribution", "show", "--json")).Output;
        json = json[json.IndexOf("\n{", StringComparison.Ordinal) is var at and >= 0 ? at..(json.Length) : 0..json.Length];
        await File.WriteAllTextAsync(_folder.File("again.json"), json, Token);

        (await RunAsync("attribution", "import", _folder.File("again.json"))).Output.ShouldContain("Version 2 with 1 rules");
        JsonDocument.Parse(json).RootElement.GetProperty("rules").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Faults_in_a_file_of_rules_name_rule_and_field_and_change_nothing()
    {
        await File.WriteAllTextAsync(_folder.File("bad.json"), """{"rules":[{"id":"x","name":"x","conditions":[{"dimension":"keys","operator":"is","values":["a"]}],"assign":{"team":"{1}"}}]}""", Token);
        await File.WriteAllTextAsync(_folder.File("broken.json"), "{", Token);

        var (exitCode, _, error) = await RunAsync("attribution", "import", _folder.File("bad.json"));

        exitCode.ShouldBe(64);
        error.ShouldContain("rules[0].conditions[0].dimension");
        error.ShouldContain("rules[0].assign.team");
        (await RunAsync("attribution", "import", _folder.File("broken.json"))).ExitCode.ShouldBe(64);
        (await RunAsync("attribution", "import", _folder.File("missing.json"))).ExitCode.ShouldBe(1);
        (await RunAsync("attribution", "show", "--rules-version", "7")).ExitCode.ShouldBe(64);
        (await RunAsync("attribution", "preview", "--from", "2026-05-02", "--to", "2026-05-01")).ExitCode.ShouldBe(64);
        (await RunAsync("attribution", "show")).Output.ShouldContain("No rules yet");
    }

    [Fact]
    public async Task Showback_and_suggestions_say_when_the_sums_are_behind_and_are_right_once_a_server_ran()
    {
        await ImportUsageAsync();
        var early = await RunAsync("showback", "--period", "2026-05");
        early.ExitCode.ShouldBe(2);
        early.Error.ShouldContain("do not have 3 of 3 ledger positions");

        await using (var silo = await SiloProcess.StartAsync("serve", "--data", _folder.Path))
        {
            await silo.WhenReadyAsync(Token);
            await silo.StopAsync();
        }

        var table = await RunAsync("showback", "--period", "2026-05");
        table.ExitCode.ShouldBe(0, table.Error);
        table.Output.ShouldContain("unattributed\t312\t0\t0\t312\t0\t312\t0\t0");
        table.Output.ShouldContain("(organization)\t400\t0\t0\t400\t0\t400\t0\t0");
        (await RunAsync("showback", "--period", "2026-W19", "--format", "csv", "--team", "search")).Output
            .ShouldContain("2026-W19,2026-05-04,2026-05-11,search,chat,openai,gpt-4o,confirmed,USD,8,0,0,8,");
        (await RunAsync("showback", "--period", "2026-05", "--format", "html", "--lang", "ko", "--out", _folder.File("page.html"))).ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(_folder.File("page.html"), Token)).ShouldContain("<td>합계</td><td>400.00</td>");
        (await RunAsync("showback", "--period", "2026-05", "--format", "focus")).Output.ShouldContain("\"\"x_ModelName\"\":\"\"gpt-4o\"\"");

        var suggested = await RunAsync("attribution", "suggest", "--from", "2026-05-01", "--to", "2026-06-01");
        suggested.Output.ShouldContain("placed elsewhere\tapi_key = key-1\tteam = search, project = chat\t312\t1\t1");
        suggested.Output.ShouldContain("EffectiveCost 312 of 400 (78 %)");
    }

    [Fact]
    public async Task A_period_or_format_that_is_none_is_wrong_usage()
    {
        (await RunAsync("showback", "--period", "2026-13")).ExitCode.ShouldBe(64);
        (await RunAsync("showback", "--format", "pdf")).ExitCode.ShouldBe(64);
        (await RunAsync("showback", "--out", _folder.File("x"))).ExitCode.ShouldBe(64);
    }

    private async Task ImportUsageAsync()
    {
        await File.WriteAllTextAsync(_folder.File("usage.ndjson"), Usage, Token);
        var (exitCode, output, error) = await RunAsync("import", _folder.File("usage.ndjson"), "--format", "usage");
        exitCode.ShouldBe(0, error + output);
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        SiloProcess.RunAsync([.. arguments, "--data", _folder.Path]);
}
