using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Data sources to wire. Secrets stay behind.</summary>
internal static class SourceMapping
{
    private const int ShownDays = 35;

    /// <summary>So many failures in a row are no longer bad luck.</summary>
    private const int Patience = 3;

    private static readonly TimeSpan DefaultEvery = TimeSpan.FromMinutes(15);
    private static readonly string[] References = ["env:", "file:", "config:"];

    public static SourceKindResponse ToResponse(this SourceKind kind) => new(
        kind.Kind,
        kind.Title.ToResponse(),
        kind.Description.ToResponse(),
        kind.Layer,
        (long)kind.Every.TotalSeconds,
        (long)kind.FirstRead.TotalSeconds,
        kind.ReadsByTime,
        [.. kind.Settings.Select(setting => new SourceSettingResponse(
            setting.Name, setting.Label.ToResponse(), setting.Help?.ToResponse(), setting.Type, setting.IsRequired, setting.Default, setting.Choices))]);

    /// <param name="source">The source.</param>
    /// <param name="kind">Its kind; null when no connector of that name is left.</param>
    /// <param name="state">Its state; null before its first read.</param>
    /// <param name="now">What the lag is counted to.</param>
    public static SourceResponse ToResponse(this DataSource source, SourceKind? kind, SourceState? state, DateTimeOffset now) => new(
        source.Id,
        source.Kind,
        source.Name,
        source.Layer ?? kind?.Layer ?? SourceLayer.Spend,
        (long)(source.Every ?? kind?.Every ?? DefaultEvery).TotalSeconds,
        source.Since,
        source.IsPaused,
        source.CreatedAt,
        source.RecordSource,
        source.Settings,
        Secrets(source, kind),
        (state ?? new() { Id = source.Id }).ToResponse(source.IsPaused, now));

    public static SourceStatus Status(SourceState state, bool isPaused) => state switch
    {
        _ when isPaused => SourceStatus.Paused,
        { LastFault: { } fault } => fault.Code is SourceFaultCode.RateLimited or SourceFaultCode.Unavailable && state.Failures < Patience
            ? SourceStatus.Waiting
            : SourceStatus.Failing,
        { LastRunAt: null } => SourceStatus.NeverRead,
        _ => SourceStatus.Well,
    };

    private static SourceStateResponse ToResponse(this SourceState state, bool isPaused, DateTimeOffset now) => new(
        Status(state, isPaused),
        state.CoveredUntil,
        state.NewestRecordAt,
        state.NewestRecordAt is { } newest ? Math.Max(0, (long)(now - newest).TotalSeconds) : null,
        state.LastRunAt,
        state.LastSuccessAt,
        isPaused ? null : state.NextRunAt,
        state.Failures,
        state.LastFault is { } fault ? new(fault.Code, fault.Message, fault.At) : null,
        state.Backfill is { } backfill ? backfill.ToResponse() : null,
        state.Records,
        [.. state.Days
            .Where(day => day.Day > UtcDay.Of(now).AddDays(-ShownDays))
            .Select(day => new SourceDayResponse(day.Day, day.Accepted, day.Restated, day.Retracted, day.Unchanged, day.Rejected))],
        [.. state.Errors.Select(error => new SourceRowErrorResponse(error.Line, error.Field, error.Message))]);

    private static SourceBackfillResponse ToResponse(this SourceBackfill backfill) => new(
        backfill.From,
        backfill.To,
        backfill.CoveredUntil,
        backfill.FinishedAt is not null || backfill.To <= backfill.From
            ? 1
            : Math.Clamp((backfill.CoveredUntil - backfill.From) / (backfill.To - backfill.From), 0, 1),
        backfill.Records,
        backfill.StartedAt,
        backfill.FinishedAt);

    private static Dictionary<string, SourceSecretResponse> Secrets(DataSource source, SourceKind? kind)
    {
        var names = kind?.Settings.Where(setting => setting.Type is SourceSettingType.Secret).Select(setting => setting.Name) ?? [];
        return names.Union(source.Secrets.Keys).ToDictionary(name => name, name =>
        {
            var kept = source.Secrets.GetValueOrDefault(name);
            return new SourceSecretResponse(
                !string.IsNullOrEmpty(kept), kept is not null && References.Any(start => kept.StartsWith(start, StringComparison.Ordinal)) ? kept : null);
        });
    }

    private static LocalizedText ToResponse(this SourceText text) => new(text.En, text.Ko);
}
