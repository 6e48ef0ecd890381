using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Core.Tests.Identity;

public sealed class ActorTests
{
    private static readonly ScopePath Search = ScopePath.ForTeam("search");
    private static readonly ScopePath[] Scopes =
    [
        ScopePath.Organization, Search, ScopePath.ForTeam("ads"), ScopePath.ForProject("search", "chat"), ScopePath.ForResource("search", "chat", "key"),
        ScopePath.ForProject("ads", "chat"),
    ];

    private static readonly Permission[] Permissions = Enum.GetValues<Permission>();

    [Fact]
    public void A_role_on_a_team_reaches_all_below_the_team_and_nothing_beside_or_above_it()
    {
        var engineer = SomeActor(new Grant(Role.Engineer, Search));

        engineer.May(Permission.Triage, Search).ShouldBeTrue();
        engineer.May(Permission.Triage, ScopePath.ForResource("search", "chat", "key")).ShouldBeTrue();
        engineer.May(Permission.Triage, ScopePath.ForTeam("ads")).ShouldBeFalse();
        engineer.May(Permission.Triage, ScopePath.Organization).ShouldBeFalse();
        engineer.May(Permission.ManageBudgets, Search).ShouldBeFalse();
        engineer.Reach(Permission.Triage).ShouldBe([Search]);
    }

    [Fact]
    public void Nobody_without_a_role_may_do_anything() => Permissions.ShouldAllBe(permission => SomeActor().Reach(permission).Count == 0);

    [Fact]
    public void A_viewer_and_an_executive_can_change_nothing()
    {
        foreach (var role in new[] { Role.Viewer, Role.Executive })
        {
            RolePermissions.Of(role).ShouldBeSubsetOf(RolePermissions.ReadOnly);
        }
    }

    [Fact]
    public void Every_role_reads_costs_and_only_administrators_manage_identity()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            RolePermissions.Of(role).ShouldContain(Permission.ReadCosts);
            RolePermissions.Of(role).Contains(Permission.ManageIdentity).ShouldBe(role == Role.Administrator);
        }
    }

    [Fact]
    public void Who_may_do_something_on_a_scope_may_do_it_below() => Any((actor, random) =>
    {
        var (permission, scope) = (Pick(random, Permissions), Pick(random, Scopes));
        if (actor.May(permission, scope))
        {
            Scopes.Where(scope.Contains).ShouldAllBe(below => actor.May(permission, below));
        }
    });

    [Fact]
    public void The_reach_is_exactly_where_something_may_be_done_and_none_of_it_is_within_another_part() => Any((actor, random) =>
    {
        var permission = Pick(random, Permissions);
        var reach = actor.Reach(permission);

        Scopes.ShouldAllBe(scope => actor.May(permission, scope) == reach.Any(part => part.Contains(scope)));
        reach.ShouldAllBe(part => reach.Count(other => other.Contains(part)) == 1);
    });

    [Fact]
    public void A_limit_never_allows_more_and_nothing_outside_of_it() => Any((actor, random) =>
    {
        var limit = new TokenLimit(new HashSet<Permission>(Permissions.Where(_ => random.Next(2) == 0)), Pick(random, Scopes));
        var limited = actor with { Limit = limit };
        foreach (var permission in Permissions)
        {
            foreach (var scope in Scopes)
            {
                limited.May(permission, scope).ShouldBe(
                    (actor with { Limit = null }).May(permission, scope) && limit.Permissions.Contains(permission) && limit.Scope.Contains(scope));
            }
        }
    });

    private static void Any(Action<Actor, Random> holds) => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        Grant[] grants = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new Grant(Pick(random, Enum.GetValues<Role>()), Pick(random, Scopes[..3])))];
        var actor = SomeActor(grants);
        holds(
            random.Next(2) == 0
                ? actor
                : actor with { Limit = new(new HashSet<Permission>(Permissions.Where(_ => random.Next(2) == 0)), Pick(random, Scopes)) },
            random);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    private static Actor SomeActor(params Grant[] grants) => new("a", "a", ActorKind.User, grants);
}
