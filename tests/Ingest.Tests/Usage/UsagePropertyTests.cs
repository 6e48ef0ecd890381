using System.Buffers;
using System.Text;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Tests.Importers;
using FinOpsAI.Ingest.Usage;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Ingest.Tests.Usage;

public sealed class UsagePropertyTests
{
    private static readonly string[] Units = [.. UsageUnits.All.Order(StringComparer.Ordinal), "other:x", "other:GB-Hours"];

    private static readonly Gen<string> Name = Gen.Elements("a", "검색 팀", "arn:aws:x/y", "tab\\slash \"quoted\"", "emoji 😀", "a.b-c_d", "ünïcode");

    private static readonly Gen<decimal> Amount =
        from units in Gen.Choose(-1_000_000, 1_000_000)
        from scale in Gen.Choose(0, 12)
        select new decimal(Math.Abs(units), 0, 0, units < 0, (byte)scale);

    private static readonly Gen<UsageDraft> Drafts =
        from id in Name.Select(name => name)
        from number in Gen.Choose(0, int.MaxValue)
        from seconds in Gen.Choose(0, 300_000_000)
        from ticks in Gen.Choose(0, 9_999_999)
        from provider in Gen.Elements("openai", "Azure-OpenAI", "aws", "our own")
        from model in Gen.Elements("gpt-4o-2024-08-06", "gpt-5-mini", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "unheard of")
        from tier in Gen.Elements(null, "batch", "flex", "standard")
        from names in Name.ListOf(4)
        from category in Gen.Elements(null, "Usage", "Credit", "tax")
        from units in Gen.Zip(Gen.Elements(Units), Amount.Select(Math.Abs)).ListOf()
        from effective in Amount
        from billed in Amount
        from list in Amount
        from isStated in Gen.Elements(true, false)
        from currency in Gen.Elements(null, "USD", "krw", "JPY", "ZMW")
        from status in Gen.Elements<CostStatus?>(null, CostStatus.Estimated, CostStatus.Confirmed, CostStatus.Invoiced)
        from tags in Gen.Zip(Name, Name).ListOf()
        select Draft(draft =>
        {
            draft.Id = $"{id}{number}";
            draft.Revision = number % 7;
            draft.Timestamp = new DateTimeOffset(2016, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds).AddTicks(ticks);
            (draft.Provider, draft.Model, draft.ServiceTier, draft.ChargeCategory) = (provider, model, tier, category);
            (draft.Team, draft.Project, draft.Resource, draft.Experiment) = (names[0], names[1], names[2], names[3]);
            (draft.Service, draft.Region, draft.Source) = (names[1], names[2], names[3]);
            foreach (var (unit, quantity) in units.DistinctBy(unit => unit.Item1).Append(("request", 1m)).DistinctBy(unit => unit.Item1))
            {
                draft.Usage.Add(new(unit, quantity));
            }

            foreach (var (key, value) in tags)
            {
                draft.SetTag(key, value);
            }

            if (isStated)
            {
                (draft.EffectiveCost, draft.BilledCost, draft.ListCost) = (effective, billed, list);
                (draft.BillingCurrency, draft.Status) = (currency, status);
            }
        });

    private readonly IngestKit _kit = new();

    private static UsageDraft Draft(Action<UsageDraft> fill)
    {
        var draft = new UsageDraft();
        fill(draft);
        return draft;
    }

