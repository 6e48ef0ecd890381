using System.Globalization;
using System.Text;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Sources;

namespace FinOpsAI.Silo.Demo;

/// <summary>
/// The bill of one provider, as FOCUS files in a folder, and the source that reads it. It charges a little more than the price list says, so
/// that estimate and bill differ as they do in life: past months are invoiced, the present one is confirmed but for its last three days.
/// </summary>
internal sealed class DemoBill(DateTimeOffset now, int seed, DemoTraffic traffic, string folder)
{
    /// <summary>The source that reads it.</summary>
    public const string SourceId = "google-bill";

    private const string Header =
        "BillingAccountId,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceName,SubAccountName,SkuMeter,"
        + "ChargeCategory,ConsumedQuantity,ConsumedUnit,ListCost,BilledCost,EffectiveCost,BillingCurrency,InvoiceId";

    /// <summary>What the provider adds to its list prices: a regional surcharge.</summary>
    private const decimal Surcharge = 1.024m;

    /// <summary>By how much that differs from day to day, from end to end.</summary>
    private const decimal Spread = 0.008m;

    /// <summary>Writes one file a month, and removes those of an earlier demo.</summary>
    public void Write()
    {
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.EnumerateFiles(folder, "google-????-??.csv"))
        {
            File.Delete(old);
        }

        foreach (var month in Days().GroupBy(day => new DateTimeOffset(day.Year, day.Month, 1, 0, 0, 0, TimeSpan.Zero)))
        {
            var text = new StringBuilder(Header).Append('\n');
            foreach (var day in month)
            {
                WriteDay(text, month.Key, day);
            }

            File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"google-{month.Key:yyyy-MM}.csv")), text.ToString());
        }
    }

    /// <summary>The source, as somebody would set it up on the page "Data sources".</summary>
    public DataSource Source(NarrativeLanguage language) => new()
    {
        Id = SourceId,
        Kind = "focus.files",
        Name = new DemoText("Google Cloud bill", "Google Cloud 청구서").In(language),
        Layer = SourceLayer.Bill,
        Since = Month(now - DemoTraffic.History),
        Settings = new Dictionary<string, string>
        {
            ["delivery"] = "parts",
            ["store"] = "folder",
            ["folder"] = folder,
            ["teams"] = string.Join('\n', Billed().Select(one => DemoOrganization.Resources[one]).Select(one => $"{one.Project} = {one.Team}").Distinct()),
        },
        CreatedAt = now,
    };

    /// <summary>Days that are billed: bills lag, and the last hours of the history come by the minute, of which no bill is made.</summary>
    private IEnumerable<DateTimeOffset> Days()
    {
        var confirmed = Granularity.Day.Floor(now.AddDays(-3));
        var end = Month(now) > confirmed ? Month(now) : confirmed;
        var latest = Granularity.Day.Floor(now.AddDays(-1));
        end = end < latest ? end : latest;
        for (var day = Granularity.Day.Floor(now - DemoTraffic.History); day < end; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private void WriteDay(StringBuilder text, DateTimeOffset month, DateTimeOffset day)
    {
        var charges = Billed()
            .SelectMany(one => Enumerable.Range(0, 24).Select(hour => (
                DemoOrganization.Resources[one].Project, Used: traffic.Estimate(one, day.AddHours(hour), TimeSpan.FromHours(1)))))
            .Where(hour => hour.Used is not null)
            .GroupBy(hour => (hour.Project, hour.Used!.Value.Model));
        foreach (var charge in charges)
        {
            var list = charge.Sum(hour => hour.Used!.Value.Cost);
            var random = new Random(seed ^ (day.DayOfYear * 1_000) ^ charge.Key.Model.Length);
            var billed = Math.Round(list * (Surcharge + (Spread * ((decimal)random.NextDouble() - 0.5m))), 6);
            var invoice = month < Month(now) ? string.Create(CultureInfo.InvariantCulture, $"INV-{month:yyyyMM}") : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"NURI-01,{Iso(month)},{Iso(month.AddMonths(1))},{Iso(day)},{Iso(day.AddDays(1))},{DemoOrganization.BilledProvider},Vertex AI,");
            text.Append(
                CultureInfo.InvariantCulture,
                $"{charge.Key.Project},{charge.Key.Model},Usage,{charge.Sum(hour => hour.Used!.Value.Tokens)},Tokens,{list},{billed},{billed},USD,{invoice}\n");
        }
    }

    private static IEnumerable<int> Billed() =>
        Enumerable.Range(0, DemoOrganization.Resources.Count).Where(one => DemoOrganization.Resources[one].Provider == DemoOrganization.BilledProvider);

    private static DateTimeOffset Month(DateTimeOffset time) => new(time.Year, time.Month, 1, 0, 0, 0, TimeSpan.Zero);

    private static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
