using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;

namespace FinOpsAI.Core.Tests.Identity;

public sealed class TokenAndSignInTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_secret_is_marked_long_never_twice_the_same_and_not_in_the_token()
    {
        var (token, secret) = ApiToken.Make("gateway", null, [Permission.Reserve], ScopePath.Organization, Noon, null);
        var (_, other) = ApiToken.Make("gateway", null, [Permission.Reserve], ScopePath.Organization, Noon, null);

        secret.ShouldStartWith("fai_");
        secret.Length.ShouldBe(47);
        secret.ShouldNotBe(other);
        token.Hash.ShouldBe(ApiToken.HashOf(secret));
        token.ToString().ShouldNotContain(secret);
        secret.ShouldStartWith(token.Prefix);
        token.Prefix.Length.ShouldBe(10);
    }

    [Fact]
    public void A_token_is_good_until_it_expires_or_is_revoked()
    {
        var (token, _) = ApiToken.Make("t", null, [Permission.Ingest], ScopePath.Organization, Noon, Noon.AddDays(1));

        token.ToActor(null, Noon).ShouldNotBeNull().May(Permission.Ingest, ScopePath.Organization).ShouldBeTrue();
        token.ToActor(null, Noon.AddDays(1)).ShouldBeNull();
        (token with { RevokedAt = Noon }).ToActor(null, Noon).ShouldBeNull();
    }

    [Fact]
    public void A_token_can_do_no_more_than_its_owner_can_now_and_nothing_when_the_owner_is_disabled_or_gone()
    {
        var owner = SomeUser() with { Grants = [new(Role.Engineer, ScopePath.ForTeam("a"))] };
        var (token, _) = ApiToken.Make("t", owner.Id, [Permission.Triage, Permission.ManageBudgets], ScopePath.Organization, Noon, null);

        var actor = token.ToActor(owner, Noon).ShouldNotBeNull();

        actor.Reach(Permission.Triage).ShouldBe([ScopePath.ForTeam("a")]);
        actor.Reach(Permission.ManageBudgets).ShouldBeEmpty();
        token.ToActor(owner with { DisabledAt = Noon }, Noon).ShouldBeNull();
        token.ToActor(null, Noon).ShouldBeNull();
    }

    [Fact]
    public void The_fifth_wrong_password_locks_out_and_the_lockout_ends_by_itself()
    {
        var user = SomeUser();
        for (var i = 0; i < 4; i++)
        {
            user = user.Failed(Noon, 5, TimeSpan.FromMinutes(5));
            user.IsLocked(Noon).ShouldBeFalse();
        }

        user = user.Failed(Noon, 5, TimeSpan.FromMinutes(5));

        user.IsLocked(Noon.AddMinutes(5).AddTicks(-1)).ShouldBeTrue();
        user.IsLocked(Noon.AddMinutes(5)).ShouldBeFalse();
        (user.FailedSignIns, user.Version).ShouldBe((0, 5));
    }

    [Fact]
    public void The_right_password_begins_the_count_anew_and_a_new_password_ends_sessions()
    {
        var user = SomeUser().Failed(Noon, 5, TimeSpan.FromMinutes(5)).Succeeded(Noon);

        (user.FailedSignIns, user.LastSignInAt).ShouldBe((0, Noon));
        user.WithPassword("other").SecurityStamp.ShouldNotBe(user.SecurityStamp);
    }

    [Theory]
    [InlineData("kim@example.com", true)]
    [InlineData("김하늘", true)]
    [InlineData("  ", false)]
    [InlineData("two\nlines", false)]
    [InlineData("Token:gateway", false)]
    [InlineData("System", false)]
    public void A_person_cannot_have_the_name_of_a_program(string name, bool isName) => User.IsName(name).ShouldBe(isName);

    [Fact]
    public void A_disabled_user_stays_disabled_since_the_first_time_and_comes_back_without_failures()
    {
        var user = SomeUser().Failed(Noon, 1, TimeSpan.FromMinutes(5)).Disabled(Noon).Disabled(Noon.AddHours(1));

        user.DisabledAt.ShouldBe(Noon);
        user.SecurityStamp.ShouldNotBe("stamp");
        user.Enabled().ShouldBe(user with { DisabledAt = null, LockedUntil = null, Version = user.Version + 1 });
    }

    private static User SomeUser() => new()
    {
        Id = "u", Name = "kim@example.com", DisplayName = "Kim", Grants = [], PasswordHash = "hash", SecurityStamp = "stamp", CreatedAt = Noon,
    };
}
