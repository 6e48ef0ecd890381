using System.Net;
using System.Text;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.Cli;

public sealed class IdentityCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_added_at_the_command_line_is_listed_disabled_and_audited()
    {
        (await RunAsync("a long enough one", "users", "add", "kim@example.com", "--role", "administrator", "--role", "engineer@search")).ExitCode.ShouldBe(0);
        (await RunAsync("a long enough one", "users", "add", "KIM@example.com", "--role", "viewer")).ExitCode.ShouldBe(1);
        (await RunAsync("short", "users", "add", "lee", "--role", "viewer")).ExitCode.ShouldBe(64);
        (await RunAsync("a long enough one", "users", "add", "lee", "--role", "king")).ExitCode.ShouldBe(64);

        (await RunAsync("", "users", "list")).Output.ShouldContain("kim@example.com\tadministrator org, engineer team:search\tnever\tactive");
        (await RunAsync("another long one", "users", "password", "kim@example.com")).ExitCode.ShouldBe(0);
        (await RunAsync("", "users", "disable", "kim@example.com")).ExitCode.ShouldBe(0);
        (await RunAsync("", "users", "list")).Output.ShouldContain("disabled");
        (await RunAsync("", "users", "enable", "nobody")).ExitCode.ShouldBe(64);

        await using var store = await SqliteStore.OpenAsync(_folder.File("finopsai.db"), new(), TimeProvider.System, cancellationToken: Token);
        var lines = await store.Audit.ListAsync(new(), Token);
        lines.Select(line => line.Action).ShouldBe(["user.disabled", "user.passwordSet", "user.added"]);
        lines.ShouldAllBe(line => line.Actor.StartsWith("cli:"));
    }

    [Fact]
    public async Task A_token_made_at_the_command_line_opens_what_it_was_made_for_until_it_is_revoked()
    {
        var (exitCode, output, _) = await RunAsync("", "tokens", "add", "collector", "--permission", "ingest", "--days", "30");
        exitCode.ShouldBe(0);
        var secret = output.Trim().Split('\n')[^1];
        secret.ShouldStartWith("fai_");
        (await RunAsync("", "tokens", "add", "x", "--permission", "everything")).ExitCode.ShouldBe(64);
        (await RunAsync("", "tokens", "add", "x", "--permission", "ingest", "--scope", "nowhere")).ExitCode.ShouldBe(64);

        await using var silo = await SiloProcess.StartAsync("serve", "--data", _folder.Path);
        silo.Client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        (await silo.PostUsageAsync(new StringContent("[]", Encoding.UTF8, "application/json"), Token)).Status.ShouldBe(HttpStatusCode.OK);
        using var costs = await silo.Client.GetAsync("/api/v1/costs", Token);
        costs.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var list = (await RunAsync("", "tokens", "list")).Output;
        list.ShouldNotContain(secret);
        var line = list.Split('\n').Single(row => row.Contains("\tcollector\t", StringComparison.Ordinal));
        (await RunAsync("", "tokens", "revoke", line.Split('\t')[0])).ExitCode.ShouldBe(0);

        await SiloProcess.Until(
            async () =>
            {
                using var answer = await silo.Client.PostAsync("/api/v1/usage", new StringContent("[]", Encoding.UTF8, "application/json"), Token);
                return answer.StatusCode == HttpStatusCode.Unauthorized;
            },
            Token);
    }

    public void Dispose() => _folder.Dispose();

    private Task<(int ExitCode, string Output, string Error)> RunAsync(string input, params string[] arguments) =>
        SiloProcess.RunWithInputAsync(input, [.. arguments, "--data", _folder.Path]);
}
