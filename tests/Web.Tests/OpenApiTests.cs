using System.Text.Json.Nodes;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Web.Tests;

/// <summary>The dashboard's client is generated from a committed document; it must be the one that the server gives.</summary>
public sealed class OpenApiTests(WebServer server)
{
    private static readonly string Committed = Path.Combine(Repository.Root, "src", "Web", "ui", "openapi", "openapi.json");

    [Fact]
    public async Task The_committed_document_is_the_servers()
    {
        var token = TestContext.Current.CancellationToken;
        var actual = JsonNode.Parse(await server.Silo.Client.GetStringAsync("/openapi/v1.json", token));
        var committed = JsonNode.Parse(await File.ReadAllTextAsync(Committed, token));

        JsonNode.DeepEquals(actual, committed).ShouldBeTrue(
            $"Run the server, write /openapi/v1.json to {Path.GetRelativePath(Repository.Root, Committed)}, then 'npm run generate' in src/Web/ui.");
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_tag_and_a_summary()
    {
        var document = JsonNode.Parse(await server.Silo.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;

        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                operation!["operationId"].ShouldNotBeNull($"{method} {path}");
                operation["summary"].ShouldNotBeNull($"{method} {path}");
                operation["tags"]!.AsArray().Count.ShouldBe(1, $"{method} {path}");
            }
        }
    }
}
