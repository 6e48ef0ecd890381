using FinOpsAI.TestSupport;
using FinOpsAI.Web.Tests;

[assembly: AssemblyFixture(typeof(WebServer))]

namespace FinOpsAI.Web.Tests;

/// <summary>One running product on an empty SQLite file for all tests of the web side.</summary>
public sealed class WebServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public SiloProcess Silo { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Silo = await SiloProcess.StartAsync("serve", "--data", _folder.Path);

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Posts one record of now.</summary>
    public async Task PostAsync(string id, string team, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var content = new StringContent(
            $$$"""{"id":"{{{id}}}","timestamp":"{{{now}}}","provider":"openai","model":"gpt-4o","team":"{{{team}}}","project":"p","resource":"r","usage":{"token.input":1000000}}""",
            System.Text.Encoding.UTF8,
            "application/json");
        var (_, answer) = await Silo.PostUsageAsync(content, cancellationToken);
        answer.GetProperty("accepted").GetInt64().ShouldBe(1, answer.ToString());
    }
}
