using System.Globalization;
using System.Text.Json;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Ingest.Importers;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources.Snowflake;

/// <summary>
/// Rows of Snowflake's usage views as CSV. The views differ in their columns and gain new ones, so a file says by its header what it has: a time,
/// credits, and whatever names the thing that ran.
/// </summary>
internal sealed class SnowflakeMapping : ICsvMapping
{
    private const string Expected = "START_TIME or USAGE_TIME, and CREDITS, TOKEN_CREDITS or CREDITS_USED";

    /// <summary>As <c>TIMESTAMP_LTZ</c> is written unless a session says otherwise.</summary>
    private static readonly string[] Zoned = ["yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", "yyyy-MM-dd HH:mm:ss zzz", "ddd, dd MMM yyyy HH:mm:ss zzz"];

    private readonly ImportContext _context;
    private readonly NamePool _names;
    private readonly decimal _creditPrice;
    private readonly int _start;
    private readonly int _credits;
    private readonly int _model;
    private readonly int _function;
    private readonly int _warehouse;
    private readonly int _roles;
    private readonly int _queryTag;
    private readonly int _granular;
    private readonly (int Column, string Unit)[] _tokens;
    private readonly int[] _identity;

    public SnowflakeMapping(CsvHeader header, ImportContext context, decimal creditPrice, NamePool names)
    {
        _context = context;
        _names = names;
        _creditPrice = creditPrice;
        _start = header.Find("START_TIME", "USAGE_TIME", "USAGE_DATE");
        _credits = header.Find("CREDITS", "TOKEN_CREDITS", "CREDITS_USED", "TOTAL_CREDITS");
        if (_start < 0 || _credits < 0)
        {
            throw CsvColumns.Missing("A Snowflake usage view", Expected, header);
        }

        _model = header.Find("MODEL_NAME");
        _function = header.Find("FUNCTION_NAME", "SERVICE_TYPE", "SERVICE_NAME");
        _warehouse = header.Find("WAREHOUSE_NAME", "WAREHOUSE_ID", "NAME", "ENTITY_ID");
        _roles = header.Find("ROLE_NAMES", "ROLE_NAME");
        _queryTag = header.Find("QUERY_TAG");
        _granular = header.Find("TOKENS_GRANULAR");
        (string, string)[] units =
        [
            ("INPUT_TOKENS", UsageUnits.Input), ("OUTPUT_TOKENS", UsageUnits.Output), ("CACHE_READ_TOKENS", UsageUnits.CacheRead), ("TOKENS", "other:token"),
        ];
        _tokens = [.. units.Select(unit => (header.Find(unit.Item1), unit.Item2)).Where(unit => unit.Item1 >= 0)];
        _identity =
        [
            .. new[] { "START_TIME", "USAGE_TIME", "USAGE_DATE", "END_TIME", "FUNCTION_NAME", "SERVICE_TYPE", "SERVICE_NAME", "MODEL_NAME", "QUERY_ID", "WAREHOUSE_ID", "NAME", "ENTITY_ID", "USER_ID" }
                .Select(name => header.Find(name)).Where(column => column >= 0),
        ];
    }

    public UsageError? Map(CsvRow row, UsageDraft draft)
    {
        if (!TryTime(row[_start], out var start))
        {
            return CsvColumns.Fail(row, "START_TIME", row[_start], "a time such as 2026-01-05 10:00:00.000 +0000 (without a zone it is UTC)");
        }

        if (!CsvColumns.TryDecimal(row[_credits], out var credits))
        {
            return CsvColumns.Fail(row, "CREDITS", row[_credits], "a number");
        }

        draft.Id = Id(row);
        draft.Timestamp = start;
        draft.Provider = "snowflake";
        draft.Service = Text(row, _function) is { } function ? $"Cortex {function}" : "Cortex";
        draft.Model = Text(row, _model);
        draft.Resource = Text(row, _warehouse) ?? Text(row, _function);
        draft.AllowNegativeUsage = true;
        draft.Usage.Add(new("credit", credits));
        draft.EffectiveCost = credits * _creditPrice;
        draft.BillingCurrency = _context.Currency;
        draft.Status = CostStatus.Estimated;
        foreach (var (column, unit) in _tokens)
        {
            if (CsvColumns.TryDecimal(row[column], out var tokens) && !(unit is "other:token" && HasGranular(row)))
            {
                draft.Usage.Add(new(unit, tokens));
            }
        }

        AddGranular(row, draft);
        SetTag(draft, "snowflake.roles", Text(row, _roles));
        SetTag(draft, "snowflake.query_tag", Text(row, _queryTag));
        return null;
    }

    private string Id(CsvRow row)
    {
        var parts = new string?[_identity.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = row[_identity[i]].ToString();
        }

        var id = RowId.Of(parts);
        var occurrence = _context.Ids!.Next(id);
        return occurrence == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}#{occurrence}");
    }

    private bool HasGranular(CsvRow row) => _tokens.Length > 1 || (!row[_granular].IsEmpty && row[_granular].StartsWith('{'));

    /// <summary>Some views have the tokens by kind as an object: <c>{"input": 10, "output": 2}</c>.</summary>
    private void AddGranular(CsvRow row, UsageDraft draft)
    {
        if (row[_granular].IsEmpty || _tokens.Length > 1)
        {
            return;
        }

        try
        {
            using var kinds = JsonDocument.Parse(row[_granular].ToString());
            foreach (var kind in kinds.RootElement.EnumerateObject())
            {
                var unit = kind.Name.ToLowerInvariant() switch
                {
                    "input" or "prompt" => UsageUnits.Input,
                    "output" or "completion" => UsageUnits.Output,
                    "cache_read" or "cache_read_input" => UsageUnits.CacheRead,
                    var other => $"other:token.{other}",
                };
                if (kind.Value.ValueKind is JsonValueKind.Number && kind.Value.TryGetDecimal(out var tokens) && !draft.Usage.Exists(known => known.Key == unit))
                {
                    draft.Usage.Add(new(unit, tokens));
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Tokens are for information here; the credits are what costs.
        }
    }

    private static bool TryTime(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        if (IsoTimestamp.TryParse(text, out time))
        {
            return true;
        }

        var read = DateTimeOffset.TryParseExact(text, Zoned, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
        time = time.ToUniversalTime();
        return read;
    }

    private string? Text(CsvRow row, int column) => FocusValues.IsNull(row[column]) ? null : _names.Get(row[column]);

    private static void SetTag(UsageDraft draft, string key, string? value)
    {
        if (value is not null)
        {
            draft.SetTag(key, value);
        }
    }
}
