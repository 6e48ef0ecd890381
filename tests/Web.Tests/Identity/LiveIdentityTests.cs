using System.Net.WebSockets;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Web.Tests.Identity;

public sealed class LiveIdentityTests(IdentityServer server) : IClassFixture<IdentityServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Nobody_connects_without_an_identity() =>
        await Should.ThrowAsync<WebSocketException>(() => LiveConnection.OpenAsync(server.Silo.Url, null, Token));

    [Fact(Timeout = 120_000)]
    public async Task A_teams_viewer_watches_the_team_and_hears_of_its_incidents_alone()
    {
        await using var store = await server.OpenStoreAsync(Token);
        var own = new MatrixTeam("live-own");
        var foreign = new MatrixTeam("live-foreign");
        await own.SaveAsync(store, Token);
        await foreign.SaveAsync(store, Token);
        var secret = await MatrixTeam.PersonAsync(store, "live-viewer", Role.Engineer, own.Scope, Token);
        await using var viewer = await LiveConnection.OpenAsync(server.Silo.Url, secret, Token);

        foreach (var scope in new[] { "org", foreign.Scope.Key })
        {
            var refused = await viewer.SubscribeAsync([scope], Token);
            refused.GetProperty("error").GetString().ShouldNotBeNull().ShouldContain("is not a scope");
        }

        (await viewer.SubscribeAsync([own.Scope.Key], Token)).TryGetProperty("result", out _).ShouldBeTrue();

        // The foreign one is told first, so that it would come first.
        foreach (var team in new[] { foreign, own })
        {
            var (status, _) = await server.Silo.SendAsync(HttpMethod.Post, $"/api/v1/alerts/{team.Name}/comment", """{"text":"hello"}""", Token);
            status.ShouldBe(System.Net.HttpStatusCode.OK);
        }

        while (true)
        {
            var (messages, _) = await viewer.NextLiveAsync(Token);
            foreach (var message in messages.Where(message => message.GetProperty("kind").GetString() == "incident"))
            {
                message.GetProperty("payload").GetProperty("id").GetString().ShouldBe(own.Name);
                return;
            }
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_connection_ends_when_its_user_is_disabled()
    {
        await using var store = await server.OpenStoreAsync(Token);
        var secret = await MatrixTeam.PersonAsync(store, "live-leaver", Role.Viewer, ScopePath.Organization, Token);
        await using var viewer = await LiveConnection.OpenAsync(server.Silo.Url, secret, Token);
        await viewer.SubscribeAsync(["org"], Token);

        (await server.Admin.SendAsync(HttpMethod.Post, "users/live-leaver/disable")).Status.ShouldBe(System.Net.HttpStatusCode.OK);

        await Should.ThrowAsync<Exception>(async () =>
        {
            while (true)
            {
                await viewer.NextLiveAsync(Token);
            }
        });
    }

    [Fact(Timeout = 120_000)]
    public async Task A_connection_loses_scopes_that_its_user_no_longer_sees()
    {
        await using var store = await server.OpenStoreAsync(Token);
        var secret = await MatrixTeam.PersonAsync(store, "live-mover", Role.Viewer, ScopePath.Organization, Token);
        await using var viewer = await LiveConnection.OpenAsync(server.Silo.Url, secret, Token);
        await viewer.SubscribeAsync(["org"], Token);

        var grants = new[] { new { role = "viewer", scope = "team:elsewhere" } };
        (await server.Admin.SendAsync(HttpMethod.Put, "users/live-mover", new { name = "live-mover", grants })).Status.ShouldBe(System.Net.HttpStatusCode.OK);

        await SiloProcess.Until(async () => (await viewer.SubscribeAsync(["org"], Token)).TryGetProperty("error", out _), Token);
    }
}
