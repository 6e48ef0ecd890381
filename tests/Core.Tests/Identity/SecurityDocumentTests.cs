using FinOpsAI.Core.Identity;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Core.Tests.Identity;

public sealed class SecurityDocumentTests
{
    [Fact]
    public async Task The_table_of_roles_in_the_document_is_the_one_that_the_server_goes_by()
    {
        var document = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "docs", "security.md"), TestContext.Current.CancellationToken);

        document.ReplaceLineEndings("\n").ShouldContain(Table());
    }

    private static string Table()
    {
        var roles = Enum.GetValues<Role>();
        var lines = new List<string>
        {
            $"| Permission | {string.Join(" | ", roles.Select(role => Camel(role.ToString())))} |",
            $"|---|{string.Concat(roles.Select(_ => ":-:|"))}",
        };
        lines.AddRange(Enum.GetValues<Permission>().Select(permission =>
            $"| `{Camel(permission.ToString())}` | {string.Join(" | ", roles.Select(role => RolePermissions.Of(role).Contains(permission) ? "yes" : "—"))} |"));
        return string.Join('\n', lines) + "\n";
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
