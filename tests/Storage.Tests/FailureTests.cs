using System.Net;
using System.Net.Sockets;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Storage.Postgres;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;
using Npgsql;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteFailureTests : FailureTests<SqliteHarness>
{
    [Fact]
    public async Task A_missing_file_is_not_an_empty_store()
    {
        using var folder = new TemporaryFolder();
        await using var store = new SqliteStore(folder.File("none.db"), new(), TimeProvider.System);

        var error = await Should.ThrowAsync<StoreUnavailableException>(() => store.Ledger.GetHeadAsync(Token));

        error.Message.ShouldContain("none.db");
        File.Exists(folder.File("none.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var text = string.Concat(Enumerable.Repeat("BilledCost,EffectiveCost\n1,2\n", 400));
        await File.WriteAllTextAsync(folder.File("data.csv"), text, Token);

        var error = await Should.ThrowAsync<StoreUnavailableException>(
            () => SqliteStore.OpenAsync(folder.File("data.csv"), new(), TimeProvider.System, cancellationToken: Token));

        error.Retry.ShouldBeFalse();
        error.Message.ShouldContain("data.csv");
        (await File.ReadAllTextAsync(folder.File("data.csv"), Token)).ShouldBe(text);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_made()
    {
        using var folder = new TemporaryFolder();

        await using var store = await SqliteStore.OpenAsync(
            folder.File("a/b/ledger.db"), new(), TimeProvider.System, cancellationToken: Token);

        (await store.Ledger.GetHeadAsync(Token)).ShouldBe(0);
    }
}

public sealed class PostgresFailureTests : FailureTests<PostgresHarness>
{
    [Fact]
    public async Task A_wrong_password_is_told_without_showing_any()
    {
        var wrong = new NpgsqlConnectionStringBuilder(Harness.ConnectionString) { Password = "geheim" }.ToString();
        await using var store = new PostgresStore(wrong, new(), TimeProvider.System);

        var error = await Should.ThrowAsync<StoreUnavailableException>(() => store.Ledger.GetHeadAsync(Token));

        error.Retry.ShouldBeFalse();
        error.ToString().ShouldContain("28P01");
        error.ToString().ShouldNotContain("geheim");
    }

    [Fact]
    public async Task A_status_never_holds_the_password()
    {
        var password = new NpgsqlConnectionStringBuilder(Harness.ConnectionString).Password!;

        (await Store.Administration.GetStatusAsync(Token)).ToString().ShouldNotContain(password);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_unavailable_not_empty()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var store = new PostgresStore($"Host=127.0.0.1;Port={port};Username=x;Password=y", new(), TimeProvider.System);

        var error = await Should.ThrowAsync<StoreUnavailableException>(
            () => store.Ledger.AppendAsync([Some.Record()], Token));

        error.Retry.ShouldBeTrue();
        error.Message.ShouldContain($"127.0.0.1:{port}");
    }

    [Fact]
    public async Task A_store_whose_connections_were_cut_works_again()
    {
        await Store.Ledger.AppendAsync([Some.Record()], Token);
        await Harness.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        var error = await Should.ThrowAsync<StoreUnavailableException>(() => Store.Ledger.AppendAsync([Some.Record("r2")], Token));
        var again = await Store.Ledger.AppendAsync([Some.Record(), Some.Record("r2")], Token);

        error.Retry.ShouldBeTrue();
        again.Outcomes.ShouldBe([AppendOutcome.Duplicate, AppendOutcome.Accepted]);
    }

    [Fact]
    public async Task A_missing_database_is_told()
    {
        var missing = new NpgsqlConnectionStringBuilder(Harness.ConnectionString) { Database = "finopsai_missing" }.ToString();
        await using var store = new PostgresStore(missing, new(), TimeProvider.System);

        var error = await Should.ThrowAsync<StoreUnavailableException>(() => store.Administration.MigrateAsync(Token));

        error.Retry.ShouldBeFalse();
        error.Message.ShouldContain("finopsai_missing");
    }
}

public abstract class FailureTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    [Fact]
    public async Task A_closed_store_refuses_every_call()
    {
        var store = await Harness.OpenAsync();
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => store.Ledger.GetHeadAsync(Token));
        await Should.ThrowAsync<ObjectDisposedException>(() => store.Ledger.AppendAsync([Some.Record()], Token));
        await Should.ThrowAsync<ObjectDisposedException>(() => store.Snapshots.LoadAsync("g", Token));
        await Should.ThrowAsync<ObjectDisposedException>(() => store.Administration.GetStatusAsync(Token));
    }

    [Fact]
    public async Task A_database_without_a_schema_is_told_apart_from_an_empty_one()
    {
        await using var fresh = new THarness();
        await fresh.StartAsync();
        await using (var opened = await fresh.OpenAsync())
        {
            await fresh.ExecuteAsync("DROP TABLE schema_version");
        }

        await using var store = fresh.Create();

        var error = await Should.ThrowAsync<StoreUnavailableException>(() => store.Administration.GetStatusAsync(Token));
        error.Retry.ShouldBeFalse();
        error.Message.ShouldContain("migrate");
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Store.Ledger.AppendAsync([Some.Record()], cancelled.Token));
        await Should.ThrowAsync<OperationCanceledException>(() => Store.Ledger.GetHeadAsync(cancelled.Token));
        await Should.ThrowAsync<OperationCanceledException>(
            () => Store.Rollups.QueryAsync(
                new(ScopePath.Organization, Some.Noon, Some.Noon.AddDays(1), null, CostGroup.None), cancelled.Token));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_in_a_store_opened_afresh()
    {
        await Store.Ledger.AppendAsync([Some.Record()], Token);
        await Store.DisposeAsync();

        await using var fresh = await Harness.OpenAsync();

        (await fresh.Ledger.FindAsync("api", "r1", Token)).ShouldSayTheSameAs(Some.Record());
        (await fresh.Ledger.AppendAsync([Some.Record()], Token)).Outcomes.ShouldBe([AppendOutcome.Duplicate]);
    }
}
