using System.Net;
using System.Net.Http.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.TestSupport;
using FinOpsAI.Web.Identity;

namespace FinOpsAI.Web.Tests.Identity;

/// <summary>Every endpoint, by every role, on the organization and on a team, about the own team and another: as the table of roles says.</summary>
public sealed class AuthorizationMatrixTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    /// <summary>What these are about need not be there, whoever asks.</summary>
    private static readonly HashSet<string?> MayBeMissing = ["removeBudget", "takeBackFeedback", "settle", "release", "explainCost", "explainForecast"];

    private static readonly MatrixTeam Foreign = new("matrix-foreign");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Role, bool> Cells() =>
        new(Enum.GetValues<Role>().SelectMany(role => new[] { (role, true), (role, false) }));

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_role_reaches_exactly_what_the_table_says(Role role, bool isOnTeam)
    {
        using var folder = new TemporaryFolder();
        var own = new MatrixTeam($"matrix-{role}-{isOnTeam}".ToLowerInvariant());
        var grant = new Grant(role, isOnTeam ? own.Scope : ScopePath.Organization);
        using var client = new HttpClient { BaseAddress = server.Silo.Url };
        await using (var store = await server.OpenStoreAsync(Token))
        {
            foreach (var team in new[] { own, Foreign })
            {
                await team.SaveAsync(store, Token);
                await RecordAsync(team);
            }

            client.DefaultRequestHeaders.Authorization = new("Bearer", await MatrixTeam.PersonAsync(store, $"{role}-{isOnTeam}", role, grant.Scope, Token));
            var person = (await store.Identity.ListTokensAsync(Token)).Single(one => one.OwnerId == $"{role}-{isOnTeam}");
            await own.SaveViewAsync(store, person.Id, Token);
            await own.SaveScenarioAsync(store, person.Id, Token);
        }

        // What takes things away comes last.
        var endpoints = (await ProductEndpoint.AllAsync(folder.Path)).Where(endpoint => endpoint.Need is not null).OrderBy(endpoint => endpoint.Method == "DELETE").ToList();
        var wrong = new List<string>();
        foreach (var endpoint in endpoints)
        {
            foreach (var team in new[] { Foreign, own })
            {
                var expected = Expected(grant, endpoint, team.Scope);

                // Programs cannot make tokens, whoever they belong to; people are tried in other tests.
                if (expected == Expectation.Allowed && (endpoint.Name == "makeToken" || (team == Foreign && endpoint.Method != "GET")))
                {
                    continue;
                }

                using var request = Request(endpoint, team);
                using var answer = await client.SendAsync(request, Token);
                var body = await answer.Content.ReadAsStringAsync(Token);
                if (!IsAs(expected, endpoint, answer.StatusCode) || (isOnTeam && team == own && body.Contains(Foreign.Name, StringComparison.Ordinal)))
                {
                    wrong.Add($"{endpoint} on {team.Name}: {(int)answer.StatusCode}, expected {expected}: {body[..Math.Min(200, body.Length)]}");
                }
            }
        }

        wrong.ShouldBeEmpty();
        endpoints.Count.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Nobody_gets_nothing_but_what_is_everybodys()
    {
        using var folder = new TemporaryFolder();
        using var client = new HttpClient { BaseAddress = server.Silo.Url };
        foreach (var endpoint in (await ProductEndpoint.AllAsync(folder.Path)).Where(endpoint => !endpoint.IsAnonymous))
        {
            using var request = Request(endpoint, Foreign);
            using var answer = await client.SendAsync(request, Token);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, endpoint.ToString());
        }
    }

    [Fact]
    public async Task A_scope_in_a_parameter_that_an_endpoint_does_not_read_opens_nothing()
    {
        await using var store = await server.OpenStoreAsync(Token);
        var secret = await MatrixTeam.PersonAsync(store, "sly", Role.FinOps, ScopePath.ForTeam("sly"), Token);
        using var client = new HttpClient { BaseAddress = server.Silo.Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", secret);

        foreach (var path in new[]
        {
            "costs?parent=team:sly", "costs?team=sly", "costs?Scope=org", "costs?scope=team:sly&scope=org", "showback?scope=team:sly", "showback?team=%20",
            "summary?scope=%20&team=sly", "scopes?parent=org&scope=team:sly",
        })
        {
            using var answer = await client.GetAsync($"/api/v1/{path}", Token);
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
        }
    }

    private enum Expectation
    {
        Allowed,
        Forbidden,
        Unknown,
    }

    /// <summary>What the table of roles says, without asking the code that enforces it.</summary>
    private static Expectation Expected(Grant grant, ProductEndpoint endpoint, ScopePath target)
    {
        if (!RolePermissions.Of(grant.Role).Contains(endpoint.Need!.Permission))
        {
            return Expectation.Forbidden;
        }

        if (grant.Scope == ScopePath.Organization)
        {
            return Expectation.Allowed;
        }

        if (endpoint.Need.On == NeedOn.Organization)
        {
            return Expectation.Forbidden;
        }

        var isAboutTarget = endpoint.Need.On == NeedOn.Scope || endpoint.HasItem || endpoint.HasScopedBody || endpoint.Name == "listScopes";
        return !isAboutTarget || grant.Scope == target ? Expectation.Allowed : Expectation.Unknown;
    }

    private static bool IsAs(Expectation expected, ProductEndpoint endpoint, HttpStatusCode status) => expected switch
    {
        Expectation.Forbidden => status == HttpStatusCode.Forbidden,
        Expectation.Unknown => status == HttpStatusCode.NotFound,
        _ => status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests)
            && (status != HttpStatusCode.NotFound || MayBeMissing.Contains(endpoint.Name) || endpoint.Need!.On == NeedOn.Organization
                || endpoint.Name == "revokeToken" || endpoint.Path.StartsWith("/hubs/", StringComparison.Ordinal)),
    };

    private static HttpRequestMessage Request(ProductEndpoint endpoint, MatrixTeam team)
    {
        var path = endpoint.Path
            .Replace("{id}", team.Name, StringComparison.Ordinal)
            .Replace("{request}", team.Name, StringComparison.Ordinal)
            .Replace("{version:int}", "1", StringComparison.Ordinal)
            .Replace("{key}", "unknown", StringComparison.Ordinal);
        if (endpoint.Need is { On: NeedOn.Scope } need)
        {
            path += need.Parameter == Need.Team ? $"?team={team.Name}" : $"?scope={team.Scope.Key}";
        }
        else if (endpoint.Name == "listScopes")
        {
            path += $"?parent={team.Scope.Key}";
        }

        var request = new HttpRequestMessage(new(endpoint.Method), path);
        if (endpoint.Method is "POST" or "PUT")
        {
            request.Content = endpoint.HasScopedBody ? JsonContent.Create(new { scope = team.Scope.Key }) : JsonContent.Create(new { });
        }

        return request;
    }

    private async Task RecordAsync(MatrixTeam team)
    {
        var (status, _) = await server.Silo.PostUsageAsync(
            JsonContent.Create(new
            {
                id = team.Name, timestamp = TimeProvider.System.GetUtcNow().ToString("O"), provider = "openai", model = "gpt-4o", team = team.Name,
                project = "p", resource = "r", usage = new Dictionary<string, long> { ["token.input"] = 1_000 },
            }),
            Token);
        status.ShouldBe(HttpStatusCode.OK);
    }
}
