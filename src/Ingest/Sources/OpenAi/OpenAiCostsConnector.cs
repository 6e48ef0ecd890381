using System.Runtime.CompilerServices;
using System.Text.Json;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Ingest.Sources.OpenAi;

/// <summary>Reads what OpenAI charges an organisation, day by day: the bill that usage is settled by. See <c>docs/connectors/openai.md</c>.</summary>
internal sealed class OpenAiCostsConnector(PriceCatalogue catalogue) : IConnector
{
    /// <summary>The most days a page may hold; above it the provider refuses.</summary>
    private const int DaysAtOnce = 180;

    private const int LongestService = 256;
    private static readonly string[] Groups = ["project_id", "line_item"];

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "openai.costs",
        new("OpenAI costs", "OpenAI 비용"),
        new(
            "What OpenAI charges by day, project and line item; the figures meant to agree with the invoice. Needs an admin key. Some hours behind. "
            + "One request for each read; reading costs nothing.",
            "OpenAI가 일·프로젝트·항목별로 청구하는 금액으로, 청구서와 일치하도록 제공되는 수치입니다. 관리자 키가 필요하며 몇 시간 늦게 반영됩니다. "
            + "읽을 때마다 한 번 요청하며 비용은 없습니다."),
        OpenAiApi.Settings)
    {
        Layer = SourceLayer.Bill,
        Every = TimeSpan.FromHours(6),
        Lookback = TimeSpan.FromDays(35),
        FirstRead = TimeSpan.FromDays(90),
    };

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var api = new OpenAiApi(context);
        var names = new OpenAiNames(api, context.Flag("names"));
        var today = DayWindows.Floor(context.Time.GetUtcNow());
        foreach (var (first, end) in DayWindows.Ranges(read.From, read.To, DaysAtOnce))
        {
            var pages = api.PagesAsync("costs", first, end, "1d", (int)(end - first).TotalDays, Groups, cancellationToken);
            await foreach (var batch in new DayWindows(context, "", first, end, today)
                .ReadAsync(pages, "start_time", "results", (to, row, day) => AddAsync(to, row, day, names, cancellationToken), cancellationToken)
                .ConfigureAwait(false))
            {
                yield return batch;
            }
        }
    }

    /// <inheritdoc />
    public async Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var now = context.Time.GetUtcNow();
        var first = DayWindows.Floor(now).AddDays(-7);
        var lines = await OpenAiApi.CountAsync(
            new OpenAiApi(context).PagesAsync("costs", first, now.AddDays(1), "1d", 8, Groups, cancellationToken)).ConfigureAwait(false);
        return $"The key may read costs; {lines} charges in the last 7 days.";
    }

    private async ValueTask AddAsync(
        SourceBatchBuilder to, JsonElement row, DateTimeOffset day, OpenAiNames names, CancellationToken cancellationToken)
    {
        var amount = JsonFields.Object(row, "amount") ?? throw new RowException("amount", "amount is missing.");
        var value = JsonFields.Number(amount, "value") ?? throw new RowException("amount.value", "amount.value is missing.");
        var currency = JsonFields.Text(amount, "currency") ?? throw new RowException("amount.currency", "amount.currency is missing.");
        var text = JsonFields.Text(row, "line_item");
        var projectId = JsonFields.Text(row, "project_id");
        var project = await names.ProjectAsync(projectId, cancellationToken).ConfigureAwait(false);
        var item = OpenAiLineItem.Of(text, catalogue);

        var draft = to.Draft("costs", day.ToString("u"), projectId, text, currency);
        draft.Timestamp = day;
        draft.Provider = "openai";
        draft.Service = text is null ? "openai" : text[..Math.Min(text.Length, LongestService)];
        draft.Model = item.Model;
        draft.ServiceTier = item.ServiceTier;
        draft.Project = project;
        draft.Resource = item.Model ?? draft.Service;
        draft.ChargeCategory = value < 0 ? "Credit" : "Usage";
        draft.EffectiveCost = draft.BilledCost = value;
        draft.BillingCurrency = currency;
        if (JsonFields.Number(row, "quantity") is { } quantity and not 0 && JsonFields.Text(row, "quantity_unit") is { } given)
        {
            var (unit, factor) = OpenAiLineItem.Unit(text, given);
            draft.Usage.Add(new(unit, quantity * factor));
        }

        if (projectId is not null)
        {
            draft.SetTag("project_id", projectId);
        }

        to.Add();
    }
}
