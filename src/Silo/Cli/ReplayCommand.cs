using System.Buffers;
using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Silo.Cli;

/// <summary><c>replay</c>: a file sent to a running server over HTTP, as fast as it happened, faster, or as fast as the server takes it.</summary>
internal static class ReplayCommand
{
    private const int RecordsPerRequest = 1_000;
    private const int RequestsUnderWay = 4;

    public static Command Create()
    {
        var files = new FileSettings();
        var to = new Option<string>("--to") { Description = "The server, such as http://127.0.0.1:5080", HelpName = "URL", Required = true };
        var speed = new Option<string>("--speed")
        {
            Description = "60x plays an hour in a minute; max as fast as the server takes it",
            DefaultValueFactory = _ => "max",
            HelpName = "Nx|max",
        };
        var credential = new Option<string?>("--token")
        {
            Description = "API token with the permission 'ingest'; default: the environment's FINOPSAI_TOKEN. A demo needs none",
            HelpName = "TOKEN",
        };
        var now = new Option<bool>("--now") { Description = "Move all times so that the first record happens now" };
        var command = new Command("replay", "Send a usage file to a running server over HTTP.");
        files.AddTo(command);
        command.Options.Add(to);
        command.Options.Add(credential);
        command.Options.Add(speed);
        command.Options.Add(now);
        command.SetAction((parsed, token) => RunAsync(
            files.Files(parsed),
            files.Format(parsed),
            files.Context(parsed),
            Server(parsed.GetValue(to)!),
            parsed.GetValue(credential) ?? Environment.GetEnvironmentVariable("FINOPSAI_TOKEN"),
            Speed(parsed.GetValue(speed)!),
            parsed.GetValue(now),
            token));
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<string> paths,
        string format,
        ImportContext context,
        Uri server,
        string? credential,
        double? speed,
        bool isNow,
        CancellationToken cancellationToken)
    {
        await using var app = SiloApplication.Build(new() { LogLevel = LogLevel.Warning });
        var time = app.Services.GetRequiredService<TimeProvider>();
        var imports = app.Services.GetRequiredService<UsageImports>();
        using var client = new HttpClient { BaseAddress = server };
        client.DefaultRequestHeaders.Authorization = string.IsNullOrEmpty(credential) ? null : new("Bearer", credential);
        long accepted = 0, restated = 0, duplicates = 0, rejected = 0, unpriced = 0;
        foreach (var path in paths)
        {
            await using var file = await imports.OpenAsync(path, format, cancellationToken);
            var name = Path.GetFileName(path);
            var sender = new Sender(client, receipt =>
            {
                accepted += receipt.Accepted;
                restated += receipt.Restated;
                duplicates += receipt.Duplicates;
                rejected += receipt.Rejected;
                unpriced += receipt.Unpriced;
                foreach (var error in receipt.Errors)
                {
                    Console.Error.WriteLine($"{name}: {error.Field}: {error.Message}");
                }
            });
            rejected += await Progress.RunAsync(name, Math.Max(1, file.Length), async bar =>
            {
                var clock = speed is { } factor ? new Clock(time, factor) : null;
                DateTimeOffset? first = null;
                var start = time.GetUtcNow();
                var faults = 0L;
                await foreach (var item in file.ReadAsync(context, cancellationToken))
                {
                    if (item.Record is not { } record)
                    {
                        faults++;
                        await Console.Error.WriteLineAsync($"{path}:{item.Error!.Line}: {item.Error.Field}: {item.Error.Message}");
                        continue;
                    }

                    first ??= record.Timestamp;
                    if (clock is not null && clock.IsEarly(record.Timestamp - first.Value))
                    {
                        await sender.FlushAsync(cancellationToken);
                        await clock.WaitAsync(record.Timestamp - first.Value, cancellationToken);
                    }

                    await sender.AddAsync(isNow ? record with { Timestamp = start + (record.Timestamp - first.Value) } : record, cancellationToken);
                    bar.Value = file.Position;
                }

                await sender.FlushAsync(cancellationToken);
                await sender.CompleteAsync();
                return faults;
            });
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{accepted} accepted, {restated} restated, {duplicates} duplicates, {rejected} rejected, {unpriced} unpriced"));
        return rejected > 0 ? ExitCodes.Partial : ExitCodes.Done;
    }

    private static Uri Server(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new Uri(text)
            : throw new CommandException(ExitCodes.Usage, $"--to is '{text}': expected a URL such as http://127.0.0.1:5080.");

    private static double? Speed(string text)
    {
        if (text.Equals("max", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return double.TryParse(text.TrimEnd('x', 'X'), NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) && factor > 0 && double.IsFinite(factor)
            ? factor
            : throw new CommandException(ExitCodes.Usage, $"--speed is '{text}': expected a factor such as 60x, or max.");
    }

    /// <summary>When a moment of the file is due.</summary>
    private sealed class Clock(TimeProvider time, double factor)
    {
        private readonly long _start = time.GetTimestamp();

        public bool IsEarly(TimeSpan moment) => moment / factor > time.GetElapsedTime(_start);

        public Task WaitAsync(TimeSpan moment, CancellationToken cancellationToken)
        {
            var wait = (moment / factor) - time.GetElapsedTime(_start);
            return wait > TimeSpan.Zero ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;
        }
    }

    /// <summary>Batches records into requests, a few of them under way at a time.</summary>
    private sealed class Sender(HttpClient client, Action<UsageReceipt> receive)
    {
        /// <summary>How the API writes its answers.</summary>
        private static readonly JsonSerializerOptions AnswerFormat = new(JsonSerializerDefaults.Web)
        {
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        };

        private readonly Queue<Task<UsageReceipt>> _underWay = new();
        private readonly ArrayBufferWriter<byte> _body = new();
        private int _records;

        public async Task AddAsync(UsageRecord record, CancellationToken cancellationToken)
        {
            using (var writer = new Utf8JsonWriter(_body))
            {
                UsageJsonWriter.Write(writer, record);
            }

            _body.Write("\n"u8);
            if (++_records >= RecordsPerRequest)
            {
                await FlushAsync(cancellationToken);
            }
        }

        public async Task FlushAsync(CancellationToken cancellationToken)
        {
            if (_records == 0)
            {
                return;
            }

            if (_underWay.Count == RequestsUnderWay)
            {
                receive(await _underWay.Dequeue());
            }

            _underWay.Enqueue(PostAsync(_body.WrittenSpan.ToArray(), cancellationToken));
            _body.ResetWrittenCount();
            _records = 0;
        }

        public async Task CompleteAsync()
        {
            while (_underWay.TryDequeue(out var request))
            {
                receive(await request);
            }
        }

        private async Task<UsageReceipt> PostAsync(byte[] body, CancellationToken cancellationToken)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            using var answer = await client.PostAsync("/api/v1/usage", content, cancellationToken);
            return answer.IsSuccessStatusCode
                ? (await answer.Content.ReadFromJsonAsync<UsageReceipt>(AnswerFormat, cancellationToken))!
                : throw new CommandException(
                    ExitCodes.Failed, $"The server answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }
}
