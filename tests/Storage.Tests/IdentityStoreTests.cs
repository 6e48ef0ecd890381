using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Identity;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteIdentityStoreTests : IdentityStoreTests<SqliteHarness>;

public sealed class PostgresIdentityStoreTests : IdentityStoreTests<PostgresHarness>;

public abstract class IdentityStoreTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    [Fact]
    public async Task Users_are_found_by_id_and_by_name_case_aside_as_they_were_saved()
    {
        var kim = SomeUser("1", "김@Example.com") with { Grants = [new(Role.Manager, ScopePath.ForTeam("검색")), new(Role.Viewer, ScopePath.Organization)] };
        (await Store.Identity.AddUserAsync(kim, Token)).ShouldBeTrue();

        var found = (await Store.Identity.FindUserByNameAsync(" 김@EXAMPLE.COM ", Token)).ShouldNotBeNull();

        (found with { Grants = kim.Grants }).ShouldBe(kim);
        found.Grants.ShouldBe(kim.Grants);
        (await Store.Identity.FindUserAsync("1", Token)).ShouldNotBeNull().Name.ShouldBe(kim.Name);
        (await Store.Identity.FindUserAsync("2", Token)).ShouldBeNull();
        (await Store.Identity.FindUserByNameAsync("lee", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_name_is_given_once_case_aside()
    {
        (await Store.Identity.AddUserAsync(SomeUser("1", "kim"), Token)).ShouldBeTrue();
        (await Store.Identity.AddUserAsync(SomeUser("2", "KIM"), Token)).ShouldBeFalse();
        (await Store.Identity.AddUserAsync(SomeUser("3", "lee"), Token)).ShouldBeTrue();
        (await Store.Identity.UpdateUserAsync(SomeUser("3", "Kim") with { Version = 1 }, Token)).ShouldBeFalse();

        (await Store.Identity.ListUsersAsync(Token)).Select(user => user.Name).ShouldBe(["kim", "lee"]);
    }

    [Fact]
    public async Task Of_many_who_want_to_be_the_first_one_is()
    {
        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Store.Identity.AddFirstUserAsync(SomeUser($"{i}", $"user {i}"), Token), Token)));

        tries.Count(isFirst => isFirst).ShouldBe(1);
        (await Store.Identity.ListUsersAsync(Token)).Count.ShouldBe(1);
        (await Store.Identity.AddFirstUserAsync(SomeUser("9", "late"), Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_is_the_first_after_somebody_was_added()
    {
        await Store.Identity.AddUserAsync(SomeUser("1", "kim"), Token);

        (await Store.Identity.AddFirstUserAsync(SomeUser("2", "lee"), Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_change_of_an_older_version_is_refused_so_no_failed_sign_in_is_lost()
    {
        var user = SomeUser("1", "kim");
        await Store.Identity.AddUserAsync(user, Token);

        var failures = 0;
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(
            async () =>
            {
                while (true)
                {
                    var now = (await Store.Identity.FindUserAsync("1", Token))!;
                    if (await Store.Identity.UpdateUserAsync(now.Failed(Some.Noon, 100, TimeSpan.FromMinutes(5)), Token))
                    {
                        Interlocked.Increment(ref failures);
                        return;
                    }
                }
            },
            Token)));

        failures.ShouldBe(5);
        (await Store.Identity.FindUserAsync("1", Token)).ShouldNotBeNull().FailedSignIns.ShouldBe(5);
        (await Store.Identity.UpdateUserAsync(user with { Version = 1 }, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_is_found_by_its_hash_alone_and_revoked_once()
    {
        var (token, secret) = ApiToken.Make("gateway", "1", [Permission.Reserve, Permission.ReadCosts], ScopePath.ForTeam("검색"), Some.Noon, Some.Noon.AddDays(1));
        await Store.Identity.AddTokenAsync(token, Token);

        var found = (await Store.Identity.FindTokenByHashAsync(ApiToken.HashOf(secret), Token)).ShouldNotBeNull();

        (found with { Permissions = token.Permissions }).ShouldBe(token);
        found.Permissions.ShouldBe(token.Permissions);
        (await Store.Identity.FindTokenByHashAsync(secret, Token)).ShouldBeNull();
        (await Store.Identity.RevokeTokenAsync(token.Id, Some.Noon, Token)).ShouldNotBeNull().RevokedAt.ShouldBe(Some.Noon);
        (await Store.Identity.RevokeTokenAsync(token.Id, Some.Noon.AddHours(1), Token)).ShouldBeNull();
        (await Store.Identity.FindTokenByHashAsync(token.Hash, Token)).ShouldNotBeNull().RevokedAt.ShouldBe(Some.Noon);
    }

    [Fact]
    public async Task Noting_a_use_does_not_touch_the_token()
    {
        var (token, _) = ApiToken.Make("t", null, [Permission.Ingest], ScopePath.Organization, Some.Noon, null);
        await Store.Identity.AddTokenAsync(token, Token);
        await Store.Identity.RevokeTokenAsync(token.Id, Some.Noon, Token);

        await Store.Identity.NoteTokenUseAsync(new(token.Id, Some.Noon), Token);
        await Store.Identity.NoteTokenUseAsync(new(token.Id, Some.Noon.AddMinutes(2)), Token);

        (await Store.Identity.ListTokenUsesAsync(Token)).ShouldBe([new(token.Id, Some.Noon.AddMinutes(2))]);
        (await Store.Identity.ListTokensAsync(Token)).ShouldHaveSingleItem().RevokedAt.ShouldBe(Some.Noon);
    }

    private static User SomeUser(string id, string name) => new()
    {
        Id = id, Name = name, DisplayName = name, Grants = [], PasswordHash = "hash", SecurityStamp = "stamp", CreatedAt = Some.Noon,
    };
}
