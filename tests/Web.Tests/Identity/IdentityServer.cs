using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Web.Tests.Identity;

/// <summary>A product of its own, set up by its first administrator as an installation is.</summary>
public sealed partial class IdentityServer : IAsyncLifetime
{
    public const string Name = "admin@example.com";
    public const string Password = "correct horse 1";

    private readonly TemporaryFolder _folder = new();

    public SiloProcess Silo { get; private set; } = null!;

    public Person Admin { get; private set; } = null!;

    public JsonElement BeforeSetup { get; private set; }

    public HttpStatusCode WrongCode { get; private set; }

    public (HttpStatusCode Status, JsonElement Answer) Setup { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_folder.File("finopsai.json"), """{"FinOpsAI":{"Identity":{"SignInsPerMinute":1000}}}""");
        Silo = await SiloProcess.StartInAsync(_folder.Path, "serve", "--data", _folder.Path);
        Admin = new(Silo);
        BeforeSetup = (await Admin.SendAsync(HttpMethod.Get, "session")).Answer;
        WrongCode = (await Admin.SendAsync(HttpMethod.Post, "setup", new { code = "AAAAA-AAAAA-AAAAA-AAAAA", name = Name, password = Password })).Status;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await SiloProcess.Until(() => Task.FromResult(CodeInLog().IsMatch(Silo.Output)), patience.Token);
        Setup = await Admin.SessionAsync(
            HttpMethod.Post, "setup", new { code = CodeInLog().Match(Silo.Output).Groups[1].Value, name = Name, displayName = "관리자", password = Password });
    }

    /// <summary>A user with one role, made by the administrator.</summary>
    public async Task<string> AddUserAsync(string name, string password, string role, string scope = "org")
    {
        var (status, answer) = await Admin.SendAsync(HttpMethod.Post, "users", new { name, password, grants = new[] { new { role, scope } } });
        status.ShouldBe(HttpStatusCode.Created, answer.ToString());
        return answer.GetProperty("id").GetString()!;
    }

    /// <summary>The server's store.</summary>
    public Task<SqliteStore> OpenStoreAsync(CancellationToken cancellationToken) =>
        SqliteStore.OpenAsync(_folder.File("finopsai.db"), new(), TimeProvider.System, cancellationToken: cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await Silo.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex("setup code ([A-Z2-9-]{23})")]
    private static partial Regex CodeInLog();
}
