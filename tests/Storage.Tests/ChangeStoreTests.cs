using FinOpsAI.Core.Changes;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteChangeStoreTests : ChangeStoreTests<SqliteHarness>;

public sealed class PostgresChangeStoreTests : ChangeStoreTests<PostgresHarness>;

public abstract class ChangeStoreTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    [Fact]
    public async Task Changes_of_a_stretch_of_time_come_back_as_they_were_told_the_newest_first()
    {
        var old = Change(0);
        var recent = Change(2) with { Version = null, Url = null };
        foreach (var change in new[] { old, recent, Change(-1), Change(3) })
        {
            (await Store.Changes.AddAsync(change, Token)).ShouldBeTrue();
        }

        (await Store.Changes.ListAsync(Some.Noon, Some.Noon.AddHours(3), Token)).ShouldBe([recent, old]);
        (await Store.Changes.ListAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Token)).Count.ShouldBe(4);
        (await Store.Changes.FindAsync(old.Id, Token)).ShouldBe(old);
        (await Store.Changes.FindAsync("x", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_change_that_is_told_twice_stays_as_it_was_told_first_and_its_removal_gives_it_back()
    {
        var told = Change(0);

        (await Store.Changes.AddAsync(told, Token)).ShouldBeTrue();
        (await Store.Changes.AddAsync(told with { By = "somebody else" }, Token)).ShouldBeFalse();

        (await Store.Changes.RemoveAsync(told.Id, Token)).ShouldBe(told);
        (await Store.Changes.RemoveAsync(told.Id, Token)).ShouldBeNull();
        (await Store.Changes.ListAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Token)).ShouldBeEmpty();
        (await Store.Changes.AddAsync(told, Token)).ShouldBeTrue();
    }

    private static Change Change(int hours) => FinOpsAI.Core.Changes.Change.Of(
        ScopePath.ForProject("검색", "chat/v2"), ChangeKind.Prompt, "프롬프트 — 'quoted'", Some.Noon.AddHours(hours), "v2.0", "https://git.example.com/1", "김민지 (token:ci)");
}
