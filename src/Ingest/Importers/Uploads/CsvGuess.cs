using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Importers.Uploads;

/// <summary>
/// What the columns of an unknown CSV most likely mean, by the names that people and providers give them. A proposal for a person to look at:
/// nothing is ever taken by it alone.
/// </summary>
internal static class CsvGuess
{
    /// <summary>By field: names in small letters, without blanks and signs. The better name comes first.</summary>
    private static readonly (string Field, string[] Names)[] Known =
    [
        ("timestamp", ["usagedate", "usagetime", "starttime", "start", "datetime", "date", "time", "day", "createdat", "created", "period", "사용일시", "사용일", "사용일자", "이용일", "일시", "일자", "날짜", "기준일", "시각", "시간"]),
        ("provider", ["vendor", "providername", "supplier", "cloud", "공급자", "공급사", "제공자", "제공사", "벤더", "업체"]),
        ("model", ["modelname", "modelid", "llm", "engine", "모델", "모델명"]),
        ("service", ["servicename", "product", "서비스", "서비스명", "상품"]),
        ("region", ["regionname", "location", "리전", "지역"]),
        ("team", ["teamname", "department", "dept", "squad", "businessunit", "costcenter", "팀", "팀명", "부서", "부서명", "조직"]),
        ("project", ["projectname", "projectid", "application", "app", "workspace", "workload", "프로젝트", "프로젝트명", "앱", "과제"]),
        ("resource", ["resourcename", "resourceid", "apikeyname", "apikey", "deployment", "instance", "host", "리소스", "리소스명", "자원", "키", "배포"]),
        ("experiment", ["experimentid", "runid", "실험"]),
        ("effective_cost", ["cost", "totalcost", "costusd", "amount", "spend", "charge", "charges", "total", "price", "비용", "금액", "요금", "사용금액", "합계"]),
        ("billed_cost", ["billedamount", "invoiced", "invoicedamount", "청구금액", "청구액"]),
        ("list_cost", ["listprice", "ondemandcost", "정가"]),
        ("billing_currency", ["currency", "currencycode", "통화"]),
        (UsageUnits.Input, ["inputtokens", "tokensin", "tokensinput", "prompttokens", "ninputtokens", "ncontexttokenstotal", "입력토큰", "입력토큰수", "프롬프트토큰"]),
        (UsageUnits.Output, ["outputtokens", "tokensout", "tokensoutput", "completiontokens", "noutputtokens", "generatedtokens", "출력토큰", "출력토큰수", "응답토큰"]),
        (UsageUnits.CacheRead, ["cachereadtokens", "cachereadinputtokens", "cachedtokens", "cachedinputtokens", "캐시토큰", "캐시읽기토큰"]),
        (UsageUnits.CacheWrite, ["cachewritetokens", "cachecreationtokens", "cachecreationinputtokens", "캐시쓰기토큰"]),
        (UsageUnits.Embedding, ["embeddingtokens", "임베딩토큰"]),
        (UsageUnits.Request, ["requests", "requestcount", "numrequests", "nrequests", "calls", "요청수", "요청", "호출수"]),
        (UsageUnits.GpuHour, ["gpuhours", "gpuhour", "gpuh", "gpu시간", "gpu사용시간"]),
        ("id", ["recordid", "rowid", "requestid", "eventid", "uuid", "번호"]),
        ("user_id", ["user", "userid", "username", "사용자"]),
        ("tags", ["labels", "태그"]),
    ];

    /// <summary>Column by field: columns named as the API names them, then the likely ones, each field and each column once.</summary>
    public static IReadOnlyDictionary<string, string> Map(CsvTable table)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in table.Header.Names)
        {
            if (CsvMapping.FieldOf(name) is { } field && !taken.Contains(name) && map.TryAdd(field, name))
            {
                taken.Add(name);
            }
        }

        var plain = table.Header.Names.Distinct(StringComparer.OrdinalIgnoreCase).Where(name => !taken.Contains(name)).ToLookup(Plain);
        foreach (var (field, names) in Known.Where(known => !map.ContainsKey(known.Field)))
        {
            if (names.SelectMany(name => plain[name]).FirstOrDefault(column => !taken.Contains(column)) is { } column)
            {
                map.Add(field, column);
                taken.Add(column);
            }
        }

        return map;
    }

    /// <summary>Whether numbers are written 1234,56: some are, and none has a point.</summary>
    public static bool HasDecimalComma(CsvTable table, IReadOnlyDictionary<string, string> map)
    {
        var numbers = map
            .Where(pair => UsageUnits.IsKnown(pair.Key) || (UsageFields.TryGet(pair.Key, out var field) && UsageFields.IsCost(field)))
            .SelectMany(pair => table.Samples[table.Header.Find(pair.Value)])
            .ToList();
        return numbers.Exists(number => number.Contains(',', StringComparison.Ordinal)) && !numbers.Exists(number => number.Contains('.', StringComparison.Ordinal));
    }

    /// <summary>Whether a first line names columns rather than holding data: two or more, none of them a number or a time.</summary>
    public static bool LooksLikeHeader(string line)
    {
        var header = CsvHeader.Of(line);
        return header.Count >= 2
            && header.Names.Count(name => name.Length > 0) >= 2
            && !header.Names.Any(name => CsvColumns.TryDecimal(name, out _) || IsoTimestamp.TryParse(name, out _))
            && line is not ['<' or '{' or '[', ..];
    }

    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
