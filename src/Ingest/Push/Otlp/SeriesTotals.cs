using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Push.Otlp;

/// <summary>
/// How far a cumulative series has been counted. It is kept in the ledger with what it counted: the series' running record holds the tokens
/// since <see cref="PeriodStart"/>, and the rest of this in its tags, so that both are written by the same commit.
/// </summary>
/// <param name="PeriodStart">Start of the charge period of the running record, in nanoseconds since 1970.</param>
/// <param name="LastPoint">Time of the last point counted.</param>
/// <param name="Tokens">The series' total there.</param>
/// <param name="Requests">The series' requests there.</param>
/// <param name="CarriedTokens">The part of <paramref name="Tokens"/> that closed records hold.</param>
/// <param name="CarriedRequests">The part of <paramref name="Requests"/> that closed records hold.</param>
/// <param name="Revision">Revision of the running record; below 0 when there is none.</param>
internal sealed record SeriesTotals(
    ulong PeriodStart, ulong LastPoint, decimal Tokens, decimal Requests, decimal CarriedTokens, decimal CarriedRequests, int Revision)
{
    private const string LastPointTag = "otlp.last_point";
    private const string TokensTag = "otlp.carried_tokens";
    private const string RequestsTag = "otlp.carried_requests";
    private const string TotalRequestsTag = "otlp.total_requests";

    /// <summary>Tokens of the running record.</summary>
    public decimal OpenTokens => Tokens - CarriedTokens;

    /// <summary>Requests of the running record.</summary>
    public decimal OpenRequests => Requests - CarriedRequests;

    /// <summary>A series of which nothing has been counted.</summary>
    public static SeriesTotals New(ulong start) => new(OtlpTime.Floor(start), start, 0, 0, 0, 0, -1);

    /// <summary>
    /// Counts the tokens between the last point and this one. They belong to the hour of the last point: while that is the running
    /// record's, it grows; otherwise that record is closed and another begins.
    /// </summary>
    /// <param name="time">The point's time, after <see cref="LastPoint"/>.</param>
    /// <param name="tokens">The series' total there.</param>
    /// <param name="requests">The series' requests there.</param>
    /// <param name="isClosing">True when the running record so far is to be kept as a closed one.</param>
    public SeriesTotals Add(ulong time, decimal tokens, decimal requests, out bool isClosing)
    {
        var isOver = OtlpTime.HourOf(LastPoint) != OtlpTime.HourOf(PeriodStart);
        isClosing = isOver && Revision >= 0;
        var period = isOver ? this with { PeriodStart = OtlpTime.Floor(LastPoint), CarriedTokens = Tokens, CarriedRequests = Requests } : this;
        return period with { LastPoint = time, Tokens = tokens, Requests = requests, Revision = Revision + 1 };
    }

    /// <summary>Writes what the running record's own fields do not say.</summary>
    public void SetTags(UsageDraft draft)
    {
        draft.SetTag(LastPointTag, LastPoint.ToString(CultureInfo.InvariantCulture));
        draft.SetTag(TokensTag, CarriedTokens.ToString(CultureInfo.InvariantCulture));
        draft.SetTag(RequestsTag, CarriedRequests.ToString(CultureInfo.InvariantCulture));
        draft.SetTag(TotalRequestsTag, Requests.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Reads a running record.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static SeriesTotals Of(UsageRecord record)
    {
        var carried = Tag(record, TokensTag);
        var tokens = record.Usage.Where(unit => unit.Key != UsageUnits.Request).Sum(unit => unit.Value);
        return new(
            OtlpTime.From(record.Timestamp),
            (ulong)Tag(record, LastPointTag),
            carried + tokens,
            Tag(record, TotalRequestsTag),
            carried,
            Tag(record, RequestsTag),
            record.Revision);
    }

    private static decimal Tag(UsageRecord record, string name) =>
        record.Tags.TryGetValue(name, out var text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InvalidDataException($"the record {record.Id} of {record.Source} holds no {name}");
}