    private static byte[] Write(params IEnumerable<UsageRecord> records)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var record in records)
        {
            using var writer = new Utf8JsonWriter(buffer);
            UsageJsonWriter.Write(writer, record);
            writer.Flush();
            buffer.Write("\n"u8);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void ShouldBeSame(UsageRecord actual, UsageRecord expected)
    {
        actual.Usage.ShouldBe(expected.Usage, ignoreOrder: true);
        actual.Tags.ShouldBe(expected.Tags, ignoreOrder: true);

        // The rest is compared by the record itself, which compares dictionaries by reference.
        (actual with { Usage = expected.Usage, Tags = expected.Tags }).ShouldBe(expected);
    }

    [Fact]
    public void Record_written_as_JSON_reads_back_the_same() => Prop.ForAll(Drafts.ToArbitrary(), draft =>
    {
        var record = _kit.Normalizer.Normalize(draft).Record.ShouldNotBeNull();
        ShouldBeSame(_kit.ReadAsync(Write(record)).GetAwaiter().GetResult().ShouldHaveSingleItem().Record.ShouldNotBeNull(), record);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Records_of_the_published_files_written_as_JSON_read_back_the_same()
    {
        var imports = new ImportKit(_kit);
        foreach (var (folder, file) in new[]
        {
            ("focus-1.0-sample", "focus_sample.csv"), ("azure-llm-trace-2023", "AzureLLMInferenceTrace_code.csv"), ("alibaba-genai-2026", "lora_request_trace.csv"),
        })
        {
            var (_, items) = await imports.ImportAsync(SharedData.Path(folder, file), new() { Model = file.StartsWith("Azure", StringComparison.Ordinal) ? "gpt-4o" : null });
            var records = items.Select(item => item.Record!).ToList();

            var back = await _kit.ReadAsync(Write(records));

            back.Count.ShouldBe(records.Count);
            for (var i = 0; i < records.Count; i++)
            {
                ShouldBeSame(back[i].Record.ShouldNotBeNull(), records[i]);
            }
        }
    }

    [Fact]
    public void Random_bytes_are_answered_with_items_and_never_throw()
    {
        var importers = new ImportKit(_kit);
        Prop.ForAll(Bytes().ToArbitrary(), bytes =>
        {
            _kit.ReadAsync(bytes).GetAwaiter().GetResult().ShouldAllBe(item => item.Record != null || item.Error != null);
            foreach (var importer in importers.Imports.Importers)
            {
                importers.ReadAsync(importer.Format, bytes).GetAwaiter().GetResult().ShouldAllBe(item => item.Record != null || item.Error != null);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void Damaged_bodies_never_throw_and_never_lose_the_records_before_the_damage()
    {
        var body = Encoding.UTF8.GetBytes($"[{string.Join(",\n", Enumerable.Range(0, 6).Select(i => IngestKit.Record($"r{i}", "\"tags\":{\"a\":\"b\"}")))}]");
        var damages =
            from at in Gen.Choose(0, body.Length - 1)
            from length in Gen.Choose(0, 40)
            from noise in Gen.Elements("", "\"", "{", "}", "[", "]", ",", "\\", "\n", "\0", "é", "1e999", "null")
            select (at, length, noise);
        var lengths = Enumerable.Range(0, 6).Select(i => Encoding.UTF8.GetString(body).IndexOf($"\"r{i}\"", StringComparison.Ordinal)).ToArray();

        Prop.ForAll(damages.ToArbitrary(), damage =>
        {
            var (at, length, noise) = damage;
            byte[] damaged = [.. body[..at], .. Encoding.UTF8.GetBytes(noise), .. body[Math.Min(body.Length, at + length)..]];

            var items = _kit.ReadAsync(damaged).GetAwaiter().GetResult();

            // The framing is told by the first byte; without it, nothing is promised but an answer.
            var whole = at < 1 ? 0 : Math.Max(0, lengths.Count(start => start < at) - 1);
            items.Count(item => item.Record is not null).ShouldBeGreaterThanOrEqualTo(whole);
            items.Where(item => item.Record is not null).Take(whole).Select(item => item.Record!.Id).ShouldBe(Enumerable.Range(0, whole).Select(i => $"r{i}"));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    /// <summary>Noise, and noise made of the pieces that the readers look for.</summary>
    private static Gen<byte[]> Bytes()
    {
        string[] pieces =
        [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\n", "\r\n", "\uFEFF", " ", "\"id\"", "\"usage\"", "{\"id\":\"a\"}", "1e400", "-", "NaN", "\\ud800", "null",
            "timestamp,provider,effective_cost", "ChargePeriodStart,EffectiveCost,ProviderName,BillingCurrency", "TIMESTAMP,ContextTokens,GeneratedTokens",
            "2026-01-01", "\"\"", ";", "\t", IngestKit.Record(), "gmt_create,exec_time_seconds,groupId,predict_type,checkpoint_model_version_id",
        ];
        var noise = Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf();
        var grammar = Gen.Elements(pieces).ListOf().Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)));
        return Gen.OneOf(noise, grammar, Gen.Zip(grammar, noise).Select(parts => parts.Item1.Concat(parts.Item2).ToArray()));
    }
}
