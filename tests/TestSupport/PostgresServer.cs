using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace FinOpsAI.TestSupport;

/// <summary>
/// A real PostgreSQL server for tests: private, on a free loopback port, with its data in a temporary folder, started once in a test process
/// and gone with it, however the process ends. With FINOPSAI_TEST_POSTGRES (a connection string of a user who may create databases) that
/// server is used instead. Without either it throws: a test that needs PostgreSQL never passes by not running.
/// </summary>
public sealed class PostgresServer
{
    /// <summary>The environment variable that names another server.</summary>
    public const string Variable = "FINOPSAI_TEST_POSTGRES";

    private static readonly Lazy<Task<PostgresServer>> Quick = new(() => StartAsync(durable: false));
    private static readonly Lazy<Task<PostgresServer>> Durable = new(() => StartAsync(durable: true));
    private static int _databases;

    private readonly string _connectionString;
    private readonly bool _isPrivate;
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new(StringComparer.Ordinal);

    private PostgresServer(string connectionString, bool isPrivate)
    {
        _connectionString = connectionString;
        _isPrivate = isPrivate;
    }

    /// <summary>The server of this test process.</summary>
    /// <param name="durable">
    /// True for measurements: commits wait for the disk as in production. Else they do not, which only a power failure could tell apart.
    /// </param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed or does not start; the message says what to do.</exception>
    public static Task<PostgresServer> GetOrStartAsync(bool durable = false) => durable ? Durable.Value : Quick.Value;

    /// <summary>Makes an empty database.</summary>
    /// <param name="name">Letters and digits, to recognise it by; made unique.</param>
    /// <returns>Its connection string.</returns>
    public Task<string> CreateDatabaseAsync(string name) => CreateDatabaseAsync(name, "template1");

    /// <summary>Makes a database that is ready for use: a copy of one that was prepared once in this process, which is quicker than to prepare each.</summary>
    /// <param name="name">What it is ready for; letters and digits.</param>
    /// <param name="prepare">Prepares the empty database of a connection string and leaves no connection open.</param>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateReadyDatabaseAsync(string name, Func<string, Task> prepare)
    {
        // On another's server nothing may be left behind, and a template lives as long as the process.
        if (!_isPrivate)
        {
            var plain = await CreateDatabaseAsync(name);
            await prepare(plain);
            return plain;
        }

        var template = _templates.GetOrAdd(name, _ => new(async () =>
        {
            var first = await CreateDatabaseAsync($"{name}template");
            await prepare(first);
            return new NpgsqlConnectionStringBuilder(first).Database!;
        }));
        return await CreateDatabaseAsync(name, await template.Value);
    }

    /// <summary>Removes a database, ending its connections: also how a test makes a store's database disappear.</summary>
    public async Task DropDatabaseAsync(string connectionString)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await ExecuteAsync($"DROP DATABASE IF EXISTS \"{database}\" WITH (FORCE)");
    }

    private async Task<string> CreateDatabaseAsync(string name, string template)
    {
        var database = string.Create(
            CultureInfo.InvariantCulture, $"finopsai_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}_{name.ToLowerInvariant()}");
        await ExecuteAsync($"CREATE DATABASE \"{database}\" TEMPLATE \"{template}\"");
        return new NpgsqlConnectionStringBuilder(_connectionString) { Database = database }.ToString();
    }

    /// <summary>Runs a statement in the server's own database, as its owner.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> StartAsync(bool durable)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            var other = new PostgresServer(given, isPrivate: false);
            await other.ExecuteAsync("SELECT 1");
            return other;
        }

        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var port = FreePort();
        var process = Launch(password, port, durable);
        var connectionString = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "finopsai",
            Password = password,
            Database = "postgres",
            Pooling = false,
        };
        await WaitUntilReadyAsync(process, connectionString.ToString());
        connectionString.Pooling = true;
        return new(connectionString.ToString(), isPrivate: true);
    }

    /// <summary>
    /// Runs postgres.sh in a session of its own, so that a signal to this process and its group (an interrupt, a time limit) does not end it before
    /// it has cleaned up. PostgreSQL refuses to run as root, so root runs it as postgres, who may not be able to read the file itself.
    /// </summary>
    private static Process Launch(string password, int port, bool durable)
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, "tests", "TestSupport", "postgres.sh"));
        var root = Environment.UserName == "root";
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        string[] shell = ["sh", "-c", script, "sh", port.ToString(CultureInfo.InvariantCulture), durable ? "on" : "off"];
        foreach (var argument in root ? ["runuser", "-u", "postgres", "--", .. shell] : shell)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.StandardInput.WriteLine(password);
        process.StandardInput.Flush();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            process.StandardInput.Close();
            process.WaitForExit(TimeSpan.FromSeconds(20));
        };
        return process;
    }

    private static async Task WaitUntilReadyAsync(Process process, string connectionString)
    {
        var errors = new List<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
            {
                errors.Add(line.Data ?? "");
            }
        };
        process.BeginErrorReadLine();
        for (var attempt = 0; attempt < 600 && !process.HasExited; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }

        lock (errors)
        {
            throw new InvalidOperationException(
                $"These tests need PostgreSQL, which does not start. Mend that, or name a running server in {Variable}.\n{string.Join('\n', errors)}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
