using FinOpsAI.Core.Audit;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Silo.Tests.Cli;

/// <summary>What explains, what answers and what was done, from the command line.</summary>
public sealed class InsightCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_empty_store_has_nothing_to_explain_and_no_policies()
    {
        var (exitCode, output, error) = await RunAsync("explain", "--scope", "team:search");
        exitCode.ShouldBe(2, error);
        output.ShouldContain("nothing to compare with");

        var (wrong, _, message) = await RunAsync("explain", "--scope", "team");
        wrong.ShouldBe(64);
        message.ShouldContain("expected org, team:T");

        (await RunAsync("policies", "list")).Output.ShouldContain("id\tname\tscope");
        (await RunAsync("policies", "test", "none")).ExitCode.ShouldBe(64);
    }

    [Fact]
    public async Task A_log_as_it_was_written_is_verified_and_one_that_lost_its_end_is_missed_by_the_noted_hash()
    {
        await using (var store = await SqliteStore.OpenAsync(_folder.File("finopsai.db"), new(), TimeProvider.System, cancellationToken: Token))
        {
            await store.Audit.AppendAsync([new(TimeProvider.System.GetUtcNow(), "kim", "policy.added", "policy/x", null)], Token);
        }

        var (exitCode, output, error) = await RunAsync("audit", "verify");
        exitCode.ShouldBe(0, error);
        output.ShouldContain("1 lines, all as they were written");
        (await RunAsync("audit", "verify", "--expect", output[(output.LastIndexOf(' ') + 1)..].Trim())).ExitCode.ShouldBe(0);
        (await RunAsync("audit", "verify", "--expect", AuditChain.Genesis)).ExitCode.ShouldBe(1);
        (await RunAsync("audit", "list", "--actor", "kim")).Output.ShouldContain(",kim,policy.added,policy/x,");
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        SiloProcess.RunAsync([.. arguments, "--data", _folder.Path]);
}
