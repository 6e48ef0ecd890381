using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FinOpsAI.Core.Gpu;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources.Gpu;

/// <summary>
/// Looks at NVIDIA DCGM exporters itself, every minute, and gives out each hour once it is over. What the hour has gathered so far is kept in
/// the cursor. An exporter that does not answer leaves a gap, which is unknown time, not idle; only when none answers has the read failed.
/// </summary>
public sealed class DcgmConnector : IConnector
{
    /// <summary>The most GPUs of one source: what is known of them is written after each look.</summary>
    private const int MostGpus = 4_000;

    /// <summary>Exporters asked at the same time.</summary>
    private const int AtOnce = 8;

    private static readonly TimeSpan LongestScrape = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions CursorFormat = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
    };

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "gpu.dcgm",
        new("GPU exporters (DCGM)", "GPU 익스포터(DCGM)"),
        new(
            "Asks NVIDIA DCGM exporters for the activity of each GPU, by pod or job, and divides the GPU's cost by a rate card. No right is "
            + "needed beyond reaching their port. An hour arrives two intervals after its end.",
            "NVIDIA DCGM 익스포터에서 GPU별 활동을 파드나 작업 단위로 읽고, 단가표에 따라 GPU 비용을 나눕니다. 익스포터 포트에 접근할 수 있으면 됩니다. "
            + "한 시간의 기록은 그 시간이 끝나고 읽기 간격 두 번 뒤에 들어옵니다."),
        [
            new("urls", new("Exporters", "익스포터 주소"), SourceSettingType.Lines)
            {
                IsRequired = true,
                Help = new("One address a line: http://gpu-node-1:9400/metrics.", "한 줄에 주소 하나: http://gpu-node-1:9400/metrics"),
            },
            new("token", new("Bearer token", "베어러 토큰"), SourceSettingType.Secret)
            {
                Help = new("Only if the exporters stand behind a proxy that asks for one.", "프록시가 토큰을 요구할 때만 입력합니다."),
            },
            .. GpuSettings.RateSettings,
            GpuSettings.InventorySetting,
            .. GpuSettings.PolicySettings,
            new("gone_after_hours", new("Gone after (hours)", "제외까지의 시간"), SourceSettingType.Number)
            {
                Default = "24",
                Help = new(
                    "A GPU that is not seen any more costs for so long, unless the inventory says how long.",
                    "더 이상 보이지 않는 GPU의 비용을 이 시간 동안 계산합니다. 보유 GPU 목록에 있으면 목록을 따릅니다."),
            },
        ])
    {
        Every = TimeSpan.FromMinutes(1),
        Lookback = TimeSpan.Zero,
        FirstRead = TimeSpan.Zero,
        ReadsByTime = false,
    };

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var settings = GpuSettings.Of(context);
        var interval = context.Source.Every ?? Kind.Every;
        var batch = context.Batch();
        var meter = new GpuMeter(interval, GoneAfter(context), Restore(read.Cursor, batch));
        var at = context.Time.GetUtcNow();
        var scrapes = await ScrapeAsync(context, at, interval, cancellationToken).ConfigureAwait(false);
        meter.Begin(at);
        foreach (var scrape in scrapes)
        {
            foreach (var reading in scrape.Readings)
            {
                meter.Observe(at, reading);
            }

            if (scrape.Problem is { } problem)
            {
                batch.Fail(new(0, "urls", problem));
            }
        }

        if (meter.Count > MostGpus)
        {
            throw new SourceException(
                SourceFaultCode.Settings, $"urls: got {meter.Count} GPUs, expected at most {MostGpus}: use several sources, or gpu.prometheus.");
        }

        var records = new GpuRecords(settings, batch);
        foreach (var hour in meter.Close(at, keepEmpty: settings.Inventory.Stock.Count > 0))
        {
            var end = hour.Start + TimeSpan.FromHours(1);
            foreach (var part in records.Write(settings.Inventory.Complete(hour, end), end))
            {
                yield return part;
            }
        }

        yield return batch.Build(null, meter.OpenFrom, JsonSerializer.Serialize(meter.Save(), CursorFormat));
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var settings = GpuSettings.Of(context);
        var now = context.Time.GetUtcNow();
        var scrapes = await ScrapeAsync(context, now, context.Source.Every ?? Kind.Every, cancellationToken).ConfigureAwait(false);
        var readings = scrapes.SelectMany(scrape => scrape.Readings).ToList();
        var silent = scrapes.Select(scrape => scrape.Problem).OfType<string>().ToList();
        var models = string.Join(", ", readings.CountBy(reading => reading.Device.Model).Select(model => $"{model.Value} × {model.Key}"));
        var busy = readings.Count(reading => reading.Rows.Any(row => row.Workload is not null));
        return $"{scrapes.Count - silent.Count} of {scrapes.Count} exporters answer: {models}; {busy} with a workload."
            + settings.Describe(readings.Select(reading => reading.Device.Model), now) + string.Concat(silent.Select(problem => $" {problem}"));
    }

    private static TimeSpan GoneAfter(ConnectorContext context) => context.Number("gone_after_hours") is >= 1 and <= 8_784 and { } hours
        ? TimeSpan.FromHours((double)hours)
        : throw new SourceException(SourceFaultCode.Settings, "gone_after_hours: expected a number from 1 to 8784.");

    private static GpuMeterState? Restore(string? cursor, SourceBatchBuilder batch)
    {
        if (cursor is null)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<GpuMeterState>(cursor, CursorFormat);
        }
        catch (JsonException e)
        {
            // Better a new beginning, told, than a source that stands still for ever.
            batch.Fail(new(0, "", $"What the running hour had gathered cannot be read, it begins anew: {e.Message}"));
            return null;
        }
    }

    private sealed record Scrape(IReadOnlyList<GpuReading> Readings, string? Problem, SourceException? Fault);

    /// <summary>Asks all exporters. Fails only when none of them answers.</summary>
    private static async Task<List<Scrape>> ScrapeAsync(
        ConnectorContext context, DateTimeOffset at, TimeSpan interval, CancellationToken cancellationToken)
    {
        var token = context.OptionalSecret("token");
        List<Scrape> scrapes = [];
        foreach (var some in Urls(context).Chunk(AtOnce))
        {
            scrapes.AddRange(
                await Task.WhenAll(some.Select(url => OneAsync(context, url, token, at, interval, cancellationToken))).ConfigureAwait(false));
        }

        return scrapes.TrueForAll(scrape => scrape.Fault is not null) ? throw scrapes[0].Fault! : scrapes;
    }

    private static List<Uri> Urls(ConnectorContext context)
    {
        List<Uri> urls = [];
        foreach (var line in context.Lines("urls"))
        {
            urls.Add(Uri.TryCreate(line, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                ? url
                : throw new SourceException(
                    SourceFaultCode.Settings,
                    $"urls: got \"{Usage.Excerpt.Of(line)}\", expected an address such as http://gpu-node-1:9400/metrics."));
        }

        return urls.Count > 0 ? urls : throw new SourceException(SourceFaultCode.Settings, "urls is missing.");
    }

    private static async Task<Scrape> OneAsync(
        ConnectorContext context, Uri url, string? token, DateTimeOffset at, TimeSpan interval, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(interval < LongestScrape ? interval : LongestScrape, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var text = await context.Http.TextAsync(
                () =>
                {
                    var request = new HttpRequestMessage(HttpMethod.Get, url);
                    request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
                    return request;
                },
                either.Token).ConfigureAwait(false);
            return Read(url, text, at, interval);
        }
        catch (SourceException e)
        {
            return new([], e.Message, e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var late = new SourceException(SourceFaultCode.Unavailable, $"GET {url.GetLeftPart(UriPartial.Path)}: no answer in time.");
            return new([], late.Message, late);
        }
    }

    private static Scrape Read(Uri url, string text, DateTimeOffset at, TimeSpan interval)
    {
        var name = $"GET {url.GetLeftPart(UriPartial.Path)}";
        if (text.Length > 0 && text[^1] != '\n')
        {
            return Bad($"{name}: the answer breaks off in its last line.");
        }

        var samples = PrometheusText.Read(text, DcgmReadings.Metrics.Contains, out var malformed);
        if (samples.Count == 0)
        {
            return Bad($"{name}: the answer names no GPU, expected metrics such as DCGM_FI_PROF_GR_ENGINE_ACTIVE.");
        }

        // A sample with a time of its own may be old: a proxy's, or of an exporter that hangs.
        samples.RemoveAll(sample => sample.At < at - (2 * interval));
        return new(
            DcgmReadings.Of(samples, url.Host), malformed == 0 ? null : $"{name}: {malformed} lines cannot be read.", null);

        static Scrape Bad(string message) => new([], message, new(SourceFaultCode.BadAnswer, message));
    }
}
