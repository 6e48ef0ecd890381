using System.Globalization;
using System.Runtime.CompilerServices;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Gpu;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Gpu;

/// <summary>
/// GPUs without any exporter: who had how many of them when is entered by hand, the rate card says what they cost, the inventory how many stood
/// idle. One window a UTC day; a day that runs grows hour by hour.
/// </summary>
public sealed class ManualConnector : IConnector
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <inheritdoc />
    public SourceKind Kind { get; } = new(
        "gpu.manual",
        new("GPUs entered by hand", "직접 입력한 GPU"),
        new(
            "Who had how many GPUs when, entered as lines and priced by a rate card. Nothing is asked of anyone. Lines changed later than 35 "
            + "days after their time need a backfill.",
            "누가 언제 GPU를 몇 장 썼는지 줄로 입력하면 단가표로 비용을 계산합니다. 외부 요청은 없습니다. 35일보다 오래된 기간의 줄을 고치면 과거 데이터 읽기가 필요합니다."),
        [
            new("entries", new("Entries", "입력"), SourceSettingType.Lines)
            {
                IsRequired = true,
                Help = new(
                    "One line each: 2026-11 | H100 | 16 | ml | training. Period (2026-11, 2026-11-03, 2026-11-03..2026-11-15), GPU model, "
                    + "number, team, project; hours= of each day and resource= may follow.",
                    "한 줄에 하나씩: 2026-11 | H100 | 16 | ml | training. 기간(2026-11, 2026-11-03, 2026-11-03..2026-11-15), GPU 모델, 수량, 팀, 프로젝트 순서이며 "
                    + "하루 사용 시간 hours=와 자원 이름 resource=를 덧붙일 수 있습니다."),
            },
            .. GpuSettings.RateSettings,
            GpuSettings.InventorySetting,
            GpuSettings.PolicySettings[1],
            new("grain", new("Records by", "기록 단위"), SourceSettingType.Choice)
            {
                Default = "hour", Choices = ["hour", "day"], Help = new("One record an hour or a day for each line.", "줄마다 시간별 또는 일별로 기록합니다."),
            },
        ])
    {
        Every = Hour,
        Lookback = TimeSpan.FromDays(35),
        FirstRead = TimeSpan.FromDays(90),
    };

    /// <inheritdoc />
    public async IAsyncEnumerable<SourceBatch> ReadAsync(
        ConnectorContext context, SourceRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var (settings, entries) = Settings(context);
        var batch = context.Batch();
        var length = context.Required("grain") == "day" ? Day : Hour;
        for (var day = Granularity.Day.Floor(read.From); day < read.To; day += Day)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = Granularity.Hour.Floor(day + Day <= read.To ? day + Day : read.To);
            for (var slot = day; slot < end; slot += length)
            {
                foreach (var pool in Pools(settings.Inventory, entries, slot, slot + length < end ? slot + length : end))
                {
                    Add(batch, settings, slot, pool);
                }
            }

            yield return batch.Build(new(Iso(day)), end == day + Day ? end : null);
        }
    }

    /// <inheritdoc />
    public Task<string> TestAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var (settings, entries) = Settings(context);
        return Task.FromResult(
            $"{entries.Count} lines can be read." + settings.Describe(entries.Select(entry => entry.Model), context.Time.GetUtcNow()));
    }

    /// <summary>GPUs of one model whose cost is divided together: those of the inventory, or those of one line alone.</summary>
    private sealed record Pool(string Model, GpuUse Use, IReadOnlyDictionary<GpuClaim, ManualEntry> Entries);

    private static (GpuSettings Settings, List<ManualEntry> Entries) Settings(ConnectorContext context)
    {
        var settings = GpuSettings.Of(context, hasWeights: false);
        return (settings, GpuSettings.Table("entries", () => ManualEntry.Parse(context.Required("entries"))));
    }

    private static IEnumerable<Pool> Pools(GpuInventory inventory, List<ManualEntry> entries, DateTimeOffset slot, DateTimeOffset end)
    {
        var open = entries.Where(entry => entry.From < end && entry.To > slot).ToList();
        foreach (var stock in inventory.Stock.GroupBy(stock => stock.Model, StringComparer.OrdinalIgnoreCase))
        {
            var mine = open.Where(entry => GpuModelName.Matches(stock.Key, entry.Model)).ToList();
            open.RemoveAll(mine.Contains);
            if (stock.Sum(one => one.Count * one.HoursIn(slot, end)) is > 0 and var hours)
            {
                yield return Of(stock.Key, mine, slot, end, hours);
            }
            else
            {
                // GPUs that the inventory did not have then were somebody's all the same.
                open.AddRange(mine);
            }
        }

        foreach (var entry in open)
        {
            var pool = Of(entry.Model, [entry], slot, end, null);
            if (pool.Use.ServiceHours > 0)
            {
                yield return pool;
            }
        }
    }

    private static Pool Of(string model, List<ManualEntry> entries, DateTimeOffset slot, DateTimeOffset end, decimal? owned)
    {
        Dictionary<GpuClaim, ManualEntry> claims = new(ReferenceEqualityComparer.Instance);
        foreach (var entry in entries)
        {
            var hours = entry.Gpus * entry.HoursPerDay / 24 * (end - slot).Ticks / TimeSpan.TicksPerHour;
            claims.Add(new(new(entry.Project), hours, hours), entry);
        }

        var service = owned ?? claims.Keys.Sum(claim => claim.UsedHours);
        return new(model, new(service, service, [.. claims.Keys]), claims);
    }

    private static void Add(SourceBatchBuilder batch, GpuSettings settings, DateTimeOffset slot, Pool pool)
    {
        var claimed = pool.Use.Claims.Sum(claim => claim.UsedHours);
        if (claimed > pool.Use.ServiceHours && slot.Hour == 0)
        {
            batch.Fail(new(0, "entries", string.Create(
                CultureInfo.InvariantCulture,
                $"entries: {Iso(slot)}: got {claimed:0.###} GPU-hours of {pool.Model}, "
                + $"the inventory has {pool.Use.ServiceHours:0.###}; they are scaled down to it.")));
        }

        var cost = settings.Rates.Find(pool.Model, slot)?.CostOf(slot, pool.Use.ServiceHours);
        foreach (var share in GpuAllocation.Split(pool.Use, cost?.Total ?? 0, settings.Policy))
        {
            var entry = share.Claim is { } claim ? pool.Entries[claim] : null;
            var draft = batch.Draft(
                Iso(slot), slot.Hour.ToString(CultureInfo.InvariantCulture), share.Kind.ToString(), pool.Model, entry?.Team, entry?.Project,
                entry?.Resource, entry is null ? null : Iso(entry.From), entry is null ? null : Iso(entry.To));
            draft.Timestamp = slot;
            draft.Model = entry?.Model ?? pool.Model;
            draft.Team = entry is null ? settings.IdleTeam : entry.Team;
            draft.Project = entry is null ? "idle" : entry.Project;
            draft.Resource = entry?.Resource ?? draft.Model;
            settings.Charge(draft, share, cost);
            batch.Add();
        }
    }

    private static string Iso(DateTimeOffset day) => day.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
