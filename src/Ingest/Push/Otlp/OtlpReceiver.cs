using System.IO.Compression;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Usage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Push.Otlp;

/// <summary>The way of an OTLP export: decompressed up to a limit, decoded as a whole, then span by span or point by point to the ledger.</summary>
internal sealed partial class OtlpReceiver(
    UsageNormalizer normalizer,
    UsageIngest ingest,
    GenAiSpans spans,
    TokenUsagePoints points,
    CumulativePoints cumulative,
    OtlpPlacement placement,
    OtlpCounters counters,
    IngestMetrics metrics,
    IOptions<OtlpOptions> options,
    IOptions<IngestOptions> limits,
    ILogger<OtlpReceiver> logger) : IOtlpReceiver, IDisposable
{
    private readonly OtlpAttributes _ofSpans = OtlpAttributes.Of(GenAi.SpanAttributes.Concat(placement.Attributes), normalizer.Names);
    private readonly OtlpAttributes _ofMetrics = OtlpAttributes.All(normalizer.Names);
    private readonly SemaphoreSlim _room = new(options.Value.MaxConcurrentExports);

    /// <inheritdoc />
    public long MaxBodyBytes => options.Value.MaxBodyBytes;

    /// <inheritdoc />
    public async Task<OtlpReceipt> ReceiveAsync(
        OtlpSignal signal, Stream body, bool isJson, bool isGzip, CancellationToken cancellationToken)
    {
        if (!await _room.WaitAsync(TimeSpan.Zero, cancellationToken).ConfigureAwait(false))
        {
            return new(OtlpBodyState.Busy, 0, $"{options.Value.MaxConcurrentExports} exports are under way already.");
        }

        try
        {
            var content = await ReadAsync(body, isGzip, cancellationToken).ConfigureAwait(false);
            return signal is OtlpSignal.Traces
                ? await TakeTracesAsync(content, isJson, cancellationToken).ConfigureAwait(false)
                : await TakeMetricsAsync(content, isJson, cancellationToken).ConfigureAwait(false);
        }
        catch (BodyTooLargeException e)
        {
            return new(OtlpBodyState.TooLarge, 0, e.Message);
        }
        catch (InvalidDataException e)
        {
            return new(OtlpBodyState.Malformed, 0, $"The body is no OTLP export: {e.Message}.");
        }
        finally
        {
            _room.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _room.Dispose();

    private async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, bool isGzip, CancellationToken cancellationToken)
    {
        var content = isGzip ? new GZipStream(body, CompressionMode.Decompress, leaveOpen: true) : body;
        await using var limited = new LimitedStream(content, MaxBodyBytes);
        using var whole = new MemoryStream();
        await limited.CopyToAsync(whole, cancellationToken).ConfigureAwait(false);
        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    private async Task<OtlpReceipt> TakeTracesAsync(ReadOnlyMemory<byte> content, bool isJson, CancellationToken cancellationToken)
    {
        var export = new OtlpExport<OtlpSpan>(limits.Value.MaxMalformedRecords);
        if (isJson)
        {
            OtlpJson.ReadTraces(content, _ofSpans, export);
        }
        else
        {
            OtlpProtobuf.ReadTraces(content.Span, _ofSpans, export);
        }

        counters.Drop("traces", "unrelated", export.Unrelated);
        var refused = new Refusals(metrics, "span", export.Problems);
        var result = await ingest.RunAsync(Normalize(export.Items).ToAsyncEnumerable(), null, cancellationToken).ConfigureAwait(false);
        refused.Add(result);
        return refused.Receipt();
    }

    private IEnumerable<UsageParseItem> Normalize(List<OtlpSpan> found)
    {
        var draft = new UsageDraft();
        foreach (var span in found)
        {
            if (!GenAiSpans.IsModelOperation(span))
            {
                counters.Drop("traces", "not_a_model_call", 1);
            }
            else if (Counts("traces", OtlpUsageSignal.Spans, span.Resource))
            {
                yield return Normalize(draft, span);
            }
        }
    }

    private UsageParseItem Normalize(UsageDraft draft, OtlpSpan span)
    {
        draft.Clear();
        try
        {
            spans.Fill(draft, span);
        }
        catch (InvalidDataException e)
        {
            return UsageParseItem.Failed(span.Number, "", $"{e.Message}.");
        }

        return normalizer.Normalize(draft);
    }

    private async Task<OtlpReceipt> TakeMetricsAsync(ReadOnlyMemory<byte> content, bool isJson, CancellationToken cancellationToken)
    {
        var export = new OtlpExport<OtlpPoint>(limits.Value.MaxMalformedRecords);
        if (isJson)
        {
            OtlpJson.ReadMetrics(content, _ofMetrics, export);
        }
        else
        {
            OtlpProtobuf.ReadMetrics(content.Span, _ofMetrics, export);
        }

        counters.Drop("metrics", "unrelated", export.Unrelated);
        var refused = new Refusals(metrics, "data point", export.Problems);
        List<OtlpPoint> totals = [];
        var result = await ingest.RunAsync(Deltas(export.Items, totals).ToAsyncEnumerable(), null, cancellationToken).ConfigureAwait(false);
        refused.Add(result);
        await cumulative.TakeAsync(totals, (point, problem) => refused.Add(point.Number, problem), cancellationToken).ConfigureAwait(false);
        return refused.Receipt();
    }

    /// <summary>The records of delta points; cumulative ones are put aside.</summary>
    private IEnumerable<UsageParseItem> Deltas(List<OtlpPoint> found, List<OtlpPoint> totals)
    {
        var draft = new UsageDraft();
        foreach (var point in found)
        {
            if (TokenUsagePoints.UnitOf(point) is not { } unit)
            {
                counters.Drop("metrics", "not_a_model_call", 1);
            }
            else if (!Counts("metrics", OtlpUsageSignal.Metrics, point.Resource))
            {
                continue;
            }
            else if (point.Temporality is OtlpTemporality.Cumulative)
            {
                totals.Add(point);
            }
            else if (point.Count > 0)
            {
                yield return Normalize(draft, point, unit);
            }
        }
    }

    private UsageParseItem Normalize(UsageDraft draft, OtlpPoint point, string unit)
    {
        draft.Clear();
        try
        {
            if (point.Temporality is not OtlpTemporality.Delta)
            {
                throw new InvalidDataException("aggregationTemporality: is missing, expected 1 (delta) or 2 (cumulative)");
            }

            var start = point.StartNanoseconds > 0 ? point.StartNanoseconds : point.TimeNanoseconds;
            var id = $"{TokenUsagePoints.SeriesOf(point)}-{point.TimeNanoseconds}";
            points.Fill(draft, point, unit, id, start, TokenUsagePoints.TokensOf(point), point.Count);
        }
        catch (InvalidDataException e)
        {
            return UsageParseItem.Failed(point.Number, "", $"{e.Message}.");
        }

        return normalizer.Normalize(draft);
    }

    /// <summary>True when a sender is counted by this signal; otherwise the item is counted as dropped.</summary>
    private bool Counts(string signal, OtlpUsageSignal usageSignal, OtlpResource resource)
    {
        var service = resource.Service;
        if ((options.Value.Services.TryGetValue(service, out var chosen) ? chosen : options.Value.Signal) == usageSignal)
        {
            return true;
        }

        if (counters.DropOther(signal, service))
        {
            LogOtherSignal(service, signal);
        }

        return false;
    }

    [LoggerMessage(
        EventId = 3401,
        Level = LogLevel.Information,
        Message = "Usage in the {Signal} of {Service} is not counted, as this sender is counted by its other signal (FinOpsAI:Otlp:Signal)")]
    private partial void LogOtherSignal(string service, string signal);
}
