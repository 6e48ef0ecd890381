namespace FinOpsAI.Web.Live;

/// <summary>One message of the live hub, method <c>live</c>. Payloads hold absolute values, so a repeat does no harm.</summary>
/// <param name="Stream"><c>summary:SCOPE</c>, <c>incidents</c> or <c>heartbeat</c>.</param>
/// <param name="Epoch">Changes when the server restarts: sequence numbers start anew.</param>
/// <param name="Seq">Counts the messages of the stream, without gaps.</param>
/// <param name="AsOf">UTC.</param>
/// <param name="Kind"><c>summary</c>, <c>incident</c> or <c>heartbeat</c>.</param>
/// <param name="Payload">SummaryResponse, IncidentResponse or null.</param>
public sealed record LiveMessage(string Stream, string Epoch, long Seq, DateTimeOffset AsOf, string Kind, object? Payload);
