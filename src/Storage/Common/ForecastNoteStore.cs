using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>Issued forecasts as JSON, one a scope and UTC day.</summary>
internal sealed class ForecastNoteStore(IPayloads payloads) : IForecastNotes
{
    public Task AddAsync(IReadOnlyList<ForecastNote> notes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notes);
        return payloads.WriteAsync(
            [.. notes.Select(note => new PayloadSql(
                "INSERT INTO forecast_notes (id, scope, issued, payload) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
                $"{note.Scope.Key} {note.IssuedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
                note.Scope.Key,
                note.IssuedAt.ToStored(),
                JsonSerializer.Serialize(note, PayloadJson.Default.ForecastNote)))],
            cancellationToken);
    }

    public Task<IReadOnlyList<ForecastNote>> ListAsync(
        ScopePath scope, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return payloads.ReadAsync(
            new(
                "SELECT payload FROM forecast_notes WHERE scope = $1 AND issued >= $2 AND issued < $3 ORDER BY issued",
                scope.Key,
                from.ToStored(),
                to.ToStored()),
            PayloadJson.Default.ForecastNote,
            cancellationToken);
    }

    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        payloads.WriteAsync([new("DELETE FROM forecast_notes WHERE issued < $1", before.ToStored())], cancellationToken);
}
