using FinOpsAI.Core.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Core.Tests;

public sealed class ScopePathTests
{
    [Fact]
    public void Any_names_survive_the_way_into_a_key_and_back() =>
        Prop.ForAll<NonWhiteSpaceString, NonWhiteSpaceString, NonWhiteSpaceString>((team, project, resource) =>
        {
            // A lone surrogate is no text; the reader of usage refuses it before it could become a name.
            if ($"{team.Item}{project.Item}{resource.Item}".Any(char.IsSurrogate))
            {
                return true;
            }

            var path = ScopePath.ForResource(team.Item, project.Item, resource.Item);
            return ScopePath.Parse(path.Key) == path && path.SelfAndAncestors().All(scope => ScopePath.Parse(scope.Key) == scope);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("organization")]
    [InlineData("team:")]
    [InlineData("team:a/b")]
    [InlineData("project:a")]
    [InlineData("resource:a/b")]
    [InlineData("resource:a//c")]
    [InlineData("user:a")]
    public void What_names_no_scope_is_not_parsed(string? key) => ScopePath.TryParse(key, out _).ShouldBeFalse();

    [Fact]
    public void A_scope_contains_itself_and_what_lies_below()
    {
        var resource = ScopePath.ForResource("search", "chat", "key");

        resource.SelfAndAncestors().Select(scope => scope.Key).ShouldBe(["resource:search/chat/key", "project:search/chat", "team:search", "org"]);
        resource.SelfAndAncestors().ShouldAllBe(scope => scope.Contains(resource));
        resource.Contains(ScopePath.Organization).ShouldBeFalse();
        ScopePath.ForTeam("other").Contains(resource).ShouldBeFalse();
    }
}
