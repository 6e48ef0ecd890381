using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteAuditLogTests : AuditLogTests<SqliteHarness>;

public sealed class PostgresAuditLogTests : AuditLogTests<PostgresHarness>
{
    [Fact]
    public async Task The_table_cannot_be_emptied()
    {
        await Store.Audit.AppendAsync([Entry("kim", "budget.changed")], Token);
        await Should.ThrowAsync<Exception>(() => Harness.ExecuteAsync("TRUNCATE audit_log"));
        (await Store.Audit.ListAsync(new(), Token)).Count.ShouldBe(1);
    }
}

public abstract class AuditLogTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    private static readonly ScopePath Team = ScopePath.ForTeam("검색");

    [Fact]
    public async Task Lines_come_back_newest_first_as_they_were_written()
    {
        var first = Entry("kim", "budget.changed") with { Details = new Dictionary<string, string> { ["왜"] = "\"quoted\"\nline" } };
        await Store.Audit.AppendAsync([first, Entry("lee", "policy.approved", "say \"no\" \\ ok")], Token);

        var lines = await Store.Audit.ReadAsync(new(), Token);

        lines.Select(line => line.Entry.Actor).ShouldBe(["lee", "kim"]);
        lines[0].Entry.Subject.ShouldBe("say \"no\" \\ ok");
        lines[1].Entry.Details["왜"].ShouldBe("\"quoted\"\nline");
        lines[1].Entry.At.ShouldBe(first.At);
        lines[1].Entry.Scope.ShouldBe(Team);
        lines[0].Sequence.ShouldBeGreaterThan(lines[1].Sequence);
        lines.ShouldAllBe(line => line.Hash!.Length == 64);
    }

    [Fact]
    public async Task Lines_are_filtered_by_each_field_and_paged_without_loss()
    {
        for (var i = 0; i < 7; i++)
        {
            await Store.Audit.AppendAsync(
                [Entry(i % 2 == 0 ? "kim" : "lee", i < 3 ? "policy.added" : "policy.approved", $"policy/{i}", i) with { Scope = i == 6 ? null : Team }], Token);
        }

        async Task<int> CountAsync(AuditFilter filter) => (await Store.Audit.ReadAsync(filter, Token)).Count;
        (await CountAsync(new() { Actor = "kim" })).ShouldBe(4);
        (await CountAsync(new() { Action = "policy.added" })).ShouldBe(3);
        (await CountAsync(new() { Actor = "lee", Action = "policy.approved" })).ShouldBe(2);
        (await CountAsync(new(Subject: "policy/4"))).ShouldBe(1);
        (await CountAsync(new(Scope: Team))).ShouldBe(6);
        (await CountAsync(new(Scope: ScopePath.ForTeam("other")))).ShouldBe(0);
        (await CountAsync(new(Before: Some.Noon.AddHours(5)) { From = Some.Noon.AddHours(2) })).ShouldBe(3);

        var all = new List<long>();
        var filter = new AuditFilter(Limit: 3);
        while (await Store.Audit.ReadAsync(filter, Token) is { Count: > 0 } page)
        {
            all.AddRange(page.Select(line => line.Sequence));
            filter = filter with { BeforeSequence = page[^1].Sequence };
        }

        all.Count.ShouldBe(7);
        all.ShouldBe(all.OrderDescending());
    }

    [Fact]
    public async Task The_database_refuses_to_change_or_remove_a_line()
    {
        await Store.Audit.AppendAsync([Entry("kim", "budget.changed")], Token);

        await Should.ThrowAsync<Exception>(() => Harness.ExecuteAsync("UPDATE audit_log SET subject = 'x'"));
        await Should.ThrowAsync<Exception>(() => Harness.ExecuteAsync("DELETE FROM audit_log"));

        (await Store.Audit.ListAsync(new(), Token)).Single().Actor.ShouldBe("kim");
        (await Store.Audit.VerifyAsync(Token)).IsIntact.ShouldBeTrue();
    }

    [Theory]
    [InlineData("UPDATE audit_log SET payload = replace(payload, 'kim', 'lee') WHERE seq = (SELECT min(seq) + 2 FROM audit_log)", 2)]
    [InlineData("UPDATE audit_log SET subject = 'budget/other' WHERE seq = (SELECT min(seq) + 1 FROM audit_log)", 1)]
    [InlineData("UPDATE audit_log SET at = at + 1 WHERE seq = (SELECT max(seq) FROM audit_log)", 4)]
    [InlineData("UPDATE audit_log SET path = 'elsewhere' WHERE seq = (SELECT min(seq) FROM audit_log)", 0)]
    [InlineData("DELETE FROM audit_log WHERE seq = (SELECT min(seq) + 1 FROM audit_log)", 2)]
    [InlineData("DELETE FROM audit_log WHERE seq = (SELECT min(seq) FROM audit_log)", 1)]
    [InlineData("UPDATE audit_log SET hash = NULL, previous = NULL WHERE seq = (SELECT min(seq) + 3 FROM audit_log)", 3)]
    public async Task What_was_changed_below_the_triggers_is_found(string tampering, int brokenLine)
    {
        for (var i = 0; i < 5; i++)
        {
            await Store.Audit.AppendAsync([Entry("kim", "budget.changed")], Token);
        }

        var before = await Store.Audit.VerifyAsync(Token);
        before.ShouldBe(new(5, 0, null, before.Head, before.HeadSequence));
        var lines = (await Store.Audit.ReadAsync(new(), Token)).Reverse().ToList();

        await BelowTriggersAsync(tampering);

        var after = await Store.Audit.VerifyAsync(Token);
        after.IsIntact.ShouldBeFalse();
        after.BrokenAt.ShouldBe(lines[brokenLine].Sequence);
    }

    [Fact]
    public async Task Lines_cut_off_at_the_end_are_found_by_the_noted_head()
    {
        await Store.Audit.AppendAsync([Entry("kim", "a"), Entry("kim", "b")], Token);
        var noted = (await Store.Audit.VerifyAsync(Token)).Head;

        await BelowTriggersAsync("DELETE FROM audit_log WHERE seq = (SELECT max(seq) FROM audit_log)");

        var after = await Store.Audit.VerifyAsync(Token);
        after.IsIntact.ShouldBeTrue();
        after.Head.ShouldNotBe(noted);
    }

    [Fact]
    public async Task Many_who_write_at_once_make_one_chain()
    {
        await using var other = await Harness.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(
            i => (i % 2 == 0 ? Store : other).Audit.AppendAsync([Entry($"actor {i}", "x.done"), Entry($"actor {i}", "y.done")], Token)));

        var found = await Store.Audit.VerifyAsync(Token);
        found.IsIntact.ShouldBeTrue();
        found.Lines.ShouldBe(80);
        (await Store.Audit.ReadAsync(new(Limit: 1_000), Token)).Select(line => line.Hash).ShouldBeUnique();
    }

    [Fact]
    public async Task Lines_older_than_the_chain_are_counted_and_hide_nothing()
    {
        await Harness.ExecuteAsync(
            """INSERT INTO audit_log (at, path, subject, payload) VALUES (0, '', 's', '{"at":"2026-01-01T00:00:00+00:00","actor":"old","action":"a","subject":"s"}')""");
        await Store.Audit.AppendAsync([Entry("kim", "b")], Token);

        (await Store.Audit.VerifyAsync(Token)).Unchained.ShouldBe(1);
        (await Store.Audit.ReadAsync(new() { Actor = "old" }, Token)).Single().Hash.ShouldBeNull();

        await Harness.ExecuteAsync(
            """INSERT INTO audit_log (at, path, subject, payload) VALUES (0, '', 's', '{"at":"2026-01-01T00:00:00+00:00","actor":"forged","action":"a","subject":"s"}')""");
        (await Store.Audit.VerifyAsync(Token)).IsIntact.ShouldBeFalse();
    }

    protected static AuditEntry Entry(string actor, string action, string subject = "budget/x", int hour = 0) =>
        new(Some.Noon.AddHours(hour), actor, action, subject, Team);

    /// <summary>Does what somebody with the database's own rights could do.</summary>
    private async Task BelowTriggersAsync(string sql)
    {
        var isPostgres = typeof(THarness) == typeof(PostgresHarness);
        foreach (var off in isPostgres
            ? new[] { "ALTER TABLE audit_log DISABLE TRIGGER ALL" }
            : ["DROP TRIGGER audit_log_keeps_lines", "DROP TRIGGER audit_log_keeps_words"])
        {
            await Harness.ExecuteAsync(off);
        }

        await Harness.ExecuteAsync(sql);
    }
}
